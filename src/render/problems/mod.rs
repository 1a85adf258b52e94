//! Problems as people and machines see them: what is wrong, the reader's own line, why it matters, what to write instead.

mod excerpt;
mod finding;
mod github;
mod gitlab;
mod junit;
mod listed;
mod places;
mod sarif;
mod words;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::problem::{Code, Problem, Severity};
use crate::span::{Sources, Span};
use crate::text::{Language, Theme, say};

use excerpt::{Mark, Row};
pub use finding::{CheckedCase, Finding, Location, Met, findings, location};
pub use github::github;
pub use gitlab::gitlab;
pub use junit::junit;
pub use listed::{csv, markdown};
use places::Places;
pub use sarif::sarif;
pub use words::{ProblemText, problem_text, see_text, severity_key, summary};

/// So many problems of one line may stand over one excerpt.
const TOGETHER: usize = 8;

/// Problems in the order given, each with its excerpt; problems of one line stand over one excerpt.
pub fn problems(list: &[Problem], sources: &Sources, language: Language, color: bool, width: usize) -> String {
    let page = Page { places: Places::of(list, sources), language, paint: Paint { color }, width };
    let mut out = String::new();
    let mut rest = list;
    while !rest.is_empty() {
        let (group, after) = rest.split_at(page.of_one_line(rest));
        page.write(&mut out, group);
        rest = after;
    }
    out
}

/// Problems as items of `afkast.problems`. Columns count characters from 1; an end is the place after the last.
pub fn problems_json(list: &[Problem], sources: &Sources, language: Language) -> Value {
    let places = Places::of(list, sources);
    list.iter().map(|problem| item(problem, sources, &places, language)).collect()
}

fn item(problem: &Problem, sources: &Sources, places: &Places<'_>, language: Language) -> Value {
    let text = problem_text(problem, language);
    let mut item = json!({ "code": problem.code.word(), "severity": problem.severity.word() });
    match (problem.span, problem.file.and_then(|file| sources.get(file))) {
        (Some(span), _) => place(&mut item, span, places),
        (None, Some(file)) => {
            item["file"] = json!(file.name);
            for (key, first) in [("line", 1), ("column", 1), ("end_line", 1), ("end_column", 1)] {
                item[key] = json!(first); // What concerns a whole file stands at its beginning.
            }
        }
        (None, None) => {}
    }
    item["message"] = json!(text.message);
    if let Some(help) = text.help {
        item["help"] = json!(help);
    }
    if problem.code == Code::Demand {
        demand(&mut item, problem);
    }
    if !problem.see.is_empty() {
        let see = problem.see.iter().map(|see| {
            let mut item = json!({});
            place(&mut item, see.span, places);
            if let Some(label) = see_text(problem, see.label, language) {
                item["label"] = json!(label);
            }
            item
        });
        item["see"] = see.collect();
    }
    item
}

/// What machines want to know of a demand that is not met.
fn demand(item: &mut Value, problem: &Problem) {
    let datum = |name: &str| problem.data.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let number = |text: &str| serde_json::from_str::<serde_json::Number>(text).ok();
    item["figure"] = json!(datum("figure"));
    item["found"] = match datum("found").and_then(number) {
        Some(found) => json!({ "value": found }),
        None => json!({ "value": null, "undefined": datum("undefined") }),
    };
    item["bound"] = json!(datum("bound").and_then(number));
}

fn place(item: &mut Value, span: Span, places: &Places<'_>) {
    let Some((start, end)) = places.ends(span) else { return };
    item["file"] = json!(places.file(span.source));
    item["line"] = json!(start.line);
    item["column"] = json!(start.column);
    item["end_line"] = json!(end.line);
    item["end_column"] = json!(end.column);
}

struct Page<'s> {
    places: Places<'s>,
    language: Language,
    paint: Paint,
    width: usize,
}

impl Page<'_> {
    /// How many of the first problems speak of one line, and of nothing else.
    fn of_one_line(&self, list: &[Problem]) -> usize {
        let line = |p: &Problem| {
            let span = p.span.filter(|_| p.see.is_empty())?;
            Some((span.source, self.places.line(span)?))
        };
        let Some(first) = list.first().and_then(line) else { return 1.min(list.len()) };
        list.iter().take(TOGETHER).take_while(|p| line(p) == Some(first)).count().max(1)
    }

    fn write(&self, out: &mut String, group: &[Problem]) {
        let texts: Vec<ProblemText> = group.iter().map(|p| problem_text(p, self.language)).collect();
        let head = |n: usize| (group[n].severity, group[n].code, &texts[n].message);
        for n in once_each(group.len(), head) {
            let (severity, code, message) = head(n);
            self.paint.write(out, severity_style(severity).bold(), &[&texts[n].severity, " ", code.word()]);
            self.paint.write(out, Style::new().bold(), &[": ", message]);
            out.push('\n');
        }
        let rows = self.rows(group, &texts);
        excerpt::write(out, &rows, &self.places, self.paint, self.width);
        if let (true, Some(file)) = (rows.is_empty(), group.iter().find_map(|p| p.file)) {
            let _ = writeln!(out, "  {}", self.places.file(file));
        }
        self.lines(out, "layout.why", texts.len(), |n| texts[n].why.as_deref());
        self.lines(out, "layout.help", texts.len(), |n| texts[n].help.as_deref());
    }

    /// Texts under their label, each once.
    fn lines<'t>(&self, out: &mut String, label: &'static str, count: usize, text: impl Fn(usize) -> Option<&'t str>) {
        for text in once_each(count, &text).filter_map(&text) {
            let word = say(self.language, Theme::Reading, label);
            out.push_str("  ");
            self.paint.write(out, AnsiColor::Cyan.on_default(), &[word, ":"]);
            let _ = writeln!(out, " {}", words::wrapped(text, self.width, word.chars().count() + 4));
        }
    }

    /// The lines to show: that of the problem first, then those it refers to.
    fn rows(&self, group: &[Problem], texts: &[ProblemText]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (problem, text) in group.iter().zip(texts) {
            let here = problem.span.map(|span| Mark {
                span,
                sign: "^",
                label: text.here.clone(),
                style: severity_style(problem.severity),
            });
            let see = problem.see.iter().map(|see| Mark {
                span: see.span,
                sign: "-",
                label: see_text(problem, see.label, self.language),
                style: AnsiColor::Blue.on_default(),
            });
            for mark in here.into_iter().chain(see) {
                let Some(line) = self.places.line(mark.span) else { continue };
                match rows.iter_mut().find(|row| row.source == mark.span.source && row.line == line) {
                    Some(row) => row.marks.push(mark),
                    None => rows.push(Row { source: mark.span.source, line, marks: vec![mark] }),
                }
            }
        }
        rows
    }
}

/// The first place of each of them, however many problems say it.
fn once_each<T: PartialEq>(count: usize, of: impl Fn(usize) -> T) -> impl Iterator<Item = usize> {
    (0..count).filter(move |&n| (0..n).all(|before| of(before) != of(n)))
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Problem => AnsiColor::Red.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Note => AnsiColor::Cyan.on_default(),
    }
}

/// Colour, where it is wanted.
#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    /// Writes some texts, one after the other.
    fn write(self, out: &mut String, style: Style, texts: &[&str]) {
        if self.color {
            let _ = write!(out, "{style}");
        }
        texts.iter().for_each(|text| out.push_str(text));
        if self.color {
            let _ = write!(out, "{style:#}");
        }
    }
}

#[cfg(test)]
mod tests;
