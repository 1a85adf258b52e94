//! Where a figure meets its target along one lever: binary numbers find where to look, decimals settle it.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Lever;
use super::degree::{Degree, degree};
use super::sides::between;
use super::switching::{Crossing, Holds, Side};
use super::trials::Trials;
use crate::ledger::Moved;
use crate::measure::solve::crossing;
use crate::measure::{Measure, Undefined};
use crate::number::Number;

/// Steps in which a rate's domain is searched.
const STEPS: u32 = 40;
/// Doublings from the smallest step to the base.
const DOUBLINGS: u32 = 10;
/// How often a bracket is halved, at most.
const HALVES: u32 = 100;
/// How many times its base a value without a highest is searched to.
const FURTHEST: u32 = 1_000;

/// The values at which a lever is tried, rising; none when it has no range.
///
/// Shares, rates and effects on persons in 40 equal steps through their domain; everything else from nil in steps that
/// double from base ÷ 1,024, up to 1,000 times the base.
pub(super) fn places(lever: &Lever) -> Option<Vec<Decimal>> {
    if let (Some(low), Some(high)) = (lever.lowest, lever.highest) {
        let step = high.checked_sub(low)?.checked_div(Decimal::from(STEPS))?;
        let place = |n: u32| step.checked_mul(Decimal::from(n)).and_then(|way| low.checked_add(way));
        let mut places: Vec<Decimal> = (0..STEPS).filter_map(place).collect();
        places.push(high);
        return Some(places);
    }
    if lever.base.is_zero() {
        return None;
    }
    let mut places = vec![Decimal::ZERO];
    let furthest = lever.base.checked_mul(Decimal::from(FURTHEST))?;
    let mut at = lever.base.checked_div(Decimal::from(1_u32 << DOUBLINGS))?;
    for doubling in 0.. {
        if doubling == DOUBLINGS {
            at = lever.base; // To the last digit.
        }
        if at.abs() >= furthest.abs() {
            break;
        }
        places.push(at);
        at = at.checked_mul(Decimal::TWO)?;
    }
    places.push(furthest);
    if furthest < Decimal::ZERO {
        places.reverse();
    }
    Some(places)
}

/// One lever while it is searched.
pub(super) struct Search<'t, 's, 'c> {
    pub trials: &'t mut Trials<'s, 'c>,
    pub lever: &'t Lever,
    pub moved: Moved,
    pub target: Decimal,
}

