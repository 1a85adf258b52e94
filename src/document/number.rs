//! Numbers as they are written: exact, from the literal.

use rust_decimal::Decimal;

/// A number as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Literal {
    /// As written, with its underscores.
    pub text: String,
    /// What it is worth, exactly, or why it cannot be read.
    pub value: Result<Decimal, BadNumber>,
}

/// Why a number cannot be read exactly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BadNumber {
    /// More than 28 significant digits.
    TooManyDigits,
    /// 10^28 and more.
    TooLarge,
    /// More than 28 decimals.
    TooManyDecimals,
    /// `inf`, `nan`.
    NotFinite,
    /// Hexadecimal, octal, binary, or no number at all.
    NotDecimal,
}

impl Literal {
    /// Reads a number from its text: digits, underscores, a sign, a point, an exponent.
    pub fn read(text: &str) -> Literal {
        Literal { text: text.to_owned(), value: decimal(text) }
    }
}

/// Exact value of a TOML number.
fn decimal(text: &str) -> Result<Decimal, BadNumber> {
    plain(text).map_or_else(|| any(text), Ok)
}

/// Digits with underscores, perhaps a sign and a point, as nearly every number is written; none when it needs a closer look.
fn plain(text: &str) -> Option<Decimal> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mut units, mut digits, mut scale, mut point) = (0_i128, 0, 0, false);
    for byte in unsigned.bytes() {
        match byte {
            b'0'..=b'9' => {
                units = units * 10 + i128::from(byte - b'0');
                digits += 1;
                scale += u32::from(point);
            }
            b'_' => {}
            b'.' if !point => point = true,
            _ => return None,
        }
        if digits > 28 {
            return None;
        }
    }
    (digits > 0).then(|| Decimal::from_i128_with_scale(if negative { -units } else { units }, scale))
}

/// Every number that TOML has.
fn any(text: &str) -> Result<Decimal, BadNumber> {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let (negative, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    if unsigned.contains("inf") || unsigned.contains("nan") {
        return Err(BadNumber::NotFinite);
    }
    if ["0x", "0o", "0b"].iter().any(|p| unsigned.starts_with(p)) {
        return Err(BadNumber::NotDecimal);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i64>().unwrap_or(if e.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 })),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadNumber::NotDecimal);
    }
    let significant = digits.trim_start_matches('0');
    if significant.len() > 28 {
        return Err(BadNumber::TooManyDigits);
    }
    let units = significant.parse::<i128>().unwrap_or(0);
    if units == 0 {
        let scale = (fraction.len() as i64).saturating_sub(exponent).clamp(0, 28) as u32;
        return Ok(Decimal::from_i128_with_scale(0, scale));
    }
    let scale = (fraction.len() as i64).saturating_sub(exponent);
    if significant.len() as i64 - scale > 28 {
        return Err(BadNumber::TooLarge);
    }
    let (units, scale) = fit(units, scale)?;
    Ok(Decimal::from_i128_with_scale(if negative { -units } else { units }, scale))
}

/// Brings a number of units and a scale into what a decimal holds, without losing a digit.
fn fit(mut units: i128, mut scale: i64) -> Result<(i128, u32), BadNumber> {
    while scale > 28 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    if scale > 28 {
        return Err(BadNumber::TooManyDecimals);
    }
    while scale < 0 {
        units *= 10;
        scale += 1;
    }
    Ok((units, scale as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_worth_what_stands_there() {
        for (text, value) in [
            ("0.10", "0.10"),
            ("1_200_000", "1200000"),
            ("-0.5", "-0.5"),
            ("1e3", "1000"),
            ("2.5E-3", "0.0025"),
            ("9007199254740993.0", "9007199254740993.0"),
            ("0.123456789012345678", "0.123456789012345678"),
            ("1e27", "1000000000000000000000000000"),
        ] {
            assert_eq!(decimal(text).map(|d| d.to_string()), Ok(value.to_owned()), "{text}");
            assert_eq!(any(text).map(|d| d.to_string()), Ok(value.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_exact_is_refused() {
        for (text, why) in [
            ("12345678901234567890123456789", BadNumber::TooManyDigits),
            ("1e28", BadNumber::TooLarge),
            ("1e-29", BadNumber::TooManyDecimals),
            ("1e999999999999999999999", BadNumber::TooLarge),
            ("inf", BadNumber::NotFinite),
            ("-nan", BadNumber::NotFinite),
            ("0x1F", BadNumber::NotDecimal),
            ("1_500x", BadNumber::NotDecimal),
            ("", BadNumber::NotDecimal),
        ] {
            assert_eq!(decimal(text), Err(why), "{text}");
        }
    }
}
