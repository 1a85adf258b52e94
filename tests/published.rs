//! Published figures: what other people printed, or worked out by hand, and where we differ from it on purpose.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::json;

/// A published figure.
struct Figure {
    case: String,
    scenario: Option<String>,
    of: String,
    perspective: Option<String>,
    at: Option<String>,
    value: Decimal,
    within: Decimal,
    differs: bool,
    by: Option<Decimal>,
    date: Option<String>,
}

/// A row of a table of a `published.toml`: its keys and their values as written.
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<String> {
        self.0.get(key).map(|v| v.trim_matches('"').to_owned())
    }
    /// The number of a key, exactly as written.
    pub fn number(&self, key: &str) -> Option<Decimal> {
        self.0.get(key).map(|v| v.replace('_', "").parse().unwrap())
    }
}

/// The rows of a table of a case's `published.toml`.
pub fn rows(folder: &str, table: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(format!("cases/{folder}/published.toml")).unwrap();
    let file = toml::de::DeTable::parse(&text).unwrap();
    let list = file.get_ref()[table].get_ref().as_array().unwrap().iter();
    let row = |row: &toml::de::DeTable<'_>| {
        row.iter().map(|(key, value)| (key.get_ref().to_string(), text[value.span()].to_owned())).collect()
    };
    list.map(|r| Row(row(r.get_ref().as_table().unwrap()))).collect()
}

fn figures() -> Vec<Figure> {
    let mut list = Vec::new();
    for entry in std::fs::read_dir(format!("{}/cases", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let folder = entry.unwrap().file_name().into_string().unwrap();
        for row in rows(&folder, "figure") {
            list.push(Figure {
                case: format!("cases/{folder}/{}", row.text("file").unwrap_or_else(|| "case.toml".to_owned())),
                scenario: row.text("scenario"),
                of: row.text("of").unwrap(),
                perspective: row.text("perspective"),
                at: row.text("at"),
                value: row.number("value").unwrap(),
                within: row.number("within").unwrap(),
                differs: row.text("differs").is_some(),
                by: row.number("by"),
                date: row.text("date"),
            });
        }
    }
    assert!(list.len() > 60, "{} published figures", list.len());
    list
}

/// Our figure for a row.
fn ours(row: &Figure, appraisal: &Value) -> (Decimal, Option<String>) {
    let perspective = row.perspective.clone().unwrap_or_else(|| appraisal["headline"].as_str().unwrap().to_owned());
    let figure = match row.of.strip_prefix("outcomes.").and_then(|o| o.split_once('.')) {
        Some((id, name)) => &appraisal["outcomes"][id][name],
        None => &appraisal["perspectives"][&perspective][&row.of],
    };
    let value = match &row.at {
        Some(at) => {
            let place = appraisal["periods"].as_array().unwrap().iter().position(|p| {
                p["end_month"].as_i64().is_some_and(|m| *at == format!("month {m}"))
                    || p["from"].as_str().unwrap().starts_with(at.as_str())
            });
            &figure[place.unwrap()]
        }
        None => &figure["value"],
    };
    let date = figure.get("date").and_then(|d| d.as_str()).map(str::to_owned);
    (value.to_string().parse().unwrap_or_else(|_| panic!("{}: {} is {value}", row.case, row.of)), date)
}

#[test]
fn every_published_figure_is_ours_or_differs_for_a_reason() {
    for row in figures() {
        let mut args = vec!["appraise", &row.case, "-O", "json"];
        if let Some(scenario) = &row.scenario {
            args.extend(["-s", scenario]);
        }
        let (value, date) = ours(&row, &json(&args));
        let away = (value - row.value).abs();
        let what = format!("{} {:?}: {} {:?} is {value}, printed {}", row.case, row.scenario, row.of, row.at, row.value);
        if row.differs {
            assert!(away > row.within, "{what}: the difference has gone");
        } else {
            assert!(away <= row.within, "{what}");
        }
        if let Some(by) = row.by {
            assert_eq!((value - row.value).abs().round(), by, "{what}");
        }
        if row.date.is_some() {
            assert_eq!(date, row.date, "{what}");
        }
    }
}

#[test]
fn the_annex_discounts_its_last_payment_by_four_years_instead_of_five() {
    // 4,824,000 ÷ 1.04^4 = 4,123,575; ÷ 1.04^5 = 3,964,976; the annex prints the first: 158,599 kr. too much.
    let four = Decimal::from(4_824_000) / Decimal::new(104, 2).powi_exact(4);
    let appraisal = json(&["appraise", "cases/aarhus-housing-first/case.toml", "-O", "json"]);
    let right: Decimal = appraisal["perspectives"]["investors"]["present_value"][6].to_string().parse().unwrap();
    assert_eq!(four.round(), Decimal::from(4_123_575));
    assert_eq!(right.round(), Decimal::from(3_964_976));
    assert_eq!((four - right).round(), Decimal::from(158_599));
}

trait Powers {
    fn powi_exact(self, times: u32) -> Decimal;
}
impl Powers for Decimal {
    fn powi_exact(self, times: u32) -> Decimal {
        (0..times).fold(Decimal::ONE, |product, _| product * self)
    }
}
