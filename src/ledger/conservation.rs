//! Double entry, checked at run time: in every period all parties and the outside sum to nil.

use std::collections::BTreeMap;

use thiserror::Error;

use super::Ledger;
use crate::case::PartyId;
use crate::model::Model;
use crate::number::Number;

/// Money that came from nowhere: our own fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the parties and the outside do not sum to nil in period {}", period + 1)]
pub struct NotNil {
    /// The period, from 0.
    pub period: usize,
}

/// Checks that what all parties and the outside gain and lose sums to nil in every period, to 10^-12 of the largest
/// amount.
///
/// # Errors
/// [`NotNil`] for the first period in which it does not.
pub fn conserved<N: Number>(model: &Model, ledger: &Ledger<N>) -> Result<(), NotNil> {
    let periods = model.calendar.periods().len();
    let mut positions: BTreeMap<&PartyId, Vec<N>> = BTreeMap::new();
    let mut largest = vec![N::NIL; periods];
    for line in &model.lines {
        let shape = model.step(line.amounts).shape;
        for period in shape.from()..shape.from() + shape.len() {
            let amount = ledger.at(model, line.amounts, period);
            let Some(most) = largest.get_mut(period) else { continue };
            *most = most.greater(amount.size());
            for (party, change) in [(&line.from, amount.negated()), (&line.to, amount)] {
                let position = positions.entry(party).or_insert_with(|| vec![N::NIL; periods]);
                position[period] = position[period].plus(change).ok_or(NotNil { period })?;
            }
        }
    }
    for (period, most) in largest.iter().enumerate() {
        let sum = positions.values().try_fold(N::NIL, |sum, p| sum.plus(p[period])).ok_or(NotNil { period })?;
        if sum.size() > most.times(small()).ok_or(NotNil { period })? {
            return Err(NotNil { period });
        }
    }
    Ok(())
}

/// 10^-12.
fn small<N: Number>() -> N {
    N::of(rust_decimal::Decimal::from_parts(1, 0, 0, false, 12))
}