impl Search<'_, '_, '_> {
    /// Every crossing, rising, and what holds when there is none.
    pub fn found(mut self) -> (Vec<Crossing>, Holds) {
        let Some(places) = places(self.lever) else { return (Vec::new(), Holds::NoRange) };
        let found = self.along(&places);
        self.trials.undo(self.lever, &self.moved);
        found
    }

    fn along(&mut self, places: &[Decimal]) -> (Vec<Crossing>, Holds) {
        let degree = match (self.moved.is_empty(), self.trials.subject.sought.step(), self.lever.input) {
            (true, _, _) | (_, _, None) => Degree::None,
            (false, Some(step), Some(input)) => degree(self.trials.subject.model, input, step),
            (false, None, _) => Degree::Other,
        };
        match (degree, places) {
            (Degree::None, _) => self.constant(),
            (Degree::Linear, [low, .., high]) => match (self.exact(*low), self.exact(*high)) {
                (Ok(at_low), Ok(at_high)) => {
                    let sides = [Ok(side(at_low)), Ok(side(at_high))];
                    self.between(&[*low, *high], &sides)
                }
                _ => self.through(places),
            },
            _ => self.through(places),
        }
    }

    /// A figure that does not hang on the lever.
    fn constant(&self) -> (Vec<Crossing>, Holds) {
        match self.trials.base().map(|base| base.cmp(&self.target)) {
            Ok(Ordering::Equal) => (vec![Crossing::at(self.lever.base)], Holds::Crosses),
            Ok(Ordering::Greater) => (Vec::new(), Holds::Always(Side::Above)),
            Ok(Ordering::Less) => (Vec::new(), Holds::Always(Side::Below)),
            Err(why) => (Vec::new(), Holds::Undefined(why)),
        }
    }

    fn through(&mut self, places: &[Decimal]) -> (Vec<Crossing>, Holds) {
        let target = f64::of(self.target);
        let away: Vec<Measure<f64>> = places
            .iter()
            .map(|place| self.trials.fast(self.lever, &self.moved, f64::of(*place)))
            .map(|figure| figure.and_then(|f| f.minus(target).ok_or(Undefined::OutOfRange)))
            .collect();
        let largest = away.iter().flatten().fold(target.size(), |most, away| most.greater(away.size()));
        let unclear = largest.times(f64::of(Decimal::from_parts(1, 0, 0, false, 9))).unwrap_or(0.0);
        let mut sides = Vec::with_capacity(places.len());
        for (place, away) in places.iter().zip(&away) {
            sides.push(match away {
                Ok(away) if away.size() > unclear => Ok(if *away > 0.0 { Ordering::Greater } else { Ordering::Less }),
                _ => self.exact(*place).map(side),
            });
        }
        self.between(places, &sides)
    }

    /// The crossings between places whose sides are known.
    fn between(&mut self, places: &[Decimal], sides: &[Measure<Ordering>]) -> (Vec<Crossing>, Holds) {
        between(places, sides, |low, high, rises| {
            self.settled(low, high).map(|at| Crossing { above: Some(rises), ..Crossing::at(at) })
        })
    }

    /// The crossing between two places at which the figure lies on either side.
    fn settled(&mut self, low: Decimal, high: Decimal) -> Option<Decimal> {
        let (lever, moved, target) = (self.lever, &self.moved, f64::of(self.target));
        let trials = &mut *self.trials;
        let near = crossing(|x: f64| trials.fast(lever, moved, x).ok()?.minus(target), f64::of(low), f64::of(high));
        let width = high.checked_sub(low)?;
        for digits in near.iter().flat_map(|_| [9, 6, 3]) {
            let near = near.and_then(Decimal::nearest)?;
            let around = width.checked_mul(Decimal::from_parts(1, 0, 0, false, digits))?;
            let (from, until) = (near.checked_sub(around)?.max(low), near.checked_add(around)?.min(high));
            if let Some(found) = self.narrowed(from, until) {
                return self.meets(found, low, high);
            }
        }
        self.narrowed(low, high).and_then(|found| self.meets(found, low, high))
    }

    /// A crossing, unless the figure grows without end there, as a quotient does where its divisor is nil.
    fn meets(&mut self, found: Decimal, low: Decimal, high: Decimal) -> Option<Decimal> {
        let at_ends = self.exact(low).ok()?.abs().max(self.exact(high).ok()?.abs());
        (self.exact(found).ok()?.abs() <= at_ends).then_some(found)
    }

    /// The crossing in a bracket: where the figure is smooth two chords settle it to the last digits; where it jumps, or
    /// goes in steps as rounded payments do, halves find the first value on the other side to 14 digits. `None` when the
    /// figure has one side at both ends.
    fn narrowed(&mut self, from: Decimal, until: Decimal) -> Option<Decimal> {
        let (mut low, mut high) = ((from, self.exact(from).ok()?), (until, self.exact(until).ok()?));
        if low.1.is_zero() || high.1.is_zero() {
            return Some(if low.1.is_zero() { from } else { until });
        }
        if low.1.is_sign_negative() == high.1.is_sign_negative() {
            return None;
        }
        for _ in 0..HALVES {
            let at = chord(low, high)?;
            let left = (at, self.exact(at).ok()?);
            let other = if left.1.is_sign_negative() == low.1.is_sign_negative() { high } else { low };
            let bend = high.1.checked_sub(low.1)?.abs().checked_mul(Decimal::from_parts(1, 0, 0, false, 6))?;
            if left.1.is_zero() {
                return Some(at);
            }
            if left.1.abs() <= bend {
                return chord(left, other);
            }
            (low, high) = if other == high { (left, high) } else { (low, left) };
            let middle = low.0.checked_add(high.0)?.checked_div(Decimal::TWO)?;
            let halfway = (middle, self.exact(middle).ok()?);
            if halfway.1.is_sign_negative() == low.1.is_sign_negative() {
                low = halfway;
            } else {
                high = halfway;
            }
            let fine = high.0.abs().checked_mul(Decimal::from_parts(1, 0, 0, false, 14))?;
            if high.0.checked_sub(low.0)? <= fine {
                break;
            }
        }
        Some(high.0)
    }

    /// How far the figure is from the target, exactly.
    fn exact(&mut self, value: Decimal) -> Measure<Decimal> {
        let figure = self.trials.exact(self.lever, &self.moved, value)?;
        figure.checked_sub(self.target).ok_or(Undefined::OutOfRange)
    }
}

fn side(away: Decimal) -> Ordering {
    away.cmp(&Decimal::ZERO)
}

/// Where the straight line through two points meets nil.
fn chord(one: (Decimal, Decimal), other: (Decimal, Decimal)) -> Option<Decimal> {
    let share = one.1.checked_div(one.1.checked_sub(other.1)?)?;
    one.0.checked_add(other.0.checked_sub(one.0)?.checked_mul(share)?)
}
