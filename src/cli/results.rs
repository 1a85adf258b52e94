//! Cases read and computed for a verb that prints figures; complaints are said on the way.

use anyhow::Result;

use super::args::{By as ByArg, ChangeArgs, Format, Layout as LayoutArg, OutputArgs};
use super::complaint::begin;
use super::compute::{Computed, compute};
use super::load::{Loaded, files, load};
use super::output::Destination;
use super::schedule::expectation;
use super::session::{Exit, Session, Usage, unknown};
use super::variations::{Variation, is_asked, variations};
use crate::appraisal;
use crate::case::{self, Case};
use crate::document::Document;
use crate::model::Scope;
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::csv::{Layout, Manner};
use crate::render::json::Head;
use crate::report::{self, By, PageOptions, Scale, Whose};
use crate::span::Sources;
use crate::stamp::Stamp;
use crate::text::Language;

/// A case of the command line in one of the ways asked for: read and computed, or the number of its problems.
pub struct Found {
    /// The path as written on the command line.
    pub path: String,
    /// The texts that were read.
    pub sources: Sources,
    /// The case in this way; none when a problem stopped it.
    pub case: Option<Case>,
    /// What was computed; none when a problem stopped it.
    pub computed: Option<Computed>,
    /// The warnings about it.
    pub warnings: Vec<Code>,
    /// How many problems stopped it.
    pub problems: usize,
    /// The language of its pages.
    pub language: Language,
    /// The document that it was read from; none when it could not be.
    pub document: Option<Document>,
    /// Its stamp, when it was read.
    pub stamp: Option<Stamp>,
}

impl Found {
    /// The case with its figures, for pages.
    pub fn page(&self) -> Option<report::Computed<'_>> {
        let (case, computed) = (self.case.as_ref()?, self.computed.as_ref()?);
        Some(report::Computed {
            case,
            model: &computed.model,
            ledger: &computed.ledger,
            appraisal: &computed.appraisal,
            stamp: self.stamp.as_ref()?,
            warnings: &self.warnings,
        })
    }

    /// The head of its results.
    pub fn head(&self) -> Option<Head<'_>> {
        let case = self.case.as_ref()?;
        let stamp = self.stamp.as_ref()?;
        Some(Head { stamp, id: &case.id, title: case.names.title.as_deref(), path: &self.path })
    }
}

/// What the command line asks of cases.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Scenarios and changes.
    pub changes: &'a ChangeArgs,
    /// Which perspectives get their sums.
    pub scope: &'a Scope,
    /// Whether complaints are lines of JSON.
    pub json: bool,
}

/// Reads and computes each case that the command line means, in every way asked for.
///
/// # Errors
/// When the command line is wrong, or by our own fault.
pub fn all(named: &[String], asked: Asked<'_>, session: &mut Session<'_>) -> Result<(Vec<Found>, Exit)> {
    let mut exit = Exit::Done;
    let mut list = Vec::new();
    for file in files(named)? {
        let (found, ended) = one(&file, asked, session)?;
        exit = exit.worst(ended);
        list.extend(found);
    }
    Ok((list, exit))
}

/// Reads and computes one case, in every way asked for.
///
/// # Errors
/// When the command line names what the case does not have, or by our own fault.
pub fn one(file: &str, asked: Asked<'_>, session: &mut Session<'_>) -> Result<(Vec<Found>, Exit)> {
    let mut loaded = load(file, asked.changes.scenario_file.as_deref());
    if loaded.case.is_none() || !is_asked(asked.changes) {
        let (case, problems) = (loaded.case.take(), std::mem::take(&mut loaded.problems));
        let plain = Variation { scenario: None, changes: Vec::new(), document: None, case, problems };
        let (mut found, exit) = compute_one(&loaded, plain, asked, session)?;
        found.document = loaded.document.take();
        return Ok((vec![found], exit));
    }
    let mut exit = Exit::Done;
    let mut list = Vec::new();
    for variation in variations(asked.changes, &mut loaded)? {
        let (found, ended) = compute_one(&loaded, variation, asked, session)?;
        exit = exit.worst(ended);
        list.push(found);
    }
    Ok((list, exit))
}

