//! The months at which a figure crosses its target, for every duration of a case.

use std::cmp::Ordering;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use rust_decimal::Decimal;

use super::Subject;
use super::lighter::lighter;
use super::on_trial::OnTrial;
use super::sides::holds;
use super::switching::{Crossing, Holds};
use crate::document::Document;
use crate::measure::{Measure, Undefined};

/// A duration of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duration {
    /// Table and key.
    pub path: String,
    /// Its whole months.
    pub months: i32,
}

impl Duration {
    /// The months that are tried: from 0 (what lasts and the horizon from 1) up to the horizon or the months of the case,
    /// whichever is more.
    pub(super) fn range(&self, subject: &Subject<'_>) -> std::ops::RangeInclusive<i32> {
        let key = self.path.rsplit('.').next().unwrap_or_default();
        let first = i32::from(matches!(key, "lasts" | "horizon"));
        first..=subject.model.calendar.horizon().max(self.months)
    }
}

/// The durations that somebody wrote, in order of path.
pub(super) fn durations(subject: &Subject<'_>) -> Vec<Duration> {
    let rows = subject.case.assumptions.iter();
    rows.filter_map(|row| Some(Duration { path: row.path.clone(), months: row.duration()? })).collect()
}

/// A duration by its path, also one that nobody wrote.
pub(super) fn duration(subject: &Subject<'_>, path: &str) -> Option<Duration> {
    let row = subject.case.assumptions.iter().find(|row| row.path == path)?;
    Some(Duration { path: row.path.clone(), months: row.length()? })
}

/// How many lengths of a duration one thread tries in a row.
const IN_A_ROW: usize = 32;

/// For each duration the months at which the figure lies on the other side than a month before, and what holds when there
/// is none. Shared out among the machine's threads, which changes nothing.
pub(super) fn found(
    subject: &Subject<'_>,
    durations: &[Duration],
    target: Decimal,
    document: &Document,
) -> Vec<(Vec<Crossing>, Holds)> {
    let light = lighter(document);
    let found = durations.par_iter().map(|duration| {
        let trial = OnTrial::of(subject, duration, &light);
        let months: Vec<i32> = duration.range(subject).collect();
        let rows = months.par_chunks(IN_A_ROW).map(|row| {
            let mut trial = trial.clone();
            row.iter().map(|months| trial.side(*months, target)).collect()
        });
        let sides: Vec<Vec<Measure<Ordering>>> = rows.collect();
        read_off(&months, &sides.concat(), duration.months)
    });
    found.collect()
}

fn read_off(months: &[i32], sides: &[Measure<Ordering>], base: i32) -> (Vec<Crossing>, Holds) {
    if sides.iter().all(|side| *side == Ok(Ordering::Equal)) {
        // It meets its target at every length: at that of the case, as any other value does.
        return (vec![Crossing { above: None, ..Crossing::at(Decimal::from(base)) }], Holds::Crosses);
    }
    let mut crossings = Vec::new();
    for (months, pair) in months.iter().skip(1).zip(sides.windows(2)) {
        let above = match pair {
            [Ok(Ordering::Less), Ok(Ordering::Equal | Ordering::Greater)] => true,
            [Ok(Ordering::Greater), Ok(Ordering::Equal | Ordering::Less)] => false,
            _ => continue,
        };
        crossings.push(Crossing { above: Some(above), ..Crossing::at(Decimal::from(*months)) });
    }
    let holds = match holds(&crossings, sides) {
        Holds::Undefined(_) => Holds::Undefined(reason(sides)),
        other => other,
    };
    (crossings, holds)
}

/// Why a figure is not defined at any length; that a case cannot have another length says less than what holds of its own.
fn reason(sides: &[Measure<Ordering>]) -> Undefined {
    let mut reasons = sides.iter().filter_map(|side| side.err());
    reasons.find(|why| *why != Undefined::OutOfRange).unwrap_or(Undefined::OutOfRange)
}
