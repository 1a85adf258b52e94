//! The Monte Carlo cases of `reference.json`: mean and standard deviation as they are exactly, percentiles as
//! quasi-random draws of others have them.

use afkast::uncertainty::simulation::{Sampling, Settings};
use serde_json::Value;

use super::{figures, value};

const FIVE_EFFECTS: &str = include_str!("../../cases/five-effects/case.toml");

/// The case of each id.
fn text(id: &str) -> String {
    let replaced = |pairs: &[(&str, &str)]| {
        pairs.iter().fold(FIVE_EFFECTS.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    };
    match id {
        "one-input" => ONE_INPUT.to_owned(),
        "five-effects" => FIVE_EFFECTS.to_owned(),
        "heavy-tail" => replaced(&[
            (
                r#"{ value = 200_000, low = 150_000, high = 320_000, distribution = "triangular" }"#,
                r#"{ value = 400_000, p5 = 100_000, p95 = 1_500_000, distribution = "lognormal" }"#,
            ),
            (
                r#"{ value = 15_000, sd = 3_000, distribution = "lognormal" }"#,
                r#"{ value = 12_000, median = 12_000, geometric_sd = 2.5, distribution = "lognormal" }"#,
            ),
        ]),
        _ => format!("{FIVE_EFFECTS}{CORRELATED}"),
    }
}

const CORRELATED: &str = r#"
[[correlation]]
inputs = ["outcome.employment.added_rate", "outcome.health.added_rate"]
value  = 0.6
[[correlation]]
inputs = ["group.children.people", "cost.each.amount"]
value  = -0.4
"#;

const ONE_INPUT: &str = r#"
schema = 1
[basis]
start    = "2025-01"
horizon  = "6 years"
discount = 0.035
[group.people]
people = 50
[cost.set-up]
amount = 100_000
at     = "2025-01"
bearer = "municipality"
[cost.yearly]
amount = 20_000
per    = "year"
from   = "2026-01"
bearer = "municipality"
[cost.each]
amount = 1_000
per    = "starter"
bearer = "municipality"
[outcome.work]
added_rate = { value = 0.2, low = 0, high = 0.5, distribution = "triangular" }
onset      = "12 months"
lasts      = "5 years"
yearly_loss_of_remaining = 0.2
[consequence.work]
fewer   = 1
price   = 30_000
cost_to = "state"
"#;

fn cases() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../vectors/reference.json")).unwrap();
    all["monte_carlo"].as_array().unwrap().clone()
}

/// By how many standard errors of so many independent draws a figure is off.
fn off(found: f64, expected: &Value, error: &Value, draws: u64) -> f64 {
    let error = error.as_f64().unwrap() * (1e6 / draws as f64).sqrt();
    (found - expected.as_f64().unwrap()).abs() / error
}

#[test]
fn draws_agree_with_the_reference_within_their_standard_errors() {
    let five_effects = cases().into_iter().find(|c| c["id"] == "five-effects").unwrap();
    for case in cases() {
        let id = case["id"].as_str().unwrap();
        for (sampling, draws, most) in [(Sampling::Sobol, 131_072, 0.9), (Sampling::Random, 131_072, 4.5)] {
            let settings = Settings { draws, sampling, drivers: false, ..Settings::default() };
            let found = figures(&text(id), "public", &settings);
            // Of correlated inputs the reference has no standard errors: those of the same case without.
            let errors = if id == "correlated" { &five_effects["se_1e6_draws"] } else { &case["se_1e6_draws"] };
            let exact = |key: &str| {
                let exact = &case["exact"][key];
                if exact.is_null() { case["qmc"][key].clone() } else { exact.clone() }
            };
            let mut all = vec![
                ("mean", value(found.mean), exact("mean")),
                ("sd", value(found.standard_deviation), exact("sd")),
                ("p_positive", value(found.probability_of_gain), case["qmc"]["p_positive"].clone()),
            ];
            for name in ["p5", "p50", "p95"] {
                all.push((name, value(found.percentile(name).unwrap()), case["qmc"][name].clone()));
            }
            for (name, found, expected) in all {
                let off = off(found, &expected, &errors[name], draws);
                // The deviation of a heavy tail hangs on its last draws, however they are spread.
                let most = if id == "heavy-tail" && name == "sd" { 4.5 } else { most };
                assert!(off < most, "{id} {sampling:?} {name}: {found} is not {expected}: {off} standard errors");
            }
            let information = value(found.value_of_perfect_information);
            let expected = case["qmc"]["evpi"].as_f64().unwrap();
            assert!((information / expected - 1.0).abs() < 0.1, "{id} {sampling:?}: {information} is not {expected}");
        }
    }
}

#[test]
fn few_sobol_draws_know_the_mean_as_well_as_a_million_random_ones() {
    // The standard error of numpy's mean of 1,000,000 draws is 349.4.
    let settings = Settings { draws: 8_192, drivers: false, quantiles: false, ..Settings::default() };
    let mean = figures(FIVE_EFFECTS, "public", &settings).mean;
    assert!(mean.std_error.unwrap() < 349.4, "{mean:?}");
    assert!((value(mean) - 558_818.447_559_299_6).abs() < 4.5 * 349.4, "{mean:?}");
}

#[test]
fn standard_errors_are_as_large_as_the_errors() {
    // Of 24 seeds, the mean is off by one standard error on average (t with 7 degrees of freedom: s.d. 1.18).
    for sampling in [Sampling::Sobol, Sampling::Random] {
        let mut squares = 0.0;
        for seed in 1..=24 {
            let settings = Settings { draws: 2_048, seed, sampling, drivers: false, ..Settings::default() };
            let mean = figures(FIVE_EFFECTS, "public", &settings).mean;
            squares += ((value(mean) - 558_818.447_559_299_6) / mean.std_error.unwrap()).powi(2);
        }
        let size = (squares / 24.0_f64).sqrt();
        assert!((0.6..1.9).contains(&size), "{sampling:?}: {size}");
    }
}
