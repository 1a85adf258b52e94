//! JSON Schemas: what the schema of a case can say, it says as the reader does; and what commands print is as the schema
//! of its format says.

use std::fs;
use std::path::{Path, PathBuf};

use afkast::document::{self, Document, Table};
use afkast::problem::{Code, Severity};
use afkast::schema;
use afkast::span::SourceId;
use afkast::text::Language;
use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::support::{all_cases, tomls};

/// A validator of one of the schemas. The schema itself is checked against that of its draft on the way.
fn validator(name: &str) -> Validator {
    jsonschema::validator_for(&schema::of(name, Language::English).unwrap()).unwrap()
}

/// What a schema has against a value.
fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|e| format!("{}: {e:.200}", e.instance_path())).collect()
}

/// A file as an editor hands it to a schema: its values as JSON.
fn as_json(document: &Document) -> Value {
    table(&document.root)
}

fn table(table: &Table) -> Value {
    Value::Object(table.entries.iter().map(|e| (e.key.clone(), value(&e.node.value))).collect::<Map<_, _>>())
}

fn value(of: &document::Value) -> Value {
    match of {
        document::Value::Table(inner) => table(inner),
        document::Value::List(list) => list.iter().map(|node| value(&node.value)).collect(),
        document::Value::Text(text) | document::Value::Time(text) => text.as_str().into(),
        document::Value::Truth(truth) => (*truth).into(),
        // What is no number in JSON, `nan`, is none here either.
        document::Value::Number(literal) => {
            let plain = literal.text.replace('_', "");
            serde_json::from_str(plain.trim_start_matches('+')).unwrap_or(Value::Null)
        }
        document::Value::Broken => Value::Null,
    }
}

fn parse(path: &Path) -> (String, Document, bool) {
    let text = fs::read_to_string(path).unwrap();
    let (document, problems) = document::parse(SourceId(0), &text);
    (text, document, problems.stop())
}

#[test]
fn every_schema_is_one_in_both_languages() {
    for language in Language::ALL {
        for name in schema::names() {
            let of = schema::of(name, *language).unwrap();
            assert!(jsonschema::meta::is_valid(&of), "{name} {}", language.word());
            assert!(of["description"].as_str().is_some_and(|d| d.ends_with('.')), "{name}");
        }
    }
    for table in afkast::case::fields::tables() {
        let of = schema::table(table.name, Language::Danish);
        assert_eq!(of.as_ref().map(jsonschema::meta::is_valid), (!table.later).then_some(true), "{}", table.name);
    }
    let about = |language| schema::of("case", language).unwrap()["definitions"]["basis"]["description"].clone();
    assert_ne!(about(Language::English), about(Language::Danish));
}

#[test]
fn every_good_file_is_as_its_schema_says() {
    let (case, library, policy) = (validator("case"), validator("library"), validator("policy"));
    for path in all_cases() {
        let (_, document, broken) = parse(&path);
        assert!(!broken);
        let of = if afkast::case::is_library(&document) { &library } else { &case };
        assert_eq!(complaints(of, &as_json(&document)), [""; 0], "{}", path.display());
    }
    for folder in ["a-policy", "a-rule-with-an-exception"] {
        let (_, document, _) = parse(&PathBuf::from(format!("tests/guard/{folder}/afkast.toml")));
        assert_eq!(complaints(&policy, &as_json(&document)), [""; 0], "{folder}");
    }
    let (_, document, _) = parse(Path::new("tests/guard/a-policy-with-a-problem/afkast.toml"));
    assert_eq!(complaints(&policy, &as_json(&document)).len(), 1);
}

