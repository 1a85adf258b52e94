//! Plain values: text, truth, numbers, words, lists of them.

use rust_decimal::Decimal;

use super::exact::Exact;
use super::reader::{At, Read, Reading};
use crate::case::fields::{Worded, danish};
use crate::document::{Node, Value, is_broken, nearest};
use crate::problem::{Code, Problem};

/// A whole number.
pub type Whole = i64;

/// A table of free text: carried along, never read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Free;

/// A list of ids, each with its place.
#[derive(Clone, Debug)]
pub struct IdList(pub Vec<(String, crate::span::Span)>);

/// Two relative ends, the lower first.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spread {
    /// At most nil.
    pub low: Decimal,
    /// At least nil.
    pub high: Decimal,
}

/// A list of numbers.
#[derive(Clone, Debug)]
pub struct Numbers(pub Vec<Exact>);

/// Says that a value is of the wrong kind; `wanted` is the variant that says what the key holds.
pub fn wrong_kind(node: &Node, at: At<'_>, wanted: &'static str, reading: &mut Reading) {
    if is_broken(node) {
        return;
    }
    reading.problems.add(
        Problem::new(Code::WrongKind)
            .variant(wanted)
            .with("key", at.spec.name)
            .with("found", format!("@kind.{}", node.value.kind()))
            .at(node.span),
    );
}

impl Read for String {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                wrong_kind(node, at, "text", reading);
                None
            }
        }
    }
}

impl Read for bool {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<bool> {
        match &node.value {
            Value::Truth(truth) => Some(*truth),
            _ => {
                wrong_kind(node, at, "truth", reading);
                None
            }
        }
    }
}

impl Read for Free {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Free> {
        match &node.value {
            Value::Table(_) => Some(Free),
            _ => {
                wrong_kind(node, at, "table", reading);
                None
            }
        }
    }
}

impl<W: Worded> Read for W {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<W> {
        let Value::Text(text) = &node.value else {
            wrong_kind(node, at, "word", reading);
            return None;
        };
        let found = W::EVERY.iter().copied().find(|w| w.in_a_file() == text);
        if found.is_none() {
            unknown_word(node, text, &W::EVERY.iter().map(|w| w.in_a_file()).collect::<Vec<_>>(), at, reading);
        }
        found
    }
}

/// Says that a key cannot hold a word, and which it can.
pub fn unknown_word(node: &Node, word: &str, words: &[&'static str], at: At<'_>, reading: &mut Reading) {
    let near = danish::word(word).filter(|w| words.contains(w)).or_else(|| nearest(word, words.iter().copied()));
    let of_party = at.path.starts_with("party.");
    let variant = match (near.is_some(), at.spec.name) {
        (true, "kind") if of_party => "party-near",
        (false, "kind") if of_party => "party",
        (true, "period") => "period-near",
        (false, "period") => "period",
        (true, _) => "near",
        (false, _) => "",
    };
    reading.problems.add(
        Problem::new(Code::UnknownWord)
            .variant(variant)
            .with("key", at.spec.name)
            .with("word", word)
            .with("words", quoted(words))
            .with("near", near.unwrap_or_default())
            .at(node.span),
    );
}

/// Words in quotes, with commas.
pub fn quoted<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|w| format!("\"{}\"", w.as_ref())).collect::<Vec<_>>().join(", ")
}

impl Read for IdList {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<IdList> {
        let Value::List(list) = &node.value else {
            wrong_kind(node, at, "list", reading);
            return None;
        };
        let mut ids = Vec::with_capacity(list.len());
        for member in list {
            match &member.value {
                Value::Text(text) => ids.push((text.clone(), member.span)),
                _ => {
                    wrong_kind(member, at, "list", reading);
                    return None;
                }
            }
        }
        if ids.is_empty() {
            reading
                .problems
                .add(Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name).at(node.span));
            return None;
        }
        Some(IdList(ids))
    }
}

impl Read for Numbers {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Numbers> {
        let Value::List(list) = &node.value else {
            wrong_kind(node, at, "numbers", reading);
            return None;
        };
        let numbers: Vec<Option<Exact>> = list.iter().map(|n| Exact::read(n, at, reading)).collect();
        numbers.into_iter().collect::<Option<Vec<_>>>().map(Numbers)
    }
}

impl Read for Spread {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Spread> {
        let Value::List(list) = &node.value else {
            wrong_kind(node, at, "spread", reading);
            return None;
        };
        let [first, second] = list.as_slice() else {
            reading
                .problems
                .add(Problem::new(Code::LengthsDiffer).variant("spread").with("found", list.len()).at(node.span));
            return None;
        };
        let ends = (Exact::read(first, at, reading), Exact::read(second, at, reading));
        let (Some(first), Some(second)) = ends else { return None };
        let (low, high) = (first.decimal.min(second.decimal), first.decimal.max(second.decimal));
        if low > Decimal::ZERO || high < Decimal::ZERO {
            reading.problems.add(Problem::new(Code::ValueOutsideRange).variant("spread").at(node.span));
            return None;
        }
        Some(Spread { low, high })
    }
}
