//! How a contract counts time: points on its clocks, lags, and the windows of its limits (6.1, 6.2).

use std::fmt;
use std::sync::Arc;

use crate::calendar::{Calendar, Day};

/// A stretch of time as a contract counts it: months, or calendar days (a week is seven). Lags, `every`, `after`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interval {
    /// The same day so many months later, or the last day of a shorter month.
    Months(i32),
    /// So many days later.
    Days(i32),
}

impl Interval {
    /// No time at all.
    pub const NIL: Interval = Interval::Months(0);

    /// The day that lies so much later; the last day of 9999 when there is none.
    pub fn after(self, day: Day) -> Day {
        let later = match self {
            Interval::Months(months) => day.plus_months(months),
            Interval::Days(days) => day.plus_days(days),
        };
        later.unwrap_or_else(Day::last)
    }
    /// Whether it is no time at all.
    pub const fn is_nil(self) -> bool {
        matches!(self, Interval::Months(0) | Interval::Days(0))
    }
}

/// A point as it is written, `12`, `month 24`, `26 weeks`, `2030-01-15`: what `measured` says in a schedule (9).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PointLabel(Arc<str>);

impl PointLabel {
    /// A label from its text.
    pub fn new(text: &str) -> PointLabel {
        PointLabel(text.into())
    }
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PointLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `per` of a cap or of a payer: when there is room anew (6.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Per {
    /// `month`, of the contract clock.
    Month,
    /// `quarter`, of the contract clock.
    Quarter,
    /// `half-year`, of the contract clock.
    HalfYear,
    /// `year`, of the contract clock.
    Year,
    /// `calendar-year`
    CalendarYear,
    /// `period` of the case.
    Period,
}

impl Per {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Per::Month => "month",
            Per::Quarter => "quarter",
            Per::HalfYear => "half-year",
            Per::Year => "year",
            Per::CalendarYear => "calendar-year",
            Per::Period => "period",
        }
    }
    const fn months(self) -> i32 {
        match self {
            Per::Month => 1,
            Per::Quarter => 3,
            Per::HalfYear => 6,
            Per::Year | Per::CalendarYear | Per::Period => 12,
        }
    }
}

/// The windows of a limit, one after the other without gaps, the first reaching back to the beginning of time (6.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Windows {
    /// One window for all time: no `per`.
    One,
    /// Each so many months, `(start + s, start + e]`.
    Clock {
        /// The contract's start.
        start: Day,
        /// Months of a window, above nil.
        months: i32,
    },
    /// Calendar years, 1 January to 31 December.
    CalendarYears,
    /// The last day of each period of the case, `start + e` months, rising; what is later is one more window.
    Periods(Vec<Day>),
}

impl Windows {
    /// The windows of `per`, in a case with this calendar and a contract that starts on this day.
    pub fn of(per: Option<Per>, start: Day, calendar: &Calendar) -> Windows {
        match per {
            None => Windows::One,
            Some(Per::CalendarYear) => Windows::CalendarYears,
            Some(Per::Period) => {
                Windows::Periods(calendar.periods().iter().map(|p| calendar.month(p.end).first_day()).collect())
            }
            Some(per) => Windows::Clock { start, months: per.months() },
        }
    }
    /// The number of the window that holds a day; later windows have larger numbers.
    pub fn holding(&self, day: Day) -> i32 {
        match self {
            Windows::One => 0,
            Windows::Clock { start, months } => {
                // The least n ≥ 0 with day ≤ start + (n + 1) × months.
                let passed = day.month().since(start.month()) / months.max(&1) - 2;
                let mut n = passed.max(0);
                while start.plus_months((n + 1).saturating_mul(*months)).is_some_and(|end| end < day) {
                    n += 1;
                }
                n
            }
            Windows::CalendarYears => day.month().year(),
            Windows::Periods(ends) => i32::try_from(ends.partition_point(|end| *end < day)).unwrap_or(i32::MAX),
        }
    }
    /// Whether each of these windows lies within one of the others.
    pub fn are_within(&self, others: &Windows) -> bool {
        match (self, others) {
            (_, Windows::One) => true,
            (Windows::Clock { start, months }, Windows::Clock { start: other, months: more }) => {
                start == other && *months > 0 && more % months == 0
            }
            (one, other) => one == other,
        }
    }
    /// The last day of a window; none when it has no end.
    pub fn end(&self, window: i32) -> Option<Day> {
        match self {
            Windows::One => None,
            Windows::Clock { start, months } => start.plus_months(window.checked_add(1)?.checked_mul(*months)?),
            Windows::CalendarYears => Day::new(window, 12, 31),
            Windows::Periods(ends) => ends.get(usize::try_from(window).ok()?).copied(),
        }
    }
}
