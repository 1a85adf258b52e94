//! The columns of a table of payments: the periods of the case, what is later, and the total.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Page, sum};
use crate::calendar::Day;
use crate::case::PeriodKind;
use crate::report::by_time::{By, groups, heads};
use crate::report::{Cell, Column, Overflow, Section, Table};

/// Periods, added up for the eye; whether something is paid after the last.
pub(super) struct Columns {
    groups: Vec<Range<usize>>,
    by: By,
    later: bool,
    by_mark: bool,
}

impl Columns {
    /// The columns of a page.
    pub(super) fn of(page: &Page<'_>) -> Columns {
        let calendar = &page.of.model.calendar;
        let by = By::or_readable(page.options.by, calendar);
        let days = page.schedule.record.payments.iter().map(|p| p.paid);
        let flows = page.schedule.investors.iter().flat_map(|i| &i.flows).map(|f| f.day);
        let later = days.chain(flows).any(|day| calendar.closing_day(day).is_none());
        let by_mark = by == By::Period && page.of.case.basis.period == PeriodKind::List;
        Columns { groups: groups(calendar, by), by, later, by_mark }
    }

    /// Amounts on days, added up by column, and in the last column all of them.
    pub(super) fn add(
        &self,
        page: &Page<'_>,
        amounts: impl IntoIterator<Item = (Day, Option<Decimal>)>,
    ) -> Vec<Option<Decimal>> {
        let count = self.groups.len() + usize::from(self.later);
        let mut columns = vec![Some(Decimal::ZERO); count];
        for (day, amount) in amounts {
            let period = page.of.model.calendar.closing_day(day);
            let place = period.and_then(|p| self.groups.iter().position(|g| g.contains(&p))).unwrap_or(count - 1);
            if let Some(column) = columns.get_mut(place) {
                *column = column.zip(amount).and_then(|(sum, amount)| sum.checked_add(amount));
            }
        }
        let total = sum(columns.iter().copied());
        columns.push(total);
        columns
    }

    /// Running totals of amounts by column; in the last column the end.
    pub(super) fn running(amounts: &[Option<Decimal>]) -> Vec<Option<Decimal>> {
        let each = amounts.split_last().map_or(&[][..], |(_, each)| each);
        let mut totals: Vec<Option<Decimal>> = each
            .iter()
            .scan(Some(Decimal::ZERO), |total, amount| {
                *total = total.zip(*amount).and_then(|(total, amount)| total.checked_add(amount));
                Some(*total)
            })
            .collect();
        totals.push(totals.last().copied().unwrap_or(Some(Decimal::ZERO)));
        totals
    }

    /// A table with these columns and no rows.
    pub(super) fn table(&self, page: &Page<'_>) -> Table {
        let calendar = &page.of.model.calendar;
        let mut columns = if self.by_mark {
            let end = |g: &Range<usize>| calendar.periods().get(g.end - 1).map_or(0, |p| p.end);
            self.groups.iter().map(|g| Column::figures(Cell::Count(Decimal::from(end(g))))).collect()
        } else {
            heads(calendar, &self.groups)
        };
        if self.later {
            columns.push(Column::figures(Cell::words(page.words.page("schedule.later"))));
        }
        let total = Cell::words(page.words.page("ledger.total"));
        columns.push(Column { strong: true, ..Column::figures(total) });
        let mut table = Table::new(columns, Overflow::Blocks);
        table.says_unit = true;
        table
    }

    /// A section of such a table.
    pub(super) fn section(&self, page: &Page<'_>, heading: &str, mut table: Table) -> Section {
        // An annex is read in kroner; to thousands it goes where kroner are too wide for a page.
        table.scale = page.options.unit.unwrap_or_default();
        table.may_shrink = page.options.unit.is_none();
        let mut beside = Vec::new();
        if self.by_mark {
            beside.push(page.words.sentence("schedule.by_mark", &[]));
        } else if self.by != By::Period {
            beside.push(page.words.sentence(&format!("by.{}", self.by.word()), &[]));
        }
        Section { heading: page.words.page(heading), beside, body: crate::report::Body::Table(table) }
    }
}
