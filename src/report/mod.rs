//! What a page says, not how it looks: a page is a value first, with typed cells.
//!
//! Words come from `text/`, figures from the appraisal and the ledger. What may not enter here: separators, rounding,
//! widths, colours; those are for `render/`.

mod areas;
mod break_even;
mod by_time;
mod catalogue;
mod cell;
mod compared;
mod comparison;
mod comparison_drawn;
mod demands;
mod difference;
mod doubts;
mod drawn;
mod explanation;
mod figures;
mod foot;
mod formula;
mod frontier;
mod grid;
mod keys;
mod ledger;
mod moved;
mod naming;
mod outcomes;
mod paid;
mod register;
mod rows;
mod schedule;
mod sensitivity;
mod simulation;
mod simulation_contract;
mod summary;
mod switching;
mod table;
mod whose;
mod words;

use rust_decimal::Decimal;

pub use areas::areas;
pub use by_time::By;
pub use catalogue::{catalogue, names as catalogue_names};
pub use cell::{Cell, Phrase, Piece, Segment, Stretch};
pub use compared::Comparison;
pub use comparison::comparison;
pub use demands::{demand_line, demand_says};
pub use difference::{Difference, difference};
pub use explanation::{Explaining, explanation, leaves, values};
pub use figures::{Counts, text_key};
pub use frontier::frontier;
pub use grid::{grid, mark};
pub use keys::{all_tables, key_meaning, keys, table_header, table_names};
pub use ledger::{WhichLines, ledger};
pub use moved::{asked, is_money};
pub use rows::{CaseRow, rows};
pub use schedule::{ScheduleView, schedule};
pub use sensitivity::{Tornado, tornado};
pub use simulation::{Simulated, simulation};
pub use summary::summary;
pub use switching::{Switched, switching};
pub use table::{Adds, Align, Column, Emphasis, Overflow, Row, Scale, Table};

use crate::appraisal::Appraisal;
use crate::case::Case;
use crate::ledger::Ledger;
use crate::model::Model;
use crate::problem::Code;
use crate::stamp::Stamp;
use crate::text::Language;

/// A page.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// What it is about.
    pub title: String,
    /// Beside the title: parts with a point between them.
    pub subtitle: Vec<Phrase>,
    /// Sentences, the most important first.
    pub sentences: Vec<Phrase>,
    /// In order.
    pub sections: Vec<Section>,
    /// What to be aware of.
    pub foot: Vec<Foot>,
    /// What it rests on: parts with a point between them.
    pub stamp: Vec<Phrase>,
    /// The code of the currency of its amounts.
    pub currency: String,
}

impl Report {
    /// A page with a title and nothing else.
    pub fn new(title: impl Into<String>, currency: impl Into<String>) -> Report {
        Report {
            title: title.into(),
            subtitle: Vec::new(),
            sentences: Vec::new(),
            sections: Vec::new(),
            foot: Vec::new(),
            stamp: Vec::new(),
            currency: currency.into(),
        }
    }
}

/// A line at the foot of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Foot {
    /// What it says.
    pub says: Phrase,
    /// Whether it warns.
    pub warns: bool,
}

/// A part of a page under a heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What belongs to the heading: how periods are added up.
    pub beside: Vec<Phrase>,
    /// What stands in it.
    pub body: Body,
}

/// What a section holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// Rows and columns.
    Table(Table),
    /// A figure with those it arose from below it.
    Tree(Branch),
    /// Names, and what is said of each.
    Facts(Vec<(String, Phrase)>),
}

/// A figure of a tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// Its name and value.
    pub says: Phrase,
    /// Its formula in numbers; empty when there is none.
    pub numbers: Phrase,
    /// Its formula in words, or where it comes from.
    pub beside: Phrase,
    /// What it arose from.
    pub branches: Vec<Branch>,
}

/// A case with its formulas and figures: what most pages are about.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'c> {
    /// As it was written.
    pub case: &'c Case,
    /// Its formulas.
    pub model: &'c Model,
    /// Their figures.
    pub ledger: &'c Ledger<Decimal>,
    /// What they say.
    pub appraisal: &'c Appraisal<Decimal>,
    /// What it rests on: files, conventions. The first file is the case.
    pub stamp: &'c Stamp,
    /// The warnings about it.
    pub warnings: &'c [Code],
}

/// Whose figures a page shows.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Whose {
    /// The headline first, and everybody who pays or gains as far as there is room.
    #[default]
    Headline,
    /// Everybody who pays or gains.
    All,
    /// These, by name.
    Named(Vec<String>),
}

/// What was asked of a page.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct PageOptions {
    /// The language of its words.
    pub language: Language,
    /// Whose figures.
    pub whose: Whose,
    /// The unit of amounts; 1 for figures and 1,000 in tables by time when none.
    pub unit: Option<Scale>,
    /// How periods are added up for the eye; as they are when none, unless there are very many.
    pub by: Option<By>,
    /// Only the title and the sentences.
    pub only_sentences: bool,
    /// Every value and every default as well.
    pub assumptions: bool,
}
