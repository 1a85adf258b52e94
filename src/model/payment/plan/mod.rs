//! What a contract is to its arithmetic: lines, caps, payers and investors, with a place for every figure.
//!
//! A plan is structure and has no figures: those come beside it, one for each [`Figure`], so that every draw runs
//! through the same plan. Nothing here knows how a file is written; `of_contract` makes a plan of a checked contract.

mod money;
mod term;

use rust_decimal::Decimal;

pub use money::{
    Cap, Correction, CorrectionOf, Draw, Guarantee, GuaranteeOf, Investor, Limit, PayerCap, ReturnCap, ReturnMeasure,
    Split, SplitRule,
};
pub use term::{Band, Bands, Condition, Earns, Fallback, Hurdle, Line, Pays, Shape, Steps, Term, Value};

use crate::calendar::{Day, DayCount, Month, Years};
use crate::case::contract::Rounding;

/// The place of a figure among those that come with a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Figure(pub usize);

/// A contract, for its arithmetic.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The smallest amount paid; all amounts after stage 6 are whole numbers of it.
    pub minor_unit: Decimal,
    /// How amounts are rounded to it.
    pub rounding: Rounding,
    /// The contract's start: the day of a guarantee when nothing else says one.
    pub start: Day,
    /// What is verified after this day is not paid.
    pub long_stop: Option<Day>,
    /// The last day of the case, for what is deferred when there is no long stop.
    pub horizon: Day,
    /// How far from the start of the case a day lies.
    pub clock: Clock,
    /// In order of id.
    pub terms: Vec<Term>,
    /// Places of terms, each after those that it requires and after its members.
    pub order: Vec<usize>,
    /// The lines of all terms; those of one term stand together, in order of day, then cohort, payments first.
    pub lines: Vec<Line>,
    /// From inner to outer, among equals by id.
    pub caps: Vec<Cap>,
    /// How terms are paid.
    pub splits: Vec<Split>,
    /// In order of party.
    pub payer_caps: Vec<PayerCap>,
    /// In order of id.
    pub investors: Vec<Investor>,
    /// What investors advance, in order of τ, then investor.
    pub draws: Vec<Draw>,
    /// Whether somebody has a rank or interest.
    pub by_rank: bool,
    /// The greatest return.
    pub return_cap: Option<ReturnCap>,
    /// What is paid at the end when investors have lost.
    pub guarantee: Option<Guarantee>,
    /// In order of day, then id.
    pub corrections: Vec<Correction>,
}

/// Where days lie: whole months since the start of the case ÷ 12, or days ÷ 365.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// First month of the case.
    pub start: Month,
    /// How days are counted.
    pub day_count: DayCount,
}

impl Clock {
    /// Years from the start of the case to a day.
    pub fn tau(self, day: Day) -> Years {
        day.years_since(self.start, self.day_count)
    }
}