#[test]
fn every_template_is_as_the_schema_says_that_it_names() {
    let list = crate::support::good(&["init", "--list"]);
    for template in list.lines().take_while(|l| !l.is_empty()).filter_map(|l| l.split_whitespace().next()) {
        for language in ["en", "da"] {
            let text = crate::support::good(&["init", "-", "--from", template, "-l", language]);
            let named = text.lines().next().unwrap().strip_prefix("#:schema ./").unwrap();
            let of = validator(named.strip_suffix(".schema.json").unwrap());
            let (document, _) = document::parse(SourceId(0), &text);
            assert_eq!(complaints(&of, &as_json(&document)), [""; 0], "{template} {language}");
        }
    }
}

#[test]
fn every_failing_file_is_refused_when_a_schema_can_say_why() {
    let case = validator("case");
    let (mut missed, mut refused) = (Vec::new(), Vec::new());
    for path in tomls("tests/problems") {
        let (text, document, broken) = parse(&path);
        let first = text.lines().next().unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let expected = first.strip_prefix("# expect: ").unwrap().split(' ').filter(|e| !e.contains(':'));
        let word = |e: &str| e.split('@').next().unwrap().to_owned();
        let codes: Vec<Code> = expected.map(|e| *Code::ALL.iter().find(|c| c.word() == word(e)).unwrap()).collect();
        if broken || first.contains(".toml") {
            continue;
        }
        let found = complaints(&case, &as_json(&document));
        if !codes.iter().any(|c| c.severity() == Severity::Problem && !c.is_demand()) {
            refused.extend(found.iter().map(|f| format!("{name}{f}")));
        }
        if codes.iter().any(|code| SAID.contains(code)) && found.is_empty() {
            missed.push(name.to_owned());
        }
    }
    assert_eq!(refused, [""; 0], "the reader has nothing against them");
    assert_eq!(missed, NOT_SAID);
}

/// What a run prints as JSON, an object or a line for each of several cases.
fn printed(args: &[&str]) -> Vec<Value> {
    let run = crate::support::afkast(&[args, &["-O", "json"]].concat());
    let read = |text: &str| -> Vec<Value> {
        serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>().unwrap_or_default()
    };
    read(&run.out).into_iter().chain(read(&run.err)).collect()
}

#[test]
fn what_commands_print_is_as_the_schema_of_its_format_says() {
    let formats: Vec<(&str, Validator)> =
        schema::names().into_iter().filter(|n| n.starts_with("afkast.")).map(|n| (n, validator(n))).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut wrong = std::collections::BTreeSet::new();
    let mut check = |args: &[&str]| {
        let objects = printed(args);
        assert!(!objects.is_empty(), "{args:?}");
        for object in objects {
            let format = object["format"].as_str().unwrap();
            let (name, schema) = formats.iter().find(|(name, _)| *name == format).unwrap();
            let mut with_more = object.clone();
            with_more["more"] = 1.into();
            assert!(!schema.is_valid(&with_more), "{args:?}: nothing else may stand there");
            let found = complaints(schema, &object);
            wrong.extend(found.into_iter().map(|found| format!("{} {found}", args[0])));
            seen.insert(*name);
        }
    };
    for path in all_cases() {
        let (_, document, _) = parse(&path);
        if afkast::case::is_library(&document) {
            continue;
        }
        let file = path.to_str().unwrap();
        for args in [
            &["appraise", file, "-p", "all"][..],
            &["appraise", file, "-s", "all"],
            &["ledger", file],
            &["explain", file, "npv", "--depth", "40"],
            &["check", file],
            &["break-even", file],
            &["sensitivity", file],
            &["compare", file, "-s", "all"],
            &["simulate", file, "-n", "256"],
        ] {
            check(args);
        }
        if document.root.get("contract").is_some() {
            check(&["schedule", file]);
        }
    }
    const P1: &str = "cases/aarhus-housing-first/case.toml";
    const P2: &str = "cases/din-vej-i-job/case.toml";
    const DRAWN: &str = "examples/55-uncertainty.toml";
    check(&["compare", P1, P2]);
    check(&["compare", P1, P2, "--simulate", "-n", "64"]);
    check(&["compare", DRAWN, "-s", "all", "-p", "all", "-n", "64"]);
    check(&["break-even", DRAWN, "--probability", "0.8", "-n", "64"]);
    check(&["break-even", DRAWN, "--probability", "1", "-n", "64"]);
    check(&["simulate", DRAWN, "-n", "64"]);
    check(&["diff", P1, P2]);
    check(&["diff", P1, P1]);
    check(&["diff", P1, P2, "--text"]);
    let (rate, loss) = ("outcome.job.expected_rate", "outcome.job.yearly_loss_of_remaining");
    check(&["sensitivity", P2, "--grid", rate, loss]);
    check(&["break-even", P2, "--grid", rate, loss]);
    for path in tomls("tests/problems") {
        check(&["check", path.to_str().unwrap()]);
    }
    check(&["check", "no-such-file.toml"]);
    check(&["appraise", "no-such-file.toml"]);
    for name in ["demands", "a-policy"] {
        check(&["check", &format!("tests/guard/{name}")]);
    }
    assert_eq!(wrong.into_iter().collect::<Vec<_>>(), [""; 0]);
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), PRINTED);
}

