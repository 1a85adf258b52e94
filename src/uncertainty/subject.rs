//! A figure of a case: what is asked how it answers to a change.

use rust_decimal::Decimal;

use crate::appraisal::Sought;
use crate::case::Case;
use crate::ledger::Ledger;
use crate::measure::Measure;
use crate::model::Model;

/// A figure of a case, with the model and the base figures that it is read from.
#[derive(Clone, Debug)]
pub struct Subject<'c> {
    /// As it was written.
    pub case: &'c Case,
    /// Its formulas.
    pub model: &'c Model,
    /// Its base figures.
    pub ledger: &'c Ledger<Decimal>,
    /// The figure.
    pub sought: Sought<'c>,
    /// An input that is held at another value than in the case; the ledger has it.
    pub held: Option<Held>,
}

/// An input that is held at a value: a factor, of a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Table and key.
    pub path: String,
    /// The value.
    pub value: Decimal,
}

impl<'c> Subject<'c> {
    /// A figure by its name, whole or short, of a perspective; `None` when the case has none of that name.
    pub fn of(
        case: &'c Case,
        model: &'c Model,
        ledger: &'c Ledger<Decimal>,
        figure: &str,
        perspective: &str,
    ) -> Option<Subject<'c>> {
        Some(Subject { case, model, ledger, sought: Sought::of(case, model, figure, perspective)?, held: None })
    }

    /// The figure of the base case.
    pub fn base(&self) -> Measure<Decimal> {
        self.sought.read(self.model, self.ledger)
    }
}
