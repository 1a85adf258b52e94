//! How sure a case is: where a value has to be for a figure to reach its target in a given share of the draws.
//!
//! What a share of the draws reaches is itself a figure of the case, a percentile, and moves as smoothly with a value as
//! the figure does: it is searched like any other. All values are tried with the same luck.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::degree::{Degree, degree};
use super::search::places;
use super::sides::between;
use super::simulation::{Estimate, Moving, NotSimulated, SCRAMBLINGS, Settings, in_decimals, std_error};
use super::switching::{nearest_first, told};
use super::{Crossing, Holds, Lever, Side, Subject, Switching, lever, levers};
use crate::measure::solve::crossing;
use crate::measure::{Measure, Undefined};
use crate::model::StepId;
use crate::number::Number;

/// A figure below its target by no more than this reaches it: in draws, comparisons hold at 10⁻¹².
const NIL: f64 = 1e-12;

/// How many times a bracket around a place that is about known is narrower.
const NARROWER: f64 = 32.0;

/// How often a figure has to reach its target, and how often it does in the case.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    /// The share of draws in which it has to.
    pub probability: Decimal,
    /// The share in which it does in the case as it is.
    pub chance: Estimate,
    /// Which draws these are.
    pub settings: Settings,
    /// How many inputs are drawn.
    pub drawn: usize,
}

/// A figure that has to reach a target in a share of the draws.
pub struct Sure<'s, 'c> {
    subject: &'s Subject<'c>,
    step: StepId,
    target: f64,
    moving: Moving<'c>,
    /// How often.
    pub odds: Odds,
}

impl<'s, 'c> Sure<'s, 'c> {
    /// A figure that is a line of the model, such as the net present value. `None` for another one, and for a case in
    /// which nothing is drawn.
    ///
    /// # Errors
    /// As of a simulation.
    pub fn of(
        subject: &'s Subject<'c>,
        probability: Decimal,
        target: Decimal,
        settings: &Settings,
    ) -> Result<Option<Sure<'s, 'c>>, NotSimulated> {
        let Some(step) = subject.sought.step() else { return Ok(None) };
        let mut moving = Moving::of(subject.case, subject.model, step, settings)?;
        let (drawn, target) = (moving.drawn(), target.approximate());
        if drawn == 0 {
            return Ok(None);
        }
        let odds = Odds { probability, chance: moving.chance(target)?, settings: *settings, drawn };
        Ok(Some(Sure { subject, step, target, moving, odds }))
    }

    /// Of every input that somebody wrote and of every effect, the nearest to the case first.
    pub fn values(&mut self) -> Vec<Switching> {
        let levers = levers(self.subject.case, self.subject.model);
        let mut found: Vec<Switching> = levers.iter().map(|lever| self.of_lever(lever)).collect();
        nearest_first(&mut found);
        found
    }

    /// Of one input or effect, by its path; `None` when the case has none of that name.
    pub fn value(&mut self, path: &str) -> Option<Switching> {
        let lever = lever(self.subject.case, self.subject.model, path)?;
        Some(self.of_lever(&lever))
    }

    fn of_lever(&mut self, lever: &Lever) -> Switching {
        let input = lever.input.filter(|i| degree(self.subject.model, *i, self.step) != Degree::None);
        let found = match (places(lever), input) {
            (None, _) => (Vec::new(), Holds::NoRange),
            (Some(_), None) => (Vec::new(), Holds::Always(self.in_the_case())),
            (Some(places), Some(input)) => {
                self.moving.hold(input);
                self.through(lever, &places)
            }
        };
        told(self.subject, lever, found, input.is_some())
    }

    /// On which side the chance lies where nothing is moved.
    fn in_the_case(&self) -> Side {
        let reaches = |chance: f64| chance.reaches(self.share());
        if self.odds.chance.value.is_ok_and(reaches) { Side::Above } else { Side::Below }
    }

    fn share(&self) -> f64 {
        self.odds.probability.approximate()
    }

    fn through(&mut self, lever: &Lever, places: &[Decimal]) -> (Vec<Crossing>, Holds) {
        let sides: Vec<Measure<Ordering>> = places.iter().map(|place| self.side(lever, f64::of(*place))).collect();
        between(places, &sides, |low, high, rises| {
            let bracket = (f64::of(low), f64::of(high));
            // A scrambling alone is an eighth of the work, and says where to look.
            let near = self.crossing(lever, bracket, None, Some(0));
            let at = self.crossing(lever, bracket, near, None)?;
            let std_error = self.std_error(lever, around(bracket, places), at);
            Some(Crossing { at: in_decimals(at).ok()?, above: Some(rises), std_error })
        })
    }

    /// On which side of its probability the chance lies.
    fn side(&mut self, lever: &Lever, value: f64) -> Measure<Ordering> {
        let (share, target, moved) = (self.share(), self.target, moved(lever, value)?);
        if let Ok(Some(side)) = self.moving.clearly(moved, share, target) {
            return Ok(side);
        }
        self.away(lever, value, None).map(|away| if away > 0.0 { Ordering::Greater } else { Ordering::Less })
    }

    /// How well the draws know a crossing: by where each scrambling alone has it.
    fn std_error(&mut self, lever: &Lever, bracket: (f64, f64), at: f64) -> Option<Decimal> {
        let parts = (0..SCRAMBLINGS).map(|scrambling| self.crossing(lever, bracket, Some(at), Some(scrambling)));
        std_error(&parts.collect::<Option<Vec<f64>>>()?).and_then(|error| in_decimals(error).ok())
    }

    /// The crossing of a bracket; in one scrambling alone, when one is named. When it is known where it is about, it is
    /// looked for there first.
    fn crossing(
        &mut self,
        lever: &Lever,
        bracket: (f64, f64),
        near: Option<f64>,
        scrambling: Option<usize>,
    ) -> Option<f64> {
        let mut within = |(low, high)| crossing(|value: f64| self.away(lever, value, scrambling).ok(), low, high);
        near.and_then(|near| within(close(bracket, near)?)).or_else(|| within(bracket))
    }

    /// How far above the target what the share of the draws reaches is; never nil, since at the target it is reached.
    fn away(&mut self, lever: &Lever, value: f64, scrambling: Option<usize>) -> Measure<f64> {
        let share = self.share();
        let reached = self.moving.reached(moved(lever, value)?, share, scrambling);
        let away = reached.ok().and_then(|figure| figure.minus(self.target)).ok_or(Undefined::OutOfRange)?;
        Ok(if away.size() < NIL { f64::MIN_POSITIVE } else { away })
    }
}

/// What an input is when its lever has a value.
fn moved(lever: &Lever, value: f64) -> Measure<f64> {
    let moved = value.times(f64::of(lever.slope)).and_then(|v| v.plus(f64::of(lever.shift)));
    moved.ok_or(Undefined::OutOfRange)
}

/// A narrow bracket around a place within another.
fn close((low, high): (f64, f64), near: f64) -> Option<(f64, f64)> {
    let width = high.minus(low)?.over(NARROWER)?;
    Some((near.minus(width)?.max(low), near.plus(width)?.min(high)))
}

/// A bracket and as much on either side, for crossings that are not quite where all draws have theirs.
fn around((low, high): (f64, f64), places: &[Decimal]) -> (f64, f64) {
    let end = |place: Option<&Decimal>, other: f64| place.map_or(other, |p| f64::of(*p));
    let (first, last) = (end(places.first(), low), end(places.last(), high));
    let width = high.minus(low).unwrap_or_default();
    (low.minus(width).unwrap_or(low).max(first), high.plus(width).unwrap_or(high).min(last))
}
