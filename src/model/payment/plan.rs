//! What a contract is to its arithmetic: lines, caps, payers and investors, with a place for every figure.
//!
//! A plan is structure and has no figures: those come beside it, one for each [`Figure`], so that every draw runs
//! through the same plan. Nothing here knows how a file is written; `of_contract` makes a plan of a checked contract.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::calendar::{Day, DayCount, Month, Years};
use crate::case::contract::{
    Beyond, Choice, Edge, Excess, Form, Interval, LineKind, OncePer, PointLabel, Rounding, Scope, Test, Windows,
};
use crate::case::{Id, PartyId};

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
        match self.day_count {
            DayCount::Months => Years::months(i64::from(day.whole_months_since(self.start))),
            DayCount::Actual365 => Years::days(day.since(self.start.first_day())),
        }
    }
}

/// A priced line of the contract.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: Id,
    /// Its places among the lines.
    pub lines: std::ops::Range<usize>,
    /// What is paid for what.
    pub shape: Shape,
    /// Whether a mark is reached from above.
    pub lower_is_better: bool,
    /// Decimals of a value before it is compared.
    pub compare_digits: Option<u32>,
    /// Only once for each of these.
    pub once_per: Option<OncePer>,
    /// Whether anything is required of its lines.
    pub has_requires: bool,
    /// How it pays; a member of a selector does not.
    pub pays: Option<Pays>,
}

/// How a term pays.
#[derive(Clone, Debug)]
pub struct Pays {
    /// Earned → verified.
    pub verify_lag: Interval,
    /// Verified → paid.
    pub pay_lag: Interval,
    /// Share of every line that is paid at a day, when that is later.
    pub withheld: Option<(Decimal, Day)>,
    /// The recipient; none: all investors together.
    pub recipient: Option<PartyId>,
    /// Place of the split.
    pub split: usize,
}

/// What is paid for what (6.2).
#[derive(Clone, Debug)]
pub enum Shape {
    /// `fixed`: the sum of the line, whatever is measured.
    Fixed,
    /// `given`: the sum of the line.
    Given,
    /// `per-unit`
    PerUnit {
        /// Units that earn nothing.
        first_unpaid: Figure,
        /// Units that earn at most.
        at_most_units: Option<Figure>,
        /// Of a line.
        at_most: Option<Figure>,
        /// x is the running total.
        cumulative: bool,
    },
    /// `milestones`
    Milestones {
        /// At most the number paid at the point before.
        sequential: bool,
    },
    /// `recurring`
    Recurring,
    /// `step`
    Step(Steps),
    /// `banded`
    Banded(Bands),
    /// `share`
    Share {
        /// Of the gain.
        share: Figure,
        /// Of a line.
        at_most: Option<Figure>,
        /// The hurdle, and the share above it.
        until: Option<(Hurdle, Figure)>,
    },
    /// `better-of`, `worse-of`: places of the members, in order of id.
    Selector(Choice, Vec<usize>),
}

/// Tiers of pay.
#[derive(Clone, Debug)]
pub struct Steps {
    /// Marks and their pay, from the one that is reached first.
    pub tiers: Vec<(Decimal, Figure)>,
    /// Under the first.
    pub below: Figure,
    /// × base.
    pub base: Figure,
    /// Whether a value on a mark reaches it.
    pub edge: Edge,
    /// The straight line between two tiers.
    pub interpolate: bool,
    /// When the mean over all cohorts is enough.
    pub fallback: Option<Fallback>,
}

/// Rates by band of the value.
#[derive(Clone, Debug)]
pub struct Bands {
    /// Rising.
    pub bands: Vec<Band>,
    /// What must be reached.
    pub threshold: Option<Figure>,
    /// Whether a value on the threshold reaches it.
    pub edge: Edge,
    /// Of a line.
    pub at_most: Option<Figure>,
    /// x is the running total.
    pub cumulative: bool,
    /// When the mean over all cohorts is enough.
    pub fallback: Option<Fallback>,
}

/// One band.
#[derive(Clone, Debug)]
pub struct Band {
    /// Where it begins.
    pub from: Decimal,
    /// Where it ends.
    pub to: Option<Decimal>,
    /// For each unit in it.
    pub rate: Figure,
    /// Of the band.
    pub at_most: Option<Figure>,
}

/// `pooled_fallback`
#[derive(Clone, Debug)]
pub struct Fallback {
    /// What the mean must reach.
    pub at: Figure,
    /// Whether a mean on the mark reaches it.
    pub edge: Edge,
    /// What an unpaid cohort earns; none: what the bands give without the threshold.
    pub pay: Option<Figure>,
    /// The weight of each cohort; none counts as one.
    pub weights: Vec<(Option<Id>, Option<Figure>)>,
}

/// What a share term must have earned before its share changes.
#[derive(Clone, Copy, Debug)]
pub enum Hurdle {
    /// So many times all draws.
    Multiple(Figure),
    /// The balance to which the draws so far grow at this yearly rate.
    Rate(Figure),
}

/// Term × cohort × measurement.
#[derive(Clone, Debug)]
pub struct Line {
    /// Place of its term.
    pub term: usize,
    /// Its cohort.
    pub cohort: Option<Id>,
    /// Payment or fallback.
    pub kind: LineKind,
    /// The measurement as written.
    pub measured: PointLabel,
    /// The day of it.
    pub day: Day,
    /// What it earns by.
    pub earns: Earns,
    /// What must hold, all of it.
    pub requires: Vec<Condition>,
    /// Stage 5: × this.
    pub index: Option<Figure>,
}

