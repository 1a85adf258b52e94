//! `[contract.term.NAME]`: one priced line of a contract: what is measured, the shape of the tariff, and every line
//! that it has, worked out.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Interval, Measured, PointLabel};
use crate::calendar::Day;
use crate::case::{Id, Input, Names, PartyId};

/// `[contract.term.NAME]`
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What is paid for what.
    pub shape: Shape,
    /// What is measured; none for `fixed`, `given` and selectors.
    pub metric: Option<Id>,
    /// `once_per`
    pub once_per: Option<OncePer>,
    /// Whether `requires` is written; what it asks of each line stands on the line.
    pub has_requires: bool,
    /// Whether the term pays, and how.
    pub role: Role,
    /// Every line that the term has, in every draw: in order of day earned, then cohort, payments before fallbacks.
    pub lines: Vec<Line>,
}

/// Whether a term pays itself or stands inside a selector (6.2, selectors).
#[derive(Clone, Debug)]
pub enum Role {
    /// It pays.
    Pays(Pays),
    /// It is a member of this selector, and pays nothing itself.
    MemberOf(Id),
}

/// How a term pays: its own keys, else the contract's.
#[derive(Clone, Debug)]
pub struct Pays {
    /// `index`, in nominal contracts only.
    pub index: Option<TermIndex>,
    /// Earned → verified.
    pub verify_lag: Interval,
    /// Verified → paid.
    pub pay_lag: Interval,
    /// What is kept back.
    pub withheld: Option<Withheld>,
    /// Who is paid.
    pub recipient: Recipient,
    /// Who pays: a split, or one party. Levels and precedence are settled.
    pub paid_by: PaidBy,
    /// Where the payer books it.
    pub area: Option<String>,
}

/// × index(year of measurement) ÷ index(`from`), stage 5.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermIndex {
    /// Which index.
    pub index: Id,
    /// `index_from`, or the contract's first year.
    pub from: i32,
}

/// `withheld`: this share of every line, rounded, is paid at `until` when that is later.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Withheld {
    /// 0 to 1.
    pub share: Decimal,
    /// The day.
    pub until: Day,
}

/// Who is paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// All investors together, who share it (stage 11).
    Investors,
    /// A party, outside of all of stage 11, also when it is an investor.
    Party(PartyId),
}

/// Who pays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaidBy {
    /// The parties of this split.
    Split(Id),
    /// One party: the term's or the contract's `paid_by`.
    Party(PartyId),
}

/// `once_per`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OncePer {
    /// Only units above the greatest number at an earlier measurement whose `requires` held (stage 3).
    Person,
    /// Only the first line above nil of each cohort (stage 4).
    Cohort,
    /// Only the first line above nil of the term, by date, then cohort (stage 4).
    Contract,
}

/// `edge`: whether a value exactly on a mark reaches it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// It does.
    AtLeast,
    /// It does not.
    MoreThan,
}

/// `shape`, with its keys; what belongs to one measurement stands on its line.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `fixed`: the amount of the line.
    Fixed,
    /// `given`: the amount of the line.
    Given,
    /// `per-unit`: min(at most, price × min(at most units, max(0, x − first unpaid))).
    PerUnit {
        /// `first_unpaid`
        first_unpaid: Arc<Input>,
        /// `at_most_units`
        at_most_units: Option<Arc<Input>>,
        /// `at_most`
        at_most: Option<Arc<Input>>,
        /// x is the running total; every line then has the same price.
        cumulative: bool,
    },
    /// `milestones`: pay × n(after), a line each; n is the line's value.
    Milestones {
        /// n is at most the n paid at the point before.
        sequential: bool,
    },
    /// `recurring`: pay × n(after + j × every), n never rising with j; n is the line's value.
    Recurring,
    /// `step`
    Step(Step),
    /// `banded`
    Banded(Banded),
    /// `share`: share × max(0, x).
    Share {
        /// 0 to 1.
        share: Arc<Input>,
        /// `at_most`
        at_most: Option<Arc<Input>>,
        /// The hurdle after which the share is another.
        until: Option<Until>,
    },
    /// `better-of` and `worse-of`
    Selector {
        /// Which of the members.
        choice: Choice,
        /// The members, in order of id; two or more.
        members: Vec<Id>,
    },
}

/// Which member a selector takes; at a tie the first in order of id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// `better-of`: the larger.
    Larger,
    /// `worse-of`: the smaller.
    Smaller,
}

/// `step`: base × the pay of the highest tier reached.
#[derive(Clone, Debug)]
pub struct Step {
    /// From the mark that is reached first to the one that is reached last; each mark once, at least one.
    pub tiers: Vec<Tier>,
    /// Under the first.
    pub below: Arc<Input>,
    /// Turns coupons and shares of principal into money.
    pub base: Arc<Input>,
    /// Whether a value on a mark reaches it.
    pub edge: Edge,
    /// The straight line between the two tiers around x.
    pub interpolate: bool,
    /// `pooled_fallback`
    pub fallback: Option<Fallback>,
}

