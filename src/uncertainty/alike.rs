//! What stands equally near, or is equally wide: keys to order by in which what differs by rounding on the way alone is the
//! same, so that ties go by path. Each key is a rounded number, and no pair is compared by a tolerance: that would be no
//! order.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::number::rounded;

/// Digits in which widths are compared; decimals carry 28.
const WIDTH: u32 = 15;
/// Digits and decimals in which distances are compared. Where a figure jumps a crossing is settled to 14 digits, and in
/// draws to about as many; a distance is a share of the base, so that its decimals are digits of the crossing.
const DISTANCE: u32 = 12;
/// Digits in which binary numbers say which of two widths is the larger.
const BINARY: u32 = 12;
/// Figures that differ by no more than this part of themselves are printed alike.
const PRINTED: Decimal = Decimal::from_parts(1, 0, 0, false, 20);

/// How far a crossing lies from the base, as a share of it.
pub(super) fn distance(away: Decimal) -> Decimal {
    to_digits(rounded(away, DISTANCE), DISTANCE)
}

/// How far two figures lie apart.
pub(super) fn width(one: Decimal, other: Decimal) -> Option<Decimal> {
    let apart = other.checked_sub(one)?.abs();
    let printed = one.abs().max(other.abs()).checked_mul(PRINTED)?;
    Some(if apart <= printed { Decimal::ZERO } else { to_digits(apart, WIDTH) })
}

/// How far two figures lie apart, as binary numbers know it.
pub(super) fn binary_width(apart: Decimal) -> Decimal {
    to_digits(apart, BINARY)
}

fn to_digits(value: Decimal, digits: u32) -> Decimal {
    value.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_rounding_left_is_no_difference() {
        // A third, and one whose last of 28 digits differs.
        let (third, other) = (Decimal::ONE / dec("3"), dec("0.3333333333333333333333333334"));
        assert_ne!(third, other);
        assert_eq!(distance(third), distance(other));
        assert_eq!(width(Decimal::ZERO, third), width(other, Decimal::ZERO));
        // A difference in the 15th digit is one of widths, in the 12th one of distances.
        assert_ne!(width(dec("0"), dec("1.23456789012345")), width(dec("0"), dec("1.23456789012346")));
        assert_ne!(distance(dec("123.456789012")), distance(dec("123.456789013")));
        // What is left where a figure does not move: 20 digits less than the figure.
        assert_eq!(width(dec("12345.678"), dec("12345.6780000000000000000001")), Some(Decimal::ZERO));
    }
}
