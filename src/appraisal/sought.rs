//! One figure that is looked for again and again: which steps it is read from, and how, without the others.

use super::figures::Reading;
use super::lookup::{FIGURES, full_name};
use crate::case::Case;
use crate::ledger::Ledger;
use crate::measure::ratio::{cost_per, marginal_value_of_public_funds};
use crate::measure::{Measure, Undefined};
use crate::model::{FlowLine, Model, PerspectiveLines, Placed, Schedule, StepId, Sums};
use crate::number::Number;

/// A figure by its name, found in a model: [`Appraisal::get`](super::Appraisal::get) for one figure of many ledgers.
#[derive(Clone, Debug)]
pub struct Sought<'m> {
    /// Its whole name, as in section 9 of the method: `net_present_value`, `economic.payback`, `outcomes.job.net_outcomes`.
    pub name: String,
    /// Whose it is.
    pub perspective: String,
    from: From<'m>,
}

/// What a figure is read from.
#[derive(Clone, Copy, Debug)]
enum From<'m> {
    /// It is a step.
    Step(StepId),
    /// There is none.
    Nothing(Undefined),
    /// What crosses a perspective's border.
    Lines { lines: &'m PerspectiveLines, sums: &'m Sums, economic: bool, figure: &'static str },
    /// Costs by what they bring.
    CostPer { costs: Option<StepId>, outcomes: StepId },
    /// What citizens gain by what the public pays.
    Marginal { welfare: StepId, lines: &'m PerspectiveLines },
}

impl<'m> Sought<'m> {
    /// A figure by its name, whole or short; `None` when the case has none of that name.
    pub fn of(case: &Case, model: &'m Model, figure: &str, perspective: &str) -> Option<Sought<'m>> {
        let (economic, plain) = match figure.strip_prefix("economic.") {
            Some(plain) => (true, full_name(plain)),
            None => (false, full_name(figure)),
        };
        let from = match plain.strip_prefix("outcomes.").and_then(|rest| rest.rsplit_once('.')) {
            Some((id, name)) if !economic => of_outcome(case, model, id, name)?,
            _ => {
                let lines = model.perspectives.get(perspective)?;
                let sums = if economic { lines.economic.as_ref()? } else { &lines.budget };
                match (plain, sum(sums, plain)) {
                    (_, Some(step)) => From::Step(step),
                    ("marginal_value_of_public_funds", _) if !economic && perspective == "public" => {
                        From::Marginal { welfare: model.welfare?, lines }
                    }
                    ("marginal_value_of_public_funds", _) => return None,
                    _ => {
                        let figure = FIGURES.iter().find(|f| **f == plain)?;
                        From::Lines { lines, sums, economic, figure }
                    }
                }
            }
        };
        let name = if economic { format!("economic.{plain}") } else { plain.to_owned() };
        Some(Sought { name, perspective: perspective.to_owned(), from })
    }

    /// The step that the figure is, when it is one: only then can it be linear in an input.
    pub fn step(&self) -> Option<StepId> {
        match self.from {
            From::Step(step) => Some(step),
            _ => None,
        }
    }

    /// Whether it is a sum over lines: what some of them add to it is told by them alone.
    pub fn adds_up(&self) -> bool {
        self.step().is_some() && !self.name.starts_with("outcomes.")
    }

    /// Every step that it is read from.
    pub fn steps(&self, model: &Model) -> Vec<StepId> {
        match self.from {
            From::Step(step) => vec![step],
            From::Nothing(_) => Vec::new(),
            From::CostPer { costs, outcomes } => costs.into_iter().chain([outcomes]).collect(),
            From::Marginal { welfare, lines } => {
                let mut steps = of_lines(model, lines, &lines.budget);
                steps.push(welfare);
                steps
            }
            From::Lines { lines, sums, .. } => of_lines(model, lines, sums),
        }
    }

    /// The figure in a ledger, or why there is none.
    pub fn read<N: Number>(&self, model: &Model, ledger: &Ledger<N>) -> Measure<N> {
        match self.from {
            From::Step(step) => Ok(ledger.single(step)),
            From::Nothing(why) => Err(why),
            From::CostPer { costs, outcomes } => {
                let costs = costs.map_or(N::NIL, |c| ledger.single(c));
                cost_per(costs, ledger.single(outcomes), Undefined::NoNetOutcomes)
            }
            From::Marginal { welfare, lines } => {
                let reading = Reading::of(model, ledger, lines, &lines.budget, false);
                let net = ledger.single(lines.budget.net_present_value);
                marginal_value_of_public_funds(ledger.single(welfare), net, reading.largest())
            }
            From::Lines { lines, sums, economic, figure } => {
                let found = Reading::of(model, ledger, lines, sums, economic).get(figure);
                found.unwrap_or(Err(Undefined::OutOfRange))
            }
        }
    }
}

fn sum(sums: &Sums, figure: &str) -> Option<StepId> {
    Some(match figure {
        "net_result" => sums.net_result,
        "net_present_value" => sums.net_present_value,
        "present_value_of_costs" => sums.present_value_of_costs,
        "present_value_of_benefits" => sums.present_value_of_benefits,
        "present_value_of_payments" => sums.present_value_of_payments,
        _ => return None,
    })
}

fn of_outcome<'m>(case: &Case, model: &Model, id: &str, figure: &str) -> Option<From<'m>> {
    let (_, steps) = model.outcomes.iter().find(|(outcome, _)| outcome.as_str() == id)?;
    Some(match figure {
        "counted" => From::Step(steps.counted),
        "net_outcomes" => From::Step(steps.net_outcomes),
        "gross_outcomes" => steps.gross_outcomes.map_or(From::Nothing(Undefined::BaselineUnknown), From::Step),
        "cost_per_net_outcome" => {
            let headline = model.perspectives.get(&case.basis.perspective);
            let costs = headline.map(|lines| lines.budget.present_value_of_costs);
            From::CostPer { costs, outcomes: steps.net_outcomes }
        }
        _ => return None,
    })
}

/// Every step that a figure over the lines of a perspective may be read from.
fn of_lines(model: &Model, lines: &PerspectiveLines, sums: &Sums) -> Vec<StepId> {
    let crossing = lines.crossing.iter().filter_map(|(place, _)| model.lines.get(*place));
    let on_days = |line: &FlowLine| match &line.lies {
        Placed::Periods(_) => None,
        Placed::Days(days) => Some([days.amounts, days.present_value]),
    };
    let of_line = |line: &FlowLine| [line.amounts, line.present_value, line.total_present_value];
    let mut steps: Vec<StepId> =
        crossing.flat_map(|line| of_line(line).into_iter().chain(on_days(line).into_iter().flatten())).collect();
    steps.extend([sums.net_present_value, sums.present_value_of_costs]);
    steps.extend([sums.present_value_of_benefits, sums.present_value_of_payments, model.starters]);
    steps.extend(model.finance_rate.into_iter().chain(model.reinvestment_rate));
    if let Schedule::Rate(rate) = &model.schedule {
        steps.push(*rate);
    }
    steps
}
