//! What a `[scenario.ID]` says.

use std::collections::BTreeMap;

use super::apply::{Change, ChangeKind};
use super::path::Path;
use super::scale::Factor;
use crate::case::fields::in_scenario::SCENARIO;
use crate::document::{Document, Entry, Node, Table, Value};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// The scenario that one is based on, and where that stands.
pub fn based_on(document: &Document, id: &str) -> Option<(String, Span)> {
    let node = document.get(&[SCENARIO.name, id, "based_on"])?;
    match &node.value {
        Value::Text(text) => Some((text.clone(), node.span)),
        _ => None,
    }
}

/// The changes of a scenario, in their order: without, set, scale.
pub fn scenario(document: &Document, id: &str, problems: &mut Problems) -> Vec<Change> {
    let Some(Node { value: Value::Table(table), .. }) = document.get(&[SCENARIO.name, id]) else { return Vec::new() };
    let mut changes = Vec::new();
    if let Some(entry) = table.get("without") {
        without(entry, &mut changes);
    }
    for key in ["set", "scale"] {
        let Some(Entry { node: Node { value: Value::Table(inner), .. }, .. }) = table.get(key) else { continue };
        let mut leaves = Vec::new();
        flatten(inner, &Path::of(Vec::new()), &mut leaves);
        once(&leaves, problems);
        for (path, entry) in leaves {
            let kind = match (key, Factor::read(&entry.node)) {
                ("set", _) => ChangeKind::Set(entry.node.clone()),
                (_, Some(factor)) => ChangeKind::Scale(factor),
                (_, None) => {
                    problems.add(Problem::new(Code::WrongKind).variant("factor").at(entry.node.span));
                    continue;
                }
            };
            changes.push(Change { path, kind, key: entry.key_span, value: entry.node.span });
        }
    }
    changes
}

/// What a scenario leaves out. That it is a list of texts was checked when the file was read.
fn without(entry: &Entry, changes: &mut Vec<Change>) {
    let Value::List(list) = &entry.node.value else { return };
    for node in list {
        if let Value::Text(text) = &node.value {
            let (path, kind) = (Path::read(text), ChangeKind::Without);
            changes.push(Change { path, kind, key: node.span, value: node.span });
        }
    }
}

/// Values with their paths: nested as far as the key of a table, or under a quoted path of any depth.
fn flatten<'d>(table: &'d Table, way: &Path, leaves: &mut Vec<(Path, &'d Entry)>) {
    for entry in &table.entries {
        let path = if way.is_empty() { Path::read(&entry.key) } else { way.then(&entry.key) };
        match &entry.node.value {
            Value::Table(inner) if path.len() < path.whole() => flatten(inner, &path, leaves),
            _ => leaves.push((path, entry)),
        }
    }
}

/// One path twice in one table is a problem.
fn once(leaves: &[(Path, &Entry)], problems: &mut Problems) {
    let mut seen: BTreeMap<&Path, Span> = BTreeMap::new();
    for (path, entry) in leaves {
        if let Some(first) = seen.get(path) {
            let problem = Problem::new(Code::Twice).variant("path").with("key", path);
            problems.add(problem.at(entry.key_span).and_see(*first, "first"));
        } else {
            seen.insert(path, entry.key_span);
        }
    }
}
