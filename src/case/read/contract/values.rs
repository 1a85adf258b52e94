//! *Values* (method, section 6.2): one input; a list, one for each measurement; a table keyed by measurement; or a
//! table keyed by cohort of any of these. Which key is which is for `check`.

use super::point::{IntervalDraft, PointDraft, When, point_key};
use crate::case::Domain;
use crate::case::fields::{FieldSpec, Kind, ValuesOf, in_input};
use crate::case::read::exact;
use crate::case::read::input::InputDraft;
use crate::case::read::reader::{At, Read, Reading};
use crate::case::read::values::wrong_kind;
use crate::document::{Entry, Node, Table, Value, Why};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// Values as they are written.
#[derive(Clone, Debug)]
pub struct ValuesDraft {
    /// What they are.
    pub form: ValuesForm,
    /// Where they stand.
    pub span: Span,
}

/// How values are written.
#[derive(Clone, Debug)]
pub enum ValuesForm {
    /// One for all.
    One(Box<ValueDraft>),
    /// One for each measurement, in order.
    List(Vec<ValueDraft>),
    /// By measurement, or by cohort.
    Table(Vec<KeyedValues>),
}

/// What stands at a key of values.
#[derive(Clone, Debug)]
pub struct KeyedValues {
    /// As written.
    pub key: String,
    /// Where the key stands.
    pub at: Span,
    /// What it holds.
    pub values: ValuesDraft,
}

/// One of the values.
#[derive(Clone, Debug)]
pub enum ValueDraft {
    /// A number.
    Input(Box<InputDraft>),
    /// How long people hold, where that stands and why it is there.
    Held(IntervalDraft, Span, Why),
}

impl Read for ValuesDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<ValuesDraft> {
        let of = match at.spec.kind {
            Kind::Values(of) => of,
            _ => ValuesOf::Number,
        };
        values(node, of, at, reading, 0)
    }
}

/// Values, in a table keyed by cohort at most.
fn values(node: &Node, of: ValuesOf, at: At<'_>, reading: &mut Reading, depth: u32) -> Option<ValuesDraft> {
    let form = match &node.value {
        Value::List(list) => {
            if list.is_empty() {
                let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
                reading.problems.add(empty.at(node.span));
                return None;
            }
            let members: Vec<Option<ValueDraft>> = list.iter().map(|n| value(n, of, at, reading)).collect();
            ValuesForm::List(members.into_iter().collect::<Option<_>>()?)
        }
        Value::Table(table) if !is_input(table, reading) => keyed(table, node, of, at, reading, depth)?,
        _ => ValuesForm::One(Box::new(value(node, of, at, reading)?)),
    };
    Some(ValuesDraft { form, span: node.span })
}

/// A table is that of an input when it has a key of one, unless all its keys are names of cohorts.
fn is_input(table: &Table, reading: &Reading) -> bool {
    let of_input = |e: &Entry| in_input::INPUT.key(&e.key).is_some();
    table.entries.iter().any(of_input) && !table.entries.iter().all(|e| reading.cohorts.contains(&e.key))
}

fn keyed(
    table: &Table,
    node: &Node,
    of: ValuesOf,
    at: At<'_>,
    reading: &mut Reading,
    depth: u32,
) -> Option<ValuesForm> {
    if table.entries.is_empty() {
        let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
        reading.problems.add(empty.at(node.span));
        return None;
    }
    if depth > 1 {
        wrong_kind(node, at, "values", reading);
        return None;
    }
    let members: Vec<Option<KeyedValues>> = table
        .entries
        .iter()
        .map(|entry| {
            let path = format!("{}.{}", at.path, entry.key);
            let values = values(&entry.node, of, At { path: &path, ..at }, reading, depth + 1)?;
            Some(KeyedValues { key: entry.key.clone(), at: entry.key_span, values })
        })
        .collect();
    members.into_iter().collect::<Option<_>>().map(ValuesForm::Table)
}

fn value(node: &Node, of: ValuesOf, at: At<'_>, reading: &mut Reading) -> Option<ValueDraft> {
    if let (Value::Text(text), ValuesOf::NumberOrDuration) = (&node.value, of)
        && exact::text(text).is_err()
        && text.contains(char::is_alphabetic)
    {
        return IntervalDraft::read(node, at, reading).map(|held| ValueDraft::Held(held, node.span, node.why));
    }
    let kind = match of {
        ValuesOf::Money => Kind::Money,
        ValuesOf::Share => Kind::Input(Domain::Share),
        ValuesOf::Number | ValuesOf::NumberOrDuration => Kind::Input(Domain::Any),
    };
    let spec = FieldSpec { kind, ..at.spec };
    InputDraft::read(node, At { spec, ..at }, reading).map(|input| ValueDraft::Input(Box::new(input)))
}

/// What an investor advances: points and amounts.
#[derive(Clone, Debug)]
pub struct DrawsDraft(pub Vec<(PointDraft, InputDraft)>);

impl Read for DrawsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<DrawsDraft> {
        let Value::Table(table) = &node.value else {
            wrong_kind(node, at, "draws", reading);
            return None;
        };
        if table.entries.is_empty() {
            let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
            reading.problems.add(empty.at(node.span));
            return None;
        }
        let spec = FieldSpec { kind: Kind::Money, ..at.spec };
        let draws: Vec<Option<(PointDraft, InputDraft)>> = table
            .entries
            .iter()
            .map(|entry| {
                let when = point_of_key(entry, at, reading);
                let path = format!("{}.{}", at.path, entry.key);
                let amount = InputDraft::read(&entry.node, At { spec, path: &path }, reading);
                Some((PointDraft { label: entry.key.clone(), when: when?, span: entry.key_span }, amount?))
            })
            .collect();
        draws.into_iter().collect::<Option<_>>().map(DrawsDraft)
    }
}

/// The point that a key names, or the complaint that it names none.
fn point_of_key(entry: &Entry, at: At<'_>, reading: &mut Reading) -> Option<When> {
    let when = point_key(&entry.key);
    if when.is_none() {
        let bad = Problem::new(Code::BadMonth).variant("point-key").with("text", &entry.key).with("key", at.spec.name);
        reading.problems.add(bad.at(entry.key_span));
    }
    when
}
