//! What is probably wrong with a contract, seen from its figures: caps, what is paid after the horizon, investors.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::appraisal::schedule::{Schedule, schedule};
use crate::case::contract::Contract;
use crate::case::{Case, Id, grouped};
use crate::ledger::{Assignment, evaluate};
use crate::model::payment::{Kind, Taker};
use crate::model::{Model, Scope};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// Warns of what the payments show.
pub(super) fn warn(case: &Case, contract: &Contract, model: &Model, base: &Schedule, problems: &mut Problems) {
    paid_after_horizon(contract, model, base, problems);
    not_repaid(contract, base, problems);
    let caps = !base.plan.caps.is_empty();
    let nothing = base.totals.earned.is_zero();
    // Twice of what is expected: more than anybody writes a contract for.
    let twice = (caps || nothing).then(|| twice(case)).flatten();
    if nothing && twice.as_ref().is_some_and(|t| t.totals.earned.is_zero()) {
        problems.add(Problem::new(Code::OutOfReach).variant("nothing").at(contract.names.span));
    }
    if caps {
        binding(contract, base, twice.as_ref(), problems);
    }
}

/// The schedule when twice as much comes of everything as is expected.
fn twice(case: &Case) -> Option<Schedule> {
    let mut twice = case.clone();
    twice.contract.as_mut()?.expect_all(Decimal::TWO);
    let model = Model::of(&twice, &Scope::Only(Vec::new())).ok()?;
    let ledger = evaluate(&model, &Assignment::base(&model)).ok()?;
    schedule(&twice, &model, &ledger)?.ok()
}

/// What each cap took.
fn taken(of: &Schedule) -> BTreeMap<usize, Decimal> {
    let mut taken: BTreeMap<usize, Decimal> = BTreeMap::new();
    let all = of.record.payments.iter().filter(|p| p.kind != Kind::Carried).flat_map(|p| &p.taken);
    for (by, units) in all {
        if let Taker::Cap(place) = by {
            let sum = taken.entry(*place).or_default();
            *sum = sum.checked_add(*units).unwrap_or(*sum);
        }
    }
    taken
}

/// W10: a cap that takes something in the base case; one that takes nothing even from twice of what is expected.
fn binding(contract: &Contract, base: &Schedule, twice: Option<&Schedule>, problems: &mut Problems) {
    let (taken, of_twice) = (taken(base), twice.map(taken));
    let nil = |of: &BTreeMap<usize, Decimal>, place: usize| of.get(&place).is_none_or(Decimal::is_zero);
    for (place, cap) in base.plan.caps.iter().enumerate() {
        let at = span_of_cap(contract, &cap.id);
        if let Some(units) = taken.get(&place).filter(|t| !t.is_zero()) {
            let amount = units.checked_mul(base.plan.minor_unit).unwrap_or(*units);
            let problem = Problem::new(Code::CapBindsInBase).with("id", &cap.id).with("amount", amount.normalize());
            problems.add(problem.at(at));
        } else if of_twice.as_ref().is_some_and(|of| nil(of, place)) {
            problems.add(Problem::new(Code::CapNeverBinds).with("id", &cap.id).at(at));
        }
    }
}

fn span_of_cap(contract: &Contract, id: &Id) -> Span {
    contract.caps.get(id).map_or(contract.names.span, |cap| cap.names.span)
}

/// Payments that no period of the case holds.
fn paid_after_horizon(contract: &Contract, model: &Model, base: &Schedule, problems: &mut Problems) {
    let late = base.record.payments.iter().filter(|p| model.calendar.closing_day(p.paid).is_none());
    let late: Vec<_> = late.filter(|p| !p.amount.is_zero()).collect();
    let Some(first) = late.iter().map(|p| p.paid).min() else { return };
    let units = late.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.amount)).unwrap_or_default();
    let amount = units.checked_mul(base.plan.minor_unit).unwrap_or(units).normalize();
    let problem = Problem::new(Code::PaidAfterHorizon).with("amount", amount).with("first", first);
    problems.add(problem.at(contract.names.span));
}

/// Investors who get less than they advance in the base case.
fn not_repaid(contract: &Contract, base: &Schedule, problems: &mut Problems) {
    let all = base.together.as_ref().or(base.investors.first());
    let Some(all) = all.filter(|all| all.payments < all.draws) else { return };
    let lacking = all.draws.checked_sub(all.payments).unwrap_or_default();
    let problem = Problem::new(Code::InvestorNotRepaid)
        .with("back", grouped(all.payments))
        .with("draws", grouped(all.draws))
        .with("lacking", grouped(lacking));
    problems.add(problem.at(contract.names.span));
}
