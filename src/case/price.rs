//! Prices that move: indices, and what they turn the price of another year into.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Id, Input, Names};
use crate::document::Why;
use crate::span::Span;

/// A number for a calendar year, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct YearValue {
    /// The number.
    pub value: Decimal,
    /// Where it stands.
    pub span: Span,
    /// Why it has this value.
    pub why: Why,
}

/// How an index is written.
#[derive(Clone, Debug)]
pub enum IndexForm {
    /// `values`: the index in each year, above nil; nothing is interpolated.
    Values(BTreeMap<i32, YearValue>),
    /// `growth`: each year on the one before, without gaps. It reaches from the year before its first key to its last.
    Growth(BTreeMap<i32, YearValue>),
    /// `yearly_growth`: the same growth every year.
    Yearly(Arc<Input>),
    /// Only `real_growth`: prices of another year cannot be converted.
    RealOnly,
}

/// `[index.ID]`
#[derive(Clone, Debug)]
pub struct Index {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// How it is written.
    pub form: IndexForm,
    /// Growth of the price beyond the fixed prices, a year, in steps each January after the price year.
    pub real_growth: Option<Arc<Input>>,
}

impl Index {
    /// Whether the index is known in a year.
    pub fn reaches(&self, year: i32) -> bool {
        match &self.form {
            IndexForm::Values(values) => values.contains_key(&year),
            IndexForm::Growth(growth) => match (growth.keys().next(), growth.keys().next_back()) {
                (Some(first), Some(last)) => (first - 1..=*last).contains(&year),
                _ => false,
            },
            IndexForm::Yearly(_) => true,
            IndexForm::RealOnly => false,
        }
    }
}

/// The price year and the index of an amount of money.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Priced {
    /// The year in whose prices it is written; the case's when none.
    pub year: Option<i32>,
    /// The index it names, else the basis's.
    pub index: Option<Id>,
}