/// `{ at, pay }`
#[derive(Clone, Debug)]
pub struct Tier {
    /// The mark.
    pub at: Decimal,
    /// × base.
    pub pay: Arc<Input>,
}

/// `banded`: Σ min(at most of the band, rate × the part of x between from and to).
#[derive(Clone, Debug)]
pub struct Banded {
    /// Rising, without overlap; at least one.
    pub bands: Vec<Band>,
    /// What x must reach for anything to be earned.
    pub threshold: Option<Arc<Input>>,
    /// Whether a value on the threshold reaches it.
    pub edge: Edge,
    /// Of the line.
    pub at_most: Option<Arc<Input>>,
    /// x is the running total.
    pub cumulative: bool,
    /// `pooled_fallback`
    pub fallback: Option<Fallback>,
}

/// `{ from, to, rate, at_most }`
#[derive(Clone, Debug)]
pub struct Band {
    /// Where it begins.
    pub from: Decimal,
    /// Where it ends; only the last may have none.
    pub to: Option<Decimal>,
    /// Per unit; may be below nil.
    pub rate: Arc<Input>,
    /// Of the band.
    pub at_most: Option<Arc<Input>>,
}

/// `pooled_fallback`: one measurement for each cohort. Every cohort has a line of kind fallback, nil or not.
#[derive(Clone, Debug)]
pub struct Fallback {
    /// The mark that the mean over all cohorts must reach.
    pub at: Arc<Input>,
    /// Whether a mean on the mark reaches it.
    pub edge: Edge,
    /// What an unpaid cohort earns; none (bands only): what the bands give for its own value without the threshold.
    pub pay: Option<Arc<Input>>,
    /// Each cohort and its weight in the mean; the weight is its people, or 1 for all when no cohort has any.
    pub weights: Vec<(Option<Id>, Option<Arc<Input>>)>,
}

/// `until` and `then_share`
#[derive(Clone, Debug)]
pub struct Until {
    /// The hurdle, on what this term has earned by measurement date, then cohort.
    pub hurdle: Hurdle,
    /// The share of what lies above it.
    pub then_share: Arc<Input>,
}

/// What a share term must have earned before its share changes.
#[derive(Clone, Debug)]
pub enum Hurdle {
    /// `{ multiple }`: multiple × all draws of all investors.
    Multiple(Arc<Input>),
    /// `{ rate }`: the balance that the draws so far grow to at this yearly rate is paid off.
    Rate(Arc<Input>),
}

/// Whether a line is the term's own or its fallback.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LineKind {
    /// `payment`
    Payment,
    /// `fallback`
    Fallback,
}

/// Term × cohort × measurement (6.3).
#[derive(Clone, Debug)]
pub struct Line {
    /// Its cohort; lines without one are one cohort.
    pub cohort: Option<Id>,
    /// Payment or fallback.
    pub kind: LineKind,
    /// The measurement as written; for a selector, that of its first member with a line.
    pub measured: PointLabel,
    /// The day measured. Of a fallback, that of the last cohort's measurement.
    pub day: Day,
    /// What it earns by.
    pub earns: Earns,
    /// What must hold, all of it.
    pub requires: Vec<Condition>,
}

/// What a line earns by.
#[derive(Clone, Debug)]
pub enum Earns {
    /// `fixed`, `given`: this sum.
    Sum(Arc<Input>),
    /// `per-unit`, `milestones`, `recurring`: so much for each of so many.
    Units {
        /// How many.
        value: Measured,
        /// `price` or `pay`.
        price: Arc<Input>,
    },
    /// `step`, `banded`, `share`: what the shape gives for the value.
    Value(Measured),
    /// A selector: for each member in order of id, its lines of this day and cohort (places in the member's `lines`).
    Chosen(Vec<Vec<usize>>),
}

/// One of `requires`, resolved for its line.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A metric's value against a number. The metric's `compare_digits` apply.
    Value {
        /// At the line's own measurement, or at `at`.
        value: Measured,
        /// How it is compared.
        test: Test,
        /// With what.
        mark: Decimal,
    },
    /// That term has earned more than nil on one of these lines of it (places in its `lines`): of the line's cohort or
    /// without one (of any, when the line has none), on an earlier or the same day.
    Earned {
        /// Which term; no selector.
        term: Id,
        /// Its lines.
        lines: Vec<usize>,
    },
}

/// How a condition compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Test {
    /// `at_least`
    AtLeast,
    /// `more_than`
    MoreThan,
    /// `at_most`
    AtMost,
    /// `less_than`
    LessThan,
}
