//! Differences: shares by hand, structure and plain inputs together, and bridges that add up to the last digit.

use afkast::case::Case;
use afkast::document::Document;
use afkast::ledger::Ledger;
use afkast::model::Model;
use afkast::uncertainty::difference::{Bridge, Side, bridge, edits, groups};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use rust_decimal::Decimal;

use crate::support::{afkast, case, dec, document, folder, good, json, ledger, within};

/// A case with everything that a difference needs.
struct Made {
    document: Document,
    case: Case,
    model: Model,
    ledger: Ledger<Decimal>,
}

impl Made {
    fn of(text: &str) -> Made {
        let case = case(text);
        let (model, ledger) = ledger(&case);
        Made { document: document(text), case, model, ledger }
    }
    fn side(&self) -> Side<'_> {
        Side { document: &self.document, case: &self.case, model: &self.model, ledger: &self.ledger }
    }
}

/// The bridge of the municipality's net result, and the paths of each group.
fn bridged(old: &str, new: &str, figure: &str) -> (Bridge, Vec<(String, Decimal)>) {
    let (old, new) = (Made::of(old), Made::of(new));
    let edits = edits(&old.document, &new.document);
    let (groups, _) = groups(&edits, &[]).unwrap();
    let found = bridge(old.side(), new.side(), &edits, &groups, (figure, "municipality")).unwrap();
    let paths = |group: &afkast::uncertainty::difference::Group| {
        let each: Vec<&str> = group.edits.iter().map(|e| edits[*e].path.as_str()).collect();
        each.join(" ")
    };
    let shares = found.shares.iter().map(|(group, share)| (paths(group), *share)).collect();
    (found, shares)
}

/// `people` reach something worth `price` for a year, at a cost of `cost`.
fn simple(people: u32, price: u32, cost: u32) -> String {
    format!(
        r#"
schema = 1
[basis]
start = "2025-01"
horizon = "1 year"
discount = 0
[group.g]
people = {people}
[cost.service]
amount = {cost}
at = "2025-01"
bearer = "municipality"
[outcome.o]
added_rate = 1
lasts = "1 year"
[consequence.c]
fewer = 1
price = {price}
cost_to = "municipality"
"#
    )
}

#[test]
fn two_changes_share_what_they_make_together() {
    // 10 × 5 = 50 becomes 12 × 8 = 96. People first 10, then 16: 13; price first 30, then 36: 33. Together 46.
    let (found, shares) = bridged(&simple(10, 5, 0), &simple(12, 8, 0), "net_result");
    assert_eq!((found.old, found.new), (dec("50"), dec("96")));
    assert_eq!(shares, [("consequence.c.price".to_owned(), dec("33")), ("group.g.people".to_owned(), dec("13"))]);
}

#[test]
fn three_changes_of_which_one_stands_alone() {
    // As before, and a cost that rises by 7 whatever the others do.
    let (_, shares) = bridged(&simple(10, 5, 3), &simple(12, 8, 10), "npv");
    let expected = [("consequence.c.price", "33"), ("cost.service.amount", "-7"), ("group.g.people", "13")];
    assert_eq!(shares, expected.map(|(path, share)| (path.to_owned(), dec(share))));
}

#[test]
fn structure_and_a_plain_input_share_what_they_make_together() {
    // Twice the people, for two years instead of one: 50 becomes 200. People first 50, then 100: 75; years as much.
    let new = simple(20, 5, 0).replace("lasts = \"1 year\"", "lasts = \"2 years\"");
    let (old, new) = (simple(10, 5, 0), new);
    let long = |text: &str| text.replace("horizon = \"1 year\"", "horizon = \"2 years\"");
    let (found, shares) = bridged(&long(&old), &long(&new), "net_result");
    assert_eq!((found.old, found.new), (dec("50"), dec("200")));
    assert_eq!(shares, [("group.g.people".to_owned(), dec("75")), ("outcome.o.lasts".to_owned(), dec("75"))]);
}

