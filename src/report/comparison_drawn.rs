//! Cases side by side in draws with the same luck: how sure each is, and how often it is better than another.

use super::compared::Comparison;
use super::drawn::{error, money, plus_minus_share, share};
use super::table::{Column, Emphasis, Overflow, Row, Table};
use super::words::{Form, Words};
use super::{Body, Cell, Section};
use crate::uncertainty::simulation::{Beside, Estimate, Together};

/// The figures of the draws, each with its standard error below.
const ROWS: [&str; 6] = ["probability_of_gain", "mean", "standard_deviation", "p5", "p50", "p95"];

/// The draws of all columns, for a perspective.
pub(super) fn drawn(of: &Comparison<'_>, draws: &Together, perspective: &Option<String>, words: Words) -> Section {
    let count = of.columns.len();
    let columns = (0..count)
        .map(|place| Column { strong: of.against == Some(place), ..Column::figures(Cell::words(of.name(place))) });
    let mut table = Table::new(columns.collect(), Overflow::Blocks);
    for figure in ROWS {
        let found = of.drawn(figure, perspective);
        let cells = if figure == "probability_of_gain" { CHANCE } else { MONEY };
        rows(&mut table, words.figure(figure), &found, cells, words);
    }
    let beside: Vec<Option<Beside>> = (0..count).map(|place| of.difference(place, perspective)).collect();
    if beside.iter().any(Option::is_some) {
        let name = ("name", of.name(of.beside()));
        let label = |key: &str| crate::text::fill(&words.deciding(key), &[(name.0, &name.1)]);
        let each = |of: fn(&Beside) -> Estimate| beside.iter().map(|b| b.as_ref().map(of)).collect::<Vec<_>>();
        rows(&mut table, label("comparison.more_than"), &each(|b| b.difference.mean), MONEY, words);
        rows(&mut table, label("comparison.better_than"), &each(|b| b.better), CHANCE, words);
    }
    if draws.inputs() == 0 {
        table.notes.push(words.sentence("simulation.nothing_drawn", &[]));
    } else {
        table.notes.push(words.decided("comparison.same_luck", &[]));
    }
    Section { heading: heading(of, perspective, words), beside: Vec::new(), body: Body::Table(table) }
}

/// How a figure and its standard error stand in their cells.
type Cells = [fn(Estimate) -> Cell; 2];
const MONEY: Cells = [money, error];
const CHANCE: Cells = [|of| share(of.value), plus_minus_share];

/// A figure in every column, and below it its standard errors.
fn rows(table: &mut Table, label: String, found: &[Option<Estimate>], [value, error]: Cells, words: Words) {
    let cells = |of: fn(Estimate) -> Cell| found.iter().map(|e| e.map_or(Cell::Nothing, of)).collect::<Vec<Cell>>();
    table.row(Row::new(label, cells(value)));
    table.row(Row::new(words.deciding("comparison.error"), cells(error)).with(Emphasis::Part));
}

/// Whose draws: named when all columns show the same perspective.
fn heading(of: &Comparison<'_>, perspective: &Option<String>, words: Words) -> String {
    match (of.columns.first(), of.one_perspective(perspective)) {
        (Some(column), Some(name)) if of.perspectives.len() > 1 => {
            let whose = words.perspective(column.case, &name, Form::Title);
            crate::text::fill(&words.deciding("comparison.drawn_of"), &[("whose", &whose)])
        }
        _ => words.deciding("comparison.drawn"),
    }
}
