//! Every amount of money: from whom, to whom, in which period.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::by_time::{By, grouped, groups, heads, scale};
use super::words::{Form, Words, case_title};
use super::{Body, Cell, Column, Computed, Emphasis, Overflow, PageOptions, Report, Row, Section, Table};
use crate::case::PartyId;
use crate::model::FlowLine;

/// Which lines of the ledger are meant; an empty list means all.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct WhichLines {
    /// From or to one of these.
    pub parties: Vec<PartyId>,
    /// Of one of these kinds, by their words.
    pub kinds: Vec<String>,
    /// Booked in one of these areas.
    pub areas: Vec<String>,
}

impl WhichLines {
    /// Whether a line is meant.
    pub fn holds(&self, line: &FlowLine) -> bool {
        let party = |p: &PartyId| *p == line.from || *p == line.to;
        (self.parties.is_empty() || self.parties.iter().any(party))
            && (self.kinds.is_empty() || self.kinds.iter().any(|k| k == line.kind))
            && (self.areas.is_empty() || self.areas.iter().any(|a| Some(a) == line.area.as_ref()))
    }
}

/// The page of a case's ledger: amounts, or their present values.
pub fn ledger(of: &Computed<'_>, which: &WhichLines, present_value: bool, options: &PageOptions) -> Report {
    let words = Words(options.language);
    let calendar = &of.model.calendar;
    let by = By::or_readable(options.by, calendar);
    let groups = groups(calendar, by);
    let mut pairs: BTreeMap<(&PartyId, &PartyId), Vec<&FlowLine>> = BTreeMap::new();
    of.model.lines.iter().filter(|l| which.holds(l)).for_each(|l| pairs.entry((&l.from, &l.to)).or_default().push(l));

    let amounts = |line: &FlowLine| {
        let step = if present_value { line.present_value } else { line.amounts };
        with_total(grouped(&of.ledger.by_period(of.model, step), &groups))
    };
    let too_large = Cell::Undefined(words.line("undefined.out_of_range"));
    let mut columns = heads(calendar, &groups);
    columns.push(Column { strong: true, ..Column::figures(Cell::words(words.page("ledger.total"))) });
    let mut table = Table::new(columns, Overflow::Blocks);
    table.says_unit = true;
    let mut positions = Positions::default();
    let mut largest = Vec::new();
    for ((from, to), lines) in pairs {
        let party = |id: &PartyId| Cell::words(words.party(of.case, id, Form::Head));
        let pair = words.sentence("ledger.pair", &[("from", party(from)), ("to", party(to))]);
        let group = Row { label: pair.into(), ..Row::new("", Vec::new()) };
        table.row(group.with(Emphasis::Group));
        let titles = how_often(lines.iter().filter_map(|l| l.title.as_deref()));
        for line in &lines {
            let amounts = amounts(line);
            positions.give(from, to, &amounts);
            largest.extend(amounts.iter().flatten().copied());
            let cells = amounts.into_iter().map(|a| a.map_or(too_large.clone(), Cell::money)).collect();
            table.row(Row { label: name(words, line, &titles), ..Row::new("", cells) }.with(Emphasis::Part));
        }
    }
    if table.rows.is_empty() {
        table.notes.push(words.sentence("ledger.none", &[]));
    }
    let all = positions.all(groups.len() + 1).into_iter().map(|s| s.map_or(too_large.clone(), Cell::Money)).collect();
    table.row(Row::new(words.page("ledger.all"), all).with(Emphasis::Total));
    table.scale = scale(options.unit, largest);

    let mut beside = Vec::new();
    if present_value {
        beside.push(words.sentence("ledger.present", &[]));
    }
    if by != By::Period {
        beside.push(words.sentence(&format!("by.{}", by.word()), &[]));
    }
    let title = words.filled("ledger.title", &[("case", case_title(of.case))]);
    let mut report = Report::new(title, &of.case.currency);
    report.sections.push(Section { heading: words.page("ledger.heading"), beside, body: Body::Table(table) });
    report.stamp = super::foot::stamp(of, options);
    report
}

/// What each party and the outside have got less what they have given, by column.
#[derive(Default)]
pub(super) struct Positions<'l>(BTreeMap<&'l PartyId, Vec<Option<Decimal>>>);

impl<'l> Positions<'l> {
    pub fn give(&mut self, from: &'l PartyId, to: &'l PartyId, amounts: &[Option<Decimal>]) {
        for (party, sign) in [(from, Decimal::NEGATIVE_ONE), (to, Decimal::ONE)] {
            let position = self.0.entry(party).or_insert_with(|| vec![Some(Decimal::ZERO); amounts.len()]);
            for (sum, amount) in position.iter_mut().zip(amounts) {
                *sum = sum.zip(*amount).and_then(|(sum, amount)| sum.checked_add(sign.checked_mul(amount)?));
            }
        }
    }

    /// Each party, and the outside, in order of id.
    pub fn each(&self) -> impl Iterator<Item = (&'l PartyId, &Vec<Option<Decimal>>)> {
        self.0.iter().map(|(party, amounts)| (*party, amounts))
    }

    /// All of them together, which is nil.
    fn all(&self, columns: usize) -> Vec<Option<Decimal>> {
        let sum = |column: usize| {
            self.0.values().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.get(column).copied().flatten()?))
        };
        (0..columns).map(sum).collect()
    }
}

/// Amounts, and after them what they come to.
pub(super) fn with_total(mut amounts: Vec<Option<Decimal>>) -> Vec<Option<Decimal>> {
    let total = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add((*amount)?));
    amounts.push(total);
    amounts
}

/// How often each title occurs.
fn how_often<'l>(titles: impl Iterator<Item = &'l str>) -> BTreeMap<&'l str, usize> {
    let mut count = BTreeMap::new();
    titles.for_each(|title| *count.entry(title).or_default() += 1);
    count
}

/// The title of a line; its id when it has none, or shares it with another of the same two parties.
fn name(words: Words, line: &FlowLine, titles: &BTreeMap<&str, usize>) -> Cell {
    let alone = |title: &&String| titles.get(title.as_str()).is_some_and(|count| *count == 1);
    let kind = words.page(&format!("kind.{}", line.kind));
    let plain = if matches!(line.kind, "guarantee" | "draw") { &kind } else { &line.id };
    let name = line.title.as_ref().filter(alone).unwrap_or(plain);
    if line.cash {
        return Cell::words(name);
    }
    words.sentence("ledger.not_cash", &[("line", Cell::words(name))]).into()
}
