//! `explain`: how a figure arose, and what a complaint means.

use anyhow::Result;

use super::args::{ExplainArgs, Format};
use super::output::{deliver, destinations};
use super::results::{Asked, Found, is_json, one, whose};
use super::session::{Exit, Session, Usage, unknown};
use crate::explain::{Explainer, Question, period};
use crate::ledger::{Name, Trace};
use crate::model::Scope;
use crate::problem::{Code, Problem, Severity};
use crate::render::json;
use crate::render::problems::{problem_text, severity_key};
use crate::render::terminal::{Look, page};
use crate::render::{markdown, plain, plain_cell};
use crate::report::{Computed, Explaining, Whose, explanation, leaves, values};
use crate::text::{Language, Theme, fill, say};

/// Explains a figure, or a complaint.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &ExplainArgs, session: &mut Session<'_>) -> Result<Exit> {
    if let Some(name) = &args.problem {
        return complaint(name, session);
    }
    let Some(file) = &args.file else { return Err(Usage("explain which case?".to_owned()).into()) };
    if args.figure.ends_with(".toml") && !file.ends_with(".toml") {
        return Err(Usage(format!("the case comes first: afkast explain {} {file}", args.figure)).into());
    }
    let places = destinations(&args.run.out)?;
    if places.iter().any(|p| p.format == Format::Csv) {
        return Err(Usage("explain writes a page, markdown or json".to_owned()).into());
    }
    if args.run.changes.scenario.len() > 1 || args.run.changes.scenario.iter().any(|s| s == "all") {
        return Err(Usage("explain looks at one scenario at a time".to_owned()).into());
    }
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (all, exit) = one(file, asked, session)?;
    let Some(found) = all.into_iter().next() else { return Ok(exit) };
    let Some(of) = found.page() else { return Ok(exit) };
    let language = found.language;
    let trace = trace(args, &of, |shown| too_long(shown, args.depth, language, session))?;
    let explaining = Explaining { case: of.case, model: of.model, sources: &found.sources, language };
    let report = if args.inputs { values(&explaining, &leaves(&trace)) } else { explanation(&explaining, &trace) };
    let look = Look { language, width: session.width(), color: session.color() };
    deliver(&places, session.out, |format, to_file| {
        Ok(match format {
            Format::Json => tree(&found, &explaining, &trace).into_bytes(),
            Format::Markdown => markdown::page(&report, language).into_bytes(),
            Format::Page | Format::Csv | Format::VegaLite => {
                page(&report, &Look { color: look.color && !to_file, ..look }).into_bytes()
            }
        })
    })?;
    Ok(exit)
}

/// Nobody reads more lines than this.
const MOST: usize = 20_000;

/// Says that a figure is explained less deep than was asked.
fn too_long(shown: usize, asked: u16, language: Language, session: &mut Session<'_>) -> Result<()> {
    if session.quiet() {
        return Ok(());
    }
    let (shown, asked, most) = (shown.to_string(), asked.to_string(), MOST.to_string());
    let sentence = say(language, Theme::Pages, "explanation.too_long");
    let note = say(language, Theme::Reading, severity_key(Severity::Note));
    writeln!(session.err, "{note}: {}", fill(sentence, &[("shown", &shown), ("asked", &asked), ("most", &most)]))?;
    Ok(())
}

/// A trace as deep as was asked, or as it can be read; how deep that is goes to `less_deep`.
fn readable(
    depth: usize,
    at: impl Fn(usize) -> Option<Trace>,
    less_deep: impl FnOnce(usize) -> Result<()>,
) -> Result<Option<Trace>> {
    fn lines(trace: &Trace) -> usize {
        1 + trace.operands.iter().map(lines).sum::<usize>()
    }
    let Some(mut trace) = at(1) else { return Ok(None) };
    let mut before = lines(&trace);
    for deeper in 2..=depth {
        let Some(next) = at(deeper) else { break };
        let count = lines(&next);
        if count > MOST {
            less_deep(deeper - 1)?;
            break;
        }
        trace = next;
        if count == before {
            break;
        }
        before = count;
    }
    Ok(Some(trace))
}

