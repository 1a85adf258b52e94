//! `[index.ID]`, and tables of numbers by calendar year.

use super::draft::Draft;
use super::exact::Exact;
use super::head::names;
use super::input::InputDraft;
use super::reader::{At, Read, Reader, Reading};
use super::time::TimeKey;
use super::values::wrong_kind;
use crate::case::Names;
use crate::case::fields::in_index;
use crate::document::{Node, Value, Why};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// Numbers by calendar year, in order of year.
#[derive(Clone, Debug)]
pub struct YearTable(pub Vec<OfYear>);

/// The number of a calendar year.
#[derive(Clone, Copy, Debug)]
pub struct OfYear {
    /// Which year.
    pub year: i32,
    /// Where the year stands.
    pub key: Span,
    /// The number.
    pub value: Exact,
    /// Where the number stands.
    pub span: Span,
    /// Why it is there.
    pub why: Why,
}

impl Read for YearTable {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<YearTable> {
        let Value::Table(table) = &node.value else {
            wrong_kind(node, at, "years", reading);
            return None;
        };
        if table.entries.is_empty() {
            let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
            reading.problems.add(empty.at(node.span));
            return None;
        }
        let mut years = Vec::with_capacity(table.entries.len());
        let mut whole = true;
        for entry in &table.entries {
            let year = match TimeKey::read(&entry.key) {
                Some(TimeKey::Year(year)) => Some(year),
                Some(TimeKey::Month(_)) | None => None,
            };
            if year.is_none() {
                let bad = Problem::new(Code::BadMonth).variant("year").with("text", &entry.key);
                reading.problems.add(bad.with("key", at.spec.name).at(entry.key_span));
            }
            match (year, Exact::read(&entry.node, at, reading)) {
                (Some(year), Some(value)) => {
                    years.push(OfYear { year, key: entry.key_span, value, span: entry.node.span, why: entry.node.why });
                }
                _ => whole = false,
            }
        }
        years.sort_by_key(|y| y.year);
        whole.then_some(YearTable(years))
    }
}

/// `[index.ID]`
#[derive(Debug)]
pub struct IndexDraft {
    pub names: Names,
    pub values: Draft<YearTable>,
    pub growth: Draft<YearTable>,
    pub yearly_growth: Draft<InputDraft>,
    pub real_growth: Draft<InputDraft>,
}

pub fn index(mut table: Reader<'_, '_>) -> IndexDraft {
    let draft = IndexDraft {
        names: names(&mut table),
        values: table.optional(&in_index::VALUES),
        growth: table.optional(&in_index::GROWTH),
        yearly_growth: table.optional(&in_index::YEARLY_GROWTH),
        real_growth: table.optional(&in_index::REAL_GROWTH),
    };
    table.finish();
    draft
}
