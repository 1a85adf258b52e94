//! What a changed life changes for budgets and for welfare, by party.

use std::sync::Arc;

use super::{Discounting, Id, Input, Names, PartyId, RefundUse, Series, Share};
use crate::calendar::Timing;

/// Whether the quantity falls or rises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// `fewer`
    Fewer,
    /// `more`
    More,
}

/// How the parties feel it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Felt {
    /// An expense of theirs: fewer is a gain.
    CostTo,
    /// An income of theirs: more is a gain.
    IncomeTo,
    /// Worth something to people: more is a gain; never in a budget result.
    ValueTo,
}

impl Felt {
    /// The key in a file.
    pub const fn key(self) -> &'static str {
        match self {
            Felt::CostTo => "cost_to",
            Felt::IncomeTo => "income_to",
            Felt::ValueTo => "value_to",
        }
    }
}

/// What kind of amount it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ConsequenceKind {
    /// `cash`
    Cash,
    /// `transfer`: what one gains, a party of citizens loses.
    Transfer,
    /// `capacity`: room that is freed, cash only in part.
    Capacity,
    /// `value_to`: welfare.
    Welfare,
}

impl ConsequenceKind {
    /// The word in a file and in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            ConsequenceKind::Cash => "cash",
            ConsequenceKind::Transfer => "transfer",
            ConsequenceKind::Capacity => "capacity",
            ConsequenceKind::Welfare => "welfare",
        }
    }
    /// Whether money changes hands.
    pub const fn is_cash(self) -> bool {
        !matches!(self, ConsequenceKind::Welfare | ConsequenceKind::Capacity)
    }
}

/// Units per person-year in effect: one number, or one by year since onset.
#[derive(Clone, Debug)]
pub enum Units {
    /// The same in every year.
    Same(Arc<Input>),
    /// By full year since onset, the last going on.
    ByYear(Arc<Series>),
}

/// The part of a capacity that becomes cash.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// `cashable_share`
    pub share: Arc<Input>,
    /// `cashable_after`: months after onset.
    pub after: i32,
}

/// `[consequence.ID]`
#[derive(Clone, Debug)]
pub struct Consequence {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Whose person-years it follows.
    pub outcomes: Vec<Id>,
    /// Whether the quantity falls or rises.
    pub direction: Direction,
    /// By how much a person-year.
    pub units: Units,
    /// Money per unit.
    pub price: Arc<Input>,
    /// How the parties feel it.
    pub felt: Felt,
    /// Who feels what part: one share, or one by full year since onset, the last going on.
    pub shares: Vec<Share>,
    /// What kind of amount it is.
    pub kind: ConsequenceKind,
    /// The other end.
    pub counterparty: PartyId,
    /// Of a capacity: the part that becomes cash.
    pub cashable: Option<Capacity>,
    /// What another party bears of it by rule.
    pub refund: Option<RefundUse>,
    /// Of welfare: a discounting of its own.
    pub discount: Option<Discounting>,
    /// Where it is booked.
    pub area: Option<String>,
    /// Where its amounts lie in a period.
    pub timing: Timing,
}

impl Consequence {
    /// Whether the parties that feel it gain by it.
    pub const fn is_gain(&self) -> bool {
        match (self.felt, self.direction) {
            (Felt::CostTo, Direction::Fewer) | (Felt::IncomeTo | Felt::ValueTo, Direction::More) => true,
            (Felt::CostTo, Direction::More) | (Felt::IncomeTo | Felt::ValueTo, Direction::Fewer) => false,
        }
    }
}
