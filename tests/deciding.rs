//! The pages of break-even, sensitivity, comparison and difference, in both languages and at two widths; scenarios in a file
//! of their own.

use unicode_width::UnicodeWidthStr;

use crate::support::{afkast, good, json};

const P2: &str = "cases/din-vej-i-job/case.toml";
const REFUNDS: &str = "cases/din-vej-i-job/with-refunds.toml";
const DRAWN: &str = "examples/55-uncertainty.toml";
const P1: &str = "cases/aarhus-housing-first/case.toml";
const SHARE: &str = "contract.forecast_share={ value = 1, low = 0.5, high = 1.3, distribution = \"pert\" }";
const SCENARIOS: &str = "examples/21-scenarios.toml";
const RATE: &str = "outcome.job.expected_rate";
const LOSS: &str = "outcome.job.yearly_loss_of_remaining";
const PAGES: [(&str, &[&str]); 16] = [
    ("break-even", &["break-even", P2]),
    ("break-even-ratio", &["break-even", P2, "-f", "bcr", "-t", "1.5"]),
    ("break-even-several", &["break-even", "tests/worked/two-rates.toml", "-p", "fund"]),
    ("break-even-grid", &["break-even", P2, "--grid", LOSS, "outcome.job.effect"]),
    ("sensitivity", &["sensitivity", P2]),
    ("break-even-without", &["break-even", "tests/worked/w15.toml", "-f", "payback", "-t", "1"]),
    ("sensitivity-contract", &["sensitivity", "tests/worked/c01.toml", "--top", "8"]),
    ("sensitivity-grid", &["sensitivity", P2, "--grid", RATE, LOSS]),
    ("compare", &["compare", SCENARIOS, "-s", "all"]),
    ("compare-against", &["compare", SCENARIOS, "-s", "all", "--against", "base"]),
    ("break-even-odds", &["break-even", DRAWN, "--probability", "0.8", "-n", "1024"]),
    ("compare-draws", &["compare", DRAWN, "-s", "all", "-n", "1024"]),
    ("simulate", &["simulate", DRAWN, "-n", "1024"]),
    ("simulate-contract", &["simulate", P1, "--set", SHARE, "-n", "1000"]),
    ("simulate-nothing", &["simulate", P2]),
    ("diff", &["diff", P2, REFUNDS]),
];

#[test]
fn the_pages_look_so() {
    for (name, args) in PAGES {
        for language in ["en", "da"] {
            for width in [80, 120] {
                let columns = width.to_string();
                let page = good(&[args, &["-l", language, "-w", &columns]].concat());
                for theme in
                    ["value.", "break_even.", "sensitivity.", "comparison.", "difference.", "doubts.", "simulation."]
                {
                    let is_key = |at: usize| page[at + theme.len()..].starts_with(char::is_alphabetic);
                    let found = page.match_indices(theme).find(|(at, _)| is_key(*at));
                    assert!(found.is_none(), "{name} {language}: a word is missing in\n{page}");
                }
                for line in page.lines() {
                    assert!(line.width() <= width, "{name} {language} {width}: {line}");
                    assert_eq!(line, line.trim_end(), "{name} {language} {width}");
                }
                insta::assert_snapshot!(format!("{name}-{language}-{width}"), page);
            }
        }
    }
}

#[test]
fn markdown_of_a_difference_is_ready_for_a_comment() {
    let page = good(&["diff", P2, REFUNDS, "-O", "markdown"]);
    insta::assert_snapshot!("diff-markdown", page);
    let tables = page.lines().filter(|line| line.starts_with('|'));
    let pipes: Vec<usize> = tables.map(|line| line.replace("\\|", "").matches('|').count()).collect();
    assert!(pipes.len() > 5 && pipes.iter().all(|n| *n == pipes[0]), "{pipes:?}");
}

#[test]
fn a_comparison_has_a_figure_for_every_column() {
    let found = json(&["compare", SCENARIOS, "-s", "all", "-O", "json"]);
    let columns = found["columns"].as_array().unwrap();
    let scenarios: Vec<&str> = columns.iter().map(|c| c["scenario"].as_str().unwrap_or("-")).collect();
    assert_eq!(scenarios, ["-", "low", "lower", "no-evaluation"]);
    for row in found["rows"].as_array().unwrap() {
        assert_eq!(row["values"].as_array().unwrap().len(), 4, "{row}");
    }
    for (place, scenario) in scenarios.iter().enumerate().skip(1) {
        let alone = json(&["appraise", SCENARIOS, "-s", scenario, "-O", "json"]);
        let row = found["rows"].as_array().unwrap().iter().find(|r| r["figure"] == "net_present_value").unwrap();
        assert_eq!(row["values"][place]["value"], alone["perspectives"]["municipality"]["net_present_value"]["value"]);
    }
    assert_eq!(
        good(&["compare", P2, SCENARIOS, "-O", "csv"]).lines().next(),
        Some("case,scenario,perspective,figure,value,undefined,unit")
    );
}

