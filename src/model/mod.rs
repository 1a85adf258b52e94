//! Every formula of the tool, and nothing else. A [`Model`] is the list of formulas of one case, in order, without
//! figures: an assignment says what each input is worth, and the ledger holds what comes out.
//!
//! What may not enter here: text for people, files, rounding that no contract asks for.

mod cohorts;
mod consequences;
mod costs;
mod discounting;
mod flows;
mod line;
mod outcomes;
mod quantity;
mod step;
mod weights;

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

pub use discounting::Lies;
pub use flows::{Class, Crossing, FlowLine, PerspectiveLines, Sums, counts_as};
pub use line::{LineKey, LineKind};
pub use quantity::ModelInput;
pub use step::{Axis, InputId, Operation, Said, Schedule, Shape, Sign, Step, StepId};
pub use weights::Weights;

use crate::calendar::{Calendar, Timing, Years};
use crate::case::{
    Amount, Case, Consequence, Cost, Direction, Felt, Flow, FlowKind, Id, Input, PartyId, PartyKind, Per, When,
};
use crate::unit::Unit;
use cohorts::GroupLines;
use discounting::Discount;
use outcomes::OutcomeLines;
use quantity::{Builder, Quantity};

/// Formulas that do not fit together: our own fault, never the file's.
#[derive(Debug, Error)]
#[error("the model does not fit together: {0:?}")]
pub struct Clash(pub Vec<String>);

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
    /// When formulas do not fit together, which no file can bring about.
    pub fn of(case: &Case, scope: &Scope) -> Result<Model, Clash> {
        let builder = Builder::default();
        let parts = Parts::write(&builder, case, scope);
        let basis = &case.basis;
        let schedule = discounting::schedule(&builder, basis);
        let rate = |input: &Option<Arc<Input>>| input.as_ref().map(|i| builder.input(i, Unit::ONE).id());
        let (finance_rate, reinvestment_rate) = (rate(&basis.finance_rate), rate(&basis.reinvestment_rate));
        let (steps, inputs) = builder.finish().map_err(Clash)?;
        Ok(Model {
            steps,
            inputs,
            lines: parts.lines,
            starters: parts.starters,
            outcomes: parts.outcomes,
            perspectives: parts.perspectives,
            welfare: parts.welfare,
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
}

/// What is known of a line before its steps are appended.
struct Entry<'c> {
    id: String,
    kind: &'static str,
    title: &'c Option<String>,
    from: PartyId,
    to: PartyId,
    area: &'c Option<String>,
    cash: bool,
    class: Class,
    lies: Lies,
}

/// Writes lines, with their present values.
struct Writer<'m, 'c> {
    model: &'m Builder,
    calendar: &'c Calendar,
    discount: Discount<'m>,
    lines: Vec<FlowLine>,
}

impl<'m> Writer<'m, '_> {
    fn line(&mut self, entry: Entry<'_>, amounts: Quantity<'m>) {
        let factors = self.discount.factors(self.calendar, entry.lies);
        let present_value = (amounts * factors).named(LineKind::LinePresentValue, &entry.id);
        self.lines.push(FlowLine {
            id: entry.id,
            kind: entry.kind,
            title: entry.title.clone(),
            from: entry.from,
            to: entry.to,
            area: entry.area.clone(),
            cash: entry.cash,
            class: entry.class,
            amounts: amounts.id(),
            lies: entry.lies,
            present_value: present_value.id(),
            total_present_value: present_value.total().id(),
        });
    }

    fn cost(&mut self, cost: &Cost, groups: &BTreeMap<Id, GroupLines<'m>>, avoided: bool) {
        let table = if avoided { "avoided" } else { "cost" };
        let of = format!("{table}.{}", cost.id);
        let amount = costs::paid(self.model, self.calendar, groups, &cost.amount).named(LineKind::CostAmount, &of);
        for share in &cost.bearers {
            let bearer = &share.party;
            let id = format!("{of}.{bearer}");
            let part = (amount * self.model.share(&share.parts, format!("{of}.bearer.{bearer}"), share.span))
                .named(LineKind::Amount, &id);
            let (from, to) = if avoided { (&cost.paid_to, bearer) } else { (bearer, &cost.paid_to) };
            let class = match (avoided, cost.net_of_cost) {
                (false, _) => Class::Cost,
                (true, false) => Class::Benefit,
                (true, true) => Class::NetOfCost,
            };
            let entry = Entry {
                id,
                kind: if avoided { "avoided" } else { cost.kind.word() },
                title: &cost.names.title,
                from: from.clone(),
                to: to.clone(),
                area: &cost.area,
                cash: cost.kind.is_cash(),
                class,
                lies: lies(&cost.amount, cost.timing),
            };
            self.line(entry, part);
        }
    }

    fn consequence(&mut self, consequence: &Consequence, outcomes: &BTreeMap<Id, OutcomeLines<'m>>) {
        let gain = match (consequence.felt, consequence.direction) {
            (Felt::CostTo, Direction::Fewer) | (Felt::IncomeTo | Felt::ValueTo, Direction::More) => true,
            (Felt::CostTo, Direction::More) | (Felt::IncomeTo | Felt::ValueTo, Direction::Fewer) => false,
        };
        for id in &consequence.outcomes {
            let Some(outcome) = outcomes.get(id) else { continue };
            for share in &consequence.shares {
                let party = &share.party;
                let amount = consequences::amount(self.model, consequence, outcome, share);
                let counterparty = &consequence.counterparty;
                let (from, to) = if gain { (counterparty, party) } else { (party, counterparty) };
                let entry = Entry {
                    id: format!("consequence.{}.{id}.{party}", consequence.id),
                    kind: consequence.kind.word(),
                    title: &consequence.names.title,
                    from: from.clone(),
                    to: to.clone(),
                    area: &consequence.area,
                    cash: consequence.kind.is_cash(),
                    class: Class::Benefit,
                    lies: Lies::In(consequence.timing),
                };
                self.line(entry, amount);
            }
        }
    }

    fn flow(&mut self, flow: &Flow) {
        let id = format!("flow.{}", flow.id);
        let amount = costs::paid(self.model, self.calendar, &BTreeMap::new(), &flow.amount);
        let class = match flow.kind {
            FlowKind::Cost => Class::Cost,
            FlowKind::Benefit => Class::Benefit,
            FlowKind::Transfer | FlowKind::Payment => Class::Payment,
        };
        let entry = Entry {
            id: id.clone(),
            kind: flow.kind.word(),
            title: &flow.names.title,
            from: flow.payer.clone(),
            to: flow.recipient.clone(),
            area: &flow.area,
            cash: true,
            class,
            lies: lies(&flow.amount, flow.timing),
        };
        self.line(entry, amount.named(LineKind::Amount, id));
    }
}

