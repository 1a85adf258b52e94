//! The page of two values together: the figure at several values of both, and where it changes sides.

use rust_decimal::Decimal;

use super::by_time::scale;
use super::foot::{foot, stamp};
use super::moved::{figure, name, value};
use super::words::{Words, case_title};
use super::{Body, Cell, Column, Computed, Overflow, PageOptions, Phrase, Report, Row, Section, Table};
use crate::measure::Measure;
use crate::uncertainty::{Grid, Subject};

/// The page of a grid.
pub fn grid(of: &Computed<'_>, subject: &Subject<'_>, grid: &Grid, options: &PageOptions) -> Report {
    let words = Words(options.language);
    let mark = mark(subject);
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    report.subtitle = vec![Phrase::cell(Cell::words(name(of, words, &subject.sought)))];
    let [down, across] = &grid.paths;
    for (key, path) in [("down", down), ("across", across)] {
        report.sentences.push(words.decided(&format!("sensitivity.grid.{key}"), &[(key, Cell::words(path))]));
    }
    let said = ("target", if mark.is_zero() { Cell::Number(mark) } else { figure(&subject.sought, mark) });
    let drawn = Drawn { grid, mark };
    if let Some(key) = drawn.key() {
        report.sentences.push(words.decided(key, &[said]));
    }
    report.sections.push(drawn.section(subject, words, options));
    report.foot = foot(of, options);
    report.stamp = stamp(of, options);
    report
}

/// What the figure is compared with: nil, and one for quotients.
pub fn mark(subject: &Subject<'_>) -> Decimal {
    let plain = subject.sought.name.rsplit('.').next().unwrap_or_default();
    if matches!(plain, "benefit_cost_ratio" | "money_multiple") { Decimal::ONE } else { Decimal::ZERO }
}

struct Drawn<'g> {
    grid: &'g Grid,
    mark: Decimal,
}

impl Drawn<'_> {
    fn is_above(&self, row: usize, column: usize) -> Option<bool> {
        let figure = self.grid.figures.get(row)?.get(column)?;
        figure.ok().map(|figure| figure >= self.mark)
    }

    /// What there is to say of the two sides; nothing of figures that are defined nowhere.
    fn key(&self) -> Option<&'static str> {
        let all = || self.grid.figures.iter().flatten().flatten();
        match (all().any(|f| *f >= self.mark), all().any(|f| *f < self.mark)) {
            (true, true) => Some("sensitivity.grid.line"),
            (true, false) => Some("sensitivity.grid.always.above"),
            (false, true) => Some("sensitivity.grid.always.below"),
            (false, false) => None,
        }
    }

    fn section(&self, subject: &Subject<'_>, words: Words, options: &PageOptions) -> Section {
        let [rows, columns] = &self.grid.values;
        let [down, across] = self.grid.measured;
        let heads = columns.iter().map(|column| Column {
            strong: *column == self.grid.base[1],
            ..Column::figures(value(words, across, *column))
        });
        let mut table = Table::new(heads.collect(), Overflow::Blocks);
        table.scale = scale(options.unit, self.grid.figures.iter().flatten().flatten().copied());
        let cell =
            |measure: Measure<Decimal>| measure.map_or_else(|why| words.undefined(why), |v| figure(&subject.sought, v));
        for (place, row) in rows.iter().enumerate() {
            let cells = (0..columns.len()).map(|column| {
                let figure = self.grid.figures.get(place).and_then(|r| r.get(column)).copied();
                let turns = differ(self.is_above(place, column), self.is_above(place, column + 1));
                let mut phrase = Phrase::cell(figure.map_or(Cell::Blank, cell));
                if column + 1 < columns.len() {
                    phrase.say(if turns { " │" } else { "\u{a0}\u{a0}" });
                }
                Cell::Phrase(phrase)
            });
            let label = value(words, down, *row);
            let label = if *row == self.grid.base[0] {
                words.decided("sensitivity.grid.case", &[("value", label)]).into()
            } else {
                label
            };
            table.row(Row { label, ..Row::new("", cells.collect()) });
            let turns = |column: usize| differ(self.is_above(place, column), self.is_above(place + 1, column));
            if (0..columns.len()).any(turns) {
                let line = |column: usize| {
                    if turns(column) { rule(column + 1 < columns.len()) } else { Cell::Blank }
                };
                table.row(Row::new("", (0..columns.len()).map(line).collect()));
            }
        }
        Section { heading: words.deciding("sensitivity.grid.table"), beside: Vec::new(), body: Body::Table(table) }
    }
}

/// A line under a figure.
fn rule(is_inside: bool) -> Cell {
    Cell::words(if is_inside { "─────────" } else { "───────" })
}

/// Whether two neighbours lie on different sides.
fn differ(one: Option<bool>, other: Option<bool>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
