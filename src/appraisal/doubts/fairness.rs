//! Who gains and who pays: a payment that is more than what it saves, money that flows before the first saving, parties
//! that gain while others pay.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::case::contract::{MetricKind, Shape};
use crate::case::{Case, Id, PartyId, PartyKind, grouped};
use crate::ledger::Ledger;
use crate::model::{Class, Crossing, FlowLine, Model};
use crate::problem::{Code, Problem, Problems};

/// Warns of what payers gain and pay.
pub(super) fn warn(case: &Case, model: &Model, ledger: &Ledger<Decimal>, problems: &mut Problems) {
    let Some(contract) = &case.contract else { return };
    let of = Flows { model, ledger };
    let parties: BTreeMap<&PartyId, (Decimal, Decimal)> = case
        .parties
        .iter()
        .filter(|(_, party)| !matches!(party.kind, PartyKind::Citizens | PartyKind::Investor | PartyKind::Provider))
        .map(|(id, _)| (id, (of.gains(id), of.pays(id))))
        .collect();
    let pays_more = parties.iter().find(|(id, (gain, pay))| pay > gain && !is_for_others(case, id));
    if let Some((payer, _)) = pays_more {
        for (id, (gain, pay)) in parties.iter().filter(|(id, (gain, pay))| gain > pay && id != &payer) {
            let problem = Problem::new(Code::GainsWithoutPaying)
                .variant(if pay.is_zero() { "nothing" } else { "less" })
                .with("party", id)
                .with("gain", grouped(gain.round_dp(2)))
                .with("pay", grouped(pay.round_dp(2)))
                .with("payer", payer);
            problems.add(problem.at(contract.names.span));
        }
    }
    for (id, _) in parties.iter().filter(|(_, (gain, pay))| *gain > Decimal::ZERO && *pay > Decimal::ZERO) {
        exceeds(case, &of, id, problems);
        before_gain(case, &of, id, problems);
    }
    let given = contract.terms.values().filter(|term| {
        let metric = term.metric.as_ref().and_then(|m| contract.metrics.get(m));
        metric.is_some_and(|m| matches!(m.kind, MetricKind::Forecast | MetricKind::Held))
    });
    let given: Vec<_> = given.collect();
    if let Some(first) = given.iter().map(|t| t.names.span).min().filter(|_| !case.outcomes.is_empty()) {
        // One line for all of them: they are forecast apart from the outcomes for one reason.
        let ids: Vec<&str> = given.iter().map(|t| t.id.as_str()).collect();
        problems.add(Problem::new(Code::PaymentWithoutOutcome).with("ids", ids.join(", ")).at(first));
    }
    for outcome in case.outcomes.values() {
        let measured =
            contract.metrics.values().any(|m| matches!(&m.kind, MetricKind::Outcome(id) if *id == outcome.id));
        if !measured {
            problems.add(Problem::new(Code::OutcomeWithoutPayment).with("id", &outcome.id).at(outcome.names.span));
        }
    }
}

/// Whether a party pays for effects without a budget of its own: an outcome fund, a foundation.
fn is_for_others(case: &Case, id: &PartyId) -> bool {
    case.parties
        .get(id)
        .is_some_and(|p| matches!(p.kind, PartyKind::OutcomeFund | PartyKind::Foundation | PartyKind::Fund))
}

/// Undiscounted sums of cash lines.
struct Flows<'f> {
    model: &'f Model,
    ledger: &'f Ledger<Decimal>,
}

