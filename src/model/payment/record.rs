//! What the stages leave: every payment, and what investors get. All amounts are whole minor units, draws apart.

use std::collections::BTreeMap;

use super::caps::Caps;
use super::earned::Earned;
use crate::calendar::{Day, Years};

/// What a payment is. In alphabetical order of the words, as a schedule has them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// What waited for room.
    Carried,
    /// Taken back.
    Correction,
    /// For cohorts that earned nothing.
    Fallback,
    /// What a term earned.
    Payment,
    /// What was kept back until a day.
    Withheld,
}

impl Kind {
    /// The word in a schedule.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Carried => "carried",
            Kind::Correction => "correction",
            Kind::Fallback => "fallback",
            Kind::Payment => "payment",
            Kind::Withheld => "withheld",
        }
    }
}

/// What can take from a payment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Taker {
    /// A cap, by its place.
    Cap(usize),
    /// `long-stop`
    LongStop,
    /// `payer-cap`
    PayerCap,
    /// `return-cap`
    ReturnCap,
}

/// A line of the schedule.
#[derive(Clone, PartialEq, Debug)]
pub struct Payment<N> {
    /// Place of its term.
    pub term: usize,
    /// Place of the plan's line; none for a correction.
    pub line: Option<usize>,
    /// Place of the correction.
    pub correction: Option<usize>,
    /// What it is.
    pub kind: Kind,
    /// Place of the cap that held it.
    pub held_by: Option<usize>,
    /// The day measured.
    pub earned: Day,
    /// The day the caps let it through.
    pub through: Day,
    /// The day verified.
    pub verified: Day,
    /// The day paid.
    pub paid: Day,
    /// What stage 6 gave; nil for what waited, was withheld or is a correction.
    pub earned_amount: N,
    /// What is paid.
    pub amount: N,
    /// What was taken from it.
    pub taken: BTreeMap<Taker, N>,
    /// What each payer of the split bears.
    pub by_payer: Vec<N>,
    /// What of this goes to the party that a return cap names, by payer; empty without.
    pub redirected: Vec<N>,
}

impl<N: crate::number::Number> Payment<N> {
    /// Notes what was taken.
    pub fn take(&mut self, taker: Taker, amount: N) -> Option<()> {
        if amount > N::NIL {
            let so_far = self.taken.get(&taker).copied().unwrap_or(N::NIL);
            self.taken.insert(taker, so_far.plus(amount)?);
        }
        Some(())
    }
}

/// What investors get on one day, in order of investor.
#[derive(Clone, PartialEq, Debug)]
pub struct Receipt<N> {
    /// The day.
    pub day: Day,
    /// Where it lies.
    pub tau: Years,
    /// What each of them gets.
    pub amounts: Vec<N>,
}

/// Everything the stages leave.
#[derive(Clone, Debug)]
pub struct Record<N> {
    /// What every line of the plan earned.
    pub earned: Earned<N>,
    /// What passed the caps, and what waits.
    pub caps: Caps<N>,
    /// In order of a schedule.
    pub payments: Vec<Payment<N>>,
    /// What investors get together and share, by day.
    pub receipts: Vec<Receipt<N>>,
    /// What each investor advances in all.
    pub drawn: Vec<N>,
    /// What the return cap cut.
    pub cut: N,
    /// The guarantee.
    pub guarantee: Option<Receipt<N>>,
}
