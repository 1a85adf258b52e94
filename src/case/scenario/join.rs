//! Scenarios in a file of their own, beside the case that they are about.

use crate::case::fields::in_head;
use crate::case::fields::in_scenario::SCENARIO;
use crate::document::{Document, Entry, Node, Table, Value, Why, is_broken};
use crate::problem::{Code, Problem, Problems};

/// A case's document with the scenarios of another file, and what is wrong with that file: it holds `[scenario.ID]` tables
/// (and `schema`), and none whose name the case has, too.
///
/// ```
/// use afkast::{case::scenario::{names, with_scenarios}, document, span::SourceId};
/// let (case, _) = document::parse(SourceId(0), "schema = 1\n[scenario.low]\n");
/// let (more, _) = document::parse(SourceId(1), "[scenario.high.set]\n\"basis.discount\" = 0.05\n");
/// let (joined, problems) = with_scenarios(case, more);
/// assert!(problems.is_empty());
/// assert_eq!(names(&joined).iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["high", "low"]);
/// ```
pub fn with_scenarios(mut document: Document, scenarios: Document) -> (Document, Problems) {
    let mut problems = Problems::default();
    document.lacks |= !scenarios.whole;
    for entry in scenarios.root.entries.into_iter().filter(|entry| !is_broken(&entry.node)) {
        match (entry.key.as_str(), entry.node.value) {
            (key, _) if key == in_head::SCHEMA.spec.name => {}
            (key, Value::Table(inner)) if key == SCENARIO.name => add(&mut document.root, inner, &mut problems),
            (key, _) => {
                let problem = Problem::new(Code::UnknownKey).variant("scenarios").with("key", key);
                problems.add(problem.at(entry.key_span));
            }
        }
    }
    (document, problems)
}

fn add(root: &mut Table, scenarios: Table, problems: &mut Problems) {
    if root.get(SCENARIO.name).is_none() {
        let span = scenarios.entries.first().map(|e| e.key_span).unwrap_or_default();
        let node = Node { value: Value::Table(Table::new(span)), span, why: Why::Written };
        root.add(Entry { key: SCENARIO.name.to_owned(), key_span: span, node });
    }
    // Something other than a table has its problem when the case is read.
    let Some(Value::Table(there)) = root.get_mut(SCENARIO.name).map(|e| &mut e.node.value) else { return };
    for scenario in scenarios.entries {
        match there.get(&scenario.key) {
            Some(first) => {
                let taken = Problem::new(Code::NameIsTaken).variant("scenario").with("name", &scenario.key);
                problems.add(taken.at(scenario.key_span).and_see(first.key_span, "already-there"));
            }
            None => there.add(scenario),
        }
    }
}
