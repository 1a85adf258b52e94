//! Scenarios: named changes of several values. A scenario is a changed document, read again through the same door.
//!
//! ```text
//! document ──(based_on, without, set, scale)──► document ──(--set, --scale)──► document ──► case
//! ```

mod apply;
mod join;
mod labels;
mod path;
mod read;
mod rows;
mod scale;
mod target;

use std::collections::BTreeSet;

use super::Case;
use super::fields::in_scenario::SCENARIO;
use crate::document::{Document, Node, Value, Why};
use crate::problem::{Code, Problem, Problems, Severity};
use crate::span::Span;

pub use apply::{Change, ChangeKind, change};
pub use join::with_scenarios;
pub use labels::{keyed, label_list, labels_at};
pub use path::Path;
pub use scale::Factor;
pub use target::{is_duration, is_input, is_list_of_tables, is_table, is_values};

/// A scenario's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScenarioName {
    /// Its id.
    pub id: String,
    /// `title`
    pub title: Option<String>,
    /// Where its header stands.
    pub span: Span,
}

/// The scenarios that a document has, in order of id.
pub fn names(document: &Document) -> Vec<ScenarioName> {
    let Some(Node { value: Value::Table(table), .. }) = document.get(&[SCENARIO.name]) else { return Vec::new() };
    let mut names: Vec<ScenarioName> = table
        .entries
        .iter()
        .map(|entry| {
            let title = match &entry.node.value {
                Value::Table(inner) => inner.get("title").and_then(|t| match &t.node.value {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                }),
                _ => None,
            };
            ScenarioName { id: entry.key.clone(), title, span: entry.key_span }
        })
        .collect();
    names.sort_by(|a, b| a.id.cmp(&b.id));
    names
}

/// The document as a scenario has it.
///
/// # Errors
/// Everything that is wrong with the scenario itself: paths that lead nowhere, values that cannot be scaled, a circle.
pub fn in_scenario(document: &Document, id: &str) -> Result<Document, Problems> {
    let mut problems = Problems::default();
    let mut changes = Vec::new();
    for each in chain(document, id, &mut problems) {
        changes.extend(read::scenario(document, &each, &mut problems));
    }
    let changed = changed(document, &changes, Why::Scenario, &mut problems);
    if problems.stop() { Err(problems) } else { Ok(changed) }
}

/// The document with changes of the command line, in their order.
///
/// # Errors
/// What cannot be changed so.
pub fn with_changes(document: &Document, changes: &[Change]) -> Result<Document, Problems> {
    let mut problems = Problems::default();
    let changed = changed(document, changes, Why::Set, &mut problems);
    if problems.stop() { Err(problems) } else { Ok(changed) }
}

fn changed(document: &Document, changes: &[Change], why: Why, problems: &mut Problems) -> Document {
    let mut changing = apply::Changing::of(document, problems);
    changes.iter().for_each(|change| changing.make(change, why));
    changing.done()
}

/// The scenarios that one rests on, and itself last. A circle, or a name that nobody has, is a problem.
fn chain(document: &Document, id: &str, problems: &mut Problems) -> Vec<String> {
    let mut chain = vec![id.to_owned()];
    let mut seen = BTreeSet::from([id.to_owned()]);
    let mut current = id.to_owned();
    while let Some((next, span)) = read::based_on(document, &current) {
        if document.get(&[SCENARIO.name, &next]).is_none() {
            let known: Vec<String> = names(document).into_iter().map(|n| n.id).collect();
            let near = crate::document::nearest(&next, known.iter().map(String::as_str)).map(str::to_owned);
            let problem = Problem::new(Code::UnknownId).with("what", "scenario").with("id", &next).at(span);
            problems.add(match near {
                Some(near) => problem.variant("scenario-near").with("near", near),
                None => problem.variant("scenario"),
            });
            break;
        }
        if !seen.insert(next.clone()) {
            problems.add(Problem::new(Code::Circle).variant("scenario").with("id", &next).at(span));
            break;
        }
        chain.push(next.clone());
        current = next;
    }
    chain.reverse();
    chain
}

/// Everything that is wrong with the scenarios of a document whose base can be read: each is read as a case of its own.
pub fn check(document: &Document, name: &str, base: &Problems) -> Problems {
    let mut problems = Problems::default();
    let known = |p: &Problem| base.iter().any(|b| b.code == p.code && b.span == p.span && b.variant == p.variant);
    let mut said: Vec<Problem> = Vec::new();
    for scenario in names(document) {
        let found = match in_scenario(document, &scenario.id) {
            Err(found) => found,
            Ok(changed) => {
                let (_, found) = super::read_plain(&changed, name);
                let mut list = Problems::default();
                let stop = found.iter().filter(|p| p.severity == Severity::Problem && !known(p));
                stop.for_each(|p| list.add(p.clone().and_see(scenario.span, "in-this-scenario")));
                list
            }
        };
        for problem in found.in_order() {
            // What a scenario has from the one that it is based on is said once.
            let circle = |p: &Problem| p.code == Code::Circle && problem.code == Code::Circle;
            let again =
                |p: &Problem| circle(p) || (p.code == problem.code && p.span == problem.span && p.data == problem.data);
            if !said.iter().any(again) {
                said.push(problem);
            }
        }
    }
    said.into_iter().for_each(|p| problems.add(p));
    problems
}

/// What a case says of its scenarios.
pub(super) fn note(case: &mut Case, document: &Document) {
    case.scenarios = names(document);
}
