//! What caps took, and what was earned and never paid.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Page, sum};
use crate::appraisal::taker;
use crate::report::{Body, Cell, Column, Emphasis, Overflow, Row, Section, Table};

/// The section of caps; none where nothing limits payments.
pub(super) fn caps(page: &Page<'_>) -> Option<Section> {
    let plan = &page.schedule.plan;
    let mut took: BTreeMap<String, Option<Decimal>> = BTreeMap::new();
    plan.caps.iter().for_each(|cap| {
        took.insert(cap.id.to_string(), Some(Decimal::ZERO));
    });
    for (of, units) in page.schedule.record.payments.iter().flat_map(|p| &p.taken) {
        let total = took.entry(taker(plan, *of)).or_insert(Some(Decimal::ZERO));
        *total = sum([*total, page.money(*units)]);
    }
    if took.is_empty() {
        return None;
    }
    let words = page.words;
    let head = |key: &str| Column::figures(Cell::words(words.page(&format!("schedule.cap.{key}"))));
    let mut table = Table::new(["took", "lapsed", "waits"].map(head).into(), Overflow::Blocks);
    table.scale = page.options.unit.unwrap_or_default();
    let totals = &page.schedule.totals;
    for (id, took) in &took {
        let of = |by: &BTreeMap<String, Decimal>| Cell::money(by.get(id).copied().unwrap_or_default());
        table.row(Row::new(
            words.taker(page.of.case, id),
            vec![page.cell(*took), of(&totals.lapsed_by), of(&totals.carried_by)],
        ));
    }
    let heading = words.page("schedule.cap.heading");
    Some(Section { heading, beside: Vec::new(), body: Body::Table(table) })
}

/// From what was earned to what is paid; none where the two are the same.
pub(super) fn not_paid(page: &Page<'_>) -> Option<Section> {
    let totals = &page.schedule.totals;
    if totals.earned == totals.paid {
        return None;
    }
    let words = page.words;
    let head = Column::figures(Cell::words(words.page("schedule.not_paid.amount")));
    let mut table = Table::new(vec![head], Overflow::Blocks);
    table.scale = page.options.unit.unwrap_or_default();
    let label = |key: &str| words.page(&format!("schedule.not_paid.{key}"));
    let below = |amount: Decimal| page.cell(amount.checked_mul(Decimal::NEGATIVE_ONE));
    table.row(Row::new(label("earned"), vec![Cell::money(totals.earned)]));
    for (key, all, by) in
        [("lapsed", totals.lapsed, &totals.lapsed_by), ("carried", totals.carried, &totals.carried_by)]
    {
        if all.is_zero() {
            continue;
        }
        table.row(Row::new(label(key), vec![below(all)]));
        for (id, amount) in by {
            table.row(Row::new(words.taker(page.of.case, id), vec![below(*amount)]).with(Emphasis::Part));
        }
    }
    if !totals.corrections.is_zero() {
        table.row(Row::new(label("corrections"), vec![Cell::money(totals.corrections)]));
    }
    table.row(Row::new(label("paid"), vec![Cell::money(totals.paid)]).with(Emphasis::Total));
    let heading = words.page("schedule.not_paid.heading");
    Some(Section { heading, beside: Vec::new(), body: Body::Table(table) })
}
