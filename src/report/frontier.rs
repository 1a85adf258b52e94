//! The page of `break-even --grid`: where one value breaks even at several values of another.

use rust_decimal::Decimal;

use super::foot::{foot, stamp};
use super::moved::{figure, name, value};
use super::words::{Words, case_title};
use super::{Body, Cell, Column, Computed, Overflow, PageOptions, Report, Row, Section, Table};
use crate::uncertainty::{Frontier, Holds, Subject};

/// The page of a frontier.
pub fn frontier(
    of: &Computed<'_>,
    subject: &Subject<'_>,
    target: Decimal,
    frontier: &Frontier,
    options: &PageOptions,
) -> Report {
    let words = Words(options.language);
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    let said = if target.is_zero() { Cell::Number(target) } else { figure(&subject.sought, target) };
    let asked = [("figure", Cell::words(name(of, words, &subject.sought))), ("target", said)];
    report.subtitle = vec![words.decided("break_even.asked", &asked)];
    let [first, second] = &frontier.paths;
    let ways = [
        ("path", Cell::words(second)),
        ("base", value(words, frontier.measured[1], frontier.base[1])),
        ("other", Cell::words(first)),
    ];
    report.sentences.push(words.decided("break_even.grid.says", &ways));
    let head = words.deciding("break_even.at");
    let mut table = Table::new(vec![Column::figures(Cell::words(head))], Overflow::Drop);
    for (at, (crossings, holds)) in frontier.values.iter().zip(&frontier.crossings) {
        let label = value(words, frontier.measured[0], *at);
        let is_case = *at == frontier.base[0];
        let label = if is_case { words.decided("sensitivity.grid.case", &[("value", label)]).into() } else { label };
        let mut cells: Vec<Cell> =
            crossings.iter().map(|crossing| value(words, frontier.measured[1], crossing.at)).collect();
        if cells.is_empty() {
            cells.push(match holds {
                Holds::Undefined(why) => words.undefined(*why),
                _ => Cell::Undefined(words.deciding("break_even.grid.none")),
            });
        }
        for (place, cell) in cells.into_iter().enumerate() {
            let label = if place == 0 { label.clone() } else { Cell::Blank };
            table.row(Row { label, ..Row::new("", vec![cell]) });
        }
    }
    report.sections.push(Section {
        heading: words.deciding("break_even.grid.table"),
        beside: Vec::new(),
        body: Body::Table(table),
    });
    report.foot = foot(of, options);
    report.stamp = stamp(of, options);
    report
}
