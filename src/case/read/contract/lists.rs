//! The tables that stand in lists of a term: tiers, bands, milestones, conditions; and those at its keys.

use super::point::PointDraft;
use super::words::PaysWord;
use crate::case::contract::Edge;
use crate::case::fields::{TableSpec, in_contract, in_contract::in_term};
use crate::case::read::reader::{At, Read, Reader, Reading};
use crate::case::read::values::wrong_kind;
use crate::case::read::{Draft, Exact, InputDraft};
use crate::document::{Node, Value};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// Reads a list of tables, each named by its place, from 1.
fn tables<T>(
    node: &Node,
    at: At<'_>,
    reading: &mut Reading,
    spec: &'static TableSpec,
    read: impl Fn(Reader<'_, '_>, Span) -> T,
) -> Option<Vec<T>> {
    let Value::List(list) = &node.value else {
        wrong_kind(node, at, "tables", reading);
        return None;
    };
    if list.is_empty() {
        let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
        reading.problems.add(empty.at(node.span));
        return None;
    }
    let mut all = Vec::with_capacity(list.len());
    for (place, member) in list.iter().enumerate() {
        let Value::Table(table) = &member.value else {
            wrong_kind(member, at, "tables", reading);
            return None;
        };
        let path = format!("{}.{}", at.path, place + 1);
        all.push(read(Reader::open(table, spec, &path, reading), member.span));
    }
    Some(all)
}

/// Reads a table at a key.
fn table<T>(
    node: &Node,
    at: At<'_>,
    reading: &mut Reading,
    spec: &'static TableSpec,
    read: impl Fn(Reader<'_, '_>, Span) -> T,
) -> Option<T> {
    match &node.value {
        Value::Table(table) => Some(read(Reader::open(table, spec, at.path, reading), node.span)),
        _ => {
            wrong_kind(node, at, "inner-table", reading);
            None
        }
    }
}

/// `{ at, pay }`
#[derive(Debug)]
pub struct TierDraft {
    pub at: Draft<Exact>,
    pub pay: Draft<InputDraft>,
    pub span: Span,
}

/// `tiers`
#[derive(Debug)]
pub struct TiersDraft(pub Vec<TierDraft>);

impl Read for TiersDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<TiersDraft> {
        tables(node, at, reading, &in_contract::TIER, |mut table, span| {
            let draft =
                TierDraft { at: table.required(&in_term::TIER_AT), pay: table.required(&in_term::MUST_PAY), span };
            table.finish();
            draft
        })
        .map(TiersDraft)
    }
}

/// `{ from, to, rate, at_most }`
#[derive(Debug)]
pub struct RateBandDraft {
    pub from: Draft<Exact>,
    pub to: Draft<Exact>,
    pub rate: Draft<InputDraft>,
    pub at_most: Draft<InputDraft>,
    pub span: Span,
}

/// `bands`
#[derive(Debug)]
pub struct BandsDraft(pub Vec<RateBandDraft>);

impl Read for BandsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<BandsDraft> {
        tables(node, at, reading, &in_contract::BAND, |mut table, span| {
            let draft = RateBandDraft {
                from: table.required(&in_term::BAND_FROM),
                to: table.optional(&in_term::BAND_TO),
                rate: table.required(&in_term::BAND_RATE),
                at_most: table.optional(&in_term::AT_MOST),
                span,
            };
            table.finish();
            draft
        })
        .map(BandsDraft)
    }
}

/// `{ after, pay }`
#[derive(Debug)]
pub struct MilestoneDraft {
    pub after: Draft<PointDraft>,
    pub pay: Draft<InputDraft>,
}

/// `points`
#[derive(Debug)]
pub struct MilestonesDraft(pub Vec<MilestoneDraft>);

impl Read for MilestonesDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<MilestonesDraft> {
        tables(node, at, reading, &in_contract::MILESTONE, |mut table, _| {
            let draft = MilestoneDraft {
                after: table.required(&in_term::MILESTONE_AFTER),
                pay: table.required(&in_term::MUST_PAY),
            };
            table.finish();
            draft
        })
        .map(MilestonesDraft)
    }
}

/// A table of `requires`.
#[derive(Debug)]
pub struct ConditionDraft {
    pub metric: Draft<String>,
    pub term: Draft<String>,
    pub at_least: Draft<Exact>,
    pub more_than: Draft<Exact>,
    pub at_most: Draft<Exact>,
    pub less_than: Draft<Exact>,
    pub at: Draft<PointDraft>,
    pub path: String,
    pub span: Span,
}

/// `requires`
#[derive(Debug)]
pub struct ConditionsDraft(pub Vec<ConditionDraft>);

impl Read for ConditionsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<ConditionsDraft> {
        tables(node, at, reading, &in_contract::CONDITION, |mut table, span| {
            let draft = ConditionDraft {
                metric: table.optional(&in_term::OF_METRIC),
                term: table.optional(&in_term::OF_TERM),
                at_least: table.optional(&in_term::AT_LEAST),
                more_than: table.optional(&in_term::MORE_THAN),
                at_most: table.optional(&in_term::NO_MORE_THAN),
                less_than: table.optional(&in_term::LESS_THAN),
                at: table.optional(&in_term::CONDITION_AT),
                path: table.path().to_owned(),
                span,
            };
            table.finish();
            draft
        })
        .map(ConditionsDraft)
    }
}

/// `pooled_fallback`
#[derive(Debug)]
pub struct FallbackDraft {
    pub at: Draft<InputDraft>,
    pub edge: Draft<Edge>,
    pub pays: Draft<PaysWord>,
    pub pay: Draft<InputDraft>,
    pub span: Span,
}

impl Read for FallbackDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<FallbackDraft> {
        table(node, at, reading, &in_contract::FALLBACK, |mut table, span| {
            let draft = FallbackDraft {
                at: table.required(&in_term::FALLBACK_AT),
                edge: table.optional(&in_term::EDGE),
                pays: table.required(&in_term::FALLBACK_PAYS),
                pay: table.optional(&in_term::PAY),
                span,
            };
            table.finish();
            draft
        })
    }
}

/// `until` of a share.
#[derive(Debug)]
pub struct UntilDraft {
    pub multiple: Draft<InputDraft>,
    pub rate: Draft<InputDraft>,
    pub span: Span,
}

impl Read for UntilDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<UntilDraft> {
        table(node, at, reading, &in_contract::UNTIL, |mut table, span| {
            let draft =
                UntilDraft { multiple: table.optional(&in_term::MULTIPLE), rate: table.optional(&in_term::RATE), span };
            table.finish();
            draft
        })
    }
}

/// `withheld`
#[derive(Debug)]
pub struct WithheldDraft {
    pub share: Draft<Exact>,
    pub until: Draft<PointDraft>,
}

impl Read for WithheldDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<WithheldDraft> {
        table(node, at, reading, &in_contract::WITHHELD_TABLE, |mut table, _| {
            let draft = WithheldDraft {
                share: table.required(&in_contract::WITHHELD_SHARE),
                until: table.required(&in_contract::WITHHELD_UNTIL),
            };
            table.finish();
            draft
        })
    }
}
