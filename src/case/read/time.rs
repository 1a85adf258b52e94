//! Months, days, marks and durations as they are written.

use super::reader::{At, Read, Reading};
use super::values::wrong_kind;
use crate::calendar::{Day, Month};
use crate::case::fields::Kind;
use crate::document::{Node, Value};
use crate::problem::{Code, Problem};

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

/// Says what is wrong with a text.
pub fn complain(code: Code, variant: &'static str, text: &str, node: &Node, at: At<'_>, reading: &mut Reading) {
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
