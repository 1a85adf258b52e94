//! Sensitivity: worked bars of the case whose figures are known, ranges that are assumed, grids, charts.

use afkast::uncertainty::{Bar, Subject, grid, lever, tornado};
use rust_decimal::Decimal;

use crate::break_even::UNUSED;
use crate::support::{afkast, case, dec, file, good, json, ledger};

const P2: &str = "cases/din-vej-i-job/case.toml";

/// The bars of a case's net present value for the municipality; what has no range moves by a tenth.
fn bars(text: &str) -> Vec<Bar> {
    let case = case(text);
    let (model, ledger) = ledger::<Decimal>(&case);
    let subject = Subject::of(&case, &model, &ledger, "npv", "municipality").unwrap();
    tornado(&subject, dec("0.1"))
}

#[test]
fn the_bars_of_the_case_are_those_worked_by_hand() {
    // Worked by hand for the drawing of the page: each value to its end, all else as in the case.
    let expected = [
        ("outcome.job.expected_rate", 16_079, 5_576_118, false),
        ("outcome.job.yearly_loss_of_remaining", 5_342_915, 970_589, false),
        ("outcome.job.baseline_rate", 3_722_772, 757_417, false),
        ("consequence.cash-benefit.fewer", 2_054_760, 3_166_768, true),
        ("consequence.cash-benefit.price", 2_054_760, 3_166_768, true),
        ("group.citizens.people", 2_054_760, 3_166_768, true),
        ("cost.operation.amount", 2_905_691, 2_315_836, true),
    ];
    let found = json(&["sensitivity", P2, "-O", "json"]);
    let bars = found["bars"].as_array().unwrap();
    assert_eq!(bars.len(), expected.len());
    for (bar, (path, at_low, at_high, assumed)) in bars.iter().zip(expected) {
        assert_eq!(bar["path"], path);
        assert_eq!(bar["assumed"], assumed, "{path}");
        for (end, figure) in [("at_low", at_low), ("at_high", at_high)] {
            let value: Decimal = bar[end]["value"].to_string().parse().unwrap();
            assert_eq!(value.round(), Decimal::from(figure), "{path} {end}");
        }
    }
}

#[test]
fn a_missing_end_is_the_base_and_a_value_of_nil_has_no_bar() {
    let text = r#"
schema = 1
[basis]
start = "2025-01"
horizon = "1 year"
discount = 0
[cost.a]
amount = { value = 100, high = 130 }
per = "year"
bearer = "municipality"
[cost.b]
amount = 0
per = "year"
bearer = "municipality"
[outcome.o]
expected_rate = 0.95
baseline_rate = 0.05
lasts = "1 year"
[group.g]
people = 10
[consequence.c]
fewer = 1
price = 10
cost_to = "municipality"
"#;
    let bars = bars(text);
    let of = |path: &str| bars.iter().find(|b| b.path == path);
    let a = of("cost.a.amount").unwrap();
    assert_eq!((a.low, a.high, a.assumed), (dec("100"), dec("130"), false));
    // 90 − 100 = −10 and 90 − 130 = −40.
    assert_eq!((a.at_low, a.at_high), (Ok(dec("-10")), Ok(dec("-40"))));
    assert!(of("cost.b.amount").is_none(), "nil has no range");
    let rate = of("outcome.o.expected_rate").unwrap();
    assert_eq!((rate.low, rate.high), (dec("0.855"), dec("1")), "cut to what a share can be");
    assert!(bars.iter().all(|b| b.path != "outcome.o.displacement_share"), "defaults have none");
}

/// Three factors of one product are as wide as each other, although their last digits, of 2 ÷ 13 and of discount factors,
/// are not: they stand in order of path.
#[test]
fn bars_that_differ_by_rounding_alone_are_in_order_of_path() {
    let text = r#"
schema = 1
[basis]
start = "2030-03"
horizon = "4 years"
discount = 0.05
[group.g]
people = 5
starts = { from = "2030-05", until = "2031-04" }
recruited_share = "2/13"
[cost.z]
amount = 160
per = "starter"
from = "2030-06"
bearer = "municipality"
"#;
    let bars = bars(text);
    let paths: Vec<&str> = bars.iter().map(|b| b.path.as_str()).collect();
    assert_eq!(paths, ["cost.z.amount", "group.g.people", "group.g.recruited_share", "basis.discount"]);
    assert_eq!(bars[0].swing(), bars[2].swing());
}

