//! A row of the register of assumptions: a value, where it comes from, and what is known of it.

use rust_decimal::Decimal;

use super::read::months;
use super::scenario::is_duration;
use super::{AnyInput, Evidence};
use crate::document::{Node, Value, Why};
use crate::span::Span;

/// A value as it stands in the file: number, text, list or table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AsWritten {
    /// A number.
    Number(Decimal),
    /// A text, such as `"12.5 %"`, `"18 months"` or a default's id.
    Text(String),
    /// A list.
    List(Vec<AsWritten>),
    /// A table, keys as written.
    Table(Vec<(String, AsWritten)>),
}

impl AsWritten {
    /// What stands in a document.
    pub fn of(node: &Node) -> AsWritten {
        match &node.value {
            Value::Text(text) | Value::Time(text) => AsWritten::Text(text.clone()),
            Value::Number(literal) => match literal.value {
                Ok(number) => AsWritten::Number(number),
                Err(_) => AsWritten::Text(literal.text.clone()),
            },
            Value::Truth(truth) => AsWritten::Text(truth.to_string()),
            Value::Broken => AsWritten::Text(String::new()),
            Value::List(list) => AsWritten::List(list.iter().map(AsWritten::of).collect()),
            Value::Table(table) => {
                AsWritten::Table(table.entries.iter().map(|e| (e.key.clone(), AsWritten::of(&e.node))).collect())
            }
        }
    }
}

/// One input, duration or default.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Table and key.
    pub path: String,
    /// As written; for a default, what stands in for it.
    pub value: AsWritten,
    /// Why it has this value.
    pub origin: Why,
    /// A duration in weeks or days, in months.
    pub months: Option<i32>,
    /// Those written of `low`, `high`, `spread`, `distribution`, `unit`, `price_year`, `index`, `source`, `evidence`,
    /// `as_of`, `note`, in that order.
    pub known: Vec<(&'static str, AsWritten)>,
    /// The input, when it is one (may vary), and not a duration or another key.
    pub input: Option<AnyInput>,
    /// Where it stands; for a default, the table that lacks it.
    pub span: Span,
}

impl Assumption {
    /// Whether it is an input without a `source` of its own.
    pub fn has_no_source(&self) -> bool {
        self.is_stated() && !self.known.iter().any(|(key, _)| *key == "source")
    }
    /// Whether a figure that rests on it rests on an assumption: graded so, or without a source.
    pub fn is_assumed(&self) -> bool {
        let graded = |(key, value): &(&str, AsWritten)| {
            *key == "evidence" && matches!(value, AsWritten::Text(grade) if grade == Evidence::Assumption.word())
        };
        self.has_no_source() || (self.is_stated() && self.known.iter().any(graded))
    }
    /// The months of a duration that somebody wrote; none of anything else.
    pub fn duration(&self) -> Option<i32> {
        self.length().filter(|_| self.origin != Why::Default)
    }
    /// The months of a duration, written or not; none of anything else.
    pub fn length(&self) -> Option<i32> {
        match &self.value {
            AsWritten::Text(text) if self.input.is_none() && is_duration(&self.path) => months(text),
            _ => None,
        }
    }
    /// The input, when somebody wrote it.
    pub fn stated(&self) -> Option<&AnyInput> {
        self.input.as_ref().filter(|_| self.origin != Why::Default)
    }
    /// Whether it is an input that somebody wrote.
    fn is_stated(&self) -> bool {
        self.stated().is_some()
    }
}
