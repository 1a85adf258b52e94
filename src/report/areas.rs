//! The page of amounts by budget area and party: what each department gains or pays, where it is booked.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::by_time::{By, grouped, groups, heads, scale};
use super::ledger::{Positions, WhichLines, with_total};
use super::words::{Form, Words, case_title, title};
use super::{Body, Cell, Column, Computed, Emphasis, Overflow, PageOptions, Report, Row, Section, Table};
use crate::case::{Id, PartyId};
use crate::model::FlowLine;

/// The page of a case's budget areas: cash in less out, for each party, by period.
pub fn areas(of: &Computed<'_>, which: &WhichLines, options: &PageOptions) -> Report {
    let words = Words(options.language);
    let calendar = &of.model.calendar;
    let by = By::or_readable(options.by, calendar);
    let groups = groups(calendar, by);
    let mut by_area: BTreeMap<(bool, &str), Vec<&FlowLine>> = BTreeMap::new();
    for line in of.model.lines.iter().filter(|l| l.cash && which.holds(l)) {
        let area = line.area.as_deref();
        by_area.entry((area.is_none(), area.unwrap_or(""))).or_default().push(line);
    }
    let mut columns = heads(calendar, &groups);
    columns.push(Column { strong: true, ..Column::figures(Cell::words(words.page("ledger.total"))) });
    let mut table = Table::new(columns, Overflow::Blocks);
    table.says_unit = true;
    let too_large = Cell::Undefined(words.line("undefined.out_of_range"));
    let mut largest: Vec<Decimal> = Vec::new();
    for ((_, area), lines) in by_area {
        table.row(Row { label: name(of, words, area), ..Row::new("", Vec::new()) }.with(Emphasis::Group));
        let mut positions = Positions::default();
        for line in lines {
            let amounts = with_total(grouped(&of.ledger.by_period(of.model, line.amounts), &groups));
            positions.give(&line.from, &line.to, &amounts);
        }
        let shown =
            |party: &PartyId| !party.is_outside() && (which.parties.is_empty() || which.parties.contains(party));
        for (party, amounts) in positions.each().filter(|(party, _)| shown(party)) {
            largest.extend(amounts.iter().flatten().copied());
            let cells = amounts.iter().map(|a| a.map_or(too_large.clone(), Cell::money)).collect();
            table.row(Row::new(words.party(of.case, party, Form::Head), cells).with(Emphasis::Part));
        }
    }
    if table.rows.is_empty() {
        table.notes.push(words.sentence("ledger.none", &[]));
    }
    table.scale = scale(options.unit, largest);
    let mut report = Report::new(words.filled("areas.title", &[("case", case_title(of.case))]), &of.case.currency);
    let beside = vec![words.sentence("areas.signs", &[])];
    report.sections.push(Section { heading: words.page("areas.heading"), beside, body: Body::Table(table) });
    report.stamp = super::foot::stamp(of, options);
    report
}

/// An area's title and frame, a free text as it stands, or that there is none.
fn name(of: &Computed<'_>, words: Words, area: &str) -> Cell {
    if area.is_empty() {
        return Cell::words(words.page("areas.none"));
    }
    let Some(declared) = of.case.areas.get(&Id::new(area)) else { return Cell::words(area) };
    let title = Cell::words(title(&declared.names, area));
    match declared.frame {
        Some(frame) => {
            let frame = Cell::words(words.page(&format!("areas.frame.{}", frame.word())));
            words.sentence("areas.framed", &[("area", title), ("frame", frame)]).into()
        }
        None => title,
    }
}
