//! How results and pages look: JSON and CSV from results; pages from reports; problems with the lines they are about.

mod bar;
mod column;
pub mod csv;
pub mod figure;
pub mod histogram;
mod ink;
pub mod json;
pub mod markdown;
pub mod problems;
mod rounding;
mod shown;
mod table;
pub mod terminal;
mod tree;
pub mod vega;

use crate::report::{Cell, Phrase};
use crate::text::Language;
use shown::{Within, Writing};

/// A phrase as plain text: a formula, a period.
pub fn plain(phrase: &Phrase, language: Language, currency: &str) -> String {
    Writing { language, currency }.phrase(phrase, Within::Sentence)
}

/// A cell as plain text, with its unit.
pub fn plain_cell(cell: &Cell, language: Language, currency: &str) -> String {
    Writing { language, currency }.cell(cell, Within::Sentence)
}
