//! The appraisal: every figure of a case, for each perspective, read from a ledger.

mod by_time;
mod demands;
mod doubts;
mod figures;
mod lookup;
mod ranking;
mod schedule;
mod sought;

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Case, Id, PartyId};
use crate::ledger::Ledger;
use crate::measure::ratio::{cost_per, marginal_value_of_public_funds};
use crate::measure::{Measure, Undefined};
use crate::model::Model;
use crate::number::Number;

pub use demands::{Side, Verdict, judge, judge_by, unknown};
pub use doubts::{contract_doubts, doubts};
use figures::Reading;
pub use figures::{Figures, RateUsed, Uncorrected, month_of};
pub use lookup::{FIGURES, OF_OUTCOMES, SHORT, full_name};
pub use ranking::{Better, CostAndGain, ranks};
pub use schedule::{InvestorFigures, InvestorFlow, Schedule, Totals, schedule, taker};
pub use sought::Sought;

/// Every figure of a case.
#[derive(Clone, Debug)]
pub struct Appraisal<N> {
    /// The perspective that pages begin with.
    pub headline: String,
    /// By name.
    pub perspectives: BTreeMap<String, PerspectiveFigures<N>>,
    /// By id.
    pub outcomes: BTreeMap<Id, OutcomeFigures<N>>,
    /// Starters of all groups.
    pub starters: N,
}

/// The figures of a perspective.
#[derive(Clone, Debug)]
pub struct PerspectiveFigures<N> {
    /// Who is in it.
    pub parties: BTreeSet<PartyId>,
    /// Over cash lines: the budget result.
    pub budget: Figures<N>,
    /// Over all lines, when a line that is not cash crosses the border.
    pub economic: Option<Figures<N>>,
    /// Of the perspective `public`.
    pub marginal_value_of_public_funds: Option<Measure<N>>,
}

/// The figures of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeFigures<N> {
    /// Whom the rates are about.
    pub counted: N,
    /// Outcomes because of the service.
    pub net_outcomes: N,
    /// Outcomes because of the service with no correction for optimism; when the case corrects effects.
    pub net_outcomes_uncorrected: Option<N>,
    /// Outcomes with the service.
    pub gross_outcomes: Measure<N>,
    /// In effect, by period.
    pub person_years: Vec<N>,
    /// Present value of the headline's costs ÷ net outcomes.
    pub cost_per_net_outcome: Measure<N>,
}

/// Reads the figures of the perspectives in a model's scope from its ledger.
///
/// `uncorrected` is the ledger with every correction for optimism at nil, for a case that corrects: see
/// [`Assignment::uncorrected`](crate::ledger::Assignment::uncorrected).
pub fn appraise<N: Number>(
    case: &Case,
    model: &Model,
    ledger: &Ledger<N>,
    uncorrected: Option<&Ledger<N>>,
) -> Appraisal<N> {
    let perspectives: BTreeMap<String, PerspectiveFigures<N>> = model
        .perspectives
        .values()
        .map(|lines| {
            let of = |sums, economic| Reading::of(model, ledger, lines, sums, economic).figures(uncorrected);
            let budget = of(&lines.budget, false);
            let marginal = model.welfare.filter(|_| lines.id == "public").map(|welfare| {
                marginal_value_of_public_funds(ledger.single(welfare), budget.net_present_value, budget.largest)
            });
            let figures = PerspectiveFigures {
                parties: lines.parties.clone(),
                economic: lines.economic.as_ref().map(|sums| of(sums, true)),
                budget,
                marginal_value_of_public_funds: marginal,
            };
            (lines.id.clone(), figures)
        })
        .collect();
    let headline = case.basis.perspective.clone();
    let costs = perspectives.get(&headline).map(|p| p.budget.present_value_of_costs);
    let outcomes = model
        .outcomes
        .iter()
        .map(|(id, steps)| {
            let net_outcomes = ledger.single(steps.net_outcomes);
            let gross = steps.gross_outcomes.map(|g| ledger.single(g)).ok_or(Undefined::BaselineUnknown);
            let figures = OutcomeFigures {
                counted: ledger.single(steps.counted),
                net_outcomes,
                net_outcomes_uncorrected: uncorrected
                    .filter(|_| case.basis.optimism.is_some())
                    .map(|ledger| ledger.single(steps.net_outcomes)),
                gross_outcomes: gross,
                person_years: ledger.by_period(model, steps.person_years),
                cost_per_net_outcome: cost_per(costs.unwrap_or(N::NIL), net_outcomes, Undefined::NoNetOutcomes),
            };
            (id.clone(), figures)
        })
        .collect();
    Appraisal { headline, perspectives, outcomes, starters: ledger.single(model.starters) }
}
