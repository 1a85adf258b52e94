//! `[contract]` and every table below it, as it is written (method, section 6).

mod limit;
mod lists;
mod metric;
mod point;
mod term;
mod values;
mod words;

pub use limit::{CapDraft, CorrectionDraft, GuaranteeDraft, InvestorDraft, PayerDraft, ReturnCapDraft, SplitDraft};
pub use lists::{BandsDraft, ConditionDraft, ConditionsDraft, FallbackDraft, MilestonesDraft};
pub use lists::{TiersDraft, UntilDraft, WithheldDraft};
pub use metric::{CohortDraft, MetricDraft};
pub use point::{IntervalDraft, PointDraft, PointsDraft, StartDay, When, point_key};
pub use term::TermDraft;
pub use values::{DrawsDraft, KeyedValues, ValueDraft, ValuesDraft, ValuesForm};
pub use words::{Clock, CountWord, MeasureWord, PaysWord, ShapeWord, SplitWord, Toward};

use super::head::names;
use super::reader::{Reader, Reading};
use super::{Draft, Exact, InputDraft, Keyed, ids, no_table};
use crate::case::Names;
use crate::case::contract::{Prices, Rounding};
use crate::case::fields::{TableSpec, in_contract, in_cost};
use crate::document::{Entry, Table, Value, is_broken};
use crate::span::Span;

/// `[contract]` and everything below it.
#[derive(Debug)]
pub struct ContractDraft {
    pub names: Names,
    pub start: Draft<StartDay>,
    pub prices: Draft<Prices>,
    pub minor_unit: Draft<Exact>,
    pub rounding: Draft<Rounding>,
    pub measured: Draft<PointsDraft>,
    pub clock: Draft<Clock>,
    pub verify_lag: Draft<IntervalDraft>,
    pub pay_lag: Draft<IntervalDraft>,
    pub withheld: Draft<WithheldDraft>,
    pub long_stop: Draft<PointDraft>,
    pub paid_by: Draft<String>,
    pub group: Draft<String>,
    pub recipient: Draft<String>,
    pub forecast_share: Draft<InputDraft>,
    pub cohorts: Vec<Keyed<CohortDraft>>,
    pub metrics: Vec<Keyed<MetricDraft>>,
    pub terms: Vec<Keyed<TermDraft>>,
    pub caps: Vec<Keyed<CapDraft>>,
    pub splits: Vec<Keyed<SplitDraft>>,
    pub payers: Vec<Keyed<PayerDraft>>,
    pub investors: Vec<Keyed<InvestorDraft>>,
    pub return_cap: Option<ReturnCapDraft>,
    pub guarantee: Option<GuaranteeDraft>,
    pub corrections: Vec<Keyed<CorrectionDraft>>,
    /// Tables below, by key, of which something could not be read as a table: nobody may say what they lack.
    pub unread: Vec<&'static str>,
}

