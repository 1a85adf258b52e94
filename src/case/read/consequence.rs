//! `[consequence.ID]`

use super::draft::Draft;
use super::duration::Duration;
use super::head::names;
use super::holders::Holders;
use super::input::InputDraft;
use super::reader::Reader;
use super::refund::RefundUseDraft;
use super::structure::DiscountDraft;
use super::values::IdList;
use crate::calendar::Timing;
use crate::case::Names;
use crate::case::fields::{Worded, in_cost, in_outcome};

/// What kind of amount a consequence is, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsequenceWord {
    Cash,
    Transfer,
    Capacity,
}

impl Worded for ConsequenceWord {
    const EVERY: &'static [ConsequenceWord] =
        &[ConsequenceWord::Cash, ConsequenceWord::Transfer, ConsequenceWord::Capacity];
    fn in_a_file(self) -> &'static str {
        match self {
            ConsequenceWord::Cash => "cash",
            ConsequenceWord::Transfer => "transfer",
            ConsequenceWord::Capacity => "capacity",
        }
    }
}

/// `[consequence.ID]`
#[derive(Debug)]
pub struct ConsequenceDraft {
    pub names: Names,
    pub outcomes: Draft<IdList>,
    pub fewer: Draft<InputDraft>,
    pub more: Draft<InputDraft>,
    pub price: Draft<InputDraft>,
    pub cost_to: Draft<Holders>,
    pub income_to: Draft<Holders>,
    pub value_to: Draft<Holders>,
    pub kind: Draft<ConsequenceWord>,
    pub counterparty: Draft<String>,
    pub cashable_share: Draft<InputDraft>,
    pub cashable_after: Draft<Duration>,
    pub refund: Draft<RefundUseDraft>,
    pub discount: Draft<DiscountDraft>,
    pub area: Draft<String>,
    pub timing: Draft<Timing>,
}

pub fn consequence(mut table: Reader<'_, '_>) -> ConsequenceDraft {
    let draft = ConsequenceDraft {
        names: names(&mut table),
        outcomes: table.optional(&in_outcome::OUTCOMES),
        fewer: table.optional(&in_outcome::FEWER),
        more: table.optional(&in_outcome::MORE),
        price: table.required(&in_outcome::PRICE),
        cost_to: table.optional(&in_outcome::COST_TO),
        income_to: table.optional(&in_outcome::INCOME_TO),
        value_to: table.optional(&in_outcome::VALUE_TO),
        kind: table.optional(&in_outcome::KIND),
        counterparty: table.optional(&in_outcome::COUNTERPARTY),
        cashable_share: table.optional(&in_outcome::CASHABLE_SHARE),
        cashable_after: table.optional(&in_outcome::CASHABLE_AFTER),
        refund: table.optional(&in_outcome::REFUND),
        discount: table.optional(&in_outcome::DISCOUNT),
        area: table.optional(&in_cost::AREA),
        timing: table.optional(&in_cost::LINE_TIMING),
    };
    let _ = table.optional(&in_outcome::CONSEQUENCE_UNIT);
    table.finish();
    draft
}
