//! Break-even: the values at which a figure is nil, the others at their base.

use rust_decimal::Decimal;

use super::degree::{Degree, degree};
use crate::case::{Effect, Outcome};
use crate::ledger::{Assignment, evaluate};
use crate::measure::solve::crossing;
use crate::model::{InputId, Model, StepId};

/// On which side of the target a figure lies everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// Where a figure meets its target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BreakEven {
    /// What the value is in the case.
    pub base: Decimal,
    /// Every value at which the figure meets the target, rising.
    pub crossings: Vec<Decimal>,
    /// Where the figure lies when there is none.
    pub always: Option<Side>,
}

/// Steps in which a rate's domain is searched.
const STEPS: i64 = 40;

/// Break-even of an outcome's effect, as its net rate: the expected (or added) rate moves until `figure` is nil.
///
/// Searched between −1 and 1 for persons, else between 0 and 1,000 times the effect of the case. `None` when the effect
/// cannot be computed, or is nil where its domain depends on it.
pub fn effect(model: &Model, outcome: &Outcome, figure: StepId) -> Option<BreakEven> {
    let moved = Moved::of(model, outcome)?;
    let base = moved.net_rate;
    let (low, high) = if outcome.is_in_persons() {
        (Decimal::NEGATIVE_ONE, Decimal::ONE)
    } else if base > Decimal::ZERO {
        (Decimal::ZERO, base.checked_mul(Decimal::from(1_000))?)
    } else {
        return None;
    };
    let at = |net_rate: Decimal| -> Option<Decimal> {
        let assignment = Assignment::base(model).with(moved.input, moved.rate(net_rate)?);
        Some(evaluate(model, &assignment).ok()?.single(figure))
    };
    let (first, last) = (at(low)?, at(high)?);
    if degree(model, moved.input, figure) <= Degree::Linear {
        return Some(found(base, crossing(at, low, high).into_iter().collect(), first, last));
    }
    let mut crossings = Vec::new();
    let step = high.checked_sub(low)?.checked_div(Decimal::from(STEPS))?;
    let mut from = low;
    for n in 1..=STEPS {
        let until = if n == STEPS { high } else { low.checked_add(step.checked_mul(Decimal::from(n))?)? };
        if let (Some(a), Some(b)) = (at(from), at(until))
            && (a.is_sign_negative() != b.is_sign_negative() || b.is_zero())
            && let Some(found) = crossing(at, from, until)
            && crossings.last() != Some(&found)
        {
            crossings.push(found);
        }
        from = until;
    }
    Some(found(base, crossings, first, last))
}

fn found(base: Decimal, crossings: Vec<Decimal>, first: Decimal, last: Decimal) -> BreakEven {
    let always = match (crossings.is_empty(), first.max(last) > Decimal::ZERO) {
        (false, _) => None,
        (true, true) => Some(Side::Above),
        (true, false) => Some(Side::Below),
    };
    BreakEven { base, crossings, always }
}

/// The rate that moves when an effect does, and how it follows from the net rate.
struct Moved {
    input: InputId,
    net_rate: Decimal,
    /// Rate = net rate × slope + shift.
    slope: Decimal,
    shift: Decimal,
}

impl Moved {
    fn of(model: &Model, outcome: &Outcome) -> Option<Moved> {
        let one = Decimal::ONE;
        let (input, net_rate, slope, shift) = match &outcome.effect {
            Effect::ExpectedAndBaseline { expected, baseline } => {
                (expected, expected.value.checked_sub(baseline.value)?, one, baseline.value)
            }
            Effect::ExpectedAndCounterfactual { expected, counterfactual } => {
                let left = one.checked_sub(counterfactual.value)?;
                (expected, expected.value.checked_mul(left)?, one.checked_div(left)?, Decimal::ZERO)
            }
            Effect::BaselineAndAdded { added, .. } | Effect::Added(added) => (added, added.value, one, Decimal::ZERO),
        };
        Some(Moved { input: model.input_id(&input.path)?, net_rate, slope, shift })
    }

    fn rate(&self, net_rate: Decimal) -> Option<Decimal> {
        net_rate.checked_mul(self.slope)?.checked_add(self.shift)
    }
}
