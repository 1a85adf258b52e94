//! Figures that follow from formulas: section 7 of the method, and arithmetic.

use afkast::ledger::{Assignment, evaluate};
use afkast::model::{Model, Scope};
use afkast::uncertainty::simulation::{
    Sampling, Settings, Watch, drivers, percentiles, simulate, value_of_information,
};

use super::{draw, figures, question, value};
use crate::support::case;

fn settings(draws: u64) -> Settings {
    Settings { draws, ..Settings::default() }
}

/// An effect that is triangular(.01, .03, .08): 200 people, 15,000 a year for 5 years at the end of each, 400,000.
pub const EFFECT: &str = r#"
schema = 1
[basis]
start    = "2025-01"
horizon  = "5 years"
timing   = "end"
discount = 0.035
[group.people]
people = 200
[cost.all]
amount = 400_000
at     = "month 0"
bearer = "municipality"
[outcome.job]
added_rate = { value = 0.03, low = 0.01, high = 0.08, distribution = "triangular" }
lasts      = "5 years"
[consequence.job]
fewer   = 1
price   = 15_000
cost_to = "municipality"
"#;

#[test]
fn a_triangular_effect_gains_as_often_as_its_closed_form_says() {
    // Break-even e .029530850, mean 141,806.2851, P(NPV > 0) .727532791.
    let found = figures(EFFECT, "municipality", &settings(131_072));
    assert!((value(found.mean) - 141_806.285_1).abs() < 2.0, "{:?}", found.mean);
    assert!((value(found.probability_of_gain) - 0.727_532_791).abs() < 1e-4, "{:?}", found.probability_of_gain);
}

/// A net present value that is normal(100, 200): one unit of an outcome that is not persons.
const NORMAL: &str = r#"
schema = 1
[basis]
start    = "2025-01"
horizon  = "1 year"
discount = 0
[group.people]
people = 1
[outcome.x]
unit       = "points"
added_rate = { value = 100, sd = 200, distribution = "normal" }
lasts      = "1 year"
[consequence.x]
fewer   = 1
price   = 1
cost_to = "municipality"
"#;

#[test]
fn perfect_information_about_a_normal_value_is_worth_what_its_closed_form_says() {
    // 39.559311; the only input is all there is to know, but for groups of √n draws.
    let run = draw(&case(NORMAL), &settings(131_072));
    let found = &run.perspectives["municipality"];
    assert!((value(found.value_of_perfect_information) - 39.559_311).abs() < 0.01, "{found:?}");
    assert!((value(found.mean) - 100.0).abs() < 0.01 && (value(found.standard_deviation) - 200.0).abs() < 0.05);
    // Expected loss when there is a loss: (s φ(m/s) − m Φ(−m/s)) ÷ Φ(−m/s) with φ(.5) = .35206533, Φ(−.5) = .30853754.
    let loss = (200.0 * 0.352_065_326_8 - 100.0 * 0.308_537_538_7) / 0.308_537_538_7;
    assert!((value(found.expected_loss_given_loss) - loss).abs() < 0.05, "{found:?}");
    let results = &run.kept["public"];
    let known = value_of_information(results, results);
    assert!((known - 39.559_311).abs() < 0.2, "{known}");
}

#[test]
fn named_distributions_have_the_figures_of_the_method() {
    // triangular(10, 20, 60) and PERT(10, 20, 60) as an amount paid once at no discount.
    let of = |shape: &str| {
        let text = format!(
            "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\ndiscount = 0\n[flow.a]\npayer = \"outside\"\n\
             recipient = \"municipality\"\nkind = \"benefit\"\nat = \"2025-01\"\n\
             amount = {{ value = 20, low = 10, high = 60, distribution = \"{shape}\" }}\n"
        );
        figures(&text, "municipality", &settings(131_072))
    };
    let triangular = of("triangular");
    assert!((value(triangular.mean) - 30.0).abs() < 1e-3);
    assert!((value(triangular.standard_deviation) - 10.801_234).abs() < 1e-3);
    for (name, expected) in [("p10", 17.071_068), ("p50", 28.377_223), ("p90", 45.857_864)] {
        let found = value(triangular.percentile(name).unwrap());
        assert!((found - expected).abs() < 2e-3, "{name}: {found}");
    }
    let pert = of("pert");
    assert!((value(pert.mean) - 25.0).abs() < 1e-3);
    assert!((value(pert.standard_deviation) - 8.660_254).abs() < 1e-3);
}

