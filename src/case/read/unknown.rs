//! Keys that a table does not have: misspelt, misplaced, or words with two meanings.

use rust_decimal::Decimal;

use super::exact;
use super::strays::Strays;
use crate::case::fields::{TableSpec, danish, in_contract, tables};
use crate::document::{Entry, Node, Table, Value, nearest};
use crate::problem::{Code, Problem, Problems};

/// What is to be said of an unknown key.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    /// It stands under the wrong header; that has been said.
    Said,
    /// A word that is read in two ways, far apart in money.
    TwoMeanings(&'static TwoMeanings),
    /// A known key, misspelt; the flag says whether that key is free.
    Near(&'static str, bool),
    /// A key of another table.
    Elsewhere(&'static TableSpec),
    /// Nothing is like it.
    Unknown,
}

/// A word that is read in two ways.
#[derive(Debug)]
pub struct TwoMeanings {
    /// The word.
    pub word: &'static str,
    /// What to write instead.
    pub instead: &'static [&'static str],
    /// Whether it is refused in every table, or only where one of those may stand.
    everywhere: bool,
}

impl TwoMeanings {
    fn is_refused_in(&self, spec: &TableSpec) -> bool {
        self.everywhere || self.instead.iter().any(|key| spec.key(key).is_some())
    }
}

const TWO_MEANINGS: &[TwoMeanings] = &[
    TwoMeanings { word: "deadweight", instead: &["baseline_rate", "counterfactual_share"], everywhere: true },
    TwoMeanings { word: "attribution", instead: &["credited_share", "credited_to_others"], everywhere: true },
    TwoMeanings { word: "drop_off", instead: &["yearly_loss_of_remaining", "remaining"], everywhere: true },
    TwoMeanings { word: "covers", instead: &["recovers", "first_loss"], everywhere: false },
];

/// Every unknown key of a table, and what is to be said of it.
pub fn of<'d>(table: &'d Table, spec: &'static TableSpec, strays: &Strays) -> Vec<(&'d Entry, Fate)> {
    let unknown = table.entries.iter().filter(|e| spec.key(&e.key).is_none());
    unknown.map(|e| (e, if strays.said(e) { Fate::Said } else { fate(&e.key, table, spec) })).collect()
}

/// Whether a key is a word with two meanings.
pub fn two_meanings(key: &str) -> Option<&'static TwoMeanings> {
    let plain = key.replace('-', "_");
    TWO_MEANINGS.iter().find(|t| t.word == plain)
}

/// The known key that is meant by a misspelt one.
pub fn near(key: &str, spec: &'static TableSpec) -> Option<&'static str> {
    let translated = danish::key(key).filter(|k| spec.key(k).is_some());
    translated.or_else(|| nearest(key, spec.keys().map(|f| f.name)))
}

fn fate(key: &str, table: &Table, spec: &'static TableSpec) -> Fate {
    if let Some(word) = two_meanings(key).filter(|word| word.is_refused_in(spec)) {
        return Fate::TwoMeanings(word);
    }
    if let Some(near) = near(key, spec) {
        return Fate::Near(near, table.get(near).is_none());
    }
    match tables().iter().find(|t| t.key(key).is_some()) {
        Some(other) => Fate::Elsewhere(other),
        None => Fate::Unknown,
    }
}

impl Fate {
    /// The keys that nobody need miss, since this one stands in their place.
    pub fn accounts_for(self) -> Vec<&'static str> {
        match self {
            Fate::TwoMeanings(word) => word.instead.to_vec(),
            Fate::Near(key, true) => vec![key],
            Fate::Near(_, false) | Fate::Said | Fate::Elsewhere(_) | Fate::Unknown => Vec::new(),
        }
    }

    /// Says it.
    pub fn complain(self, entry: &Entry, table: &Table, spec: &TableSpec, shown: &str, problems: &mut Problems) {
        let unknown = |variant: &'static str| {
            Problem::new(Code::UnknownKey)
                .variant(variant)
                .with("key", &entry.key)
                .with("table", shown)
                .with("schema", spec.name)
                .at(entry.key_span)
        };
        match self {
            Fate::Said => {}
            Fate::TwoMeanings(word) => problems.add(twice_read(word, entry, table)),
            Fate::Near(near, true) => problems.add(unknown("near").with("near", near)),
            Fate::Near(near, false) => problems.add(match table.get(near) {
                Some(other) => unknown("again").with("near", near).and_see(other.key_span, "already-there"),
                None => unknown("near").with("near", near),
            }),
            Fate::Elsewhere(other) => problems.add(unknown("elsewhere").with("other", shown_spec(other))),
            Fate::Unknown => problems.add(unknown("")),
        }
    }
}

/// A table as people know it: `[basis]`, `[cost.ID]`, or what it is inside another.
fn shown_spec(spec: &TableSpec) -> String {
    if let Some(header) = in_contract::header(spec.name) {
        return header.to_owned();
    }
    match (spec.inside, spec.keyed) {
        (true, _) => format!("@table.{}", spec.name),
        (false, true) => format!("[{}.ID]", spec.name),
        (false, false) => format!("[{}]", spec.name),
    }
}

/// The complaint about a word with two meanings, with the figures of this very outcome when they are plain.
fn twice_read(word: &TwoMeanings, entry: &Entry, table: &Table) -> Problem {
    let problem = Problem::new(Code::TwoMeanings).with("key", &entry.key).at(entry.key_span);
    let value = number(&entry.node).map_or_else(|| "0.20".to_owned(), |(text, _)| text);
    let problem = problem.with("value", &value);
    let figures = || {
        let (_, share) = number(&entry.node)?;
        let (_, expected) = number(&table.get("expected_rate")?.node)?;
        let hundred = Decimal::ONE_HUNDRED;
        let of_gross = expected.checked_mul(share)?;
        let per_hundred = |d: Decimal| d.checked_mul(hundred).map(|d| d.normalize());
        Some([
            ("share", per_hundred(share)?),
            ("expected", per_hundred(expected)?),
            ("per_person", per_hundred(expected.checked_sub(share)?)?),
            ("lost", per_hundred(of_gross)?),
            ("of_gross", per_hundred(expected.checked_sub(of_gross)?)?),
        ])
    };
    match (word.word, figures()) {
        ("deadweight", Some(figures)) => {
            figures.iter().fold(problem.variant("deadweight-here"), |p, (name, figure)| p.with(name, figure))
        }
        ("deadweight", None) => problem.variant("deadweight"),
        ("attribution", _) => problem.variant("attribution"),
        ("covers", _) => problem.variant("covers"),
        _ => problem.variant("drop-off"),
    }
}

/// A share between nil and one, as written and its worth.
fn number(node: &Node) -> Option<(String, Decimal)> {
    let (text, value) = match &node.value {
        Value::Number(literal) => (literal.text.clone(), literal.value.ok()?),
        Value::Text(text) => (format!("\"{text}\""), exact::text(text).ok()?.decimal),
        Value::Table(table) => return number(&table.get("value")?.node),
        _ => return None,
    };
    (value >= Decimal::ZERO && value <= Decimal::ONE).then_some((text, value))
}
