//! What an investment case is. A [`Case`] is valid because it exists: it has no setters and no `validate`.
//!
//! `fields` declares every key once, `read` turns a document into drafts, `check` turns drafts into a case or into all
//! the problems. Nothing here computes a figure; that is for `model/`.

mod area;
mod assumption;
mod basis;
mod check;
mod consequence;
pub mod contract;
mod cost;
mod distribution;
mod doubts;
pub mod fields;
mod flow;
mod group;
mod input;
mod library;
mod origin;
mod other_length;
mod outcome;
mod overlap;
mod party;
mod policy;
mod price;
mod read;
mod refund;
pub mod scenario;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use area::{Area, Frame};
pub use assumption::{AsWritten, Assumption};
pub use basis::{Band, Basis, Discounting, PeriodKind};
pub use check::grouped;
pub use consequence::{Capacity, Consequence, ConsequenceKind, Direction, Felt, Units};
pub use cost::{Amount, Cost, CostKind, CostOptimism, Money, Per, Share, When};
pub use distribution::{Correlation, Distribution};
pub use doubts::{allowed, broken_rules, doubts};
pub use flow::{Flow, FlowKind};
pub use group::{Group, Starts};
pub use input::{AnyInput, Domain, Evidence, Input, Series, SeriesKeys, Stretch};
pub use library::{TABLES as LIBRARY_TABLES, is_library, libraries, with_libraries};
pub use origin::Origin;
pub use other_length::OtherLength;
pub use outcome::{Counted, Credit, Effect, Fade, Outcome};
pub use overlap::{Overlap, OverlapRule};
pub use party::{Party, PartyId, PartyKind, Perspective};
pub use policy::{Allowance, Demand, Named, Otherwise, Policy, Rule, Rules};
pub use price::{Index, IndexForm, Priced, YearValue};
pub use read::POLICY_TABLES;
pub use refund::{AmountBand, Refund, RefundAbout, RefundRule, RefundUse, WeekBand};

use crate::document::Document;
use crate::problem::Problems;
use crate::span::Span;

/// Reads a case: a document becomes drafts, drafts become a case, or everything that is wrong.
///
/// `name` is what the case is called when it has no `case.id`. There is a case when nothing that was found stops it;
/// warnings and notes stand beside it.
///
/// ```
/// use afkast::{case, document, span::SourceId};
/// let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"2 years\"\ndiscount = 0.035\n";
/// let (document, problems) = document::parse(SourceId(0), text);
/// assert!(problems.is_empty());
/// let (case, problems) = case::read(&document, "empty");
/// assert!(problems.is_empty());
/// assert_eq!(case.map(|c| c.basis.calendar.horizon()), Some(24));
/// ```
pub fn read(document: &Document, name: &str) -> (Option<Case>, Problems) {
    let (mut case, mut problems) = read_plain(document, name);
    if let Some(case) = &mut case {
        scenario::note(case, document);
        problems.extend(scenario::check(document, name, &problems));
    }
    (case.filter(|_| !problems.stop()), problems)
}

/// Reads a case as it stands, its scenarios apart.
pub fn read_plain(document: &Document, name: &str) -> (Option<Case>, Problems) {
    if !document.whole {
        return (None, Problems::default()); // Nobody may say what is missing in a text that was not read to its end.
    }
    if let Some(problem) = read::too_many_tables(document) {
        let mut problems = Problems::default();
        problems.add(problem);
        return (None, problems);
    }
    let (drafts, problems) = read::drafts(document);
    let (case, problems) = check::check(&drafts, name, problems);
    (case, problems.shortened(document.source))
}

/// Reads a policy file: what must hold and what is let through for every case below it.
pub fn read_policy(document: &Document) -> (Policy, Problems) {
    let (drafts, mut problems) = read::policy_drafts(document);
    let policy = check::policy(&drafts, &mut problems);
    (policy, problems)
}

/// The id of a thing in the case: `[a-z][a-z0-9-]*`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Id(Arc<str>);

impl Id {
    /// An id from its text. Whether the text is a good id is the reader's question.
    pub fn new(text: &str) -> Id {
        Id(text.into())
    }
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What every table keyed by id may carry: names for people.
#[derive(Clone, Default, Debug)]
pub struct Names {
    /// `title`
    pub title: Option<String>,
    /// `short`, a column's head.
    pub short: Option<String>,
    /// `note`
    pub note: Option<String>,
    /// `source`
    pub source: Option<String>,
    /// Where the table's header stands.
    pub span: Span,
}

impl Case {
    /// Whether the case corrects for optimism, by nil or not.
    pub fn corrects(&self) -> bool {
        self.basis.optimism.is_some() || self.costs.values().any(|c| c.optimism.is_some())
    }
}

/// One investment case, checked.
#[derive(Clone, Debug)]
pub struct Case {
    /// `case.id`, else the file's name.
    pub id: String,
    /// `[case]`
    pub names: Names,
    /// `case.currency`
    pub currency: String,
    /// `case.version`
    pub version: Option<String>,
    /// `case.status`
    pub status: Option<String>,
    /// `case.owner`
    pub owner: Option<String>,
    /// `case.language`, for pages.
    pub language: Option<String>,
    /// Time, discounting, prices, headline.
    pub basis: Basis,
    /// Who starts when.
    pub groups: BTreeMap<Id, Group>,
    /// What it costs.
    pub costs: BTreeMap<Id, Cost>,
    /// What the alternative would have cost.
    pub avoided: BTreeMap<Id, Cost>,
    /// What changes for people.
    pub outcomes: BTreeMap<Id, Outcome>,
    /// What that changes for budgets and for welfare.
    pub consequences: BTreeMap<Id, Consequence>,
    /// Indices of prices.
    pub indices: BTreeMap<Id, Index>,
    /// Places in budgets that are declared.
    pub areas: BTreeMap<Id, Area>,
    /// Rules of refund.
    pub refunds: BTreeMap<Id, Refund>,
    /// Rules for outcomes of the same people.
    pub overlaps: BTreeMap<Id, Overlap>,
    /// Amounts that are given.
    pub flows: BTreeMap<Id, Flow>,
    /// Who exists: declared and implied. The outside is not among them.
    pub parties: BTreeMap<PartyId, Party>,
    /// Every way to look at the parties as one, by name: built in and named by the case.
    pub perspectives: BTreeMap<String, Perspective>,
    /// Who pays for what.
    pub contract: Option<contract::Contract>,
    /// Which inputs move together in draws, pair by pair.
    pub correlations: Vec<Correlation>,
    /// What must hold.
    pub demands: BTreeMap<Id, Demand>,
    /// Warnings that are let through, by code.
    pub allowances: BTreeMap<&'static str, Allowance>,
    /// What every input must be like.
    pub rules: Rules,
    /// The scenarios of the file, in order of id.
    pub scenarios: Vec<scenario::ScenarioName>,
    /// Every input, duration and default, in order of path.
    pub assumptions: Vec<Assumption>,
}
