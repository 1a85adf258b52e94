//! Schedules of contracts that were worked out elsewhere, from the method alone.

use afkast::appraisal::schedule;
use afkast::render::json::{self, Head};
use afkast::stamp::Stamp;

use crate::support::{compare::differences, ledger};
use crate::worked;

/// The schedules of this folder.
pub const WORKED: &[&str] =
    &["c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10", "c11", "c12", "c13", "c14"];

fn ours(name: &str) -> serde_json::Value {
    let text = worked::text(&format!("{name}.toml"));
    let mut sources = afkast::span::Sources::default();
    let source = sources.add(format!("{name}.toml").as_str(), text.as_str());
    let (document, _) = afkast::document::parse(source, &text);
    let (case, problems) = afkast::case::read(&document, name);
    let case = case.unwrap_or_else(|| panic!("{name}: {:#?}", problems.in_order()));
    let (model, ledger) = ledger(&case);
    let schedule = schedule(&case, &model, &ledger).unwrap().unwrap();
    let stamp = Stamp::of(&case, Vec::new());
    let path = format!("{name}.toml");
    let head = Head { stamp: &stamp, id: &case.id, title: case.names.title.as_deref(), path: &path };
    serde_json::from_str(&json::schedule(head, &case, &schedule).line()).unwrap()
}

#[test]
fn every_schedule_agrees_line_by_line() {
    let mut found = Vec::new();
    for name in WORKED {
        let differ = differences(&ours(name), &worked::result(name, "schedule"));
        found.extend(differ.into_iter().map(|d| format!("{name} {d}")));
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}
