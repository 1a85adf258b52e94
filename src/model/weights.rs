//! Months are structure, not steps: which part of what falls where, as plain tables of exact weights.

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

    /// Weights that are given month by month for each column, added up to periods.
    ///
    /// `monthly(column)` yields months of the case and weights; what lies outside the case is left out.
    pub fn by_period<I>(calendar: &Calendar, columns: u32, over: Decimal, monthly: impl Fn(u32) -> I) -> Weights
    where
        I: Iterator<Item = (i32, Decimal)>,
    {
        let mut rows: Vec<Vec<(u32, Decimal)>> = vec![Vec::new(); calendar.periods().len()];
        for column in 0..columns {
            for (month, weight) in monthly(column) {
                let Some(period) = calendar.holding(month) else { continue };
                match rows[period].last_mut() {
                    Some((last, sum)) if *last == column => *sum += weight,
                    _ => rows[period].push((column, weight)),
                }
            }
        }
        Weights::trimmed(rows, over)
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

/// Person-months in effect, by period (rows) and full year since onset (columns), as twelfths.
///
/// Somebody who starts in month m is in effect in month u when 0 ≤ a < lasts for a = u − m − onset, in column a ÷ 12.
pub fn in_effect(calendar: &Calendar, starts: &[(i32, Decimal)], over: Decimal, onset: i32, lasts: i32) -> Weights {
    let started = StartedBefore::new(starts);
    let (Some(first), Some(last)) = (started.first(), started.last()) else {
        return Weights { from: 0, rows: Vec::new(), over };
    };
    let horizon = calendar.horizon();
    let begin = first.saturating_add(onset);
    let years = if begin >= horizon { 0 } else { (lasts.min(horizon - begin) + 11) / 12 };
    let started = &started;
    Weights::by_period(calendar, years as u32, over * Decimal::from(12), move |year| {
        let (low, high) = (12 * year as i32, lasts.min(12 * year as i32 + 12));
        // Months u in which a start between u − onset − high + 1 and u − onset − low counts.
        (begin + low..last.saturating_add(onset).saturating_add(high).min(horizon)).filter_map(move |u| {
            let weight = started.between(u - onset - high + 1, u - onset - low + 1);
            (!weight.is_zero()).then_some((u, weight))
        })
    })
}
