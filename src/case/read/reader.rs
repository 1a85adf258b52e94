//! Reading a table by the declarations of its keys: each asked for once, what is left complained of at the end.

use std::collections::BTreeSet;

use super::draft::{Draft, Written};
use super::strays::Strays;
use crate::case::fields::{Field, FieldSpec, Need, TableSpec};
use crate::case::read::unknown::{self, Fate};
use crate::document::{Entry, Keys, Node, Table, is_broken};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// What is collected while a document is read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Everything that is wrong so far.
    pub problems: Problems,
    /// Keys that stand under the wrong header.
    pub strays: Strays,
    /// The names of the contract's cohorts.
    pub cohorts: BTreeSet<String>,
}

/// The key that is being read, for what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct At<'p> {
    /// What is known of the key.
    pub spec: FieldSpec,
    /// Table and key.
    pub path: &'p str,
}

/// What can be read from a value. None when it cannot, and then there is a problem that says why.
pub trait Read: Sized {
    /// Reads a value.
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Self>;
}

/// A table that is being read.
pub struct Reader<'d, 'r> {
    keys: Keys<'d>,
    table: &'d Table,
    spec: &'static TableSpec,
    path: String,
    /// Unknown keys and what is to be said of each.
    unknown: Vec<(&'d Entry, Fate)>,
    /// Keys that are written somewhere else, or misspelt: nobody misses them.
    accounted: Vec<&'static str>,
    reading: &'r mut Reading,
}

impl<'d, 'r> Reader<'d, 'r> {
    /// Begins to read a table.
    pub fn open(table: &'d Table, spec: &'static TableSpec, path: &str, reading: &'r mut Reading) -> Self {
        let unknown = unknown::of(table, spec, &reading.strays);
        let mut accounted = reading.strays.accounted(path);
        accounted.extend(unknown.iter().flat_map(|(_, fate)| fate.accounts_for()));
        Reader { keys: Keys::of(table), table, spec, path: path.to_owned(), unknown, accounted, reading }
    }
    /// Where the table is opened.
    pub const fn opened(&self) -> Span {
        self.table.opened
    }
    /// A key that need not be written.
    pub fn optional<T: Read>(&mut self, field: &Field<T>) -> Draft<T> {
        match self.keys.take(field.spec.name) {
            Some(entry) => self.read(entry, field.spec),
            None if self.accounted.contains(&field.spec.name) => Draft::Broken,
            None => Draft::Absent,
        }
    }
    /// A key that must be written.
    pub fn required<T: Read>(&mut self, field: &Field<T>) -> Draft<T> {
        match self.optional(field) {
            Draft::Absent => {
                debug_assert_eq!(field.spec.need, Need::Required, "{}", field.spec.name);
                self.reading.problems.add(
                    Problem::new(Code::MissingKey)
                        .with("key", field.spec.name)
                        .with("table", shown(&self.path))
                        .with("schema", self.spec.name)
                        .at(self.table.opened),
                );
                Draft::Broken
            }
            draft => draft,
        }
    }
    /// A key of which only the node is wanted, and what to read it with.
    pub fn take(&mut self, name: &'static str) -> Option<&'d Entry> {
        self.keys.take(name)
    }
    /// What is collected while reading.
    pub fn reading(&mut self) -> &mut Reading {
        self.reading
    }
    /// Table and id.
    pub fn path(&self) -> &str {
        &self.path
    }
    /// Whether somebody misses a key that is written elsewhere.
    pub fn is_accounted(&self, name: &str) -> bool {
        self.accounted.contains(&name)
    }

    /// Whether keys are written that the table does not have.
    pub const fn has_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }

    fn read<T: Read>(&mut self, entry: &Entry, spec: FieldSpec) -> Draft<T> {
        if is_broken(&entry.node) {
            return Draft::Broken;
        }
        let path = if self.path.is_empty() { entry.key.clone() } else { [&self.path, ".", &entry.key].concat() };
        let at = At { spec, path: &path };
        match T::read(&entry.node, at, self.reading) {
            Some(value) => {
                let (span, key, why) = (entry.node.span, entry.key_span, entry.node.why);
                Draft::Here(Box::new(Written { value, span, key, why }))
            }
            None => Draft::Broken,
        }
    }

    /// Ends the reading: unknown keys become problems, and so do those that are not read yet.
    pub fn finish(self) {
        for (entry, fate) in &self.unknown {
            fate.complain(entry, self.table, self.spec, &shown(&self.path), &mut self.reading.problems);
        }
        for entry in self.keys.left() {
            if self.spec.key(&entry.key).is_some_and(|f| f.later) {
                self.reading.problems.add(not_read_yet(&entry.key).at(entry.key_span));
            }
        }
    }
}

/// How a table is called in what is said of it.
pub fn shown(path: &str) -> String {
    if path.is_empty() { "top".to_owned() } else { format!("[{path}]") }
}

/// What is declared and not read yet.
pub fn not_read_yet(name: &str) -> Problem {
    Problem::new(Code::NotReadYet).with("name", name)
}
