//! What `check` says of each case, and of all of them together, in every form that was asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::Result;
use clap::ValueEnum;

use super::{Asked, Checked};
use crate::cli::args_check::CheckFormat;
use crate::cli::complaint::begin;
use crate::cli::output::{Destination, Growing};
use crate::cli::session::{Exit, Session};
use crate::cli::tally::Tally;
use crate::problem::Problem;
use crate::render::json::Json;
use crate::render::problems::{
    CheckedCase, Met, csv, findings, github, gitlab, junit, location, markdown, problems, problems_json, sarif,
};
use crate::span::{SourceId, Sources};
use crate::text::Language;

/// What is said of a file, in every way that was asked for.
#[derive(Default)]
pub struct Said {
    ways: Vec<Way>,
}

/// What is said of a case in one way.
#[derive(Default)]
struct Way {
    tally: Tally,
    /// What its own file is blamed for, as a page.
    page: String,
    /// What files are blamed for that other cases may share.
    shared: Option<Shared>,
    /// The demands that are met, as a page.
    met: String,
    json: String,
    case: Option<CheckedCase>,
}

struct Shared {
    problems: Vec<Problem>,
    sources: Sources,
    language: Language,
}

impl Said {
    /// Adds a case as it was checked.
    pub fn add(&mut self, checked: &Checked<'_>, asked: &Asked<'_>, session: &Session<'_>) {
        let (sources, mut way) = (&checked.loaded.sources, Way::default());
        let language = session.language_for(checked.way.case.as_ref());
        let (mut own, mut shared) = (Cow::Borrowed(checked.shown.as_slice()), Vec::new());
        if !own.iter().all(is_own) {
            let (mine, others) = checked.shown.iter().cloned().partition(is_own);
            (own, shared) = (Cow::Owned(mine), others);
        }
        way.tally.add(&checked.shown, &own, checked.met.len(), checked.exit);
        if asked.any(CheckFormat::Page) {
            way.page = problems(&own, sources, language, asked.color, asked.width);
            if !session.quiet() {
                let name = checked.name();
                way.met = checked.met.iter().map(|met| format!("{name}  {}\n", met.says)).collect();
            }
        }
        if !shared.is_empty() {
            way.shared = Some(Shared { problems: shared, sources: sources.clone(), language });
        }
        if asked.any(CheckFormat::Json) {
            way.json = object(checked, language).line() + "\n";
        }
        if asked.of_all() {
            let met = checked.met.iter().map(|met| Met {
                id: met.id.to_string(),
                says: met.says.clone(),
                at: location(met.at, sources),
            });
            way.case = Some(CheckedCase {
                name: checked.name(),
                findings: findings(&checked.shown, sources, language, |p| session.fails(p)),
                met: met.collect(),
            });
        }
        self.ways.push(way);
    }

    /// Adds a page of its own.
    pub fn add_page(&mut self, page: String) {
        self.ways.push(Way { page, ..Way::default() });
    }
}

/// Whether it blames the case's own file.
fn is_own(problem: &Problem) -> bool {
    source(problem) == SourceId::default()
}

fn source(problem: &Problem) -> SourceId {
    problem.span.map(|span| span.source).or(problem.file).unwrap_or_default()
}

/// What is said of all cases together.
pub struct Whole<'p> {
    asked: &'p Asked<'p>,
    results: Growing<'p, CheckFormat>,
    tally: Tally,
    /// What was said of files that several cases share: a policy file, a library.
    told: BTreeSet<String>,
    /// For the forms that are made of all cases at once.
    cases: Vec<CheckedCase>,
}

impl<'p> Whole<'p> {
    /// Nothing so far; with `at_once`, nothing is written before the end.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn of(asked: &'p Asked<'p>, places: &'p [Destination<CheckFormat>], at_once: bool) -> Result<Whole<'p>> {
        let results = Growing::to(places, at_once)?;
        Ok(Whole { asked, results, tally: Tally::default(), told: BTreeSet::new(), cases: Vec::new() })
    }

    /// Adds what is said of a file.
    ///
    /// # Errors
    /// When a result cannot be written.
    pub fn take(&mut self, said: Said, session: &mut Session<'_>) -> Result<()> {
        for way in said.ways {
            self.tally.join(&way.tally);
            let mut page = way.page;
            if let Some(shared) = way.shared {
                let news = self.news(&shared);
                self.tally.count(&news);
                let (color, width) = (self.asked.color, self.asked.width);
                page.push_str(&problems(&news, &shared.sources, shared.language, color, width));
            }
            page.push_str(&way.met);
            self.results.add(CheckFormat::Page, &page, session.out)?;
            self.results.add(CheckFormat::Json, &way.json, session.out)?;
            self.cases.extend(way.case);
        }
        Ok(())
    }

    /// What was not said before: a mistake in a file that several cases share is one mistake.
    fn news(&mut self, shared: &Shared) -> Vec<Problem> {
        let mut news = shared.problems.clone();
        news.retain(|problem| {
            let name = shared.sources.get(source(problem)).map_or("", |source| source.name.as_str());
            let (place, code) = (problem.span.map(|span| span.start), problem.code.word());
            self.told.insert(format!("{name} {place:?} {code} {} {:?}", problem.variant, problem.data))
        });
        news
    }

    /// Writes what is left; how the run ends.
    ///
    /// # Errors
    /// When a result cannot be written.
    pub fn finish(mut self, session: &mut Session<'_>) -> Result<Exit> {
        let language = session.language(None);
        let last = self.tally.line(language, session).unwrap_or_default();
        self.results.add(CheckFormat::Page, &last, session.out)?;
        for form in CheckFormat::value_variants() {
            if self.asked.any(*form) {
                let text = whole(*form, &self.cases, &last, language)?;
                self.results.add(*form, &text, session.out)?;
            }
        }
        self.results.finish(session.out)?;
        Ok(self.tally.exit)
    }
}

/// A form that is made of all cases at once; `last` counts what was found.
fn whole(form: CheckFormat, cases: &[CheckedCase], last: &str, language: Language) -> Result<String> {
    Ok(match form {
        CheckFormat::Page | CheckFormat::Json => String::new(),
        CheckFormat::Csv => csv(cases)?,
        CheckFormat::Markdown => markdown(cases, last, language),
        CheckFormat::Sarif => serde_json::to_string_pretty(&sarif(cases, language))? + "\n",
        CheckFormat::Junit => String::from_utf8(junit(cases)?)?,
        CheckFormat::Github => github(cases),
        CheckFormat::Gitlab => serde_json::to_string_pretty(&gitlab(cases))? + "\n",
    })
}

fn object(checked: &Checked<'_>, language: Language) -> Json {
    let (loaded, way) = (checked.loaded, &checked.way);
    let list = Json::of(&problems_json(&checked.shown, &loaded.sources, language));
    begin(loaded, way.case.as_ref(), way.scenario.as_ref(), &way.changes).with("problems", list).done()
}
