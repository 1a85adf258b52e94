//! What is probably wrong with a case, seen from its figures.

use rust_decimal::Decimal;

use super::Appraisal;
use crate::case::Case;
use crate::measure::Undefined;
use crate::problem::{Code, Problem, Problems};

/// W14: the horizon ends before the headline's outlay is back, while its last period still brings money.
pub fn doubts(case: &Case, appraisal: &Appraisal<Decimal>) -> Problems {
    let mut problems = Problems::default();
    let Some(headline) = appraisal.perspectives.get(&appraisal.headline).map(|p| &p.budget) else { return problems };
    let late = headline.payback.figure == Err(Undefined::NeverWithinHorizon);
    if late && headline.net_flow.last().is_some_and(|last| *last > Decimal::ZERO) {
        let problem = Problem::new(Code::HorizonBeforePayback);
        let row = case.assumptions.iter().find(|row| row.path == "basis.horizon");
        problems.add(match row {
            Some(row) => problem.at(row.span),
            None => problem,
        });
    }
    problems
}
