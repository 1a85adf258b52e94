//! `[demand.ID]`, `[allow.CODE]`, `[rules]`, and the file that holds only these.

use super::draft::Draft;
use super::duration::Duration;
use super::exact::Exact;
use super::head::names;
use super::reader::{At, Read, Reader, Reading};
use super::time::{Point, complain};
use super::values::{Whole, wrong_kind};
use crate::calendar::Day;
use crate::case::fields::{TableSpec, in_policy as keys};
use crate::case::{Evidence, Names, Otherwise};
use crate::document::{Node, Value};
use crate::problem::Code;

/// `[demand.ID]`
#[derive(Debug)]
pub struct DemandDraft {
    pub names: Names,
    pub figure: Draft<String>,
    pub perspective: Draft<String>,
    pub scenario: Draft<String>,
    pub at_least: Draft<Exact>,
    pub at_most: Draft<Exact>,
    pub otherwise: Draft<Otherwise>,
}

pub fn demand(mut table: Reader<'_, '_>) -> DemandDraft {
    let draft = DemandDraft {
        names: names(&mut table),
        figure: table.required(&keys::FIGURE),
        perspective: table.optional(&keys::PERSPECTIVE),
        scenario: table.optional(&keys::SCENARIO),
        at_least: table.optional(&keys::AT_LEAST),
        at_most: table.optional(&keys::AT_MOST),
        otherwise: table.optional(&keys::ELSE),
    };
    table.finish();
    draft
}

/// `[allow.CODE]`
#[derive(Debug)]
pub struct AllowanceDraft {
    pub reason: Draft<String>,
    pub until: Draft<Day>,
    pub at: Draft<String>,
}

pub fn allowance(mut table: Reader<'_, '_>) -> AllowanceDraft {
    let _ = names(&mut table);
    let draft = AllowanceDraft {
        reason: table.required(&keys::REASON),
        until: table.optional(&keys::UNTIL),
        at: table.optional(&keys::AT),
    };
    table.finish();
    draft
}

/// `[rules]`
#[derive(Default, Debug)]
pub struct RulesDraft {
    pub source: Draft<SourceDraft>,
    pub evidence: Draft<EvidenceDraft>,
    pub price_age: Draft<PriceAgeDraft>,
    pub range: Draft<RangeDraft>,
    pub break_even: Draft<BreakEvenDraft>,
}

pub fn rules(mut table: Reader<'_, '_>) -> RulesDraft {
    let draft = RulesDraft {
        source: table.optional(&keys::SOURCE),
        evidence: table.optional(&keys::EVIDENCE),
        price_age: table.optional(&keys::PRICE_AGE),
        range: table.optional(&keys::RANGE),
        break_even: table.optional(&keys::BREAK_EVEN),
    };
    table.finish();
    draft
}

/// `source = { else }`
#[derive(Clone, Debug)]
pub struct SourceDraft {
    pub otherwise: Draft<Otherwise>,
}

/// `evidence = { at_least, else }`
#[derive(Clone, Debug)]
pub struct EvidenceDraft {
    pub at_least: Draft<Evidence>,
    pub otherwise: Draft<Otherwise>,
}

/// `price_age = { at_most, else }`
#[derive(Clone, Debug)]
pub struct PriceAgeDraft {
    pub at_most: Draft<Duration>,
    pub otherwise: Draft<Otherwise>,
}

/// `range = { most_important, else }`
#[derive(Clone, Debug)]
pub struct RangeDraft {
    pub most_important: Draft<Whole>,
    pub otherwise: Draft<Otherwise>,
}

/// `break_even = { margin, else }`
#[derive(Clone, Debug)]
pub struct BreakEvenDraft {
    pub margin: Draft<Exact>,
    pub otherwise: Draft<Otherwise>,
}

/// Reads the table of a rule.
fn rule<T>(
    node: &Node,
    at: At<'_>,
    spec: &'static TableSpec,
    reading: &mut Reading,
    read: impl FnOnce(&mut Reader<'_, '_>) -> T,
) -> Option<T> {
    let Value::Table(table) = &node.value else {
        wrong_kind(node, at, "table", reading);
        return None;
    };
    let mut reader = Reader::open(table, spec, at.path, reading);
    let draft = read(&mut reader);
    reader.finish();
    Some(draft)
}

impl Read for SourceDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<SourceDraft> {
        rule(node, at, &keys::RULE_SOURCE, reading, |table| SourceDraft { otherwise: table.optional(&keys::ELSE) })
    }
}

impl Read for EvidenceDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<EvidenceDraft> {
        rule(node, at, &keys::RULE_EVIDENCE, reading, |table| EvidenceDraft {
            at_least: table.required(&keys::GRADE),
            otherwise: table.optional(&keys::ELSE),
        })
    }
}

impl Read for PriceAgeDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<PriceAgeDraft> {
        rule(node, at, &keys::RULE_PRICE_AGE, reading, |table| PriceAgeDraft {
            at_most: table.required(&keys::AGE),
            otherwise: table.optional(&keys::ELSE),
        })
    }
}

impl Read for RangeDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<RangeDraft> {
        rule(node, at, &keys::RULE_RANGE, reading, |table| RangeDraft {
            most_important: table.required(&keys::MOST_IMPORTANT),
            otherwise: table.optional(&keys::ELSE),
        })
    }
}

impl Read for BreakEvenDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<BreakEvenDraft> {
        rule(node, at, &keys::RULE_BREAK_EVEN, reading, |table| BreakEvenDraft {
            margin: table.required(&keys::MARGIN),
            otherwise: table.optional(&keys::ELSE),
        })
    }
}

impl Read for Day {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Day> {
        match Point::read(node, at, reading)? {
            Point::Day(day) => Some(day),
            Point::Month(_) | Point::Mark(_) => {
                let text = match &node.value {
                    Value::Text(text) | Value::Time(text) => text.as_str(),
                    _ => "",
                };
                complain(Code::BadDay, "not-a-day", text, node, at, reading);
                None
            }
        }
    }
}
