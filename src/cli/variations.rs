//! Scenarios and changes of the command line: the case in each of the ways that were asked for.

use anyhow::Result;

use super::args::ChangeArgs;
use super::load::Loaded;
use super::session::{Usage, point, unknown};
use crate::case::scenario::{Change, ChangeKind, Factor, change, in_scenario, with_changes};
use crate::case::{self, Case};
use crate::document::{self, Document, Node, Value, Why};
use crate::problem::{Code, Problems};
use crate::span::Sources;

/// A case in one of the ways that were asked for.
pub struct Variation {
    /// The scenario; none for the base case.
    pub scenario: Option<String>,
    /// What the command line changed, as written there.
    pub changes: Vec<String>,
    /// The document as it was changed.
    pub document: Option<Document>,
    /// The case; none when a change made it one that cannot be.
    pub case: Option<Case>,
    /// What is wrong with it, when it is not the base case.
    pub problems: Problems,
}

/// Whether the command line asks for anything but the base case.
pub fn is_asked(args: &ChangeArgs) -> bool {
    !args.scenario.is_empty() || !args.set.is_empty() || !args.scale.is_empty()
}

/// The case in every way that was asked for.
///
/// # Errors
/// What the command line names and the case does not have.
pub fn variations(args: &ChangeArgs, loaded: &mut Loaded) -> Result<Vec<Variation>> {
    let Some(document) = loaded.document.clone() else { return Ok(Vec::new()) };
    let changes = changes(args, &mut loaded.sources)?;
    let scaled = args.scale.iter().map(|text| format!("--scale {text}"));
    let texts: Vec<String> = args.set.iter().cloned().chain(scaled).collect();
    let mut list = Vec::new();
    for scenario in scenarios(args, loaded)? {
        let (changed, mut problems) = match in_all(&document, scenario.as_deref(), &changes) {
            Ok(changed) => (changed, Problems::default()),
            Err(problems) => (document.clone(), problems),
        };
        if let Some(problem) = problems.iter().find(|p| p.code == Code::UnknownPath) {
            let said = |key: &str| problem.data.iter().find(|(name, _)| *name == key).map(|(_, text)| text.as_str());
            let near = said("near").map_or(String::new(), |near| format!("; did you mean {near:?}?"));
            let path = said("path").unwrap_or_default();
            return Err(Usage(format!("no value is called {path:?}{near}")).into());
        }
        let mut case = None;
        if !problems.stop() {
            let (read, found) = case::read_plain(&changed, &loaded.name);
            case = read.filter(|_| !found.stop());
            problems = found;
        }
        if let (Some(case), Some(base)) = (&mut case, &loaded.case) {
            case.scenarios.clone_from(&base.scenarios);
        }
        list.push(Variation { scenario, changes: texts.clone(), document: Some(changed), case, problems });
    }
    Ok(list)
}

/// A document in a scenario, with changes on top.
fn in_all(document: &Document, scenario: Option<&str>, changes: &[Change]) -> Result<Document, Problems> {
    let document = match scenario {
        Some(id) => in_scenario(document, id)?,
        None => document.clone(),
    };
    with_changes(&document, changes)
}

/// The scenarios that were asked for; none stands for the base case.
fn scenarios(args: &ChangeArgs, loaded: &Loaded) -> Result<Vec<Option<String>>> {
    let known: Vec<String> = loaded.case.iter().flat_map(|c| c.scenarios.iter().map(|s| s.id.clone())).collect();
    if args.scenario.is_empty() {
        return Ok(vec![None]);
    }
    let mut list = Vec::new();
    for name in &args.scenario {
        if name == "all" {
            list.push(None);
            list.extend(known.iter().cloned().map(Some));
        } else if name == "base" {
            list.push(None);
        } else if known.contains(name) {
            list.push(Some(name.clone()));
        } else {
            return Err(unknown("scenario", name, &known).into());
        }
    }
    Ok(list)
}

/// The changes of the command line: those set, then those scaled.
fn changes(args: &ChangeArgs, sources: &mut Sources) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (flag, list) in [("--set", &args.set), ("--scale", &args.scale)] {
        for text in list {
            let Some((path, value)) = text.split_once('=') else {
                return Err(Usage(format!("{flag} {text}: which value? Write {flag} PATH=VALUE")).into());
            };
            let (path, node) = (path.trim(), value_of(&format!("{flag} {}", path.trim()), value.trim(), sources));
            let span = node.span;
            let kind = match flag {
                "--set" => ChangeKind::Set(node),
                _ => match Factor::read(&node) {
                    Some(factor) => ChangeKind::Scale(factor),
                    None => return Err(Usage(format!("{flag} {text}: {value} is no factor{}", point(value))).into()),
                },
            };
            changes.push(change(path, kind, span));
        }
    }
    Ok(changes)
}

/// A value of the command line: as in a file, else a text without its quotes.
fn value_of(name: &str, text: &str, sources: &mut Sources) -> Node {
    let source = sources.add(name, text);
    let (node, problems) = document::value(source, text);
    if problems.is_empty() {
        return Node { why: Why::Set, ..node };
    }
    let span = crate::span::Span { source, start: 0, end: text.len() as u32 };
    Node { value: Value::Text(text.to_owned()), span, why: Why::Set }
}
