//! From a document to drafts: optional, each with its place, one plain function for each table.
//!
//! What can be said of one value alone is said here; what needs two is for `check`.

mod area;
mod basis;
mod consequence;
pub mod contract;
mod correction;
mod correlation;
mod cost;
mod distribution;
mod draft;
mod duration;
pub mod exact;
mod group;
mod head;
mod holders;
mod ids;
mod index;
mod input;
mod library;
mod number;
mod outcome;
mod overlap;
mod party;
mod policy;
mod policy_file;
mod reader;
mod refund;
mod scenario;
mod strays;
mod structure;
mod thousands;
mod time;
mod unknown;
mod values;

use std::collections::BTreeSet;

use crate::case::fields::{TableSpec, correlation::CORRELATION, in_head, table, tables};
use crate::case::is_library;
use crate::document::{Document, Entry, Table, Value, Why, is_broken, nearest};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

pub use area::AreaDraft;
pub use basis::{BasisDraft, ScheduleDraft};
pub use consequence::{ConsequenceDraft, ConsequenceWord};
pub use correction::{GradesDraft, OptimismDraft};
pub use correlation::CorrelationDraft;
pub use cost::{CostDraft, FlowDraft, FlowPer, PaidDraft, PerWord};
pub use distribution::DistributionDraft;
pub use draft::{Draft, Written};
pub use duration::{Duration, months};
pub use exact::Exact;
pub use group::GroupDraft;
pub use head::HeadDraft;
pub use holders::{Holder, Holders, Part};
pub use ids::is_id;
pub use index::{IndexDraft, YearTable};
pub use input::{InputDraft, Worth};
pub use library::library_head;
pub use outcome::OutcomeDraft;
pub use overlap::{OverlapDraft, OverlapWord};
pub use party::{PartyDraft, PerspectiveDraft};
pub use policy::{AllowanceDraft, DemandDraft, RulesDraft};
pub use policy::{BreakEvenDraft, EvidenceDraft, PriceAgeDraft, RangeDraft, SourceDraft};
pub use policy_file::{TABLES as POLICY_TABLES, policy_drafts};
pub use reader::not_read_yet;
use reader::{Reader, Reading};
pub use refund::{AmountBands, EditionName, RefundBand, RefundDraft, RefundUseDraft, WeekBands};
pub use scenario::Anything;
pub use structure::{Bands, DiscountDraft, PeriodsDraft, StartPart, StartsDraft};
pub use time::{MonthOrDay, Point, TimeKey};
pub use values::{Free, IdList, Numbers, Spread, Whole, quoted};

/// A table with an id.
#[derive(Debug)]
pub struct Keyed<T> {
    /// The id as written.
    pub id: String,
    /// Where it stands.
    pub key: Span,
    /// Whether a library holds it: then it is there only when it is named.
    pub shared: bool,
    /// What the table says.
    pub draft: T,
}

/// Everything a case file says, as far as it can be read.
#[derive(Debug, Default)]
pub struct Drafts {
    pub head: HeadDraft,
    /// None when there is no `[basis]`.
    pub basis: Option<BasisDraft>,
    pub discounts: Vec<Keyed<ScheduleDraft>>,
    pub prices: Vec<Keyed<Option<InputDraft>>>,
    pub indices: Vec<Keyed<IndexDraft>>,
    pub refunds: Vec<Keyed<RefundDraft>>,
    pub areas: Vec<Keyed<AreaDraft>>,
    pub groups: Vec<Keyed<GroupDraft>>,
    pub costs: Vec<Keyed<CostDraft>>,
    pub avoided: Vec<Keyed<CostDraft>>,
    pub outcomes: Vec<Keyed<OutcomeDraft>>,
    pub consequences: Vec<Keyed<ConsequenceDraft>>,
    pub overlaps: Vec<Keyed<OverlapDraft>>,
    pub flows: Vec<Keyed<FlowDraft>>,
    pub parties: Vec<Keyed<PartyDraft>>,
    pub perspectives: Vec<Keyed<PerspectiveDraft>>,
    /// None when there is no `[contract]`.
    pub contract: Option<contract::ContractDraft>,
    /// Each `[[correlation]]`.
    pub correlations: Vec<CorrelationDraft>,
    pub demands: Vec<Keyed<DemandDraft>>,
    pub allowances: Vec<Keyed<AllowanceDraft>>,
    pub rules: Option<RulesDraft>,
    /// Tables of which something could not be read as a table, so that nobody may say what they lack.
    pub unread: BTreeSet<&'static str>,
    /// Whether a library could not be read, so that nobody may say which names there are.
    pub lacks: bool,
}

/// How many tables with an id a case may have.
const MOST_TABLES: usize = 20_000;

