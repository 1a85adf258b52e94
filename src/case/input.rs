//! A value that a figure depends on: one number or a series, with its range and where it comes from.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Distribution, Priced};
use crate::document::Why;
use crate::span::Span;

/// What a value may be: the bounds of a file, of break-even and of draws.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Domain {
    /// 0 to 1: shares, and rates of persons.
    Share,
    /// −1 to 1: the added rate of persons.
    SignedShare,
    /// −0.99 to 1: yearly rates.
    YearlyRate,
    /// At least nil.
    NotNegative,
    /// At least nil, and whole in a file: people.
    People,
    /// Any number.
    Any,
}

impl Domain {
    /// The lowest value, when there is one.
    pub fn lowest(self) -> Option<Decimal> {
        match self {
            Domain::Share | Domain::NotNegative | Domain::People => Some(Decimal::ZERO),
            Domain::SignedShare => Some(Decimal::NEGATIVE_ONE),
            Domain::YearlyRate => Some(Decimal::from_parts(99, 0, 0, true, 2)),
            Domain::Any => None,
        }
    }
    /// The highest value, when there is one.
    pub fn highest(self) -> Option<Decimal> {
        match self {
            Domain::Share | Domain::SignedShare | Domain::YearlyRate => Some(Decimal::ONE),
            Domain::NotNegative | Domain::People | Domain::Any => None,
        }
    }
    /// Whether a value lies within.
    pub fn holds(self, value: Decimal) -> bool {
        self.lowest().is_none_or(|l| value >= l) && self.highest().is_none_or(|h| value <= h)
    }
}

/// How well a value is known, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Evidence {
    /// `rct`
    Rct,
    /// `quasi-experiment`
    QuasiExperiment,
    /// `before-after`
    BeforeAfter,
    /// `expert`
    Expert,
    /// `assumption`
    Assumption,
}

impl Evidence {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Evidence::Rct => "rct",
            Evidence::QuasiExperiment => "quasi-experiment",
            Evidence::BeforeAfter => "before-after",
            Evidence::Expert => "expert",
            Evidence::Assumption => "assumption",
        }
    }
}

/// One number that a figure depends on. Used in ten places (a `[price.ID]`) it is still one input.
#[derive(Clone, Debug)]
pub struct Input {
    /// Table and key, `outcome.job.expected_rate`; `price.ID` for a price.
    pub path: Arc<str>,
    /// The base case.
    pub value: Decimal,
    /// The low end of its range.
    pub low: Option<Decimal>,
    /// The high end of its range.
    pub high: Option<Decimal>,
    /// What it is drawn from; none when it is not drawn.
    pub distribution: Option<Distribution>,
    /// What it may be.
    pub domain: Domain,
    /// Whether it is an amount of money.
    pub money: bool,
    /// Of money: in which prices.
    pub priced: Priced,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Why it has this value.
    pub why: Why,
    /// Where the value stands; for a default, the table that lacks it.
    pub span: Span,
}

/// Months of the case, `[from, until)`, counted from its start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// First month.
    pub from: i32,
    /// The month after the last.
    pub until: i32,
}

/// What the members of a series belong to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SeriesKeys {
    /// One number for each period.
    ByPeriod,
    /// One number for each stretch of months (a month, or the months of a calendar year within the case), paid evenly
    /// and in full. Stretches may overlap; they add up.
    ByTime(Vec<Stretch>),
    /// One number for each full year since onset, the last going on.
    BySinceOnset,
}

/// Several numbers under one path, which move together.
#[derive(Clone, Debug)]
pub struct Series {
    /// Table and key.
    pub path: Arc<str>,
    /// What the members belong to.
    pub keys: SeriesKeys,
    /// In the order of the keys.
    pub values: Vec<Decimal>,
    /// Of money: in which prices.
    pub priced: Priced,
    /// Relative ends of its range, `[−0.1, 0.5]`: what moves the whole.
    pub spread: Option<(Decimal, Decimal)>,
    /// What the factor on the whole is drawn from; none when it is not drawn.
    pub distribution: Option<Distribution>,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Why it has these values.
    pub why: Why,
    /// Where it stands.
    pub span: Span,
}

/// What may vary under one path: a number, or a series as a whole.
#[derive(Clone, Debug)]
pub enum AnyInput {
    /// One number.
    Single(Arc<Input>),
    /// Several that move as one.
    Series(Arc<Series>),
}

impl AnyInput {
    /// Table and key.
    pub fn path(&self) -> &str {
        match self {
            AnyInput::Single(input) => &input.path,
            AnyInput::Series(series) => &series.path,
        }
    }

    /// Why it has its value.
    pub fn why(&self) -> Why {
        match self {
            AnyInput::Single(input) => input.why,
            AnyInput::Series(series) => series.why,
        }
    }
}
