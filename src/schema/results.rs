//! The schemas of results (method, section 9): one file each under `of/`, and what they share in `of/definitions.json`.

use serde_json::{Map, Value};

use super::DRAFT;

/// Each result with its schema as it is written.
pub(super) const RESULTS: [(&str, &str); 11] = [
    ("afkast.appraisal", include_str!("of/appraisal.json")),
    ("afkast.ledger", include_str!("of/ledger.json")),
    ("afkast.schedule", include_str!("of/schedule.json")),
    ("afkast.break_even", include_str!("of/break_even.json")),
    ("afkast.sensitivity", include_str!("of/sensitivity.json")),
    ("afkast.comparison", include_str!("of/comparison.json")),
    ("afkast.difference", include_str!("of/difference.json")),
    ("afkast.simulation", include_str!("of/simulation.json")),
    ("afkast.problems", include_str!("of/problems.json")),
    ("afkast.trace", include_str!("of/trace.json")),
    ("figure", include_str!("of/figure.json")),
];

/// What they share.
const SHARED: &str = include_str!("of/definitions.json");

/// The schema of a result, with those of the shared definitions that it needs.
pub(super) fn result(name: &str) -> Option<Value> {
    let (_, written) =
        RESULTS.iter().find(|(known, _)| *known == name || known.strip_prefix("afkast.") == Some(name))?;
    let mut schema = object(written);
    let mut definitions = match schema.remove("definitions") {
        Some(Value::Object(own)) => own,
        _ => Map::new(),
    };
    let shared = object(SHARED);
    let mut open: Vec<String> = referred(&Value::Object(schema.clone()));
    open.extend(definitions.values().flat_map(referred));
    while let Some(name) = open.pop() {
        if let Some(definition) = shared.get(&name).filter(|_| !definitions.contains_key(&name)) {
            open.extend(referred(definition));
            definitions.insert(name, definition.clone());
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), DRAFT.into());
    whole.extend(schema);
    if !definitions.is_empty() {
        let mut sorted: Vec<(String, Value)> = definitions.into_iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        whole.insert("definitions".to_owned(), Value::Object(sorted.into_iter().collect()));
    }
    Some(Value::Object(whole))
}

fn object(written: &str) -> Map<String, Value> {
    match serde_json::from_str(written) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// The names of the definitions that a schema refers to.
fn referred(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match value.as_str().and_then(|text| text.strip_prefix("#/definitions/")) {
                Some(name) if key == "$ref" => vec![name.to_owned()],
                _ => referred(value),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(referred).collect(),
        _ => Vec::new(),
    }
}
