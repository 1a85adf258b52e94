//! Whole cases whose every figure was worked out elsewhere, from the method alone.

use crate::support::{compare::differences, json};

/// The cases of this folder that use nothing but what is read; the others say `not-read-yet`, which `problems` holds.
pub const READ: &[&str] =
    &["w01", "w02", "w03", "w04", "w05", "w06", "w07", "w08", "w09", "w10", "w11", "w12", "w13", "w14", "w15", "w16"];

/// A file of this folder.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/worked/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A result of this folder: `what` was asked of a case.
pub fn result(name: &str, what: &str) -> serde_json::Value {
    serde_json::from_str(&text(&format!("{name}.{what}.json"))).unwrap()
}

fn expected(name: &str, what: &str) -> serde_json::Value {
    let mut value = result(name, what);
    value["case"]["path"] = serde_json::json!(format!("tests/worked/{name}.toml"));
    value
}

#[test]
fn every_figure_agrees() {
    let mut found = Vec::new();
    for name in READ {
        for (verb, what) in [("appraise", "appraisal"), ("ledger", "ledger")] {
            let ours = json(&[verb, &format!("tests/worked/{name}.toml"), "-O", "json"]);
            let differ = differences(&ours, &expected(name, what));
            found.extend(differ.into_iter().map(|d| format!("{name} {what} {d}")));
        }
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}
