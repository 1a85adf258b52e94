//! `[contract.cap.NAME]`, `[contract.payer.PARTY]` and `[contract.split.NAME]`: how much is paid at most, and by whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use num_rational::BigRational;

use super::Windows;
use crate::case::{Id, Input, Names, PartyId};

/// `scope`, from inner to outer: the order in which a line passes its caps (6.3, stage 7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// `person`: each cohort, amount × its people.
    Person,
    /// `cohort`: each cohort.
    Cohort,
    /// `term`
    Term,
    /// `metric`
    Metric,
    /// `mix`
    Mix,
    /// `period`
    Period,
    /// `contract`
    Contract,
}

impl Scope {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Scope::Person => "person",
            Scope::Cohort => "cohort",
            Scope::Term => "term",
            Scope::Metric => "metric",
            Scope::Mix => "mix",
            Scope::Period => "period",
            Scope::Contract => "contract",
        }
    }
    /// Whether each cohort has room of its own.
    pub const fn is_by_cohort(self) -> bool {
        matches!(self, Scope::Person | Scope::Cohort)
    }
}

/// `excess`: what becomes of what a cap cuts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Excess {
    /// It is gone.
    Lapse,
    /// It waits for a later date on which the contract has a line.
    Carry,
    /// So too, and after the last date for each later end of a window of the cap.
    Defer,
}

/// How much a cap lets through.
#[derive(Clone, Debug)]
pub enum Limit {
    /// `amount`, rounded down to the minor unit.
    Amount(Arc<Input>),
    /// `amount` for each person: × the people of the line's cohort (all cohorts with a line under the cap are here).
    EachPerson {
        /// `amount`
        amount: Arc<Input>,
        /// The cap's own `people`, else the cohort's.
        people: BTreeMap<Option<Id>, Arc<Input>>,
    },
    /// `share` of the payments of all terms so far (`mix`).
    Share(Arc<Input>),
}

/// `[contract.cap.NAME]`
#[derive(Clone, Debug)]
pub struct Cap {
    /// Its id; caps of one scope go in order of it.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What has room of its own.
    pub scope: Scope,
    /// Which terms it is about; none of them a member of a selector. (`metric`: the terms of these metrics.)
    pub terms: BTreeSet<Id>,
    /// How much.
    pub limit: Limit,
    /// When there is room anew.
    pub windows: Windows,
    /// What becomes of what it cuts.
    pub excess: Excess,
}

/// `beyond`: what becomes of what a payer's cap stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beyond {
    /// It is not paid.
    Stop,
    /// The residual payer of the line pays it.
    Residual,
}

/// `[contract.payer.PARTY]`
#[derive(Clone, Debug)]
pub struct PayerCap {
    /// Whose.
    pub party: PartyId,
    /// Names for people.
    pub names: Names,
    /// At most so much.
    pub cap: Arc<Input>,
    /// In each of these, by the day paid.
    pub windows: Windows,
    /// What becomes of the rest.
    pub beyond: Beyond,
}

/// `rounding` of a split (6.3, stage 10).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SplitRounding {
    /// The others bear their rounded share, this payer the rest.
    Residual(PartyId),
    /// The others bear the rounded share of the running total less what they bore, this payer the rest.
    Carry(PartyId),
    /// Whole units down, then one each to the largest remainders.
    LargestRemainder,
}

/// `[contract.split.NAME]`
#[derive(Clone, Debug)]
pub struct Split {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Each payer's share, an exact fraction; exactly 1 together. In order of id.
    pub shares: BTreeMap<PartyId, BigRational>,
    /// Who bears what rounding leaves. With one payer, it is the residual one.
    pub rounding: SplitRounding,
}
