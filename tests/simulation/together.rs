//! Cases side by side in draws: the same luck for what has the same path.

use afkast::model::{Model, Scope};
use afkast::uncertainty::simulation::{Beside, Sampling, Settings, Watch, together};

use super::{question, value};
use crate::support::{afkast, case, folder, good, json, within};

const DRAWS: u64 = 131_072;

/// One text beside another, draw by draw, for the municipality.
fn beside(one: &str, other: &str, sampling: Sampling) -> Beside {
    let cases = [case(one), case(other)];
    let models = cases.each_ref().map(|case| Model::of(case, &Scope::All).unwrap());
    let question = |place: usize| question(&cases[place], &models[place], "municipality");
    let settings = Settings { draws: DRAWS, sampling, drivers: false, ..Settings::default() };
    let together = together(&[question(0), question(1)], &settings, &Watch::default()).unwrap();
    together.beside((0, "municipality"), (1, "municipality")).unwrap()
}

/// Benefits, each normal with a mean and a standard deviation.
fn benefits(each: &[(&str, f64, f64)]) -> String {
    let flows = each.iter().map(|(id, mean, sd)| {
        format!(
            "[flow.{id}]\npayer = \"outside\"\nrecipient = \"municipality\"\nkind = \"benefit\"\nat = \"2025-01\"\n\
             amount = {{ value = {mean:?}, sd = {sd:?}, distribution = \"normal\" }}\n"
        )
    });
    let begin = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\ndiscount = 0\n";
    begin.to_owned() + &flows.collect::<String>()
}

#[test]
fn what_two_cases_have_in_common_cancels() {
    // A = X + Y, B = X + Z + ½, with a common X whose path comes first, between and last among those that differ.
    // A − B = Y − Z − ½, normal(19.5, √(30² + 40²) = 50): better in Φ(0.39) = .651731727 of all draws.
    for common in ["a", "m", "z"] {
        for sampling in [Sampling::Sobol, Sampling::Random] {
            let one = benefits(&[(common, 1_000.0, 200.0), ("k", 320.0, 30.0)]);
            let other = benefits(&[(common, 1_000.0, 200.0), ("p", 300.0, 40.0), ("q", 0.5, 0.0)]);
            let found = beside(&one, &other, sampling);
            let close = |estimate, expected: f64, floor: f64| {
                let error = error_of(estimate).max(floor);
                assert!((value(estimate) - expected).abs() < 4.5 * error, "{common} {sampling:?}: {estimate:?}");
            };
            close(found.difference.mean, 19.5, 0.01);
            close(found.difference.standard_deviation, 50.0, 0.05);
            close(found.better, 0.651_731_727, 0.001);
        }
    }
}

fn error_of(of: afkast::uncertainty::simulation::Estimate) -> f64 {
    of.std_error.unwrap()
}

#[test]
fn a_case_beside_itself_is_never_better() {
    let text = benefits(&[("a", 10.0, 3.0), ("b", 5.0, 2.0)]);
    let found = beside(&text, &text, Sampling::Sobol);
    assert_eq!((value(found.better), value(found.difference.mean)), (0.0, 0.0));
    assert_eq!(value(found.difference.standard_deviation), 0.0);
}

#[test]
fn a_dearer_case_is_worse_by_its_price_in_every_draw() {
    let text = benefits(&[("a", 10.0, 3.0)]);
    let dearer = text.clone()
        + "[flow.x]\npayer = \"municipality\"\nrecipient = \"outside\"\nkind = \"cost\"\namount = 7\nat = \"2025-01\"\n";
    let found = beside(&dearer, &text, Sampling::Sobol);
    assert!((value(found.difference.mean) + 7.0).abs() < 1e-9 && value(found.better) == 0.0);
    assert!(value(found.difference.standard_deviation) < 1e-6);
    assert_eq!(value(beside(&text, &dearer, Sampling::Sobol).better), 1.0);
}

const FIVE: &str = "cases/five-effects/case.toml";

#[test]
fn a_comparison_has_the_draws_of_a_simulation() {
    let folder = folder(&[("more.toml", "[scenario.dearer]\nset.cost.operation.amount = 70_000\n")]);
    let file = &within(&folder, "more.toml");
    let with = ["--scenario-file", file, "-s", "all", "-n", "1024", "-O"];
    let found = json(&[&["compare", FIVE][..], &with, &["json"]].concat());
    let row = |figure: &str| found["rows"].as_array().unwrap().iter().find(|r| r["figure"] == figure).unwrap();
    for (place, changes) in [(0, &[][..]), (1, &["--scenario-file", file, "-s", "dearer"])] {
        let args = [&["simulate", FIVE, "-n", "1024", "-p", "public", "-O", "json"][..], changes].concat();
        let alone = &json(&args)["perspectives"]["public"];
        for figure in ["mean", "p5", "probability_of_gain", "expected_loss_given_loss"] {
            assert_eq!(row(figure)["values"][place], alone[figure], "{figure}");
        }
    }
    let differences = found["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1);
    assert_eq!((&differences[0]["column"], &differences[0]["against"]), (&1.into(), &0.into()));
    assert_eq!(differences[0]["probability_better"]["value"], 0);
    let [base, mean] = [0, 1].map(|place| row("mean")["values"][place]["value"].as_f64().unwrap());
    let by = differences[0]["mean"]["value"].as_f64().unwrap();
    assert!((mean - base - by).abs() < 1e-6 * base.abs(), "{base} {mean} {by}");
    assert_eq!(found["stamp"]["draws"], 1_024);
    let table = good(&[&["compare", FIVE][..], &with, &["csv"]].concat());
    assert!(table.starts_with("case,scenario,perspective,figure,value,std_error,undefined,unit\n"));
    assert!(table.contains("five-effects,dearer,public,difference.probability_better,0,0,,1"), "{table}");
}

#[test]
fn columns_are_ranked_by_a_figure_of_draws() {
    let page = good(&["compare", FIVE, "cases/din-vej-i-job/case.toml", "-f", "probability_of_gain", "-n", "64"]);
    assert!(page.contains("with the same luck") || page.contains("WITH THE SAME LUCK"), "{page}");
    let unknown = afkast(&["compare", FIVE, "-f", "probability_of_gian"]);
    assert!(unknown.code == 2 && unknown.err.contains("probability_of_gain"), "{}", unknown.err);
}
