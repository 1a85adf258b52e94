//! `afkast.break_even`

use rust_decimal::Decimal;

use super::simulation::estimate;
use super::{Head, Json, Object};
use crate::case::Case;
use crate::report::Switched;
use crate::uncertainty::{Crossing, Holds, Measured, Side, Subject, Switching};

/// Where each value has to be for a figure to meet its target, the nearest first.
pub fn switching(head: Head<'_>, of: &Switched<'_>) -> Json {
    let of_input = |s: &Switching| input(of.subject.case, s, of.odds.is_some());
    begin(head, of.subject, of.target)
        .with_some("probability", of.odds.map(|odds| Json::Number(odds.probability)))
        .with_some("chance", of.odds.map(|odds| estimate(odds.chance)))
        .with("inputs", Json::List(of.found.iter().map(of_input).collect()))
        .done()
}

/// The figure and its target.
pub(super) fn begin(head: Head<'_>, subject: &Subject<'_>, target: Decimal) -> Object {
    head.begin("afkast.break_even")
        .with("figure", Json::text(&subject.sought.name))
        .with("perspective", Json::text(&subject.sought.perspective))
        .with("target", Json::Number(target))
}

fn input(case: &Case, of: &Switching, in_draws: bool) -> Json {
    let error = |c: &Crossing| c.std_error.map_or(Json::Null, Json::Number);
    let crossings: Vec<Decimal> = of.crossings.iter().map(|c| c.at).collect();
    // One for each crossing, so none without one.
    let persons: Vec<Decimal> = crossings.iter().filter_map(|at| of.persons(*at)).collect();
    let (always, undefined) = match of.holds {
        Holds::Always(Side::Above) => (Some("above"), None),
        Holds::Always(Side::Below) => (Some("below"), None),
        Holds::NoRange => (None, Some("no_range".to_owned())),
        Holds::Undefined(why) => (None, Some(why.to_string())),
        Holds::Crosses | Holds::Broken => (None, None),
    };
    Object::default()
        .with("path", Json::text(&of.path))
        .with("unit", Json::text(unit(case, &of.path, of.measured)))
        .with("base", Json::Number(of.base))
        .with("crossings", Json::numbers(&crossings))
        .with_some("std_errors", in_draws.then(|| Json::List(of.crossings.iter().map(error).collect())))
        .with_some("always", always.map(Json::text))
        .with_some("undefined", undefined.map(Json::text))
        .with_some("persons", (!persons.is_empty()).then(|| Json::numbers(&persons)))
        .done()
}

/// The unit of a value: as the file writes it, else what it counts.
pub fn unit(case: &Case, path: &str, measured: Measured) -> String {
    let row = case.assumptions.iter().find(|row| row.path == path);
    let written = row.and_then(|row| row.known.iter().find(|(key, _)| *key == "unit"));
    if let Some((_, crate::case::AsWritten::Text(unit))) = written {
        return unit.clone();
    }
    match measured {
        Measured::Share | Measured::Number => "1".to_owned(),
        Measured::Factor => "factor".to_owned(),
        Measured::YearlyRate => "1/year".to_owned(),
        Measured::Money => case.currency.clone(),
        Measured::People => "persons".to_owned(),
        Measured::Months => "months".to_owned(),
    }
}
