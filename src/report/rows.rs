//! Several cases, one row each.

use rust_decimal::Decimal;

use super::register::ASSUMED;
use super::whose::{leads, pays_or_gains, reason};
use super::words::{Form, Words};
use super::{Body, Cell, Column, Computed, Overflow, PageOptions, Report, Row, Scale, Section, Table};
use crate::measure::Measure;

/// One of several cases.
#[derive(Clone, Debug)]
pub enum CaseRow<'c> {
    /// Read and computed.
    Computed(Computed<'c>),
    /// Not read, or not computed.
    Broken {
        /// What it is called: its id or its file.
        name: String,
        /// How many problems it has.
        problems: usize,
    },
}

/// The page of several cases.
pub fn rows(cases: &[CaseRow<'_>], options: &PageOptions) -> Report {
    let words = Words(options.language);
    let currencies: Vec<&str> = cases
        .iter()
        .filter_map(|c| match c {
            CaseRow::Computed(of) => Some(of.case.currency.as_str()),
            CaseRow::Broken { .. } => None,
        })
        .collect();
    let differ = currencies.windows(2).any(|pair| pair[0] != pair[1]);
    let head = |key: &str| Cell::words(words.page(&format!("rows.{key}")));
    let mut columns = vec![Column::words(head("headline"))];
    columns
        .extend(["people", "net_present_value", "benefit_cost_ratio", "payback"].map(|key| Column::figures(head(key))));
    columns.push(Column::words(head("rests_on")));
    let mut table = Table::new(columns, Overflow::Blocks);
    table.scale = options.unit.unwrap_or(Scale::One);
    for case in cases {
        match case {
            CaseRow::Computed(of) => rows_of(of, options, differ).into_iter().for_each(|row| {
                table.row(row);
            }),
            CaseRow::Broken { name, problems } => {
                let across = Some(words.counted("rows.broken", *problems, &[]));
                table.row(Row { across, ..Row::new(name, Vec::new()) });
            }
        }
    }
    let mut report = Report::new("", currencies.first().copied().unwrap_or_default());
    report.sections.push(Section { heading: words.page("rows.case"), beside: Vec::new(), body: Body::Table(table) });
    report.stamp = vec![words.sentence("stamp.program", &[("version", Cell::words(env!("CARGO_PKG_VERSION")))])];
    report
}

/// The weakest grade of what the consequences follow from, and how many values rest on an assumption: `rct, 2 ~`.
fn rests_on(of: &Computed<'_>) -> Cell {
    let followed = of.case.consequences.values().flat_map(|c| &c.outcomes);
    let grade = followed.filter_map(|id| of.case.outcomes.get(id)?.evidence).max();
    let assumed = of.case.assumptions.iter().filter(|row| row.is_assumed()).count();
    let grade = grade.map(|g| g.word().to_owned());
    let parts: Vec<String> = grade.into_iter().chain((assumed > 0).then(|| format!("{assumed} {ASSUMED}"))).collect();
    if parts.is_empty() { Cell::Nothing } else { Cell::words(parts.join(", ")) }
}

/// A row for each perspective that the page is about.
fn rows_of(of: &Computed<'_>, options: &PageOptions, with_currency: bool) -> Vec<Row> {
    let words = Words(options.language);
    let row = |id: &str, figures: &crate::appraisal::Figures<Decimal>, touched: bool| {
        let measure = |measure: Measure<Decimal>, cell: fn(Decimal) -> Cell| {
            measure.map_or_else(|why| reason(words, why, figures), cell)
        };
        let people = if of.case.groups.is_empty() { Cell::Nothing } else { Cell::Count(of.appraisal.starters) };
        let mut cells = vec![
            Cell::words(words.perspective(of.case, id, Form::Head)),
            people,
            if touched { Cell::Money(figures.net_present_value) } else { Cell::Nothing },
            measure(figures.benefit_cost_ratio.figure, Cell::Ratio),
            measure(figures.payback.figure, Cell::Years),
        ];
        cells.push(rests_on(of));
        let currency = &of.case.currency;
        let id = match &of.stamp.scenario {
            Some(scenario) => format!("{}@{scenario}", of.case.id),
            None => of.case.id.clone(),
        };
        Row::new(if with_currency { format!("{id} ({currency})") } else { id }, cells)
    };
    leads(of, &options.whose)
        .iter()
        .map(|lead| row(lead.id, &lead.figures.budget, pays_or_gains(of, &lead.figures.parties)))
        .collect()
}
