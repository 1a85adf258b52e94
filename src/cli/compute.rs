//! From a case to its figures: the one path that every verb takes.

use anyhow::{Result, anyhow};
use rust_decimal::Decimal;

use crate::appraisal::{Appraisal, appraise};
use crate::case::Case;
use crate::ledger::{Assignment, Ledger, NotNil, conserved, evaluate, fault_problem};
use crate::model::{Model, NoModel, Scope};
use crate::problem::{Code, Problem};

/// A case with its formulas and the figures of every line.
pub struct Reckoned {
    /// The formulas.
    pub model: Model,
    /// The figures of every line.
    pub ledger: Ledger<Decimal>,
    /// The same with every correction for optimism at nil, when the case corrects.
    pub uncorrected: Option<Ledger<Decimal>>,
}

/// A case with its formulas and figures.
pub struct Computed {
    /// The formulas.
    pub model: Model,
    /// The figures of every line.
    pub ledger: Ledger<Decimal>,
    /// The figures of the perspectives asked for.
    pub appraisal: Appraisal<Decimal>,
}

/// Computes a case, exactly. A problem of the case when arithmetic leaves its range, or when
/// there would be too many figures.
///
/// # Errors
/// Our own faults only: formulas that do not fit together, money that comes from nowhere.
pub fn compute(case: &Case, scope: &Scope) -> Result<Result<Computed, Problem>> {
    Ok(reckon(case, scope)?.map(|reckoned| {
        let appraisal = reckoned.appraise(case);
        let Reckoned { model, ledger, .. } = reckoned;
        Computed { model, ledger, appraisal }
    }))
}

impl Reckoned {
    /// Every figure, with its rates and paybacks.
    pub fn appraise(&self, case: &Case) -> Appraisal<Decimal> {
        appraise(case, &self.model, &self.ledger, self.uncorrected.as_ref())
    }
}

/// Computes every line of a case, as [`compute`] does, and no figure that is read from them.
///
/// # Errors
/// As [`compute`].
pub fn reckon(case: &Case, scope: &Scope) -> Result<Result<Reckoned, Problem>> {
    let model = match Model::of(case, scope) {
        Ok(model) => model,
        Err(NoModel::TooLarge) => return Ok(Err(too_many_figures(case))),
        Err(clash) => return Err(clash.into()),
    };
    let ledger = match evaluate(&model, &Assignment::base(&model)) {
        Ok(ledger) => ledger,
        Err(fault) => return Ok(Err(fault_problem(&model, &fault))),
    };
    match conserved(&model, &ledger) {
        Ok(()) => {}
        Err(NotNil::OutOfRange(fault)) => return Ok(Err(fault_problem(&model, &fault))),
        Err(ours) => return Err(anyhow!(ours)),
    }
    let uncorrected = match case.corrects().then(|| Assignment::base(&model).uncorrected(&model)) {
        Some(assignment) => match evaluate(&model, &assignment) {
            Ok(ledger) => Some(ledger),
            Err(fault) => return Ok(Err(fault_problem(&model, &fault))),
        },
        None => None,
    };
    Ok(Ok(Reckoned { model, ledger, uncorrected }))
}

/// A case that comes to more figures than anybody has use for: so many periods, times so many tables.
fn too_many_figures(case: &Case) -> Problem {
    let tables = case.groups.len()
        + case.costs.len()
        + case.avoided.len()
        + case.outcomes.len()
        + case.consequences.len()
        + case.flows.len();
    let horizon = case.assumptions.iter().find(|a| a.path == "basis.horizon").map(|a| a.span);
    let problem = Problem::new(Code::TooLarge)
        .variant("figures")
        .with("tables", tables)
        .with("periods", case.basis.calendar.periods().len());
    match horizon {
        Some(at) => problem.at(at),
        None => problem,
    }
}
