//! Values of a contract that are written as a list, one for each measurement: a path names them by measurement.

use crate::document::{Document, Entry, Node, Table, Value};
use crate::span::Span;

/// Makes a list on the way of a path under `contract.metric.NAME` or `contract.term.NAME` a table keyed by measurement,
/// when it has one value for each.
pub fn label_list(document: &mut Document, path: &[&str]) {
    for end in 4..path.len() {
        let Some(Node { value: Value::List(list), span, why }) = document.get(&path[..end]) else { continue };
        let Some(keyed) = keyed(list, &labels_at(document, path), *span) else { return };
        let node = Node { value: Value::Table(keyed), span: *span, why: *why };
        let _ = document.set(&path[..end], node);
        return;
    }
}

/// A list as a table keyed by measurement, when it has one value for each.
pub fn keyed(list: &[Node], labels: &[String], span: Span) -> Option<Table> {
    if labels.len() != list.len() || list.iter().any(|n| matches!(n.value, Value::Table(_))) {
        return None;
    }
    let mut keyed = Table::new(span);
    for (label, node) in labels.iter().zip(list) {
        keyed.add(Entry { key: label.clone(), key_span: node.span, node: node.clone() });
    }
    Some(keyed)
}

/// The measurements that a list of values at a path, or on its way, has one value for; none elsewhere.
pub fn labels_at(document: &Document, path: &[&str]) -> Vec<String> {
    match path {
        ["contract", table @ ("metric" | "term"), name, key, ..] => labels(document, table, name, key),
        _ => Vec::new(),
    }
}

/// The measurements that hold: a term's own, else its metric's, else the contract's.
fn labels(document: &Document, table: &str, name: &str, key: &str) -> Vec<String> {
    let metric = match document.get(&["contract", "term", name, "metric"]).map(|n| &n.value) {
        Some(Value::Text(metric)) if table == "term" => metric.as_str(),
        _ => name,
    };
    let own = (table == "term" && key != "measured").then_some(["contract", "term", name, "measured"]);
    let places = own.into_iter().chain([["contract", "metric", metric, "measured"]]);
    let found = places.into_iter().find_map(|place| document.get(&place));
    let Some(measured) = found.or_else(|| document.get(&["contract", "measured"])) else { return Vec::new() };
    let label = |node: &Node| match &node.value {
        Value::Number(literal) => literal.text.clone(),
        Value::Text(text) | Value::Time(text) => text.clone(),
        _ => String::new(),
    };
    match &measured.value {
        Value::List(list) => list.iter().map(label).collect(),
        _ => vec![label(measured)],
    }
}