#[test]
fn draws_of_a_point_mass_are_the_base_case() {
    let text = EFFECT.replace("low = 0.01, high = 0.08", "low = 0.03, high = 0.03");
    let found = figures(&text, "municipality", &settings(1_024));
    assert!((value(found.mean) - found.base).abs() < 1e-6 && value(found.standard_deviation) < 1e-6, "{found:?}");
    let model = Model::of(&case(&text), &Scope::All).unwrap();
    let ledger = evaluate::<f64>(&model, &Assignment::base(&model)).unwrap();
    let exact = ledger.single(model.perspectives["municipality"].budget.net_present_value);
    assert!((found.base - exact).abs() < 1e-6);
}

#[test]
fn correlations_are_reached() {
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\ndiscount = 0\n\
        [flow.a]\npayer = \"outside\"\nrecipient = \"municipality\"\nkind = \"benefit\"\nat = \"2025-01\"\n\
        amount = { value = 20, sd = 5, distribution = \"normal\" }\n\
        [flow.b]\npayer = \"outside\"\nrecipient = \"state\"\nkind = \"benefit\"\nat = \"2025-01\"\n\
        amount = { value = 0.3, alpha = 2, beta = 5, distribution = \"beta\" }\n\
        [[correlation]]\ninputs = [\"flow.a.amount\", \"flow.b.amount\"]\nvalue = RHO\n";
    for rho in [-0.9, -0.4, 0.0, 0.6, 0.95] {
        for sampling in [Sampling::Sobol, Sampling::Random] {
            let case = case(&text.replace("RHO", &format!("{rho:?}")));
            let model = Model::of(&case, &Scope::All).unwrap();
            let question = question(&case, &model, "municipality");
            let settings = Settings { draws: 32_768, sampling, ..Settings::default() };
            let run = simulate(&question, &settings, &Watch::default()).unwrap();
            let found = drivers(&question, &run, &Watch::default()).unwrap();
            let other = found.iter().find(|d| &*d.path == "flow.b.amount").unwrap();
            assert!((other.rank_correlation - rho).abs() < 4.5 / 181.0, "{rho} {sampling:?}: {other:?}");
            assert!(other.first_order.is_none(), "no shares of variance of inputs that are correlated");
        }
    }
}

#[test]
fn percentiles_are_those_of_type_7() {
    // R: quantile(c(1, 3, 4, 9, 12), c(.1, .25, .6, 1), type = 7) is 1.8, 3, 6, 12.
    assert_eq!(percentiles(&mut [9.0, 1.0, 12.0, 4.0, 3.0], &[0.1, 0.25, 0.6, 1.0]), [1.8, 3.0, 6.0, 12.0]);
}

#[test]
fn draws_beyond_what_a_rate_may_be_are_cut_and_counted() {
    // A baseline of 0.05 with a standard deviation of 0.1: Φ(−0.5) = 30.85 % of the draws lie below 0.
    let text = EFFECT.replace(
        r#"added_rate = { value = 0.03, low = 0.01, high = 0.08, distribution = "triangular" }"#,
        "expected_rate = 0.5\nbaseline_rate = { value = 0.05, sd = 0.1, distribution = \"normal\" }",
    );
    let run = draw(&case(&text), &settings(16_384));
    assert!((run.cut[0] - 0.308_537_5).abs() < 1e-3, "{:?}", run.cut);
    // E max(x, 0) = 0.05 Φ(0.5) + 0.1 φ(0.5) = 0.0697797; the gain is the same for each rate: 200 × 15,000 × a.
    let found = &run.perspectives["municipality"];
    let annuity: f64 = (1..=5).map(|t| 1.035_f64.powi(-t)).sum();
    let mean = (0.5 - 0.069_779_656) * 200.0 * 15_000.0 * annuity - 400_000.0;
    assert!((value(found.mean) / mean - 1.0).abs() < 1e-4, "{:?} {mean}", found.mean);
}

#[test]
fn a_point_of_certainty_of_a_normal_value_is_worth_what_its_closed_form_says() {
    // Normal(100, 200) gains with Φ(.5) = .69146246; normal(100 + d, 200) with one point more when Φ((100 + d) ÷ 200) is
    // .70146246: (100 + d) ÷ 200 = .52861136 and d = 5.722272.
    let found = figures(NORMAL, "municipality", &settings(131_072));
    let gain = statrs::distribution::Normal::standard();
    let surer = statrs::distribution::ContinuousCDF::cdf(&gain, 0.5) + 0.01;
    let expected = 200.0 * statrs::distribution::ContinuousCDF::inverse_cdf(&gain, surer) - 100.0;
    assert!((value(found.point_of_certainty.unwrap()) - expected).abs() < 0.05, "{found:?} {expected}");
    // Nothing is surer than certain.
    let certain = NORMAL.replace("sd = 200", "sd = 20");
    assert!(figures(&certain, "municipality", &settings(16_384)).point_of_certainty.is_none());
    let without = Settings { quantiles: false, ..settings(1_024) };
    assert!(figures(NORMAL, "municipality", &without).point_of_certainty.is_none());
}
