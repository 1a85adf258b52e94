//! Who starts, when, and how many complete.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Id, Input, Names};

/// In which months a group's people start: exact weights over one denominator.
///
/// The people who start in a month are `people × weight ÷ over`.
#[derive(Clone, Debug)]
pub struct Starts {
    /// Month of the case and its weight, rising, each month once, weights above nil. Only months within the horizon:
    /// when a shorter horizon leaves people out, the weights add to less than `over`.
    pub weights: Vec<(i32, Decimal)>,
    /// What the weights of everybody add to.
    pub over: Decimal,
}

/// `[group.ID]`
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// How many start (before `recruited_share`). With counts in `starts`, their sum under this path.
    pub people: Arc<Input>,
    /// When they start.
    pub starts: Starts,
    /// Every month that `starts` names within the horizon, also when nobody starts.
    pub start_months: Vec<i32>,
    /// Scales everybody who starts.
    pub recruited_share: Arc<Input>,
    /// Length of the service for a person, in months.
    pub pathway: i32,
    /// Share of starters who complete.
    pub completion_rate: Arc<Input>,
    /// Whether `completion_rate` is written.
    pub completion_is_written: bool,
    /// Others leave after this share of the pathway.
    pub dropout_after: Arc<Input>,
}
