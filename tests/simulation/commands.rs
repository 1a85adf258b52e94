//! The command: its forms, its files, and demands on draws.

use crate::support::{afkast, good, json};

const FIVE: &str = "cases/five-effects/case.toml";

#[test]
fn every_draw_is_a_row_of_the_raw_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draws.csv");
    let file = file.to_str().unwrap();
    let shown = json(&["simulate", FIVE, "-n", "100", "-p", "public", "--raw", file, "-O", "json"]);
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!((head[0], head.len(), head[15]), ("draw", 16, "net_present_value.public"));
    let values: Vec<f64> = lines.map(|l| l.split(',').nth(15).unwrap().parse().unwrap()).collect();
    assert_eq!(values.len(), 100);
    let mean = values.iter().sum::<f64>() / 100.0;
    let said = shown["perspectives"]["public"]["mean"]["value"].as_f64().unwrap();
    assert!((mean / said - 1.0).abs() < 1e-12, "{mean} {said}");
}

#[test]
fn what_is_left_out_is_absent() {
    let all = json(&["simulate", FIVE, "-n", "64", "-O", "json"]);
    assert_eq!(all["stamp"]["seed"], 1);
    assert_eq!(all["stamp"]["draws"], 64);
    assert_eq!(all["stamp"]["sampling"], "sobol");
    assert!(all["drivers"].is_array() && all["perspectives"]["state"]["p5"].is_object());
    let few = json(&["simulate", FIVE, "-n", "64", "-O", "json", "--without", "quantiles,drivers", "-p", "public"]);
    assert!(few.get("drivers").is_none() && few["perspectives"].get("state").is_none());
    assert!(few["perspectives"]["public"].get("p5").is_none());
    assert_eq!(few["perspectives"]["public"]["mean"], all["perspectives"]["public"]["mean"]);
}

#[test]
fn draws_are_a_table_and_a_chart_too() {
    let csv = good(&["simulate", FIVE, "-n", "64", "-O", "csv"]);
    assert!(csv.starts_with("case,scenario,perspective,figure,value,std_error,undefined,unit\n"), "{csv}");
    assert!(csv.contains("five-effects,,state,expected_loss_given_loss,,,no_loss,DKK"), "{csv}");
    let chart = json(&["simulate", FIVE, "-n", "64", "-O", "vega-lite"]);
    let bins = chart["data"]["values"].as_array().unwrap();
    let draws: i64 = bins.iter().map(|b| b["draws"].as_i64().unwrap()).sum();
    assert_eq!(draws, 64);
    assert_eq!(afkast(&["appraise", FIVE, "-O", "vega-lite"]).code, 2);
}

#[test]
fn every_case_of_the_project_can_be_drawn() {
    for path in crate::support::all_cases() {
        let path = path.to_str().unwrap();
        if path.contains("/prices/") || std::fs::read_to_string(path).unwrap().contains("\n[basis]") {
            good(&["simulate", path, "-n", "64"]);
        }
    }
}

#[test]
fn a_demand_on_draws_is_met_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.toml");
    let text = std::fs::read_to_string(FIVE).unwrap();
    let demand = |figure: &str, bound: &str| {
        std::fs::write(&file, format!("{text}\n[demand.sure]\nfigure = \"{figure}\"\n{bound}\n")).unwrap();
        afkast(&["check", file.to_str().unwrap()])
    };
    let met = demand("probability_of_gain", "at_least = 0.95");
    assert_eq!(met.code, 0, "{}", met.out);
    assert!(met.out.contains("chance of a gain") && met.out.contains("96.3 %"), "{}", met.out);
    let not_met = demand("p5", "at_least = 100_000");
    assert_eq!(not_met.code, 1, "{}", not_met.out);
    let unknown = demand("p6", "at_least = 100_000");
    assert_eq!(unknown.code, 3, "{}", unknown.out);
}
