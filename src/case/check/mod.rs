//! From drafts to a case, or to everything that is wrong with it.
//!
//! What is said here needs more than one value: ids that must exist, shares that must add to one, keys that exclude
//! each other. A value that could not be read is silent here: it has its problem already.

mod area;
mod basis;
mod capacity;
mod consequence;
mod contract;
mod correction;
mod correlation;
mod cost;
mod discount;
mod distribution;
mod domain;
mod effect;
mod group;
mod index;
mod inputs;
mod names;
mod outcome;
mod overlap;
mod party;
mod perspective;
mod policy;
mod price;
mod refund;
mod refund_use;
mod shares;
mod starts;
mod time;
mod warnings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use domain::grouped;
pub use policy::policy;

use super::fields::Worded;
use super::read::{Drafts, GroupDraft, InputDraft, Keyed};
use super::{Area, AsWritten, Assumption, Band, Case, Group, Id, Index, Input, Refund};
use crate::calendar::{Calendar, DayCount, Timing};
use crate::document::Why;
use crate::problem::{Problem, Problems};
use crate::span::Span;

/// In how many months all groups together may start.
const START_MONTHS: usize = 1_000_000;

/// What is known while drafts are checked.
pub struct Checking<'d> {
    drafts: &'d Drafts,
    problems: Problems,
    assumptions: Vec<Assumption>,
    /// Paths of the inputs that are drawn.
    drawn: BTreeSet<String>,
    /// None when it cannot be told from the file.
    calendar: Option<Calendar>,
    timing: Timing,
    day_count: DayCount,
    /// Whether the horizon is not the file's own.
    shortened: bool,
    /// The year of the fixed prices; none when it cannot be told.
    price_year: Option<i32>,
    /// The index of money that names none; none when it cannot be told whether there is one.
    basis_index: Option<Option<Id>>,
    price_drafts: BTreeMap<&'d str, &'d Keyed<Option<InputDraft>>>,
    prices: BTreeMap<&'d str, Option<Arc<Input>>>,
    schedules: BTreeMap<&'d str, Option<Vec<Band>>>,
    indices: BTreeMap<&'d str, Option<Index>>,
    refunds: BTreeMap<&'d str, Option<Refund>>,
    parties: party::Parties<'d>,
    groups: BTreeMap<&'d str, Option<Group>>,
    group_drafts: BTreeMap<&'d str, &'d GroupDraft>,
    declared_areas: BTreeMap<&'d str, Area>,
    /// Every area that is declared or written, and where it stands.
    areas: Vec<(String, Span)>,
    /// How many more unknown ids get a suggestion: looking for one is slow.
    suggestions: usize,
    /// In how many more months groups may start.
    start_months: usize,
    /// How much more is worked out for the sake of warnings.
    effort: usize,
}

/// Which table something stands in.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// Table and id.
    pub path: &'p str,
    /// The id.
    pub id: &'p str,
    /// Where the table is opened.
    pub span: Span,
}

impl Place<'_> {
    /// The path of a key of the table.
    pub fn under(&self, key: &str) -> String {
        [self.path, ".", key].concat()
    }
}

/// Checks everything. None when something stops the case.
pub fn check(drafts: &Drafts, name: &str, problems: Problems) -> (Option<Case>, Problems) {
    let mut checking = Checking {
        drafts,
        problems,
        assumptions: Vec::with_capacity(64),
        drawn: BTreeSet::new(),
        calendar: None,
        timing: Timing::Start,
        day_count: DayCount::Months,
        shortened: false,
        price_year: None,
        basis_index: Some(None),
        price_drafts: drafts.prices.iter().map(|k| (k.id.as_str(), k)).collect(),
        prices: BTreeMap::new(),
        schedules: BTreeMap::new(),
        indices: BTreeMap::new(),
        refunds: BTreeMap::new(),
        parties: party::Parties::of(drafts),
        groups: BTreeMap::new(),
        group_drafts: drafts.groups.iter().map(|k| (k.id.as_str(), &k.draft)).collect(),
        declared_areas: BTreeMap::new(),
        areas: Vec::new(),
        suggestions: 100,
        start_months: START_MONTHS,
        effort: 2_000_000,
    };
    let case = checking.case(name);
    let problems = checking.problems;
    (case.filter(|_| !problems.stop()), problems)
}

impl Checking<'_> {
    fn case(&mut self, name: &str) -> Option<Case> {
        self.check_parties();
        self.check_indices();
        self.check_areas();
        let basis = self.check_basis();
        self.check_prices();
        self.check_refunds();
        let groups = self.check_groups();
        let costs = self.check_costs(false);
        let avoided = self.check_costs(true);
        let flows = self.check_flows();
        let outcomes = self.check_outcomes();
        let overlaps = self.check_overlaps(&outcomes);
        let consequences = self.check_consequences();
        let made = contract::Made { groups: &groups, costs: &costs, outcomes: &outcomes, consequences: &consequences };
        let contract = self.check_contract(&made);
        let correlations = self.check_correlations();
        let perspectives = self.perspectives();
        let headline = self.headline(&perspectives);
        let refunds = self.refunds();
        self.warn_of_overlap(&outcomes, &consequences, &refunds);
        self.warn_of_areas();
        let policy = policy::policy(self.drafts, &mut self.problems);
        let contract = if self.drafts.contract.is_some() { Some(contract?) } else { None };
        let mut basis = basis?;
        basis.perspective = headline?;
        self.assumptions.sort_by(|a, b| a.path.cmp(&b.path));
        let head = &self.drafts.head;
        Some(Case {
            scenarios: Vec::new(),
            indices: self.indices.values().flatten().map(|i| (i.id.clone(), i.clone())).collect(),
            areas: self.areas(),
            refunds,
            id: head.id.value().cloned().unwrap_or_else(|| name.to_owned()),
            names: head.names.clone(),
            currency: head.currency.value().cloned().unwrap_or_else(|| "DKK".to_owned()),
            version: head.version.value().cloned(),
            status: head.status.value().cloned(),
            owner: head.owner.value().cloned(),
            language: head.language.value().map(|l| l.in_a_file().to_owned()),
            basis,
            groups,
            costs,
            avoided,
            outcomes,
            consequences,
            overlaps,
            flows,
            parties: self.parties.all(),
            perspectives,
            contract,
            correlations,
            demands: policy.demands,
            allowances: policy.allowances,
            rules: policy.rules,
            assumptions: std::mem::take(&mut self.assumptions),
        })
    }

    fn complain(&mut self, problem: Problem) {
        self.problems.add(problem);
    }

    /// A row for a default that is no input.
    fn default_row(&mut self, path: String, value: AsWritten, span: Span) {
        self.assumptions.push(Assumption {
            path,
            value,
            origin: Why::Default,
            months: None,
            known: Vec::new(),
            input: None,
            span,
        });
    }

    /// A row for a default that is a text.
    fn default_text(&mut self, path: String, value: impl ToString, span: Span) {
        self.default_row(path, AsWritten::Text(value.to_string()), span);
    }
}

/// The tables that could be checked, by id.
fn by_id<T, U>(keyed: &[Keyed<T>], mut check: impl FnMut(&Keyed<T>) -> Option<U>) -> BTreeMap<Id, U> {
    keyed.iter().filter_map(|k| check(k).map(|checked| (Id::new(&k.id), checked))).collect()
}
