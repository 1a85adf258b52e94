//! Values that are moved, in their cells: as much of them as a reader can use.

use rust_decimal::Decimal;

use super::words::{Form, Words};
use super::{Cell, Computed, Counts, Phrase};
use crate::appraisal::Sought;
use crate::case::Id;
use crate::number::rounded;
use crate::text::Language;
use crate::uncertainty::Measured;

/// A value of an input, as it was found: to three digits and more.
pub(super) fn value(words: Words, measured: Measured, value: Decimal) -> Cell {
    match measured {
        Measured::Share | Measured::YearlyRate => share(value),
        Measured::Money => money(value),
        Measured::People => Cell::Count(value),
        Measured::Factor => words.decided("value.times", &[("number", Cell::Number(digits(value)))]).into(),
        Measured::Months => duration(words, value).into(),
        Measured::Number => Cell::Number(digits(value)),
    }
}

/// How far a value has moved, in its own unit.
pub(super) fn change(words: Words, measured: Measured, by: Decimal) -> Cell {
    signed(words, by, distance(words, measured, by))
}

/// How far two values are apart, in their own unit.
pub(super) fn distance(words: Words, measured: Measured, by: Decimal) -> Cell {
    match measured {
        Measured::Share | Measured::YearlyRate => {
            let points = by.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
            let points =
                if points.abs() < Decimal::ONE { Cell::Number(significant(points, 2)) } else { Cell::Tenths(points) };
            words.decided("value.points", &[("number", points)]).into()
        }
        Measured::Months => duration(words, by).into(),
        Measured::Factor => Cell::Number(digits(by)),
        measured => value(words, measured, by),
    }
}

/// With a plus before what is above nil.
pub(super) fn signed(words: Words, value: Decimal, cell: Cell) -> Cell {
    if value > Decimal::ZERO { words.decided("value.plus", &[("number", cell)]).into() } else { cell }
}

/// A share to a tenth of a per cent, or to two digits when it is small.
pub(super) fn share(value: Decimal) -> Cell {
    let hundredth = Decimal::new(1, 2);
    if value.is_zero() || value.abs() >= hundredth { Cell::Rate(value) } else { Cell::Share(significant(value, 2)) }
}

/// A change as a share, in per cent: whole, or tenths below ten.
pub(super) fn per_cent(words: Words, share: Decimal) -> Cell {
    let decimals = if share.abs() < Decimal::new(1, 1) { 3 } else { 2 };
    signed(words, share, Cell::Share(rounded(share, decimals)))
}

fn money(value: Decimal) -> Cell {
    if value.abs() < Decimal::ONE_THOUSAND && !value.fract().is_zero() {
        Cell::Price(rounded(value, 2))
    } else {
        Cell::Money(value)
    }
}

fn digits(value: Decimal) -> Decimal {
    if value.abs() >= Decimal::ONE_THOUSAND { rounded(value, 0) } else { significant(value, 3) }
}

/// A number to so many digits.
pub(super) fn significant(value: Decimal, digits: u32) -> Decimal {
    value.round_sf_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero).unwrap_or(value)
}

/// Whole months as years where that is shorter: `10 years`, `18 months`, `3 y 8 m`.
fn duration(words: Words, months: Decimal) -> Phrase {
    let twelve = Decimal::from(12);
    let (size, years, rest) = (months.abs(), (months / twelve).trunc(), (months % twelve).abs());
    let number = |n: Decimal| ("number", Cell::Number(n));
    let (key, values) = if size >= twelve && rest.is_zero() {
        (if size == twelve { "value.year" } else { "value.years" }, vec![number(years)])
    } else if size < Decimal::from(24) {
        (if size == Decimal::ONE { "value.month" } else { "value.months" }, vec![number(months)])
    } else {
        ("value.years_months", vec![("years", Cell::Number(years)), ("months", Cell::Number(rest))])
    };
    words.decided(key, &values)
}

/// A figure in its cell.
pub(super) fn figure(sought: &Sought<'_>, value: Decimal) -> Cell {
    Counts::of(sought.name.rsplit('.').next().unwrap_or_default()).cell(value)
}

/// Whether a figure says what somebody gains or loses, so that above and below nil have names.
pub(super) fn is_gain(sought: &Sought<'_>) -> bool {
    let plain = sought.name.strip_prefix("economic.").unwrap_or(&sought.name);
    matches!(plain, "net_present_value" | "net_result" | "equivalent_annual_value")
}

/// What a figure is called, and whose it is.
pub(super) fn name(of: &Computed<'_>, words: Words, sought: &Sought<'_>) -> String {
    let (plain, whose, key) = match sought.name.strip_prefix("outcomes.").and_then(|rest| rest.rsplit_once('.')) {
        Some((id, plain)) => {
            let outcome = of.case.outcomes.get(&Id::new(id));
            let title = outcome.and_then(|o| o.names.title.clone()).unwrap_or_else(|| id.to_owned());
            (plain, title, "figure.of")
        }
        None => {
            let whose = words.perspective(of.case, &sought.perspective, Form::Title);
            match sought.name.strip_prefix("economic.") {
                Some(plain) => (plain, whose, "figure.economic"),
                None => (sought.name.as_str(), whose, "figure.of"),
            }
        }
    };
    crate::text::fill(&words.deciding(key), &[("figure", &words.figure(plain)), ("whose", &whose)])
}

/// What a figure is called, and whose it is, in words.
pub fn asked(of: &Computed<'_>, sought: &Sought<'_>, language: Language) -> String {
    name(of, Words(language), sought)
}

/// Whether a figure is an amount of money.
pub fn is_money(figure: &str) -> bool {
    matches!(Counts::of(figure.rsplit('.').next().unwrap_or_default()).cell(Decimal::ZERO), Cell::Money(_))
}

/// The mark of a path whose value rests on an assumption.
pub(super) fn marked(of: &Computed<'_>, path: &str) -> (String, bool) {
    let assumed = of.case.assumptions.iter().any(|row| row.path == path && row.is_assumed());
    (if assumed { format!("{path} {}", super::register::ASSUMED) } else { path.to_owned() }, assumed)
}
