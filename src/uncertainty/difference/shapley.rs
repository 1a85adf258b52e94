//! How much of a change each of several causes makes: the average over all orders of making them, exact.

use num_bigint::{BigInt, Sign};
use num_traits::{ToPrimitive, Zero};
use rust_decimal::Decimal;

/// Decimals in which sums are exact.
const SCALE: u32 = 28;

/// The Shapley value of each of `n` causes, from the figure after every subset of them.
///
/// `figures[s]` is the figure when the causes whose bits are set in `s` have been made. The shares are rounded to
/// `decimals`, and what rounding leaves goes to those that lost most by it, so that they add up to the last digit to the
/// whole change, `figures[all]` less `figures[0]`, each rounded to `decimals`.
///
/// ```text
/// share of i = Σ over subsets S without i of |S|! (n − |S| − 1)! ÷ n! × (figure after S and i − figure after S)
/// ```
///
/// Source: Shapley (1953), "A value for n-person games".
///
/// ```
/// use afkast::uncertainty::shapley;
/// use rust_decimal::Decimal;
/// // Two factors, 2 × 3 and then 4 × 5: 6, 12, 10, 20. One makes (6 + 10) ÷ 2 = 8 of it, the other (4 + 8) ÷ 2 = 6.
/// let figures = [6, 12, 10, 20].map(Decimal::from);
/// assert_eq!(shapley(&figures, 0), [Decimal::from(8), Decimal::from(6)]);
/// ```
pub fn shapley(figures: &[Decimal], decimals: u32) -> Vec<Decimal> {
    let causes = figures.len().max(1).ilog2() as usize;
    let figures: Vec<BigInt> = figures.iter().map(|f| whole(*f, SCALE)).collect();
    let factorials: Vec<BigInt> = (0..=causes)
        .scan(BigInt::from(1), |product, n| {
            *product *= BigInt::from(n.max(1));
            Some(product.clone())
        })
        .collect();
    let shares: Vec<BigInt> = (0..causes)
        .map(|cause| {
            let bit = 1 << cause;
            // Sums by the size of the subset first: a few products instead of thousands.
            let mut by_size = vec![BigInt::zero(); causes];
            for subset in (0..figures.len()).filter(|subset| subset & bit == 0) {
                let change = &figures[subset | bit] - &figures[subset];
                by_size[subset.count_ones() as usize] += change;
            }
            let weighed =
                by_size.iter().enumerate().map(|(size, sum)| sum * &factorials[size] * &factorials[causes - size - 1]);
            weighed.sum()
        })
        .collect();
    let ends = match (figures.first(), figures.last()) {
        (Some(first), Some(last)) => rounded(last, decimals) - rounded(first, decimals),
        _ => BigInt::zero(),
    };
    let divisor = &factorials[causes] * BigInt::from(10).pow(SCALE - decimals);
    handed_out(&shares, &divisor, &ends).iter().map(|share| decimal(share, decimals)).collect()
}

/// Shares over a divisor as whole numbers that add up to a total: each rounded down, and what is left handed out by the
/// size of what was cut off.
fn handed_out(shares: &[BigInt], divisor: &BigInt, total: &BigInt) -> Vec<BigInt> {
    let floor = |share: &BigInt| -> BigInt {
        let quotient = share / divisor;
        if (share % divisor).sign() == Sign::Minus { quotient - 1 } else { quotient }
    };
    let mut whole: Vec<BigInt> = shares.iter().map(floor).collect();
    let left = total - whole.iter().sum::<BigInt>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|i| (&whole[*i] * divisor - &shares[*i], *i));
    let (one, count) = if left.sign() == Sign::Minus { (BigInt::from(-1), -&left) } else { (BigInt::from(1), left) };
    if one.sign() == Sign::Minus {
        order.reverse();
    }
    let count = count.to_usize().unwrap_or(0);
    for place in order.iter().cycle().take(if order.is_empty() { 0 } else { count }) {
        whole[*place] += &one;
    }
    whole
}

/// A decimal as a whole number of units of so many decimals.
fn whole(value: Decimal, decimals: u32) -> BigInt {
    BigInt::from(value.mantissa()) * BigInt::from(10).pow(decimals - value.scale().min(decimals))
}

/// A whole number of 10^−28 as one of so many decimals, halves away from nil.
fn rounded(value: &BigInt, decimals: u32) -> BigInt {
    let unit = BigInt::from(10).pow(SCALE - decimals);
    let half = &unit / 2;
    if value.sign() == Sign::Minus { (value - half) / unit } else { (value + half) / unit }
}

fn decimal(value: &BigInt, decimals: u32) -> Decimal {
    let number = value.to_i128().and_then(|v| Decimal::try_from_i128_with_scale(v, decimals).ok());
    number.map_or(Decimal::ZERO, |n| n.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn three_factors_by_hand() {
        // 1 × 1 × 1 becomes 2 × 3 × 4. In the order abc a makes 1, b (3 − 1) × 2 = 4, c (4 − 1) × 6 = 18. Over all six
        // orders a makes 1, 1, 3, 4, 12, 12: 33 ÷ 6 = 5.5; b 4, 16, 2, 2, 8, 16: 48 ÷ 6 = 8; c 18, 6, 18, 9, 3, 3: 57 ÷ 6
        // = 9.5. Together 23 = 24 − 1.
        let figures: Vec<Decimal> = (0..8_u32)
            .map(|s| {
                let factor = |bit: u32, by: u32| if s & bit == 0 { 1 } else { by };
                Decimal::from(factor(1, 2) * factor(2, 3) * factor(4, 4))
            })
            .collect();
        assert_eq!(shapley(&figures, 1), [dec("5.5"), dec("8"), dec("9.5")]);
    }

    #[test]
    fn what_cannot_be_divided_evenly_still_adds_up() {
        // Three equal causes of 1: a third each, and the last digit to one of them.
        let figures = [0, 1, 1, 1, 1, 1, 1, 1].map(Decimal::from);
        let shares = shapley(&figures, 4);
        assert_eq!(shares, [dec("0.3334"), dec("0.3333"), dec("0.3333")]);
        assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE);
        let losses = figures.map(|f| -f);
        assert_eq!(shapley(&losses, 4).iter().sum::<Decimal>(), -Decimal::ONE);
    }

    #[test]
    fn no_cause_makes_no_change() {
        assert!(shapley(&[Decimal::ONE], 2).is_empty());
    }
}
