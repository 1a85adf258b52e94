//! Stage 6, round: to the minor unit, the only rounding of an amount. From here on amounts are whole minor units.

use super::Run;
use super::whole::rounded;
use crate::number::Number;

/// Every line that pays, in whole minor units; nil for members of selectors.
pub fn lines<N: Number>(run: &Run<'_, N>, amounts: &[N]) -> Option<Vec<N>> {
    let whole = run.plan.lines.iter().zip(amounts).map(|(line, amount)| {
        let pays = run.plan.terms.get(line.term).is_some_and(|term| term.pays.is_some());
        if pays { rounded(run.units(*amount)?, run.plan.rounding) } else { Some(N::NIL) }
    });
    whole.collect()
}
