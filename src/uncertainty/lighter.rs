//! A document without its papers: what says nothing of a figure is not read again a thousand times.

use crate::document::{Document, Table, Value};

/// Tables that no figure of a case as it runs hangs on.
const TABLES: &[&str] = &["scenario", "demand", "allow", "rules"];
/// Keys of an input that its base case does not hang on.
const PAPERS: &[&str] = &["low", "high", "source", "note", "unit", "as_of"];
/// Keys under which parties stand by their names, which may be any.
const PARTIES: &[&str] = &["bearer", "cost_to", "income_to", "value_to"];

/// The same document for everything that is computed.
pub(super) fn lighter(document: &Document) -> Document {
    let mut light = document.clone();
    light.root.entries.retain(|entry| !TABLES.contains(&entry.key.as_str()));
    for entry in &mut light.root.entries {
        let prices = entry.key == "price";
        if let Value::Table(table) = &mut entry.node.value {
            without_papers(table, prices);
        }
    }
    light
}

/// Inputs without their papers, and a plain value where nothing else is left; a price stays a table.
fn without_papers(table: &mut Table, prices: bool) {
    for entry in table.entries.iter_mut().filter(|entry| !PARTIES.contains(&entry.key.as_str())) {
        let Value::Table(inner) = &mut entry.node.value else { continue };
        if inner.get("value").is_none() {
            without_papers(inner, false);
            continue;
        }
        // A distribution is checked against its range.
        if inner.get("distribution").is_some() {
            continue;
        }
        inner.entries.retain(|e| !PAPERS.contains(&e.key.as_str()));
        if let ([only], false) = (inner.entries.as_slice(), prices) {
            entry.node = only.node.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::AsWritten;
    use crate::document::parse;
    use crate::span::SourceId;

    #[test]
    fn papers_go_and_values_stay() {
        let text = "[price.a]\nvalue = 1\nsource = \"s\"\n[cost.b]\namount = { value = 2, low = 1, note = \"n\" }\n\
                    bearer = { value = 0.5, note = 0.5 }\n[outcome.c]\nadded_rate = { value = 0.1, evidence = \"rct\" }\n\
                    [scenario.d]\ntitle = \"t\"\n";
        let light = lighter(&parse(SourceId(0), text).0);
        let at = |path: &[&str]| light.get(path).map(AsWritten::of);
        assert_eq!(at(&["cost", "b", "amount"]), Some(AsWritten::Number(2.into())));
        assert_eq!(at(&["price", "a", "value"]), Some(AsWritten::Number(1.into())));
        assert_eq!(at(&["price", "a", "source"]), None);
        assert_eq!(at(&["cost", "b", "bearer", "note"]), Some(AsWritten::Number("0.5".parse().unwrap())));
        assert!(at(&["outcome", "c", "added_rate", "evidence"]).is_some());
        assert_eq!(at(&["scenario"]), None);
    }
}
