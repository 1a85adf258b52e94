//! An outcome contract, checked: what is measured, what it earns, who pays whom when (method, section 6).
//!
//! Everything is resolved: each term has every line that a schedule will ever have from it, each line its day, its
//! value's source, its price and what it requires; splits, recipients and limits name parties and terms that exist.
//! Nothing here computes a figure, and no payment stands here: that is for `model/payment/`.

mod date;
mod expected;
mod investor;
mod limit;
mod line;
mod metric;
mod shape;
mod term;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

pub use date::{Interval, Per, PointLabel, Windows};
pub use investor::{Correction, CorrectionOf, Draw, Draws, Guarantee, GuaranteeDay, GuaranteeOf, Investor, Investors};
pub use investor::{ReturnCap, ReturnExcess, ReturnMeasure};
pub use limit::{Beyond, Cap, Excess, Limit, PayerCap, Scope, Split, SplitRounding};
pub use line::{Condition, Earns, Line, LineKind, Test};
pub use metric::{Cohort, Count, Effect, Form, GrossOrNet, Measured, Metric, MetricKind, ModelCount, Saving, Source};
pub use shape::{Band, Banded, Choice, Edge, Fallback, Hurdle, Shape, Step, Tier, Until};
pub use term::{OncePer, PaidBy, Pays, Recipient, Role, Term, TermIndex, Withheld};

use crate::calendar::Day;
use crate::case::{Id, Input, Names, PartyId};

/// In which prices a contract is written (6.2, `prices`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prices {
    /// `real`: of `basis.price_year`.
    Real,
    /// `nominal`: of the day. The case has `basis.inflation`.
    Nominal,
}

impl Prices {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Prices::Real => "real",
            Prices::Nominal => "nominal",
        }
    }
}

/// How an amount is rounded to the minor unit (6.2, `rounding`): of the magnitude.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// `half-up`: halves away from nil.
    HalfUp,
    /// `half-even`
    HalfEven,
    /// `down`: towards nil.
    Down,
}

/// `[contract]` and everything below it.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Names for people.
    pub names: Names,
    /// Where the contract clock starts.
    pub start: Day,
    /// In which prices it is written.
    pub prices: Prices,
    /// The smallest amount paid, above nil.
    pub minor_unit: Decimal,
    /// How amounts are rounded to it.
    pub rounding: Rounding,
    /// Multiplies every forecast and expected share.
    pub forecast_share: Arc<Input>,
    /// What is verified after this day is not paid.
    pub long_stop: Option<Day>,
    /// Written cohorts that a metric or a term has, and start months of the model, by id.
    pub cohorts: BTreeMap<Id, Cohort>,
    /// What is measured.
    pub metrics: BTreeMap<Id, Metric>,
    /// What is paid for; at least one.
    pub terms: BTreeMap<Id, Term>,
    /// Every term, each after those that it requires and after its members.
    pub order: Vec<Id>,
    /// Caps, by id; [`Contract::caps_inner_to_outer`] has them in the order in which a line passes them.
    pub caps: BTreeMap<Id, Cap>,
    /// Splits that some term is paid by.
    pub splits: BTreeMap<Id, Split>,
    /// Caps of payers.
    pub payer_caps: BTreeMap<PartyId, PayerCap>,
    /// Who advances money.
    pub investors: Investors,
    /// The greatest return.
    pub return_cap: Option<ReturnCap>,
    /// What is paid at the end when investors have lost.
    pub guarantee: Option<Guarantee>,
    /// What is taken back, by id.
    pub corrections: BTreeMap<Id, Correction>,
}

impl Contract {
    /// Caps from inner to outer, among equals by id (6.3, stage 7).
    pub fn caps_inner_to_outer(&self) -> Vec<&Cap> {
        let mut caps: Vec<&Cap> = self.caps.values().collect();
        caps.sort_by_key(|c| c.scope); // A stable sort: they are in order of id.
        caps
    }
    /// Terms that pay, by id: all but members of selectors.
    pub fn paying(&self) -> impl Iterator<Item = (&Term, &Pays)> {
        self.terms.values().filter_map(|term| Some((term, term.pays()?)))
    }
}
