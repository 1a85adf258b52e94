//! One duration of a case on trial: on which side of a target a figure lies when it has so many months.

use std::cmp::Ordering;

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
    /// Nothing else of the case hangs on it. Beside the whole case what the lines that it moves come to.
    Itself { whole: Box<OtherLength>, alone: Option<Alone> },
    /// A changed document, read again.
    Read { document: Document, path: &'s str },
}

/// The lines that a duration moves, and what all others come to.
#[derive(Clone)]
struct Alone {
    case: Box<OtherLength>,
    others: f64,
    /// The largest of what was subtracted: what is left is known to so many digits less.
    size: f64,
}

impl<'s, 'c> OnTrial<'s, 'c> {
    pub fn of(subject: &'s Subject<'c>, duration: &'s Duration, document: &Document) -> OnTrial<'s, 'c> {
        let of = match OtherLength::of(subject.case, &duration.path) {
            Some(whole) => {
                let alone = Alone::of(subject, &whole, duration.months);
                Of::Itself { whole: Box::new(whole), alone }
            }
            None => Of::Read { document: document.clone(), path: &duration.path },
        };
        OnTrial { subject, of }
    }

    /// On which side of the target the figure lies.
    pub fn side(&mut self, months: i32, target: Decimal) -> Measure<Ordering> {
        let subject = self.subject;
        let target_size = f64::of(target).size().greater(1.0);
        match &mut self.of {
            Of::Itself { whole, alone } => {
                if let Some(Alone { case, others, size }) = alone {
                    let moved = at::<f64>(subject, case.at(months))?;
                    let figure = others.plus(moved).ok_or(Undefined::OutOfRange)?;
                    let size = size.greater(moved.size()).greater(target_size);
                    if let Some(side) = clear(figure, target, size) {
                        return Ok(side);
                    }
                    return at::<Decimal>(subject, whole.at(months)).map(|figure| figure.cmp(&target));
                }
                side(subject, whole.at(months), target, target_size)
            }
            Of::Read { document, path } => {
                let node =
                    Node { value: Value::Text(format!("{months} months")), span: Span::default(), why: Why::Set };
                document.set(&Path::read(path).keys(), node).map_err(|_| Undefined::OutOfRange)?;
                let (case, problems) = read_plain(document, &subject.case.id);
                side(subject, case.as_ref().filter(|_| !problems.stop()), target, target_size)
            }
        }
    }
}

impl Alone {
    fn of(subject: &Subject<'_>, whole: &OtherLength, months: i32) -> Option<Alone> {
        let mut case = whole.alone().filter(|_| subject.sought.adds_up())?;
        let base = f64::of(subject.base().ok()?);
        let moved = at::<f64>(subject, case.at(months)).ok()?;
        Some(Alone { case: Box::new(case), others: base.minus(moved)?, size: base.size().greater(moved.size()) })
    }
}

/// On which side of the target the figure of a case lies.
fn side(subject: &Subject<'_>, case: Option<&Case>, target: Decimal, target_size: f64) -> Measure<Ordering> {
    with(subject, case, |model, sought| {
        let fast = read::<f64>(model, sought)?;
        match clear(fast, target, fast.size().greater(target_size)) {
            Some(side) => Ok(side),
            None => read::<Decimal>(model, sought).map(|figure| figure.cmp(&target)),
        }
    })
}

/// On which side of the target a figure lies, when binary numbers of this size can tell.
fn clear(figure: f64, target: Decimal, size: f64) -> Option<Ordering> {
    let away = figure.minus(f64::of(target))?;
    let unclear = size.times(f64::of(Decimal::from_parts(1, 0, 0, false, 6)))?;
    (away.size() > unclear).then_some(if away > 0.0 { Ordering::Greater } else { Ordering::Less })
}

/// The figure of a case.
fn at<N: Number>(subject: &Subject<'_>, case: Option<&Case>) -> Measure<N> {
    with(subject, case, |model, sought| read(model, sought))
}

/// What is read of the figure in another case.
fn with<T>(
    subject: &Subject<'_>,
    case: Option<&Case>,
    read: impl FnOnce(&Model, &Sought<'_>) -> Measure<T>,
) -> Measure<T> {
    let case = case.ok_or(Undefined::OutOfRange)?;
    let sought = &subject.sought;
    let scope = Scope::Only(vec![sought.perspective.clone(), case.basis.perspective.clone()]);
    let model = Model::of(case, &scope).map_err(|_| Undefined::OutOfRange)?;
    let sought = Sought::of(case, &model, &sought.name, &sought.perspective).ok_or(Undefined::OutOfRange)?;
    read(&model, &sought)
}

fn read<N: Number>(model: &Model, sought: &Sought<'_>) -> Measure<N> {
    let ledger = evaluate(model, &Assignment::base(model)).map_err(|_| Undefined::OutOfRange)?;
    sought.read(model, &ledger)
}
