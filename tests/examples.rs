//! Every example and every case reads without a problem and computes.

use crate::support::{all_cases, good, json};

#[test]
fn every_example_and_case_computes_without_a_complaint() {
    for path in all_cases() {
        let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
        let page = good(&["appraise", &path]);
        assert!(!page.is_empty(), "{path}");
        let result = json(&["appraise", &path, "-O", "json"]);
        let headline = result["headline"].as_str().unwrap();
        assert!(result["perspectives"][headline]["net_present_value"]["value"].is_number(), "{path}");
    }
}

#[test]
fn the_tutorial_has_no_warnings() {
    // What it prints are its demands, met. Examples of caps, steps and guarantees show what these warn of.
    let shown = ["-A", "cliff", "-A", "cap-binds-in-base", "-A", "investor-not-repaid", "-A", "better-pays-less"];
    for line in good(&[&["check", "examples", "-D", "warnings"][..], &shown].concat()).lines() {
        assert!(line.contains("  demand ") || line.ends_with("demands met"), "{line}");
    }
}

#[test]
fn the_cases_have_no_warnings() {
    assert_eq!(good(&["check", "cases", "--strict"]), "");
}
