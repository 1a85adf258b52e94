//! Keys that stand under the wrong header: a key belongs to the last `[header]` above it, which people forget.
//!
//! Found before anything is read, since the table that lacks the key comes earlier in the file. Nobody misses the key
//! there: one mistake, one problem.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::shown;
use super::unknown;
use crate::case::fields::{Kind, TableSpec, in_basis, in_contract, in_head, in_input, table as of_name, tables};
use crate::document::{Document, Entry, Table, Value};
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// Keys under the wrong header.
#[derive(Debug, Default)]
pub struct Strays {
    /// Table, and the keys that were meant for it.
    accounted: BTreeMap<String, Vec<&'static str>>,
    /// Where the stray keys stand.
    said: BTreeSet<Span>,
}

impl Strays {
    /// The keys that were meant for a table and stand elsewhere.
    pub fn accounted(&self, path: &str) -> Vec<&'static str> {
        self.accounted.get(path).cloned().unwrap_or_default()
    }
    /// Whether a key stands under the wrong header.
    pub fn said(&self, entry: &Entry) -> bool {
        self.said.contains(&entry.key_span)
    }
}

/// A table with a header.
struct Headed<'d> {
    path: String,
    spec: &'static TableSpec,
    table: &'d Table,
}

/// Finds them all.
pub fn find(document: &Document) -> (Strays, Problems) {
    let mut headed = Vec::new();
    let mut found = Found::of(&document.root);
    for entry in &document.root.entries {
        found.before_the_first_header(entry);
        let (Some(spec), Value::Table(inner)) = (of_name(&entry.key), &entry.node.value) else { continue };
        if !spec.keyed {
            collect(inner, spec, entry.key.clone(), &mut headed);
            below(inner, spec, &entry.key, &mut headed);
            continue;
        }
        for named in &inner.entries {
            if let Value::Table(inner) = &named.node.value {
                collect(inner, spec, format!("{}.{}", entry.key, named.key), &mut headed);
            }
        }
    }
    headed.sort_by_key(|h| (h.table.opened.source, h.table.opened.start));
    let mut source = document.source;
    for (place, here) in headed.iter().enumerate() {
        if here.table.opened.source != source {
            source = here.table.opened.source;
            found.last.clear(); // A key stands under the wrong header of its own file.
        }
        for entry in here.table.entries.iter().filter(|e| here.spec.key(&e.key).is_none() && here.table.has_header()) {
            found.look(entry, here, &headed);
        }
        found.last.insert(here.spec.name, place);
    }
    (found.strays, found.problems)
}

/// Adds a table, and the tables inside it that have headers of their own: of its inputs, `[basis.optimism]`.
fn collect<'d>(table: &'d Table, spec: &'static TableSpec, path: String, headed: &mut Vec<Headed<'d>>) {
    for entry in &table.entries {
        let Value::Table(inner) = &entry.node.value else { continue };
        let inside = match spec.key(&entry.key).map(|f| f.kind) {
            Some(Kind::Input(_) | Kind::Money | Kind::InputOrByYear | Kind::ByYear | Kind::Discount) => {
                Some(&in_input::INPUT)
            }
            Some(Kind::Table(name)) => crate::case::fields::table(name),
            _ => None,
        };
        if let Some(inside) = inside.filter(|_| inner.has_header()) {
            headed.push(Headed { path: format!("{path}.{}", entry.key), spec: inside, table: inner });
        }
    }
    headed.push(Headed { path, spec, table });
}

/// Adds the tables below `[contract]`, which have headers of their own.
fn below<'d>(table: &'d Table, spec: &TableSpec, path: &str, headed: &mut Vec<Headed<'d>>) {
    for entry in &table.entries {
        let Some(Kind::Table(name)) = spec.key(&entry.key).map(|f| f.kind) else { continue };
        let (Some(spec), Value::Table(inner)) = (of_name(name), &entry.node.value) else { continue };
        if in_contract::header(name).is_some_and(|h| h.ends_with("E]") || h.ends_with("Y]")) {
            for named in &inner.entries {
                if let Value::Table(inner) = &named.node.value {
                    collect(inner, spec, format!("{path}.{}.{}", entry.key, named.key), headed);
                }
            }
        } else if in_contract::header(name).is_some() {
            collect(inner, spec, format!("{path}.{}", entry.key), headed);
        }
    }
}

