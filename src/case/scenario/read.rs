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
        without(entry, &mut changes, problems);
    }
    for key in ["set", "scale"] {
        let Some(entry) = table.get(key) else { continue };
        let Value::Table(inner) = &entry.node.value else {
            problems.add(wrong_kind(key, entry));
            continue;
        };
        let mut leaves = Vec::new();
        flatten(inner, &Path::of(Vec::new()), &mut leaves);
        once(&leaves, problems);
        for (path, entry) in leaves {
            let kind = if key == "set" {
                ChangeKind::Set(entry.node.clone())
            } else {
                match Factor::read(&entry.node) {
                    Some(factor) => ChangeKind::Scale(factor),
                    None => {
                        problems.add(wrong_kind("scale", entry).variant("factor"));
                        continue;
                    }
                }
            };
            changes.push(Change { path, kind, key: entry.key_span, value: entry.node.span });
        }
    }
    changes
}

fn without(entry: &Entry, changes: &mut Vec<Change>, problems: &mut Problems) {
    let Value::List(list) = &entry.node.value else {
        problems.add(wrong_kind("without", entry));
        return;
    };
    for node in list {
        match &node.value {
            Value::Text(text) => changes.push(Change {
                path: Path::read(text),
                kind: ChangeKind::Without,
                key: node.span,
                value: node.span,
            }),
            _ => problems.add(wrong_kind("without", entry).at(node.span)),
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

fn wrong_kind(key: &str, entry: &Entry) -> Problem {
    Problem::new(Code::WrongKind).variant("scenario").with("key", key).at(entry.node.span)
}
