//! Stage 4, `pooled_fallback`: when the mean over all cohorts is enough, those that earned nothing are paid.

use super::compare::reaches;
use super::earned::Earned;
use super::effect::effect;
use super::measure::{Measured, measured};
use super::plan::{Earns, Fallback, Shape, Term, Value};
use super::requires::hold;
use super::tariff::banded;
use super::whole::to_digits;
use super::{Failure, Outcomes, Run};
use crate::case::contract::LineKind;
use crate::number::Number;

/// The fallback lines of a term.
///
/// # Errors
/// When arithmetic leaves its range, or a baseline is nil.
pub fn lines<N: Number>(
    run: &Run<'_, N>,
    term: &Term,
    values: &[Option<N>],
    earned: &mut Earned<N>,
) -> Result<(), Failure> {
    let (fallback, bands) = match &term.shape {
        Shape::Step(steps) => (&steps.fallback, None),
        Shape::Banded(bands) => (&bands.fallback, Some(bands)),
        _ => return Ok(()),
    };
    let Some(fallback) = fallback else { return Ok(()) };
    let mean = mean(run, term, fallback, values)?;
    let compared = to_digits(mean, term.compare_digits).ok_or(Failure::OutOfRange)?;
    let is_enough = reaches(compared, run.figure(fallback.at), fallback.edge, term.lower_is_better);
    for place in term.lines.clone() {
        let Some(line) = run.plan.lines.get(place).filter(|l| l.kind == LineKind::Fallback) else { continue };
        let own = own_line(run, term, &line.cohort);
        let unpaid = own.is_none_or(|own| earned.amount[own] <= N::NIL);
        let x = values.get(place).copied().flatten().unwrap_or(N::NIL);
        let pay = match (fallback.pay, bands) {
            (Some(pay), _) => run.figure(pay),
            (None, Some(bands)) => banded(run, term, bands, x, false).ok_or(Failure::OutOfRange)?,
            (None, None) => N::NIL,
        };
        if is_enough && unpaid && run.outcomes == Outcomes::AsMeasured && hold(run, line, &earned.amount)? {
            earned.tariff[place] = pay;
            earned.amount[place] = pay;
        }
    }
    Ok(())
}

/// The cohort's own measurement.
fn own_line<N>(run: &Run<'_, N>, term: &Term, cohort: &Option<crate::case::Id>) -> Option<usize> {
    let is_own =
        |place: &usize| run.plan.lines.get(*place).is_some_and(|l| l.kind == LineKind::Payment && l.cohort == *cohort);
    term.lines.clone().find(is_own)
}

/// The mean over all cohorts, weighted; of an effect the effect of the means, and with an actual the mean of effects.
///
/// ```text
/// mean = Σ weight × x ÷ Σ weight
/// ```
fn mean<N: Number>(run: &Run<'_, N>, term: &Term, fallback: &Fallback, values: &[Option<N>]) -> Result<N, Failure> {
    let mut measures: Vec<(N, &Value, Measured<N>, N)> = Vec::new();
    for (cohort, weight) in &fallback.weights {
        let Some(place) = own_line(run, term, cohort) else { continue };
        let Earns::Value(value) = &run.plan.lines[place].earns else { continue };
        let x = values.get(place).copied().flatten().unwrap_or(N::NIL);
        measures.push((weight.map_or(N::ONE, |w| run.figure(w)), value, measured(run, value), x));
    }
    let all_sides = measures.iter().all(|(_, _, m, _)| matches!(m, Measured::Sides { .. }));
    let weighted = |of: &dyn Fn(&Measured<N>, N) -> N| -> Option<N> {
        let (mut sum, mut weights) = (N::NIL, N::NIL);
        for (weight, _, measured, x) in &measures {
            sum = sum.plus(weight.times(of(measured, *x))?)?;
            weights = weights.plus(*weight)?;
        }
        if weights.is_nil() { Some(N::NIL) } else { sum.over(weights) }
    };
    match measures.first() {
        Some((_, value, ..)) if all_sides => {
            let side = |treated_side: bool| {
                weighted(&move |m, x| match m {
                    Measured::Sides { treated, baseline } => {
                        if treated_side {
                            *treated
                        } else {
                            *baseline
                        }
                    }
                    Measured::Plain(_) => x,
                })
                .ok_or(Failure::OutOfRange)
            };
            effect(value, Measured::Sides { treated: side(true)?, baseline: side(false)? })
        }
        _ => weighted(&|_, x| x).ok_or(Failure::OutOfRange),
    }
}