impl Flows<'_> {
    fn total(&self, line: &FlowLine) -> Decimal {
        let amounts = self.ledger.by_period(self.model, line.amounts);
        amounts.into_iter().fold(Decimal::ZERO, |sum, a| sum.checked_add(a).unwrap_or(sum))
    }

    /// What consequences and avoided costs gain a party in cash, in less out.
    fn gains(&self, party: &PartyId) -> Decimal {
        self.gains_of(party, |_| true)
    }

    fn gains_of(&self, party: &PartyId, holds: impl Fn(&FlowLine) -> bool) -> Decimal {
        let own = std::iter::once(party.clone()).collect();
        let lines = self.model.lines.iter().filter(|l| l.cash && l.class == Class::Benefit && holds(l));
        lines.fold(Decimal::ZERO, |sum, line| match line.crosses(&own) {
            Crossing::In => sum.checked_add(self.total(line)).unwrap_or(sum),
            Crossing::Out => sum.checked_sub(self.total(line)).unwrap_or(sum),
            Crossing::Not => sum,
        })
    }

    /// What a party pays under the contract.
    fn pays(&self, party: &PartyId) -> Decimal {
        let lines = self.model.lines.iter().filter(|l| l.kind == "outcome-payment" && l.from == *party);
        lines.fold(Decimal::ZERO, |sum, line| sum.checked_add(self.total(line)).unwrap_or(sum))
    }
}

/// W7: what a party pays for an outcome is more than what the outcome saves it within the horizon.
fn exceeds(case: &Case, of: &Flows<'_>, party: &PartyId, problems: &mut Problems) {
    let Some(contract) = &case.contract else { return };
    let mut by_outcome: BTreeMap<&Id, Vec<&crate::case::contract::Term>> = BTreeMap::new();
    for term in contract.terms.values().filter(|t| !matches!(t.shape, Shape::Fixed | Shape::Given)) {
        let metric = term.metric.as_ref().and_then(|m| contract.metrics.get(m));
        if let Some(MetricKind::Outcome(outcome)) = metric.map(|m| &m.kind) {
            by_outcome.entry(outcome).or_default().push(term);
        }
    }
    for (outcome, terms) in by_outcome {
        let follows = |line: &FlowLine| {
            let mut parts = line.id.split('.');
            parts.next() == Some("consequence") && parts.nth(1) == Some(outcome.as_str())
        };
        let saved = of.gains_of(party, follows);
        let is_of = |line: &&FlowLine| {
            line.kind == "outcome-payment"
                && line.from == *party
                && terms.iter().any(|t| line.id.split('.').nth(1) == Some(t.id.as_str()))
        };
        let paid = of
            .model
            .lines
            .iter()
            .filter(is_of)
            .fold(Decimal::ZERO, |sum, l| sum.checked_add(of.total(l)).unwrap_or(sum));
        if saved > Decimal::ZERO && paid > saved {
            let problem = Problem::new(Code::PaymentExceedsSaving)
                .with("party", party)
                .with("outcome", outcome)
                .with("paid", grouped(paid.round_dp(2)))
                .with("saved", grouped(saved.round_dp(2)));
            let at = terms.first().map_or(contract.names.span, |t| t.names.span);
            problems.add(problem.at(at));
        }
    }
}

/// W8: most of what a party pays falls before its first saving.
fn before_gain(case: &Case, of: &Flows<'_>, party: &PartyId, problems: &mut Problems) {
    let Some(contract) = &case.contract else { return };
    let by_period = |holds: &dyn Fn(&FlowLine) -> bool| {
        let mut sums = vec![Decimal::ZERO; of.model.calendar.periods().len()];
        for line in of.model.lines.iter().filter(|l| l.cash && holds(l)) {
            for (sum, amount) in sums.iter_mut().zip(of.ledger.by_period(of.model, line.amounts)) {
                *sum = sum.checked_add(amount).unwrap_or(*sum);
            }
        }
        sums
    };
    let gains = by_period(&|l| l.class == Class::Benefit && l.to == *party);
    let paid = by_period(&|l| l.kind == "outcome-payment" && l.from == *party);
    let Some(first) = gains.iter().position(|g| *g > Decimal::ZERO) else { return };
    let sum = |amounts: &[Decimal]| amounts.iter().fold(Decimal::ZERO, |sum, a| sum.checked_add(*a).unwrap_or(sum));
    let (before, all) = (sum(paid.get(..first).unwrap_or(&[])), sum(&paid));
    let Some(share) = before.checked_div(all).filter(|share| *share > Decimal::new(5, 1)) else { return };
    let share = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).round();
    let problem = Problem::new(Code::PaymentBeforeGain).with("party", party).with("share", share);
    problems.add(problem.at(contract.names.span));
}