/// A list that nobody wrote by hand, and that is added up before it is a case: it would take minutes, and no page can
/// hold it.
pub fn too_many_tables(document: &Document) -> Option<Problem> {
    let of_case = document.root.entries.iter().filter(|e| table(&e.key).is_some_and(|t| t.keyed));
    let tables = |e: &Entry| match &e.node.value {
        Value::Table(inner) => inner.entries.len(),
        _ => 0,
    };
    let count: usize = of_case.map(tables).sum();
    let problem = || Problem::new(Code::TooLarge).variant("tables").with("tables", count).with("limit", MOST_TABLES);
    (count > MOST_TABLES).then(|| problem().of_file(document.source))
}

/// Reads everything.
pub fn drafts(document: &Document) -> (Drafts, Problems) {
    let (strays, problems) = strays::find(document);
    let mut reading = Reading { problems, strays, ..Reading::default() };
    let mut drafts = Drafts::default();
    let libraries = top(document, |key| in_head::TOP.key(key).is_some(), &mut reading);
    drafts.lacks = document.lacks || libraries.is_broken();
    for entry in &document.root.entries {
        let said = is_broken(&entry.node) || reading.strays.said(entry);
        if said || in_head::TOP.key(&entry.key).is_some() {
            continue;
        }
        let Some(spec) = header(entry, &mut reading.problems) else { continue };
        if spec.name == CORRELATION.name {
            drafts.correlations = correlation::correlations(entry, &mut reading);
            continue;
        }
        match &entry.node.value {
            Value::Table(inner) if spec.later => later(entry, inner, spec, &mut reading.problems),
            _ if spec.later => reading.problems.add(not_read_yet(spec.name).at(entry.key_span)),
            Value::Table(inner) if spec.keyed => keyed(inner, spec, &mut drafts, &mut reading),
            Value::Table(inner) => plain(inner, spec, &mut drafts, &mut reading),
            _ => {
                drafts.unread.insert(spec.name);
                reading.problems.add(no_table(entry, spec.name));
            }
        }
    }
    if drafts.basis.is_none() && document.root.get("basis").is_none() {
        let variant = if is_library(document) { "library" } else { "basis" };
        let missing = Problem::new(Code::MissingKey).variant(variant).with("table", "[basis]");
        reading.problems.add(missing.of_file(document.source));
    }
    (drafts, reading.problems)
}

/// The keys before the first header: those that may stand there. The libraries that are named.
fn top(document: &Document, may: impl Fn(&str) -> bool, reading: &mut Reading) -> Draft<IdList> {
    let missing = document.root.get("schema").is_none() && !reading.strays.accounted("").contains(&"schema");
    if missing {
        let problem = Problem::new(Code::MissingKey).variant("schema").with("key", "schema");
        reading.problems.add(problem.of_file(document.source));
    }
    let mut table = Table::new(document.root.opened);
    let of_top = document.root.entries.iter().filter(|e| may(&e.key));
    of_top.for_each(|e| table.add(e.clone()));
    let mut reader = Reader::open(&table, &in_head::TOP, "", reading);
    let _ = reader.optional(&in_head::SCHEMA);
    let libraries = reader.optional(&in_head::LIBRARY);
    reader.finish();
    libraries
}

/// The table that a header means; a header that is misspelt is read as the one it is like.
fn header(entry: &Entry, problems: &mut Problems) -> Option<&'static TableSpec> {
    let of_file = |t: &&TableSpec| t.name != in_head::TOP.name && !t.inside;
    if let Some(spec) = table(&entry.key).filter(of_file) {
        return Some(spec);
    }
    let near = nearest(&entry.key, tables().iter().filter(of_file).map(|t| t.name));
    let is_table = matches!(entry.node.value, Value::Table(_));
    let problem = Problem::new(Code::UnknownKey).with("key", &entry.key).at(entry.key_span);
    let near = near.filter(|_| is_table);
    problems.add(match near {
        Some(near) => problem.variant("table-near").with("near", near),
        None => problem.variant(if is_table { "table" } else { "top" }),
    });
    near.and_then(table)
}

/// Something other than a table stands where a table is.
fn no_table(entry: &Entry, name: &str) -> Problem {
    Problem::new(Code::WrongKind)
        .variant("header")
        .with("key", name)
        .with("found", format!("@kind.{}", entry.node.value.kind()))
        .at(entry.key_span)
}

/// Says of a table, or of each with its id, that it is not read yet.
fn later(entry: &Entry, inner: &Table, spec: &TableSpec, problems: &mut Problems) {
    if !spec.keyed || inner.entries.is_empty() {
        problems.add(not_read_yet(&format!("[{}]", entry.key)).at(entry.key_span));
    }
    for named in inner.entries.iter().filter(|_| spec.keyed) {
        problems.add(not_read_yet(&format!("[{}.{}]", entry.key, named.key)).at(named.key_span));
    }
}

