//! A perspective by time: what it pays, gains and is paid in each period, or in several added up for the eye.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{Form, Words};
use super::{Adds, Body, Cell, Column, Computed, Emphasis, Overflow, PageOptions, Row, Scale, Section, Stretch, Table};
use crate::appraisal::PerspectiveFigures;
use crate::calendar::{Calendar, Month};
use crate::case::PartyId;
use crate::model::{LineKind, Sign, counts_as};

/// How periods are added up for the eye. No period is divided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum By {
    /// As the case has them.
    Period,
    /// Those that begin in one calendar year together.
    Year,
    /// Those that begin in one calendar quarter together.
    Quarter,
    /// Those that begin in one month together.
    Month,
}

impl By {
    /// Every way.
    pub const ALL: &'static [By] = &[By::Period, By::Year, By::Quarter, By::Month];

    /// The word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            By::Period => "period",
            By::Year => "year",
            By::Quarter => "quarter",
            By::Month => "month",
        }
    }

    /// What was asked for; else periods as they are, and by year where there are more than a page can bear.
    pub(super) fn or_readable(asked: Option<By>, calendar: &Calendar) -> By {
        const MANY: usize = 24;
        let many = calendar.periods().len() > MANY;
        asked.unwrap_or(if many { By::Year } else { By::Period })
    }
}

/// The months of a stretch of periods.
pub(super) fn stretch(calendar: &Calendar, periods: &Range<usize>) -> Stretch {
    let month = |m: Option<i32>| calendar.month(m.unwrap_or(0));
    let within = calendar.periods().get(periods.clone()).unwrap_or(&[]);
    Stretch { first: month(within.first().map(|p| p.start)), last: month(within.last().map(|p| p.end - 1)) }
}

