//! `[contract.investor.PARTY]`, `[contract.return_cap]`, `[contract.guarantee]` and `[contract.correction.NAME]`.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_rational::BigRational;
use rust_decimal::Decimal;

use super::PointLabel;
use crate::calendar::Day;
use crate::case::{Id, Input, Names, PartyId};

/// Everybody who advances money, and how they share what comes back (6.3, stage 11).
#[derive(Clone, Default, Debug)]
pub struct Investors {
    /// Each of them, by id; may be empty.
    pub each: BTreeMap<PartyId, Investor>,
    /// Whether somebody has `rank` or `interest`: receipts then serve interest, principal, surplus, rank by rank.
    pub by_rank: bool,
    /// Whether shares are written (for all of them); else they are in proportion to all draws.
    pub shares_are_written: bool,
}

/// `[contract.investor.PARTY]`, or a party of kind `investor` that bears a cash cost.
#[derive(Clone, Debug)]
pub struct Investor {
    /// Who.
    pub party: PartyId,
    /// Names for people, of the investor's table.
    pub names: Names,
    /// `share`, when shares are written.
    pub share: Option<BigRational>,
    /// What it advances.
    pub draws: Draws,
    /// `rank`, 1 and more.
    pub rank: u32,
    /// `interest`, a year; none counts as nil.
    pub interest: Option<Arc<Input>>,
}

/// What an investor advances.
#[derive(Clone, Debug)]
pub enum Draws {
    /// `draws`, by day.
    Written {
        /// In order of day, then label.
        draws: Vec<Draw>,
        /// `draws_to`, or the outside.
        to: PartyId,
    },
    /// The cash costs of which the party is a bearer (`Case::costs`), with optimism, on the day start + ⌊12 τ⌋ months
    /// or the cost's own day; in nominal contracts × that day's deflator. In order of id; at least one.
    Costs(Vec<Id>),
}

/// One draw.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The point as written.
    pub label: PointLabel,
    /// Its day.
    pub day: Day,
    /// How much.
    pub amount: Arc<Input>,
}

/// `[contract.return_cap]`
#[derive(Clone, Debug)]
pub struct ReturnCap {
    /// Names for people.
    pub names: Names,
    /// What may not be exceeded.
    pub measure: ReturnMeasure,
    /// Who keeps what is cut.
    pub excess: ReturnExcess,
}

/// `measure`, with its `rate` or `multiple`.
#[derive(Clone, Debug)]
pub enum ReturnMeasure {
    /// `irr`
    Irr(Arc<Input>),
    /// `average-yearly`
    AverageYearly(Arc<Input>),
    /// `multiple`
    Multiple(Arc<Input>),
}

/// `excess` of the return cap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnExcess {
    /// It is not paid.
    Payers,
    /// It is paid to this party.
    Party(PartyId),
}

/// `[contract.guarantee]`
#[derive(Clone, Debug)]
pub struct Guarantee {
    /// Names for people.
    pub names: Names,
    /// Who pays it.
    pub by: PartyId,
    /// When.
    pub at: GuaranteeDay,
    /// How much.
    pub of: GuaranteeOf,
}

/// When a guarantee is paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuaranteeDay {
    /// `at`
    Day(Day),
    /// The last day on which the investors have a line, nil or not; without any, the contract's start.
    LastLine,
}

/// How much a guarantee pays.
#[derive(Clone, Debug)]
pub enum GuaranteeOf {
    /// max(0, recovers × all draws − paid to investors until then)
    Recovers(Arc<Input>),
    /// min(first loss, max(0, all draws − paid))
    FirstLoss(Arc<Input>),
}

/// `[contract.correction.NAME]`
#[derive(Clone, Debug)]
pub struct Correction {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What it takes back from; no member of a selector.
    pub term: Id,
    /// The point as written.
    pub label: PointLabel,
    /// Its day.
    pub at: Day,
    /// How much.
    pub of: CorrectionOf,
}

/// How much a correction takes back, never more than the term was paid on earlier days.
#[derive(Clone, Debug)]
pub enum CorrectionOf {
    /// `amount`
    Amount(Arc<Input>),
    /// `share` of what the term was paid on earlier days, 0 to 1.
    Share(Decimal),
}
