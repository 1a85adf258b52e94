//! Scenarios and changes of the command line: a changed file, read again.

use crate::support::{afkast, compare::differences, good, json};

const P2: &str = "cases/din-vej-i-job/case.toml";

/// A file with these lines after Din vej i job.
fn with(lines: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("job.toml");
    std::fs::write(&path, format!("{}\n{lines}", std::fs::read_to_string(P2).unwrap())).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}

fn npv(args: &[&str]) -> f64 {
    let args: Vec<&str> = ["appraise"].iter().chain(args).chain(&["-f", "npv"]).copied().collect();
    good(&args).trim().parse().unwrap()
}

#[test]
fn the_worked_scenarios_agree() {
    // Its allowances, rules and demands change no figure; they are not read yet.
    let text = std::fs::read_to_string("tests/worked/w15.toml").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w15.toml").to_str().unwrap().to_owned();
    std::fs::write(&file, text.split("[allow.").next().unwrap()).unwrap();
    for name in ["low", "lower", "other-words", "short"] {
        for (verb, what) in [("appraise", "appraisal"), ("ledger", "ledger")] {
            let ours = json(&[verb, &file, "-s", name, "-O", "json"]);
            let path = format!("tests/worked/w15.{name}.{what}.json");
            let mut theirs: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            theirs["case"]["path"] = serde_json::json!(file);
            assert_eq!(differences(&ours, &theirs), Vec::<String>::new(), "{name} {what}");
            assert_eq!(ours["stamp"]["scenario"], name);
        }
    }
}

#[test]
fn a_scenario_that_changes_nothing_changes_no_figure() {
    let (_folder, file) = with(
        "[scenario.same]\nset.outcome.job.expected_rate = 0.27\n[scenario.same.scale]\n\"cost.operation.amount\" = 1\n",
    );
    let base = npv(&[&file]);
    assert_eq!(npv(&[&file, "-s", "same"]), base);
    assert_eq!(npv(&[&file, "--set", "outcome.job.expected_rate=0.27"]), base);
    assert_eq!(npv(&[&file, "--scale", "cost.operation.amount=1"]), base);
}

#[test]
fn what_is_set_and_scaled_shows_in_the_figures() {
    // The gain is in proportion to the effect: 5,560,039 at 15 points; the cost is 2,949,275.
    let (cost, gain) = (2_949_275.362_318_840_5, 5_560_039.185_363_748);
    assert!((npv(&[P2]) - (gain - cost)).abs() < 0.01);
    // 27 % → 22 %: 10 points of 15.
    assert!((npv(&[P2, "--set", "outcome.job.expected_rate=22 %"]) - (gain * 10.0 / 15.0 - cost)).abs() < 0.01);
    // Half the people cost the same and gain half.
    assert!((npv(&[P2, "--scale", "group.citizens.people=1/2"]) - (gain / 2.0 - cost)).abs() < 0.01);
    // A default can be scaled: everybody is recruited unless said otherwise.
    assert!((npv(&[P2, "--scale", "group.citizens.recruited_share=80 %"]) - (gain * 0.8 - cost)).abs() < 0.01);
    // A duration as a bare text; nothing is left of the effect after three years: 0.9 + 0.81 of the first year's.
    let first = 1_031_961.6 * (1.0 / 1.035_f64.powi(2) + 0.9 / 1.035_f64.powi(3) + 0.81 / 1.035_f64.powi(4));
    assert!((npv(&[P2, "--set", "outcome.job.lasts=3 years"]) - (first - cost)).abs() < 0.01);
}

#[test]
fn the_stamp_says_what_was_changed() {
    let result =
        json(&["appraise", P2, "--set", "basis.discount=0.04", "--scale", "cost.operation.amount=1.1", "-O", "json"]);
    assert_eq!(
        result["stamp"]["changes"],
        serde_json::json!(["basis.discount=0.04", "--scale cost.operation.amount=1.1"])
    );
    let rows = result["assumptions"].as_array().unwrap();
    assert_eq!(rows.iter().find(|r| r["path"] == "basis.discount").unwrap()["origin"], "set");
    let page = good(&["appraise", P2, "--set", "basis.discount=0.04"]);
    assert!(page.contains("changed: basis.discount=0.04"), "{page}");
}

