//! An input as it is written: a number, the id of a price, a series, or a table with its range and its papers.

use super::distribution::DistributionDraft;
use super::draft::Draft;
use super::exact::{self, BadText, Exact};
use super::number::bad_text;
use super::reader::{At, Read, Reader, Reading};
use super::thousands::Thousands;
use super::time::{MonthOrDay, TimeKey};
use super::values::{Free, Spread, Whole, wrong_kind};
use crate::case::fields::in_head::{self as head, NOTE, SOURCE};
use crate::case::fields::in_input as keys;
use crate::case::fields::{FieldSpec, Kind, Need};
use crate::case::{AsWritten, Evidence};
use crate::document::{Node, Table, Value, Why};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// What an input is worth.
#[derive(Clone, Debug)]
pub enum Worth {
    /// A number.
    Number(Exact),
    /// The id of a `[price.ID]`.
    Price(String),
    /// A list, by period or by year since onset.
    List(Vec<Member>),
    /// A table by time.
    Table(Vec<(TimeKey, Span, Member)>),
}

/// One number of a series.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// What it is worth.
    pub value: Exact,
    /// Where it stands.
    pub span: Span,
}

/// An input as it is written.
#[derive(Clone, Debug)]
pub struct InputDraft {
    /// What it is worth.
    pub worth: Worth,
    /// The same as it stands in the file.
    pub as_written: AsWritten,
    /// What could be meant as thousands.
    pub thousands: Option<Thousands>,
    /// Where the worth stands.
    pub span: Span,
    /// Why it is there.
    pub why: Why,
    /// `low`
    pub low: Draft<Exact>,
    /// `high`
    pub high: Draft<Exact>,
    /// `spread`
    pub spread: Draft<Spread>,
    /// `distribution` and what makes it one; none for a bare number.
    pub distribution: Option<Box<DistributionDraft>>,
    /// `price_year`
    pub price_year: Draft<Whole>,
    /// `index`
    pub index: Draft<String>,
    /// `evidence`
    pub evidence: Draft<Evidence>,
    /// `source`
    pub source: Draft<String>,
    /// Whether there is a `note`.
    pub noted: bool,
    /// What the register of assumptions carries along.
    pub known: Vec<(&'static str, AsWritten)>,
}

/// The keys that the register carries along, in its order.
const KNOWN: &[&str] =
    &["low", "high", "spread", "distribution", "unit", "price_year", "index", "source", "evidence", "as_of", "note"];

impl Read for InputDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<InputDraft> {
        match &node.value {
            Value::Table(table) if !is_by_time(table, at.spec.kind) => {
                let mut reader = Reader::open(table, &keys::INPUT, at.path, reading);
                let draft = with_papers(&mut reader, table, without_price(at.spec.kind));
                reader.finish();
                draft
            }
            _ => Some(InputDraft::bare(worth(node, at, reading)?, node)),
        }
    }
}

/// A table is one by time, and not that of an input, when it stands for amounts and has no key of an input.
fn is_by_time(table: &Table, kind: Kind) -> bool {
    matches!(kind, Kind::Amounts) && table.entries.iter().all(|e| keys::INPUT.key(&e.key).is_none())
}

/// Inside a table, a price has no place: it has papers of its own.
const fn without_price(kind: Kind) -> Kind {
    match kind {
        Kind::Money => Kind::Number,
        other => other,
    }
}

/// `[price.ID]`
pub fn price(mut table: Reader<'_, '_>, written: &Table) -> Option<InputDraft> {
    let _: (Draft<String>, Draft<String>) = (table.optional(&head::TITLE), table.optional(&head::SHORT));
    let _: Draft<Free> = table.optional(&head::REF);
    let draft = with_papers(&mut table, written, Kind::Number);
    table.finish();
    draft
}

