//! Each payment of a contract, with what caps took.

use rust_decimal::Decimal;

use super::{Page, sum};
use crate::appraisal::taker;
use crate::model::payment::Kind;
use crate::report::{Body, Cell, Column, Overflow, Row, Section, Table};

/// The section of all payments, one row each.
pub(super) fn lines(page: &Page<'_>) -> Section {
    let words = page.words;
    let plan = &page.schedule.plan;
    let head = |key: &str| Cell::words(words.page(&format!("schedule.line.{key}")));
    let columns = vec![
        Column::words(head("term")),
        Column::words(head("measured")),
        Column::figures(head("quantity")),
        Column::figures(head("earned")),
        Column::figures(head("taken")),
        Column::words(head("by")),
        Column::figures(head("amount")),
    ];
    let mut table = Table::new(columns, Overflow::Blocks);
    table.scale = page.options.unit.unwrap_or_default();
    for payment in &page.schedule.record.payments {
        let line = payment.line.and_then(|place| plan.lines.get(place));
        let quantity =
            payment.line.and_then(|place| page.schedule.record.earned.quantity.get(place).copied().flatten());
        let of_line = line.map(|l| l.measured.to_string());
        let of_correction = payment.correction.and_then(|c| plan.corrections.get(c)).map(|c| c.measured.to_string());
        let cohort = line.and_then(|l| l.cohort.as_ref()).map(|c| format!(", {c}")).unwrap_or_default();
        let kind = match payment.kind {
            Kind::Payment => String::new(),
            kind => format!(", {}", words.page(&format!("schedule.kind.{}", kind.word()))),
        };
        let taken = sum(payment.taken.values().map(|units| page.money(*units)));
        let by: Vec<String> = payment.taken.keys().map(|t| words.taker(page.of.case, &taker(plan, *t))).collect();
        // Each payment as it is paid, to the minor unit.
        let exact = |amount: Option<Decimal>| match amount {
            Some(amount) if !amount.is_zero() => Cell::Price(amount),
            amount => page.cell(amount),
        };
        let cells = vec![
            Cell::words(format!("{}{kind}", page.term(payment.term))),
            Cell::words(format!("{}{cohort}", of_line.or(of_correction).unwrap_or_default())),
            quantity.filter(|_| payment.correction.is_none()).map_or(Cell::Blank, Cell::Count),
            exact(page.money(payment.earned_amount)),
            exact(taken),
            Cell::words(by.join(", ")),
            exact(page.money(payment.amount)),
        ];
        table.row(Row::new(payment.paid.to_string(), cells));
    }
    Section { heading: words.page("schedule.line.heading"), beside: Vec::new(), body: Body::Table(table) }
}
