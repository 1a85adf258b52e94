//! Terms of a plan: what is paid for what, their lines, and what each line earns by.

use rust_decimal::Decimal;

use super::Figure;
use crate::calendar::Day;
use crate::case::contract::{Choice, Edge, Form, Interval, LineKind, OncePer, PointLabel, Test};
use crate::case::{Id, PartyId};

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
