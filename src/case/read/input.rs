//! An input as it is written: a number, the id of a price, a series, or a table with its range and its papers.

use super::draft::Draft;
use super::exact::{self, BadText, Exact};
use super::reader::{At, Read, Reader, Reading};
use super::time::{MonthOrDay, TimeKey};
use super::values::{Free, Numbers, Spread, bad_text, wrong_kind};
use crate::case::fields::in_head::{self as head, NOTE, SOURCE};
use crate::case::fields::in_input::{self as keys, Distribution};
use crate::case::fields::{FieldSpec, Kind, Need, TableSpec};
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

/// A number as it is written, where it has exactly three digits after its point and may be meant as thousands.
#[derive(Clone, Debug)]
pub struct Thousands {
    /// As written: `11.944`.
    pub literal: String,
    /// What it would be with thousands: `11_944`.
    pub instead: String,
    /// Where it stands.
    pub span: Span,
}

impl Thousands {
    /// What a value may be meant as; of a series, its first member that may.
    fn of(node: &Node) -> Option<Thousands> {
        match &node.value {
            Value::Number(literal) => {
                let instead = thousands(&literal.text)?;
                Some(Thousands { literal: literal.text.clone(), instead, span: node.span })
            }
            Value::List(list) => list.iter().find_map(Thousands::of),
            Value::Table(table) => table.entries.iter().find_map(|e| Thousands::of(&e.node)),
            Value::Text(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => None,
        }
    }
}

/// One to three digits, a point, exactly three digits; with a nil before the point it is a fraction.
fn thousands(literal: &str) -> Option<String> {
    let (whole, rest) = literal.split_once('.')?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let meant = (1..=3).contains(&whole.len()) && rest.len() == 3 && digits(whole) && digits(rest);
    (meant && !whole.starts_with('0')).then(|| format!("{whole}_{rest}"))
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
                let draft = with_papers(&mut reader, table, &keys::INPUT, without_price(at.spec.kind));
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
    let draft = with_papers(&mut table, written, &keys::PRICE, Kind::Number);
    table.finish();
    draft
}

/// Reads `[price.ID]` or the table of an input: `value`, its range and its papers.
pub fn with_papers(
    reader: &mut Reader<'_, '_>,
    table: &Table,
    of: &'static TableSpec,
    kind: Kind,
) -> Option<InputDraft> {
    let low = reader.optional(&keys::LOW);
    let high = reader.optional(&keys::HIGH);
    let spread = reader.optional(&keys::SPREAD);
    let evidence = reader.optional(&keys::EVIDENCE);
    let source = reader.optional(&SOURCE);
    let note = reader.optional(&NOTE);
    let _: (Draft<String>, Draft<MonthOrDay>) = (reader.optional(&keys::UNIT), reader.optional(&keys::AS_OF));
    let shape = Shape::read(reader);
    let path = format!("{}.{}", reader.path(), keys::VALUE);
    let Some(entry) = reader.take(keys::VALUE) else {
        if !reader.is_accounted(keys::VALUE) {
            missing_value(reader);
        }
        return None;
    };
    let spec = FieldSpec { name: keys::VALUE, kind, need: Need::Required, later: false };
    let at = At { spec, path: &path };
    let worth = worth(&entry.node, at, reader.reading())?;
    shape.check(&low, &high, &spread, reader.reading());
    let bare = InputDraft::bare(worth, &entry.node);
    let known = KNOWN.iter().filter(|k| !of.key(k).is_some_and(|f| f.later));
    let known = known.filter_map(|k| table.get(k).map(|e| (*k, AsWritten::of(&e.node)))).collect();
    Some(InputDraft { low, high, spread, evidence, source, noted: !note.is_absent(), known, ..bare })
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

/// The distribution of an input: in form only, since no figure of an appraisal depends on it.
struct Shape {
    distribution: Draft<Distribution>,
    written: Vec<&'static str>,
    broken: bool,
    lists: Option<(usize, usize)>,
}

impl Shape {
    fn read(reader: &mut Reader<'_, '_>) -> Shape {
        let distribution = reader.optional(&keys::DISTRIBUTION);
        let mut shape = Shape { distribution, written: Vec::new(), broken: false, lists: None };
        for field in [
            &keys::SD,
            &keys::P5,
            &keys::P95,
            &keys::P10,
            &keys::P90,
            &keys::MEDIAN,
            &keys::GEOMETRIC_SD,
            &keys::ALPHA,
            &keys::BETA,
        ] {
            let draft = reader.optional(field);
            shape.note(field.spec.name, &draft);
        }
        let values: Draft<Numbers> = reader.optional(&keys::VALUES);
        let weights: Draft<Numbers> = reader.optional(&keys::WEIGHTS);
        shape.note("values", &values);
        shape.note("weights", &weights);
        shape.lists = values.value().zip(weights.value()).map(|(v, w)| (v.0.len(), w.0.len()));
        shape
    }

    fn note<T>(&mut self, name: &'static str, draft: &Draft<T>) {
        self.broken |= draft.is_broken();
        if !draft.is_absent() {
            self.written.push(name);
        }
    }

    /// What the distribution needs must stand beside it.
    fn check(&self, low: &Draft<Exact>, high: &Draft<Exact>, spread: &Draft<Spread>, reading: &mut Reading) {
        let Some(distribution) = self.distribution.here() else { return };
        let has = |names: &[&str]| names.iter().all(|n| self.written.contains(n));
        let range = !spread.is_absent() || !(low.is_absent() || high.is_absent());
        let (enough, needs) = match distribution.value {
            Distribution::Uniform | Distribution::Triangular | Distribution::Pert => (range, "range"),
            Distribution::Normal => (has(&["sd"]), "sd"),
            Distribution::Lognormal => {
                let ways: [&[&str]; 4] = [&["p5", "p95"], &["p10", "p90"], &["median", "geometric_sd"], &["sd"]];
                (ways.iter().any(|w| has(w)), "lognormal")
            }
            Distribution::Beta => (has(&["sd"]) || has(&["alpha", "beta"]), "beta"),
            Distribution::Discrete => (has(&["values", "weights"]), "discrete"),
        };
        if !enough && !self.broken {
            reading.problems.add(
                Problem::new(Code::MissingKey)
                    .variant("distribution")
                    .with("distribution", crate::case::fields::Worded::in_a_file(distribution.value))
                    .with("needs", format!("@needs.{needs}"))
                    .at(distribution.span),
            );
        } else if let Some((values, weights)) = self.lists.filter(|(v, w)| v != w) {
            let differ = Problem::new(Code::LengthsDiffer).variant("weights");
            reading.problems.add(differ.with("values", values).with("weights", weights).at(distribution.span));
        }
    }
}
