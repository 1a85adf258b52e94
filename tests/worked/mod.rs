//! Whole cases whose every figure was worked out elsewhere, from the method alone.

use crate::support::{compare::differences, json};

/// The cases of this folder that use nothing but what is read; the others say `not-read-yet`, which `problems` holds.
pub const READ: &[&str] =
    &["w01", "w02", "w03", "w04", "w05", "w06", "w07", "w08", "w09", "w10", "w11", "w12", "w13", "w14", "w15", "w16"];

fn expected(name: &str, what: &str) -> serde_json::Value {
    let path = format!("{}/tests/worked/{name}.{what}.json", env!("CARGO_MANIFEST_DIR"));
    let mut value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
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
