//! The values of a document while it is changed: what each is called, and what a default is worth.

use std::collections::BTreeMap;

use super::path::Path;
use super::target::{Target, target};
use crate::case::fields::{TableSpec, danish};
use crate::case::{AsWritten, read_plain};
use crate::document::{Document, Entry, Value, nearest};

/// To how many paths that lead nowhere the nearest is looked for: looking for one is slow.
const SUGGESTIONS: usize = 20;

/// The values of a document, read as a case when first asked for and kept until they change.
#[derive(Default)]
pub struct Rows {
    rows: Option<BTreeMap<String, AsWritten>>,
    unread: bool,
    suggested: usize,
}

impl Rows {
    /// Something was changed that may change others.
    pub fn forget(&mut self) {
        self.rows = None;
    }

    fn of(&mut self, document: &Document) -> &BTreeMap<String, AsWritten> {
        let Rows { rows, unread, .. } = self;
        rows.get_or_insert_with(|| {
            let (case, _) = read_plain(document, "");
            *unread = case.is_none();
            case.into_iter().flat_map(|c| c.assumptions).map(|row| (row.path, row.value)).collect()
        })
    }

    /// Whether the document is no case as it stands, so that nobody can say which defaults it has.
    pub fn are_unknown(&mut self, document: &Document) -> bool {
        self.of(document);
        self.unread
    }

    /// What a value is that is not written.
    pub fn value(&mut self, document: &Document, path: &str) -> Option<&AsWritten> {
        self.of(document).get(path)
    }

    /// The nearest to a path that leads nowhere: a value, a table, or a key that may stand in the table; else a value of the
    /// same table that has a word in common, as `expected_rate` with `success_rate`.
    pub fn nearest(&mut self, document: &Document, path: &Path) -> Option<String> {
        self.suggested += 1;
        if self.suggested > SUGGESTIONS {
            return None;
        }
        let text = path.to_string();
        let (way, key) = text.rsplit_once('.')?;
        let holder = document.get(&path.keys().into_iter().take(path.table()).collect::<Vec<_>>());
        let (Target::Nothing(Some(spec)), Some(_)) = (target(path), holder) else {
            let tables = tables(document);
            let known = self.of(document).keys().chain(&tables).map(String::as_str);
            return nearest(&text, known).map(str::to_owned);
        };
        let of_table = self.of(document).keys().filter_map(|v| v.rsplit_once('.').filter(|(w, _)| *w == way));
        let in_common = of_table.map(|(_, k)| k).filter(|k| alike(k, key));
        let near = translated(key, spec).or_else(|| nearest(key, spec.keys().map(|f| f.name)));
        near.or_else(|| in_common.min_by_key(|k| strsim::damerau_levenshtein(k, key))).map(|k| format!("{way}.{k}"))
    }
}

/// The English key for a Danish one, when it may stand in the table.
fn translated(key: &str, spec: &TableSpec) -> Option<&'static str> {
    danish::key(key).filter(|english| spec.key(english).is_some())
}

/// Whether two keys have a word in common.
fn alike(one: &str, other: &str) -> bool {
    one.split('_').any(|word| other.split('_').any(|w| w == word))
}

/// The tables with an id.
fn tables(document: &Document) -> Vec<String> {
    let inner = |entry: &Entry| match &entry.node.value {
        Value::Table(table) => table.entries.iter().map(|e| format!("{}.{}", entry.key, e.key)).collect(),
        _ => Vec::new(),
    };
    document.root.entries.iter().flat_map(inner).collect()
}
