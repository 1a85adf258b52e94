//! Cases read and computed for a verb that prints figures; complaints are said on the way.

use anyhow::Result;

use super::args::{By as ByArg, Format, Layout as LayoutArg, OutputArgs};
use super::compute::{Computed, compute};
use super::load::{Loaded, files, load};
use super::output::Destination;
use super::session::{Exit, Session, unknown};
use crate::appraisal;
use crate::case::{self, Case};
use crate::model::Scope;
use crate::problem::{Code, Severity};
use crate::render::csv::{Layout, Manner};
use crate::render::json::Head;
use crate::report::{self, By, PageOptions, Scale, Whose};
use crate::stamp::Stamp;
use crate::text::Language;

/// A case of the command line: read and computed, or the number of its problems.
pub struct Found {
    /// What was read.
    pub loaded: Loaded,
    /// What was computed; none when a problem stopped it.
    pub computed: Option<Computed>,
    /// The warnings about it.
    pub warnings: Vec<Code>,
    /// How many problems stopped it.
    pub problems: usize,
    /// Its stamp, when it was read.
    stamp: Option<Stamp>,
}

impl Found {
    /// The case with its figures, for pages.
    pub fn page(&self) -> Option<report::Computed<'_>> {
        let (case, computed) = (self.loaded.case.as_ref()?, self.computed.as_ref()?);
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
        let case = self.loaded.case.as_ref()?;
        let stamp = self.stamp.as_ref()?;
        Some(Head { stamp, id: &case.id, title: case.names.title.as_deref(), path: &self.loaded.path })
    }
}

/// Reads and computes each case that the command line means.
///
/// # Errors
/// When the command line is wrong, or by our own fault.
pub fn all(named: &[String], scope: &Scope, json: bool, session: &mut Session<'_>) -> Result<(Vec<Found>, Exit)> {
    let mut exit = Exit::Done;
    let mut list = Vec::new();
    for file in files(named)? {
        let (found, ended) = one(&file, scope, json, session)?;
        exit = exit.worst(ended);
        list.push(found);
    }
    Ok((list, exit))
}

/// Reads and computes one case.
///
/// # Errors
/// By our own fault only.
pub fn one(file: &str, scope: &Scope, json: bool, session: &mut Session<'_>) -> Result<(Found, Exit)> {
    let mut loaded = load(file);
    let mut computed = None;
    if let Some(case) = &loaded.case {
        match compute(case, scope)? {
            Ok(figures) => computed = Some(figures),
            Err(problem) => loaded.problems.add(problem),
        }
    }
    if let (Some(case), Some(document)) = (&loaded.case, &loaded.document) {
        loaded.problems.extend(case::doubts(case, document));
        if let Some(computed) = &computed {
            loaded.problems.extend(appraisal::doubts(case, &computed.appraisal));
        }
    }
    let mut found = loaded.problems.clone().in_order();
    if let (Some(case), Some(document)) = (&loaded.case, &loaded.document) {
        found = case::allowed(found, &case.allowances, document, None);
    }
    let (shown, exit) = session.judged(&found);
    let language = session.language(Some(&loaded));
    // Warnings have a line at the foot of the page; beside a result only problems are said in full.
    let said: Vec<_> = shown
        .iter()
        .filter(|p| json || computed.is_none() || exit != Exit::Done || p.severity == Severity::Note)
        .cloned()
        .collect();
    session.complain(&said, &loaded.sources, language, json)?;
    let problems = shown.iter().filter(|p| p.severity == Severity::Problem).count();
    let warnings = shown.iter().filter(|p| p.severity == Severity::Warning).map(|p| p.code).collect();
    let stamp = loaded.case.as_ref().map(|case| Stamp::of(case, loaded.files.clone()));
    Ok((Found { loaded, computed, warnings, problems, stamp }, exit))
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
