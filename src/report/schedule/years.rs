//! Payments by calendar year, for budgets: each payer, and below it the areas in which it books them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Page, sum};
use crate::case::{Id, PartyId, PeriodKind};
use crate::report::by_time::scale;
use crate::report::words::title;
use crate::report::{Body, Cell, Column, Emphasis, Overflow, Row, Section, Table};

/// What is paid, by payer and area (none: no area), then year.
type Paid<'p> = BTreeMap<&'p PartyId, BTreeMap<Option<&'p str>, BTreeMap<i32, Option<Decimal>>>>;

/// The section by calendar year; none where the columns above are the years already and nobody names an area.
pub(super) fn years(page: &Page<'_>) -> Option<Section> {
    let mut paid: Paid<'_> = BTreeMap::new();
    let mut each: Vec<i32> = Vec::new();
    for payment in &page.schedule.record.payments {
        let year = payment.paid.month().year();
        each.push(year);
        for (party, amount) in page.payers(payment) {
            let areas = paid.entry(party).or_default();
            let by_year = areas.entry(area(page, payment.term)).or_default();
            let total = by_year.entry(year).or_insert(Some(Decimal::ZERO));
            *total = sum([*total, amount]);
        }
    }
    each.sort_unstable();
    each.dedup();
    let has_areas = paid.values().flat_map(BTreeMap::keys).any(Option::is_some);
    if page.of.case.basis.period == PeriodKind::CalendarYear && !has_areas {
        return None;
    }
    let words = page.words;
    let mut columns: Vec<Column> = each.iter().map(|year| Column::figures(Cell::Year(*year))).collect();
    columns.push(Column { strong: true, ..Column::figures(Cell::words(words.page("ledger.total"))) });
    let mut table = Table::new(columns, Overflow::Blocks);
    table.says_unit = true;
    let row = |by_year: &[&BTreeMap<i32, Option<Decimal>>]| {
        let of = |year: &i32| sum(by_year.iter().map(|b| b.get(year).copied().unwrap_or(Some(Decimal::ZERO))));
        let mut amounts: Vec<Option<Decimal>> = each.iter().map(of).collect();
        amounts.push(sum(amounts.iter().copied()));
        amounts
    };
    let mut largest = Vec::new();
    for (party, areas) in &paid {
        let amounts = row(&areas.values().collect::<Vec<_>>());
        largest.extend(amounts.iter().flatten().copied());
        table.row(Row::new(page.party(party), amounts.iter().map(|a| page.cell(*a)).collect()));
        for (area, by_year) in areas.iter().filter(|_| has_areas) {
            let cells = row(&[by_year]).iter().map(|a| page.cell(*a)).collect();
            table.row(Row::new(area_name(page, *area), cells).with(Emphasis::Part));
        }
    }
    table.scale = scale(page.options.unit, largest);
    let heading = words.page("schedule.by_year");
    Some(Section { heading, beside: Vec::new(), body: Body::Table(table) })
}

/// Where the payer of a term books it.
fn area<'p>(page: &Page<'p>, term: usize) -> Option<&'p str> {
    let id = &page.schedule.plan.terms.get(term)?.id;
    page.of.case.contract.as_ref()?.terms.get(id)?.pays()?.area.as_deref()
}

fn area_name(page: &Page<'_>, area: Option<&str>) -> String {
    let Some(area) = area else { return page.words.page("areas.none") };
    page.of.case.areas.get(&Id::new(area)).map_or(area, |a| title(&a.names, area)).to_owned()
}
