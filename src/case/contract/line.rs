//! The lines of a term: cohort and measurement, what each earns by and what it requires (method, section 6.3).

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Measured, PointLabel};
use crate::calendar::Day;
use crate::case::{Id, Input};

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
