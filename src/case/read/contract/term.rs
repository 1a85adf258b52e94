//! `[contract.term.NAME]`

use super::lists::{
    BandsDraft, ConditionsDraft, FallbackDraft, MilestonesDraft, TiersDraft, UntilDraft, WithheldDraft,
};
use super::point::{IntervalDraft, PointDraft, PointsDraft};
use super::values::ValuesDraft;
use super::words::{Clock, ShapeWord};
use crate::case::Names;
use crate::case::contract::{Edge, OncePer};
use crate::case::fields::{in_contract, in_contract::in_term, in_cost};
use crate::case::read::head::names;
use crate::case::read::reader::Reader;
use crate::case::read::{Draft, IdList, InputDraft, Whole};

/// `[contract.term.NAME]`
#[derive(Debug)]
pub struct TermDraft {
    pub names: Names,
    pub shape: Draft<ShapeWord>,
    pub metric: Draft<String>,
    pub measured: Draft<PointsDraft>,
    pub clock: Draft<Clock>,
    pub requires: Draft<ConditionsDraft>,
    pub once_per: Draft<OncePer>,
    pub index: Draft<String>,
    pub index_from: Draft<Whole>,
    pub verify_lag: Draft<IntervalDraft>,
    pub pay_lag: Draft<IntervalDraft>,
    pub withheld: Draft<WithheldDraft>,
    pub recipient: Draft<String>,
    pub paid_by: Draft<String>,
    pub area: Draft<String>,
    pub amount: Draft<InputDraft>,
    pub at: Draft<PointsDraft>,
    pub every: Draft<IntervalDraft>,
    pub times: Draft<Whole>,
    pub amounts: Draft<ValuesDraft>,
    pub price: Draft<ValuesDraft>,
    pub first_unpaid: Draft<InputDraft>,
    pub at_most_units: Draft<InputDraft>,
    pub at_most: Draft<InputDraft>,
    pub cumulative: Draft<bool>,
    pub points: Draft<MilestonesDraft>,
    pub sequential: Draft<bool>,
    pub after: Draft<PointDraft>,
    pub pay: Draft<InputDraft>,
    pub tiers: Draft<TiersDraft>,
    pub below: Draft<InputDraft>,
    pub base: Draft<InputDraft>,
    pub edge: Draft<Edge>,
    pub interpolate: Draft<bool>,
    pub fallback: Draft<FallbackDraft>,
    pub bands: Draft<BandsDraft>,
    pub threshold: Draft<InputDraft>,
    pub share: Draft<InputDraft>,
    pub until: Draft<UntilDraft>,
    pub then_share: Draft<InputDraft>,
    pub terms: Draft<IdList>,
}

pub fn term(mut table: Reader<'_, '_>) -> TermDraft {
    let draft = TermDraft {
        names: names(&mut table),
        shape: table.optional(&in_term::SHAPE),
        metric: table.optional(&in_term::METRIC),
        measured: table.optional(&in_contract::MEASURED),
        clock: table.optional(&in_contract::CLOCK),
        requires: table.optional(&in_term::REQUIRES),
        once_per: table.optional(&in_term::ONCE_PER),
        index: table.optional(&in_term::INDEX),
        index_from: table.optional(&in_term::INDEX_FROM),
        verify_lag: table.optional(&in_contract::VERIFY_LAG),
        pay_lag: table.optional(&in_contract::PAY_LAG),
        withheld: table.optional(&in_contract::WITHHELD),
        recipient: table.optional(&in_contract::RECIPIENT),
        paid_by: table.optional(&in_contract::PAID_BY),
        area: table.optional(&in_cost::AREA),
        amount: table.optional(&in_term::AMOUNT),
        at: table.optional(&in_term::AT),
        every: table.optional(&in_term::EVERY),
        times: table.optional(&in_term::TIMES),
        amounts: table.optional(&in_term::AMOUNTS),
        price: table.optional(&in_term::PRICE),
        first_unpaid: table.optional(&in_term::FIRST_UNPAID),
        at_most_units: table.optional(&in_term::AT_MOST_UNITS),
        at_most: table.optional(&in_term::AT_MOST),
        cumulative: table.optional(&in_term::CUMULATIVE),
        points: table.optional(&in_term::POINTS),
        sequential: table.optional(&in_term::SEQUENTIAL),
        after: table.optional(&in_term::AFTER),
        pay: table.optional(&in_term::PAY),
        tiers: table.optional(&in_term::TIERS),
        below: table.optional(&in_term::BELOW),
        base: table.optional(&in_term::BASE),
        edge: table.optional(&in_term::EDGE),
        interpolate: table.optional(&in_term::INTERPOLATE),
        fallback: table.optional(&in_term::FALLBACK),
        bands: table.optional(&in_term::BANDS),
        threshold: table.optional(&in_term::THRESHOLD),
        share: table.optional(&in_term::SHARE),
        until: table.optional(&in_term::UNTIL),
        then_share: table.optional(&in_term::THEN_SHARE),
        terms: table.optional(&in_term::TERMS),
    };
    table.finish();
    draft
}

impl TermDraft {
    /// Its shape; none when it cannot be read.
    pub fn shape(&self) -> Option<ShapeWord> {
        self.shape.or(ShapeWord::PerUnit)
    }
}