#[test]
fn what_costs_less_and_brings_more_dominates() {
    // Of the example's scenarios, no-evaluation saves a cost of the base and brings the same.
    let page = good(&["compare", SCENARIOS, "-s", "no-evaluation", "-s", "low"]);
    assert!(page.contains("no-evaluation dominates low: it costs 900,000 kr. instead of 974,681 kr."), "{page}");
    assert!(!page.contains("low dominates"), "{page}");
}

#[test]
fn scenarios_may_stand_in_a_file_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let more = file("more.toml", "[scenario.dear.set]\n\"cost.operation.amount\" = 2_000_000\n");
    let beside = ["--scenario-file", more.as_str()];
    let as_set = good(&["appraise", P2, "--set", "cost.operation.amount=2_000_000", "-f", "npv"]);
    assert_eq!(good(&[&["appraise", P2, "-s", "dear", "-f", "npv"], &beside[..]].concat()), as_set);
    let stamp = json(&[&["appraise", P2, "-s", "dear", "-O", "json"], &beside[..]].concat());
    assert!(stamp["stamp"]["files"].as_object().unwrap().contains_key(&more));
    for verb in ["break-even", "sensitivity", "compare", "ledger", "check"] {
        assert_eq!(afkast(&[&[verb, P2, "-s", "dear"], &beside[..]].concat()).code, 0, "{verb}");
        assert_eq!(afkast(&[verb, P2, "-s", "dear"]).code, 2, "{verb}");
    }
    // What is wrong with it is said like what is wrong with a case.
    let wrong = [
        file("key.toml", "[cost.more]\namount = 1\n"),
        file("path.toml", "[scenario.x.set]\n\"cost.nothing.amount\" = 1\n"),
        folder.path().join("no-such-file.toml").to_str().unwrap().to_owned(),
    ];
    for (file, code) in wrong.iter().zip(["unknown-key", "unknown-path", "cannot-be-read"]) {
        let run = afkast(&["appraise", P2, "--scenario-file", file]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains(code), "{code}: {}", run.err);
    }
    let twice = file("twice.toml", "[scenario.low.set]\n\"basis.discount\" = 0.01\n");
    let run = afkast(&["appraise", SCENARIOS, "--scenario-file", &twice]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("name-is-taken"), "{}", run.err);
}

#[test]
fn money_of_two_countries_is_not_ranked() {
    let (one, other) = ("cases/denver/case.toml", "cases/newpin/case.toml");
    let page = good(&["compare", one, other]);
    assert!(page.contains("Not ranked: the cases are in different currencies, AUD, USD."), "{page}");
    assert!(page.contains("denver (USD)") && page.contains("newpin (AUD)"), "{page}");
    assert!(!page.contains("rank ") && !page.contains('*') && !page.contains("kr."), "{page}");
    // A ratio has no currency: 1.45 is more than 1.03.
    let page = good(&["compare", one, other, "-f", "bcr"]);
    assert!(page.contains("newpin 1.45, denver 1.03: from best to worst."), "{page}");
}

#[test]
fn paths_are_never_cut() {
    let contract = "cases/laer-for-livet/case.toml";
    for (verb, width) in [("break-even", "60"), ("break-even", "80"), ("sensitivity", "60"), ("sensitivity", "80")] {
        let page = good(&[verb, contract, "-w", width]);
        assert!(page.contains("contract.metric.education.expected_share.132"), "{page}");
        assert!(!page.contains('…'), "{page}");
    }
}

#[test]
fn years_have_no_thousands() {
    let page = good(&["diff", P2, "cases/homelessness/case.toml", "--text"]);
    assert!(page.contains("2023") && !page.contains("2,023"), "{page}");
}

#[test]
fn a_case_alone_is_compared_with_nothing() {
    let page = good(&["compare", P2]);
    assert!(page.contains("There is nothing beside it yet") && !page.contains("rank"), "{page}");
}

#[test]
fn a_difference_looks_for_scenarios_in_a_file_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenarios.toml");
    // 60 people at twice the people.
    std::fs::write(&file, "[scenario.more]\nscale.\"group.citizens.people\" = 2\n").unwrap();
    let from = [&format!("{P2}@more"), P2, "--scenario-file", file.to_str().unwrap(), "-O", "json"];
    let found = json(&["diff", from[0], from[1], from[2], from[3], from[4], from[5]]);
    assert_eq!(found["changes"][0]["paths"][0], "group.citizens.people");
    assert_eq!((&found["changes"][0]["old"], &found["changes"][0]["new"]), (&120.into(), &60.into()));
}
