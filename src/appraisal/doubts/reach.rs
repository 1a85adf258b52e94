//! Steps of pay that are cliffs, and marks that nobody can reach.

use rust_decimal::Decimal;

use crate::case::contract::{Contract, Earns, Limit, MetricKind, Scope, Shape, Source, Step, Term, Windows};
use crate::case::{Case, Id};
use crate::ledger::Ledger;
use crate::model::Model;
use crate::problem::{Code, Problem, Problems};

/// Warns of steps and marks.
pub(super) fn warn(
    case: &Case,
    contract: &Contract,
    (model, ledger): (&Model, &Ledger<Decimal>),
    paid: Decimal,
    problems: &mut Problems,
) {
    let whole = whole_cap(contract).unwrap_or(paid);
    for term in contract.terms.values() {
        if let Shape::Step(step) = &term.shape {
            cliff(term, step, whole, problems);
            if let Some(most) = most(case, contract, term, model, ledger) {
                for tier in step.tiers.iter().filter(|tier| tier.at > most) {
                    let problem = Problem::new(Code::OutOfReach).variant("tier").with("id", &term.id);
                    let problem = problem.with("mark", tier.at.normalize()).with("most", most.normalize());
                    problems.add(problem.at(term.names.span));
                }
            }
        }
        milestones(case, term, problems);
    }
}

/// The smallest cap on all payments, without windows.
fn whole_cap(contract: &Contract) -> Option<Decimal> {
    let of_contract = contract.caps.values().filter(|c| c.scope == Scope::Contract && c.windows == Windows::One);
    let amounts = of_contract.filter_map(|cap| match &cap.limit {
        Limit::Amount(amount) => Some(amount.value),
        Limit::EachPerson { .. } | Limit::Share(_) => None,
    });
    amounts.min()
}

/// W9: one more success changes the payment by more than a tenth of the contract's cap, or of all payments.
fn cliff(term: &Term, step: &Step, whole: Decimal, problems: &mut Problems) {
    if step.interpolate || whole <= Decimal::ZERO {
        return;
    }
    let tenth = Decimal::new(1, 1);
    let mut below = step.below.value;
    for tier in &step.tiers {
        let rise = tier.pay.value.checked_sub(below).and_then(|r| r.checked_mul(step.base.value)).map(|r| r.abs());
        below = tier.pay.value;
        let Some(rise) = rise else { continue };
        if whole.checked_mul(tenth).is_some_and(|tenth| rise > tenth) {
            let share = rise.checked_div(whole).and_then(|s| s.checked_mul(Decimal::ONE_HUNDRED)).unwrap_or_default();
            let problem = Problem::new(Code::Cliff).with("id", &term.id).with("mark", tier.at.normalize());
            problems.add(problem.with("share", share.round()).at(term.names.span));
            return; // One line a term: the others follow from it.
        }
    }
}

/// The most that a metric can come to, where people or a whole bound it: nobody reaches more than all of them.
fn most(case: &Case, contract: &Contract, term: &Term, model: &Model, ledger: &Ledger<Decimal>) -> Option<Decimal> {
    let metric = contract.metrics.get(term.metric.as_ref()?)?;
    if metric.lower_is_better {
        return None;
    }
    let people = |group: &Id| {
        let line = model.line(&format!("group.{group}.starters"))?;
        Some(ledger.single(line))
    };
    match &metric.kind {
        MetricKind::Outcome(id) => {
            let outcome = case.outcomes.get(id).filter(|o| o.is_in_persons())?;
            people(&outcome.group)
        }
        MetricKind::Group(id) => people(id),
        MetricKind::Effect(crate::case::contract::Form::RelativeReduction) => {
            let scales = term.lines.iter().filter_map(|line| match &line.earns {
                Earns::Value(value) => match &value.source {
                    Source::Effect(effect) => Some(effect.scale),
                    _ => None,
                },
                _ => None,
            });
            scales.max()
        }
        MetricKind::Forecast | MetricKind::Held | MetricKind::ExpectedShare | MetricKind::Saving => None,
        MetricKind::Effect(_) => None,
    }
}

/// A milestone at which the model's effect has always ended.
fn milestones(case: &Case, term: &Term, problems: &mut Problems) {
    if !matches!(term.shape, Shape::Milestones { .. } | Shape::Recurring) {
        return;
    }
    for line in &term.lines {
        let Earns::Units { value, .. } = &line.earns else { continue };
        let Source::Model(count) = &value.source else { continue };
        let (Some(start), Some(outcome)) =
            (count.starts_in, count.outcome.as_ref().and_then(|id| case.outcomes.get(id)))
        else {
            continue;
        };
        let onset = case.basis.calendar.month(start + outcome.onset);
        if count.at.month().since(onset) >= outcome.lasts {
            let problem = Problem::new(Code::OutOfReach).variant("milestone").with("id", &term.id);
            problems.add(problem.with("mark", &line.measured).with("outcome", &outcome.id).at(term.names.span));
            return;
        }
    }
}
