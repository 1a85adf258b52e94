//! Payment streams: what is advanced, what each payer pays, what is left over, by period.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::columns::Columns;
use super::{Page, sum};
use crate::appraisal::{InvestorFigures, InvestorFlow};
use crate::calendar::Day;
use crate::case::PartyId;
use crate::report::{Adds, Emphasis, Row, Section};

/// Everybody who covers a term, in order of id, with what each pays in all.
pub(super) fn payers<'p>(page: &Page<'p>) -> Vec<(&'p PartyId, Option<Decimal>)> {
    let plan = &page.schedule.plan;
    let mut all: BTreeMap<&PartyId, Option<Decimal>> = BTreeMap::new();
    let splits = plan.terms.iter().filter_map(|t| plan.splits.get(t.pays.as_ref()?.split));
    splits.flat_map(|s| &s.payers).for_each(|(party, _)| {
        all.insert(party, Some(Decimal::ZERO));
    });
    for payment in &page.schedule.record.payments {
        for (party, amount) in page.payers(payment) {
            let total = all.entry(party).or_insert(Some(Decimal::ZERO));
            *total = total.zip(amount).and_then(|(total, amount)| total.checked_add(amount));
        }
    }
    all.into_iter().collect()
}

/// All investors together, or the only one.
pub(super) fn together<'p>(page: &Page<'p>) -> Option<&'p InvestorFigures> {
    page.schedule.together.as_ref().or(page.schedule.investors.first())
}

/// What a payer pays, by day; of one term or of all.
fn paid_by(page: &Page<'_>, payer: &PartyId, term: Option<usize>) -> Vec<(Day, Option<Decimal>)> {
    let payments = page.schedule.record.payments.iter().filter(|p| term.is_none_or(|term| term == p.term));
    payments.flat_map(|p| page.payers(p).filter(|(party, _)| *party == payer).map(|(_, a)| (p.paid, a))).collect()
}

/// The streams of an agreement's annex.
pub(super) fn streams(page: &Page<'_>, columns: &Columns) -> Section {
    let mut table = columns.table(page);
    let mut row = |label: String, amounts: &[Option<Decimal>], emphasis: Emphasis| {
        let cells = amounts.iter().map(|a| page.cell(*a)).collect();
        table.row(Row::new(label, cells).with(emphasis))
    };
    let name = |key: &str| page.words.page(&format!("schedule.{key}"));
    let investors = together(page);
    let flows = |of: fn(&InvestorFlow) -> Option<Decimal>| {
        let each = investors.iter().flat_map(|i| &i.flows).map(move |f| (f.day, of(f)));
        columns.add(page, each.collect::<Vec<_>>())
    };
    if investors.is_some() {
        row(name("costs"), &flows(|f| Some(f.draw)), Emphasis::Plain);
    }
    let payers = payers(page);
    let mut plus = Vec::new();
    for (party, _) in &payers {
        plus.push(row(page.party(party), &columns.add(page, paid_by(page, party, None)), Emphasis::Plain));
    }
    let payments = page.schedule.record.payments.iter();
    let all_paid = columns.add(page, payments.clone().map(|p| (p.paid, page.money(p.amount))));
    let total = row(name("payments"), &all_paid, Emphasis::Total);
    if investors.is_some() {
        let shared = columns.add(page, payments.filter(|p| page.is_shared(p)).map(|p| (p.paid, kept(page, p))));
        if shared != all_paid {
            row(name("to_investors"), &shared, Emphasis::Part);
        }
        if let Some(guarantee) = &page.schedule.record.guarantee {
            let paid = sum(guarantee.amounts.iter().map(|units| page.money(*units)));
            row(name("guarantee"), &columns.add(page, [(guarantee.day, paid)]), Emphasis::Plain);
        }
        let net = flows(InvestorFlow::net);
        row(name("net"), &net, Emphasis::Total);
        row(name("running_total"), &Columns::running(&net), Emphasis::Plain);
        let present = flows(|f| f.net()?.checked_mul(f.worth?));
        row(name("present_value"), &present, Emphasis::Dim);
    }
    table.adds.push(Adds::Down { plus, minus: Vec::new(), total });
    columns.section(page, "schedule.heading", table)
}

/// What of a payment the investors keep: what a return cap sends elsewhere taken off.
fn kept(page: &Page<'_>, payment: &crate::model::payment::Payment<Decimal>) -> Option<Decimal> {
    let away = payment.redirected.iter().try_fold(Decimal::ZERO, |sum, r| sum.checked_add(*r))?;
    page.money(payment.amount.checked_sub(away)?)
}

/// Each payer, and below it what it pays for each term.
pub(super) fn by_payer(page: &Page<'_>, columns: &Columns) -> Section {
    let terms = 0..page.schedule.plan.terms.len();
    let groups = payers(page).into_iter().map(|(party, _)| {
        let parts = terms.clone().map(|term| (page.term(term), paid_by(page, party, Some(term))));
        (page.party(party), parts.filter(|(_, paid)| !paid.is_empty()).collect())
    });
    grouped(page, columns, 1, groups.collect())
}

/// Each term, and below it what each payer pays for it.
pub(super) fn by_term(page: &Page<'_>, columns: &Columns) -> Section {
    let payers = payers(page);
    let groups = (0..page.schedule.plan.terms.len()).map(|term| {
        let parts = payers.iter().map(|(party, _)| (page.party(party), paid_by(page, party, Some(term))));
        (page.term(term), parts.filter(|(_, paid)| !paid.is_empty()).collect())
    });
    grouped(page, columns, 2, groups.filter(|(_, parts): &(_, Vec<_>)| !parts.is_empty()).collect())
}

/// A name, with its parts and what each pays by day.
type Group = (String, Vec<(String, Vec<(Day, Option<Decimal>)>)>);

/// Names with what their parts come to, and the parts where there are at least so many.
fn grouped(page: &Page<'_>, columns: &Columns, least: usize, groups: Vec<Group>) -> Section {
    let mut table = columns.table(page);
    let mut plus = Vec::new();
    let cells = |amounts: &[Option<Decimal>]| amounts.iter().map(|a| page.cell(*a)).collect();
    for (name, parts) in groups {
        let whole = columns.add(page, parts.iter().flat_map(|(_, paid)| paid.iter().copied()));
        plus.push(table.row(Row::new(name, cells(&whole))));
        for (part, paid) in parts.iter().filter(|_| parts.len() >= least) {
            table.row(Row::new(part, cells(&columns.add(page, paid.iter().copied()))).with(Emphasis::Part));
        }
    }
    let payments = page.schedule.record.payments.iter().map(|p| (p.paid, page.money(p.amount)));
    let paid = columns.add(page, payments);
    let total = table.row(Row::new(page.words.page("schedule.payments"), cells(&paid)).with(Emphasis::Total));
    table.adds.push(Adds::Down { plus, minus: Vec::new(), total });
    columns.section(page, "schedule.heading", table)
}
