//! The arithmetic that [`Decimal`] and `f64` share, checked: formulas are written once and run in both.
//!
//! `Decimal` is the exact side, from the literal to the page. `f64` checks it, and carries draws.
// This file is one of the few in which floating point may be used: it is where `f64` becomes a `Number`.
#![expect(clippy::float_arithmetic)]

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use crate::calendar::Years;

/// How a number becomes whole; see `model/payment/whole.rs`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whole {
    /// The largest whole number not above.
    Floor,
    /// Towards nil.
    TowardsNil,
    /// The nearest, halves away from nil.
    HalfUp,
    /// The nearest, halves to the even one.
    HalfEven,
}

/// A number in which the model can be evaluated.
///
/// Every operation that can leave the range of the number answers `None`; nothing panics and nothing becomes NaN.
pub trait Number: Copy + PartialOrd + std::fmt::Debug + Send + Sync + 'static {
    /// Nil.
    const NIL: Self;
    /// One.
    const ONE: Self;
    /// The half of one.
    const HALF: Self;

    /// The number that a decimal stands for (rounded to the nearest in binary).
    fn of(decimal: Decimal) -> Self;
    /// A whole number.
    fn whole(value: i64) -> Self;
    /// `self + other`.
    fn plus(self, other: Self) -> Option<Self>;
    /// `self − other`.
    fn minus(self, other: Self) -> Option<Self>;
    /// `self × other`.
    fn times(self, other: Self) -> Option<Self>;
    /// `self ÷ other`; `None` when `other` is nil.
    fn over(self, other: Self) -> Option<Self>;
    /// `−self`.
    fn negated(self) -> Self;
    /// The size without the sign.
    fn size(self) -> Self;
    /// Whether this is exactly nil.
    fn is_nil(self) -> bool;
    /// The nearest `f64`.
    fn approximate(self) -> f64;
    /// What this number cannot tell apart in a comparison: 1e-22 in `Decimal`, 1e-12 in `f64`.
    fn tolerance() -> Self;
    /// The share of the largest of several amounts below which an amount counts as nil: 1e-20 in `Decimal`, 1e-12 in
    /// `f64`, where sums of a thousand amounts are good to little more.
    fn negligible() -> Self;
    /// The number nearest to an approximation. For rates and where to look for them, never for money.
    fn nearest(approximation: f64) -> Option<Self>;
    /// `self` to the power of a number of years, for bases above nil.
    fn to_the(self, exponent: Years) -> Option<Self>;
    /// [`Number::to_the`], of a base that comes again and again: what is costly to work out is kept.
    fn to_the_again(self, exponent: Years) -> Option<Self> {
        self.to_the(exponent)
    }
    /// What grows to `self` over a number of years: `self^(1 ÷ years)`, for bases above nil.
    fn root(self, years: Years) -> Option<Self>;

    /// The largest whole number not above.
    fn floor(self) -> Self;
    /// How near to a whole or a half, of itself or of one, a number counts as that before it is rounded: 1e-15 in
    /// `Decimal`, 1e-12 in `f64`.
    fn near() -> Self;

    /// Makes the number whole by `work`. A number that remembers what was done to it remembers this as one step.
    fn whole_by(self, how: Whole, work: fn(Self, Whole) -> Option<Self>) -> Option<Self> {
        work(self, how)
    }

    /// Whether `self` reaches `mark`, where what the number cannot tell apart counts as equal.
    fn reaches(self, mark: Self) -> bool {
        let slack = if mark.size() > Self::ONE { mark.size() } else { Self::ONE };
        match (self.minus(mark), slack.times(Self::tolerance())) {
            (Some(above), Some(slack)) => above > slack.negated(),
            _ => self >= mark,
        }
    }

    /// The larger of the two.
    fn greater(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// The smaller of the two.
    fn lesser(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
}

/// The powers of ten that are exact in binary.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl Number for Decimal {
    const NIL: Self = Decimal::ZERO;
    const ONE: Self = Decimal::ONE;
    const HALF: Self = Decimal::from_parts(5, 0, 0, false, 1);

    fn of(decimal: Decimal) -> Self {
        decimal
    }
    fn whole(value: i64) -> Self {
        Decimal::from(value)
    }
    fn plus(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }
    fn minus(self, other: Self) -> Option<Self> {
        self.checked_sub(other)
    }
    fn times(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }
    fn over(self, other: Self) -> Option<Self> {
        self.checked_div(other)
    }
    fn negated(self) -> Self {
        -self
    }
    fn size(self) -> Self {
        self.abs()
    }
    fn is_nil(self) -> bool {
        self.is_zero()
    }
    fn approximate(self) -> f64 {
        // Where digits and power of ten are both exact in binary, their quotient is rounded once: it is the nearest.
        let exact_digits = i64::try_from(self.mantissa()).ok().filter(|digits| digits.unsigned_abs() < 1 << 53);
        if let (Some(digits), Some(power)) = (exact_digits, POWERS_OF_TEN.get(self.scale() as usize)) {
            return digits as f64 / power;
        }
        // `Decimal::to_f64` is not correctly rounded; the text is.
        self.to_string().parse().unwrap_or(0.0)
    }
    fn tolerance() -> Self {
        Decimal::from_parts(1, 0, 0, false, 22)
    }
    fn floor(self) -> Self {
        Decimal::floor(&self)
    }
    fn near() -> Self {
        Decimal::from_parts(1, 0, 0, false, 15)
    }
    fn negligible() -> Self {
        Decimal::from_parts(1, 0, 0, false, 20)
    }
    #[expect(clippy::disallowed_methods)] // all digits of where a rate lies; no money passes here
    fn nearest(approximation: f64) -> Option<Self> {
        Decimal::from_f64_retain(approximation)
    }
    fn to_the(self, exponent: Years) -> Option<Self> {
        power(self, exponent)
    }
    fn to_the_again(self, exponent: Years) -> Option<Self> {
        known_power(self, exponent)
    }
    fn root(self, years: Years) -> Option<Self> {
        if self <= Decimal::ZERO {
            return None;
        }
        match self.checked_powd(Decimal::ONE.checked_div(years.exact())?) {
            // Too small to hold: as good as nil.
            None if self < Decimal::ONE && years < Years::whole(1) => Some(Decimal::ZERO),
            root => root,
        }
    }
}

