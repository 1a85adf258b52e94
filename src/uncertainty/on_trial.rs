//! One duration of a case on trial: on which side of a target a figure lies when it has so many months.

use std::cmp::Ordering;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Subject;
use super::durations::Duration;
use crate::appraisal::Sought;
use crate::case::scenario::Path;
use crate::case::{Case, OtherLength, read_plain};
use crate::document::{Document, Node, Value, Why};
use crate::ledger::{Assignment, evaluate};
use crate::measure::{Measure, Undefined};
use crate::model::{Model, Scope};
use crate::number::Number;
use crate::span::Span;

/// A duration that takes one length after the other.
#[derive(Clone)]
pub(super) struct OnTrial<'s, 'c> {
    subject: &'s Subject<'c>,
    of: Of<'s>,
}

/// How the case of another length is made.
#[derive(Clone)]
enum Of<'s> {
    /// The lines that the duration moves, and what all others come to; the whole case where that is too close to tell.
    Alone { case: Box<OtherLength>, others: f64, size: f64, whole: Arc<OtherLength> },
    /// The whole case: nothing else of it hangs on the duration.
    Whole(Box<OtherLength>),
    /// A changed document, read again.
    Read { document: Document, path: &'s str },
}

impl<'s, 'c> OnTrial<'s, 'c> {
    pub fn of(subject: &'s Subject<'c>, duration: &'s Duration, document: &Document) -> OnTrial<'s, 'c> {
        let of = match OtherLength::of(subject.case, &duration.path) {
            Some(whole) => alone(subject, &whole, duration.months).unwrap_or_else(|| Of::Whole(Box::new(whole))),
            None => Of::Read { document: document.clone(), path: &duration.path },
        };
        OnTrial { subject, of }
    }

    /// On which side of the target the figure lies.
    pub fn side(&mut self, months: i32, target: Decimal) -> Measure<Ordering> {
        let subject = self.subject;
        match &mut self.of {
            Of::Alone { case, others, size, whole } => {
                let moved = at::<f64>(subject, case.at(months))?;
                let figure = others.plus(moved).ok_or(Undefined::OutOfRange)?;
                match clear(figure, target, size.greater(moved.size())) {
                    Some(side) => Ok(side),
                    None => {
                        let mut whole = OtherLength::clone(whole);
                        at::<Decimal>(subject, whole.at(months)).map(|figure| figure.cmp(&target))
                    }
                }
            }
            Of::Whole(whole) => side(subject, whole.at(months), target),
            Of::Read { document, path } => {
                let case = read_with(document, path, months, &subject.case.id);
                side(subject, case.as_ref(), target)
            }
        }
    }
}

/// The lines that a duration moves, where the figure is a sum over lines. What is left of a subtraction is known to as many
/// digits less as its largest part is larger.
fn alone<'s>(subject: &Subject<'_>, whole: &OtherLength, months: i32) -> Option<Of<'s>> {
    let mut case = whole.alone().filter(|_| subject.sought.adds_up())?;
    let base = f64::of(subject.base().ok()?);
    let moved = at::<f64>(subject, case.at(months)).ok()?;
    let (others, size) = (base.minus(moved)?, base.size().greater(moved.size()));
    Some(Of::Alone { case: Box::new(case), others, size, whole: Arc::new(whole.clone()) })
}

/// The case of a document in which a duration has so many months from now on; none when it cannot have them.
pub(super) fn read_with(document: &mut Document, path: &str, months: i32, name: &str) -> Option<Case> {
    let node = Node { value: Value::Text(format!("{months} months")), span: Span::default(), why: Why::Set };
    document.set(&Path::read(path).keys(), node).ok()?;
    let (case, problems) = read_plain(document, name);
    case.filter(|_| !problems.stop())
}

/// On which side of the target the figure of a case lies.
fn side(subject: &Subject<'_>, case: Option<&Case>, target: Decimal) -> Measure<Ordering> {
    with(subject, case, |model, sought| {
        let fast = read::<f64>(subject, model, sought)?;
        match clear(fast, target, fast.size()) {
            Some(side) => Ok(side),
            None => read::<Decimal>(subject, model, sought).map(|figure| figure.cmp(&target)),
        }
    })
}

/// On which side of the target a figure lies, when binary numbers of this size can tell.
fn clear(figure: f64, target: Decimal, size: f64) -> Option<Ordering> {
    let away = figure.minus(f64::of(target))?;
    let size = size.greater(f64::of(target).size()).greater(1.0);
    let unclear = size.times(f64::of(Decimal::from_parts(1, 0, 0, false, 6)))?;
    (away.size() > unclear).then_some(if away > 0.0 { Ordering::Greater } else { Ordering::Less })
}

/// The figure of a case.
fn at<N: Number>(subject: &Subject<'_>, case: Option<&Case>) -> Measure<N> {
    with(subject, case, |model, sought| read(subject, model, sought))
}

/// What is read of the figure in another case.
fn with<T>(
    subject: &Subject<'_>,
    case: Option<&Case>,
    read: impl FnOnce(&Model, &Sought<'_>) -> Measure<T>,
) -> Measure<T> {
    let case = case.ok_or(Undefined::OutOfRange)?;
    let sought = &subject.sought;
    let model = Model::of(case, &scope(subject, case)).map_err(|_| Undefined::OutOfRange)?;
    let sought = Sought::of(case, &model, &sought.name, &sought.perspective).ok_or(Undefined::OutOfRange)?;
    read(&model, &sought)
}

/// The perspectives that a figure is read from.
pub(super) fn scope(subject: &Subject<'_>, case: &Case) -> Scope {
    Scope::Only(vec![subject.sought.perspective.clone(), case.basis.perspective.clone()])
}

fn read<N: Number>(subject: &Subject<'_>, model: &Model, sought: &Sought<'_>) -> Measure<N> {
    let base = Assignment::base(model);
    let held = subject.held.as_ref().and_then(|held| Some((model.input_id(&held.path)?, held.value)));
    let assignment = match held {
        Some((input, value)) => base.with(input, value),
        None => base,
    };
    let ledger = evaluate(model, &assignment).map_err(|_| Undefined::OutOfRange)?;
    sought.read(model, &ledger)
}
