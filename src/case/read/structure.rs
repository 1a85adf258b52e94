//! Values with a shape of their own: periods, discounting, starts.

use rust_decimal::prelude::ToPrimitive;

use super::draft::Draft;
use super::exact::{self, BadText, Exact};
use super::holders::{Part, part};
use super::input::{InputDraft, time_key};
use super::reader::{At, Read, Reader, Reading};
use super::time::TimeKey;
use super::values::{Whole, unknown_word, wrong_kind};
use crate::calendar::Month;
use crate::case::PeriodKind;
use crate::case::fields::{Kind, Worded, in_basis, in_group, words_of};
use crate::document::{Node, Table, Value};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// How the horizon is cut.
#[derive(Clone, Debug)]
pub enum PeriodsDraft {
    /// By a word.
    Even(PeriodKind),
    /// By rising ends in months.
    Ends(Vec<i32>),
}

impl Worded for PeriodKind {
    const EVERY: &'static [PeriodKind] = &[
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::HalfYear,
        PeriodKind::Year,
        PeriodKind::CalendarQuarter,
        PeriodKind::CalendarYear,
    ];
    fn in_a_file(self) -> &'static str {
        match self {
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::HalfYear => "half-year",
            PeriodKind::Year => "year",
            PeriodKind::CalendarQuarter => "calendar-quarter",
            PeriodKind::CalendarYear => "calendar-year",
            PeriodKind::List => "list",
        }
    }
}

impl Read for PeriodsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<PeriodsDraft> {
        match &node.value {
            Value::Text(text) => {
                let kind = PeriodKind::EVERY.iter().copied().find(|k| k.in_a_file() == text);
                if kind.is_none() {
                    unknown_word(node, text, &words_of::<PeriodKind>(), at, reading);
                }
                kind.map(PeriodsDraft::Even)
            }
            Value::List(list) => ends(list, node, at, reading).map(PeriodsDraft::Ends),
            _ => {
                wrong_kind(node, at, "periods", reading);
                None
            }
        }
    }
}

fn ends(list: &[Node], node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Vec<i32>> {
    let mut ends: Vec<i32> = Vec::with_capacity(list.len());
    let spec = crate::case::fields::FieldSpec { kind: Kind::Whole(1, 120_000), ..at.spec };
    for member in list {
        let end = Whole::read(member, At { spec, ..at }, reading)?.to_i32()?;
        if ends.last().is_some_and(|last| *last >= end) {
            reading
                .problems
                .add(Problem::new(Code::OutOfRange).variant("not-rising").with("key", at.spec.name).at(member.span));
            return None;
        }
        ends.push(end);
    }
    if ends.is_empty() {
        reading
            .problems
            .add(Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name).at(node.span));
        return None;
    }
    Some(ends)
}

/// How amounts at different times are made comparable.
#[derive(Clone, Debug)]
pub enum DiscountDraft {
    /// One rate.
    Rate(Box<InputDraft>),
    /// An edition or a `[discount.ID]`.
    Named(String),
    /// Bands.
    Bands(Bands),
}

/// Bands of rates.
#[derive(Clone, Debug)]
pub struct Bands(pub Vec<BandDraft>);

/// One band of rates.
#[derive(Clone, Debug)]
pub struct BandDraft {
    /// `from_year`
    pub from_year: Draft<Whole>,
    /// `rate`
    pub rate: Draft<Exact>,
    /// Where the band stands.
    pub span: Span,
}

impl Read for DiscountDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<DiscountDraft> {
        match &node.value {
            Value::List(_) => Bands::read(node, at, reading).map(DiscountDraft::Bands),
            Value::Text(text) if matches!(exact::text(text), Err(BadText::NoNumber)) && !text.contains('%') => {
                Some(DiscountDraft::Named(text.clone()))
            }
            Value::Number(_) | Value::Text(_) | Value::Table(_) => {
                InputDraft::read(node, at, reading).map(|d| DiscountDraft::Rate(Box::new(d)))
            }
            _ => {
                wrong_kind(node, at, "discount", reading);
                None
            }
        }
    }
}

impl Read for Bands {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Bands> {
        let Value::List(list) = &node.value else {
            wrong_kind(node, at, "bands", reading);
            return None;
        };
        if list.is_empty() {
            let empty = Problem::new(Code::OutOfRange).variant("empty-list").with("key", at.spec.name);
            reading.problems.add(empty.at(node.span));
            return None;
        }
        let bands: Vec<Option<BandDraft>> = list.iter().map(|n| band(n, at, reading)).collect();
        bands.into_iter().collect::<Option<Vec<_>>>().map(Bands)
    }
}

fn band(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<BandDraft> {
    let Value::Table(table) = &node.value else {
        wrong_kind(node, at, "bands", reading);
        return None;
    };
    let mut reader = Reader::open(table, &in_basis::BAND, at.path, reading);
    let draft = BandDraft {
        from_year: reader.required(&in_basis::FROM_YEAR),
        rate: reader.required(&in_basis::RATE),
        span: node.span,
    };
    reader.finish();
    Some(draft)
}

/// When people start.
#[derive(Clone, Debug)]
pub enum StartsDraft {
    /// All in one month.
    Month(Month),
    /// Evenly by month.
    Range {
        /// First month.
        from: Draft<Month>,
        /// Last month.
        until: Draft<Month>,
    },
    /// Counts or shares by time.
    Table(Vec<StartPart>),
}

/// Those who start in a month or a year.
#[derive(Clone, Debug)]
pub struct StartPart {
    /// When.
    pub time: TimeKey,
    /// Where that stands.
    pub key: Span,
    /// How many, or which part.
    pub part: Part,
    /// Where that stands.
    pub span: Span,
}

impl Read for StartsDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<StartsDraft> {
        match &node.value {
            Value::Table(table) if table.entries.iter().any(|e| in_group::RANGE.key(&e.key).is_some()) => {
                let mut reader = Reader::open(table, &in_group::RANGE, at.path, reading);
                let range = StartsDraft::Range {
                    from: reader.required(&in_group::FROM),
                    until: reader.required(&in_group::UNTIL),
                };
                reader.finish();
                Some(range)
            }
            Value::Table(table) => starts_by_time(table, node, at, reading),
            Value::Text(_) | Value::Time(_) => <Month as Read>::read(node, at, reading).map(StartsDraft::Month),
            _ => {
                wrong_kind(node, at, "starts", reading);
                None
            }
        }
    }
}

fn starts_by_time(table: &Table, node: &Node, at: At<'_>, reading: &mut Reading) -> Option<StartsDraft> {
    if table.entries.is_empty() {
        let empty = Problem::new(Code::OutOfRange).variant("empty-table").with("key", at.spec.name);
        reading.problems.add(empty.at(node.span));
        return None;
    }
    let mut parts = Vec::with_capacity(table.entries.len());
    let mut whole = true;
    for entry in &table.entries {
        let time = time_key(&entry.key, entry.key_span, at, reading);
        let part = part(&entry.node, at, reading);
        whole &= time.is_some() && !matches!(part, Part::Broken);
        parts.extend(time.map(|time| StartPart { time, key: entry.key_span, part, span: entry.node.span }));
    }
    whole.then_some(StartsDraft::Table(parts))
}
