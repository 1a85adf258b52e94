//! `shape` of a term: how a value becomes a payment (method, section 6.2).

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::case::{Id, Input};

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
