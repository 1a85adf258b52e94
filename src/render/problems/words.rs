//! The words of a problem, from `text/`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use crate::problem::{Code, Problem, Severity};
use crate::text::{Language, Theme, fill, fill_with, say, words};

use super::excerpt::visible;

/// What is said of a problem, in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemText {
    /// `problem`, `warning`, `note`, in the language of the reader.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// What stands under the place itself.
    pub here: Option<String>,
}

/// The words of a problem: those of its variant, else those of its code.
pub fn problem_text(problem: &Problem, language: Language) -> ProblemText {
    let found = Sentences::of(problem, language);
    let part = |sentence: Option<&str>| sentence.map(|text| filled(text, problem, language));
    ProblemText {
        severity: say(language, Theme::Reading, severity_key(problem.severity)).to_owned(),
        message: part(found.message).unwrap_or_else(|| problem.code.word().to_owned()),
        why: part(found.why),
        help: part(found.help),
        here: part(found.here),
    }
}

/// What is said of a kind of problem, before its own data stand in it.
#[derive(Clone, Copy)]
struct Sentences {
    message: Option<&'static str>,
    why: Option<&'static str>,
    help: Option<&'static str>,
    here: Option<&'static str>,
}

/// What was looked up once.
type Known = BTreeMap<(Language, Code, &'static str), Sentences>;

impl Sentences {
    fn of(problem: &Problem, language: Language) -> Sentences {
        static KNOWN: RwLock<Known> = RwLock::new(BTreeMap::new());
        let kind = (language, problem.code, problem.variant);
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&kind).copied();
        known.unwrap_or_else(|| {
            let found = Sentences::look_up(problem.code.word(), problem.variant, language);
            KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(kind, found);
            found
        })
    }

    fn look_up(code: &str, variant: &str, language: Language) -> Sentences {
        let part = |part: &str| {
            let own = match variant {
                "" => None,
                variant => sentence(language, &format!("problem.{code}.{variant}.{part}")),
            };
            own.or_else(|| sentence(language, &format!("problem.{code}.{part}")))
        };
        Sentences { message: part("message"), why: part("why"), help: part("help"), here: part("here") }
    }
}

/// What stands under another place that a problem speaks of.
pub fn see_text(problem: &Problem, label: &str, language: Language) -> Option<String> {
    sentence(language, &format!("problem.see.{label}")).map(|text| filled(text, problem, language))
}

/// `14 problems, 3 warnings in 1 file`
pub fn summary(list: &[Problem], files: usize, language: Language) -> String {
    let count = |severity| list.iter().filter(|p| p.severity == severity).count();
    let counts = [
        (count(Severity::Problem), "layout.summary.problem", "layout.summary.problems"),
        (count(Severity::Warning), "layout.summary.warning", "layout.summary.warnings"),
        (count(Severity::Note), "layout.summary.note", "layout.summary.notes"),
    ];
    let number = |n: usize, one: &'static str, many: &'static str| {
        (say(language, Theme::Reading, if n == 1 { one } else { many }), n.to_string())
    };
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| number(n, one, many))
        .map(|(sentence, n)| fill(sentence, &[("n", &n)]))
        .collect();
    let what = match parts.is_empty() {
        true => say(language, Theme::Reading, "layout.summary.nothing").to_owned(),
        false => parts.join(", "),
    };
    let (sentence, n) = number(files, "layout.summary.file", "layout.summary.files");
    fill(sentence, &[("what", &what), ("n", &n)])
}

/// The key of the word for how much a problem weighs.
pub const fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Problem => "layout.severity.problem",
        Severity::Warning => "layout.severity.warning",
        Severity::Note => "layout.severity.note",
    }
}

/// A sentence of the themes that speak of problems.
fn sentence(language: Language, key: &str) -> Option<&'static str> {
    [Theme::Reading, Theme::Problems].iter().find_map(|&theme| words(language, theme).get(key)).map(String::as_str)
}

fn filled(sentence: &str, problem: &Problem, language: Language) -> String {
    if !sentence.contains('{') {
        return sentence.to_owned();
    }
    fill_with(sentence, |name| {
        let (_, value) = problem.data.iter().find(|(key, _)| *key == name)?;
        Some(word(value, language).map_or_else(|| visible(value), Cow::Borrowed))
    })
}

/// What stands for data that is itself a word of the language: `@kind.list` is `problem.word.kind.list`.
fn word(value: &str, language: Language) -> Option<&'static str> {
    value.strip_prefix('@').and_then(|key| sentence(language, &format!("problem.word.{key}")))
}

/// A text in lines of at most `width`, the later ones under the first word; lines of its own stay lines.
pub fn wrapped(text: &str, width: usize, indent: usize) -> Cow<'_, str> {
    let room = width.saturating_sub(indent).max(30);
    if text.len() <= room && !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while rest.chars().count() > room {
            let end = rest.char_indices().nth(room).map_or(rest.len(), |(i, c)| i + c.len_utf8());
            let Some(cut) = rest[..end].rfind(' ').filter(|&cut| !rest[..cut].trim().is_empty()) else { break };
            lines.push(rest[..cut].trim_end().to_owned());
            rest = rest[cut..].trim_start();
        }
        lines.push(rest.to_owned());
    }
    Cow::Owned(lines.join(&format!("\n{}", " ".repeat(indent))))
}
