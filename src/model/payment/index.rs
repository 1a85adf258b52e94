//! Stage 5, index: × index(year of measurement) ÷ index(`index_from`), in nominal contracts.

use super::Run;
use crate::number::Number;

/// Every line, indexed.
pub fn lines<N: Number>(run: &Run<'_, N>, earned: &[N]) -> Option<Vec<N>> {
    let indexed = run.plan.lines.iter().zip(earned).map(|(line, amount)| match line.index {
        Some(ratio) => amount.times(run.figure(ratio)),
        None => Some(*amount),
    });
    indexed.collect()
}