/// The trace of what was asked for; how deep it goes, when that is less deep than asked, goes to `less_deep`.
fn trace(args: &ExplainArgs, of: &Computed<'_>, less_deep: impl FnOnce(usize) -> Result<()>) -> Result<Trace> {
    let (figure, at) = match (args.figure.strip_prefix('@'), args.period.as_deref()) {
        (Some(at), None) => ("net_present_value", Some(at)),
        (_, at) => (args.figure.as_str(), at),
    };
    let perspective = match &args.perspective {
        Some(name) => whose(std::slice::from_ref(name), of.case)
            .map(|w| if w == Whose::All { of.appraisal.headline.clone() } else { name.clone() })?,
        None => of.appraisal.headline.clone(),
    };
    let calendar = &of.model.calendar;
    let place = match at {
        None => None,
        Some(at) => match period(calendar, at.trim_start_matches('@')) {
            Ok(place) => Some(place),
            Err(several) => {
                let begins: Vec<String> =
                    several.iter().map(|p| format!("@{}", calendar.month(calendar.periods()[*p].start))).collect();
                let first = calendar.month(0);
                let last = calendar.month(calendar.horizon() - 1);
                return Err(Usage(if begins.is_empty() {
                    format!(
                        "no period at {at:?}; the case runs from {first} to {last}: @{}, @{first} or @\"month 12\"",
                        first.year()
                    )
                } else {
                    format!("several periods begin in {at}: {}", begins.join(", "))
                })
                .into());
            }
        },
    };
    let explainer = Explainer { case: of.case, model: of.model, ledger: of.ledger, appraisal: of.appraisal };
    let at = |depth| explainer.explain(Question { figure, perspective: &perspective, period: place, depth });
    let found = if args.inputs { at(usize::from(u16::MAX)) } else { readable(usize::from(args.depth), at, less_deep)? };
    match found {
        Some(trace) => Ok(trace),
        None => Err(not_explained(figure, &perspective, &args.file, &explainer).into()),
    }
}

/// Why there is nothing to explain: the figure is somebody else's, or a value that makes the calculation what it is, or
/// nothing is called so.
fn not_explained(figure: &str, perspective: &str, file: &Option<String>, explainer: &Explainer<'_>) -> Usage {
    let has =
        |whose: &&String| explainer.explain(Question { figure, perspective: whose, period: None, depth: 1 }).is_some();
    if let Some(other) = explainer.case.perspectives.keys().find(has) {
        return Usage(format!(
            "{figure} is not worked out for {perspective}, or not in that period; it is for -p {other}"
        ));
    }
    if explainer.case.assumptions.iter().any(|row| row.path == figure) {
        let file = file.as_deref().unwrap_or("FILE");
        let says = "says how the case is worked out, and is no line of it; every value stands in";
        return Usage(format!("{figure} {says}: afkast appraise --assumptions {file}"));
    }
    unknown("figure, line or input", figure, &explainer.names())
}

/// The trace as JSON.
fn tree(found: &Found, explaining: &Explaining<'_>, trace: &Trace) -> String {
    let (language, currency) = (explaining.language, explaining.case.currency.as_str());
    let words = json::Words {
        title: &|t: &Trace| match &t.name {
            Name::Path(path) => path.clone(),
            _ => explaining.title(t),
        },
        formula: &|t: &Trace| plain(&explaining.formula(t), language, currency),
        period: &|place| explaining.period(place).map(|cell| plain_cell(&cell, language, currency)),
    };
    let Some(head) = found.head() else { return String::new() };
    json::trace(head, trace, &words, explaining.sources).indented() + "\n"
}

/// More about a complaint: its sentences, and why it matters.
fn complaint(name: &str, session: &mut Session<'_>) -> Result<Exit> {
    let known: Vec<String> = Code::ALL.iter().map(|c| c.word().to_owned()).collect();
    let Some(code) = Code::ALL.iter().find(|c| c.word() == name) else {
        return Err(unknown("problem or warning", name, &known).into());
    };
    let language = session.language(None);
    write!(session.out, "{}", about(*code, language))?;
    Ok(Exit::Done)
}

/// A sentence with its placeholders left open.
fn open(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, left)) if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                out.push('…');
                rest = left;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// Every sentence of a code, with what it asks for.
fn about(code: Code, language: Language) -> String {
    let severity = say(language, Theme::Reading, severity_key(code.severity()));
    let mut page = format!("{severity} {}: {}\n", code.word(), say(language, Theme::Codes, code.word()));
    let mut last = String::new();
    for variant in variants(code, language) {
        let text = problem_text(&Problem::new(code).variant(variant), language);
        // Variants may share a sentence and differ in what to write.
        if text.message != last {
            page.push_str(&format!("\n  {}\n", open(&text.message)));
            last.clone_from(&text.message);
        }
        if let Some(why) = &text.why {
            page.push_str(&format!("  {}\n", open(why)));
        }
        if let Some(help) = &text.help {
            let help = open(help).replace('\n', "\n        ");
            page.push_str(&format!("  {}: {help}\n", say(language, Theme::Reading, "layout.help")));
        }
    }
    page
}

/// The variants of a code that have a sentence or a help of their own.
fn variants(code: Code, language: Language) -> Vec<&'static str> {
    let prefix = format!("problem.{}.", code.word());
    let mut found = Vec::new();
    for theme in [Theme::Reading, Theme::Problems] {
        for key in crate::text::words(language, theme).keys() {
            let Some(rest) = key.strip_prefix(&prefix) else { continue };
            let variant = match rest.split_once('.') {
                Some((variant, "message" | "help")) => variant,
                None if matches!(rest, "message" | "help") => "",
                _ => continue,
            };
            if !found.contains(&variant) {
                found.push(variant);
            }
        }
    }
    found
}
