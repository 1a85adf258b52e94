//! Whole minor units: rounding, and sharing a whole number in whole numbers.

use crate::case::contract::Rounding;
use crate::number::{Number, Whole};

/// A value that differs from a whole or a half number by less than 10⁻¹⁵ of itself (or of one) as that number (6.3).
fn settled<N: Number>(value: N) -> Option<N> {
    let doubled = value.plus(value)?;
    let nearest = doubled.plus(N::HALF)?.floor();
    let slack = value.size().greater(N::ONE).times(N::near())?;
    let off = doubled.minus(nearest)?.size().times(N::HALF)?;
    if off < slack { nearest.times(N::HALF) } else { Some(value) }
}

/// The largest whole number not above, where what lies within 10⁻¹⁵ of a whole number counts as that.
pub fn rounded_down<N: Number>(value: N) -> Option<N> {
    value.whole_by(Whole::Floor, whole)
}

/// The nearest whole number, halves away from nil; of the magnitude.
pub fn rounded_half_up<N: Number>(value: N) -> Option<N> {
    rounded(value, Rounding::HalfUp)
}

/// A whole number, as a contract rounds: of the magnitude (6.2, `rounding`).
pub fn rounded<N: Number>(value: N, rounding: Rounding) -> Option<N> {
    let how = match rounding {
        Rounding::Down => Whole::TowardsNil,
        Rounding::HalfUp => Whole::HalfUp,
        Rounding::HalfEven => Whole::HalfEven,
    };
    value.whole_by(how, whole)
}

/// A number made whole; in draws it is one step.
pub fn whole<N: Number>(value: N, how: Whole) -> Option<N> {
    if how == Whole::Floor {
        return Some(settled(value)?.floor());
    }
    let size = settled(value.size())?;
    let below = size.floor();
    let rest = size.minus(below)?;
    let up = match how {
        Whole::Floor | Whole::TowardsNil => false,
        Whole::HalfUp => rest >= N::HALF,
        Whole::HalfEven if rest == N::HALF => {
            let pairs = below.times(N::HALF)?;
            pairs.floor() != pairs
        }
        Whole::HalfEven => rest > N::HALF,
    };
    let whole = if up { below.plus(N::ONE)? } else { below };
    Some(if value < N::NIL { whole.negated() } else { whole })
}

/// A value rounded half-up to so many decimals, before it is compared with a mark (stage 2).
pub fn to_digits<N: Number>(value: N, digits: Option<u32>) -> Option<N> {
    let Some(digits) = digits else { return Some(value) };
    let scale = N::whole(10_i64.checked_pow(digits)?);
    rounded_half_up(value.times(scale)?)?.over(scale)
}

/// A whole number shared in proportion to weights: whole units down, then one each to the largest remainders, ties to
/// the first. Equal shares when all weights are nil. Of a number below nil, the mirror image.
///
/// ```text
/// quota = total × weight ÷ Σ weights
/// ```
pub fn largest_remainder<N: Number>(total: N, weights: &[N]) -> Option<Vec<N>> {
    if weights.len() == 1 {
        return Some(vec![total]);
    }
    let sum = weights.iter().try_fold(N::NIL, |sum, w| sum.plus(*w))?;
    let count = N::whole(i64::try_from(weights.len()).ok()?);
    let mut parts = Vec::with_capacity(weights.len());
    let mut rests = Vec::with_capacity(weights.len());
    let mut left = total.size();
    for weight in weights {
        let quota = if sum.is_nil() { total.size().over(count)? } else { total.size().times(*weight)?.over(sum)? };
        let down = rounded_down(quota)?;
        left = left.minus(down)?;
        rests.push((quota.minus(down)?, quota.greater(N::ONE).times(N::near())?));
        parts.push(down);
    }
    let mut given = vec![false; parts.len()];
    while left >= N::HALF {
        let mut best: Option<(usize, N)> = None;
        for (place, (rest, slack)) in rests.iter().enumerate() {
            if !given[place] && best.is_none_or(|(_, most)| most.plus(*slack).is_some_and(|m| *rest > m)) {
                best = Some((place, *rest));
            }
        }
        let Some((place, _)) = best else { break };
        given[place] = true;
        parts[place] = parts[place].plus(N::ONE)?;
        left = left.minus(N::ONE)?;
    }
    if total < N::NIL {
        parts.iter_mut().for_each(|p| *p = p.negated());
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn halves_go_where_the_contract_says() {
        for (value, up, even, down) in [
            ("2.5", 3, 2, 2),
            ("3.5", 4, 4, 3),
            ("-2.5", -3, -2, -2),
            ("2.4999999999999999", 3, 2, 2),
            ("-0.4", 0, 0, 0),
        ] {
            let at = |r| rounded(decimal(value), r).unwrap();
            assert_eq!(at(Rounding::HalfUp), Decimal::from(up), "{value}");
            assert_eq!(at(Rounding::HalfEven), Decimal::from(even), "{value}");
            assert_eq!(at(Rounding::Down), Decimal::from(down), "{value}");
        }
        // 0.1 + 0.2 is above 0.3 in binary; times ten it is three.
        assert_eq!(rounded_down((0.3_f64 - 0.1) * 10.0), Some(2.0));
    }

    #[test]
    fn one_unit_among_three_goes_to_the_first() {
        let third = [Decimal::ONE; 3];
        assert_eq!(largest_remainder(Decimal::ONE, &third).unwrap(), [decimal("1"), decimal("0"), decimal("0")]);
        assert_eq!(largest_remainder(decimal("-2"), &third).unwrap(), [decimal("-1"), decimal("-1"), decimal("0")]);
        // 10 at 57/43: 5.7 and 4.3, the larger remainder gets the last.
        let shares = [decimal("0.57"), decimal("0.43")];
        assert_eq!(largest_remainder(decimal("10"), &shares).unwrap(), [decimal("6"), decimal("4")]);
        assert_eq!(largest_remainder(decimal("5"), &[Decimal::ZERO; 2]).unwrap(), [decimal("3"), decimal("2")]);
    }
}
