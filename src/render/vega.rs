//! Charts as Vega-Lite: a whole specification with its data, which a browser draws as it is.

use rust_decimal::Decimal;

use super::json::{Json, Object};
use crate::measure::Measure;
use crate::uncertainty::{Bar, Grid, Subject};

/// The version of Vega-Lite that the charts are written in.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

/// What a chart is about, in words.
#[derive(Clone, Copy, Debug)]
pub struct Titles<'t> {
    /// The case.
    pub case: &'t str,
    /// The figure.
    pub figure: &'t str,
    /// Whether it is money, which is told in thousands and millions.
    pub money: bool,
}

impl Titles<'_> {
    /// How the figure's numbers are written, in the language of D3.
    fn format(&self) -> Json {
        Json::text(if self.money { ",.4~s" } else { ",.4~r" })
    }
}

/// A tornado: a bar from the figure at low to the case, one from the case to the figure at high, and a tick at the case.
pub fn tornado(subject: &Subject<'_>, bars: &[Bar], titles: Titles<'_>) -> Json {
    let base = number(subject.base());
    let value = |bar: &Bar| {
        Object::default()
            .with("path", Json::text(&bar.path))
            .with("low", Json::Number(bar.low))
            .with("high", Json::Number(bar.high))
            .with("at_low", number(bar.at_low))
            .with("at_high", number(bar.at_high))
            .with("base", base.clone())
            .with("assumed", Json::Truth(bar.assumed))
            .done()
    };
    let axis = Object::default().with("format", titles.format()).done();
    let side = |end: &str| {
        let x = quantitative(end).with("title", Json::text(titles.figure)).with("axis", axis.clone());
        let x2 = Object::default().with("field", Json::text("base"));
        let color = Object::default()
            .with("datum", Json::text(end))
            .with("type", Json::text("nominal"))
            .with("title", Json::Null)
            .with("scale", sides());
        let encoding = Object::default().with("x", x.done()).with("x2", x2.done()).with("color", color.done());
        layer(Object::default().with("type", Json::text("bar")), encoding)
    };
    let tick = Object::default()
        .with("type", Json::text("tick"))
        .with("thickness", Json::whole(2))
        .with("color", Json::text("black"));
    let y = Object::default()
        .with("field", Json::text("path"))
        .with("type", Json::text("nominal"))
        .with("sort", Json::Null)
        .with("title", Json::Null)
        .with("axis", Object::default().with("labelLimit", Json::whole(400)).done());
    let shown = ["path", "low", "high", "at_low", "at_high"].map(|field| {
        let kind = if field == "path" { "nominal" } else { "quantitative" };
        Object::default().with("field", Json::text(field)).with("type", Json::text(kind)).done()
    });
    let encoding = Object::default().with("y", y.done()).with("tooltip", Json::List(shown.to_vec()));
    let layers =
        vec![side("at_low"), side("at_high"), layer(tick, Object::default().with("x", quantitative("base").done()))];
    begin(titles, bars.iter().map(value).collect())
        .with("width", Json::whole(500))
        .with("height", Object::default().with("step", Json::whole(22)).done())
        .with("encoding", encoding.done())
        .with("layer", Json::List(layers))
        .done()
}

/// Two values together: a field of colour for each pair, with its figure.
pub fn grid(grid: &Grid, mark: Decimal, titles: Titles<'_>) -> Json {
    let [rows, columns] = &grid.values;
    let cell = |row: usize, column: usize| {
        let figure = grid.figures.get(row).and_then(|r| r.get(column)).copied();
        Object::default()
            .with("down", rows.get(row).map_or(Json::Null, |v| Json::Number(*v)))
            .with("across", columns.get(column).map_or(Json::Null, |v| Json::Number(*v)))
            .with("figure", figure.map_or(Json::Null, number))
            .done()
    };
    let all = (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
    let [down, across] = &grid.paths;
    let ordinal = |field: &str, title: &str| {
        Object::default()
            .with("field", Json::text(field))
            .with("type", Json::text("ordinal"))
            .with("title", Json::text(title))
            .with("axis", number_axis())
            .done()
    };
    let scale = Object::default().with("domainMid", Json::Number(mark)).with("scheme", Json::text("redblue"));
    let color = quantitative("figure").with("title", Json::text(titles.figure)).with("scale", scale.done());
    let text = quantitative("figure").with("format", titles.format());
    let encoding = Object::default().with("x", ordinal("across", across)).with("y", ordinal("down", down));
    let layers = vec![
        layer(Object::default().with("type", Json::text("rect")), Object::default().with("color", color.done())),
        layer(Object::default().with("type", Json::text("text")), Object::default().with("text", text.done())),
    ];
    begin(titles, all.map(|(row, column)| cell(row, column)).collect())
        .with("width", Object::default().with("step", Json::whole(70)).done())
        .with("height", Object::default().with("step", Json::whole(30)).done())
        .with("encoding", encoding.done())
        .with("layer", Json::List(layers))
        .done()
}

fn begin(titles: Titles<'_>, values: Vec<Json>) -> Object {
    let title = Object::default().with("text", Json::text(titles.case)).with("subtitle", Json::text(titles.figure));
    Object::default()
        .with("$schema", Json::text(SCHEMA))
        .with("title", title.done())
        .with("data", Object::default().with("values", Json::List(values)).done())
}

fn layer(mark: Object, encoding: Object) -> Json {
    Object::default().with("mark", mark.done()).with("encoding", encoding.done()).done()
}

fn quantitative(field: &str) -> Object {
    Object::default().with("field", Json::text(field)).with("type", Json::text("quantitative"))
}

/// An axis whose labels are values of the file.
fn number_axis() -> Json {
    Object::default().with("format", Json::text(",.4~r")).with("formatType", Json::text("number")).done()
}

/// A colour for each end.
fn sides() -> Json {
    let texts = |list: [&str; 2]| Json::List(list.iter().map(|t| Json::text(*t)).collect());
    Object::default().with("domain", texts(["at_low", "at_high"])).with("range", texts(["#d95f02", "#1b9e77"])).done()
}

fn number(measure: Measure<Decimal>) -> Json {
    measure.map_or(Json::Null, Json::Number)
}
