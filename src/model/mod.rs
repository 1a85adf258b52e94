//! Every formula of the tool, and nothing else. A [`Model`] is the list of formulas of one case, in order, without
//! figures: an assignment says what each input is worth, and the ledger holds what comes out.
//!
//! What may not enter here: text for people, files, rounding that no contract asks for.

mod cohorts;
mod consequences;
mod contract;
mod contract_lines;
mod costs;
mod discounting;
mod flows;
mod grown;
mod line;
mod outcomes;
mod overlap;
pub mod payment;
mod prices;
mod quantity;
mod refunds;
mod size;
mod step;
mod weights;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

pub use contract::ContractSteps;
pub use discounting::Lies;
pub use flows::{Class, Crossing, FlowLine, OnDays, PerspectiveLines, Placed, Sums, counts_as};
pub use line::{LineKey, LineKind};
pub use step::{Axis, Contracted, InputId, Operation, Said, Schedule, Shape, Sign, Step, StepId, Values};
pub use weights::Weights;

/// An input of the model: a number or a series of the case, once, however often it is used.
pub use crate::case::AnyInput as ModelInput;

use crate::calendar::{Calendar, Timing, Years};
use crate::case::{Case, Id, Input, PartyKind};
use crate::unit::Unit;
use cohorts::GroupLines;
use flows::LinesByParty;
use outcomes::{KnownMonths, OutcomeLines};
use quantity::{Builder, Quantity};

/// Why there is no model.
#[derive(Debug, Error)]
pub enum NoModel {
    /// Formulas that do not fit together: our own fault, never the file's.
    #[error("the model does not fit together: {0:?}")]
    Clash(Vec<String>),
    /// More figures than any reader has use for.
    #[error("the case comes to too many figures")]
    TooLarge,
}

/// Which perspectives get their sums.
#[derive(Clone, Debug)]
pub enum Scope {
    /// All of the case's.
    All,
    /// These.
    Only(Vec<String>),
}

/// The lines of an outcome that pages and JSON show.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeSteps {
    /// Whom the rates are about.
    pub counted: StepId,
    /// Outcomes because of the service.
    pub net_outcomes: StepId,
    /// Outcomes with the service; none when the baseline is unknown.
    pub gross_outcomes: Option<StepId>,
    /// Outcomes without it; none when the baseline is unknown.
    pub without: Option<StepId>,
    /// In effect, by period.
    pub person_years: StepId,
}

/// The formulas of a case.
#[derive(Debug)]
pub struct Model {
    /// Every step, each after those it needs.
    pub steps: Vec<Step>,
    /// Every input, once.
    pub inputs: Vec<ModelInput>,
    /// The lines of the ledger, in order of the bytes of their ids.
    pub lines: Vec<FlowLine>,
    /// Starters of all groups.
    pub starters: StepId,
    /// The outcomes, in order of id.
    pub outcomes: BTreeMap<Id, OutcomeSteps>,
    /// The perspectives asked for, in order of name.
    pub perspectives: BTreeMap<String, PerspectiveLines>,
    /// PV of all lines of the parties of kind citizens, for the marginal value of public funds.
    pub welfare: Option<StepId>,
    /// The contract, when there is one.
    pub contract: Option<ContractSteps>,
    /// The rates behind the discount factors.
    pub schedule: Schedule,
    /// τ of the appraisal date.
    pub appraisal_date: Years,
    /// The finance rate of the modified rate; the schedule when none.
    pub finance_rate: Option<StepId>,
    /// The reinvestment rate of the modified rate; the schedule when none.
    pub reinvestment_rate: Option<StepId>,
    /// Periods of the case.
    pub calendar: Calendar,
    /// Where the amounts of a period lie, by default.
    pub timing: Timing,
}

impl Model {
    /// The formulas of a case.
    ///
    /// # Errors
    /// When the case comes to too many figures; when formulas do not fit together, which no file can bring about.
    pub fn of(case: &Case, scope: &Scope) -> Result<Model, NoModel> {
        let builder = Builder::default();
        let parts = Parts::write(&builder, case, scope);
        let basis = &case.basis;
        let schedule = discounting::schedule(&builder, &basis.discount);
        let rate = |input: &Option<Arc<Input>>| input.as_ref().map(|i| builder.input(i, Unit::ONE).id());
        let (finance_rate, reinvestment_rate) = (rate(&basis.finance_rate), rate(&basis.reinvestment_rate));
        if builder.size.is_full() {
            return Err(NoModel::TooLarge);
        }
        let (steps, inputs) = builder.finish().map_err(NoModel::Clash)?;
        Ok(Model {
            steps,
            inputs,
            lines: parts.lines,
            starters: parts.starters,
            outcomes: parts.outcomes,
            perspectives: parts.perspectives,
            welfare: parts.welfare,
            contract: parts.contract,
            schedule,
            appraisal_date: basis.appraisal_date,
            finance_rate,
            reinvestment_rate,
            calendar: basis.calendar.clone(),
            timing: basis.timing,
        })
    }

