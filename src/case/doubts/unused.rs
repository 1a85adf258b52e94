//! Tables that nothing refers to.

use std::collections::BTreeSet;

use crate::case::contract::{Earns, Source};
use crate::case::{Case, Per};
use crate::document::{Document, Entry, Table, Value, Why};
use crate::problem::{Code, Problem, Problems};

/// Tables whose only use is that something names them.
const NAMED_BY_OTHERS: [&str; 7] = ["party", "index", "price", "area", "group", "refund", "discount"];
/// Keys that hold prose, never a name.
const PROSE: [&str; 12] =
    ["title", "short", "note", "source", "ref", "reason", "unit", "evidence", "as_of", "version", "owner", "status"];

/// W15
pub(super) fn warn(case: &Case, document: &Document, problems: &mut Problems) {
    let mut candidates: Vec<(&'static str, &Entry)> = Vec::new();
    for table in NAMED_BY_OTHERS {
        let Some(Value::Table(declared)) = document.root.get(table).map(|e| &e.node.value) else { continue };
        // What a case does not name of a library is as if it were not there.
        let own = declared.entries.iter().filter(|e| e.node.why != Why::Library);
        candidates.extend(own.filter(|e| !is_implied(case, table, &e.key)).map(|e| (table, e)));
    }
    if candidates.is_empty() {
        return;
    }
    let mut names = Names::default();
    for entry in &document.root.entries {
        if let Value::Table(inner) = &entry.node.value {
            names.gather(inner, 0);
        }
    }
    for (table, entry) in candidates {
        if !names.has(table, &entry.key) {
            let unused = Problem::new(Code::Unused).with("table", table).with("id", &entry.key);
            problems.add(unused.at(entry.key_span));
        }
    }
}

/// What is used without being named: the only group, the citizens of a transfer.
fn is_implied(case: &Case, table: &str, id: &str) -> bool {
    match table {
        "group" => {
            let outcomes = case.outcomes.values().map(|o| &o.group);
            let costs = case.costs.values().chain(case.avoided.values()).map(|c| &c.amount);
            let flows = case.flows.values().map(|f| &f.amount);
            let per_head = costs.chain(flows).filter_map(|amount| match amount {
                crate::case::Amount::Repeated {
                    per: Per::Starter(group) | Per::Completer(group) | Per::PersonMonth(group),
                    ..
                } => Some(group),
                crate::case::Amount::Repeated { .. } | crate::case::Amount::Listed(_) => None,
            });
            let measured = case.contract.iter().flat_map(|c| c.terms.values()).flat_map(|t| &t.lines);
            let counted = measured.filter_map(|line| match &line.earns {
                Earns::Units { value, .. } | Earns::Value(value) => match &value.source {
                    Source::ExpectedShare { group, .. } => Some(group),
                    Source::Model(count) => Some(&count.group),
                    _ => None,
                },
                Earns::Sum(_) | Earns::Chosen(_) => None,
            });
            outcomes.chain(per_head).chain(counted).any(|group| group.as_str() == id)
        }
        "party" => case.consequences.values().any(|c| c.counterparty.as_str() == id),
        _ => false,
    }
}

/// Every text that may be a name, with the table it can only be of, if its key tells.
#[derive(Default)]
struct Names<'d> {
    of_any: BTreeSet<&'d str>,
    of_one: BTreeSet<(&'static str, &'d str)>,
}

impl<'d> Names<'d> {
    fn has(&self, table: &'static str, id: &str) -> bool {
        self.of_any.contains(id) || self.of_one.contains(&(table, id))
    }

    /// Names in a table; `depth` tables stand between it and the top.
    fn gather(&mut self, table: &'d Table, depth: usize) {
        for entry in table.entries.iter().filter(|e| !PROSE.contains(&e.key.as_str())) {
            if depth > 0 {
                self.of_one.insert(("party", &entry.key)); // A share of a party: `bearer = { aarhus = 0.6 }`
            }
            self.value(&entry.node.value, &entry.key, depth);
        }
    }

    fn value(&mut self, value: &'d Value, key: &'d str, depth: usize) {
        match value {
            Value::Table(inner) => self.gather(inner, depth + 1),
            Value::List(list) => list.iter().for_each(|node| self.value(&node.value, key, depth)),
            Value::Text(text) => {
                let name = text.strip_suffix(".alone").unwrap_or(text);
                match only_table(key) {
                    Some(table) => _ = self.of_one.insert((table, name)),
                    None => _ = self.of_any.insert(name),
                }
            }
            Value::Number(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => {}
        }
    }
}

/// The table whose ids stand at a key, when it is one alone; the last part of a path in a scenario.
fn only_table(key: &str) -> Option<&'static str> {
    match key.rsplit('.').next().unwrap_or(key) {
        "group" => Some("group"),
        "price" | "amount" | "level" => Some("price"),
        "index" => Some("index"),
        "area" => Some("area"),
        "rule" => Some("refund"),
        "discount" => Some("discount"),
        "outcome" | "outcomes" | "figure" => Some("outcome"),
        "part_of" | "bearer" | "paid_to" | "payer" | "recipient" | "counterparty" => Some("party"),
        "kind" | "per" | "timing" | "counted" | "starts" | "period" | "at" | "from" | "until" => Some("none"),
        _ => None,
    }
}
