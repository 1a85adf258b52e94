//! Months, days, marks and durations as they are written.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::reader::{At, Read, Reading};
use super::values::wrong_kind;
use crate::calendar::{Day, Month};
use crate::case::fields::{Kind, danish};
use crate::document::{Literal, Node, Value};
use crate::problem::{Code, Problem};

/// The longest duration: ten thousand years.
const LONGEST: i64 = 120_000;

/// A point in time, or a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// `"2025-07"`
    Month(Month),
    /// `"month 18"`
    Mark(i64),
    /// `2025-07-15`
    Day(Day),
}

/// A month or a day, as a date of something that was known or published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MonthOrDay(pub Month);

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

/// What a table by time has as a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeKey {
    /// `"2025-07"`
    Month(Month),
    /// `2025`
    Year(i32),
}

impl TimeKey {
    /// Reads a key.
    pub fn read(key: &str) -> Option<TimeKey> {
        if let Some(month) = Month::read(key) {
            return Some(TimeKey::Month(month));
        }
        if key.len() != 4 || !key.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        key.parse().ok().filter(|year| *year > 0).map(TimeKey::Year)
    }
}

fn complain(code: Code, variant: &'static str, text: &str, node: &Node, at: At<'_>, reading: &mut Reading) {
    reading
        .problems
        .add(Problem::new(code).variant(variant).with("text", text).with("key", at.spec.name).at(node.span));
}

/// What is wrong with a text that is no month.
fn bad_month(text: &str) -> (Code, &'static str) {
    let digits = |range: std::ops::Range<usize>| text.get(range).is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
    if text.starts_with("month") {
        return (Code::BadMonth, "mark-not-month");
    }
    if text.len() >= 10 && digits(0..4) && digits(5..7) && digits(8..10) {
        return (Code::BadMonth, "day");
    }
    if text.len() == 7 && digits(0..4) && digits(5..7) && text.as_bytes().get(4) == Some(&b'-') {
        return (Code::BadMonth, "");
    }
    (Code::BadMonth, "form")
}

impl Read for Month {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Month> {
        match &node.value {
            Value::Text(text) => {
                let month = Month::read(text);
                if month.is_none() {
                    let (code, variant) = bad_month(text);
                    complain(code, variant, text, node, at, reading);
                }
                month
            }
            Value::Time(text) => {
                complain(Code::BadMonth, "day", text, node, at, reading);
                None
            }
            Value::Number(literal) => {
                complain(Code::BadMonth, "number", &literal.text, node, at, reading);
                None
            }
            _ => {
                wrong_kind(node, at, "month", reading);
                None
            }
        }
    }
}

impl Read for Point {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Point> {
        let text = match &node.value {
            Value::Text(text) | Value::Time(text) => text,
            Value::Number(literal) => {
                let mark = matches!(at.spec.kind, Kind::Point);
                let variant = if mark { "number-for-mark" } else { "number" };
                complain(Code::BadMonth, variant, &literal.text, node, at, reading);
                return None;
            }
            _ => {
                wrong_kind(node, at, "point", reading);
                return None;
            }
        };
        if let Some(month) = Month::read(text) {
            return Some(Point::Month(month));
        }
        if let Some(day) = Day::read(text) {
            return Some(Point::Day(day));
        }
        if let Some(mark) = text.strip_prefix("month ") {
            let digits = !mark.is_empty() && mark.bytes().all(|b| b.is_ascii_digit());
            let months = mark.parse::<u32>().ok().filter(|_| digits);
            if months.is_none() {
                complain(Code::BadMonth, "mark", text, node, at, reading);
            }
            return months.map(|m| Point::Mark(i64::from(m)));
        }
        match bad_month(text) {
            (_, "day") if text.len() == 10 => complain(Code::BadDay, "", text, node, at, reading),
            _ if matches!(node.value, Value::Time(_)) => complain(Code::BadDay, "time", text, node, at, reading),
            (_, "day") => complain(Code::BadDay, "time", text, node, at, reading),
            (code, "form" | "mark-not-month") => complain(code, "point", text, node, at, reading),
            (code, variant) => complain(code, variant, text, node, at, reading),
        }
        None
    }
}

impl Read for MonthOrDay {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<MonthOrDay> {
        match Point::read(node, at, reading)? {
            Point::Month(month) => Some(MonthOrDay(month)),
            Point::Day(day) => Some(MonthOrDay(day.month())),
            Point::Mark(_) => {
                complain(Code::BadMonth, "mark-not-month", "month", node, at, reading);
                None
            }
        }
    }
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
            Err(Bad::Unit { number, unit, english }) => {
                reading.problems.add(
                    Problem::new(Code::UnknownUnit)
                        .variant(if english.is_some() { "near" } else { "" })
                        .with("unit", unit)
                        .with("key", at.spec.name)
                        .with("instead", format!("{number} {}", english.unwrap_or("months")))
                        .at(node.span),
                );
                None
            }
            Err(Bad::NoUnit) => {
                complain(Code::NoUnit, "", text, node, at, reading);
                None
            }
            Err(Bad::Form(variant)) => {
                complain(Code::BadDuration, variant, text, node, at, reading);
                None
            }
        }
    }
}

/// Why a text is no duration.
#[derive(PartialEq, Eq, Debug)]
enum Bad {
    /// A number without a unit.
    NoUnit,
    /// A unit that is not known, and the one that is meant.
    Unit { number: String, unit: String, english: Option<&'static str> },
    /// Something else; the variant of `bad-duration` says what.
    Form(&'static str),
}

/// The whole months of a duration, and whether they come from weeks or days.
fn duration(text: &str) -> Result<(i32, bool), Bad> {
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
    let Some((above, below, rounded)) = months_of(unit) else {
        let english = danish::unit(unit).or_else(|| crate::document::nearest(unit, UNITS));
        return Err(Bad::Unit { number: number.to_owned(), unit: unit.to_owned(), english });
    };
    if !spaced {
        return Err(Bad::Form("space"));
    }
    let exact = value.checked_mul(Decimal::from(above)).and_then(|m| m.checked_div(Decimal::from(below)));
    let exact = exact.ok_or(Bad::Form("too-long"))?;
    let months = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    if !rounded && months != exact {
        return Err(Bad::Form("not-whole"));
    }
    let months = months.to_i64().filter(|m| *m <= LONGEST).ok_or(Bad::Form("too-long"))?;
    Ok((i32::try_from(months).map_err(|_| Bad::Form("too-long"))?, rounded))
}

const UNITS: [&str; 4] = ["days", "weeks", "months", "years"];

/// Months of one unit, as a fraction, and whether they are rounded.
fn months_of(unit: &str) -> Option<(u32, u32, bool)> {
    match unit {
        "day" | "days" => Some((12, 365, true)),
        "week" | "weeks" => Some((3, 13, true)),
        "month" | "months" => Some((1, 1, false)),
        "year" | "years" => Some((12, 1, false)),
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
