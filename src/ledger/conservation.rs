//! Double entry, checked at run time: in every period all parties and the outside sum to nil.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{Fault, FaultKind, Ledger};
use crate::case::PartyId;
use crate::model::{Model, Shape, StepId};
use crate::number::Number;

/// Why the parties cannot be shown to sum to nil.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NotNil {
    /// Money came from nowhere: our own fault.
    #[error("the parties and the outside do not sum to nil in period {}", .0 + 1)]
    InPeriod(usize),
    /// The sum leaves the range of the number.
    #[error(transparent)]
    OutOfRange(Fault),
}

/// Checks that what all parties and the outside gain and lose sums to nil in every period, to 10^-12 of the largest
/// amount.
///
/// # Errors
/// [`NotNil`] for the first period in which it does not, or for the line that takes a sum out of range.
pub fn conserved<N: Number>(model: &Model, ledger: &Ledger<N>) -> Result<(), NotNil> {
    let mut of: BTreeMap<&PartyId, Vec<(StepId, bool)>> = BTreeMap::new();
    for line in &model.lines {
        of.entry(&line.from).or_default().push((line.amounts, false));
        of.entry(&line.to).or_default().push((line.amounts, true));
    }
    let periods = model.calendar.periods().len();
    let (mut sums, mut largest) = (vec![N::NIL; periods], vec![N::NIL; periods]);
    for amounts in of.values() {
        add_position(model, ledger, amounts, &mut sums, &mut largest)?;
    }
    for (period, (sum, most)) in sums.iter().zip(&largest).enumerate() {
        if sum.size() > most.times(small()).unwrap_or(N::NIL) {
            return Err(NotNil::InPeriod(period));
        }
    }
    Ok(())
}

/// Adds what a party gains and loses to the sums over all parties.
fn add_position<N: Number>(
    model: &Model,
    ledger: &Ledger<N>,
    amounts: &[(StepId, bool)],
    sums: &mut [N],
    largest: &mut [N],
) -> Result<(), NotNil> {
    let shapes = || amounts.iter().map(|(step, _)| model.step(*step).shape).filter(|s| !s.is_empty());
    let from = shapes().map(Shape::from).min().unwrap_or(0);
    let until = shapes().map(|s| s.from() + s.len()).max().unwrap_or(0).min(sums.len());
    let mut position = vec![N::NIL; until.saturating_sub(from)];
    let out_of_range = |step, place| NotNil::OutOfRange(Fault { step, place, kind: FaultKind::OutOfRange });
    for (step, comes_in) in amounts {
        let shape = model.step(*step).shape;
        for period in shape.from()..shape.from() + shape.len() {
            let amount = ledger.at(model, *step, period);
            let (Some(most), Some(held)) = (largest.get_mut(period), position.get_mut(period - from)) else { continue };
            *most = most.greater(amount.size());
            let change = if *comes_in { amount } else { amount.negated() };
            *held = held.plus(change).ok_or_else(|| out_of_range(*step, period))?;
        }
    }
    let Some((last, _)) = amounts.last() else { return Ok(()) };
    for (place, held) in position.iter().enumerate() {
        let Some(sum) = sums.get_mut(from + place) else { continue };
        *sum = sum.plus(*held).ok_or_else(|| out_of_range(*last, from + place))?;
    }
    Ok(())
}

/// 10^-12.
fn small<N: Number>() -> N {
    N::of(rust_decimal::Decimal::from_parts(1, 0, 0, false, 12))
}
