//! What was edited between two documents: one edit for each value, or for each table added or removed.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::AsWritten;
use crate::case::scenario::{Factor, Path, is_input, is_list_of_tables, is_table, is_values, keyed, labels_at};
use crate::document::{Document, Node, Table, Value};

/// One value that differs, or one table that only one of the documents has.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Table and key; table and id for a table.
    pub path: String,
    /// What stood there.
    pub old: Option<AsWritten>,
    /// What stands there now.
    pub new: Option<AsWritten>,
    /// Whether it may move a figure: sources, notes, ranges, scenarios and demands do not.
    pub moves: bool,
    /// Whether it is a whole table.
    pub table: bool,
    /// Where it stands in a document, and what is put there.
    pub(super) keys: Vec<String>,
    pub(super) node: Option<Node>,
}

impl Edit {
    /// Where it stands in a document.
    pub(super) fn keys(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }
}

/// Tables that say nothing of figures.
const SILENT_TABLES: &[&str] =
    &["scenario", "demand", "allow", "rules", "case", "schema", "library", "correlation", "area"];
/// Keys of a table that say nothing of figures.
const OF_TABLES: &[&str] =
    &["title", "short", "note", "source", "ref", "date", "unit", "verifier", "data_source", "account"];
/// Keys of an input that say nothing of its base case.
const OF_INPUTS: &[&str] = &[
    "title",
    "short",
    "note",
    "source",
    "ref",
    "unit",
    "as_of",
    "low",
    "high",
    "spread",
    "distribution",
    "sd",
    "p5",
    "p95",
    "p10",
    "p90",
    "median",
    "geometric_sd",
    "alpha",
    "beta",
    "values",
    "weights",
];

/// Every edit that leads from one document to another, in order of path.
pub fn edits(old: &Document, new: &Document) -> Vec<Edit> {
    let optimism = |d: &Document| d.get(&["basis", "optimism"]).is_some();
    let mut walk = Walk { documents: [old, new], edits: Vec::new(), graded: optimism(old) || optimism(new) };
    walk.tables(&Path::of(Vec::new()), Some(&old.root), Some(&new.root));
    walk.edits.sort_by(|a, b| a.path.cmp(&b.path));
    walk.edits
}

struct Walk<'d> {
    /// The old one and the new one.
    documents: [&'d Document; 2],
    edits: Vec<Edit>,
    /// Whether a grade of evidence moves figures.
    graded: bool,
}

