//! Stage 11, guarantee: what is paid to investors at the end when they have lost (6.2).

use super::Run;
use super::plan::GuaranteeOf;
use super::record::Receipt;
use super::sharing::Sharing;
use super::whole::{largest_remainder, rounded_down};
use crate::number::Number;

/// The guarantee, rounded down, to investors in proportion to draws.
///
/// ```text
/// recovers    max(0, recovers × all draws − paid to investors until then)
/// first loss  min(first loss, max(0, all draws − paid))
/// ```
pub fn guarantee<N: Number>(
    run: &Run<'_, N>,
    receipts: &[Receipt<N>],
    sharing: &Sharing<N>,
) -> Option<Option<Receipt<N>>> {
    let Some(guarantee) = &run.plan.guarantee else { return Some(None) };
    let day = guarantee.at.or(receipts.last().map(|r| r.day)).unwrap_or(run.plan.start);
    let mut paid = N::NIL;
    for receipt in receipts.iter().filter(|r| r.day <= day) {
        paid = receipt.amounts.iter().try_fold(paid, |sum, a| sum.plus(*a))?;
    }
    let drawn = sharing.drawn.iter().try_fold(N::NIL, |sum, d| sum.plus(*d))?;
    let amount = match guarantee.of {
        GuaranteeOf::Recovers(share) => run.figure(share).times(drawn)?.minus(paid)?,
        GuaranteeOf::FirstLoss(loss) => run.units(run.figure(loss))?.lesser(drawn.minus(paid)?),
    };
    let amount = rounded_down(amount)?.greater(N::NIL);
    let amounts = largest_remainder(amount, &sharing.drawn)?;
    Some(Some(Receipt { day, tau: run.plan.clock.tau(day), amounts }))
}
