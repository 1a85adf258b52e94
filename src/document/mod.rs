//! TOML as it was written: a tree in which every key and value knows its place and every number its literal.
//!
//! No domain here: which keys there are, and what they mean, is for `case/`. A [`Document`] can be changed (a scenario, a
//! flag of the command line) and read again; every value then says why it has the value it has.
//!
//! ```text
//! bytes → text → tokens → keys, values → places in the tree
//! ```
//!
//! The words of TOML are taken apart by `toml_parser`, the lexer below the `toml` crate; the grammar above them is ours, so
//! that every mistake is said once, in its own sentence, and reading goes on after it. What is known of a broken value
//! stays in the tree: as the value that was meant, where that is plain, else as [`Value::Broken`].

mod by_eye;
mod bytes;
mod change;
mod cursor;
mod keys;
mod mend;
mod names;
mod number;
mod parse;
mod place;
mod reader;
mod recover;
mod say;
mod scalar;
mod table;
mod values;

use crate::span::{SourceId, Span};

pub use bytes::text;
pub use change::Blocked;
pub use number::{BadNumber, Literal};
pub use parse::{parse, value};
pub use reader::{Keys, is_broken, nearest};
pub use table::Table;

/// A text of more bytes is not read.
pub const MAX_BYTES: usize = 16 << 20;
/// A text with more values is not read to its end.
pub const MAX_VALUES: usize = 1_000_000;
/// How deep tables and lists may stand in each other; a key with points counts once for each part.
pub const MAX_DEPTH: usize = 64;
/// After so many mistakes a text is not read on.
pub const MAX_MISTAKES: usize = 200;

/// A file as it was written.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which text it was read from.
    pub source: SourceId,
    /// Everything in it.
    pub root: Table,
    /// Whether it was read to its end. If not, it is no case, too large, or all mistakes: nobody may say what is missing.
    pub whole: bool,
    /// Whether a file that belongs to it could not be read, so that nobody may say which names there are.
    pub lacks: bool,
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
    /// `2025-07-15`, and whatever else has the shape of a date or time, as written; whether there is such a day is not
    /// asked here.
    Time(String),
    /// `[1, 2]`
    List(Vec<Node>),
    /// `{ a = 1 }` or `[header]`
    Table(Table),
    /// Something that could not be read, and of which a problem has been said: to a reader the key is there, and there is
    /// nothing more to say about it.
    Broken,
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
            Value::Broken => "broken",
        }
    }
}
