//! What is probably wrong with a case, seen from its figures.

mod contract;
mod fairness;
mod reach;

use rust_decimal::Decimal;

use super::Appraisal;
use crate::case::Case;
use crate::ledger::Ledger;
use crate::measure::Undefined;
use crate::model::Model;
use crate::number::Number;
use crate::problem::{Code, Problem, Problems};

/// W14: the horizon ends before the headline's outlay is back, while its last period still brings money.
pub fn doubts(case: &Case, appraisal: &Appraisal<Decimal>) -> Problems {
    let mut problems = Problems::default();
    let Some(headline) = appraisal.perspectives.get(&appraisal.headline).map(|p| &p.budget) else { return problems };
    let late = headline.payback.figure == Err(Undefined::NeverWithinHorizon);
    // Who only pays waits for nothing to come back.
    let gains = headline.present_value_of_benefits.greater(headline.present_value_of_payments) > Decimal::ZERO;
    if late && gains && headline.net_flow.last().is_some_and(|last| *last > Decimal::ZERO) {
        let problem = Problem::new(Code::HorizonBeforePayback);
        let row = case.assumptions.iter().find(|row| row.path == "basis.horizon");
        problems.add(match row {
            Some(row) => problem.at(row.span),
            None => problem,
        });
    }
    problems
}

/// W7 to W11 and the warnings of contracts: what payments show, beside what the payers gain. Nothing without a contract.
pub fn contract_doubts(case: &Case, model: &Model, ledger: &Ledger<Decimal>) -> Problems {
    let mut problems = Problems::default();
    contract::warn(case, model, ledger, &mut problems);
    reach::warn(case, model, ledger, &mut problems);
    fairness::warn(case, model, ledger, &mut problems);
    problems
}
