//! `afkast.comparison`

use rust_decimal::Decimal;

use super::simulation::{estimate, of_difference};
use super::{Head, Json, Object, figure};
use crate::appraisal::FIGURES;
use crate::report::Comparison;
use crate::uncertainty::simulation::DRAWN;

/// Cases or scenarios side by side: a row for each figure, a value for each column. `heads` are those of the columns.
/// With draws the differences between columns, draw by draw, too.
pub fn comparison(of: &Comparison<'_>, heads: &[Head<'_>]) -> Option<Json> {
    let column = |head: &Head<'_>| {
        Object::default()
            .with("case", head.case())
            .with_some("scenario", head.stamp.scenario.as_deref().map(Json::text))
            .done()
    };
    let place = |place: usize| Json::Number(Decimal::from(place));
    let (mut rows, mut differences) = (Vec::new(), Vec::new());
    for perspective in &of.perspectives {
        let name = of.one_perspective(perspective);
        let name = name.as_deref().unwrap_or("headline");
        let economic: Vec<String> = FIGURES.iter().map(|f| format!("economic.{f}")).collect();
        for name_of in FIGURES.iter().copied().chain(economic.iter().map(String::as_str)) {
            let Some(values) = of.figures(name_of, perspective).into_iter().collect::<Option<Vec<_>>>() else {
                continue;
            };
            let row = Object::default()
                .with("figure", Json::text(name_of))
                .with("perspective", Json::text(name))
                .with("values", Json::List(values.into_iter().map(|v| figure(v).done()).collect()));
            rows.push(row.done());
        }
        for name_of in DRAWN {
            let Some(values) = of.drawn(name_of, perspective).into_iter().collect::<Option<Vec<_>>>() else {
                continue;
            };
            let row = Object::default()
                .with("figure", Json::text(*name_of))
                .with("perspective", Json::text(name))
                .with("values", Json::List(values.into_iter().map(estimate).collect()));
            rows.push(row.done());
        }
        let beside = (0..of.columns.len()).filter_map(|column| Some((column, of.difference(column, perspective)?)));
        differences.extend(beside.map(|(column, beside)| {
            let begun = Object::default()
                .with("perspective", Json::text(name))
                .with("column", place(column))
                .with("against", place(of.beside()))
                .with("probability_better", estimate(beside.better));
            of_difference(begun, &beside.difference).done()
        }));
    }
    let first = heads.first()?;
    let stamp = first.stamp.with_files_of(heads.iter().map(|head| head.stamp));
    let head = Head { stamp: &stamp, ..*first };
    Some(
        head.begin("afkast.comparison")
            .with("columns", Json::List(heads.iter().map(column).collect()))
            .with("rows", Json::List(rows))
            .with_some("differences", of.draws.map(|_| Json::List(differences)))
            .done(),
    )
}
