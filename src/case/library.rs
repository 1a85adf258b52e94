//! Libraries: files of prices, indices, refunds, areas, parties and schedules that many cases share.
//!
//! A library becomes part of the document, each of its values marked as coming from there; what the case does not name
//! is left aside when the document is read.

use super::fields::in_head;
use super::read;
use crate::document::{Document, Entry, Node, Table, Value, Why};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// The tables that a library may hold.
pub const TABLES: &[&str] = &["price", "index", "refund", "area", "party", "discount"];

/// The libraries that a case names: each path as written, and where it stands.
///
/// ```
/// use afkast::{case, document, span::SourceId};
/// let (document, _) = document::parse(SourceId(0), "schema = 1\nlibrary = [\"prices-2026.toml\"]\n");
/// assert_eq!(case::libraries(&document).first().map(|(path, _)| path.as_str()), Some("prices-2026.toml"));
/// ```
pub fn libraries(document: &Document) -> Vec<(String, Span)> {
    let Some(Node { value: Value::List(list), .. }) = document.get(&[in_head::LIBRARY.spec.name]) else {
        return Vec::new();
    };
    let path = |node: &Node| match &node.value {
        Value::Text(path) => Some((path.clone(), node.span)),
        _ => None,
    };
    list.iter().filter_map(path).collect()
}

/// A case's document with what its libraries hold, and what is wrong with them.
pub fn with_libraries(mut document: Document, libraries: Vec<Document>) -> (Document, Problems) {
    let mut problems = Problems::default();
    for library in libraries {
        problems.extend(read::library_head(&library));
        document.lacks |= !library.whole;
        for entry in library.root.entries.into_iter().filter(|e| TABLES.contains(&e.key.as_str())) {
            add(&mut document.root, entry, &mut problems);
        }
    }
    (document, problems)
}

/// Adds the tables of one kind to those of the case.
fn add(root: &mut Table, entry: Entry, problems: &mut Problems) {
    let Value::Table(inner) = entry.node.value else { return };
    if root.get(&entry.key).is_none() {
        let node = Node { value: Value::Table(Table::new(entry.node.span)), span: entry.node.span, why: Why::Library };
        root.add(Entry { key: entry.key.clone(), key_span: entry.key_span, node });
    }
    // Something other than a table has its problem when the case is read.
    let Some(Value::Table(there)) = root.get_mut(&entry.key).map(|e| &mut e.node.value) else { return };
    for mut named in inner.entries {
        if let Some(first) = there.get(&named.key) {
            let variant = if first.node.why == Why::Library { "two-libraries" } else { "library" };
            let taken = Problem::new(Code::NameIsTaken)
                .variant(variant)
                .with("name", format!("{}.{}", entry.key, named.key))
                .at(named.key_span)
                .and_see(first.key_span, "already-there");
            problems.add(taken);
        } else {
            mark(&mut named.node);
            there.add(named);
        }
    }
}

/// Marks a value, and all that is in it, as a library's.
fn mark(node: &mut Node) {
    node.why = Why::Library;
    match &mut node.value {
        Value::Table(table) => table.entries.iter_mut().for_each(|e| mark(&mut e.node)),
        Value::List(list) => list.iter_mut().for_each(mark),
        Value::Text(_) | Value::Number(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => {}
    }
}

/// Whether a file holds what a library may hold, and nothing else.
pub fn is_library(document: &Document) -> bool {
    let root = &document.root;
    let may = |key: &str| key == in_head::SCHEMA.spec.name || TABLES.contains(&key);
    root.entries.len() > 1 && root.entries.iter().all(|e| may(&e.key))
}
