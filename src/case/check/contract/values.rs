//! *Values* become inputs: one for each cohort and point, found by the label of the point as written.

use std::cell::Cell;
use std::sync::Arc;

use crate::case::contract::Interval;
use crate::case::read::contract::PointDraft;
use crate::case::{Domain, Input};
use crate::span::Span;

/// One value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A number.
    Number(Arc<Input>),
    /// How long people hold.
    Held(Interval, Span),
}

/// A value at a point.
#[derive(Clone, Debug)]
pub(super) struct Slot<'d> {
    pub label: &'d str,
    pub at: Span,
    pub value: Value,
    /// Whether a line or a condition asked for it.
    pub used: Cell<bool>,
}

/// Values, each an input.
#[derive(Clone, Debug)]
pub(super) enum Values<'d> {
    One(Value),
    ByPoint(Vec<Slot<'d>>),
    ByCohort(Vec<(&'d str, Values<'d>)>),
}

/// What values are for.
pub(super) struct About<'d, 'a> {
    /// The key that holds them.
    pub key: &'static str,
    /// Its table and key.
    pub path: String,
    /// What each may be.
    pub domain: Domain,
    /// Whether they are money.
    pub money: bool,
    /// The points of a list.
    pub holds: Option<&'d [PointDraft]>,
    /// Which cohorts may be keys.
    pub cohorts: Keys<'a>,
    /// The table's header, for what is said.
    pub table: &'a str,
}

/// Which cohorts may be keys of values.
#[derive(Clone, Copy)]
pub(super) enum Keys<'a> {
    /// None: these values are not by cohort.
    None,
    /// The written ones.
    Written,
    /// Months in which people of the model start.
    Months(&'a [i32]),
}

impl<'d> Values<'d> {
    /// The value for a cohort at a point.
    pub fn find(&self, cohort: Option<&str>, label: &str) -> Option<&Value> {
        match self {
            Values::One(value) => Some(value),
            Values::ByPoint(slots) => {
                let slot = slots.iter().find(|s| s.label == label)?;
                slot.used.set(true);
                Some(&slot.value)
            }
            Values::ByCohort(cohorts) => {
                let (_, values) = cohorts.iter().find(|(id, _)| Some(*id) == cohort)?;
                values.find(None, label)
            }
        }
    }
    /// The cohorts that are keys.
    pub fn cohorts(&self) -> Vec<&'d str> {
        match self {
            Values::ByCohort(cohorts) => cohorts.iter().map(|(id, _)| *id).collect(),
            Values::One(_) | Values::ByPoint(_) => Vec::new(),
        }
    }
    /// Every value by point, of all cohorts.
    pub fn slots(&self) -> Vec<&Slot<'d>> {
        match self {
            Values::One(_) => Vec::new(),
            Values::ByPoint(slots) => slots.iter().collect(),
            Values::ByCohort(cohorts) => cohorts.iter().flat_map(|(_, values)| values.slots()).collect(),
        }
    }
    /// Every value.
    pub fn all(&self) -> Vec<&Value> {
        match self {
            Values::One(value) => vec![value],
            Values::ByPoint(slots) => slots.iter().map(|s| &s.value).collect(),
            Values::ByCohort(cohorts) => cohorts.iter().flat_map(|(_, values)| values.all()).collect(),
        }
    }
}
