//! One change of a document: a value set, scaled, or left out.

use super::path::Path;
use super::scale::{Factor, number, scaled};
use crate::case::fields::{TableSpec, table};
use crate::case::{AsWritten, read_plain};
use crate::document::{Document, Entry, Node, Table, Value, Why, nearest};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// What is done to a value.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// It is left out.
    Without,
    /// It is something else.
    Set(Node),
    /// It is multiplied.
    Scale(Factor),
}

/// A change of a document.
#[derive(Clone, Debug)]
pub struct Change {
    /// Of which value.
    pub path: Path,
    /// What is done to it.
    pub kind: ChangeKind,
    /// Where the path stands.
    pub key: Span,
    /// Where the new value stands.
    pub value: Span,
}

/// A change of the command line: `--set PATH=VALUE`, `--scale PATH=FACTOR`.
pub fn change(path: &str, kind: ChangeKind, span: Span) -> Change {
    Change { path: Path::read(path), kind, key: span, value: span }
}

/// Makes a change, or says why it cannot be made.
pub fn apply(document: &mut Document, change: &Change, why: Why, problems: &mut Problems) {
    let keys = change.path.keys();
    let done = match &change.kind {
        ChangeKind::Without => match document.remove(&keys) {
            Some(_) => Ok(()),
            None => Err(unknown(document, change)),
        },
        ChangeKind::Set(node) => set(document, change, node, why),
        ChangeKind::Scale(factor) => scale(document, change, factor, why),
    };
    if let Err(problem) = done {
        problems.add(*problem);
    }
}

/// The table that holds a path must exist, and the key must be one that such a table can have.
fn known(document: &Document, change: &Change) -> Result<(), Box<Problem>> {
    let keys = change.path.keys();
    let holder = change.path.table();
    let exists =
        keys.len() >= holder && matches!(document.get(&keys[..holder]), Some(Node { value: Value::Table(_), .. }));
    if !exists {
        return Err(unknown(document, change));
    }
    let Some(key) = keys.get(holder) else { return Ok(()) };
    match spec(&keys[..holder]) {
        Some(spec) if spec.key(key).is_none() => Err(unknown(document, change)),
        _ => Ok(()),
    }
}

/// The declaration of the table that a path leads to.
fn spec(keys: &[&str]) -> Option<&'static TableSpec> {
    match keys {
        [name] | [name, _] => table(name),
        _ => None,
    }
}

fn set(document: &mut Document, change: &Change, node: &Node, why: Why) -> Result<(), Box<Problem>> {
    known(document, change)?;
    let keys = change.path.keys();
    let mut node = node.clone();
    mark(&mut node, why);
    let is_plain = !matches!(node.value, Value::Table(_));
    let holds_value = |there: &Node| match &there.value {
        Value::Table(table) => table.get("value").map(|v| matches!(v.node.value, Value::Table(_))),
        _ => None,
    };
    let by_time = |table: &Table| table.get("value").is_none();
    let into_value = match (document.get(&keys).and_then(holds_value), &node.value) {
        // A plain value, or a table by time where one stood, replaces the value and keeps what is known of it.
        (Some(_), _) if is_plain => true,
        (Some(true), Value::Table(table)) => by_time(table),
        _ => false,
    };
    let mut way = keys.clone();
    if into_value {
        way.push("value");
    }
    open_way(document, &way, change.path.table());
    document.set(&way, node).map(|_| ()).map_err(|_| unknown(document, change))
}

/// A path may go deeper than a plain number: the number becomes the `value` of a table.
fn open_way(document: &mut Document, way: &[&str], holder: usize) {
    for end in holder + 1..way.len() {
        let Some(there) = document.get(&way[..end]) else { continue };
        if matches!(there.value, Value::Table(_)) {
            continue;
        }
        let value = there.clone();
        let mut table = Table::new(value.span);
        table.add(Entry { key: "value".to_owned(), key_span: value.span, node: value.clone() });
        let _ = document.set(&way[..end], Node { value: Value::Table(table), span: value.span, why: value.why });
    }
}

fn scale(document: &mut Document, change: &Change, factor: &Factor, why: Why) -> Result<(), Box<Problem>> {
    known(document, change)?;
    let keys = change.path.keys();
    let place = Node { value: Value::Truth(true), span: change.value, why };
    let cannot = |variant: &'static str| {
        Box::new(Problem::new(Code::WrongKind).variant(variant).with("path", &change.path).at(change.value))
    };
    let there = match document.get(&keys) {
        None => return scale_default(document, change, factor, why),
        Some(there) => there.clone(),
    };
    let (way, old) = match &there.value {
        Value::Table(table) if table.get("value").is_some() => {
            let mut way = keys.clone();
            way.push("value");
            let old = table.get("value").map(|e| e.node.clone());
            (way, old.unwrap_or_else(|| there.clone()))
        }
        _ => (keys.clone(), there.clone()),
    };
    if let Value::Text(text) = &old.value
        && document.get(&["price", text]).is_some()
    {
        return Err(Box::new(cannot("scale-price").with("price", text)));
    }
    let new = scaled(&old, factor, &place, why).ok_or_else(|| cannot("scale"))?;
    document.set(&way, new).map(|_| ()).map_err(|_| cannot("scale"))
}

/// A value that is not written: its default, or the sum of counts, times the factor.
fn scale_default(document: &mut Document, change: &Change, factor: &Factor, why: Why) -> Result<(), Box<Problem>> {
    let keys = change.path.keys();
    let path = change.path.to_string();
    let (case, _) = read_plain(document, "");
    let row = case.as_ref().and_then(|c| c.assumptions.iter().find(|row| row.path == path));
    let value = match row.map(|row| &row.value) {
        Some(AsWritten::Number(value)) => factor.times(&crate::case::read::exact::ratio(*value)),
        Some(_) => None,
        None => return Err(unknown(document, change)),
    };
    let cannot =
        || Box::new(Problem::new(Code::WrongKind).variant("scale").with("path", &change.path).at(change.value));
    let place = Node { value: Value::Truth(true), span: change.value, why };
    let new = number(value.ok_or_else(cannot)?, &place, why);
    document.set(&keys, new).map(|_| ()).map_err(|_| cannot())
}

/// Says why everything in a value is there.
fn mark(node: &mut Node, why: Why) {
    node.why = why;
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|n| mark(n, why)),
        Value::Table(table) => table.entries.iter_mut().for_each(|e| mark(&mut e.node, why)),
        _ => {}
    }
}

/// Nothing in the case is called so; with the nearest path that there is.
fn unknown(document: &Document, change: &Change) -> Box<Problem> {
    let path = change.path.to_string();
    let (case, _) = read_plain(document, "");
    let mut paths: Vec<String> = case.iter().flat_map(|c| c.assumptions.iter().map(|row| row.path.clone())).collect();
    paths.extend(tables(document));
    let problem = Problem::new(Code::UnknownPath).with("path", &path).at(change.key);
    Box::new(match nearest(&path, paths.iter().map(String::as_str)) {
        Some(near) => problem.variant("near").with("near", near),
        None => problem,
    })
}

/// The tables with an id.
fn tables(document: &Document) -> Vec<String> {
    let inner = |entry: &Entry| match &entry.node.value {
        Value::Table(table) => table.entries.iter().map(|e| format!("{}.{}", entry.key, e.key)).collect(),
        _ => Vec::new(),
    };
    document.root.entries.iter().flat_map(inner).collect()
}
