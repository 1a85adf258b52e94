//! The register of assumptions: every value and every default, with where it comes from and how well it is known.

use super::words::Words;
use super::{Body, Cell, Computed, PageOptions, Phrase, Section};
use crate::case::{AsWritten, Assumption};
use crate::document::Why;

/// The mark of what rests on an assumption.
pub(super) const ASSUMED: &str = "~";

/// The sections of the register: what is written, then the defaults.
pub(super) fn register(of: &Computed<'_>, options: &PageOptions) -> Vec<Section> {
    let words = Words(options.language);
    let rows = &of.case.assumptions;
    let facts = |defaults: bool| -> Vec<(String, Phrase)> {
        let kept = rows.iter().filter(|row| (row.origin == Why::Default) == defaults);
        kept.map(|row| (label(row), says(row, words))).collect()
    };
    let assumed = rows.iter().filter(|row| row.is_assumed()).count();
    let without = rows.iter().filter(|row| row.has_no_source()).count();
    let mut sections = Vec::new();
    for (key, facts) in [("written", facts(false)), ("defaults", facts(true))] {
        if facts.is_empty() {
            continue;
        }
        let beside = match key {
            "written" => {
                vec![words.counted("register.assumed", assumed, &[]), words.counted("register.no_source", without, &[])]
            }
            _ => Vec::new(),
        };
        sections.push(Section { heading: words.page(&format!("register.{key}")), beside, body: Body::Facts(facts) });
    }
    sections
}

/// A path, marked when its value rests on an assumption.
fn label(row: &Assumption) -> String {
    if row.is_assumed() { format!("{} {ASSUMED}", row.path) } else { row.path.clone() }
}

/// The value, its range, and what is known of it.
fn says(row: &Assumption, words: Words) -> Phrase {
    let mut phrase = if row.path.ends_with("_year") { year(&row.value) } else { value(&row.value) };
    if let Some(months) = row.months {
        phrase.join(words.sentence("register.months", &[("months", Cell::Number(months.into()))]));
    }
    for (key, known) in &row.known {
        phrase.say(" · ");
        match *key {
            "source" | "evidence" | "note" => phrase.join(value(known)),
            "price_year" | "as_of" => phrase
                .join(words.sentence("register.known", &[("key", Cell::words(*key)), ("value", year(known).into())])),
            key => phrase
                .join(words.sentence("register.known", &[("key", Cell::words(key)), ("value", value(known).into())])),
        }
    }
    if let Some(key) = origin(row.origin) {
        phrase.say(" · ");
        phrase.say(&words.page(&format!("register.origin.{key}")));
    }
    phrase
}

/// What is worth saying of an origin.
const fn origin(why: Why) -> Option<&'static str> {
    match why {
        Why::Written | Why::Default => None,
        Why::Library => Some("library"),
        Why::Scenario => Some("scenario"),
        Why::Set => Some("set"),
    }
}

/// A year as it was written, or a day or a month.
fn year(written: &AsWritten) -> Phrase {
    match written {
        AsWritten::Number(year) => Phrase::cell(Cell::words(year.to_string())),
        other => value(other),
    }
}

/// A value as it was written.
fn value(written: &AsWritten) -> Phrase {
    match written {
        AsWritten::Number(number) => Phrase::cell(Cell::Number(*number)),
        AsWritten::Text(text) => Phrase::cell(Cell::words(text)),
        AsWritten::List(list) => {
            let mut phrase = Phrase::default();
            for item in list {
                if !phrase.is_empty() {
                    phrase.say(", ");
                }
                phrase.join(value(item));
            }
            phrase
        }
        AsWritten::Table(entries) => {
            let mut phrase = Phrase::default();
            for (key, item) in entries {
                if !phrase.is_empty() {
                    phrase.say(", ");
                }
                phrase.add(Cell::words(key));
                phrase.say(" = ");
                phrase.join(value(item));
            }
            phrase
        }
    }
}