/// The formats that these commands print.
const PRINTED: [&str; 10] = [
    "afkast.appraisal",
    "afkast.break_even",
    "afkast.comparison",
    "afkast.difference",
    "afkast.ledger",
    "afkast.problems",
    "afkast.schedule",
    "afkast.sensitivity",
    "afkast.simulation",
    "afkast.trace",
];

#[test]
fn figures_are_as_the_rules_say() {
    let figure = validator("figure");
    for (good, text) in [
        (true, r#"{ "value": 1 }"#),
        (true, r#"{ "value": null, "undefined": "no_sign_change" }"#),
        (true, r#"{ "value": 1, "date": "2025-01" }"#),
        (false, r#"{ "value": null }"#),
        (false, r#"{ "value": 1, "undefined": "no_root" }"#),
        (false, r#"{ "value": "1" }"#),
        (false, r#"{ "undefined": "no_root" }"#),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(figure.is_valid(&value), good, "{text}");
    }
}

/// The codes that a schema can say.
const SAID: &[Code] = &[
    Code::UnknownKey,
    Code::KeyUnderWrongHeader,
    Code::NotReadYet,
    Code::MissingKey,
    Code::WrongKind,
    Code::UnknownWord,
    Code::TwoMeanings,
    Code::BadId,
    Code::BadNumber,
    Code::BadMonth,
    Code::BadDay,
    Code::BadDuration,
    Code::NoUnit,
    Code::UnknownUnit,
    Code::OutOfRange,
    Code::PartOfAPerson,
    Code::NegativeCost,
    Code::NegativeQuantity,
];

/// The files of these codes that hang on another key, on a word of the case's own, or on an order, as no schema can.
const NOT_SAID: &[&str] = &[
    "bad-duration-days",
    "bad-month-point-key",
    "bad-number-of-nil",
    "missing-key-at",
    "missing-key-beside",
    "missing-key-both",
    "missing-key-counted",
    "missing-key-counterparty",
    "missing-key-distribution",
    "missing-key-gap",
    "missing-key-grade",
    "missing-key-horizon",
    "missing-key-lasts",
    "missing-key-measured",
    "missing-key-none-to-name",
    "missing-key-of-a-contract",
    "missing-key-people",
    "missing-key-recipient",
    "missing-key-share-of-grade",
    "missing-key-terms",
    "missing-key-which",
    "out-of-range-above-the-level",
    "out-of-range-bands",
    "out-of-range-correlation",
    "out-of-range-ends",
    "out-of-range-exclusive",
    "out-of-range-horizon",
    "out-of-range-nil-duration",
    "out-of-range-not-above-nil",
    "out-of-range-refund-bands",
    "part-of-a-person-counts",
    "wrong-kind-scale",
];
