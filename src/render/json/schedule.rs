//! `afkast.schedule`

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Head, Json, Object, figure};
use crate::appraisal::{InvestorFigures, Schedule, Totals, taker};
use crate::case::Case;
use crate::case::contract::{Contract, PointLabel};
use crate::model::payment::plan::Earns;
use crate::model::payment::{Kind, Payment};

/// Every payment of a contract.
pub fn schedule(head: Head<'_>, case: &Case, of: &Schedule) -> Json {
    let object = head.begin("afkast.schedule");
    match &case.contract {
        Some(contract) => Page { contract, of }.on(object).done(),
        None => object.done(),
    }
}

struct Page<'p> {
    contract: &'p Contract,
    of: &'p Schedule,
}

/// Amounts by party, in order of id.
fn by_party(amounts: &BTreeMap<&str, Decimal>) -> Json {
    amounts.iter().fold(Object::default(), |o, (party, amount)| o.with(party, Json::Number(*amount))).done()
}

fn named(amounts: &BTreeMap<String, Decimal>) -> Json {
    let something = amounts.iter().filter(|(_, a)| !a.is_zero());
    something.fold(Object::default(), |o, (name, amount)| o.with(name, Json::Number(*amount))).done()
}

impl Page<'_> {
    fn money(&self, units: Decimal) -> Decimal {
        units * self.of.plan.minor_unit
    }

    fn on(&self, object: Object) -> Object {
        let plan = &self.of.plan;
        let mut in_all: BTreeMap<&str, Decimal> = BTreeMap::new();
        let mut by_year: BTreeMap<i32, (Decimal, BTreeMap<&str, Decimal>)> = BTreeMap::new();
        for term in &plan.terms {
            for (party, _) in term.pays.iter().filter_map(|p| plan.splits.get(p.split)).flat_map(|s| &s.payers) {
                in_all.entry(party.as_str()).or_default();
            }
        }
        for payment in &self.of.record.payments {
            let year = by_year.entry(payment.paid.month().year()).or_default();
            year.0 += self.money(payment.amount);
            for (party, amount) in self.payers(payment) {
                *in_all.entry(party).or_default() += amount;
                *year.1.entry(party).or_default() += amount;
            }
        }
        let years = by_year.iter().fold(Object::default(), |o, (year, (total, payers))| {
            let year_of = Object::default().with("total", Json::Number(*total)).with("by_payer", by_party(payers));
            o.with(&year.to_string(), year_of.done())
        });
        let return_cap = plan.return_cap.as_ref().map_or(Json::Null, |cap| {
            let to = cap.excess.as_ref().map_or("payers", |party| party.as_str());
            Object::default()
                .with("cut", Json::Number(self.money(self.of.record.cut)))
                .with("to", Json::text(to))
                .done()
        });
        let investors = plan.investors.iter().zip(&self.of.investors);
        object
            .with("prices", Json::text(self.contract.prices.word()))
            .with("minor_unit", Json::Number(plan.minor_unit))
            .with("payments", Json::List(self.of.record.payments.iter().map(|p| self.payment(p)).collect()))
            .with("by_payer", by_party(&in_all))
            .with("by_year", years.done())
            .with("totals", totals(&self.of.totals))
            .with("return_cap", return_cap)
            .with("guarantee", self.guarantee())
            .with(
                "investors",
                investors.fold(Object::default(), |o, (i, figures)| o.with(i.party.as_str(), investor(figures))).done(),
            )
            .with_some("investors_together", self.of.together.as_ref().map(investor))
    }

    fn payers<'p>(&'p self, payment: &'p Payment<Decimal>) -> impl Iterator<Item = (&'p str, Decimal)> {
        let plan = &self.of.plan;
        let pays = plan.terms.get(payment.term).and_then(|t| t.pays.as_ref());
        let split = pays.and_then(|p| plan.splits.get(p.split)).map_or(&[][..], |s| &s.payers);
        split.iter().zip(&payment.by_payer).map(|((party, _), units)| (party.as_str(), self.money(*units)))
    }

    /// The term, the measurement and the quantity that a payment is about: of a selector those of the chosen member, or
    /// of the first member with a line when that has none.
    fn about(&self, payment: &Payment<Decimal>) -> (usize, Option<PointLabel>, Option<Decimal>, Option<usize>) {
        let (plan, earned) = (&self.of.plan, &self.of.record.earned);
        let Some((place, line)) = payment.line.and_then(|place| Some((place, plan.lines.get(place)?))) else {
            let correction = payment.correction.and_then(|c| plan.corrections.get(c));
            return (payment.term, correction.map(|c| c.measured.clone()), None, None);
        };
        let quantity = |place: usize| earned.quantity.get(place).copied().flatten();
        let Earns::Chosen(members) = &line.earns else {
            return (payment.term, Some(line.measured.clone()), quantity(place), None);
        };
        let chosen = earned.chosen.get(place).copied().flatten();
        let is_chosen = |l: &&usize| plan.lines.get(**l).is_some_and(|l| Some(l.term) == chosen);
        let all = || members.iter().flatten();
        match all().find(is_chosen).or_else(|| all().next()) {
            Some(place) => {
                let line = &plan.lines[*place];
                (line.term, Some(line.measured.clone()), quantity(*place), chosen)
            }
            None => (payment.term, Some(line.measured.clone()), None, chosen),
        }
    }

    fn payment(&self, of: &Payment<Decimal>) -> Json {
        let plan = &self.of.plan;
        let (about, measured, quantity, chosen) = self.about(of);
        let id = |term: usize| plan.terms.get(term).map(|t| t.id.clone());
        let metric = id(about).and_then(|id| self.contract.terms.get(&id)?.metric.clone());
        let cohort = of.line.and_then(|place| plan.lines.get(place)?.cohort.clone());
        let taken: BTreeMap<String, Decimal> =
            of.taken.iter().map(|(t, units)| (taker(plan, *t), self.money(*units))).collect();
        let recipient = plan.terms.get(of.term).and_then(|t| t.pays.as_ref()?.recipient.as_ref());
        let payers: BTreeMap<&str, Decimal> = self.payers(of).collect();
        let quantity = quantity.filter(|_| of.kind != Kind::Correction);
        Object::default()
            .with("term", id(of.term).map_or(Json::Null, |id| Json::text(id.as_str())))
            .with("metric", metric.map_or(Json::Null, |id| Json::text(id.as_str())))
            .with("cohort", cohort.map_or(Json::Null, |id| Json::text(id.as_str())))
            .with("kind", Json::text(of.kind.word()))
            .with("measured", measured.map_or(Json::Null, |label| Json::text(label.as_str())))
            .with("quantity", quantity.map_or(Json::Null, Json::Number))
            .with("earned", Json::text(of.earned.to_string()))
            .with("verified", Json::text(of.verified.to_string()))
            .with("paid", Json::text(of.paid.to_string()))
            .with("earned_amount", Json::Number(self.money(of.earned_amount)))
            .with("amount", Json::Number(self.money(of.amount)))
            .with("taken_by_caps", named(&taken))
            .with("by_payer", by_party(&payers))
            .with("recipient", Json::text(recipient.map_or("investors", |party| party.as_str())))
            .with_some("chosen", chosen.and_then(id).map(|id| Json::text(id.as_str())))
            .done()
    }

    fn guarantee(&self) -> Json {
        match (&self.of.plan.guarantee, &self.of.record.guarantee) {
            (Some(guarantee), Some(paid)) => Object::default()
                .with("by", Json::text(guarantee.by.as_str()))
                .with("date", Json::text(paid.day.to_string()))
                .with("amount", Json::Number(self.money(paid.amounts.iter().sum())))
                .done(),
            _ => Json::Null,
        }
    }
}

