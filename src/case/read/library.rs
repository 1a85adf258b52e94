//! What stands in a library beside the tables that it shares: `schema`, and nothing else.

use super::{Reading, no_table, top};
use crate::case::fields::in_head;
use crate::case::library::TABLES;
use crate::document::{Document, Value, is_broken, nearest};
use crate::problem::{Code, Problem, Problems};

/// Everything that is wrong with what a library holds; its tables are read with those of the case.
pub fn library_head(document: &Document) -> Problems {
    let mut reading = Reading::default();
    if !document.whole {
        return reading.problems; // Nobody may say what is missing in a text that was not read to its end.
    }
    let _ = top(document, |key| key == in_head::SCHEMA.spec.name, &mut reading);
    for entry in document.root.entries.iter().filter(|e| !is_broken(&e.node)) {
        let is_table = matches!(entry.node.value, Value::Table(_));
        if entry.key == in_head::SCHEMA.spec.name {
            continue;
        }
        if TABLES.contains(&entry.key.as_str()) {
            if !is_table {
                reading.problems.add(no_table(entry, &entry.key));
            }
            continue;
        }
        let near = nearest(&entry.key, TABLES.iter().copied()).filter(|_| is_table);
        let problem = Problem::new(Code::UnknownKey).with("key", &entry.key).at(entry.key_span);
        reading.problems.add(match near {
            Some(near) => problem.variant("table-near").with("near", near),
            None => problem.variant(if is_table { "library-table" } else { "library" }),
        });
    }
    reading.problems
}