impl Number for f64 {
    const NIL: Self = 0.0;
    const ONE: Self = 1.0;
    const HALF: Self = 0.5;

    fn of(decimal: Decimal) -> Self {
        decimal.approximate()
    }
    fn whole(value: i64) -> Self {
        value as f64
    }
    fn plus(self, other: Self) -> Option<Self> {
        finite(self + other)
    }
    fn minus(self, other: Self) -> Option<Self> {
        finite(self - other)
    }
    fn times(self, other: Self) -> Option<Self> {
        finite(self * other)
    }
    fn over(self, other: Self) -> Option<Self> {
        if other == 0.0 { None } else { finite(self / other) }
    }
    fn negated(self) -> Self {
        -self
    }
    fn size(self) -> Self {
        self.abs()
    }
    fn is_nil(self) -> bool {
        self == 0.0
    }
    fn approximate(self) -> f64 {
        self
    }
    fn tolerance() -> Self {
        1e-12
    }
    fn floor(self) -> Self {
        libm::floor(self)
    }
    fn near() -> Self {
        1e-12
    }
    fn negligible() -> Self {
        1e-12
    }
    fn nearest(approximation: f64) -> Option<Self> {
        finite(approximation)
    }
    fn to_the(self, exponent: Years) -> Option<Self> {
        if self <= 0.0 {
            return None;
        }
        finite(libm::pow(self, exponent.approximate()))
    }
    fn root(self, years: Years) -> Option<Self> {
        if self <= 0.0 || years.is_nil() {
            return None;
        }
        finite(libm::pow(self, 1.0 / years.approximate()))
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// So many powers are kept.
const KEPT: usize = 10_000;

/// Powers by the base as it is written, and the exponent; none for one that leaves the range.
type Powers = BTreeMap<([u8; 16], Years), Option<Decimal>>;

thread_local! {
    /// Powers that were asked for: discount factors come again in every case of a run.
    static POWERS: RefCell<Powers> = const { RefCell::new(Powers::new()) };
}

/// [`power`], worked out once. What is kept changes no result: a power depends on nothing but its base and exponent.
fn known_power(base: Decimal, exponent: Years) -> Option<Decimal> {
    POWERS.with_borrow_mut(|powers| {
        if powers.len() >= KEPT {
            powers.clear();
        }
        *powers.entry((base.serialize(), exponent)).or_insert_with(|| power(base, exponent))
    })
}

/// A decimal to the power of a number of years: whole years by multiplication, the rest by one root.
///
/// ```text
/// base^(y + p/q) = base^y × root_q(base)^p
/// ```
///
/// Right to 20 digits and more as long as neither the power nor its inverse leaves the range.
fn power(base: Decimal, exponent: Years) -> Option<Decimal> {
    if base <= Decimal::ZERO {
        return None;
    }
    let (years, rest) = exponent.size().whole_years_and_rest();
    let size = match rest.as_ratio() {
        (0, _) => whole_power(base, years),
        (p, q) => whole_power(root(base, q)?, p).and_then(|part| whole_power(base, years)?.checked_mul(part)),
    };
    match size {
        Some(size) if !exponent.is_negative() => Some(size),
        Some(size) => Decimal::ONE.checked_div(size),
        // Too large to hold: its inverse is as good as nil.
        None if exponent.is_negative() && base > Decimal::ONE => Some(Decimal::ZERO),
        None => None,
    }
}

/// The q-th root of a decimal above nil, by Newton's method from the root in binary.
///
/// ```text
/// x ← x − (x^q − a) ÷ (q × x^(q−1))
/// ```
fn root(a: Decimal, q: u32) -> Option<Decimal> {
    let start = libm::pow(a.approximate(), 1.0 / f64::from(q));
    let mut x = Decimal::from_f64(start)?;
    let count = Decimal::from(q);
    for _ in 0..3 {
        let slope = whole_power(x, q - 1)?;
        let step = slope.checked_mul(x)?.checked_sub(a)?.checked_div(count.checked_mul(slope)?)?;
        x = x.checked_sub(step)?;
    }
    Some(x)
}

/// A decimal to a whole power, by squaring.
pub fn whole_power(base: Decimal, mut exponent: u32) -> Option<Decimal> {
    let mut result = Decimal::ONE;
    let mut square = base;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result.checked_mul(square)?;
        }
        exponent >>= 1;
        if exponent > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(result)
}

/// Rounds to so many decimals, halves away from nil.
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn powers_of_fractions_of_a_year_are_right_to_20_digits() {
        // e^(ln(base) × exponent) at 45 digits, by Python's decimal module.
        for (base, years, value) in [
            ("1.035", Years::months(1), "1.0028708987190766276170"),
            ("1.04", Years::half_months(-60), "0.90660195607518505882102"),
            ("2", Years::half_months(1), "1.0293022366434920287824"),
            ("1.035", Years::days(100), "1.0094696040541980753679"),
            ("1.035", Years::days(44).plus(Years::half_months(30)), "1.0482779861651104223662"),
        ] {
            let power = decimal(base).to_the(years).unwrap();
            assert!((power - decimal(value)).abs() < decimal("0.00000000000000000001"), "{base}: {power}");
        }
    }

    #[test]
    fn the_nearest_binary_number_is_that_of_the_text() {
        for text in [
            "0.1",
            "-0.27",
            "0.035",
            "11944",
            "1500000.37",
            "9007199254740991",
            "9007199254740993",
            "0.0000000000000000000001",
            "-123456789.012345678",
            "0.3333333333333333333333333333",
            "79228162514264337593543950335",
            "0",
            "1e0",
        ] {
            let Ok(value) = text.parse::<Decimal>() else { continue };
            assert_eq!(value.approximate(), text.parse::<f64>().unwrap(), "{text}");
        }
    }

    #[test]
    fn a_power_too_large_to_hold_has_an_inverse_of_nil() {
        assert_eq!(decimal("2").to_the(Years::whole(-1000)), Some(Decimal::ZERO));
        assert_eq!(decimal("2").to_the(Years::whole(1000)), None);
    }

    #[test]
    fn a_mark_is_reached_by_what_cannot_be_told_apart_from_it() {
        assert!((0.12_f64 - 0.02).reaches(0.10));
        assert!(!9.96_f64.reaches(10.0));
        assert!(!decimal("9.9999999999").reaches(decimal("10")));
    }
}