/// Reads `[price.ID]` or the table of an input: `value`, its range and its papers.
pub fn with_papers(reader: &mut Reader<'_, '_>, table: &Table, kind: Kind) -> Option<InputDraft> {
    let low = reader.optional(&keys::LOW);
    let high = reader.optional(&keys::HIGH);
    let spread = reader.optional(&keys::SPREAD);
    let price_year = reader.optional(&keys::PRICE_YEAR);
    let index = reader.optional(&keys::INDEX);
    let evidence = reader.optional(&keys::EVIDENCE);
    let source = reader.optional(&SOURCE);
    let note = reader.optional(&NOTE);
    let _: (Draft<String>, Draft<MonthOrDay>) = (reader.optional(&keys::UNIT), reader.optional(&keys::AS_OF));
    let distribution = DistributionDraft::read(reader);
    let path = format!("{}.{}", reader.path(), keys::VALUE);
    let Some(entry) = reader.take(keys::VALUE) else {
        if !reader.is_accounted(keys::VALUE) && !reader.has_unknown() {
            missing_value(reader);
        }
        return None;
    };
    let spec = FieldSpec { name: keys::VALUE, kind, need: Need::Required, later: false };
    let at = At { spec, path: &path };
    let worth = worth(&entry.node, at, reader.reading())?;
    distribution.check(&low, &high, &spread, reader.reading());
    let distribution = Some(Box::new(distribution));
    let bare = InputDraft::bare(worth, &entry.node);
    let known = KNOWN.iter().filter_map(|k| table.get(k).map(|e| (*k, AsWritten::of(&e.node)))).collect();
    Some(InputDraft {
        low,
        high,
        spread,
        price_year,
        index,
        evidence,
        source,
        noted: !note.is_absent(),
        known,
        distribution,
        ..bare
    })
}

fn missing_value(reader: &mut Reader<'_, '_>) {
    let (table, at) = (super::reader::shown(reader.path()), reader.opened());
    reader.reading().problems.add(
        Problem::new(Code::MissingKey)
            .variant("value")
            .with("key", keys::VALUE)
            .with("table", table)
            .with("schema", "input")
            .at(at),
    );
}

impl InputDraft {
    /// A worth without papers.
    fn bare(worth: Worth, node: &Node) -> InputDraft {
        InputDraft {
            worth,
            as_written: AsWritten::of(node),
            thousands: Thousands::of(node),
            span: node.span,
            why: node.why,
            low: Draft::Absent,
            high: Draft::Absent,
            spread: Draft::Absent,
            distribution: None,
            price_year: Draft::Absent,
            index: Draft::Absent,
            evidence: Draft::Absent,
            source: Draft::Absent,
            noted: false,
            known: Vec::new(),
        }
    }
}

/// Reads a worth, as the kind of the key allows.
fn worth(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Worth> {
    match (&node.value, at.spec.kind) {
        (Value::List(list), Kind::Amounts | Kind::ByYear | Kind::InputOrByYear) => {
            let members: Vec<Option<Member>> = list.iter().map(|n| member(n, at, reading)).collect();
            let members: Vec<Member> = members.into_iter().collect::<Option<_>>()?;
            if members.is_empty() {
                let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
                reading.problems.add(empty.at(node.span));
                return None;
            }
            Some(Worth::List(members))
        }
        (Value::Table(table), Kind::Amounts) => by_time(table, node, at, reading).map(Worth::Table),
        (_, Kind::Amounts) => {
            wrong_kind(node, at, "amounts", reading);
            None
        }
        (_, Kind::ByYear) => {
            wrong_kind(node, at, "by-year", reading);
            None
        }
        (Value::Text(text), Kind::Money) => match exact::text(text) {
            Ok(number) => Some(Worth::Number(number)),
            Err(BadText::NoNumber) if is_id(text) => Some(Worth::Price(text.clone())),
            Err(why) => {
                bad_text(node, text, why, at, reading);
                None
            }
        },
        (Value::Number(_) | Value::Text(_), _) => Exact::read(node, at, reading).map(Worth::Number),
        (Value::List(_), _) => {
            wrong_kind(node, at, "one-number", reading);
            None
        }
        _ => {
            wrong_kind(node, at, "number", reading);
            None
        }
    }
}

/// Whether a text could be meant as an id, good or bad.
fn is_id(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn member(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Member> {
    Exact::read(node, at, reading).map(|value| Member { value, span: node.span })
}

fn by_time(table: &Table, node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Vec<(TimeKey, Span, Member)>> {
    let mut members = Vec::with_capacity(table.entries.len());
    let mut whole = true;
    for entry in &table.entries {
        let key = time_key(&entry.key, entry.key_span, at, reading);
        match (key, member(&entry.node, at, reading)) {
            (Some(key), Some(member)) => members.push((key, entry.key_span, member)),
            _ => whole = false,
        }
    }
    if table.entries.is_empty() {
        let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
        reading.problems.add(empty.at(node.span));
        return None;
    }
    whole.then_some(members)
}

/// Reads a key of a table by time.
pub fn time_key(key: &str, span: Span, at: At<'_>, reading: &mut Reading) -> Option<TimeKey> {
    let read = TimeKey::read(key);
    if read.is_none() {
        let bad = Problem::new(Code::BadMonth).variant("time-key").with("text", key).with("key", at.spec.name);
        reading.problems.add(bad.at(span));
    }
    read
}
