//! `[contract.cohort.NAME]` and `[contract.metric.NAME]`: what is measured, and where each measured value comes from.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::case::{Counted, Id, Input, Names, PartyId};

/// `[contract.cohort.NAME]`, or a month in which people of the model start (6.2).
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Its id: the name, or the month, `2025-03`.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Where its clock starts.
    pub start: Day,
    /// Its people, when the file says how many. A cohort of the model has none here: the model counts them.
    pub people: Option<Arc<Input>>,
    /// For a cohort of the model, the month of the case in which it starts.
    pub month: Option<i32>,
}

/// `form`: how an effect is made of the treated and the baseline (6.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// `difference`: treated − baseline, or baseline − treated when lower is better.
    Difference,
    /// `relative_reduction`: (baseline − treated) ÷ baseline.
    RelativeReduction,
    /// `ratio`: treated ÷ baseline.
    Ratio,
}

/// `of`: which outcomes count (6.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrossOrNet {
    /// `gross`: all, also those that would have come anyway. The baseline is known.
    Gross,
    /// `net`, as in section 3.
    Net,
}

/// `[contract.metric.NAME]`
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What kind of value it is.
    pub kind: MetricKind,
    /// Whether a mark is reached from above: `direction = "lower"`, and no `form` that is better when higher.
    pub lower_is_better: bool,
    /// Decimals to which a value is rounded (half-up) before it is compared with a mark.
    pub compare_digits: Option<u32>,
    /// `unit`
    pub unit: Option<String>,
    /// `verifier`
    pub verifier: Option<String>,
    /// `data_source`
    pub data_source: Option<String>,
}

/// What a metric is, in short; each line's value has its own [`Source`].
#[derive(Clone, Debug)]
pub enum MetricKind {
    /// `forecast`, numbers.
    Forecast,
    /// `forecast`, durations: how long the cohort's people hold.
    Held,
    /// `expected_share`
    ExpectedShare,
    /// `outcome`
    Outcome(Id),
    /// `group` with `count`
    Group(Id),
    /// `form`
    Effect(Form),
    /// `saving`
    Saving,
}

/// One measured value: of a metric, for a cohort, at a point (6.2, 6.3 stages 1 and 2).
#[derive(Clone, Debug)]
pub struct Measured {
    /// Of which metric.
    pub metric: Id,
    /// Where the value comes from.
    pub source: Source,
    /// What an expected value is multiplied by, for a run that asks what if less comes of it; 1 as the file stands.
    pub times: Decimal,
}

/// Where a measured value comes from. `actual` replaces whatever would stand here.
#[derive(Clone, Debug)]
pub enum Source {
    /// `actual`: multiplied by nothing.
    Actual(Arc<Input>),
    /// `forecast`: × `forecast_share`.
    Forecast(Arc<Input>),
    /// `expected_share`: × `forecast_share` × all counted people of the group, whenever they start.
    ExpectedShare {
        /// The share, 0 to 1.
        share: Arc<Input>,
        /// Of whose people.
        group: Id,
        /// Starters or completers.
        counted: Counted,
    },
    /// `form` × `scale`.
    Effect(Effect),
    /// People or outcomes of the model.
    Model(ModelCount),
    /// Money: what consequences gain a party in some months.
    Saving(Saving),
    /// Whether people who hold for a duration have held until a point of a milestone: all of them or none.
    Held {
        /// The cohort's people; one when no number is written.
        people: Option<Arc<Input>>,
        /// Whether the duration is at least the point's.
        reached: bool,
    },
}

/// An effect on treated and baseline.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Which form.
    pub form: Form,
    /// `treated`
    pub treated: Arc<Input>,
    /// `baseline`; not nil for a relative reduction or a ratio.
    pub baseline: Arc<Input>,
    /// `direction = "lower"`: the difference is baseline − treated.
    pub lower: bool,
    /// `scale`
    pub scale: Decimal,
}

/// What is counted of a group or an outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// Σ outcomes × remaining(a), a = whole months from the first day of the onset's month to `at`, 0 ≤ a < lasts.
    InEffect(GrossOrNet),
    /// Outcomes whose onset lies after `after` and not after `at`.
    Reached(GrossOrNet),
    /// People who start in that time.
    Started,
    /// People who complete in that time: start + pathway.
    Completed,
}

/// A count from the model at a day (6.2, "model values").
#[derive(Clone, Debug)]
pub struct ModelCount {
    /// Whose people.
    pub group: Id,
    /// Of which outcome; none with `started` and `completed` of a group.
    pub outcome: Option<Id>,
    /// What is counted.
    pub count: Count,
    /// Only those who start in this month of the case; all of them when none.
    pub starts_in: Option<i32>,
    /// The day of the term's measurement before (on the same clock); none when everything until `at` counts.
    pub after: Option<Day>,
    /// The day of the measurement. For milestones and recurring terms it counts from the onset: n(g) is what is in
    /// effect at onset + g of those who start in one month.
    pub at: Day,
}

/// What consequences gain a party, with all that is part of it, in some months (6.2, `saving`).
#[derive(Clone, Debug)]
pub struct Saving {
    /// Which consequences; none with `value_to`. Capacity counts in full.
    pub consequences: Vec<Id>,
    /// Whose gain.
    pub party: PartyId,
    /// First month of the case that counts, at least 0.
    pub from: i32,
    /// The month after the last that counts, at most the horizon; not below `from`.
    pub until: i32,
}
