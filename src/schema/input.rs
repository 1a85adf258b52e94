//! Numbers and inputs: a number, a text that stands for one, or a table with its range and its papers.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::file::{Definitions, ID, property};
use crate::case::Domain;
use crate::case::fields::in_input::{INPUT, VALUE};

/// `"12.5 %"` and `"1/3"`, a sign before, spaces around `%` and `/`.
const RATIO: &str = r"^[+-]?[0-9]([0-9_]*[0-9])?(\.[0-9]([0-9_]*[0-9])?)?\s*%\s*$|^[+-]?[0-9]([0-9_]*[0-9])?\s*/\s*[0-9]([0-9_]*[0-9])?$";

/// A text that stands for a number.
pub(super) fn ratio(definitions: &mut Definitions) -> Value {
    definitions.refer("ratio", |_| json!({ "type": "string", "pattern": RATIO, "examples": ["12.5 %", "1/3"] }))
}

/// A number from a lowest to a highest, or a text that stands for one.
pub(super) fn number(domain: Domain, definitions: &mut Definitions) -> Value {
    definitions.refer(word(domain), |definitions| {
        let kind = if domain == Domain::People { "integer" } else { "number" };
        let mut bounded = json!({ "type": kind });
        let json = |bound: Decimal| serde_json::from_str::<Value>(&bound.to_string()).unwrap_or_default();
        if let Some(lowest) = domain.lowest() {
            bounded["minimum"] = json(lowest);
        }
        if let Some(highest) = domain.highest() {
            bounded["maximum"] = json(highest);
        }
        json!({ "anyOf": [bounded, ratio(definitions)] })
    })
}

/// The word for a domain in the names of definitions.
const fn word(domain: Domain) -> &'static str {
    match domain {
        Domain::Share => "share",
        Domain::SignedShare => "signed-share",
        Domain::YearlyRate => "yearly-rate",
        Domain::NotNegative => "not-negative",
        Domain::People => "people",
        Domain::Any => "number",
    }
}

/// An input: a number, or a table in its place.
pub(super) fn input(domain: Domain, definitions: &mut Definitions) -> Value {
    definitions.refer(&format!("input-{}", word(domain)), |definitions| {
        let number = number(domain, definitions);
        with_table(number, definitions)
    })
}

/// What may stand in the place of a value, or a table that holds it with its range and its papers.
pub(super) fn with_table(value: Value, definitions: &mut Definitions) -> Value {
    let table = with_papers(value.clone(), definitions);
    either(vec![value, table])
}

/// The table of an input that holds `value`.
fn with_papers(value: Value, definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for key in INPUT.keys().filter(|key| !key.later) {
        let mut property = property(&INPUT, key, definitions);
        if key.name == VALUE {
            let about = property["description"].clone();
            property = json!({ "title": VALUE, "description": about, "allOf": [value] });
        }
        properties.insert(key.name.to_owned(), property);
    }
    json!({ "type": "object", "properties": properties, "required": [VALUE], "additionalProperties": false })
}

/// Money: an amount, the id of a `[price.ID]`, or a table.
pub(super) fn money(domain: Domain, definitions: &mut Definitions) -> Value {
    definitions.refer(&format!("money-{}", word(domain)), |definitions| {
        let amount = number(domain, definitions);
        let table = with_papers(amount.clone(), definitions);
        either(vec![amount, json!({ "type": "string", "pattern": ID }), table])
    })
}

/// A list of numbers of a domain.
pub(super) fn list(domain: Domain, definitions: &mut Definitions) -> Value {
    json!({ "type": "array", "minItems": 1, "items": number(domain, definitions) })
}

/// Any of several; what is itself such a choice is taken in.
pub(super) fn either(choices: Vec<Value>) -> Value {
    let flat = choices.into_iter().flat_map(|choice| match choice.get("anyOf").and_then(Value::as_array) {
        Some(inner) => inner.clone(),
        None => vec![choice],
    });
    json!({ "anyOf": flat.collect::<Vec<_>>() })
}
