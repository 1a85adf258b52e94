//! A figure at other values of one lever: exact, and fast to see where to look.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Lever, Subject};
use crate::ledger::{Again, Assignment, Ledger, Moved, evaluate};
use crate::measure::{Measure, Undefined};
use crate::model::Model;
use crate::number::Number;

/// A figure of a case whose levers are tried one after the other.
pub(super) struct Trials<'s, 'c> {
    pub subject: &'s Subject<'c>,
    exact: Again<'c, Decimal>,
    fast: Option<Again<'c, f64>>,
}

impl<'s, 'c> Trials<'s, 'c> {
    pub fn of(subject: &'s Subject<'c>) -> Trials<'s, 'c> {
        let Subject { model, ledger, sought, .. } = subject;
        let steps = sought.steps(model);
        let fast = Assignment::base(model);
        let fast = evaluate(model, &fast).ok().map(|ledger| Again::of(model, Cow::Owned(ledger), fast, &steps));
        Trials { subject, exact: Again::of(model, Cow::Borrowed(ledger), Assignment::base(model), &steps), fast }
    }

    /// The same with one lever at another value, to which it goes back from now on.
    pub fn fix(&mut self, lever: &Lever, value: Decimal) -> Measure<Decimal> {
        let moved = self.moved_by(lever);
        let figure = self.exact(lever, &moved, value);
        if self.fast(lever, &moved, f64::of(value)) == Err(Undefined::OutOfRange) {
            self.fast = None;
        }
        self.exact.settle();
        if let Some(fast) = &mut self.fast {
            fast.settle();
        }
        figure
    }

    /// The figure when every lever is where it goes back to.
    pub fn base(&self) -> Measure<Decimal> {
        self.subject.sought.read(self.subject.model, self.exact.ledger())
    }

    /// The figures as they are now: those that the figure hangs on.
    pub fn ledger(&self) -> &Ledger<Decimal> {
        self.exact.ledger()
    }

    /// What a lever moves.
    pub fn moved_by(&self, lever: &Lever) -> Moved {
        self.exact.moved_by(lever.input.as_slice())
    }

    /// The figure at a value of the lever, exactly.
    pub fn exact(&mut self, lever: &Lever, moved: &Moved, value: Decimal) -> Measure<Decimal> {
        at(&mut self.exact, self.subject, lever, moved, value)
    }

    /// The figure at a value of the lever, as binary numbers come to it.
    pub fn fast(&mut self, lever: &Lever, moved: &Moved, value: f64) -> Measure<f64> {
        match &mut self.fast {
            Some(again) => at(again, self.subject, lever, moved, value),
            None => Err(Undefined::OutOfRange),
        }
    }

    /// Brings a lever back to where it began.
    pub fn undo(&mut self, lever: &Lever, moved: &Moved) {
        let Some(input) = lever.input else { return };
        self.exact.undo(moved, input);
        if let Some(fast) = &mut self.fast {
            fast.undo(moved, input);
        }
    }
}

fn at<N: Number>(
    again: &mut Again<'_, N>,
    subject: &Subject<'_>,
    lever: &Lever,
    moved: &Moved,
    value: N,
) -> Measure<N> {
    let model: &Model = subject.model;
    let Some(input) = lever.input else { return subject.sought.read(model, again.ledger()) };
    let moves = value.times(N::of(lever.slope)).and_then(|v| v.plus(N::of(lever.shift)));
    let moves = moves.ok_or(Undefined::OutOfRange)?;
    match again.set(moved, input, moves) {
        Ok(ledger) => subject.sought.read(model, ledger),
        Err(_) => Err(Undefined::OutOfRange),
    }
}