#[test]
fn what_the_case_does_not_have_is_exit_2_and_what_it_cannot_take_exit_3() {
    for args in [
        &["-s", "low"][..],
        &["--set", "outcome.job.success_rate=0.2"],
        &["--set", "outcome.jobs.lasts=1 year"],
        &["--set", "outcome.job.expected_rate.lo=0.2"],
        &["--set", "outcome.job.lasts.low=1 year"],
        &["--scale", "outcome.job.lasts"],
        &["--scale", "cost.operation.amount=much"],
    ] {
        let run = afkast(&[&["appraise", P2], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
    }
    for args in [
        ["--set", "outcome.job.expected_rate=27"],
        ["--set", "outcome.job.lasts=5"],
        ["--scale", "outcome.job.lasts=2"],
        ["--scale", "basis.price_year=1"],
        ["--scale", "cost.operation.bearer=1"],
        ["--scale", "cost.operation=2"],
    ] {
        let run = afkast(&[&["appraise", P2], &args[..]].concat());
        assert_eq!(run.code, 3, "{args:?}: {}", run.err);
        assert!(run.err.contains(args[0]), "{}", run.err);
    }
}

#[test]
fn a_problem_in_a_scenario_stops_the_case() {
    for (lines, code) in [
        ("[scenario.low]\nset.\"outcome.job.success_rate\" = 0.15\n", "unknown-path"),
        ("[scenario.low]\nset.outcome.job.expected_rate = 1.5\n", "out-of-range"),
        ("[scenario.low]\nwithout = [\"outcome.job.lasts\"]\n", "missing-key"),
        ("[scenario.low]\nbased_on = \"lower\"\n", "unknown-id"),
        ("[scenario.low]\nbased_on = \"high\"\n[scenario.high]\nbased_on = \"low\"\n", "circle"),
        ("[scenario.low]\nset.\"outcome.job.lasts\" = \"1 year\"\nset.outcome.job.lasts = \"2 years\"\n", "twice"),
        ("[scenario.low]\nscale.\"outcome.job.lasts\" = 2\n", "wrong-kind"),
    ] {
        let (_folder, file) = with(lines);
        let run = afkast(&["appraise", &file]);
        assert_eq!(run.code, 3, "{lines}");
        assert!(run.err.contains(&format!("problem {code}: ")), "{lines}{}", run.err);
        assert!(!run.err.contains("{"), "{}", run.err);
        assert_eq!(run.err.matches("problem ").count(), 1, "one mistake, one problem: {lines}{}", run.err);
    }
}

#[test]
fn all_scenarios_stand_beside_the_base_case() {
    let (_folder, file) = with(
        "[scenario.low]\nset.outcome.job.expected_rate = 0.20\n[scenario.high]\nset.outcome.job.expected_rate = 0.35\n",
    );
    let printed = good(&["appraise", &file, "-s", "all", "-O", "json"]);
    let scenarios: Vec<serde_json::Value> = printed
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["stamp"]["scenario"].clone())
        .collect();
    assert_eq!(scenarios, [serde_json::Value::Null, "high".into(), "low".into()]);
    let csv = good(&["appraise", &file, "-s", "low", "-O", "csv"]);
    assert!(csv.lines().nth(1).unwrap().starts_with("job,low,"), "{csv}");
}

#[test]
fn what_is_misspelt_is_told_by_what_there_is() {
    for (path, near) in [
        ("outcome.job.success_rate", "outcome.job.expected_rate"),
        ("outcome.job.succesrate", "outcome.job.expected_rate"),
        ("outcome.job.counterfactual_shar", "outcome.job.counterfactual_share"),
        ("outcome.job.expected_rate.lo", "outcome.job.expected_rate.low"),
        ("outcomes.job.lasts", "outcome.job.lasts"),
        ("outcome.jobs.expected_rat", "outcome.job.expected_rate"),
        ("group.citizen.people", "group.citizens.people"),
    ] {
        let run = afkast(&["appraise", P2, "--set", &format!("{path}=1")]);
        assert_eq!((run.code, run.err.contains(&format!("did you mean {near:?}?"))), (2, true), "{path}: {}", run.err);
    }
    let run = afkast(&["appraise", P2, "--set", "outcome.job.xyz=1"]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
}

/// A small case whose bands, shares and prices scenarios try to change.
const SMALL: &str = r#"
schema = 1
[basis]
start    = "2025-01"
horizon  = "2 years"
discount = [{ from_year = 0, rate = 0.1 }, { from_year = 1, rate = 0.05 }]
[price.rent]
value = 1_000
[price.less]
value = 600
[party.value]
kind = "municipality"
[cost.flat]
amount = { value = 1_000, low = 900 }
per    = "year"
bearer = { value = "50 %", state = "50 %" }
[cost.room]
amount = "rent"
at     = "2025-01"
bearer = "value"
"#;

fn small(lines: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.toml");
    std::fs::write(&path, format!("{SMALL}{lines}")).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}

#[test]
fn bands_and_shares_of_parties_are_not_multiplied() {
    let (_folder, file) = small("");
    for path in ["basis.discount", "cost.flat.bearer", "cost.flat.bearer.state", "cost.room.amount"] {
        let run = afkast(&["appraise", &file, "--scale", &format!("{path}=1")]);
        assert_eq!(run.code, 3, "{path}");
        assert!(run.err.contains("wrong-kind"), "{path}: {}", run.err);
    }
    let run = afkast(&["appraise", &file, "--scale", "cost.room.amount=1"]);
    assert!(run.err.contains("price.rent"), "it names the price: {}", run.err);
}

#[test]
fn the_id_of_a_price_replaces_what_stood_there() {
    let (_folder, file) = small("");
    let result = |set: &str| -> f64 {
        let printed = good(&["appraise", &file, "-p", "value", "-f", "net_result", "--set", set]);
        printed.trim().parse().unwrap()
    };
    // Half of 1,000 a year for two years, and 1,000 once.
    assert_eq!(result("price.rent=1_000"), -2000.0);
    assert_eq!(result("cost.room.amount=less"), -1600.0);
    // A table with a range, and one without it afterwards.
    assert_eq!(result("cost.flat.amount=less"), -1600.0);
    assert_eq!(result("price.rent=800"), -1800.0);
    // A party may be called `value`: its shares are no input.
    assert_eq!(result("cost.flat.bearer=state"), -1000.0);
}

#[test]
fn changes_come_in_their_order() {
    let (_folder, file) = small(
        "[scenario.a]\nset.price.rent = 500\nscale.price.rent = 2\n[scenario.b]\nbased_on = \"a\"\nscale.price.rent = \"1/4\"\n\
         [scenario.c]\nbased_on = \"b\"\nwithout = [\"cost.flat\"]\n",
    );
    let result = |args: &[&str]| -> f64 {
        let args = [&["appraise", &file, "-p", "value", "-f", "net_result"], args].concat();
        good(&args).trim().parse().unwrap()
    };
    assert_eq!(result(&["-s", "a"]), -2000.0); // 500 × 2, and 1,000 for the flat
    assert_eq!(result(&["-s", "b"]), -1250.0); // 500 × 2 × 1/4
    assert_eq!(result(&["-s", "c"]), -250.0);
    // The command line comes last: what it sets first, then what it scales.
    assert_eq!(result(&["-s", "c", "--scale", "price.rent=3", "--set", "price.rent=100"]), -300.0);
}

#[test]
fn members_of_lists_of_a_contract_are_set_and_scaled_by_their_paths() {
    let npv = |change: &[&str]| -> f64 {
        let all = [&["appraise", "cases/aarhus-housing-first/case.toml", "-f", "npv"][..], change].concat();
        crate::support::good(&all).trim().parse().unwrap()
    };
    // Month 36 is worth 1 ÷ 1.04³. Five goals more at 40,000; 45 goals at twice the price.
    let (base, worth) = (npv(&[]), 1.0 / 1.04_f64.powi(3));
    let more = npv(&["--set", "contract.metric.mastery.forecast.36=50"]);
    assert!((more - base - 5.0 * 40_000.0 * worth).abs() < 1e-6, "{more}");
    let dearer = npv(&["--scale", "contract.term.mastery.price.36=2"]);
    assert!((dearer - base - 45.0 * 40_000.0 * worth).abs() < 1e-6, "{dearer}");
    // A table in a list is called by its place, from 1: the second tier of Rikers pays 9,600,000.
    let rikers = |change: &[&str]| {
        let all = [&["schedule", "cases/rikers/case.toml", "-O", "json"][..], change].concat();
        crate::support::json(&all)["totals"]["paid"].as_f64().unwrap()
    };
    let (base, more) = (rikers(&[]), rikers(&["--set", "contract.term.fewer-jail-days.tiers.2.pay=9_600_100"]));
    assert!((more - base - 100.0).abs() < 1e-6, "{base} {more}");
}

#[test]
fn an_edition_or_bands_take_the_place_of_a_rate_with_its_papers() {
    let text = std::fs::read_to_string(P2).unwrap();
    let line = text.lines().find(|l| l.starts_with("discount ")).unwrap();
    let papers = "discount = { value = 0.035, low = 0.03, source = \"the ministry\" }";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("job.toml").to_str().unwrap().to_owned();
    std::fs::write(&file, text.replace(line, papers)).unwrap();
    for rate in ["denmark-2013", "[{ from_year = 0, rate = 0.04 }, { from_year = 35, rate = 0.03 }]", "4 %"] {
        let set = format!("basis.discount={rate}");
        // In its first 35 years the edition of 2013 is 4 % a year, and the case has twelve.
        let expected = npv(&[P2, "--set", "basis.discount=0.04"]);
        assert!((npv(&[&file, "--set", &set]) - expected).abs() < 1e-6, "{rate}");
    }
}

#[test]
fn a_share_that_a_scenario_or_the_command_line_sets_says_so_in_a_trace() {
    let (_folder, file) =
        with("[scenario.split.set]\n\"cost.operation.bearer\" = { aarhus = 0.5, state = \"rest\" }\n");
    let origin = |args: &[&str]| -> String {
        let all: Vec<&str> = ["explain", &file, "cost.operation.aarhus", "@2023"].iter().chain(args).copied().collect();
        let tree = json(&[&all[..], &["--depth", "9", "-O", "json"]].concat());
        let said = find(&tree, "cost.operation.bearer.aarhus").unwrap();
        format!("{} {}", said["origin"]["why"].as_str().unwrap(), said["value"])
    };
    assert_eq!(origin(&[]), "written 1");
    assert_eq!(origin(&["-s", "split"]), "scenario 0.5");
    assert_eq!(origin(&["--set", "cost.operation.bearer={ aarhus = 0.4, state = 0.6 }"]), "set 0.4");
}

/// The node of a trace that is called so.
fn find<'t>(tree: &'t serde_json::Value, path: &str) -> Option<&'t serde_json::Value> {
    match tree {
        serde_json::Value::Object(map) if map.get("line").is_some_and(|p| p == path) => Some(tree),
        serde_json::Value::Object(map) => map.values().find_map(|value| find(value, path)),
        serde_json::Value::Array(list) => list.iter().find_map(|value| find(value, path)),
        _ => None,
    }
}

#[test]
fn base_is_the_case_itself() {
    let (_folder, file) = with("[scenario.half.scale]\n\"group.citizens.people\" = 0.5\n");
    assert_eq!(npv(&[&file, "-s", "base"]), npv(&[&file]));
    let both = good(&["appraise", &file, "-s", "half", "-s", "base", "-f", "npv"]);
    let each: Vec<f64> = both.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(each, [npv(&[&file, "-s", "half"]), npv(&[&file])]);
}
