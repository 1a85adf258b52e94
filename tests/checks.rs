//! `check`: demands with their margins, allowances and their days, rules, the policy file, and how each ends.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, afkast};

/// An outlay of 1,000,000 in 2025 and 400,000 a year in 2026 to 2029, all at the start of the year, at no discount: net
/// 600,000, benefits ÷ costs 1.6. Running totals in thousands: −1,000 at 0, −600 at 1, −200 at 2, 200 at 3, so that the
/// money is back after 2 + 200 ÷ 400 = 2.5 years.
const CASE: &str = r#"
schema = 1

[basis]
start       = "2025-01"
horizon     = "5 years"
discount    = 0
perspective = "aarhus"

[party.aarhus]
title = "Aarhus Kommune"
kind  = "municipality"

[flow.outlay]
payer     = "aarhus"
recipient = "outside"
kind      = "cost"
amount    = { value = 1_000_000, source = "the budget" }
at        = "2025-01"

[flow.saving]
payer     = "outside"
recipient = "aarhus"
kind      = "benefit"
amount    = { value = 400_000, low = 300_000, high = 500_000, source = "the accounts" }
per       = "year"
from      = "2026-01"

[allow.no-source]
reason = "a discount rate of nil is no claim"
"#;

/// A folder with the case in it, and more at its end; a policy file beside it when there is one.
fn check(more: &str, policy: &str, flags: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("cases");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("job.toml"), format!("{CASE}\n{more}")).unwrap();
    if !policy.is_empty() {
        fs::write(folder.path().join("afkast.toml"), policy).unwrap();
    }
    check_file(&inner.join("job.toml"), flags)
}

fn check_file(file: &Path, flags: &[&str]) -> Run {
    let mut run = afkast(&[&["check", file.to_str().unwrap(), "--today", "2026-11-24"], flags].concat());
    run.out = run.out.replace(file.to_str().unwrap(), "job.toml");
    run
}

