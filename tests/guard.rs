//! `check` in every form: a folder of `tests/guard/` for each situation, with the line that is typed (`args`), exactly
//! what is found in each form, and how it ends (`exit`).
//!
//! With `AFKAST_UPDATE=1` what is found is written anew; look at the difference as if it were code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The forms, each with the file that holds what is expected.
const FORMS: [(&str, &str); 6] = [
    ("page", "page.txt"),
    ("json", "problems.json"),
    ("sarif", "report.sarif"),
    ("junit", "junit.xml"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
];

struct Situation {
    name: String,
    expected: PathBuf,
    code: i32,
    written: tempfile::TempDir,
}

impl Situation {
    /// What was written in one of the forms.
    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.written.path().join(file)).unwrap()
    }
    fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(file)).unwrap()
    }
}

/// Every situation, after its check: all forms of one run, and the page in Danish.
fn situations() -> Vec<Situation> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guard");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| situation(folder)).collect()
}

fn situation(folder: &Path) -> Situation {
    let written = tempfile::tempdir().unwrap();
    let line = fs::read_to_string(folder.join("args")).unwrap();
    let run = |more: &[String]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_afkast"));
        command.arg("check").args(line.split_whitespace()).args(more).current_dir(folder);
        if !line.contains("--today") {
            command.args(["--today", "2026-11-24"]);
        }
        let run = command.output().unwrap();
        assert_eq!(String::from_utf8(run.stderr).unwrap(), "", "{line}");
        assert!(run.stdout.is_empty(), "{line}");
        run.status.code().unwrap()
    };
    let to = |form: &str, file: &str| format!("-o{form}={}", written.path().join(file).display());
    let code = run(&FORMS.map(|(form, file)| to(form, file)));
    assert_eq!(run(&[to("page", "page-da.txt"), "-lda".to_owned()]), code);
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    Situation { name, expected: folder.join("expected"), code, written }
}

#[test]
fn each_situation_is_said_exactly_so_in_every_form() {
    let update = std::env::var_os("AFKAST_UPDATE").is_some();
    for situation in situations() {
        let code = situation.code.to_string();
        let files = FORMS.map(|(_, file)| file).into_iter().chain(["page-da.txt"]);
        let found = files.map(|file| (file, situation.text(file))).chain([("exit", format!("{code}\n"))]);
        for (file, text) in found {
            let expected = situation.expected.join(file);
            if update {
                fs::create_dir_all(&situation.expected).unwrap();
                fs::write(&expected, &text).unwrap();
            }
            let known = fs::read_to_string(&expected).unwrap_or_else(|_| panic!("{} has no {file}", situation.name));
            assert_eq!(text, known, "{} {file}", situation.name);
        }
    }
}

#[test]
fn every_form_is_what_its_readers_expect() {
    // One pattern of the published schema, that of a language's name, has a bracket too many and is no regular expression.
    let schema = include_str!("schemas/sarif-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let sarif = jsonschema::validator_for(&schema).unwrap();
    for situation in situations() {
        let name = &situation.name;
        let log = situation.json("report.sarif");
        let errors: Vec<String> = sarif.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");

        let results = log["runs"][0]["results"].as_array().unwrap();
        let items = situation.json("gitlab.json");
        let items = items.as_array().unwrap();
        let commands = situation.text("github.txt");
        assert_eq!(results.len(), items.len(), "{name}");
        assert_eq!(results.len(), commands.lines().count(), "{name}");
        let marks: BTreeSet<&str> = items.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(marks.len(), items.len(), "{name}: each has a mark of its own");
        for item in items {
            assert!(item["location"]["lines"]["begin"].as_u64().unwrap() > 0, "{name}");
            let path = item["location"]["path"].as_str().unwrap();
            assert!(!path.is_empty() && !path.starts_with(['/', '.']), "{name}: {path} is seen from where check runs");
        }
        for command in commands.lines() {
            let level = ["::error file=", "::warning file=", "::notice file="];
            assert!(level.iter().any(|l| command.starts_with(l)), "{name}: {command}");
            assert!(command.contains(",line=") && command.contains(",col="), "{name}: {command}");
        }
        is_junit(name, &situation.text("junit.xml"), commands.contains("::error"));
    }
}

/// Whether a text is XML, its counts are right, and it fails exactly when something does.
fn is_junit(name: &str, text: &str, fails: bool) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let root = document.root_element();
    assert!(root.has_tag_name("testsuites"), "{name}");
    let mut sum = [0; 3];
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert!(suite.has_tag_name("testsuite"), "{name}");
        let count = |what: &str| suite.descendants().filter(|n| n.has_tag_name(what)).count();
        for (place, (attribute, element)) in
            [("tests", "testcase"), ("failures", "failure"), ("errors", "error")].into_iter().enumerate()
        {
            assert_eq!(suite.attribute(attribute), Some(count(element).to_string().as_str()), "{name} {attribute}");
            sum[place] += count(element);
        }
        for test in suite.children().filter(|n| n.has_tag_name("testcase")) {
            assert!(test.attribute("name").is_some() && test.attribute("classname").is_some(), "{name}");
        }
    }
    for (place, attribute) in ["tests", "failures", "errors"].into_iter().enumerate() {
        assert_eq!(root.attribute(attribute), Some(sum[place].to_string().as_str()), "{name} {attribute}");
    }
    assert_eq!(sum[1] + sum[2] > 0, fails, "{name}");
}

#[test]
fn the_names_of_problems_warnings_and_rules_are_these() {
    for language in ["en", "da"] {
        let list = crate::support::good(&["check", "--list", "-l", language]);
        insta::assert_snapshot!(format!("check-list-{language}"), list);
    }
}

#[test]
fn what_stops_a_case_is_not_let_through() {
    let run = crate::support::afkast(&["check", "tests/guard/a-problem/job.toml", "-A", "unknown-key"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.err, "note: unknown-key stops a case; no flag lets it through\n");
}

#[test]
fn a_form_that_check_does_not_have_is_exit_2() {
    for args in [
        &["check", "-O", "csv", "examples"][..],
        &["check", "-o", "report.md", "examples"],
        &["appraise", "-O", "sarif", "examples"],
    ] {
        assert_eq!(crate::support::afkast(args).code, 2, "{args:?}");
    }
}
