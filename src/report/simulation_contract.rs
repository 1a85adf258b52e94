//! What a contract comes to in draws: payments by payer, how often caps bind and investors are repaid, internal rates.

use super::drawn::{decimal, money, plus_minus_share, share};
use super::simulation::Simulated;
use super::table::{Column, Overflow, Row, Table};
use super::words::{Form, Words};
use super::{Body, Cell, Section};
use crate::uncertainty::simulation::{Chance, ContractFigures, PERCENTILES};

/// The sections about the contract.
pub(super) fn contract(of: &Simulated<'_>, contract: &ContractFigures, words: Words) -> Vec<Section> {
    let mut sections = Vec::new();
    let case = of.of.case;
    let head = |key: &str| Cell::words(words.page(&format!("simulation.column.{key}")));
    let section = |key: &str, table: Table| Section {
        heading: words.page(&format!("simulation.heading.{key}")),
        beside: Vec::new(),
        body: Body::Table(table),
    };
    let shown: Vec<&str> =
        PERCENTILES.iter().map(|(name, _)| *name).filter(|n| ["p5", "p50", "p95"].contains(n)).collect();

    let mut columns = vec![Column::figures(head("base")), Column::figures(head("mean"))];
    let has_percentiles = contract.payments.values().any(|f| !f.percentiles.is_empty());
    if has_percentiles {
        // The middle goes first where there is not room for all.
        let rank = |name: &str| usize::from(name == "p50");
        columns.extend(shown.iter().map(|n| Column { rank: rank(n), ..Column::figures(Cell::words(*n)) }));
    }
    let mut table = Table::new(columns, Overflow::Drop);
    for (payer, figures) in &contract.payments {
        let mut cells = vec![Cell::Money(decimal(figures.base)), money(figures.mean)];
        if has_percentiles {
            cells.extend(shown.iter().map(|name| figures.percentile(name).map_or(Cell::Blank, money)));
        }
        table.row(Row::new(words.party(case, payer, Form::Head), cells));
    }
    sections.push(section("payments", table));

    let mut table =
        Table::new(vec![Column::figures(head("chance")), Column::figures(Cell::words("±"))], Overflow::Leave);
    let mut chance = |label: String, of: &Chance| {
        let of = of.estimate();
        table.row(Row::new(label, vec![share(of.value), plus_minus_share(of)]));
    };
    for (id, of) in &contract.caps {
        chance(words.filled("simulation.row.cap", &[("cap", &words.taker(case, id))]), of);
    }
    if let Some(of) = &contract.repaid {
        chance(words.page("simulation.row.repaid"), of);
    }
    if !table.rows.is_empty() {
        sections.push(section("chances", table));
    }

    if !contract.rates.is_empty() {
        let mut columns: Vec<Column> = shown.iter().map(|name| Column::figures(Cell::words(*name))).collect();
        columns.push(Column::figures(head("undefined")));
        let mut table = Table::new(columns, Overflow::Leave);
        for (investor, rates) in &contract.rates {
            let found = |name: &&str| rates.percentiles.iter().find(|(n, _)| n == name).map(|(_, rate)| *rate);
            let mut cells: Vec<Cell> =
                shown.iter().map(|n| found(n).map_or(Cell::Blank, |r| Cell::Rate(decimal(r)))).collect();
            cells.push(Cell::Rate(decimal(rates.undefined_share)));
            table.row(Row::new(words.party(case, investor, Form::Head), cells));
        }
        sections.push(section("rates", table));
    }
    sections
}
