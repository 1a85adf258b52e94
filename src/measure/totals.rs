//! Running totals, and what counts as nil beside the largest amount.

use crate::measure::{Flow, Measure, Undefined};
use crate::number::Number;

/// The size below which an amount counts as nil beside the largest of `amounts`.
///
/// ```text
/// mark = largest amount × 10^−20        (× 10^−12 in binary)
/// ```
///
/// Source: method, section 5.
pub fn nil_mark<N: Number>(amounts: impl Iterator<Item = N>) -> N {
    let largest = amounts.fold(N::NIL, |largest, amount| largest.greater(amount.size()));
    largest.times(N::negligible()).unwrap_or(N::NIL)
}

/// The amount, or exactly nil when it is not above the mark.
pub(crate) fn cleared<N: Number>(amount: N, mark: N) -> N {
    if amount.size() > mark { amount } else { N::NIL }
}

/// Where the total stands at each τ; what is below the mark of nil is exactly nil.
pub(crate) fn running_totals<N: Number>(flows: &[Flow<N>]) -> Measure<Vec<Flow<N>>> {
    let mark = nil_mark(flows.iter().map(|flow| flow.amount));
    let mut total = N::NIL;
    let mut totals = Vec::with_capacity(flows.len());
    for flow in flows {
        total = total.plus(flow.amount).ok_or(Undefined::OutOfRange)?;
        totals.push(Flow { at: flow.at, amount: cleared(total, mark) });
    }
    Ok(totals)
}
