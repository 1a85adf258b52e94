//! Points and stretches of time as contracts write them (method, section 6.1).

use rust_decimal::prelude::ToPrimitive;

use crate::calendar::{Day, Month};
use crate::case::contract::Interval;
use crate::case::fields::Kind;
use crate::case::read::duration::{Bad, Unit, bad_duration, parts};
use crate::case::read::number::bad_number;
use crate::case::read::reader::{At, Read, Reading};
use crate::case::read::time::{Point, complain};
use crate::case::read::values::wrong_kind;
use crate::document::{Literal, Node, Value};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// The longest stretch: ten thousand years.
const LONGEST_MONTHS: i32 = 120_000;
const LONGEST_DAYS: i32 = 3_652_500;

/// A duration in calendar time, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntervalDraft {
    /// What it is.
    pub interval: Interval,
    /// Whether it is written in weeks.
    pub in_weeks: bool,
    /// As written.
    pub text: String,
}

/// When a point is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    /// Months or days after the clock's start: `18`, `"month 18"`, `"13 weeks"`.
    After(IntervalDraft),
    /// The first day of a month.
    Month(Month),
    /// A day.
    Day(Day),
}

/// A point as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointDraft {
    /// As written, without quotes.
    pub label: String,
    /// When it is.
    pub when: When,
    /// Where it stands.
    pub span: Span,
}

/// One point or a list of points.
#[derive(Clone, Debug)]
pub struct PointsDraft(pub Vec<PointDraft>);

/// A month, which stands for its first day, or a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StartDay(pub Day);

impl IntervalDraft {
    fn months(months: i32, text: &str) -> IntervalDraft {
        IntervalDraft { interval: Interval::Months(months), in_weeks: false, text: text.to_owned() }
    }
}

/// The calendar time of a duration.
fn interval(text: &str) -> Result<IntervalDraft, Bad> {
    let (value, unit) = parts(text)?;
    let of_unit = match unit {
        Unit::Day | Unit::Month => 1,
        Unit::Week => 7,
        Unit::Year => 12,
    };
    let in_days = matches!(unit, Unit::Day | Unit::Week);
    let number = value.checked_mul(of_unit.into()).ok_or(Bad::Form("too-long"))?;
    if !number.fract().is_zero() {
        return Err(Bad::Form(if in_days { "not-whole-days" } else { "not-whole" }));
    }
    let longest = if in_days { LONGEST_DAYS } else { LONGEST_MONTHS };
    let number = number.to_i32().filter(|n| *n <= longest).ok_or(Bad::Form("too-long"))?;
    let interval = if in_days { Interval::Days(number) } else { Interval::Months(number) };
    Ok(IntervalDraft { interval, in_weeks: unit == Unit::Week, text: text.to_owned() })
}

impl Read for IntervalDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<IntervalDraft> {
        match &node.value {
            Value::Text(text) => match interval(text) {
                Ok(interval) => Some(interval),
                Err(bad) => {
                    bad_duration(bad, text, node, at, reading);
                    None
                }
            },
            Value::Number(literal) => {
                complain(Code::NoUnit, "", &literal.text, node, at, reading);
                None
            }
            _ => {
                wrong_kind(node, at, "duration", reading);
                None
            }
        }
    }
}

/// The point that a key of a table names, `12`, `month 24`, `26 weeks`, `2030-01-15`; none when it names none.
pub fn point_key(key: &str) -> Option<When> {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mark = key.strip_prefix("month ").unwrap_or(key);
    if digits(mark) {
        let months = mark.parse().ok().filter(|m| *m <= LONGEST_MONTHS)?;
        return Some(When::After(IntervalDraft::months(months, key)));
    }
    if let Some(month) = Month::read(key) {
        return Some(When::Month(month));
    }
    Day::read(key).map(When::Day).or_else(|| interval(key).ok().map(When::After))
}

