//! `[[correlation]]`, as it is written.

use super::draft::Draft;
use super::exact::Exact;
use super::reader::{Reader, Reading};
use super::values::IdList;
use crate::case::fields::correlation::{CORRELATION, INPUTS, VALUE};
use crate::document::{Entry, Table, Value, is_broken};
use crate::problem::{Code, Problem};

/// One `[[correlation]]`.
#[derive(Debug)]
pub struct CorrelationDraft {
    /// `inputs`: paths.
    pub inputs: Draft<IdList>,
    /// `value`
    pub value: Draft<Exact>,
}

/// Every `[[correlation]]` of a file.
pub fn correlations(entry: &Entry, reading: &mut Reading) -> Vec<CorrelationDraft> {
    let mut one = |table: &Table, place: usize| {
        let path = format!("{}.{place}", CORRELATION.name);
        let mut reader = Reader::open(table, &CORRELATION, &path, reading);
        let draft = CorrelationDraft { inputs: reader.required(&INPUTS), value: reader.required(&VALUE) };
        reader.finish();
        draft
    };
    match &entry.node.value {
        Value::List(list) if list.iter().all(|n| matches!(n.value, Value::Table(_))) => {
            let tables = list.iter().filter(|n| !is_broken(n)).filter_map(|n| match &n.value {
                Value::Table(table) => Some(table),
                _ => None,
            });
            tables.enumerate().map(|(place, table)| one(table, place + 1)).collect()
        }
        // [correlation] with one pair of brackets: read, so that what it holds is checked, too.
        Value::Table(table) => {
            let draft = one(table, 1);
            reading.problems.add(single(entry));
            vec![draft]
        }
        _ => {
            reading.problems.add(single(entry));
            Vec::new()
        }
    }
}

fn single(entry: &Entry) -> Problem {
    Problem::new(Code::WrongKind).variant("list-of-tables").with("key", &entry.key).at(entry.key_span)
}
