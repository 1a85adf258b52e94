//! TOML as it was written: a tree in which every key and value knows its place and every number its literal.
//!
//! No domain here: which keys there are, and what they mean, is for `case/`. A [`Document`] can be changed (a scenario, a
//! flag of the command line) and read again; every value then says why it has the value it has.

mod number;
mod parse;
mod reader;

use crate::span::{SourceId, Span};

pub use number::{BadNumber, Literal};
pub use parse::parse;
pub use reader::{Keys, is_broken, nearest};

/// A file as it was written.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which text it was read from.
    pub source: SourceId,
    /// Everything in it.
    pub root: Table,
}

/// Why a value is what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Why {
    /// It stands in the case.
    #[default]
    Written,
    /// Nothing was written; the method says what stands in.
    Default,
    /// It comes from a library.
    Library,
    /// A scenario set it.
    Scenario,
    /// The command line set it.
    Set,
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Where the table is opened: its header, its brace, or the first key that makes it.
    pub opened: Span,
}

/// One key and what it holds.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// What it holds.
    pub node: Node,
}

/// A value in its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
    /// Why it is there.
    pub why: Why,
}

/// What a key can hold.
#[derive(Clone, Debug)]
pub enum Value {
    /// `"text"`
    Text(String),
    /// `0.10`, `1_200_000`
    Number(Literal),
    /// `true`
    Truth(bool),
    /// `2025-07-15`, and whatever else TOML takes for a date or time, as written.
    Time(String),
    /// `[1, 2]`
    List(Vec<Node>),
    /// `{ a = 1 }` or `[header]`
    Table(Table),
}

impl Table {
    /// What a key holds.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.key == key)
    }
}

impl Value {
    /// The key, in `text/`, of the word for this kind of value.
    pub const fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Number(_) => "number",
            Value::Truth(_) => "truth",
            Value::Time(_) => "day",
            Value::List(_) => "list",
            Value::Table(_) => "table",
        }
    }
}
