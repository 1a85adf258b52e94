//! The policy file: what must hold and what is let through for every case below it, and nothing else.

use super::reader::Reading;
use super::{Drafts, keyed, no_table, plain};
use crate::case::fields::{in_head, in_policy, table};
use crate::document::{Document, Value, is_broken};
use crate::problem::{Code, Problem, Problems};

/// The tables that may stand there.
pub const TABLES: [&str; 3] = [in_policy::DEMAND.name, in_policy::ALLOW.name, in_policy::RULES.name];

/// Reads a policy file: what must hold and what is let through, for every case below it.
pub fn policy_drafts(document: &Document) -> (Drafts, Problems) {
    let mut reading = Reading::default();
    let mut drafts = Drafts::default();
    for entry in document.root.entries.iter().filter(|e| !is_broken(&e.node) && e.key != in_head::SCHEMA.spec.name) {
        let spec = table(&entry.key).filter(|spec| TABLES.contains(&spec.name));
        match (&entry.node.value, spec) {
            (Value::Table(inner), Some(spec)) if spec.keyed => keyed(inner, spec, &mut drafts, &mut reading),
            (Value::Table(inner), Some(spec)) => plain(inner, spec, &mut drafts, &mut reading),
            (_, Some(spec)) => reading.problems.add(no_table(entry, spec.name)),
            (_, None) => {
                let problem = Problem::new(Code::UnknownKey).variant("policy").with("key", &entry.key);
                reading.problems.add(problem.at(entry.key_span));
            }
        }
    }
    (drafts, reading.problems)
}