/// Periods that are added up, in order.
pub(super) fn groups(calendar: &Calendar, by: By) -> Vec<Range<usize>> {
    let key = |period: usize| {
        let first = stretch(calendar, &(period..period + 1)).first;
        match by {
            By::Period => (i32::try_from(period).unwrap_or(i32::MAX), 0),
            By::Year => (first.year(), 0),
            By::Quarter => (first.year(), quarter(first)),
            By::Month => (first.year(), first.number()),
        }
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for period in 0..calendar.periods().len() {
        match groups.last_mut() {
            Some(group) if key(group.start) == key(period) => group.end = period + 1,
            _ => groups.push(period..period + 1),
        }
    }
    groups
}

fn quarter(month: Month) -> u32 {
    (month.number() - 1) / 3
}

/// What a perspective pays, gains and is paid, by period.
struct Classes {
    costs: Vec<Decimal>,
    gains: Vec<Decimal>,
    payments: Vec<Decimal>,
}

/// Adds up the cash lines that cross the border; none when a sum leaves the range.
fn classes(of: &Computed<'_>, parties: &BTreeSet<PartyId>) -> Option<Classes> {
    let nil = vec![Decimal::ZERO; of.model.calendar.periods().len()];
    let mut classes = Classes { costs: nil.clone(), gains: nil.clone(), payments: nil };
    for line in of.model.lines.iter().filter(|l| l.cash) {
        let Some((kind, sign)) = counts_as(line.class, line.crosses(parties)) else { continue };
        let sums = match kind {
            LineKind::PresentValueOfCosts => &mut classes.costs,
            LineKind::PresentValueOfBenefits => &mut classes.gains,
            _ => &mut classes.payments,
        };
        let shape = of.model.step(line.amounts).shape;
        for period in shape.from()..shape.from() + shape.len() {
            let amount = of.ledger.at(of.model, line.amounts, period);
            let sum = sums.get_mut(period)?;
            *sum = match sign {
                Sign::Plus => sum.checked_add(amount),
                Sign::Minus => sum.checked_sub(amount),
            }?;
        }
    }
    Some(classes)
}

/// Amounts by period, added up by group. A sum that leaves the range is none.
pub(super) fn grouped(amounts: &[Decimal], groups: &[Range<usize>]) -> Vec<Option<Decimal>> {
    let sum = |group: &Range<usize>| {
        amounts.get(group.clone()).unwrap_or(&[]).iter().try_fold(Decimal::ZERO, |sum, a| sum.checked_add(*a))
    };
    groups.iter().map(sum).collect()
}

/// A running total.
fn running(amounts: &[Option<Decimal>]) -> Vec<Option<Decimal>> {
    let add = |total: &mut Option<Decimal>, amount: &Option<Decimal>| {
        *total = total.zip(*amount).and_then(|(total, amount)| total.checked_add(amount));
        Some(*total)
    };
    amounts.iter().scan(Some(Decimal::ZERO), add).collect()
}

/// The unit in which a table by time shows amounts: what was asked for, else thousands unless all are small.
pub(super) fn scale(asked: Option<Scale>, amounts: impl IntoIterator<Item = Decimal>) -> Scale {
    let small = Decimal::from(100_000);
    let large = amounts.into_iter().any(|a| a.abs() >= small);
    asked.unwrap_or(if large { Scale::Thousand } else { Scale::One })
}

/// Heads of columns, one for each group.
pub(super) fn heads(calendar: &Calendar, groups: &[Range<usize>]) -> Vec<Column> {
    groups.iter().map(|g| Column::figures(Cell::Period(stretch(calendar, g)))).collect()
}

/// The section of a perspective by time.
pub(super) fn by_time(
    of: &Computed<'_>,
    id: &str,
    figures: &PerspectiveFigures<Decimal>,
    options: &PageOptions,
) -> Section {
    let words = Words(options.language);
    let calendar = &of.model.calendar;
    let by = By::or_readable(options.by, calendar);
    let groups = groups(calendar, by);
    let too_large = Cell::Undefined(words.line("undefined.out_of_range"));
    let cells = |amounts: Vec<Option<Decimal>>| -> Vec<Cell> {
        amounts.into_iter().map(|a| a.map_or(too_large.clone(), Cell::money)).collect()
    };
    let row =
        |name: &str, amounts: Vec<Option<Decimal>>| Row::new(words.page(&format!("by_time.{name}")), cells(amounts));
    let of_periods = |amounts: &[Decimal]| grouped(amounts, &groups);

    let mut table = Table::new(heads(calendar, &groups), Overflow::Blocks);
    table.says_unit = true;
    let net = of_periods(&figures.budget.net_flow);
    let totals = running(&net);
    table.scale = scale(options.unit, net.iter().chain(&totals).flatten().copied());
    let mut plus = Vec::new();
    let mut minus = Vec::new();
    if let Some(classes) = classes(of, &figures.parties) {
        minus.push(table.row(row("costs", of_periods(&classes.costs))));
        plus.push(table.row(row("gains", of_periods(&classes.gains))));
        if classes.payments.iter().any(|p| !p.is_zero()) {
            plus.push(table.row(row("payments", of_periods(&classes.payments))));
        }
    }
    let net_row = table.row(row("net", net).with(Emphasis::Total));
    let running_row = table.row(row("running_total", totals));
    table.row(row("present_value", of_periods(&figures.budget.present_value)).with(Emphasis::Dim));
    table.adds.push(Adds::Down { plus, minus, total: net_row });
    table.adds.push(Adds::Along { each: net_row, running: running_row });
    if let Some(economic) = &figures.economic {
        let beside = |(all, cash): (&Decimal, &Decimal)| all.checked_sub(*cash);
        let not_cash: Vec<Option<Decimal>> =
            economic.net_flow.iter().zip(&figures.budget.net_flow).map(beside).collect();
        let not_cash: Option<Vec<Decimal>> = not_cash.into_iter().collect();
        let not_cash = not_cash.map_or(vec![None; groups.len()], |amounts| of_periods(&amounts));
        let beside = table.row(row("not_cash", not_cash));
        let all = table.row(row("economic", of_periods(&economic.net_flow)).with(Emphasis::Total));
        table.adds.push(Adds::Down { plus: vec![net_row, beside], minus: Vec::new(), total: all });
    }
    let beside = if by == By::Period { Vec::new() } else { vec![words.sentence(&format!("by.{}", by.word()), &[])] };
    Section { heading: words.perspective(of.case, id, Form::Head), beside, body: Body::Table(table) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_that_begin_in_one_year_are_added_up() {
        // Quarters from 2025-07, the last cut to two months: two in 2025, four in 2026, one in 2027.
        let calendar = Calendar::new(Month::new(2025, 7).unwrap(), &[3, 6, 9, 12, 15, 18, 20]).unwrap();
        let years = groups(&calendar, By::Year);
        assert_eq!(years, [0..2, 2..6, 6..7]);
        assert_eq!(stretch(&calendar, &years[2]).last.to_string(), "2027-02");
        assert_eq!(groups(&calendar, By::Period).len(), 7);
    }
}
