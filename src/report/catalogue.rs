//! The catalogue: name, formula, unit, definition and source of every line and figure.

use super::figures::{NO_LINE, text_key};
use super::words::Words;
use super::{Body, Phrase, Report, Section};
use crate::model::LineKind;
use crate::text::Language;
use crate::uncertainty::simulation::DRAWN;

/// The words of every line of the model and every figure, in the order of the catalogue.
pub fn names() -> impl Iterator<Item = &'static str> {
    LineKind::ALL.iter().map(|k| k.word()).chain(NO_LINE.iter().copied()).chain(DRAWN.iter().copied())
}

/// The page of one line or figure, or of all of them; none when nothing is called so.
pub fn catalogue(only: Option<&str>, language: Language) -> Option<Report> {
    let words = Words(language);
    let mut report = Report::new(words.page("catalogue.title"), "");
    let chosen = names().filter(|name| only.is_none_or(|only| only == *name));
    report.sections.extend(chosen.map(|name| entry(words, name)));
    if only.is_some() {
        report.title.clear();
    }
    (!report.sections.is_empty()).then_some(report)
}

fn entry(words: Words, name: &str) -> Section {
    let fact = |part: &str| {
        let says = words.line(&format!("{}.{part}", text_key(name)));
        (words.page(&format!("catalogue.{part}")), Phrase::words(says))
    };
    Section {
        heading: name.to_owned(),
        beside: vec![Phrase::words(words.figure(name))],
        body: Body::Facts(["formula", "unit", "definition", "source"].map(fact).to_vec()),
    }
}
