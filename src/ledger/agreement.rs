//! The exact figures and those in binary check each other: the same formulas, two kinds of number.
// The comparison is one of binary numbers; no money comes out of it.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use thiserror::Error;

use super::Ledger;
use crate::model::{Model, Operation, Shape, StepId};
use crate::number::Number;
use crate::unit::Unit;

/// A figure that is not the same in both numbers: our own fault.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{line} is {exact} exactly and {binary} in binary")]
pub struct Disagreement {
    /// The line, or the place of the step.
    pub line: String,
    /// The exact figure.
    pub exact: Decimal,
    /// The same in binary.
    pub binary: f64,
}

/// What 28 digits after the point may lose, many times over: nobody's money.
const LAST_DIGITS: f64 = 1e-12;

/// Compares every step: they may differ by 1e-9 of the largest figure of their unit, or by 1e-12; what rests on a
/// contract's rounding, by one minor unit a line as well.
///
/// # Errors
/// The first step that differs by more.
pub fn agree(model: &Model, exact: &Ledger<Decimal>, binary: &Ledger<f64>) -> Result<(), Disagreement> {
    let places = |place: usize| {
        let shape: Shape = model.steps[place].shape;
        shape.from()..shape.from() + shape.len()
    };
    let mut largest: BTreeMap<Unit, f64> = BTreeMap::new();
    for (place, step) in model.steps.iter().enumerate() {
        let most = largest.entry(step.unit).or_insert(0.0);
        for p in places(place) {
            *most = most.max(binary.at(model, StepId::at(place), p).abs());
        }
    }
    let slack = rounding(model);
    for (place, step) in model.steps.iter().enumerate() {
        let id = StepId::at(place);
        let most = largest.get(&step.unit).copied().unwrap_or(0.0) * 1e-9 + slack[place] + LAST_DIGITS;
        for p in places(place) {
            let (exact, binary) = (exact.at(model, id, p), binary.at(model, id, p));
            let differs = (exact.approximate() - binary).abs();
            if differs.is_nan() || differs > most {
                let line = step.line.as_ref().map_or_else(|| format!("step {place}"), ToString::to_string);
                return Err(Disagreement { line, exact, binary });
            }
        }
    }
    Ok(())
}

/// By how much each step may differ because a contract rounds: a minor unit a line, in all that rests on its payments.
fn rounding(model: &Model) -> Vec<f64> {
    let mut slack: Vec<f64> = Vec::with_capacity(model.steps.len());
    for step in &model.steps {
        let operands = step.operation.operands();
        let inherited = operands.iter().filter_map(|o| slack.get(o.index()).copied()).fold(0.0, f64::max);
        slack.push(match &step.operation {
            Operation::Payments(of) => of.plan.minor_unit.approximate() * of.plan.lines.len() as f64,
            _ => inherited,
        });
    }
    slack
}
