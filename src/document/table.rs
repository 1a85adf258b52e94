//! A table of keys and values, found by key without reading through all of them.

use std::collections::BTreeMap;

use super::{Entry, Value};
use crate::span::Span;

/// From this many entries on, a table knows where each key stands.
const WORTH_AN_INDEX: usize = 16;

/// What wrote a table, which decides what may still be added to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Made {
    /// On the way to another: `a` in `[a.b]`. It may still get a header of its own.
    #[default]
    Implied,
    /// By a key with points: `a` in `a.b = 1`. It grows by such keys only.
    Dotted,
    /// `[a]`, `[[a]]`
    Header,
    /// `{ }`, complete as it stands.
    Braces,
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Where the table is opened: its header, its brace, or the first key that makes it.
    pub opened: Span,
    pub(super) made: Made,
    index: BTreeMap<String, usize>,
}

impl Table {
    /// A table without keys.
    pub fn new(opened: Span) -> Table {
        Table { opened, ..Table::default() }
    }

    pub(super) fn made(made: Made, opened: Span) -> Table {
        Table { opened, made, ..Table::default() }
    }

    /// Whether it has a `[header]` of its own: its keys stand below it, and a key written too late stands there too.
    pub fn has_header(&self) -> bool {
        self.made == Made::Header
    }

    /// What a key holds.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.place(key).map(|i| &self.entries[i])
    }

    /// What a key holds, to change it. Its key must stay what it is.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.place(key).map(|i| &mut self.entries[i])
    }

    /// Adds an entry at the end. Whether its key is there already is the caller's question.
    pub fn add(&mut self, entry: Entry) {
        if self.entries.len() == WORTH_AN_INDEX {
            self.index = self.entries.iter().enumerate().map(|(i, e)| (e.key.clone(), i)).collect();
        }
        if self.entries.len() >= WORTH_AN_INDEX {
            self.index.insert(entry.key.clone(), self.entries.len());
        }
        self.entries.push(entry);
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let entry = self.entries.remove(self.place(key)?);
        self.index.clear();
        if self.entries.len() > WORTH_AN_INDEX {
            self.index = self.entries.iter().enumerate().map(|(i, e)| (e.key.clone(), i)).collect();
        }
        Some(entry)
    }

    /// The place of a key among the entries.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        if self.index.len() == self.entries.len() {
            return self.index.get(key).copied();
        }
        self.entries.iter().position(|e| e.key == key)
    }
}

impl Value {
    /// The table that it is, or the last one of `[[headers]]`.
    pub(super) fn last_table_mut(&mut self) -> Option<&mut Table> {
        match self {
            Value::Table(table) => Some(table),
            Value::List(list) => match &mut list.last_mut()?.value {
                Value::Table(table) if table.made == Made::Header => Some(table),
                _ => None,
            },
            Value::Text(_) | Value::Number(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Node, Why};

    fn entry(key: &str) -> Entry {
        let node = Node { value: Value::Truth(true), span: Span::default(), why: Why::Written };
        Entry { key: key.to_owned(), key_span: Span::default(), node }
    }

    #[test]
    fn keys_are_found_in_tables_of_every_size() {
        for size in [0, 1, 15, 16, 17, 18, 100] {
            let mut table = Table::default();
            (0..size).for_each(|i| table.add(entry(&format!("k{i}"))));
            for i in 0..size {
                assert_eq!(table.get(&format!("k{i}")).map(|e| e.key.clone()), Some(format!("k{i}")), "{size}");
            }
            assert!(table.get("other").is_none());
            if size > 0 {
                assert!(table.remove("k0").is_some() && table.get("k0").is_none(), "{size}");
                table.add(entry("k0"));
                assert_eq!(table.entries.last().map(|e| e.key.as_str()), Some("k0"));
                assert!((0..size).all(|i| table.get(&format!("k{i}")).is_some()), "{size}");
            }
        }
    }
}
