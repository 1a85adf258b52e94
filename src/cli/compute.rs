//! From a case to its figures: the one path that every verb takes.

use anyhow::{Result, anyhow};
use rust_decimal::Decimal;

use crate::appraisal::{Appraisal, appraise};
use crate::case::Case;
use crate::ledger::{Assignment, Ledger, conserved, evaluate, fault_problem};
use crate::model::{Model, Scope};
use crate::problem::Problem;

/// A case with its formulas and figures.
pub struct Computed {
    /// The formulas.
    pub model: Model,
    /// The figures of every line.
    pub ledger: Ledger<Decimal>,
    /// The figures of the perspectives asked for.
    pub appraisal: Appraisal<Decimal>,
}

/// Computes a case, exactly. A problem of the case when arithmetic leaves its range.
///
/// # Errors
/// Our own faults only: formulas that do not fit together, money that comes from nowhere.
pub fn compute(case: &Case, scope: &Scope) -> Result<Result<Computed, Problem>> {
    let model = Model::of(case, scope)?;
    let ledger = match evaluate(&model, &Assignment::base(&model)) {
        Ok(ledger) => ledger,
        Err(fault) => return Ok(Err(fault_problem(&model, &fault))),
    };
    conserved(&model, &ledger).map_err(|e| anyhow!(e))?;
    let uncorrected = match case.corrects().then(|| Assignment::base(&model).uncorrected(&model)) {
        Some(assignment) => match evaluate(&model, &assignment) {
            Ok(ledger) => Some(ledger),
            Err(fault) => return Ok(Err(fault_problem(&model, &fault))),
        },
        None => None,
    };
    let appraisal = appraise(case, &model, &ledger, uncorrected.as_ref());
    Ok(Ok(Computed { model, ledger, appraisal }))
}
