//! Sensitivity: one input at a time to its low and its high, or two together; all else at the base.

use rust_decimal::Decimal;

use super::alike;
use super::trials::Trials;
use super::{Lever, Measured, Subject, levers};
use crate::measure::{Measure, Undefined};

/// How far a value without a range is moved either way where nobody says how far: 10 %.
pub const SPREAD: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A figure at both ends of an input's range.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Table and key.
    pub path: String,
    /// What the input counts.
    pub measured: Measured,
    /// The low end of its range.
    pub low: Decimal,
    /// The high end.
    pub high: Decimal,
    /// The figure at the low end.
    pub at_low: Measure<Decimal>,
    /// The figure at the high end.
    pub at_high: Measure<Decimal>,
    /// Whether the file says no range, so that one was assumed.
    pub assumed: bool,
}

impl Bar {
    /// How far apart the figures are, to the digits in which widths are compared, so that what differs by rounding alone
    /// is as wide; none when one of them is not defined.
    pub fn swing(&self) -> Option<Decimal> {
        match (self.at_low, self.at_high) {
            (Ok(low), Ok(high)) => alike::width(low, high),
            _ => None,
        }
    }

    /// Whether the figure lies on either side of a mark within the range.
    pub fn straddles(&self, mark: Decimal) -> bool {
        matches!((self.at_low, self.at_high), (Ok(low), Ok(high)) if (low < mark) != (high < mark))
    }
}

/// How far each input that somebody wrote moves a figure, the widest first; ties by path; figures that are not defined at
/// an end last.
///
/// An end that is not written is the base. An input without both moves by `spread` either way, cut to what it may be; one
/// that is nil then has no bar. Effects and durations have none.
pub fn tornado(subject: &Subject<'_>, spread: Decimal) -> Vec<Bar> {
    let inputs = levers(subject.case, subject.model).into_iter().filter(|lever| lever.outcome.is_none());
    bars(subject, inputs, spread)
}

/// The bars of some inputs or effects, the widest first.
pub fn tornado_of(subject: &Subject<'_>, levers: Vec<Lever>, spread: Decimal) -> Vec<Bar> {
    bars(subject, levers.into_iter(), spread)
}

fn bars(subject: &Subject<'_>, levers: impl Iterator<Item = Lever>, spread: Decimal) -> Vec<Bar> {
    let mut trials = Trials::of(subject);
    let mut bars: Vec<Bar> = levers
        .filter_map(|lever| {
            let Range { low, high, assumed } = range(&lever, spread)?;
            let moved = trials.moved_by(&lever);
            let (at_low, at_high) = (trials.exact(&lever, &moved, low), trials.exact(&lever, &moved, high));
            trials.undo(&lever, &moved);
            Some(Bar { path: lever.path, measured: lever.measured, low, high, at_low, at_high, assumed })
        })
        .collect();
    bars.sort_by_cached_key(|bar| (std::cmp::Reverse(bar.swing()), bar.path.clone()));
    bars
}

/// The ends of a value's range.
pub(super) struct Range {
    pub low: Decimal,
    pub high: Decimal,
    pub assumed: bool,
}

pub(super) fn range(lever: &Lever, spread: Decimal) -> Option<Range> {
    if lever.low.is_some() || lever.high.is_some() {
        let (low, high) = (lever.low.unwrap_or(lever.base), lever.high.unwrap_or(lever.base));
        return Some(Range { low, high, assumed: false });
    }
    if lever.base.is_zero() {
        return None;
    }
    let by = lever.base.abs().checked_mul(spread)?;
    let cut = |value: Decimal| {
        let value = lever.lowest.map_or(value, |lowest| value.max(lowest));
        lever.highest.map_or(value, |highest| value.min(highest))
    };
    let (low, high) = (cut(lever.base.checked_sub(by)?), cut(lever.base.checked_add(by)?));
    Some(Range { low, high, assumed: true })
}

/// How many values of a range a grid has on either side of the base, down and across.
pub(super) const BESIDE: [u32; 2] = [3, 2];

/// The values of a range for a grid, rising: the base, and as many evenly below and above it.
pub(super) fn around(lever: &Lever, spread: Decimal, beside: u32) -> Option<Vec<Decimal>> {
    let Range { low, high, .. } = range(lever, spread)?;
    let base = lever.base.max(low).min(high);
    let part = |end: Decimal, n: u32| {
        let way = end.checked_sub(base)?.checked_mul(Decimal::from(n))?.checked_div(Decimal::from(beside))?;
        if n == beside { Some(end) } else { base.checked_add(way) }
    };
    let below = (1..=beside).rev().map(|n| part(low, n));
    let above = (1..=beside).map(|n| part(high, n));
    let mut values = below.chain([Some(base)]).chain(above).collect::<Option<Vec<Decimal>>>()?;
    values.dedup();
    Some(values)
}

/// A figure at several values of two inputs together.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    /// The two paths.
    pub paths: [String; 2],
    /// What the two inputs count.
    pub measured: [Measured; 2],
    /// What they are in the case.
    pub base: [Decimal; 2],
    /// The values of each, rising.
    pub values: [Vec<Decimal>; 2],
    /// A row for each value of the first, a figure for each value of the second.
    pub figures: Vec<Vec<Measure<Decimal>>>,
}

/// A figure at several values of two inputs together, from the low of each to its high.
pub fn grid(subject: &Subject<'_>, of: [&Lever; 2], spread: Decimal) -> Option<Grid> {
    let [down, across] = of;
    let (rows, columns) = (around(down, spread, BESIDE[0])?, around(across, spread, BESIDE[1])?);
    let mut trials = Trials::of(subject);
    let (by_down, by_across) = (trials.moved_by(down), trials.moved_by(across));
    let mut figures = Vec::with_capacity(rows.len());
    for row in &rows {
        let set = trials.exact(down, &by_down, *row);
        let figure = |column: &Decimal| match set {
            Err(Undefined::OutOfRange) => Err(Undefined::OutOfRange),
            // What the first moves may be moved by the second, too, which is evaluated on top of it.
            Ok(_) | Err(_) => trials.exact(across, &by_across, *column),
        };
        figures.push(columns.iter().map(figure).collect::<Vec<Result<Decimal, Undefined>>>());
    }
    Some(Grid {
        paths: [down.path.clone(), across.path.clone()],
        measured: [down.measured, across.measured],
        base: [down.base, across.base],
        values: [rows, columns],
        figures,
    })
}
