//! Months are structure, not steps: which part of what falls where, as plain tables of exact weights.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::calendar::{Calendar, Period};

/// For each place of a stretch of the target axis, which places of the operand count there, and how much.
///
/// ```text
/// result(place) = Σ over columns of weight(place, column) ÷ over × operand(column)
/// ```
#[derive(Clone, Debug)]
pub struct Weights {
    /// The first target place.
    pub from: usize,
    /// For each target place, its columns and weights, columns rising.
    pub rows: Vec<Vec<(u32, Decimal)>>,
    /// What the weights are to be divided by.
    pub over: Decimal,
}

impl Weights {
    /// Drops empty rows at both ends.
    fn trimmed(mut rows: Vec<Vec<(u32, Decimal)>>, over: Decimal) -> Weights {
        while rows.last().is_some_and(Vec::is_empty) {
            rows.pop();
        }
        let from = rows.iter().take_while(|r| r.is_empty()).count();
        rows.drain(..from);
        Weights { from: if rows.is_empty() { 0 } else { from }, rows, over }
    }
}

/// Months of the stretch `[from, until)` in each period.
pub fn months_in(calendar: &Calendar, from: i32, until: i32) -> impl Iterator<Item = Decimal> + '_ {
    calendar.periods().iter().map(move |p: &Period| Decimal::from((p.end.min(until) - p.start.max(from)).max(0)))
}

/// Brings a list of `length` years to `years` years: the last value goes on, what is too much is left out.
pub fn going_on(length: usize, years: usize) -> Weights {
    let last = length.saturating_sub(1);
    let rows = (0..years).map(|k| vec![(k.min(last) as u32, Decimal::ONE)]).collect();
    Weights { from: 0, rows, over: Decimal::ONE }
}

/// The running sum of starts: how many of them lie in months before `month`.
#[derive(Clone, Debug)]
pub struct StartedBefore {
    months: Vec<i32>,
    sums: Vec<Decimal>,
}

impl StartedBefore {
    /// From months and weights, months rising.
    pub fn new(weights: &[(i32, Decimal)]) -> StartedBefore {
        let mut sum = Decimal::ZERO;
        let mut sums = vec![sum];
        for (_, weight) in weights {
            sum += weight;
            sums.push(sum);
        }
        StartedBefore { months: weights.iter().map(|(m, _)| *m).collect(), sums }
    }
    /// Weight of all starts in months before `month`.
    pub fn month(&self, month: i32) -> Decimal {
        self.sums[self.months.partition_point(|m| *m < month)]
    }
    /// Weight of the starts in `[from, until)`.
    pub fn between(&self, from: i32, until: i32) -> Decimal {
        if until <= from { Decimal::ZERO } else { self.month(until) - self.month(from) }
    }
    /// The first month with a start.
    pub fn first(&self) -> Option<i32> {
        self.months.first().copied()
    }
    /// The last month with a start.
    pub fn last(&self) -> Option<i32> {
        self.months.last().copied()
    }
}

/// Something that falls on months, and which place of another axis each part of it belongs to.
///
/// Without growth the columns of the table are those places; with growth they are pairs of a place and a calendar year,
/// so that each month has the growth of its own year.
#[derive(Clone, Debug)]
pub struct Fall {
    /// By period (rows) and column.
    pub weights: Arc<Weights>,
    /// The place of each column, and its calendar year.
    pub columns: Vec<(u32, i32)>,
}

/// Adds up what falls on months to periods: by place alone, or by place and calendar year.
///
/// `monthly(place)` yields months of the case and weights, months rising.
pub fn fall<I>(calendar: &Calendar, places: u32, by_year: bool, over: Decimal, monthly: impl Fn(u32) -> I) -> Fall
where
    I: Iterator<Item = (i32, Decimal)>,
{
    let mut rows: Vec<Vec<(u32, Decimal)>> = vec![Vec::new(); calendar.periods().len()];
    let mut columns: Vec<(u32, i32)> = Vec::new();
    for place in 0..places {
        for (month, weight) in monthly(place) {
            let Some(period) = calendar.holding(month) else { continue };
            let year = if by_year { calendar.month(month).year() } else { 0 };
            if columns.last() != Some(&(place, year)) {
                columns.push((place, year));
            }
            let column = columns.len() as u32 - 1;
            match rows[period].last_mut() {
                Some((last, sum)) if *last == column => *sum += weight,
                _ => rows[period].push((column, weight)),
            }
        }
    }
    Fall { weights: Arc::new(Weights::trimmed(rows, over)), columns }
}

/// Person-months in effect, by period and full year since onset, as twelfths.
///
/// Somebody who starts in month m is in effect in month u when `after` ≤ a < lasts for a = u − m − onset, in year a ÷ 12.
pub fn in_effect(
    calendar: &Calendar,
    starts: &Starting<'_>,
    onset: i32,
    after: i32,
    lasts: i32,
    by_year: bool,
) -> Fall {
    let started = StartedBefore::new(starts.weights);
    let over = starts.over * Decimal::from(12);
    let (Some(first), Some(last)) = (started.first(), started.last()) else {
        return Fall { weights: Arc::new(Weights { from: 0, rows: Vec::new(), over }), columns: Vec::new() };
    };
    let horizon = calendar.horizon();
    let begin = first.saturating_add(onset);
    let years = if begin >= horizon { 0 } else { (lasts.min(horizon - begin) + 11) / 12 };
    let started = &started;
    fall(calendar, years as u32, by_year, over, move |year| {
        let (low, high) = ((12 * year as i32).max(after), lasts.min(12 * year as i32 + 12));
        // Months u in which a start between u − onset − high + 1 and u − onset − low counts.
        (begin + low..last.saturating_add(onset).saturating_add(high).min(horizon)).filter_map(move |u| {
            let weight = started.between(u - onset - high + 1, u - onset - low + 1);
            (!weight.is_zero()).then_some((u, weight))
        })
    })
}

/// When a group's people start: months and weights, over what those within the horizon add to.
#[derive(Clone, Copy, Debug)]
pub struct Starting<'s> {
    /// Months of the case, rising, and weights.
    pub weights: &'s [(i32, Decimal)],
    /// What they add to.
    pub over: Decimal,
}