impl Walk<'_> {
    /// The keys of two tables, one of which may be missing.
    fn tables(&mut self, way: &Path, old: Option<&Table>, new: Option<&Table>) {
        let keys = |table: Option<&Table>| -> BTreeSet<String> {
            table.into_iter().flat_map(|t| t.entries.iter().map(|e| e.key.clone())).collect()
        };
        for key in keys(old).union(&keys(new)) {
            let node = |table: Option<&Table>| table.and_then(|t| t.get(key)).map(|e| e.node.clone());
            let mut keys: Vec<String> = way.keys().into_iter().map(str::to_owned).collect();
            keys.push(key.clone());
            self.nodes(&Path::of(keys), node(old), node(new));
        }
    }

    fn nodes(&mut self, path: &Path, old: Option<Node>, new: Option<Node>) {
        let (old_table, new_table) = (old.as_ref().and_then(table), new.as_ref().and_then(table));
        let all_tables = (old.is_none() || old_table.is_some()) && (new.is_none() || new_table.is_some());
        let holds_tables = path.len() < path.table();
        let is_price = matches!(path.keys()[..], ["price", _]);
        let is_holder = path.len() == path.table() && !is_price;
        match (&old, &new) {
            _ if holds_tables && all_tables => self.tables(path, old_table, new_table),
            (Some(_), Some(_)) if is_holder && all_tables => self.tables(path, old_table, new_table),
            (Some(_), Some(_)) if all_tables && deeper(path) && !is_of_input(old_table) && !is_of_input(new_table) => {
                self.tables(path, old_table, new_table);
            }
            (Some(old), Some(new)) if self.members(path, old, new) => {}
            (Some(old), Some(new)) => self.values(path, old, new),
            (None, None) => {}
            _ => self.add(path, old.as_ref(), new.as_ref(), is_holder && all_tables),
        }
    }

    /// The members of two lists of a contract, one by one, when they belong to the same measurements, or are tables that
    /// differ in their inputs alone; whether it is so. Else a list is one value.
    fn members(&mut self, path: &Path, old: &Node, new: &Node) -> bool {
        let name = path.to_string();
        if is_values(&name) {
            let [was, is] = self.documents.map(|document| labels_at(document, &path.keys()));
            let keys: BTreeSet<&str> = was.iter().map(String::as_str).collect();
            let by_measurement = |node: &Node| match &node.value {
                Value::List(list) => keyed(list, &was, node.span),
                Value::Table(table) => {
                    let here = table.entries.iter().map(|e| e.key.as_str()).collect::<BTreeSet<&str>>();
                    (here == keys).then(|| table.clone())
                }
                _ => None,
            };
            let (Some(old), Some(new), true) = (by_measurement(old), by_measurement(new), was == is) else {
                return false;
            };
            self.tables(path, Some(&old), Some(&new));
            return true;
        }
        let (Value::List(old), Value::List(new), true) = (&old.value, &new.value, is_list_of_tables(&name)) else {
            return false;
        };
        let others = |(place, table): (usize, &Table)| {
            let path = path.then(&place.to_string());
            let plain = table.entries.iter().filter(move |e| !is_input(&path.then(&e.key).to_string()));
            plain.map(|e| (e.key.clone(), e.node.clone())).collect::<BTreeMap<String, Node>>()
        };
        let (Some(old), Some(new)) = (tables(old), tables(new)) else { return false };
        let pairs = (1..).zip(old.iter().zip(&new));
        let alike = |(place, (old, new)): (usize, (&&Table, &&Table))| {
            let (old, new) = (others((place, old)), others((place, new)));
            old.len() == new.len() && old.iter().all(|(key, node)| new.get(key).is_some_and(|other| same(node, other)))
        };
        if old.len() != new.len() || !pairs.clone().all(alike) {
            return false;
        }
        for (place, (old, new)) in pairs {
            self.tables(&path.then(&place.to_string()), Some(old), Some(new));
        }
        true
    }

    /// Two values of one key; of inputs what is known of them apart.
    fn values(&mut self, path: &Path, old: &Node, new: &Node) {
        let (old_value, new_value) = (worth(old), worth(new));
        let ways = |node: &Node| -> BTreeSet<String> {
            let table = table(node).filter(|t| is_of_input(Some(t)));
            table.into_iter().flat_map(|t| t.entries.iter().map(|e| e.key.clone())).filter(|k| k != "value").collect()
        };
        let of = |node: &Node, key: &str| table(node).and_then(|t| t.get(key)).map(|e| e.node.clone());
        let differs = |key: &String| match (of(old, key), of(new, key)) {
            (Some(old), Some(new)) => !same(&old, &new),
            (None, None) => false,
            _ => true,
        };
        let (was, is) = (ways(old), ways(new));
        let keys: Vec<&String> = was.union(&is).filter(|key| differs(key)).collect();
        let moving = |key: &&&String| !self.is_silent(key);
        if !same(&old_value, &new_value) || keys.iter().any(|key| moving(&key)) {
            let as_written = same(&old_value, &new_value);
            let (shown_old, shown_new) = if as_written { (old.clone(), new.clone()) } else { (old_value, new_value) };
            self.edits.push(Edit {
                path: path.to_string(),
                old: Some(AsWritten::of(&shown_old)),
                new: Some(AsWritten::of(&shown_new)),
                moves: !self.is_silent_path(path),
                table: false,
                keys: path.keys().into_iter().map(str::to_owned).collect(),
                node: Some(new.clone()),
            });
        }
        let silent: Vec<&String> = keys.into_iter().filter(|key| self.is_silent(key)).collect();
        for key in silent {
            self.add(&path.then(key), of(old, key).as_ref(), of(new, key).as_ref(), false);
        }
    }

    fn add(&mut self, path: &Path, old: Option<&Node>, new: Option<&Node>, table: bool) {
        self.edits.push(Edit {
            path: path.to_string(),
            old: old.map(AsWritten::of),
            new: new.map(AsWritten::of),
            moves: !self.is_silent_path(path),
            table,
            keys: path.keys().into_iter().map(str::to_owned).collect(),
            node: new.cloned(),
        });
    }

    /// Whether a key of an input says nothing of its base case.
    fn is_silent(&self, key: &str) -> bool {
        OF_INPUTS.contains(&key) || (key == "evidence" && !self.graded)
    }

    fn is_silent_path(&self, path: &Path) -> bool {
        let keys = path.keys();
        let of_table = keys.first().is_some_and(|first| SILENT_TABLES.contains(first));
        let own_key = keys.last().is_some_and(|last| match keys.len().checked_sub(path.whole()) {
            Some(0) if path.whole() > path.table() => OF_TABLES.contains(last) || (*last == "evidence" && !self.graded),
            Some(1..) => self.is_silent(last),
            _ => false,
        });
        of_table || own_key
    }
}

fn table(node: &Node) -> Option<&Table> {
    match &node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// The tables of a list, when it has nothing else.
fn tables(list: &[Node]) -> Option<Vec<&Table>> {
    list.iter().map(table).collect()
}

/// Whether a table is that of an input.
fn is_of_input(table: Option<&Table>) -> bool {
    table.is_some_and(|t| t.get("value").is_some())
}

/// Whether what stands under a key has paths of its own: a table of keys, or the values of a contract.
fn deeper(path: &Path) -> bool {
    is_table(&path.to_string()) || path.keys().first() == Some(&"contract")
}

/// The value of an input's table; anything else itself.
fn worth(node: &Node) -> Node {
    match table(node).and_then(|t| t.get("value")) {
        Some(entry) => entry.node.clone(),
        None => node.clone(),
    }
}

/// Whether two values say the same: `0.1`, `0.10` and `"10 %"` do.
fn same(old: &Node, new: &Node) -> bool {
    match (Factor::read(old), Factor::read(new)) {
        (Some(old), Some(new)) => old == new,
        _ => AsWritten::of(old) == AsWritten::of(new),
    }
}
