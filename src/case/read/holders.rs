//! Who holds what part: one party, or parties with shares.

use super::exact::{self, BadText, Exact};
use super::number::bad_text;
use super::reader::{At, Read, Reading};
use super::values::wrong_kind;
use crate::case::fields::Kind;
use crate::document::{Node, Value, Why, is_broken};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A party, or shares of parties.
#[derive(Clone, Debug)]
pub enum Holders {
    /// One party has it all.
    One(String),
    /// Each has a part.
    Several(Vec<Holder>),
}

/// A party and its part.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The party's name.
    pub party: String,
    /// Where the name stands.
    pub key: Span,
    /// Its part.
    pub part: Part,
    /// Where the part stands.
    pub span: Span,
    /// Why it is there.
    pub why: Why,
}

/// A part of a whole.
#[derive(Clone, Debug)]
pub enum Part {
    /// `"rest"`: what the others leave.
    Rest,
    /// A number.
    Same(Exact),
    /// A number for each year since onset, the last going on.
    ByYear(Vec<Exact>),
    /// It cannot be read, and there is a problem that says so.
    Broken,
}

impl Read for Holders {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Holders> {
        match &node.value {
            Value::Text(party) => Some(Holders::One(party.clone())),
            Value::Table(table) => {
                if table.entries.is_empty() {
                    let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
                    reading.problems.add(empty.at(node.span));
                    return None;
                }
                let holders = table.entries.iter().map(|e| Holder {
                    party: e.key.clone(),
                    key: e.key_span,
                    part: part_by_year(&e.node, at, reading),
                    span: e.node.span,
                    why: e.node.why,
                });
                Some(Holders::Several(holders.collect()))
            }
            _ => {
                wrong_kind(node, at, "parties", reading);
                None
            }
        }
    }
}

fn part_by_year(node: &Node, at: At<'_>, reading: &mut Reading) -> Part {
    match (&node.value, at.spec.kind) {
        (Value::List(list), Kind::PartiesByYear) if !list.is_empty() => {
            let years: Vec<Option<Exact>> = list.iter().map(|n| Exact::read(n, at, reading)).collect();
            years.into_iter().collect::<Option<Vec<_>>>().map_or(Part::Broken, Part::ByYear)
        }
        _ => part(node, at, reading),
    }
}

/// Reads a share that may be `"rest"`.
pub fn part(node: &Node, at: At<'_>, reading: &mut Reading) -> Part {
    match &node.value {
        _ if is_broken(node) => Part::Broken,
        Value::Text(text) if text == "rest" => Part::Rest,
        Value::Text(text) => match exact::text(text) {
            Ok(number) => Part::Same(number),
            Err(BadText::NoNumber) => {
                let bad = Problem::new(Code::BadNumber).variant("share").with("text", text).with("key", at.spec.name);
                reading.problems.add(bad.at(node.span));
                Part::Broken
            }
            Err(why) => {
                bad_text(node, text, why, at, reading);
                Part::Broken
            }
        },
        Value::Number(_) => Exact::read(node, at, reading).map_or(Part::Broken, Part::Same),
        _ => {
            wrong_kind(node, at, "share", reading);
            Part::Broken
        }
    }
}
