//! Stage 1, measure: what was measured, for each line.

use super::Run;
use super::plan::{Earns, Value};
use crate::number::Number;

/// What was measured: a value, or an effect's two sides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Measured<N> {
    /// A value as it stands: given, counted, or an actual in place of any of these.
    Plain(N),
    /// Those treated, and those with whom they are compared.
    Sides {
        /// Of those treated.
        treated: N,
        /// Of the others.
        baseline: N,
    },
}

/// One measured value.
pub fn measured<N: Number>(run: &Run<'_, N>, value: &Value) -> Measured<N> {
    match value {
        Value::Measured(figure) => Measured::Plain(run.figure(*figure)),
        Value::Effect { treated, baseline, .. } => {
            Measured::Sides { treated: run.figure(*treated), baseline: run.figure(*baseline) }
        }
    }
}

/// Of every line what was measured; none for sums and selectors.
pub fn lines<N: Number>(run: &Run<'_, N>) -> Vec<Option<Measured<N>>> {
    let of = |earns: &Earns| match earns {
        Earns::Units(value, _) | Earns::Value(value) => Some(measured(run, value)),
        Earns::Sum(_) | Earns::Chosen(_) => None,
    };
    run.plan.lines.iter().map(|line| of(&line.earns)).collect()
}
