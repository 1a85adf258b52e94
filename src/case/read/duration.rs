//! Durations as they are written: `"18 months"`, `"1.5 years"`, `"26 weeks"`.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::reader::{At, Read, Reading};
use super::time::complain;
use super::values::wrong_kind;
use crate::case::fields::danish;
use crate::document::{Literal, Node, Value, nearest};
use crate::problem::{Code, Problem};

/// The longest duration: ten thousand years.
const LONGEST: i64 = 120_000;

/// A whole number of months.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duration {
    /// How many.
    pub months: i32,
    /// Whether it was written in weeks or days, and its months are worth telling.
    pub converted: bool,
    /// As written.
    pub text: String,
}

impl Read for Duration {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Duration> {
        let text = match &node.value {
            Value::Text(text) => text,
            Value::Number(literal) => {
                complain(Code::NoUnit, "", &literal.text, node, at, reading);
                return None;
            }
            _ => {
                wrong_kind(node, at, "duration", reading);
                return None;
            }
        };
        match duration(text) {
            Ok((months, converted)) => Some(Duration { months, converted, text: text.clone() }),
            Err(bad) => {
                bad_duration(bad, text, node, at, reading);
                None
            }
        }
    }
}

/// The whole months of a duration, when the text is one.
pub fn months(text: &str) -> Option<i32> {
    duration(text).ok().map(|(months, _)| months)
}

/// Says why a text is no duration.
pub(super) fn bad_duration(bad: Bad, text: &str, node: &Node, at: At<'_>, reading: &mut Reading) {
    match bad {
        Bad::Unit { number, unit, english } => reading.problems.add(
            Problem::new(Code::UnknownUnit)
                .variant(if english.is_some() { "near" } else { "" })
                .with("unit", unit)
                .with("key", at.spec.name)
                .with("instead", format!("{number} {}", english.unwrap_or("months")))
                .at(node.span),
        ),
        Bad::NoUnit => complain(Code::NoUnit, "", text, node, at, reading),
        Bad::Form(variant) => complain(Code::BadDuration, variant, text, node, at, reading),
    }
}

/// Why a text is no duration.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Bad {
    /// A number without a unit.
    NoUnit,
    /// A unit that is not known, and the one that is meant.
    Unit { number: String, unit: String, english: Option<&'static str> },
    /// Something else; the variant of `bad-duration` says what.
    Form(&'static str),
}

/// The whole months of a duration, and whether they come from weeks or days.
fn duration(text: &str) -> Result<(i32, bool), Bad> {
    let (value, unit) = parts(text)?;
    let (above, below, rounded) = match unit {
        Unit::Day => (12, 365, true),
        Unit::Week => (3, 13, true),
        Unit::Month => (1, 1, false),
        Unit::Year => (12, 1, false),
    };
    let exact = value.checked_mul(Decimal::from(above)).and_then(|m| m.checked_div(Decimal::from(below)));
    let exact = exact.ok_or(Bad::Form("too-long"))?;
    let months = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    if !rounded && months != exact {
        return Err(Bad::Form("not-whole"));
    }
    let months = months.to_i64().filter(|m| *m <= LONGEST).ok_or(Bad::Form("too-long"))?;
    Ok((i32::try_from(months).map_err(|_| Bad::Form("too-long"))?, rounded))
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// `day`, `days`
    Day,
    /// `week`, `weeks`
    Week,
    /// `month`, `months`
    Month,
    /// `year`, `years`
    Year,
}

/// The number and the unit of a duration.
pub(super) fn parts(text: &str) -> Result<(Decimal, Unit), Bad> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_whitespace() || c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = (text.get(..split).unwrap_or(text), text.get(split..).unwrap_or(""));
    let spaced = unit.starts_with(char::is_whitespace);
    let unit = unit.trim();
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Bad::Form(if number.starts_with('-') { "below-nil" } else { "" }));
    }
    if number.contains(',') {
        return Err(Bad::Form("comma"));
    }
    let Some(value) = plain(number) else { return Err(Bad::Form("")) };
    if unit.is_empty() {
        return Err(Bad::NoUnit);
    }
    let Some(known) = unit_of(unit) else {
        let english = danish::unit(unit).or_else(|| nearest(unit, UNITS));
        return Err(Bad::Unit { number: number.to_owned(), unit: unit.to_owned(), english });
    };
    if !spaced {
        return Err(Bad::Form("space"));
    }
    Ok((value, known))
}

const UNITS: [&str; 4] = ["days", "weeks", "months", "years"];

fn unit_of(word: &str) -> Option<Unit> {
    match word {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" => Some(Unit::Year),
        _ => None,
    }
}

fn plain(number: &str) -> Option<Decimal> {
    let digits = number.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '_');
    let ends = number.ends_with(|c: char| c.is_ascii_digit()) && number.matches('.').count() <= 1;
    if digits && ends { Literal::read(number).value.ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_whole_months() {
        // 26 weeks: 26 × 3 ÷ 13 = 6. 90 days: 90 × 12 ÷ 365 = 2.96. 45 days: 1.48. 15 weeks: 3.46.
        for (text, months) in [
            ("18 months", 18),
            ("1 month", 1),
            ("1.5 years", 18),
            ("26 weeks", 6),
            ("90 days", 3),
            ("45 days", 1),
            ("15 weeks", 3),
            ("0 days", 0),
            ("10 years", 120),
        ] {
            assert_eq!(duration(text).map(|d| d.0), Ok(months), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_says_why() {
        for (text, why) in [
            ("18", Bad::NoUnit),
            ("1.3 years", Bad::Form("not-whole")),
            ("0.5 months", Bad::Form("not-whole")),
            ("1,5 years", Bad::Form("comma")),
            ("-3 months", Bad::Form("below-nil")),
            ("3years", Bad::Form("space")),
            ("three years", Bad::Form("")),
            ("", Bad::Form("")),
            ("200000 years", Bad::Form("too-long")),
            ("3 yrs", Bad::Unit { number: "3".into(), unit: "yrs".into(), english: Some("years") }),
            ("6 mdr", Bad::Unit { number: "6".into(), unit: "mdr".into(), english: Some("months") }),
            ("6 monts", Bad::Unit { number: "6".into(), unit: "monts".into(), english: Some("months") }),
            ("2 decades", Bad::Unit { number: "2".into(), unit: "decades".into(), english: None }),
        ] {
            assert_eq!(duration(text), Err(why), "{text}");
        }
    }
}
