//! What may stand at a key, by the kind that its declaration names.

use serde_json::{Value, json};

use super::file::{Definitions, has_names, table_at};
use super::input::{either, input, list, money, number, ratio, with_table};
use crate::case::fields::{Kind, ValuesOf, in_basis, in_group, words_of};
use crate::case::{Domain, PeriodKind};

const MONTH: &str = "[0-9]{4}-(0[1-9]|1[0-2])";
const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const MARK: &str = "month [0-9]+";
const DURATION: &str = r"\s*[0-9][0-9_]*(\.[0-9]+)?\s+(day|week|month|year)s?\s*";
/// A calendar year, or a month.
const TIME_KEY: &str = "^[0-9]{4}(-(0[1-9]|1[0-2]))?$";

/// What may stand at a key of this kind.
pub(super) fn kind(of: &Kind, definitions: &mut Definitions) -> Value {
    match of {
        Kind::Text | Kind::Id(_) | Kind::Party | Kind::Perspective => json!({ "type": "string" }),
        Kind::Texts | Kind::Ids(_) | Kind::PartyList => {
            json!({ "type": "array", "minItems": 1, "items": { "type": "string" } })
        }
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Year => json!({ "type": "integer", "minimum": 1, "maximum": 9_999, "examples": [2025] }),
        Kind::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Kind::Number | Kind::Share => number(Domain::Any, definitions),
        Kind::Month => text(&[MONTH], &["2025-07"]),
        Kind::Day => text(&[DAY], &["2025-07-15"]),
        Kind::MonthOrDay => text(&[MONTH, DAY], &["2025-07", "2025-07-15"]),
        Kind::Point => text(&[MONTH, DAY, MARK], &["2025-07", "2025-07-15", "month 18"]),
        Kind::Duration | Kind::Interval => text(&[DURATION], &["18 months", "1.5 years", "26 weeks"]),
        Kind::Word(words) => json!({ "enum": words() }),
        Kind::Parties | Kind::PartiesByYear | Kind::Shares => {
            let shares = json!({ "type": "object", "minProperties": 1, "additionalProperties": part(of, definitions) });
            if matches!(of, Kind::Shares) { shares } else { either(vec![json!({ "type": "string" }), shares]) }
        }
        Kind::Rest => part(of, definitions),
        Kind::Input(domain) => input(*domain, definitions),
        Kind::Money => money(Domain::NotNegative, definitions),
        Kind::InputOrByYear => definitions.refer("input-or-by-year", |definitions| {
            let one = number(Domain::NotNegative, definitions);
            let list = list(Domain::NotNegative, definitions);
            with_table(either(vec![one, list]), definitions)
        }),
        Kind::ByYear => definitions.refer("by-year", |definitions| {
            let list = list(Domain::Share, definitions);
            with_table(list, definitions)
        }),
        Kind::Years => json!({
            "type": "object", "minProperties": 1,
            "propertyNames": { "pattern": "^[0-9]{4}$" }, "additionalProperties": number(Domain::Any, definitions),
        }),
        Kind::Amounts => definitions.refer("amounts", |definitions| {
            with_table(
                either(vec![list(Domain::NotNegative, definitions), by_time(number(Domain::NotNegative, definitions))]),
                definitions,
            )
        }),
        Kind::Starts => {
            let range = table_at(in_group::RANGE.name, false, definitions);
            let rest = json!({ "const": "rest" });
            either(vec![
                text(&[MONTH], &["2025-07"]),
                range,
                by_time(either(vec![number(Domain::NotNegative, definitions), rest])),
            ])
        }
        Kind::Periods => either(vec![
            json!({ "enum": words_of::<PeriodKind>() }),
            json!({ "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 1 } }),
        ]),
        Kind::Discount => {
            let named = json!({ "type": "string", "not": ratio(definitions), "examples": editions() });
            let bands = kind(&Kind::Bands, definitions);
            json!({ "anyOf": [input(Domain::YearlyRate, definitions), named, bands] })
        }
        Kind::Bands => {
            let band = table_at(in_basis::BAND.name, false, definitions);
            json!({ "type": "array", "minItems": 1, "items": band })
        }
        Kind::Spread => json!({
            "type": "array", "minItems": 2, "maxItems": 2, "items": number(Domain::Any, definitions),
            "examples": [["-29 %", "+16 %"]],
        }),
        Kind::Numbers => json!({ "type": "array", "items": number(Domain::Any, definitions) }),
        Kind::Free => json!({ "type": "object" }),
        Kind::Values(of) => values(*of, definitions),
        Kind::ContractPoint | Kind::After => point(),
        Kind::ContractPoints => json!({ "anyOf": [point(), { "type": "array", "minItems": 1, "items": point() }] }),
        Kind::Draws => {
            json!({ "type": "object", "minProperties": 1, "additionalProperties": money(Domain::NotNegative, definitions) })
        }
        Kind::Table(name) => table_at(name, has_names(name), definitions),
        Kind::Tables(name) => json!({ "type": "array", "items": table_at(name, false, definitions) }),
    }
}

/// A text of one of several forms.
fn text(forms: &[&str], examples: &[&str]) -> Value {
    json!({ "type": "string", "pattern": format!("^({})$", forms.join("|")), "examples": examples })
}

/// A part of a whole: a number, `"rest"`, and where years differ a list.
fn part(of: &Kind, definitions: &mut Definitions) -> Value {
    let mut parts = vec![number(Domain::Share, definitions), json!({ "const": "rest" })];
    if matches!(of, Kind::PartiesByYear) {
        parts.push(list(Domain::Share, definitions));
    }
    either(parts)
}

/// Numbers by month or calendar year.
fn by_time(number: Value) -> Value {
    json!({
        "type": "object", "minProperties": 1,
        "propertyNames": { "pattern": TIME_KEY }, "additionalProperties": number,
    })
}

/// A point of a contract: whole months, or a text.
fn point() -> Value {
    let text = text(&[MONTH, DAY, MARK, DURATION], &["month 18", "13 weeks", "2025-07"]);
    json!({ "anyOf": [{ "type": "integer", "minimum": 0, "examples": [12] }, text] })
}

/// *Values*: one; a list, one for each measurement; a table by measurement or by cohort of any of these.
fn values(of: ValuesOf, definitions: &mut Definitions) -> Value {
    let name = match of {
        ValuesOf::Money => "values-of-money",
        ValuesOf::Share => "values-of-shares",
        ValuesOf::Number => "values",
        ValuesOf::NumberOrDuration => "values-or-durations",
    };
    definitions.refer(name, |definitions| {
        let one = match of {
            ValuesOf::Money => money(Domain::NotNegative, definitions),
            ValuesOf::Share => input(Domain::Share, definitions),
            ValuesOf::Number => input(Domain::Any, definitions),
            ValuesOf::NumberOrDuration => {
                let held = text(&[DURATION], &["18 months"]);
                json!({ "anyOf": [input(Domain::Any, definitions), held] })
            }
        };
        let list = json!({ "type": "array", "minItems": 1, "items": one });
        // By measurement, or by cohort and then by measurement; a table of papers is among `one`.
        let by = |inner: Value| json!({ "type": "object", "minProperties": 1, "additionalProperties": inner });
        let inner = json!({ "anyOf": [one, list, by(json!({ "anyOf": [one, list] }))] });
        json!({ "anyOf": [one, list, by(inner)] })
    })
}

/// The editions of discount rates that ship with the program.
fn editions() -> Vec<&'static str> {
    crate::reference::discount_rates::editions().iter().map(|edition| edition.name.as_str()).collect()
}
