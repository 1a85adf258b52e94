//! Every worked case reads without a problem, and what it rests on is what was worked out independently.

use afkast::case::{self, AsWritten, Case};
use afkast::document::{self, Why};
use afkast::problem::{Problem, Severity};
use afkast::span::SourceId;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::worked::{self, READ};

fn read(name: &str) -> (Option<Case>, Vec<Problem>) {
    let (document, problems) = document::parse(SourceId(0), &worked::text(&format!("{name}.toml")));
    assert!(problems.is_empty(), "{name} is TOML");
    let libraries = case::libraries(&document);
    let library = |(path, _): &(String, _)| document::parse(SourceId(1), &worked::text(path)).0;
    let (document, of_libraries) = case::with_libraries(document, libraries.iter().map(library).collect());
    assert!(of_libraries.is_empty(), "{name} has good libraries");
    let (case, problems) = case::read(&document, name);
    (case, problems.in_order())
}

#[test]
fn worked_cases_read_without_a_problem() {
    for name in READ {
        let (case, problems) = read(name);
        let stops: Vec<&Problem> = problems.iter().filter(|p| p.severity == Severity::Problem).collect();
        assert!(stops.is_empty(), "{name}: {stops:#?}");
        assert!(case.is_some(), "{name}");
    }
}

#[test]
fn assumptions_are_those_worked_out_by_hand() {
    for name in READ {
        let case = read(name).0.expect("the case reads");
        let expected = worked::result(name, "appraisal");
        let expected = expected["assumptions"].as_array().unwrap();
        let found: Vec<Value> = case.assumptions.iter().map(row).collect();
        let paths = |rows: &[Value]| rows.iter().map(|r| r["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(paths(&found), paths(expected), "{name}");
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found, &plain(expected), "{name}");
        }
        assert!(case.assumptions.is_sorted_by(|a, b| a.path < b.path));
    }
}

#[test]
fn perspectives_and_headline_are_those_worked_out_by_hand() {
    for name in READ {
        let case = read(name).0.expect("the case reads");
        let expected = worked::result(name, "appraisal");
        assert_eq!(case.basis.perspective, expected["headline"].as_str().unwrap(), "{name}");
        let perspectives = expected["perspectives"].as_object().unwrap();
        let mut names: Vec<&str> = perspectives.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(case.perspectives.keys().map(String::as_str).collect::<Vec<_>>(), names, "{name}");
        for (id, perspective) in &case.perspectives {
            let found: Vec<&str> = perspective.parties.iter().map(|p| p.as_str()).collect();
            let expected: Vec<&str> =
                perspectives[id]["parties"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
            assert_eq!(found, expected, "{name} {id}");
        }
        let title = expected["case"]["title"].as_str().map(str::to_owned);
        assert_eq!((case.id.as_str(), case.names.title), (expected["case"]["id"].as_str().unwrap(), title));
        let months: Vec<(i64, i64)> = expected["periods"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| (p["start_month"].as_i64().unwrap(), p["end_month"].as_i64().unwrap()))
            .collect();
        let found: Vec<(i64, i64)> =
            case.basis.calendar.periods().iter().map(|p| (p.start.into(), p.end.into())).collect();
        assert_eq!(found, months, "{name}");
    }
}

/// A row as the JSON has it; numbers as text, without nils at the end.
fn row(assumption: &case::Assumption) -> Value {
    let mut row = serde_json::Map::new();
    row.insert("path".into(), assumption.path.as_str().into());
    row.insert("value".into(), value(&assumption.value));
    let origin = match assumption.origin {
        Why::Written => "written",
        Why::Default => "default",
        Why::Library => "library",
        Why::Scenario => "scenario",
        Why::Set => "set",
    };
    row.insert("origin".into(), origin.into());
    if let Some(months) = assumption.months {
        row.insert("months".into(), number(&months.to_string()));
    }
    for (name, known) in &assumption.known {
        row.insert((*name).into(), value(known));
    }
    Value::Object(row)
}

fn value(written: &AsWritten) -> Value {
    match written {
        AsWritten::Number(decimal) => number(&decimal.to_string()),
        AsWritten::Text(text) => text.as_str().into(),
        AsWritten::List(list) => list.iter().map(value).collect(),
        AsWritten::Table(table) => Value::Object(table.iter().map(|(k, v)| (k.clone(), value(v))).collect()),
    }
}

/// Numbers are compared by their worth.
fn plain(expected: &Value) -> Value {
    match expected {
        Value::Number(n) => number(&n.to_string()),
        Value::Array(list) => list.iter().map(plain).collect(),
        Value::Object(table) => Value::Object(table.iter().map(|(k, v)| (k.clone(), plain(v))).collect()),
        other => other.clone(),
    }
}

fn number(text: &str) -> Value {
    let decimal = Decimal::from_str_exact(text).expect("a number");
    format!("number {}", decimal.normalize()).into()
}
