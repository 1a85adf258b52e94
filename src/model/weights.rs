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
    from: usize,
    /// Where the columns of each target place end.
    ends: Vec<u32>,
    columns: Vec<u32>,
    values: Vec<Decimal>,
    /// What the weights are to be divided by.
    pub over: Decimal,
}

impl Weights {
    /// From a row for each place from 0 on, columns rising; empty rows at both ends are dropped.
    pub fn of_rows(rows: &[Vec<(u32, Decimal)>], over: Decimal) -> Weights {
        let from = rows.iter().take_while(|r| r.is_empty()).count();
        let until = rows.len() - rows.iter().rev().take_while(|r| r.is_empty()).count();
        let kept = rows.get(from..until).unwrap_or(&[]);
        let mut weights = Weights::with_room(kept.len(), kept.iter().map(Vec::len).sum(), over);
        weights.from = if kept.is_empty() { 0 } else { from };
        for row in kept {
            weights.columns.extend(row.iter().map(|(column, _)| *column));
            weights.values.extend(row.iter().map(|(_, value)| *value));
            weights.ends.push(weights.columns.len() as u32);
        }
        weights
    }

    /// One column in each place from 0 on, in full.
    pub fn picking(columns: impl ExactSizeIterator<Item = u32>) -> Weights {
        let count = columns.len();
        let (ends, values) = ((1..=count as u32).collect(), vec![Decimal::ONE; count]);
        Weights { from: 0, ends, columns: columns.collect(), values, over: Decimal::ONE }
    }

    fn with_room(rows: usize, size: usize, over: Decimal) -> Weights {
        let (columns, values) = (Vec::with_capacity(size), Vec::with_capacity(size));
        Weights { from: 0, ends: Vec::with_capacity(rows), columns, values, over }
    }

    /// The stretch of target places that have weights.
    pub fn stretch(&self) -> (usize, usize) {
        (self.from, self.from + self.ends.len())
    }

    /// How many weights there are.
    pub fn size(&self) -> usize {
        self.values.len()
    }

    /// The columns of a target place and their weights, columns rising.
    pub fn row(&self, place: usize) -> impl ExactSizeIterator<Item = (usize, Decimal)> + '_ {
        let end = |row: usize| self.ends.get(row).map_or(0, |end| *end as usize);
        let stretch = match place.checked_sub(self.from) {
            Some(0) => 0..end(0),
            Some(row) if row < self.ends.len() => end(row - 1)..end(row),
            _ => 0..0,
        };
        let columns = self.columns.get(stretch.clone()).unwrap_or(&[]);
        let values = self.values.get(stretch).unwrap_or(&[]);
        columns.iter().zip(values).map(|(column, value)| (*column as usize, *value))
    }
}

/// Months of the stretch `[from, until)` in each period.
pub fn months_in(calendar: &Calendar, from: i32, until: i32) -> impl Iterator<Item = Decimal> + '_ {
    calendar.periods().iter().map(move |p: &Period| Decimal::from((p.end.min(until) - p.start.max(from)).max(0)))
}

/// Brings a list of `length` years to `years` years: the last value goes on, what is too much is left out.
pub fn going_on(length: usize, years: usize) -> Weights {
    let last = length.saturating_sub(1);
    Weights::picking((0..years as u32).map(move |k| k.min(last as u32)))
}

/// The running sum of starts: how many of them lie in months before `month`, and the running sum of that.
#[derive(Clone, Debug)]
pub struct StartedBefore {
    months: Vec<i32>,
    sums: Vec<Decimal>,
    /// Each weight times its month, added up.
    moments: Vec<Decimal>,
}