fn plain(inner: &Table, spec: &'static TableSpec, drafts: &mut Drafts, reading: &mut Reading) {
    let reader = Reader::open(inner, spec, spec.name, reading);
    match spec.name {
        "basis" => drafts.basis = Some(basis::basis(reader)),
        "contract" => drafts.contract = Some(contract::contract(reader)),
        "rules" => drafts.rules = Some(policy::rules(reader)),
        _ => drafts.head = head::head(reader),
    }
}

fn keyed(inner: &Table, spec: &'static TableSpec, drafts: &mut Drafts, reading: &mut Reading) {
    if let Some(first) = inner.entries.iter().find(|e| is_field(e, spec)) {
        nameless(inner, first, spec, drafts, reading);
    }
    for entry in inner.entries.iter().filter(|e| !is_broken(&e.node) && !is_field(e, spec)) {
        let Value::Table(written) = &entry.node.value else {
            drafts.unread.insert(spec.name);
            reading.problems.add(no_table(entry, &format!("{}.{}", spec.name, entry.key)));
            continue;
        };
        ids::check(entry, spec, &mut reading.problems);
        let path = [spec.name, ".", &entry.key].concat();
        let reader = Reader::open(written, spec, &path, reading);
        into(drafts, entry, reader, written, spec);
    }
}

/// Whether an entry is a key where an id is expected: `[cost]` instead of `[cost.ID]`.
fn is_field(entry: &Entry, spec: &TableSpec) -> bool {
    let is_table = matches!(entry.node.value, Value::Table(_));
    spec.key(&entry.key).is_some() && (!is_table || entry.key == "bearer" || entry.key == "starts")
}

/// `[cost]` instead of `[cost.ID]`: read as if it had a name, so that nothing else is said of what it holds.
fn nameless(inner: &Table, first: &Entry, spec: &'static TableSpec, drafts: &mut Drafts, reading: &mut Reading) {
    let problem = Problem::new(Code::BadId).variant("none").with("table", spec.name).with("key", &first.key);
    reading.problems.add(problem.at(first.key_span));
    let mut own = Table::new(inner.opened);
    inner.entries.iter().filter(|e| is_field(e, spec)).for_each(|e| own.add(e.clone()));
    let reader = Reader::open(&own, spec, spec.name, reading);
    let unnamed = Entry { key: "NAME".to_owned(), ..first.clone() };
    into(drafts, &unnamed, reader, &own, spec);
}

fn into(drafts: &mut Drafts, entry: &Entry, reader: Reader<'_, '_>, written: &Table, spec: &'static TableSpec) {
    let (id, key, shared) = (entry.key.clone(), entry.key_span, entry.node.why == Why::Library);
    match spec.name {
        "discount" => drafts.discounts.push(Keyed { id, key, shared, draft: basis::schedule(reader) }),
        "price" => drafts.prices.push(Keyed { id, key, shared, draft: input::price(reader, written) }),
        "index" => drafts.indices.push(Keyed { id, key, shared, draft: index::index(reader) }),
        "refund" => drafts.refunds.push(Keyed { id, key, shared, draft: refund::refund(reader) }),
        "area" => drafts.areas.push(Keyed { id, key, shared, draft: area::area(reader) }),
        "group" => drafts.groups.push(Keyed { id, key, shared, draft: group::group(reader) }),
        "cost" => drafts.costs.push(Keyed { id, key, shared, draft: cost::cost(reader, false) }),
        "avoided" => drafts.avoided.push(Keyed { id, key, shared, draft: cost::cost(reader, true) }),
        "outcome" => drafts.outcomes.push(Keyed { id, key, shared, draft: outcome::outcome(reader) }),
        "consequence" => drafts.consequences.push(Keyed { id, key, shared, draft: consequence::consequence(reader) }),
        "overlap" => drafts.overlaps.push(Keyed { id, key, shared, draft: overlap::overlap(reader) }),
        "flow" => drafts.flows.push(Keyed { id, key, shared, draft: cost::flow(reader) }),
        "demand" => drafts.demands.push(Keyed { id, key, shared, draft: policy::demand(reader) }),
        "allow" => drafts.allowances.push(Keyed { id, key, shared, draft: policy::allowance(reader) }),
        "party" => drafts.parties.push(Keyed { id, key, shared, draft: party::party(reader) }),
        "scenario" => drop(scenario::scenario(reader, &id, key)),
        _ => drafts.perspectives.push(Keyed { id, key, shared, draft: party::perspective(reader) }),
    }
}