#[test]
fn a_table_that_comes_with_another_is_changed_with_it() {
    let added = "[outcome.p]\nadded_rate = 0.5\nlasts = \"1 year\"\n[consequence.d]\noutcomes = [\"p\"]\nfewer = 1\n\
                 price = 4\ncost_to = \"municipality\"\n";
    let named = |text: String| text.replace("[consequence.c]\n", "[consequence.c]\noutcomes = [\"o\"]\n");
    let (old, new) = (named(simple(10, 5, 0)), named(simple(12, 5, 0)) + added);
    let (_, shares) = bridged(&old, &new, "net_result");
    // 50 becomes 12 × 5 + 12 × 2 = 84. People first 10, then 14: 12; the tables first 20, then 24: 22.
    let expected = [("group.g.people", "12"), ("consequence.d outcome.p", "22")];
    let mut shares = shares;
    shares.sort();
    let mut expected: Vec<(String, Decimal)> = expected.map(|(p, s)| (p.to_owned(), dec(s))).into();
    expected.sort();
    assert_eq!(shares, expected);
}

#[test]
fn papers_and_ranges_differ_without_a_share() {
    let old = simple(10, 5, 0);
    let new = old.replace("people = 10", "people = { value = 10.0, low = 8, source = \"a letter\" }");
    let (found, shares) = bridged(&old, &new, "net_result");
    assert_eq!((found.old, shares.len()), (found.new, 0));
    let all = edits(&Made::of(&old).document, &Made::of(&new).document);
    let paths: Vec<&str> = all.iter().map(|e| e.path.as_str()).collect();
    assert_eq!(paths, ["group.g.people.low", "group.g.people.source"]);
}

#[test]
fn a_scenario_is_a_difference_from_its_case() {
    let file = "cases/din-vej-i-job/with-refunds.toml";
    let found = json(&["diff", file, &format!("{file}@new-spell"), "-O", "json"]);
    let change = &found["changes"][0];
    assert_eq!(change["paths"][0], "consequence.cash-benefit.refund.weeks_before");
    assert_eq!((change["old"].to_string(), change["new"].to_string()), ("26".to_owned(), "0".to_owned()));
    // The published figures of the case and the scenario: 2,550,555 and 2,393,084.
    let share: Decimal = change["share"].to_string().parse().unwrap();
    assert_eq!(share.round(), Decimal::from(-157_470));
}

/// The stamp names the files of both cases, the old one first; one file in two ways once.
#[test]
fn a_difference_rests_on_both_files() {
    let folder = folder(&[
        ("b-old.toml", &simple(10, 5, 0)),
        ("a-new.toml", &(simple(12, 5, 0) + "[scenario.more.set]\n\"group.g.people\" = 20\n")),
    ]);
    let (old, new) = (within(&folder, "b-old.toml"), within(&folder, "a-new.toml"));
    let digest = |file: &str| afkast::stamp::digest(&std::fs::read(file).unwrap());
    let files = |old: &str, new: &str| {
        let found = json(&["diff", old, new, "-O", "json"]);
        found["stamp"]["files"].as_object().unwrap().clone()
    };
    let both = files(&old, &format!("{new}@more"));
    assert_eq!((both.len(), &both[&old], &both[&new]), (2, &digest(&old).into(), &digest(&new).into()));
    assert_eq!(files(&new, &format!("{new}@more")).len(), 1);

    let text = good(&["diff", &old, &new, "-O", "json"]);
    let place = |file: &str| text.find(&format!("{file}\": \"{}", digest(file))).unwrap();
    assert!(place(&old) < place(&new), "{text}");
    let page = good(&["diff", &old, &new]);
    assert!(page.contains(&digest(&old)[..8]) && page.contains(&digest(&new)[..8]), "{page}");
}

/// Measured three times: 100 for each unit, and 100 from 5 units, 900 from 25.
const CONTRACT: &str = r#"
schema = 1
[basis]
start = "2025-01"
horizon = "4 years"
discount = 0
perspective = "state"
[contract]
measured = [12, 24, 36]
paid_by = "state"
recipient = "provider"
[contract.metric.m]
forecast = [10, 20, 30]
[contract.term.m]
price = 100
[contract.term.home]
metric = "m"
shape = "step"
tiers = [{ at = 5, pay = 100 }, { at = 25, pay = 900 }]
"#;

