//! Caps, splits, payers, investors, the return cap, the guarantee and corrections.

use super::point::PointDraft;
use super::values::DrawsDraft;
use super::words::{MeasureWord, SplitWord};
use crate::case::Names;
use crate::case::contract::{Beyond, Excess, Per, Scope};
use crate::case::fields::in_contract::{in_cap, in_correction, in_guarantee, in_investor, in_payer};
use crate::case::fields::in_contract::{in_return_cap, in_split};
use crate::case::read::head::names;
use crate::case::read::holders::part;
use crate::case::read::reader::{At, Read, Reader, Reading};
use crate::case::read::{Draft, Exact, Holders, IdList, InputDraft, Part, Whole};
use crate::document::Node;
use crate::span::Span;

/// `[contract.cap.NAME]`
#[derive(Debug)]
pub struct CapDraft {
    pub names: Names,
    pub scope: Draft<Scope>,
    pub applies_to: Draft<IdList>,
    pub amount: Draft<InputDraft>,
    pub per: Draft<Per>,
    pub people: Draft<InputDraft>,
    pub share: Draft<InputDraft>,
    pub excess: Draft<Excess>,
}

pub fn cap(mut table: Reader<'_, '_>) -> CapDraft {
    let draft = CapDraft {
        names: names(&mut table),
        scope: table.required(&in_cap::SCOPE),
        applies_to: table.optional(&in_cap::APPLIES_TO),
        amount: table.optional(&in_cap::AMOUNT),
        per: table.optional(&in_cap::PER),
        people: table.optional(&in_cap::PEOPLE),
        share: table.optional(&in_cap::SHARE),
        excess: table.optional(&in_cap::EXCESS),
    };
    table.finish();
    draft
}

/// `[contract.split.NAME]`
#[derive(Debug)]
pub struct SplitDraft {
    pub names: Names,
    pub terms: Draft<IdList>,
    pub metrics: Draft<IdList>,
    pub shares: Draft<Holders>,
    pub rounding: Draft<SplitWord>,
    pub residual: Draft<String>,
}

pub fn split(mut table: Reader<'_, '_>) -> SplitDraft {
    let draft = SplitDraft {
        names: names(&mut table),
        terms: table.optional(&in_split::TERMS),
        metrics: table.optional(&in_split::METRICS),
        shares: table.required(&in_split::SHARES),
        rounding: table.optional(&in_split::ROUNDING),
        residual: table.optional(&in_split::RESIDUAL),
    };
    table.finish();
    draft
}

/// `[contract.payer.PARTY]`
#[derive(Debug)]
pub struct PayerDraft {
    pub names: Names,
    pub cap: Draft<InputDraft>,
    pub per: Draft<Per>,
    pub beyond: Draft<Beyond>,
}

pub fn payer(mut table: Reader<'_, '_>) -> PayerDraft {
    let draft = PayerDraft {
        names: names(&mut table),
        cap: table.optional(&in_payer::CAP),
        per: table.optional(&in_cap::PER),
        beyond: table.optional(&in_payer::BEYOND),
    };
    table.finish();
    draft
}

/// `[contract.investor.PARTY]`
#[derive(Debug)]
pub struct InvestorDraft {
    pub names: Names,
    pub share: Draft<Part>,
    pub draws: Draft<DrawsDraft>,
    pub draws_to: Draft<String>,
    pub rank: Draft<Whole>,
    pub interest: Draft<InputDraft>,
}

pub fn investor(mut table: Reader<'_, '_>) -> InvestorDraft {
    let draft = InvestorDraft {
        names: names(&mut table),
        share: table.optional(&in_investor::SHARE),
        draws: table.optional(&in_investor::DRAWS),
        draws_to: table.optional(&in_investor::DRAWS_TO),
        rank: table.optional(&in_investor::RANK),
        interest: table.optional(&in_investor::INTEREST),
    };
    table.finish();
    draft
}

impl Read for Part {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Part> {
        match part(node, at, reading) {
            Part::Broken => None,
            part => Some(part),
        }
    }
}

/// `[contract.return_cap]`
#[derive(Debug)]
pub struct ReturnCapDraft {
    pub names: Names,
    pub key: Span,
    pub measure: Draft<MeasureWord>,
    pub rate: Draft<InputDraft>,
    pub multiple: Draft<InputDraft>,
    pub excess: Draft<String>,
}

pub fn return_cap(mut table: Reader<'_, '_>, key: Span) -> ReturnCapDraft {
    let draft = ReturnCapDraft {
        names: names(&mut table),
        key,
        measure: table.required(&in_return_cap::MEASURE),
        rate: table.optional(&in_return_cap::RATE),
        multiple: table.optional(&in_return_cap::MULTIPLE),
        excess: table.optional(&in_return_cap::EXCESS),
    };
    table.finish();
    draft
}

/// `[contract.guarantee]`
#[derive(Debug)]
pub struct GuaranteeDraft {
    pub names: Names,
    pub key: Span,
    pub by: Draft<String>,
    pub at: Draft<PointDraft>,
    pub recovers: Draft<InputDraft>,
    pub first_loss: Draft<InputDraft>,
}

pub fn guarantee(mut table: Reader<'_, '_>, key: Span) -> GuaranteeDraft {
    let draft = GuaranteeDraft {
        names: names(&mut table),
        key,
        by: table.required(&in_guarantee::BY),
        at: table.optional(&in_guarantee::AT),
        recovers: table.optional(&in_guarantee::RECOVERS),
        first_loss: table.optional(&in_guarantee::FIRST_LOSS),
    };
    table.finish();
    draft
}

/// `[contract.correction.NAME]`
#[derive(Debug)]
pub struct CorrectionDraft {
    pub names: Names,
    pub term: Draft<String>,
    pub at: Draft<PointDraft>,
    pub amount: Draft<InputDraft>,
    pub share: Draft<Exact>,
}

pub fn correction(mut table: Reader<'_, '_>) -> CorrectionDraft {
    let draft = CorrectionDraft {
        names: names(&mut table),
        term: table.required(&in_correction::TERM),
        at: table.required(&in_correction::AT),
        amount: table.optional(&in_correction::AMOUNT),
        share: table.optional(&in_correction::SHARE),
    };
    table.finish();
    draft
}