struct Found<'d> {
    root: &'d Table,
    /// The last table of each name so far.
    last: BTreeMap<&'static str, usize>,
    strays: Strays,
    problems: Problems,
}

impl<'d> Found<'d> {
    fn of(root: &'d Table) -> Found<'d> {
        Found { root, last: BTreeMap::new(), strays: Strays::default(), problems: Problems::default() }
    }

    /// A key of `[basis]` or `[case]` that stands before every header.
    fn before_the_first_header(&mut self, entry: &Entry) {
        let is_table = matches!(entry.node.value, Value::Table(_));
        if is_table || in_head::TOP.key(&entry.key).is_some() || of_name(&entry.key).is_some() {
            return;
        }
        let found = [&in_basis::BASIS, &in_head::CASE].into_iter().find_map(|t| Some((t, t.key(&entry.key)?.name)));
        let Some((spec, name)) = found else { return self.misspelt_at_the_top(entry) };
        let lacks = match self.root.get(spec.name).map(|e| &e.node.value) {
            Some(Value::Table(there)) => there.get(name).is_none(),
            _ => true,
        };
        if lacks {
            self.strays.accounted.entry(spec.name.to_owned()).or_default().push(name);
        }
        self.strays.said.insert(entry.key_span);
        let problem = Problem::new(Code::KeyUnderWrongHeader).variant("no-header").with("key", name);
        self.problems.add(problem.with("table", shown(spec.name)).at(entry.key_span));
    }

    /// A misspelt `schema`; nobody misses the right one.
    fn misspelt_at_the_top(&mut self, entry: &Entry) {
        let Some(near) = unknown::near(&entry.key, &in_head::TOP).filter(|n| self.root.get(n).is_none()) else {
            return;
        };
        self.strays.accounted.entry(String::new()).or_default().push(near);
        self.strays.said.insert(entry.key_span);
        let problem = Problem::new(Code::UnknownKey).variant("top-near").with("key", &entry.key).with("near", near);
        self.problems.add(problem.at(entry.key_span));
    }

    fn look(&mut self, entry: &Entry, here: &Headed<'_>, headed: &[Headed<'_>]) {
        if unknown::two_meanings(&entry.key).is_some() {
            return;
        }
        if in_head::TOP.key(&entry.key).is_some() && self.root.get(&entry.key).is_none() {
            let name = in_head::TOP.key(&entry.key).map_or("", |f| f.name);
            self.add(entry, here, "", name, None);
            return;
        }
        let candidates = tables().iter().filter(|t| t.key(&entry.key).is_some());
        let places = candidates.filter_map(|t| self.last.get(t.name).copied());
        let lacking = places.filter(|p| headed.get(*p).is_some_and(|h| h.table.get(&entry.key).is_none()));
        let Some(target) = lacking.max().and_then(|p| headed.get(p)) else { return };
        let Some(name) = target.spec.key(&entry.key).map(|f| f.name) else { return };
        let (path, opened) = (target.path.clone(), target.table.opened);
        self.add(entry, here, &path, name, Some(opened));
    }

    fn add(&mut self, entry: &Entry, here: &Headed<'_>, path: &str, name: &'static str, opened: Option<Span>) {
        self.strays.accounted.entry(path.to_owned()).or_default().push(name);
        self.strays.said.insert(entry.key_span);
        let problem = Problem::new(Code::KeyUnderWrongHeader)
            .variant(if opened.is_some() { "" } else { "top" })
            .with("key", name)
            .with("here", shown(&here.path))
            .with("table", shown(path))
            .at(entry.key_span);
        self.problems.add(match opened {
            Some(opened) => problem.and_see(opened, "belongs-here").and_see(here.table.opened, "stands-here"),
            None => problem,
        });
    }
}
