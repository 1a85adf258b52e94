//! `[refund.ID]`, and how a consequence uses one.

use super::draft::Draft;
use super::exact::Exact;
use super::head::names;
use super::input::InputDraft;
use super::reader::{At, Read, Reader, Reading};
use super::values::{Whole, unknown_word, wrong_kind};
use crate::case::Names;
use crate::case::fields::{in_input, in_refund};
use crate::document::{Node, Table, Value};
use crate::problem::{Code, Problem};
use crate::reference::refunds::{Edition, edition};
use crate::span::Span;

/// A ladder by weeks.
#[derive(Clone, Debug)]
pub struct WeekBands(pub Vec<RefundBand<Whole>>);

/// Bands by a person's yearly cost.
#[derive(Clone, Debug)]
pub struct AmountBands(pub Vec<RefundBand<Exact>>);

/// A band: where it begins, and the refunder's share.
#[derive(Clone, Debug)]
pub struct RefundBand<T> {
    /// `from_week` or `above`
    pub begins: Draft<T>,
    /// `share`
    pub share: Draft<Exact>,
}

/// A rule that ships with the program.
#[derive(Clone, Copy, Debug)]
pub struct EditionName(pub &'static Edition);

impl Read for WeekBands {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<WeekBands> {
        let band = |table: &Table, reading: &mut Reading| {
            let mut reader = Reader::open(table, &in_refund::WEEK_BAND, at.path, reading);
            let begins = reader.required(&in_refund::FROM_WEEK);
            let band = RefundBand { begins, share: reader.required(&in_refund::SHARE) };
            reader.finish();
            band
        };
        bands(node, at, "week-bands", reading, band).map(WeekBands)
    }
}

impl Read for AmountBands {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<AmountBands> {
        let band = |table: &Table, reading: &mut Reading| {
            let mut reader = Reader::open(table, &in_refund::AMOUNT_BAND, at.path, reading);
            let begins = reader.required(&in_refund::ABOVE);
            let band = RefundBand { begins, share: reader.required(&in_refund::SHARE) };
            reader.finish();
            band
        };
        bands(node, at, "amount-bands", reading, band).map(AmountBands)
    }
}

/// Reads a list of bands; `wanted` is the variant that says what they look like.
fn bands<T>(
    node: &Node,
    at: At<'_>,
    wanted: &'static str,
    reading: &mut Reading,
    band: impl Fn(&Table, &mut Reading) -> RefundBand<T>,
) -> Option<Vec<RefundBand<T>>> {
    let Value::List(list) = &node.value else {
        wrong_kind(node, at, wanted, reading);
        return None;
    };
    if list.is_empty() {
        let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
        reading.problems.add(empty.at(node.span));
        return None;
    }
    let mut bands = Vec::with_capacity(list.len());
    for member in list {
        let Value::Table(table) = &member.value else {
            wrong_kind(member, at, wanted, reading);
            return None;
        };
        bands.push(band(table, reading));
    }
    Some(bands)
}

impl Read for EditionName {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<EditionName> {
        let Value::Text(name) = &node.value else {
            wrong_kind(node, at, "text", reading);
            return None;
        };
        let found = edition(name);
        if found.is_none() {
            unknown_word(node, name, &in_refund::edition_names(), at, reading);
        }
        found.map(EditionName)
    }
}

/// `[refund.ID]`
#[derive(Debug)]
pub struct RefundDraft {
    pub names: Names,
    pub from: Draft<String>,
    pub by_weeks: Draft<WeekBands>,
    pub by_amount: Draft<AmountBands>,
    pub edition: Draft<EditionName>,
    pub price_year: Draft<Whole>,
    pub index: Draft<String>,
}

pub fn refund(mut table: Reader<'_, '_>) -> RefundDraft {
    let draft = RefundDraft {
        names: names(&mut table),
        from: table.required(&in_refund::FROM),
        by_weeks: table.optional(&in_refund::BY_WEEKS),
        by_amount: table.optional(&in_refund::BY_AMOUNT),
        edition: table.optional(&in_refund::EDITION),
        price_year: table.optional(&in_input::PRICE_YEAR),
        index: table.optional(&in_input::INDEX),
    };
    table.finish();
    draft
}

/// `refund` of a consequence.
#[derive(Clone, Debug)]
pub struct RefundUseDraft {
    pub rule: Draft<String>,
    pub weeks_before: Draft<InputDraft>,
    pub level: Draft<InputDraft>,
    pub span: Span,
}

impl Read for RefundUseDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<RefundUseDraft> {
        let Value::Table(table) = &node.value else {
            wrong_kind(node, at, "refund-use", reading);
            return None;
        };
        let mut reader = Reader::open(table, &in_refund::REFUND_USE, at.path, reading);
        let draft = RefundUseDraft {
            rule: reader.required(&in_refund::RULE),
            weeks_before: reader.optional(&in_refund::WEEKS_BEFORE),
            level: reader.optional(&in_refund::LEVEL),
            span: table.opened,
        };
        reader.finish();
        Some(draft)
    }
}
