//! Durations on trial: a changed document read again, month by month.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Subject;
use super::switching::{Crossing, Holds, Side};
use crate::appraisal::Sought;
use crate::case::read_plain;
use crate::case::scenario::{ChangeKind, change, with_changes};
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

/// The durations that somebody wrote, in order of path.
pub(super) fn durations(subject: &Subject<'_>) -> Vec<Duration> {
    let rows = subject.case.assumptions.iter();
    rows.filter_map(|row| Some(Duration { path: row.path.clone(), months: row.duration()? })).collect()
}

/// The months at which the figure lies on the other side than a month before, and what holds when there is none.
///
/// Tried from 0 (what lasts and the horizon from 1) up to the horizon or the months of the case, whichever is more.
pub(super) fn found(
    subject: &Subject<'_>,
    duration: &Duration,
    target: Decimal,
    document: &Document,
) -> (Vec<Crossing>, Holds) {
    let key = duration.path.rsplit('.').next().unwrap_or_default();
    let first = i32::from(matches!(key, "lasts" | "horizon"));
    let last = subject.model.calendar.horizon().max(duration.months);
    let trial = Trial { subject, document, path: &duration.path };
    let mut crossings = Vec::new();
    let mut before: Option<Measure<Ordering>> = None;
    let (mut above, mut below, mut why) = (false, false, None);
    for months in first..=last {
        let side = trial.side(months, target);
        match side {
            Ok(Ordering::Greater) => above = true,
            Ok(Ordering::Less) => below = true,
            Ok(Ordering::Equal) => {}
            Err(reason) => why = why.or(Some(reason)),
        }
        let crossed = match (before, side) {
            (Some(Ok(Ordering::Less)), Ok(Ordering::Equal | Ordering::Greater)) => Some(true),
            (Some(Ok(Ordering::Greater)), Ok(Ordering::Equal | Ordering::Less)) => Some(false),
            _ => None,
        };
        if let Some(above) = crossed {
            crossings.push(Crossing { at: Decimal::from(months), above: Some(above) });
        }
        before = Some(side);
    }
    let holds = match (above, below) {
        _ if !crossings.is_empty() => Holds::Crosses,
        (true, false) => Holds::Always(Side::Above),
        (false, true) => Holds::Always(Side::Below),
        (true, true) => Holds::Broken,
        (false, false) => Holds::Undefined(why.unwrap_or(Undefined::OutOfRange)),
    };
    (crossings, holds)
}

struct Trial<'t, 'c> {
    subject: &'t Subject<'c>,
    document: &'t Document,
    path: &'t str,
}

impl Trial<'_, '_> {
    /// On which side of the target the figure lies when the duration has so many months.
    fn side(&self, months: i32, target: Decimal) -> Measure<Ordering> {
        let node = Node { value: Value::Text(format!("{months} months")), span: Span::default(), why: Why::Set };
        let change = change(self.path, ChangeKind::Set(node), Span::default());
        let changed = with_changes(self.document, &[change]).map_err(|_| Undefined::OutOfRange)?;
        let (case, problems) = read_plain(&changed, &self.subject.case.id);
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