    /// A step of the model.
    pub fn step(&self, id: StepId) -> &Step {
        &self.steps[id.index()]
    }

    /// An input, by its path.
    pub fn input_id(&self, path: &str) -> Option<InputId> {
        self.inputs.iter().position(|i| i.path() == path).map(InputId::at)
    }

    /// The step of an input, by its path.
    pub fn input_step(&self, path: &str) -> Option<StepId> {
        let place = self
            .steps
            .iter()
            .position(|s| matches!(s.operation, Operation::Input(id) if self.inputs[id.index()].path() == path))?;
        Some(StepId::at(place))
    }

    /// The step of a line, by its id.
    pub fn line(&self, id: &str) -> Option<StepId> {
        let place = self.steps.iter().position(|s| s.line.as_ref().is_some_and(|l| l.to_string() == id))?;
        Some(StepId::at(place))
    }
}

/// The handles that later floors need.
struct Parts {
    lines: Vec<FlowLine>,
    starters: StepId,
    outcomes: BTreeMap<Id, OutcomeSteps>,
    perspectives: BTreeMap<String, PerspectiveLines>,
    welfare: Option<StepId>,
    contract: Option<ContractSteps>,
}

impl Parts {
    fn write<'m>(model: &'m Builder, case: &'m Case, scope: &Scope) -> Parts {
        let calendar = &case.basis.calendar;
        let has_room = || !model.size.is_full();
        let groups: BTreeMap<Id, GroupLines<'m>> =
            case.groups.iter().map(|(id, g)| (id.clone(), cohorts::group(model, g))).collect();
        let mut known = KnownMonths::new(model);
        let mut outcomes: BTreeMap<Id, OutcomeLines<'m>> = BTreeMap::new();
        for (id, outcome) in case.outcomes.iter().take_while(|_| has_room()) {
            if let Some(group) = groups.get(&outcome.group) {
                let lines = outcomes::outcome(model, calendar, &case.basis, group, outcome, &mut known);
                outcomes.insert(id.clone(), lines);
            }
        }
        let (lines, contract) = writer::lines(model, case, &groups, &outcomes, &mut known);

        let starters: Vec<(Sign, Quantity<'m>)> = groups.values().map(|g| (Sign::Plus, g.starters)).collect();
        let starters = model.sum(&starters, Unit::PEOPLE, Shape::Single).named(LineKind::Starters, "").id();
        let asked = |id: &str| match scope {
            Scope::All => true,
            Scope::Only(names) => names.iter().any(|n| n == id),
        };
        let by_party = LinesByParty::of(&lines);
        let perspectives: BTreeMap<String, PerspectiveLines> = case
            .perspectives
            .values()
            .filter(|p| asked(&p.id))
            .take_while(|_| has_room())
            .map(|p| (p.id.clone(), flows::perspective(model, p, &by_party)))
            .collect();
        let welfare = perspectives.contains_key("public").then(|| welfare(model, case, &lines));
        let outcomes = outcomes
            .into_iter()
            .map(|(id, o)| {
                let steps = OutcomeSteps {
                    counted: o.counted.id(),
                    net_outcomes: o.net.id(),
                    gross_outcomes: o.gross.map(Quantity::id),
                    without: o.without.map(Quantity::id),
                    person_years: o.person_years.id(),
                };
                (id, steps)
            })
            .collect();
        Parts { lines, starters, outcomes, perspectives, welfare, contract }
    }
}

/// Present value of all lines of the parties of kind citizens, in less out.
fn welfare(model: &Builder, case: &Case, lines: &[FlowLine]) -> StepId {
    let citizens = case.parties.values().filter(|p| p.kind == PartyKind::Citizens).map(|p| p.id.clone()).collect();
    let terms: Vec<(Sign, Quantity<'_>)> = lines
        .iter()
        .filter_map(|l| match l.crosses(&citizens) {
            Crossing::In => Some((Sign::Plus, model.at(l.total_present_value))),
            Crossing::Out => Some((Sign::Minus, model.at(l.total_present_value))),
            Crossing::Not => None,
        })
        .collect();
    model.sum(&terms, Unit::MONEY, Shape::Single).named(LineKind::PresentValueOfCitizens, "").id()
}
