//! Figures of draws in their cells: no more of them than the draws know.
// Rounding to what the draws support is binary numbers for the eye.
#![expect(clippy::float_arithmetic)]

use rust_decimal::Decimal;

use super::moved::significant;
use super::words::Words;
use super::{Cell, Phrase};
use crate::measure::Measure;
use crate::number::rounded;
use crate::uncertainty::simulation::{Estimate, Settings, in_decimals};

/// How many draws of how many values, and how they are spread.
pub(super) fn draws(settings: &Settings, inputs: usize, words: Words) -> Vec<Phrase> {
    let sampling = words.page(&format!("simulation.sampling.{}", settings.sampling.word()));
    let parts = [
        ("draws", Cell::Number(settings.draws.into())),
        ("sampling", Cell::words(sampling)),
        ("seed", Cell::words(settings.seed.to_string())),
    ];
    vec![words.sentence("simulation.draws", &parts), words.counted("simulation.drawn", inputs, &[])]
}

/// The nearest decimal.
pub(super) fn decimal(value: f64) -> Decimal {
    in_decimals(value).unwrap_or_default()
}

/// A value, no finer than its standard error.
pub(super) fn rounded_to(value: Decimal, error: Option<Decimal>) -> Decimal {
    let Some(error) = error.filter(|e| !e.is_zero()) else { return value };
    let ten = Decimal::TEN;
    let finer = std::iter::successors(Some(Decimal::ONE), |unit| unit.checked_div(ten)).find(|unit| *unit <= error);
    let unit = finer.filter(|unit| *unit < Decimal::ONE).or_else(|| {
        std::iter::successors(Some(Decimal::ONE), |unit| unit.checked_mul(ten)).take_while(|unit| *unit <= error).last()
    });
    let whole = |unit: Decimal| rounded(value.checked_div(unit)?, 0).checked_mul(unit);
    unit.filter(|unit| !unit.is_zero()).and_then(whole).unwrap_or(value)
}

/// An amount, to the digits that the draws support: no finer than its standard error.
pub(super) fn supported(value: f64, error: Option<f64>) -> Cell {
    let digit = error.filter(|e| *e >= 10.0).map_or(1.0, |e| libm::pow(10.0, libm::floor(libm::log10(e))));
    Cell::Money(decimal(libm::round(value / digit) * digit))
}

/// An amount with as many digits as its standard error supports.
pub(super) fn money(of: Estimate) -> Cell {
    of.value.map_or(Cell::Blank, |value| supported(value, of.std_error))
}

/// A standard error, to two digits.
pub(super) fn error(of: Estimate) -> Cell {
    match of.std_error {
        Some(error) => supported(error, Some(error / 10.0)),
        None => Cell::Blank,
    }
}

/// A chance: to a tenth of a per cent, and near to never and always to the digit that tells it from them.
pub(super) fn share(value: Measure<f64>) -> Cell {
    let Ok(value) = value else { return Cell::Blank };
    let (value, one) = (decimal(value), Decimal::ONE);
    let nearest = value.min(one.checked_sub(value).unwrap_or_default());
    if nearest > Decimal::ZERO && nearest < Decimal::new(5, 4) {
        let digits = significant(nearest, 1).normalize().scale();
        Cell::Share(rounded(value, digits))
    } else {
        Cell::Rate(value)
    }
}

/// The standard error of a chance, to a digit.
pub(super) fn plus_minus_share(of: Estimate) -> Cell {
    of.std_error.map_or(Cell::Blank, |e| Cell::Share(significant(decimal(e), if e < 0.01 { 1 } else { 2 })))
}