/// Reads it all.
pub fn contract(mut table: Reader<'_, '_>) -> ContractDraft {
    let mut unread = Vec::new();
    // The names of cohorts come first: they tell a table of values by cohort from that of an input.
    let cohorts = each(&mut table, "cohort", &in_contract::COHORT, &mut unread, metric::cohort);
    table.reading().cohorts = cohorts.iter().map(|k| k.id.clone()).collect();
    let draft = ContractDraft {
        names: names(&mut table),
        start: table.optional(&in_contract::START),
        prices: table.optional(&in_contract::PRICES),
        minor_unit: table.optional(&in_contract::MINOR_UNIT),
        rounding: table.optional(&in_contract::ROUNDING),
        measured: table.optional(&in_contract::MEASURED),
        clock: table.optional(&in_contract::CLOCK),
        verify_lag: table.optional(&in_contract::VERIFY_LAG),
        pay_lag: table.optional(&in_contract::PAY_LAG),
        withheld: table.optional(&in_contract::WITHHELD),
        long_stop: table.optional(&in_contract::LONG_STOP),
        paid_by: table.optional(&in_contract::PAID_BY),
        group: table.optional(&in_cost::GROUP),
        recipient: table.optional(&in_contract::RECIPIENT),
        forecast_share: table.optional(&in_contract::FORECAST_SHARE),
        cohorts,
        metrics: each(&mut table, "metric", &in_contract::METRIC, &mut unread, metric::metric),
        terms: each(&mut table, "term", &in_contract::TERM, &mut unread, term::term),
        caps: each(&mut table, "cap", &in_contract::CAP, &mut unread, limit::cap),
        splits: each(&mut table, "split", &in_contract::SPLIT, &mut unread, limit::split),
        payers: each(&mut table, "payer", &in_contract::PAYER, &mut unread, limit::payer),
        investors: each(&mut table, "investor", &in_contract::INVESTOR, &mut unread, limit::investor),
        return_cap: one(&mut table, "return_cap", &in_contract::RETURN_CAP, &mut unread, limit::return_cap),
        guarantee: one(&mut table, "guarantee", &in_contract::GUARANTEE, &mut unread, limit::guarantee),
        corrections: each(&mut table, "correction", &in_contract::CORRECTION, &mut unread, limit::correction),
        unread,
    };
    table.finish();
    draft
}

/// The table at a key below `[contract]`.
fn below<'d>(table: &mut Reader<'d, '_>, key: &'static str, unread: &mut Vec<&'static str>) -> Option<&'d Entry> {
    let entry = table.take(key)?;
    if !matches!(entry.node.value, Value::Table(_)) {
        unread.push(key);
        if !is_broken(&entry.node) {
            let path = format!("{}.{key}", table.path());
            table.reading().problems.add(no_table(entry, &path).with("at", key));
        }
        return None;
    }
    Some(entry)
}

/// Reads every table with a name below a key.
fn each<T>(
    table: &mut Reader<'_, '_>,
    key: &'static str,
    spec: &'static TableSpec,
    unread: &mut Vec<&'static str>,
    read: impl Fn(Reader<'_, '_>) -> T,
) -> Vec<Keyed<T>> {
    let Some(entry) = below(table, key, unread) else { return Vec::new() };
    let Value::Table(inner) = &entry.node.value else { return Vec::new() };
    let of = format!("{}.{key}", table.path());
    named(inner, &of, spec, table.reading(), unread, key, read)
}

fn named<T>(
    inner: &Table,
    of: &str,
    spec: &'static TableSpec,
    reading: &mut Reading,
    unread: &mut Vec<&'static str>,
    key: &'static str,
    read: impl Fn(Reader<'_, '_>) -> T,
) -> Vec<Keyed<T>> {
    let mut all = Vec::with_capacity(inner.entries.len());
    for entry in inner.entries.iter().filter(|e| !is_broken(&e.node)) {
        let path = format!("{of}.{}", entry.key);
        let Value::Table(written) = &entry.node.value else {
            unread.push(key);
            reading.problems.add(no_table(entry, &path));
            continue;
        };
        ids::check_in(entry, of, &mut reading.problems);
        let draft = read(Reader::open(written, spec, &path, reading));
        all.push(Keyed { id: entry.key.clone(), key: entry.key_span, shared: false, draft });
    }
    all
}

/// Reads the table at a key that has no names.
fn one<T>(
    table: &mut Reader<'_, '_>,
    key: &'static str,
    spec: &'static TableSpec,
    unread: &mut Vec<&'static str>,
    read: impl Fn(Reader<'_, '_>, Span) -> T,
) -> Option<T> {
    let entry = below(table, key, unread)?;
    let Value::Table(inner) = &entry.node.value else { return None };
    let path = format!("{}.{key}", table.path());
    Some(read(Reader::open(inner, spec, &path, table.reading()), entry.key_span))
}
