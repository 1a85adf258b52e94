//! What is probably wrong with a case, seen from its figures.

mod contract;
mod fairness;
mod reach;

use rust_decimal::Decimal;

use super::by_time::by_time;
use super::schedule::schedule;
use crate::case::Case;
use crate::ledger::Ledger;
use crate::measure::Undefined;
use crate::measure::payback::payback;
use crate::model::Model;
use crate::number::Number;
use crate::problem::{Code, Problem, Problems};

/// W14: the horizon ends before the headline's outlay is back, while its last period still brings money.
pub fn doubts(case: &Case, model: &Model, ledger: &Ledger<Decimal>) -> Problems {
    let mut problems = Problems::default();
    if is_cut_short(model, ledger, &case.basis.perspective) {
        let problem = Problem::new(Code::HorizonBeforePayback);
        let row = case.assumptions.iter().find(|row| row.path == "basis.horizon");
        problems.add(match row {
            Some(row) => problem.at(row.span),
            None => problem,
        });
    }
    problems
}

fn is_cut_short(model: &Model, ledger: &Ledger<Decimal>, headline: &str) -> bool {
    let Some(lines) = model.perspectives.get(headline) else { return false };
    let last = model.calendar.periods().len().checked_sub(1);
    let still_brings = last.is_some_and(|last| ledger.at(model, lines.budget.net_flow, last) > Decimal::ZERO);
    // What has brought a whole unit of money in the end is back; less may count as nil.
    let is_back = ledger.single(lines.budget.net_result) >= Decimal::ONE;
    // Who only pays waits for nothing to come back.
    let benefits = ledger.single(lines.budget.present_value_of_benefits);
    let gains = benefits.greater(ledger.single(lines.budget.present_value_of_payments)) > Decimal::ZERO;
    if !still_brings || is_back || !gains {
        return false;
    }
    let flows = by_time(model, ledger, lines, false).map(|time| time.flows);
    flows.is_some_and(|flows| payback(&flows).figure == Err(Undefined::NeverWithinHorizon))
}

/// W7 to W11 and the warnings of contracts: what payments show, beside what the payers gain. Nothing without a contract.
pub fn contract_doubts(case: &Case, model: &Model, ledger: &Ledger<Decimal>) -> Problems {
    let mut problems = Problems::default();
    let Some(contract) = &case.contract else { return problems };
    if let Some(Ok(base)) = schedule(case, model, ledger) {
        contract::warn(case, contract, model, &base, &mut problems);
        reach::warn(case, contract, (model, ledger), base.totals.paid, &mut problems);
    }
    fairness::warn(case, model, ledger, &mut problems);
    problems
}
