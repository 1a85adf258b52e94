//! Complaints as machines get them: every one with its file, its line and its column.

use super::places::Places;
use super::words::{ProblemText, problem_text, see_text};
use crate::problem::{Code, Problem, Severity};
use crate::span::{Place, SourceId, Sources, Span};
use crate::stamp::digest;
use crate::text::{Language, Theme, say};

/// A stretch of a file. The end is the place after the last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Location {
    /// The file, as it is called on the command line.
    pub file: String,
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
}

/// One complaint, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether the run fails because of it.
    pub fails: bool,
    /// Where. What concerns a whole file stands at its beginning.
    pub at: Location,
    /// What is wrong.
    pub message: String,
    /// The same, why it matters and what to write instead, a line each.
    pub in_full: String,
    /// Of a demand, its id.
    pub id: Option<String>,
    /// Other places, each with its label.
    pub see: Vec<(Location, Option<String>)>,
}

/// A demand that is met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Met {
    /// Its id.
    pub id: String,
    /// What it came to, in a sentence.
    pub says: String,
    /// Where it stands.
    pub at: Location,
}

/// A case after its check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedCase {
    /// The file, and the scenario that was asked for.
    pub name: String,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The demands that are met.
    pub met: Vec<Met>,
}

/// Complaints in words and with their places; `fails` says which of them the run fails for.
pub fn findings(
    list: &[Problem],
    sources: &Sources,
    language: Language,
    fails: impl Fn(&Problem) -> bool,
) -> Vec<Finding> {
    let places = Places::of(list, sources);
    let finding = |problem: &Problem| {
        let text = problem_text(problem, language);
        let see = problem
            .see
            .iter()
            .filter_map(|see| Some((located(see.span, &places)?, see_text(problem, see.label, language))));
        Finding {
            code: problem.code,
            severity: problem.severity,
            fails: fails(problem),
            at: problem.span.and_then(|span| located(span, &places)).unwrap_or_else(|| beginning(problem, &places)),
            in_full: in_full(&text, language),
            message: text.message,
            id: id(problem),
            see: see.collect(),
        }
    };
    list.iter().map(finding).collect()
}

/// What is wrong, why it matters, what to write instead.
fn in_full(text: &ProblemText, language: Language) -> String {
    let labelled =
        |key, part: &Option<String>| part.as_ref().map(|p| format!("{}: {p}", say(language, Theme::Reading, key)));
    let parts = [Some(text.message.clone()), labelled("layout.why", &text.why), labelled("layout.help", &text.help)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn id(problem: &Problem) -> Option<String> {
    let id = problem.data.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.clone());
    id.filter(|_| problem.code == Code::Demand)
}

/// Where a span lies; none when its text is not among those that are spoken of.
fn located(span: Span, places: &Places<'_>) -> Option<Location> {
    let (start, end) = places.ends(span)?;
    Some(Location { file: places.file(span.source).to_owned(), start, end })
}

/// Where a span of a text lies.
pub fn location(span: Span, sources: &Sources) -> Location {
    let file = sources.get(span.source).map_or_else(String::new, |source| source.name.clone());
    Location { file, start: sources.place(span.source, span.start), end: sources.place(span.source, span.end) }
}

/// The beginning of the file that a complaint concerns: that of the case, when it names none.
fn beginning(problem: &Problem, places: &Places<'_>) -> Location {
    let start = Place { line: 1, column: 1 };
    Location { file: places.file(problem.file.unwrap_or(SourceId(0))).to_owned(), start, end: start }
}

/// Every complaint once, each with a mark by which it is known again when lines above it come and go: what several cases
/// share, a library or a policy file, is said for each of them on a page, and once to a machine.
pub(super) fn marked(cases: &[CheckedCase]) -> Vec<(&Finding, String)> {
    let mut seen: std::collections::BTreeMap<String, Vec<&Finding>> = std::collections::BTreeMap::new();
    let mut list = Vec::new();
    for finding in cases.iter().flat_map(|case| &case.findings) {
        let told = format!("{}\n{}\n{}", finding.code.word(), finding.at.file, finding.message);
        let alike = seen.entry(told.clone()).or_default();
        if alike.iter().any(|other| other.at == finding.at) {
            continue;
        }
        list.push((finding, digest(format!("{told}\n{}", alike.len()).as_bytes())));
        alike.push(finding);
    }
    list
}
