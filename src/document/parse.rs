//! From text to tree, by the `toml` crate; the literal of a number is what stands in the text.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Document, Entry, Literal, Node, Table, Value, Why};
use crate::problem::{Code, Problem, Problems};
use crate::span::{SourceId, Span};

/// Reads a text. What cannot be read is a problem; reading goes on after it.
pub fn parse(source: SourceId, text: &str) -> (Document, Problems) {
    let mut problems = Problems::default();
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        problems.add(Problem::new(Code::NotToml).with("parser", error.message()).at(span(source, &at)));
    }
    let tree = Tree { source, text };
    let opened = Span { source, start: 0, end: 0 };
    (Document { source, root: tree.table(root.get_ref(), opened) }, problems)
}

fn span(source: SourceId, range: &Range<usize>) -> Span {
    Span { source, start: range.start as u32, end: range.end as u32 }
}

struct Tree<'t> {
    source: SourceId,
    text: &'t str,
}

impl Tree<'_> {
    fn table(&self, table: &DeTable<'_>, opened: Span) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: span(self.source, &key.span()),
                node: self.node(value.get_ref(), value.span(), span(self.source, &key.span())),
            })
            .collect();
        entries.sort_by_key(|e| (e.key_span.start, e.node.span.start));
        Table { entries, opened }
    }

    fn node(&self, value: &DeValue<'_>, at: Range<usize>, key: Span) -> Node {
        let here = span(self.source, &at);
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(Literal::read(self.text.get(at).unwrap_or(""))),
            DeValue::Boolean(truth) => Value::Truth(*truth),
            DeValue::Datetime(_) => Value::Time(self.text.get(at).unwrap_or("").to_owned()),
            DeValue::Array(list) => Value::List(
                list.iter().map(|n| self.node(n.get_ref(), n.span(), n_span(self.source, &n.span()))).collect(),
            ),
            DeValue::Table(table) => Value::Table(self.table(table, if here.end > here.start { here } else { key })),
        };
        Node { value, span: here, why: Why::Written }
    }
}

fn n_span(source: SourceId, range: &Range<usize>) -> Span {
    span(source, range)
}