fn compute_one(
    loaded: &Loaded,
    variation: Variation,
    asked: Asked<'_>,
    session: &mut Session<'_>,
) -> Result<(Found, Exit)> {
    let Variation { scenario, mut changes, document, mut case, mut problems } = variation;
    if let Some(case) = &mut case {
        expect(case, &asked.changes.at)?;
        changes.extend(asked.changes.at.iter().map(|at| format!("--at {at}")));
    }
    let mut computed = None;
    if let Some(case) = &case {
        match compute(case, asked.scope)? {
            Ok(figures) => computed = Some(figures),
            Err(problem) => problems.add(problem),
        }
    }
    if let (Some(case), Some(document)) = (&case, &loaded.document) {
        problems.extend(case::doubts(case, document));
        if let Some(computed) = &computed {
            problems.extend(appraisal::doubts(case, &computed.model, &computed.ledger));
            problems.extend(appraisal::contract_doubts(case, &computed.model, &computed.ledger));
        }
        problems = Problems::of(case::allowed(problems.in_order(), &case.allowances, document, None));
    }
    let (shown, exit) = session.judged(problems.in_order());
    let language = session.language_for(case.as_ref());
    // Warnings have a line at the foot of the page; beside a result only problems are said in full.
    let in_full = |p: &&Problem| asked.json || computed.is_none() || exit != Exit::Done || p.severity == Severity::Note;
    let said: Vec<Problem> = shown.iter().filter(in_full).cloned().collect();
    let begun = asked.json.then(|| begin(loaded, case.as_ref(), scenario.as_ref(), &changes));
    session.complain(&said, &loaded.sources, language, begun)?;
    let stamp = case.as_ref().map(|case| Stamp { scenario, changes, ..Stamp::of(case, loaded.files.clone()) });
    let found = Found {
        path: loaded.path.clone(),
        sources: loaded.sources.clone(),
        case,
        computed,
        warnings: shown.iter().filter(|p| p.severity == Severity::Warning).map(|p| p.code).collect(),
        problems: shown.iter().filter(|p| p.severity == Severity::Problem).count(),
        language,
        document,
        stamp,
    };
    Ok((found, exit))
}

/// A case whose contract meets other expectations.
fn expect(case: &mut Case, at: &[String]) -> Result<()> {
    for text in at {
        let wrong = || Usage(format!("--at {text}: write METRIC=SHARE, such as housing=0.8 or all=0.8"));
        let (metric, share) = expectation(text).ok_or_else(wrong)?;
        let Some(contract) = &mut case.contract else { continue };
        if metric == "all" {
            contract.expect_all(share);
            continue;
        }
        let known: Vec<String> = contract.metrics.keys().map(ToString::to_string).collect();
        match contract.metrics.keys().find(|id| id.as_str() == metric).cloned() {
            Some(id) => contract.expect(&id, share),
            None => return Err(unknown("metric", metric, &known).into()),
        }
    }
    Ok(())
}

/// Whether results are JSON, so that complaints are, too.
pub fn is_json(places: &[Destination]) -> bool {
    places.iter().any(|p| p.format == Format::Json && p.file.is_none())
}

/// Whose figures the command line asks for.
///
/// # Errors
/// For a perspective that the case does not have.
pub fn whose(names: &[String], case: &Case) -> Result<Whose> {
    if names.iter().any(|n| n == "all") {
        return Ok(Whose::All);
    }
    if names.is_empty() {
        return Ok(Whose::Headline);
    }
    let known: Vec<String> = case.perspectives.keys().cloned().collect();
    match names.iter().find(|n| !known.contains(n)) {
        Some(name) => Err(unknown("perspective", name, &known).into()),
        None => Ok(Whose::Named(names.to_vec())),
    }
}

/// How a page is asked for.
pub fn options(args: &OutputArgs, language: Language, whose: Whose, only_sentences: bool) -> PageOptions {
    let unit = args.unit.as_deref().map(|u| match u {
        "1000" => Scale::Thousand,
        "1000000" => Scale::Million,
        _ => Scale::One,
    });
    let by = args.by.map(|by| match by {
        ByArg::Period => By::Period,
        ByArg::Year => By::Year,
        ByArg::Quarter => By::Quarter,
        ByArg::Month => By::Month,
    });
    PageOptions { language, whose, unit, by, only_sentences, assumptions: false }
}

/// How a CSV table is asked for.
pub fn manner(args: &OutputArgs) -> Manner {
    let layout = match args.layout {
        LayoutArg::Tidy => Layout::Tidy,
        LayoutArg::Wide => Layout::Wide,
    };
    Manner { layout, excel_da: args.excel_da }
}