/// Where the amounts of a line lie.
fn lies(amount: &Amount, timing: Timing) -> Lies {
    match amount {
        Amount::Repeated { per: Per::Once(When::Point { at, period, .. }), .. } => Lies::At(*at, *period),
        _ => Lies::In(timing),
    }
}

impl Parts {
    fn write<'m>(model: &'m Builder, case: &'m Case, scope: &Scope) -> Parts {
        let calendar = &case.basis.calendar;
        let groups: BTreeMap<Id, GroupLines<'m>> =
            case.groups.iter().map(|(id, g)| (id.clone(), cohorts::group(model, g))).collect();
        let mut known = BTreeMap::new();
        let mut outcomes: BTreeMap<Id, OutcomeLines<'m>> = BTreeMap::new();
        for (id, outcome) in &case.outcomes {
            if let Some(group) = groups.get(&outcome.group) {
                outcomes.insert(id.clone(), outcomes::outcome(model, calendar, group, outcome, &mut known));
            }
        }
        let discount = Discount::new(model, &case.basis);
        let mut writer = Writer { model, calendar, discount, lines: Vec::new() };
        case.costs.values().for_each(|c| writer.cost(c, &groups, false));
        case.avoided.values().for_each(|c| writer.cost(c, &groups, true));
        case.consequences.values().for_each(|c| writer.consequence(c, &outcomes));
        case.flows.values().for_each(|f| writer.flow(f));
        let mut lines = writer.lines;
        lines.sort_by(|a, b| a.id.cmp(&b.id));

        let starters: Vec<(Sign, Quantity<'m>)> = groups.values().map(|g| (Sign::Plus, g.starters)).collect();
        let starters = model.sum(&starters, Unit::PEOPLE, Shape::Single).named(LineKind::Starters, "").id();
        let asked = |id: &str| match scope {
            Scope::All => true,
            Scope::Only(names) => names.iter().any(|n| n == id),
        };
        let perspectives: BTreeMap<String, PerspectiveLines> = case
            .perspectives
            .values()
            .filter(|p| asked(&p.id))
            .map(|p| (p.id.clone(), flows::perspective(model, p, &lines)))
            .collect();
        let welfare = perspectives.contains_key("public").then(|| welfare(model, case, &lines));
        let outcomes = outcomes
            .into_iter()
            .map(|(id, o)| {
                let steps = OutcomeSteps {
                    counted: o.counted.id(),
                    net_outcomes: o.net.id(),
                    gross_outcomes: o.gross.map(Quantity::id),
                    person_years: o.person_years.id(),
                };
                (id, steps)
            })
            .collect();
        Parts { lines, starters, outcomes, perspectives, welfare }
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
    model.sum(&terms, Unit::MONEY, Shape::Single).id()
}
