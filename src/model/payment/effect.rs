//! Stage 2, effect: two sides become one value (6.2, `form`).

use super::measure::{Measured, measured};
use super::plan::{Earns, Value};
use super::{Failure, Run};
use crate::case::contract::Form;
use crate::number::Number;

/// The value of what was measured.
///
/// ```text
/// difference         = (treated − baseline) × scale, or (baseline − treated) × scale when lower is better
/// relative reduction = (baseline − treated) ÷ baseline × scale
/// ratio              = treated ÷ baseline × scale
/// ```
///
/// # Errors
/// A nil baseline of the last two.
pub fn effect<N: Number>(value: &Value, measured: Measured<N>) -> Result<N, Failure> {
    let (form, lower, scale) = match value {
        Value::Measured(_) => (Form::Difference, false, None),
        Value::Effect { form, lower, scale, .. } => (*form, *lower, Some(*scale)),
    };
    let (treated, baseline) = match measured {
        Measured::Plain(value) => return Ok(value),
        Measured::Sides { treated, baseline } => (treated, baseline),
    };
    let by_baseline = |value: N| match value.over(baseline) {
        Some(value) => Ok(value),
        None if baseline.is_nil() => Err(Failure::NilBaseline),
        None => Err(Failure::OutOfRange),
    };
    let in_range = |value: Option<N>| value.ok_or(Failure::OutOfRange);
    let plain = match form {
        Form::Difference if lower => in_range(baseline.minus(treated))?,
        Form::Difference => in_range(treated.minus(baseline))?,
        Form::RelativeReduction => by_baseline(in_range(baseline.minus(treated))?)?,
        Form::Ratio => by_baseline(treated)?,
    };
    scale.map_or(Ok(plain), |scale| in_range(plain.times(N::of(scale))))
}

/// One value, measured and made an effect.
///
/// # Errors
/// As [`effect`].
pub fn value<N: Number>(run: &Run<'_, N>, value: &Value) -> Result<N, Failure> {
    effect(value, measured(run, value))
}

/// The value of every line; none for sums and selectors.
///
/// # Errors
/// As [`effect`].
pub fn lines<N: Number>(run: &Run<'_, N>, measured: &[Option<Measured<N>>]) -> Result<Vec<Option<N>>, Failure> {
    let of = |(earns, measured): (&Earns, &Option<Measured<N>>)| match (earns, measured) {
        (Earns::Units(value, _) | Earns::Value(value), Some(measured)) => effect(value, *measured).map(Some),
        _ => Ok(None),
    };
    run.plan.lines.iter().map(|line| &line.earns).zip(measured).map(of).collect()
}
