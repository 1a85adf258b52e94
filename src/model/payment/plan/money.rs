//! Caps, splits, payers, investors and corrections of a plan.

use rust_decimal::Decimal;

use super::Figure;
use crate::calendar::{Day, Years};
use crate::case::contract::{Beyond, Excess, PointLabel, Scope, Windows};
use crate::case::{Id, PartyId};

/// A cap.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Its id.
    pub id: Id,
    /// What has room of its own.
    pub scope: Scope,
    /// By place of a term, whether it is under this cap.
    pub terms: Vec<bool>,
    /// How much.
    pub limit: Limit,
    /// When there is room anew.
    pub windows: Windows,
    /// What becomes of what it cuts.
    pub excess: Excess,
}

/// How much a cap lets through.
#[derive(Clone, Debug)]
pub enum Limit {
    /// An amount, in money.
    Amount(Figure),
    /// An amount for each of the people of a cohort.
    EachPerson(Figure, Vec<(Option<Id>, Figure)>),
    /// A share of the payments of all terms so far.
    Share(Figure),
}

/// How payers share a payment.
#[derive(Clone, Debug)]
pub struct Split {
    /// Each payer and its share, adding to one, in order of id.
    pub payers: Vec<(PartyId, Decimal)>,
    /// Who bears what rounding leaves.
    pub rule: SplitRule,
}

/// Who bears what rounding leaves; a place among the payers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SplitRule {
    /// The others bear their rounded share.
    Residual(usize),
    /// The others bear the rounded share of the running total, less what they bore.
    Carry(usize),
    /// Whole units down, then one each to the largest remainders.
    LargestRemainder,
}

impl SplitRule {
    /// Who bears the rest.
    pub const fn residual(self) -> Option<usize> {
        match self {
            SplitRule::Residual(place) | SplitRule::Carry(place) => Some(place),
            SplitRule::LargestRemainder => None,
        }
    }
}

/// The cap of a payer.
#[derive(Clone, Debug)]
pub struct PayerCap {
    /// Whose.
    pub party: PartyId,
    /// How much, in money.
    pub cap: Figure,
    /// When there is room anew, by the day paid.
    pub windows: Windows,
    /// What becomes of the rest.
    pub beyond: Beyond,
}

/// Somebody who advances money.
#[derive(Clone, Debug)]
pub struct Investor {
    /// Who.
    pub party: PartyId,
    /// Its share of what comes back; none: in proportion to draws.
    pub share: Option<Decimal>,
    /// Lower ranks are served first.
    pub rank: u32,
    /// A year.
    pub interest: Option<Figure>,
}

/// Money advanced.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Place of the investor.
    pub investor: usize,
    /// When.
    pub day: Day,
    /// Where it lies, in years after the start of the case.
    pub tau: Years,
    /// How much, in money.
    pub amount: Figure,
}

/// The greatest return.
#[derive(Clone, Debug)]
pub struct ReturnCap {
    /// What may not be exceeded.
    pub measure: ReturnMeasure,
    /// Who gets what is cut; none: it is not paid.
    pub excess: Option<PartyId>,
}

/// What a return may not exceed.
#[derive(Clone, Copy, Debug)]
pub enum ReturnMeasure {
    /// An internal rate.
    Irr(Figure),
    /// Simple interest a year.
    AverageYearly(Figure),
    /// So many times all draws.
    Multiple(Figure),
}

/// What is paid at the end when investors have lost.
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Who pays.
    pub by: PartyId,
    /// When; none: the last day on which the investors have a line.
    pub at: Option<Day>,
    /// How much.
    pub of: GuaranteeOf,
}

/// How much a guarantee pays.
#[derive(Clone, Copy, Debug)]
pub enum GuaranteeOf {
    /// Up to this share of all draws.
    Recovers(Figure),
    /// Up to this amount.
    FirstLoss(Figure),
}

/// Money taken back.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Its id.
    pub id: Id,
    /// Place of the term.
    pub term: usize,
    /// The point as written.
    pub measured: PointLabel,
    /// When.
    pub at: Day,
    /// How much.
    pub of: CorrectionOf,
}

/// How much a correction takes back.
#[derive(Clone, Copy, Debug)]
pub enum CorrectionOf {
    /// A sum of money.
    Amount(Figure),
    /// A share of what the term was paid on earlier days.
    Share(Decimal),
}
