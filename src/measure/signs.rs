//! What signs alone prove about internal rates.

use crate::measure::totals::nil_mark;
use crate::number::Number;

/// Whether signs prove that there is no second root, over all rates above −100 %.
///
/// By Descartes' rule one change of sign of the flows is enough. The value is also an integral of the running total,
/// weighted with a power of the rate: there are no more roots above 0 % than the running total has changes of sign, and,
/// counting back from the last flow, none more below 0 % than the total still to come has. 0 % is a root only when all
/// adds up to nil.
///
/// Source: Descartes' rule of signs for any exponents (Laguerre, 1883); Norstrøm (1972), who needs only the rates above
/// 0 %.
pub(crate) fn at_most_one_root<N: Number>(flows: &[(u32, N)]) -> Option<bool> {
    let amounts = || flows.iter().map(|&(_, amount)| amount);
    if changes_of_sign(amounts().map(Some), N::NIL)? <= 1 {
        return Some(true);
    }
    let mark = nil_mark(amounts());
    let total = totals(amounts()).last().flatten()?;
    if total.size() <= mark {
        return Some(false);
    }
    let above = changes_of_sign(totals(amounts()), mark)?;
    Some(above <= 1 && above + changes_of_sign(totals(amounts().rev()), mark)? <= 1)
}

fn totals<N: Number>(amounts: impl Iterator<Item = N>) -> impl Iterator<Item = Option<N>> {
    amounts.scan(Some(N::NIL), |total, amount| {
        *total = total.and_then(|total| total.plus(amount));
        Some(*total)
    })
}

/// How often the sign changes, passing over what is not above the mark of nil.
fn changes_of_sign<N: Number>(values: impl Iterator<Item = Option<N>>, mark: N) -> Option<usize> {
    let mut changes = 0;
    let mut before: Option<bool> = None;
    for value in values {
        let value = value?;
        if value.size() <= mark {
            continue;
        }
        let is_above = value > N::NIL;
        changes += usize::from(before.is_some_and(|before| before != is_above));
        before = Some(is_above);
    }
    Some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_root_is_proven_by_flows_or_by_totals_from_both_ends() {
        for (amounts, proven) in [
            (&[-100.0, 30.0, 90.0][..], true),
            (&[-100.0, -5.0, 30.0, 90.0], true),
            // totals −100 −40 −50 10 30; to come 30 130 70 80 20: one change above 0 %, none below
            (&[-100.0, 60.0, -10.0, 60.0, 20.0], true),
            // totals −100 130 −2: a second root above 0 % is not ruled out (10 % and 20 %)
            (&[-100.0, 230.0, -132.0], false),
            // totals −100 0 7 have one change, but what is still to come, −7, 93, −7, has two: −68 % and −8 %
            (&[-100.0, 100.0, 0.0, -7.0], false),
            // all adds up to nil: 0 % is one root, and there may be others
            (&[-1.0, 3.0, -2.0], false),
        ] {
            let flows: Vec<(u32, f64)> = (0..).zip(amounts.iter().copied()).filter(|(_, a)| *a != 0.0).collect();
            assert_eq!(at_most_one_root(&flows), Some(proven), "{amounts:?}");
        }
    }
}