/// What a line earns by.
#[derive(Clone, Debug)]
pub enum Earns {
    /// This sum.
    Sum(Figure),
    /// So much for each of so many.
    Units(Value, Figure),
    /// What the shape gives for this value.
    Value(Value),
    /// For each member its lines (places among all lines).
    Chosen(Vec<Vec<usize>>),
}

/// A measured value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A figure: given, counted or observed.
    Measured(Figure),
    /// An effect on treated and baseline, × scale.
    Effect {
        /// Which form.
        form: Form,
        /// Those treated.
        treated: Figure,
        /// Those with whom they are compared.
        baseline: Figure,
        /// The difference is baseline − treated.
        lower: bool,
        /// × scale.
        scale: Decimal,
    },
}

/// One thing that is required of a line.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A value against a number.
    Value {
        /// What is compared.
        value: Value,
        /// Decimals of it before it is compared.
        digits: Option<u32>,
        /// How.
        test: Test,
        /// With what.
        mark: Decimal,
    },
    /// More than nil earned (stage 4) on one of these lines.
    Earned(Vec<usize>),
}

/// A cap.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Its id.
    pub id: Id,
    /// What has room of its own.
    pub scope: Scope,
    /// By place of a term, whether it is under this cap.
    pub terms: Vec<bool>,
    /// How much.
    pub limit: Limit,
    /// When there is room anew.
    pub windows: Windows,
    /// What becomes of what it cuts.
    pub excess: Excess,
}

/// How much a cap lets through.
#[derive(Clone, Debug)]
pub enum Limit {
    /// An amount, in money.
    Amount(Figure),
    /// An amount for each of the people of a cohort.
    EachPerson(Figure, Vec<(Option<Id>, Figure)>),
    /// A share of the payments of all terms so far.
    Share(Figure),
}

/// How payers share a payment.
#[derive(Clone, Debug)]
pub struct Split {
    /// Each payer and its share, adding to one, in order of id.
    pub payers: Vec<(PartyId, Decimal)>,
    /// Who bears what rounding leaves.
    pub rule: SplitRule,
}

/// Who bears what rounding leaves; a place among the payers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SplitRule {
    /// The others bear their rounded share.
    Residual(usize),
    /// The others bear the rounded share of the running total, less what they bore.
    Carry(usize),
    /// Whole units down, then one each to the largest remainders.
    LargestRemainder,
}

impl SplitRule {
    /// Who bears the rest.
    pub const fn residual(self) -> Option<usize> {
        match self {
            SplitRule::Residual(place) | SplitRule::Carry(place) => Some(place),
            SplitRule::LargestRemainder => None,
        }
    }
}

/// The cap of a payer.
#[derive(Clone, Debug)]
pub struct PayerCap {
    /// Whose.
    pub party: PartyId,
    /// How much, in money.
    pub cap: Figure,
    /// When there is room anew, by the day paid.
    pub windows: Windows,
    /// What becomes of the rest.
    pub beyond: Beyond,
}

/// Somebody who advances money.
#[derive(Clone, Debug)]
pub struct Investor {
    /// Who.
    pub party: PartyId,
    /// Its share of what comes back; none: in proportion to draws.
    pub share: Option<Decimal>,
    /// Lower ranks are served first.
    pub rank: u32,
    /// A year.
    pub interest: Option<Figure>,
}

/// Money advanced.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Place of the investor.
    pub investor: usize,
    /// When.
    pub day: Day,
    /// Where it lies, in years after the start of the case.
    pub tau: Years,
    /// How much, in money.
    pub amount: Figure,
}

/// The greatest return.
#[derive(Clone, Debug)]
pub struct ReturnCap {
    /// What may not be exceeded.
    pub measure: ReturnMeasure,
    /// Who gets what is cut; none: it is not paid.
    pub excess: Option<PartyId>,
}

/// What a return may not exceed.
#[derive(Clone, Copy, Debug)]
pub enum ReturnMeasure {
    /// An internal rate.
    Irr(Figure),
    /// Simple interest a year.
    AverageYearly(Figure),
    /// So many times all draws.
    Multiple(Figure),
}

/// What is paid at the end when investors have lost.
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Who pays.
    pub by: PartyId,
    /// When; none: the last day on which the investors have a line.
    pub at: Option<Day>,
    /// How much.
    pub of: GuaranteeOf,
}

/// How much a guarantee pays.
#[derive(Clone, Copy, Debug)]
pub enum GuaranteeOf {
    /// Up to this share of all draws.
    Recovers(Figure),
    /// Up to this amount.
    FirstLoss(Figure),
}

/// Money taken back.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Its id.
    pub id: Id,
    /// Place of the term.
    pub term: usize,
    /// The point as written.
    pub measured: PointLabel,
    /// When.
    pub at: Day,
    /// How much.
    pub of: CorrectionOf,
}

/// How much a correction takes back.
#[derive(Clone, Copy, Debug)]
pub enum CorrectionOf {
    /// A sum of money.
    Amount(Figure),
    /// A share of what the term was paid on earlier days.
    Share(Decimal),
}

/// A plan is shared by every draw.
pub type SharedPlan = Arc<Plan>;