fn codes(run: &Run) -> Vec<String> {
    let found: Value = serde_json::from_str(&run.out).unwrap();
    found["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_demand_that_is_met_is_listed_with_its_margin() {
    let demands = "[demand.payback]\nfigure = \"payback\"\nat_most = 6\n\
                   [demand.worth-it]\nfigure = \"npv\"\nat_least = 0\n\
                   [demand.enough]\nfigure = \"bcr\"\nperspective = \"public\"\nat_least = 1.5\nat_most = 3\n";
    let run = check(demands, "", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    // 6 − 2.5 = 3.5; of the two bounds of the ratio 1.6 the nearer: 1.6 − 1.5 = 0.1.
    let expected = "job.toml  demand enough: benefit-cost ratio, Public at least 1.50: 1.60, margin 0.10\n\
                    job.toml  demand payback: Aarhus Kommune at most 6 years: 2.5, margin 3.5 years\n\
                    job.toml  demand worth-it: net present value, Aarhus Kommune at least 0 kr.: 600,000 kr., \
                    margin 600,000 kr.\n\
                    1 case: 1 fine · 3 demands met\n";
    assert_eq!(run.out, expected);
    let quiet = check(demands, "", &["-q"]);
    assert_eq!((quiet.code, quiet.out.as_str()), (0, ""));
    let danish = check("[demand.payback]\nfigure = \"payback\"\nat_most = 6\n", "", &["-l", "da"]);
    assert!(danish.out.starts_with("job.toml  krav payback: Aarhus Kommune højst 6 år: 2,5, margen 3,5 år\n"));
}

#[test]
fn a_bound_that_is_just_reached_is_kept() {
    let run = check("[demand.a]\nfigure = \"payback\"\nat_least = 2.5\nat_most = 2.5\n", "", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn a_demand_that_is_not_met_fails_or_warns() {
    let late = "[demand.payback]\nfigure = \"payback\"\nat_most = 2\n";
    let run = check(late, "", &[]);
    assert_eq!(run.code, 1);
    let said = "problem demand: demand payback is not met: Aarhus Kommune at most 2 years: 2.5, 0.5 years too much\n";
    assert!(run.out.starts_with(said), "{}", run.out);
    assert!(run.out.ends_with("1 case: 0 fine · 1 demand not met\n"), "{}", run.out);
    let warned = check(&format!("{late}else = \"warn\"\n"), "", &[]);
    assert_eq!(warned.code, 0);
    assert!(warned.out.starts_with("warning demand: "), "{}", warned.out);
    assert_eq!(check(&format!("{late}else = \"warn\"\n"), "", &["--strict"]).code, 1);
}

#[test]
fn machines_are_told_figure_found_and_bound() {
    let run = check("[demand.fast]\nfigure = \"payback\"\nat_most = 2\n", "", &["-O", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let item = &found["problems"][0];
    assert_eq!(item["code"], "demand");
    assert_eq!(item["severity"], "problem");
    assert_eq!(item["figure"], "payback");
    assert_eq!(item["found"]["value"], 2.5);
    assert_eq!(item["bound"], 2);
}

#[test]
fn a_figure_that_is_not_defined_meets_nothing() {
    // The fund only pays: no rate can bring that to nil.
    let demand = "[demand.rate]\nfigure = \"irr\"\nperspective = \"fund\"\nat_least = 0\n[party.fund]\nkind = \"fund\"\n\
                  [flow.gift]\npayer = \"fund\"\nrecipient = \"outside\"\nkind = \"cost\"\nper = \"year\"\n\
                  amount = { value = 1, source = \"x\" }\n";
    let run = check(demand, "", &["-O", "json"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let item = &found["problems"][0];
    assert_eq!(item["found"], serde_json::json!({ "value": null, "undefined": "no_sign_change" }));
    assert!(check(demand, "", &[]).out.contains("demand rate is not met: "));
}

#[test]
fn a_demand_may_be_about_a_scenario() {
    // 300,000 a year: −1,000, −700, −400, −100, +200: 3 + 100 ÷ 300 = 3.33 years.
    let scenario = "[scenario.low]\nset.\"flow.saving.amount\" = 300_000\n";
    let demand = |most: &str| format!("{scenario}[demand.payback]\nfigure = \"payback\"\nscenario = \"low\"\n{most}");
    let run = check(&demand("at_most = 3\n"), "", &[]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("at most 3 years: 3.3, 0.3 years too much"), "{}", run.out);
    assert_eq!(check(&demand("at_most = 3.5\n"), "", &[]).code, 0);
    let unknown = check(&demand("at_most = 3\n").replace("scenario = \"low\"", "scenario = \"lov\""), "", &[]);
    assert_eq!(unknown.code, 3);
    assert!(unknown.out.contains("did you mean \"low\"?"), "{}", unknown.out);
}

#[test]
fn demands_are_about_the_case_as_it_runs() {
    // 300,000 a year: back after 3.33 years, as in the scenario; 500,000: −1,000, −500, 0: back after 2 years.
    let demand = "[scenario.low]\nset.\"flow.saving.amount\" = 300_000\n\
                  [demand.payback]\nfigure = \"payback\"\nat_most = 3\n";
    assert_eq!(check(demand, "", &[]).code, 0);
    assert_eq!(check(demand, "", &["-s", "low"]).code, 1);
    assert_eq!(check(demand, "", &["--set", "flow.saving.amount=300000"]).code, 1);
    let run = check(demand, "", &["--set", "flow.saving.amount=500000"]);
    assert!(run.out.contains("at most 3 years: 2.0, margin 1 year"), "{}", run.out);
    let all = check(demand, "", &["-s", "all", "-O", "json"]);
    assert_eq!((all.code, all.out.lines().count()), (1, 2), "{}", all.out);
    assert_eq!(check(demand, "", &["-s", "high"]).code, 2);
}

#[test]
fn names_that_nothing_has_are_problems_with_the_nearest() {
    for (demand, near) in [
        ("figure = \"paybakc\"\nat_most = 1", "payback"),
        ("figure = \"npv\"\nperspective = \"aarhuss\"\nat_least = 1", "aarhus"),
    ] {
        let run = check(&format!("[demand.x]\n{demand}\n"), "", &[]);
        assert_eq!(run.code, 3, "{}", run.out);
        assert!(run.out.starts_with("problem unknown-id: "), "{}", run.out);
        assert!(run.out.contains(&format!("did you mean \"{near}\"?")), "{}", run.out);
    }
}

#[test]
fn an_allowance_holds_through_its_last_day() {
    let one_sided = "[flow.gift]\npayer = \"outside\"\nrecipient = \"aarhus\"\nkind = \"benefit\"\nper = \"year\"\n\
                     amount = { value = 2, high = 3, source = \"x\" }\n";
    let allowed = |rest: &str| format!("{one_sided}[allow.range-one-sided]\nreason = \"agreed\"\n{rest}");
    let found = |case: &str| codes(&check(case, "", &["-O", "json"]));
    assert_eq!(found(one_sided), ["range-one-sided"]);
    assert_eq!(found(&allowed("")), [""; 0]);
    assert_eq!(found(&allowed("until = 2026-11-24\n")), [""; 0]);
    assert_eq!(found(&allowed("until = 2026-11-23\n")), ["range-one-sided", "allowance-past"]);
    assert_eq!(found(&allowed("at = \"flow.gift\"\n")), [""; 0]);
    assert_eq!(found(&allowed("at = \"flow.gift.amount\"\n")), [""; 0]);
    assert_eq!(found(&allowed("at = \"flow.saving\"\n")), ["range-one-sided", "allowance-unused"]);
    assert_eq!(found("[allow.unused]\nreason = \"none\"\n"), ["allowance-unused"]);
}

#[test]
fn a_day_that_is_none_is_exit_2() {
    let run = afkast(&["check", "examples", "--today", "tomorrow"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
}

#[test]
fn rules_fail_or_warn() {
    for (rule, code) in [
        ("source = {}", 1), // the discount rate has none
        ("source = { else = \"warn\" }", 0),
        ("evidence = { at_least = \"rct\" }", 0), // no outcome has a consequence
        ("price_age = { at_most = \"1 month\" }", 0), // prices of the start
        ("range = { most_important = 1 }", 0),    // the saving moves most, and has both ends
        ("range = { most_important = 2 }", 1),    // the outlay has none
        ("break_even = { margin = \"37.5 %\" }", 0), // 4 × 250 = 1,000, and 250 is 37.5 % from 400
        ("break_even = { margin = \"38 %\" }", 1),
    ] {
        let run = check(&format!("[rules]\n{rule}\n"), "", &[]);
        assert_eq!(run.code, code, "{rule}: {}", run.out);
    }
    let run = check("[rules]\nsource = {}\n", "", &[]);
    assert!(run.out.ends_with("1 case: 0 fine · 1 rule not kept\n"), "{}", run.out);
    assert!(run.out.starts_with("problem rule-source: without a source: basis.discount\n"), "{}", run.out);
}

#[test]
fn what_the_case_says_comes_before_the_policy_file() {
    let policy = "[demand.payback]\nfigure = \"payback\"\nat_most = 2\n[rules]\nsource = {}\n";
    let run = check("", policy, &["-O", "json"]);
    assert_eq!((run.code, codes(&run)), (1, vec!["demand".to_owned(), "rule-source".to_owned()]), "{}", run.out);
    // The same demand and the same rule, said by the case itself.
    let own = "[demand.payback]\nfigure = \"payback\"\nat_most = 3\n[rules]\nsource = { else = \"warn\" }\n";
    assert_eq!(check(own, policy, &[]).code, 0);
    // What a policy lets through need not occur in every case.
    assert_eq!(codes(&check("", "[allow.unused]\nreason = \"a library\"\n", &["-O", "json"])), [""; 0]);
    // The file is among those that the result rests on.
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["stamp"]["files"].as_object().unwrap().len(), 2);
}

#[test]
fn a_policy_file_holds_nothing_else() {
    let run = check("", "[basis]\nstart = \"2025-01\"\n", &[]);
    assert_eq!(run.code, 3);
    assert!(run.out.starts_with("problem unknown-key: a policy file has no `basis`\n"), "{}", run.out);
    assert!(run.out.contains("afkast.toml:1"), "{}", run.out);
}

#[test]
fn only_check_reads_the_policy_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("job.toml"), CASE).unwrap();
    fs::write(folder.path().join("afkast.toml"), "this is no TOML").unwrap();
    let file = folder.path().join("job.toml");
    assert_eq!(afkast(&["appraise", file.to_str().unwrap()]).code, 0);
    assert_eq!(afkast(&["check", file.to_str().unwrap()]).code, 3);
}

#[test]
fn the_foot_of_a_page_counts_what_is_doubted_and_not_what_is_let_through() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("job.toml");
    let page = |text: &str| {
        fs::write(&file, text).unwrap();
        afkast(&["appraise", file.to_str().unwrap()]).out
    };
    assert!(!page(CASE).contains("no-source"));
    let without = CASE.split("[allow").next().unwrap();
    assert!(page(without).contains("1 warning: no-source"));
}

#[test]
fn what_a_library_has_for_others_is_not_unused() {
    let folder = tempfile::tempdir().unwrap();
    let library = "schema = 1\n[price.used]\nvalue = 1\n[price.other]\nvalue = 2\n[party.fund]\nkind = \"fund\"\n";
    fs::write(folder.path().join("lib.toml"), library).unwrap();
    let more = "[cost.x]\namount = \"used\"\nper = \"year\"\nbearer = \"aarhus\"\n[price.mine]\nvalue = 3\n";
    let case = CASE.replace("schema = 1\n", "schema = 1\nlibrary = [\"lib.toml\"]\n");
    let file = folder.path().join("job.toml");
    fs::write(&file, format!("{case}{more}")).unwrap();
    let run = check_file(&file, &["-O", "json"]);
    assert_eq!(codes(&run), ["unused"], "{}", run.out);
    assert!(run.out.contains("[price.mine]"), "{}", run.out);
}