impl Read for PointDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<PointDraft> {
        let only_after = matches!(at.spec.kind, Kind::After);
        let (label, when) = match &node.value {
            Value::Number(literal) => (literal.text.clone(), months(literal, node, at, reading)?),
            Value::Text(text) if only_after => {
                let interval = IntervalDraft::read(node, at, reading)?;
                (text.clone(), When::After(interval))
            }
            Value::Text(text) => (text.clone(), of_text(text, node, at, reading)?),
            Value::Time(text) if !only_after => (text.clone(), of_text(text, node, at, reading)?),
            _ => {
                wrong_kind(node, at, if only_after { "after" } else { "contract-point" }, reading);
                return None;
            }
        };
        Some(PointDraft { label, when, span: node.span })
    }
}

/// A bare number: whole months after the clock's start.
fn months(literal: &Literal, node: &Node, at: At<'_>, reading: &mut Reading) -> Option<When> {
    let number = match literal.value {
        Ok(number) => number,
        Err(why) => {
            bad_number(node, why, reading);
            return None;
        }
    };
    let months = if number.fract().is_zero() { number.to_i32() } else { None };
    match months.filter(|m| (0..=LONGEST_MONTHS).contains(m)) {
        Some(months) => Some(When::After(IntervalDraft::months(months, &literal.text))),
        None => {
            let problem = Problem::new(Code::OutOfRange).variant("months").with("key", at.spec.name);
            reading.problems.add(problem.with("value", &literal.text).at(node.span));
            None
        }
    }
}

/// A mark, a month, a day or a duration.
fn of_text(text: &str, node: &Node, at: At<'_>, reading: &mut Reading) -> Option<When> {
    let is_duration = text.contains(' ') && text.starts_with(|c: char| c.is_ascii_digit());
    if is_duration {
        return IntervalDraft::read(node, at, reading).map(When::After);
    }
    match Point::read(node, at, reading)? {
        Point::Month(month) => Some(When::Month(month)),
        Point::Day(day) => Some(When::Day(day)),
        Point::Mark(mark) => match mark.to_i32().filter(|m| *m <= LONGEST_MONTHS) {
            Some(months) => Some(When::After(IntervalDraft::months(months, text))),
            None => {
                complain(Code::BadDuration, "too-long", text, node, at, reading);
                None
            }
        },
    }
}

impl Read for PointsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<PointsDraft> {
        let Value::List(list) = &node.value else {
            return PointDraft::read(node, at, reading).map(|p| PointsDraft(vec![p]));
        };
        if list.is_empty() {
            let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
            reading.problems.add(empty.at(node.span));
            return None;
        }
        let points: Vec<Option<PointDraft>> = list.iter().map(|n| PointDraft::read(n, at, reading)).collect();
        points.into_iter().collect::<Option<Vec<_>>>().map(PointsDraft)
    }
}

impl Read for StartDay {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<StartDay> {
        match Point::read(node, at, reading)? {
            Point::Month(month) => Some(StartDay(month.first_day())),
            Point::Day(day) => Some(StartDay(day)),
            Point::Mark(_) => {
                complain(Code::BadMonth, "mark-not-start", "month", node, at, reading);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_points() {
        let after = |i| Some(When::After(i));
        let of = |interval, in_weeks, text: &str| IntervalDraft { interval, in_weeks, text: text.to_owned() };
        assert_eq!(point_key("12"), after(of(Interval::Months(12), false, "12")));
        assert_eq!(point_key("month 24"), after(of(Interval::Months(24), false, "month 24")));
        assert_eq!(point_key("26 weeks"), after(of(Interval::Days(182), true, "26 weeks")));
        assert_eq!(point_key("1.5 years"), after(of(Interval::Months(18), false, "1.5 years")));
        assert_eq!(point_key("2028-07"), Month::read("2028-07").map(When::Month));
        assert_eq!(point_key("2030-01-15"), Day::read("2030-01-15").map(When::Day));
        for none in ["first", "month", "month x", "2028-13", "12.5", "1.5 weeks", "-3", ""] {
            assert_eq!(point_key(none), None, "{none}");
        }
    }
}
