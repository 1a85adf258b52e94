//! The largest doubts on the page of `appraise`: what must be true, value by value.

use super::moved::{marked, value};
use super::whose::Shown;
use super::words::Words;
use super::{Body, Cell, Column, Computed, Overflow, Phrase, Row, Section, Table};
use crate::case::AsWritten;
use crate::uncertainty::{Doubt, Holds, SPREAD, Side, Subject, doubts};

/// How many doubts a page names.
const NAMED: usize = 5;

/// The largest doubts about a perspective's net present value.
pub(super) fn largest(of: &Computed<'_>, lead: &Shown<'_>) -> Vec<Doubt> {
    let subject = Subject::of(of.case, of.model, of.ledger, "net_present_value", lead.id);
    let found = subject.and_then(|subject| doubts(&subject, SPREAD, NAMED)).unwrap_or_default();
    // What moves nothing is no doubt.
    found.into_iter().filter(|doubt| doubt.bar.swing().is_some_and(|swing| !swing.is_zero())).collect()
}

/// `Largest doubt, 16,079 to 5,576,118 kr.: outcome.job.expected_rate.`, of values whose range is written.
pub(super) fn sentence(doubts: &[Doubt], words: Words) -> Option<Phrase> {
    let bar = &doubts.iter().find(|doubt| !doubt.bar.assumed)?.bar;
    let (low, high) = (bar.at_low.ok()?, bar.at_high.ok()?);
    let values =
        [("low", Cell::Money(low.min(high))), ("high", Cell::Money(low.max(high))), ("path", Cell::words(&bar.path))];
    Some(words.decided("doubts.largest", &values))
}

/// The table of doubts: what stands in the case, where that breaks even, and where it comes from.
pub(super) fn section(of: &Computed<'_>, doubts: &[Doubt], words: Words) -> Option<Section> {
    if doubts.is_empty() {
        return None;
    }
    let head = |key: &str| Cell::words(words.deciding(&format!("break_even.{key}")));
    let columns = vec![
        Column { rank: 1, ..Column::figures(head("in_case")) },
        Column { rank: 0, ..Column::figures(head("at")) },
        Column { rank: 2, ..Column::words(Cell::words(words.deciding("doubts.rests_on"))) },
    ];
    let mut table = Table::new(columns, Overflow::Drop);
    for doubt in doubts {
        let switching = &doubt.switching;
        let at = match (switching.nearest(), switching.holds) {
            (Some(crossing), _) => value(words, switching.measured, crossing.at),
            (None, Holds::Always(side)) => {
                let key = if side == Side::Above { "break_even.always.gain" } else { "break_even.always.loss" };
                Cell::Undefined(words.deciding(key))
            }
            (None, _) => Cell::Nothing,
        };
        let base = value(words, switching.measured, switching.base);
        table.row(Row::new(marked(of, &switching.path).0, vec![base, at, rests_on(of, &switching.path)]));
    }
    Some(Section { heading: words.deciding("break_even.table"), beside: Vec::new(), body: Body::Table(table) })
}

/// The grade and the source of a value: `rct · STAR, final report`.
fn rests_on(of: &Computed<'_>, path: &str) -> Cell {
    let row = of.case.assumptions.iter().find(|row| row.path == path);
    let known = |key: &str| {
        row?.known.iter().find(|(known, _)| *known == key).and_then(|(_, value)| match value {
            AsWritten::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    let parts: Vec<String> = [known("evidence"), known("source")].into_iter().flatten().collect();
    if parts.is_empty() { Cell::Nothing } else { Cell::words(parts.join(" · ")) }
}
