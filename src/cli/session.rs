//! What a run has at hand: where results and complaints go, how they look, and how it will end.

use std::io::{IsTerminal, Write};

use anyhow::Result;

use super::args::{Color, CommonArgs, LanguageArg, OutputArgs};
use super::load::Loaded;
use super::weights::Weights;
use crate::case::Case;
use crate::problem::{Problem, Severity};
use crate::render::json::{Json, Object};
use crate::render::problems::{problems, problems_json};
use crate::span::Sources;
use crate::text::Language;

/// How a run ends; the worst of several is the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// Somebody said stop.
    Interrupted,
    /// Our own fault.
    OurFault,
    /// A case could not be read or computed, or a result not written.
    NotComputed,
    /// A demand or a denied warning failed.
    Failed,
    /// Done, nothing wrong.
    Done,
    /// The command line is wrong; nothing was done.
    Usage,
}

impl Exit {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Interrupted => 130,
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::NotComputed => 3,
            Exit::OurFault => 4,
        }
    }
    /// The worse of two, in the order 4, 3, 1, 0.
    pub fn worst(self, other: Exit) -> Exit {
        self.min(other)
    }
}

/// A mistake on the command line: exit 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// So many names are listed where none is near.
const LISTED: usize = 30;

/// A name that the command line gives and nothing has; with the nearest that there is.
pub fn unknown(what: &str, name: &str, known: &[String]) -> Usage {
    let nearest = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(&name.to_lowercase(), &k.to_lowercase()), k))
        .filter(|(distance, k)| *distance <= 1 + k.len() / 3)
        .min();
    match nearest {
        Some((_, nearest)) => Usage(format!("no {what} is called {name:?}; did you mean {nearest:?}?")),
        None if known.is_empty() => Usage(format!("no {what} is called {name:?}; there is none")),
        None => {
            let (shown, more) = known.split_at(known.len().min(LISTED));
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            Usage(format!("no {what} is called {name:?}; there are: {}{more}", shown.join(", ")))
        }
    }
}

/// What is added to the refusal of a number that has a decimal comma.
pub fn point(text: &str) -> String {
    if text.contains(',') {
        format!("; decimals have a point: {}", text.trim().replace(',', "."))
    } else {
        String::new()
    }
}

/// What a run has at hand.
pub struct Session<'s> {
    /// Results.
    pub out: &'s mut dyn Write,
    /// Everything else.
    pub err: &'s mut dyn Write,
    /// How a complaint weighs.
    pub weights: Weights,
    language: Option<Language>,
    color: Color,
    quiet: bool,
    verbose: bool,
    width: Option<u16>,
}

impl<'s> Session<'s> {
    /// A session with what every verb understands.
    ///
    /// # Errors
    /// For a name of `-A`, `-W`, `-D` that no complaint has.
    pub fn new(
        out: &'s mut dyn Write,
        err: &'s mut dyn Write,
        common: &CommonArgs,
        output: Option<&OutputArgs>,
        strict: bool,
    ) -> Result<Session<'s>, Usage> {
        let language = common.language.map(language_of);
        let weights = Weights::of(&common.weights, strict)?;
        for name in weights.in_vain() {
            // Said in passing: the run goes on.
            let _ = writeln!(err, "note: {name} stops a case; no flag lets it through");
        }
        Ok(Session {
            out,
            err,
            weights,
            language,
            color: common.color,
            quiet: common.quiet,
            verbose: common.verbose,
            width: output.and_then(|o| o.width),
        })
    }

    /// The language of a case's pages: the flag's, else the case's, else English.
    pub fn language_for(&self, case: Option<&Case>) -> Language {
        let written = || case.and_then(|c| c.language.as_deref().and_then(Language::of));
        self.language.or_else(written).unwrap_or_default()
    }

    /// The language of what is about no case, or about a file that was loaded.
    pub fn language(&self, loaded: Option<&Loaded>) -> Language {
        self.language_for(loaded.and_then(|l| l.case.as_ref()))
    }

    /// Whether pages on standard output have colours.
    pub fn color(&self) -> bool {
        colors(self.color, std::io::stdout().is_terminal())
    }

    /// The width of pages: the flag's, else the terminal's between 60 and 140, else 100.
    pub fn width(&self) -> usize {
        let terminal = || {
            let on_terminal = std::io::stdout().is_terminal();
            let size = on_terminal.then(terminal_size::terminal_size).flatten();
            size.map(|(terminal_size::Width(w), _)| usize::from(w).clamp(60, 140))
        };
        self.width.map(usize::from).or_else(terminal).unwrap_or(100)
    }

    /// Whether notes are shown.
    pub fn verbose(&self) -> bool {
        self.verbose
    }

    /// Whether only problems are shown.
    pub fn quiet(&self) -> bool {
        self.quiet
    }

    /// The same session with pages of another width.
    pub fn wide(mut self, width: Option<u16>) -> Session<'s> {
        self.width = width.or(self.width);
        self
    }

    /// Whether the run fails because of a complaint.
    pub fn fails(&self, problem: &Problem) -> bool {
        self.weights.weigh(problem).is_some_and(|(_, fails)| fails)
    }

    /// The complaints that are shown, and how the case ends because of them.
    pub fn judged(&self, found: Vec<Problem>) -> (Vec<Problem>, Exit) {
        let mut exit = Exit::Done;
        let mut shown = Vec::new();
        for problem in found {
            let Some((severity, fails)) = self.weights.weigh(&problem) else { continue };
            if fails {
                let stops = severity == Severity::Problem && !problem.code.is_demand();
                exit = exit.worst(if stops { Exit::NotComputed } else { Exit::Failed });
            }
            let seen = match severity {
                Severity::Problem => true,
                Severity::Warning => fails || !self.quiet,
                Severity::Note => fails || self.verbose,
            };
            if seen {
                shown.push(Problem { severity, ..problem });
            }
        }
        (shown, exit)
    }

    /// Writes complaints to standard error: for people, or as a line of JSON that begins so.
    ///
    /// # Errors
    /// When standard error cannot be written to.
    pub fn complain(
        &mut self,
        found: &[Problem],
        sources: &Sources,
        language: Language,
        json: Option<Object>,
    ) -> Result<()> {
        if found.is_empty() {
            return Ok(());
        }
        if let Some(begun) = json {
            let object = begun.with("problems", Json::of(&problems_json(found, sources, language))).done();
            writeln!(self.err, "{}", object.line())?;
        } else {
            let color = colors(self.color, std::io::stderr().is_terminal());
            write!(self.err, "{}", problems(found, sources, language, color, self.width()))?;
        }
        Ok(())
    }
}

/// The language that a flag names.
pub const fn language_of(flag: LanguageArg) -> Language {
    match flag {
        LanguageArg::En => Language::English,
        LanguageArg::Da => Language::Danish,
    }
}

/// Whether a stream has colours: the flag wins; else a terminal has, unless NO_COLOR or TERM=dumb say otherwise.
fn colors(flag: Color, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match flag {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") => true,
        Color::Auto => terminal && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}
