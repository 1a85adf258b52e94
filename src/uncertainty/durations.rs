//! Durations on trial: a changed document read again, month by month.

use std::cmp::Ordering;
use std::num::NonZero;
use std::thread;

use rust_decimal::Decimal;

use super::Subject;
use super::lighter::lighter;
use super::sides::holds;
use super::switching::{Crossing, Holds};
use crate::appraisal::Sought;
use crate::case::read_plain;
use crate::case::scenario::Path;
use crate::document::{Document, Node, Value, Why};
use crate::ledger::{Assignment, evaluate};
use crate::measure::{Measure, Undefined};
use crate::model::{Model, Scope};
use crate::number::Number;
use crate::span::Span;

/// A duration of a case: its path and its months.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Duration {
    pub path: String,
    pub months: i32,
}

impl Duration {
    /// The months that are tried: from 0 (what lasts and the horizon from 1) up to the horizon or the months of the case,
    /// whichever is more.
    fn range(&self, subject: &Subject<'_>) -> std::ops::RangeInclusive<i32> {
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

/// For each duration the months at which the figure lies on the other side than a month before, and what holds when there
/// is none.
pub(super) fn found(
    subject: &Subject<'_>,
    durations: &[Duration],
    target: Decimal,
    document: &Document,
) -> Vec<(Vec<Crossing>, Holds)> {
    let tries: Vec<(&Duration, i32)> =
        durations.iter().flat_map(|duration| duration.range(subject).map(move |months| (duration, months))).collect();
    let sides = sides(subject, &tries, target, &lighter(document));
    let mut rest = sides.as_slice();
    let mut found = Vec::with_capacity(durations.len());
    for duration in durations {
        let range = duration.range(subject);
        let (these, others) = rest.split_at(range.clone().count().min(rest.len()));
        rest = others;
        found.push(read_off(range, these));
    }
    found
}

/// On which side of the target the figure lies at each try. Shared out among the machine's threads, which changes nothing.
fn sides(
    subject: &Subject<'_>,
    tries: &[(&Duration, i32)],
    target: Decimal,
    document: &Document,
) -> Vec<Measure<Ordering>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = tries.len().div_ceil(threads).max(1);
    let one = |tries: &[(&Duration, i32)]| -> Vec<Measure<Ordering>> {
        let mut trial = Trial { subject, document: document.clone(), path: None };
        tries.iter().map(|(duration, months)| trial.side(document, duration, *months, target)).collect()
    };
    if tries.len() <= share {
        return one(tries);
    }
    thread::scope(|scope| {
        let parts: Vec<_> = tries.chunks(share).map(|part| (part, scope.spawn(move || one(part)))).collect();
        // A thread that failed has its part done here.
        parts.into_iter().flat_map(|(part, handle)| handle.join().unwrap_or_else(|_| one(part))).collect()
    })
}

fn read_off(range: std::ops::RangeInclusive<i32>, sides: &[Measure<Ordering>]) -> (Vec<Crossing>, Holds) {
    let mut crossings = Vec::new();
    for (months, pair) in range.skip(1).zip(sides.windows(2)) {
        let above = match pair {
            [Ok(Ordering::Less), Ok(Ordering::Equal | Ordering::Greater)] => true,
            [Ok(Ordering::Greater), Ok(Ordering::Equal | Ordering::Less)] => false,
            _ => continue,
        };
        crossings.push(Crossing { above: Some(above), ..Crossing::at(Decimal::from(months)) });
    }
    let holds = holds(&crossings, sides);
    (crossings, holds)
}

/// A document in which one duration after the other is changed.
struct Trial<'t, 'c> {
    subject: &'t Subject<'c>,
    document: Document,
    path: Option<&'t str>,
}

impl<'t> Trial<'t, '_> {
    /// On which side of the target the figure lies when a duration has so many months.
    fn side(&mut self, as_was: &Document, duration: &'t Duration, months: i32, target: Decimal) -> Measure<Ordering> {
        if self.path != Some(&duration.path) {
            self.document = as_was.clone();
            self.path = Some(&duration.path);
        }
        let node = Node { value: Value::Text(format!("{months} months")), span: Span::default(), why: Why::Set };
        self.document.set(&Path::read(&duration.path).keys(), node).map_err(|_| Undefined::OutOfRange)?;
        let (case, problems) = read_plain(&self.document, &self.subject.case.id);
        let case = case.filter(|_| !problems.stop()).ok_or(Undefined::OutOfRange)?;
        let sought = &self.subject.sought;
        let scope = Scope::Only(vec![sought.perspective.clone(), case.basis.perspective.clone()]);
        let model = Model::of(&case, &scope).map_err(|_| Undefined::OutOfRange)?;
        let sought = Sought::of(&case, &model, &sought.name, &sought.perspective).ok_or(Undefined::OutOfRange)?;
        let fast = read::<f64>(&model, &sought)?;
        let away = fast.minus(f64::of(target)).ok_or(Undefined::OutOfRange)?;
        let unclear = fast.size().greater(f64::of(target).size()).greater(1.0);
        let unclear = unclear.times(f64::of(Decimal::from_parts(1, 0, 0, false, 6))).unwrap_or(0.0);
        if away.size() > unclear {
            return Ok(if away > 0.0 { Ordering::Greater } else { Ordering::Less });
        }
        read::<Decimal>(&model, &sought).map(|figure| figure.cmp(&target))
    }
}

fn read<N: Number>(model: &Model, sought: &Sought<'_>) -> Measure<N> {
    let ledger = evaluate(model, &Assignment::base(model)).map_err(|_| Undefined::OutOfRange)?;
    sought.read(model, &ledger)
}
