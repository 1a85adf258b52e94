//! What `init` writes: every template, in both languages, reads without a complaint and computes.

use crate::support::{afkast, good, json};

/// The cases that `init --list` names.
fn cases() -> Vec<String> {
    let list = good(&["init", "--list"]);
    let names = list.lines().take_while(|l| !l.is_empty()).filter_map(|l| l.split_whitespace().next());
    names.filter(|n| *n != "unit-prices").map(str::to_owned).collect()
}

#[test]
fn every_template_computes_at_once_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for name in cases() {
        let mut results = Vec::new();
        for language in ["en", "da"] {
            let file = folder.path().join(format!("{name}.{language}.toml")).to_str().unwrap().to_owned();
            let said = good(&["init", &file, "--from", &name, "-l", language]);
            assert!(said.contains(&file), "{said}");
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(text.contains("# <-") && text.contains(&format!("afkast appraise {file}")), "{name} {language}");
            assert!(!text.contains("{start}") && text.contains("2026-01"), "{name} {language}");
            assert_eq!(good(&["check", &file, "--strict"]), "", "{name} {language}");
            assert!(good(&["appraise", &file]).len() > 500);
            let mut result = json(&["appraise", &file, "-O", "json"]);
            let headline = result["headline"].as_str().unwrap().to_owned();
            assert!(result["perspectives"][&headline]["net_present_value"]["value"].is_number(), "{name}");
            results.push((result["perspectives"].take(), result["outcomes"].take()));
        }
        assert_eq!(results[0], results[1], "{name}: the same values in both languages");
    }
}

#[test]
fn every_template_is_listed_with_what_it_is_about() {
    for language in ["en", "da"] {
        let list = good(&["init", "--list", "-l", language]);
        assert!(!list.contains("init.about"), "{list}");
        assert!(list.lines().count() >= 6 && list.ends_with('\n'), "{list}");
        for line in list.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
    assert!(cases().contains(&"service".to_owned()));
}

#[test]
fn without_a_name_the_service_is_written() {
    assert_eq!(good(&["init", "-"]), good(&["init", "-", "--from", "service"]));
    assert_ne!(good(&["init", "-"]), good(&["init", "-", "--from", "minimal"]));
    let run = afkast(&["init", "-", "--from", "homelesness"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("homelessness"), "{}", run.err);
}

#[test]
fn nothing_is_written_over_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.toml").to_str().unwrap().to_owned();
    good(&["init", &file]);
    assert_eq!(afkast(&["init", &file, "--from", "minimal"]).code, 2);
    assert!(good(&["init", &file, "--from", "minimal", "--force"]).contains(&file));
    assert_eq!(afkast(&["init", "case.txt"]).code, 2);
}

#[test]
fn the_unit_prices_are_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prices.toml").to_str().unwrap().to_owned();
    assert!(good(&["init", &file, "--from", "unit-prices"]).contains("6 prices"));
    let text = std::fs::read_to_string(&file).unwrap();
    let table = toml::de::DeTable::parse(&text).unwrap().into_inner();
    assert_eq!(table.keys().map(|k| k.get_ref().as_ref()).collect::<Vec<_>>(), ["price", "schema"]);
    for (id, price) in table["price"].get_ref().as_table().unwrap() {
        for key in ["title", "value", "unit", "price_year", "source"] {
            assert!(price.get_ref().as_table().unwrap().get(key).is_some(), "price.{}.{key}", id.get_ref());
        }
    }
    // A folder in which there is a library and nothing else has no case.
    assert_eq!(afkast(&["check", folder.path().to_str().unwrap()]).code, 2);
}
