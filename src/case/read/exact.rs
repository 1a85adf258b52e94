//! Numbers as people write them, and never rounded on the way in: `0.10`, `"12.5 %"`, `"1/3"`.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use rust_decimal::Decimal;

use crate::document::{BadNumber, Literal};

/// A number with its exact worth, also when that has no end in decimals.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Exact {
    /// What is calculated with, to 28 digits.
    pub decimal: Decimal,
    /// The two whole numbers of a fraction.
    fraction: Option<(Decimal, Decimal)>,
}

impl Exact {
    /// A number that decimals can hold.
    pub const fn of(decimal: Decimal) -> Exact {
        Exact { decimal, fraction: None }
    }
    /// The number itself; none when it is a fraction.
    pub fn in_decimals(&self) -> Option<Decimal> {
        self.fraction.is_none().then_some(self.decimal)
    }
    /// The number as a ratio of whole numbers.
    pub fn ratio(&self) -> BigRational {
        match self.fraction {
            Some((above, below)) if !below.is_zero() => ratio(above) / ratio(below),
            _ => ratio(self.decimal),
        }
    }
}

/// A decimal as a ratio of whole numbers.
pub fn ratio(decimal: Decimal) -> BigRational {
    let below = BigInt::from(10).pow(decimal.scale());
    if below.is_zero() {
        return BigRational::zero();
    }
    BigRational::new(BigInt::from(decimal.mantissa()), below)
}

/// A ratio to as many digits as a decimal has room for; none when it is too large for one.
pub fn decimal(ratio: &BigRational) -> Option<Decimal> {
    let whole = |number: &BigInt| Decimal::try_from_i128_with_scale(i128::try_from(number).ok()?, 0).ok();
    match (whole(ratio.numer()), whole(ratio.denom())) {
        (Some(above), Some(below)) => above.checked_div(below),
        _ => {
            // The parts are too large, the ratio need not be.
            (0..=Decimal::MAX_SCALE).rev().find_map(|scale| {
                let scaled = (ratio * BigRational::from(BigInt::from(10).pow(scale))).round().to_integer();
                Decimal::try_from_i128_with_scale(i128::try_from(&scaled).ok()?, scale).ok()
            })
        }
    }
}

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadText {
    /// It is neither per cent nor a fraction.
    NoNumber,
    /// A plain number in quotes.
    PlainNumber,
    /// A decimal comma.
    Comma,
    /// A fraction of nil.
    OfNil,
    /// Not exact in 28 digits.
    Number(BadNumber),
}

/// Reads `"12.5 %"` and `"1/3"`: a sign before, spaces around `%` and `/`.
pub fn text(text: &str) -> Result<Exact, BadText> {
    if let Some(number) = text.trim_end().strip_suffix('%') {
        return per_cent(number.trim_end());
    }
    if let Some((above, below)) = text.split_once('/') {
        return fraction(above.trim_end(), below.trim_start());
    }
    match plain(text.trim(), true) {
        Ok(_) => Err(BadText::PlainNumber),
        Err(BadText::Comma) => Err(BadText::Comma),
        Err(_) => Err(BadText::NoNumber),
    }
}

fn per_cent(number: &str) -> Result<Exact, BadText> {
    let number = plain(number, true)?;
    let scale = number.scale() + 2;
    let shifted = Decimal::try_from_i128_with_scale(number.mantissa(), scale);
    shifted.map(Exact::of).map_err(|_| BadText::Number(BadNumber::TooManyDecimals))
}

fn fraction(above: &str, below: &str) -> Result<Exact, BadText> {
    let above = plain(above, true)?;
    let below = plain(below, false)?;
    if !above.fract().is_zero() || !below.fract().is_zero() {
        return Err(BadText::NoNumber);
    }
    let decimal = above.checked_div(below).ok_or(BadText::OfNil)?;
    Ok(Exact { decimal, fraction: Some((above, below)) })
}

/// Digits with a point and underscores, perhaps with a sign; nothing else that a number may have.
fn plain(text: &str, sign: bool) -> Result<Decimal, BadText> {
    let digits = if sign { text.strip_prefix(['-', '+']).unwrap_or(text) } else { text };
    let only = |more: &[char]| digits.chars().all(|c| c.is_ascii_digit() || more.contains(&c));
    let ends_in_digits =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    if !ends_in_digits {
        return Err(BadText::NoNumber);
    }
    if digits.contains(',') && only(&['.', ',', '_']) {
        return Err(BadText::Comma);
    }
    if !only(&['.', '_']) || digits.matches('.').count() > 1 {
        return Err(BadText::NoNumber);
    }
    Literal::read(text).value.map_err(BadText::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_and_fractions_are_exact() {
        for (written, value) in [
            ("12.5 %", "0.125"),
            ("-29%", "-0.29"),
            ("+16  %", "0.16"),
            ("1/50", "0.02"),
            ("- 1/4", ""),
            ("-1 / 4", "-0.25"),
        ] {
            assert_eq!(
                text(written).map(|e| e.decimal.normalize().to_string()).unwrap_or_default(),
                value,
                "{written}"
            );
        }
        let thirds = [text("1/3"), text("1/3"), text("1/3")];
        let sum: BigRational = thirds.iter().map(|t| t.as_ref().map(Exact::ratio).unwrap_or_default()).sum();
        assert_eq!(sum, ratio(Decimal::ONE));
    }

    #[test]
    fn other_text_is_no_number() {
        for (written, why) in [
            ("0.27", BadText::PlainNumber),
            ("0,27", BadText::Comma),
            ("27,5 %", BadText::Comma),
            ("27 per cent", BadText::NoNumber),
            ("1/0", BadText::OfNil),
            ("1/-3", BadText::NoNumber),
            ("1.5/3", BadText::NoNumber),
            ("", BadText::NoNumber),
            ("%", BadText::NoNumber),
            ("1e2 %", BadText::NoNumber),
            ("1.2.3 %", BadText::NoNumber),
        ] {
            assert_eq!(text(written), Err(why), "{written}");
        }
    }

    #[test]
    fn a_ratio_becomes_a_decimal_however_large_its_parts() {
        let seventh = ratio(Decimal::ONE) / ratio(Decimal::from(7));
        assert_eq!(decimal(&seventh).map(|d| d.to_string()).unwrap_or_default(), "0.1428571428571428571428571429");
        let large = BigRational::new(BigInt::from(10).pow(40), BigInt::from(10).pow(40) * 3);
        assert_eq!(decimal(&large).map(|d| d.round_dp(20).to_string()).unwrap_or_default(), "0.33333333333333333333");
        // 4000/7 × 0.94 × 0.67 = 359.8857142857…, by hand; 0.94 × 4000/7 has all the digits that a decimal holds.
        let product = decimal(&(ratio(Decimal::from(4000)) / ratio(Decimal::from(7)) * ratio(Decimal::new(94, 2))));
        let again = product.and_then(|p| decimal(&(ratio(p) * ratio(Decimal::new(67, 2)))));
        assert_eq!(again.map(|d| d.round_dp(20).to_string()).unwrap_or_default(), "359.88571428571428571429");
    }
}