impl StartedBefore {
    /// From months and weights, months rising.
    pub fn new(weights: &[(i32, Decimal)]) -> StartedBefore {
        let (mut sum, mut moment) = (Decimal::ZERO, Decimal::ZERO);
        let (mut sums, mut moments) = (vec![sum], vec![moment]);
        for (month, weight) in weights {
            sum += weight;
            moment += weight * Decimal::from(*month);
            sums.push(sum);
            moments.push(moment);
        }
        StartedBefore { months: weights.iter().map(|(m, _)| *m).collect(), sums, moments }
    }
    /// Weight of all starts in months before `month`.
    pub fn month(&self, month: i32) -> Decimal {
        self.sums[self.months.partition_point(|m| *m < month)]
    }
    /// [`StartedBefore::month`] of every month before `month`, added up.
    pub fn months(&self, month: i32) -> Decimal {
        let last = month - 1;
        let count = self.months.partition_point(|m| *m < last);
        Decimal::from(last) * self.sums[count] - self.moments[count]
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

impl Fall {
    /// How many weights it has.
    pub fn size(&self) -> usize {
        self.weights.size()
    }

    /// Nothing falls anywhere.
    pub fn nothing(over: Decimal) -> Fall {
        Fall { weights: Arc::new(Weights::with_room(0, 0, over)), columns: Vec::new() }
    }
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
    Fall { weights: Arc::new(Weights::of_rows(&rows, over)), columns }
}

/// What falls on months in one place: nothing outside `[from, until)`, and within it so much in all months before another.
pub struct Falling<F> {
    /// The first month on which anything can fall.
    pub from: i32,
    /// The month after the last.
    pub until: i32,
    /// How much falls on all months before a month.
    pub before: F,
}

/// The same as [`fall`], from running sums: a period takes two sums, however many months it has. None when the table
/// has more than `room` weights.
pub fn fall_of_sums<F>(
    calendar: &Calendar,
    places: u32,
    by_year: bool,
    over: Decimal,
    room: usize,
    falling: impl Fn(u32) -> Falling<F>,
) -> Option<Fall>
where
    F: Fn(i32) -> Decimal,
{
    let periods = calendar.periods();
    let mut rows: Vec<Vec<(u32, Decimal)>> = vec![Vec::new(); periods.len()];
    let mut columns: Vec<(u32, i32)> = Vec::new();
    let mut made = 0;
    for place in 0..places {
        let Falling { from, until, before } = falling(place);
        let (mut month, until) = (from.max(0), until.min(calendar.horizon()));
        let mut so_far = before(month);
        while let Some(period) = calendar.holding(month).filter(|_| month < until) {
            let year = if by_year { calendar.month(month).year() } else { 0 };
            let year_ends = if by_year { calendar.first_of_next_year(month) } else { i32::MAX };
            let end = periods[period].end.min(until).min(year_ends);
            let next = before(end);
            let weight = next - so_far;
            (month, so_far) = (end, next);
            if weight.is_zero() {
                continue;
            }
            if columns.last() != Some(&(place, year)) {
                columns.push((place, year));
            }
            rows[period].push((columns.len() as u32 - 1, weight));
            made += 1;
        }
        if made > room {
            return None;
        }
    }
    Some(Fall { weights: Arc::new(Weights::of_rows(&rows, over)), columns })
}

/// Person-months in effect, by period and full year since onset, as twelfths. None when the table has more than `room`
/// weights.
///
/// Somebody who starts in month m is in effect in month u when `after` ≤ a < lasts for a = u − m − onset, in year a ÷ 12.
pub fn in_effect(
    calendar: &Calendar,
    starts: &Starting<'_>,
    onset: i32,
    (after, lasts): (i32, i32),
    by_year: bool,
    room: usize,
) -> Option<Fall> {
    let started = StartedBefore::new(starts.weights);
    let over = starts.over * Decimal::from(12);
    let (Some(first), Some(last)) = (started.first(), started.last()) else {
        return Some(Fall::nothing(over));
    };
    let horizon = calendar.horizon();
    let begin = first.saturating_add(onset);
    let years = if begin >= horizon { 0 } else { (lasts.min(horizon - begin) + 11) / 12 };
    let started = &started;
    fall_of_sums(calendar, years as u32, by_year, over, room, move |year| {
        let (low, high) = ((12 * year as i32).max(after), lasts.min(12 * year as i32 + 12));
        let high = high.max(low);
        Falling {
            from: begin + low,
            until: last.saturating_add(onset).saturating_add(high),
            // Those who start in [u − onset − high + 1, u − onset − low + 1) are in effect in month u.
            before: move |u: i32| started.months(u - onset - low + 1) - started.months(u - onset - high + 1),
        }
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