fn totals(of: &Totals) -> Json {
    Object::default()
        .with("earned", Json::Number(of.earned))
        .with("corrections", Json::Number(of.corrections))
        .with("lapsed", Json::Number(of.lapsed))
        .with("carried", Json::Number(of.carried))
        .with("paid", Json::Number(of.paid))
        .with("lapsed_by", named(&of.lapsed_by))
        .with("carried_by", named(&of.carried_by))
        .done()
}

fn investor(of: &InvestorFigures) -> Json {
    let flow = |f: &crate::appraisal::InvestorFlow| {
        Object::default()
            .with("date", Json::text(f.day.to_string()))
            .with("month", Json::Number(f.tau.exact() * Decimal::from(12)))
            .with("draw", Json::Number(f.draw))
            .with("payment", Json::Number(f.payment))
            .with("net", Json::Number(f.payment - f.draw))
            .done()
    };
    let rates = &of.internal_rate_of_return;
    let outlay = match of.deepest_outlay {
        Ok((amount, day)) => figure(Ok(amount)).with_some("date", day.map(|d| Json::text(d.to_string()))).done(),
        Err(why) => figure(Err(why)).done(),
    };
    Object::default()
        .with("flows", Json::List(of.flows.iter().map(flow).collect()))
        .with("draws", Json::Number(of.draws))
        .with("payments", Json::Number(of.payments))
        .with("net_result", figure(Ok(of.payments - of.draws)).done())
        .with("net_present_value", figure(of.net_present_value).done())
        .with("internal_rate_of_return", figure(rates.figure()).with("roots", Json::numbers(&rates.roots)).done())
        .with("money_multiple", figure(of.money_multiple).done())
        .with("deepest_outlay", outlay)
        .with("loss_at_zero_outcomes", figure(of.loss_at_zero_outcomes).done())
        .done()
}