/// An input that the case does not use has a bar of no width, after all others, in order of path; one that is nil has none.
#[test]
fn what_is_written_and_not_used_has_a_bar_of_no_width() {
    let text = format!(
        r#"
schema = 1
[basis]
start = "2025-01"
horizon = "1 year"
discount = 0
{UNUSED}
[outcome.o]
expected_rate = {{ value = 0.5, evidence = "expert" }}
counterfactual_share = 0.5
lasts = "1 year"
[cost.a]
amount = 100
per = "year"
bearer = "municipality"
"#
    );
    let (_folder, file) = file(&text);
    let found = json(&["sensitivity", &file, "-O", "json"])["bars"].clone();
    let bars: Vec<(&str, String, String)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|bar| {
            let end = |key: &str| bar[key]["value"].to_string();
            (bar["path"].as_str().unwrap(), end("at_low"), end("at_high"))
        })
        .collect();
    // The cost of 100 from 90 to 110; everything else leaves it. Of what is written the discount and the grade `rct` are nil.
    let still = [
        "basis.inflation",
        "basis.optimism.expert",
        "group.g.dropout_after",
        "group.g.people",
        "outcome.o.counterfactual_share",
        "outcome.o.expected_rate",
        "price.unused",
    ];
    let (first, rest) = bars.split_first().unwrap();
    assert_eq!((first.0, first.1.as_str(), first.2.as_str()), ("cost.a.amount", "-90", "-110"));
    assert_eq!(rest.iter().map(|bar| bar.0).collect::<Vec<_>>(), still);
    assert!(rest.iter().all(|bar| bar.1 == "-100" && bar.2 == "-100"), "{bars:?}");
    assert_eq!(good(&["sensitivity", &file, "-O", "csv"]).lines().count(), 1 + bars.len());
    let page = good(&["sensitivity", &file, "-O", "markdown"]).replace('\\', "");
    assert!(page.contains(&format!("Moves nothing: {}.", still.join(", "))), "{page}");
}

#[test]
fn a_grid_has_the_figure_of_every_pair() {
    let text = std::fs::read_to_string(P2).unwrap();
    let case = case(&text);
    let (model, ledger) = ledger::<Decimal>(&case);
    let subject = Subject::of(&case, &model, &ledger, "payback", "aarhus").unwrap();
    let of = |path: &str| lever(&case, &model, path).unwrap();
    let (rate, loss) = (of("outcome.job.expected_rate"), of("outcome.job.yearly_loss_of_remaining"));
    let found = grid(&subject, [&rate, &loss], dec("0.1")).unwrap();
    for (row, at) in found.figures.iter().zip(&found.values[0]) {
        for (figure, other) in row.iter().zip(&found.values[1]) {
            let sets = [format!("{}={at}", rate.path), format!("{}={other}", loss.path)];
            let alone = good(&["appraise", P2, "-f", "payback", "--set", &sets[0], "--set", &sets[1]]);
            let shown = figure.map_or_else(|why| why.to_string(), afkast::render::json::exact);
            assert_eq!(alone.trim(), shown, "{sets:?}");
        }
    }
}

#[test]
fn a_chart_has_its_data_and_a_mark_for_each() {
    let chart = json(&["sensitivity", P2, "-O", "vega-lite"]);
    assert_eq!(chart["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
    assert_eq!(chart["data"]["values"].as_array().unwrap().len(), 7);
    assert_eq!(chart["layer"].as_array().unwrap().len(), 3);
    let pair = ["outcome.job.expected_rate", "cost.operation.amount"];
    let chart = json(&["sensitivity", P2, "--grid", pair[0], pair[1], "-O", "vega-lite"]);
    assert_eq!(chart["data"]["values"].as_array().unwrap().len(), 7 * 5);
    assert_eq!(afkast(&["appraise", P2, "-O", "vega-lite"]).code, 2);
}

#[test]
fn what_cannot_be_moved_is_exit_2() {
    for args in [
        &["sensitivity", P2, "outcome.job.nothing"][..],
        &["sensitivity", P2, "--spread", "ten"],
        &["sensitivity", P2, "--top", "0"],
        &["sensitivity", P2, "outcome.job.lasts"],
        &["sensitivity", P2, "--grid", "outcome.job.lasts", "outcome.job.expected_rate"],
        &["break-even", P2, "--grid", "outcome.job.lasts", "outcome.job.lasts"],
        &["break-even", P2, P2],
        &["diff", "cases/din-vej-i-job/case.toml@all", P2],
        &["diff", "cases/din-vej-i-job/case.toml@none", P2],
        &["sensitivity", P2, "--grid", "outcome.job.effect", "outcome.job.baseline_rate"],
        &["sensitivity", P2, "-f", "nothing"],
        &["break-even", P2, "outcome.job.nothing"],
        &["break-even", P2, "-t", "many"],
        &["break-even", P2, "-p", "nobody"],
        &["compare", P2, "-f", "nothing"],
        &["compare", P2, "--against", "nothing"],
        &["diff", "-", "-"],
    ] {
        let run = afkast(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
}

#[test]
fn what_is_asked_wrongly_says_what_to_ask() {
    for (args, says) in [
        (&["sensitivity", P2, "outcome.job.lasts"][..], "afkast break-even FILE outcome.job.lasts"),
        (&["diff", &format!("{P2}@none"), P2], "no scenario is called \"none\"; there is none"),
        (&["break-even", P2, P2], "one case at a time"),
        (&["break-even", "examples/09-one-price.toml", "cost.staff.price"], "name price.hour"),
    ] {
        let run = afkast(args);
        assert!(run.code == 2 && run.err.contains(says), "{args:?}: {}", run.err);
    }
}
