//! How deep the purse must be.

use crate::calendar::Years;
use crate::measure::totals::{nil_mark, running_totals};
use crate::measure::{Flow, Measure, Undefined};
use crate::number::Number;

/// The most that is laid out at any one time, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outlay<N> {
    /// At least nil.
    pub amount: N,
    /// The first τ at which it is laid out; none when nothing ever is.
    pub at: Option<Years>,
}

/// Minus the lowest running total of `flows`, at least nil, with the first τ at which it is met.
///
/// ```text
/// deepest outlay = max(0, − min over τ of Σ flows up to τ)
/// ```
///
/// Less than all that is spent when payments come in meanwhile and are spent again. Two totals that differ by less than
/// 10^−20 of the largest flow are the same depth. `flows` lie in order of τ, one for each.
///
/// # Undefined
/// `out_of_range` when a total leaves the range of the number.
///
/// Source: method, section 5.
///
/// ```
/// use afkast::{calendar::Years, measure::{Flow, outlay::deepest_outlay}};
/// let flow = |year, amount| Flow { at: Years::whole(year), amount };
/// let outlay = deepest_outlay(&[flow(0, -100.0), flow(1, -50.0), flow(2, 90.0), flow(3, -30.0)])?;
/// assert_eq!((outlay.amount, outlay.at), (150.0, Some(Years::whole(1)))); // although 180 are spent
/// # Ok::<(), afkast::measure::Undefined>(())
/// ```
pub fn deepest_outlay<N: Number>(flows: &[Flow<N>]) -> Measure<Outlay<N>> {
    let mark = nil_mark(flows.iter().map(|flow| flow.amount));
    let mut deepest = Outlay { amount: N::NIL, at: None };
    for total in running_totals(flows)? {
        let depth = total.amount.negated();
        let deeper_by = depth.minus(deepest.amount).ok_or(Undefined::OutOfRange)?;
        if deeper_by > mark {
            deepest = Outlay { amount: depth, at: Some(total.at) };
        }
    }
    Ok(deepest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn the_first_of_two_equal_depths_gives_the_date() {
        let amounts = [-3, 1, -1, 4].map(Decimal::from);
        let flows: Vec<_> = (0..).map(Years::months).zip(amounts).map(|(at, amount)| Flow { at, amount }).collect();
        let expected = Outlay { amount: Decimal::from(3), at: Some(Years::NIL) };
        assert_eq!(deepest_outlay(&flows), Ok(expected));
    }

    #[test]
    fn who_never_lays_out_has_no_date() {
        let nothing = Outlay { amount: 0.0, at: None };
        assert_eq!(deepest_outlay::<f64>(&[]), Ok(nothing));
        assert_eq!(deepest_outlay(&[Flow { at: Years::NIL, amount: 5.0 }]), Ok(nothing));
    }
}