/// What each change of a contract's case makes: its paths, what stood and stands there, its share.
fn changes(new: &str, more: &[&str]) -> Vec<(String, String, String, String)> {
    let folder = folder(&[("old.toml", CONTRACT), ("new.toml", new)]);
    let (old, new) = (within(&folder, "old.toml"), within(&folder, "new.toml"));
    let mut args = vec!["diff", &old, &new, "-O", "json", "-f", "net_result"];
    args.extend(more);
    let found = json(&args);
    let said = |change: &serde_json::Value, key: &str| change.get(key).map_or(String::new(), ToString::to_string);
    let paths = |change: &serde_json::Value| {
        change["paths"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect::<Vec<&str>>().join(" ")
    };
    let changes = found["changes"].as_array().unwrap().iter();
    changes.map(|c| (paths(c), said(c, "old"), said(c, "new"), said(c, "share"))).collect()
}

fn four(change: [&str; 4]) -> (String, String, String, String) {
    let [paths, old, new, share] = change.map(str::to_owned);
    (paths, old, new, share)
}

#[test]
fn members_of_a_contracts_lists_are_changed_one_by_one() {
    // 60 units at 100, and 100 + 100 + 900; then 64 units, and 100 + 100 + 1,000: one more unit costs the state 100, three
    // more 300, and the tier 100.
    let expected = [
        ["contract.metric.m.forecast.12", "10", "11", "-100"],
        ["contract.metric.m.forecast.36", "30", "33", "-300"],
        ["contract.term.home.tiers.2.pay", "900", "1000", "-100"],
    ]
    .map(four);
    let tiers = CONTRACT.replace("pay = 900", "pay = 1_000");
    for forecast in ["[11, 20, 33]", "{ 12 = 11, 24 = 20, 36 = 33 }"] {
        assert_eq!(changes(&tiers.replace("[10, 20, 30]", forecast), &[]), expected, "{forecast}");
    }
    // As a scenario has it.
    let scenario = "[scenario.z.set]\n\"contract.metric.m.forecast.12\" = 11\n\"contract.metric.m.forecast.36\" = 33\n\
                    \"contract.term.home.tiers.2.pay\" = 1_000\n";
    let folder = folder(&[("case.toml", &format!("{CONTRACT}{scenario}"))]);
    let file = within(&folder, "case.toml");
    let found = json(&["diff", &file, &format!("{file}@z"), "-O", "json", "-f", "net_result"]);
    let found = found["changes"].as_array().unwrap();
    assert_eq!(found.len(), 3);
    for (change, (path, old, new, share)) in found.iter().zip(&expected) {
        assert_eq!(change["paths"].to_string(), format!("[\"{path}\"]"));
        let is = [&change["old"], &change["new"], &change["share"]].map(ToString::to_string);
        assert_eq!([&is[0], &is[1], &is[2]], [old, new, share]);
    }
}

#[test]
fn a_list_of_another_structure_is_one_change() {
    // A third tier, another mark, another measurement: what belongs together is read together.
    let more = changes(&CONTRACT.replace("900 }", "900 }, { at = 30, pay = 950 }"), &[]);
    assert_eq!(more.len(), 1);
    assert_eq!((more[0].0.as_str(), more[0].3.as_str()), ("contract.term.home.tiers", "-50"));
    let mark = changes(&CONTRACT.replace("at = 25, pay = 900", "at = 15, pay = 901"), &[]);
    // 100 + 901 + 901 in place of 1,100.
    assert_eq!((mark.len(), mark[0].0.as_str(), mark[0].3.as_str()), (1, "contract.term.home.tiers", "-802"));
    let fewer = CONTRACT.replace("[12, 24, 36]", "[12, 24]").replace("[10, 20, 30]", "[10, 21]");
    let paths: Vec<String> = changes(&fewer, &[]).into_iter().map(|change| change.0).collect();
    assert_eq!(paths, ["contract.measured contract.metric.m.forecast"]);
}

#[test]
fn a_member_of_a_list_is_changed_beside_structure() {
    // One group: 61 units at 100, and 100 + 100 + 950.
    let new = CONTRACT.replace("[10,", "[11,").replace("900 }", "900 }, { at = 30, pay = 950 }");
    let together = changes(&new, &["--group", "contract"]);
    assert_eq!(together.len(), 1);
    assert_eq!(together[0].0, "contract.metric.m.forecast.12 contract.term.home.tiers");
    assert_eq!(together[0].3, "-150");
    // One price for all becomes one for each: no members of a list, and no other money.
    let price = changes(&CONTRACT.replace("price = 100", "price = [100, 100, 100]"), &[]);
    assert_eq!((price.len(), price[0].0.as_str(), price[0].3.as_str()), (1, "contract.term.m.price", "0"));
}

/// 1,000, 2,000 and 3,000 under 1,500 each time are 4,000.
#[test]
fn an_input_of_a_band_comes_and_goes_by_itself() {
    let banded = |more: &str| {
        let bands = format!("shape = \"banded\"\nbands = [{{ from = 0, rate = 100{more} }}]");
        CONTRACT.replace("price = 100", &bands)
    };
    let folder = folder(&[("plain.toml", &banded("")), ("limited.toml", &banded(", at_most = 1_500"))]);
    for (old, new, key, share) in [("plain", "limited", "new", "2000"), ("limited", "plain", "old", "-2000")] {
        let [old, new] = [old, new].map(|name| within(&folder, &format!("{name}.toml")));
        let found = json(&["diff", &old, &new, "-O", "json", "-f", "net_result"])["changes"].clone();
        let change = &found.as_array().unwrap()[0];
        assert_eq!(change["paths"].to_string(), "[\"contract.term.m.bands.1.at_most\"]");
        assert_eq!((change[key].to_string(), change["share"].to_string()), ("1500".to_owned(), share.to_owned()));
    }
}

#[test]
fn the_exit_code_says_whether_anything_differs_when_asked() {
    let file = "cases/din-vej-i-job/with-refunds.toml";
    let scenario = format!("{file}@new-spell");
    for (old, new, flag, code) in [
        (file, file, true, 0),
        (file, scenario.as_str(), true, 1),
        (file, scenario.as_str(), false, 0),
        (file, "no-such-file.toml", true, 3),
    ] {
        let mut args = vec!["diff", old, new];
        args.extend(flag.then_some("--exit-code"));
        assert_eq!(afkast(&args).code, code, "{args:?}");
    }
    assert_eq!(good(&["diff", file, file, "-O", "csv"]).lines().count(), 1);
}

fn random(seed: &[u32; 6], extra: bool) -> String {
    let [people, price, cost, rate, lasts, loss] = seed.map(|s| s % 97 + 1);
    let more = if extra { "[cost.more]\namount = 3\nper = \"starter\"\nbearer = \"municipality\"\n" } else { "" };
    format!(
        r#"
schema = 1
[basis]
start = "2025-01"
horizon = "8 years"
discount = 0.0{loss:02}
[group.g]
people = {people}
[cost.service]
amount = {cost}.37
per = "year"
bearer = "municipality"
{more}
[outcome.o]
expected_rate = 0.{rate:02}
baseline_rate = 0.11
lasts = "{lasts} months"
yearly_loss_of_remaining = 0.{loss:02}
[consequence.c]
fewer = 1
price = {price}.21
cost_to = "municipality"
"#
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn shares_add_up_to_the_last_digit(
        old in any::<[u32; 6]>(), new in any::<[u32; 6]>(), had in any::<bool>(), has in any::<bool>()
    ) {
        for figure in ["npv", "net_result", "present_value_of_costs"] {
            let (found, shares) = bridged(&random(&old, had), &random(&new, has), figure);
            let sum: Decimal = shares.iter().map(|(_, share)| *share).sum();
            prop_assert_eq!(sum, found.new - found.old);
            // And as they are printed.
            let printed = |d: Decimal| afkast::render::json::exact(d).parse::<Decimal>().unwrap();
            let sum: Decimal = shares.iter().map(|(_, share)| printed(*share)).sum();
            prop_assert_eq!(sum, printed(found.new) - printed(found.old));
        }
    }
}
