//! Break-even with a probability: closed forms, several crossings and none, and what cannot be asked.

use afkast::uncertainty::simulation::Settings;
use afkast::uncertainty::{Holds, Side, Subject, Sure, Switching};
use rust_decimal::Decimal;

use super::{figures, value};
use crate::support::{afkast, case, good, json, ledger};

/// Draws in the tests: 8 × 2^14.
const DRAWS: u64 = 131_072;

/// Where the value of a path has to be for the net present value to be at least nil in a share of the draws.
fn sure(text: &str, path: &str, probability: &str) -> Switching {
    let case = case(text);
    let (model, ledger) = ledger::<Decimal>(&case);
    let subject = Subject::of(&case, &model, &ledger, "npv", "municipality").unwrap();
    let settings = Settings { draws: DRAWS, ..Settings::default() };
    let mut sure = Sure::of(&subject, probability.parse().unwrap(), Decimal::ZERO, &settings).unwrap().unwrap();
    sure.value(path).unwrap()
}

/// The crossings of a path, each with its standard error.
fn crossings(text: &str, path: &str, probability: &str) -> Vec<(f64, f64)> {
    let number = |decimal: Decimal| decimal.to_string().parse::<f64>().unwrap();
    let found = sure(text, path, probability);
    found.crossings.iter().map(|c| (number(c.at), number(c.std_error.unwrap()))).collect()
}

/// The only crossing lies at `expected`, within 4.5 of its standard errors and within `slack`.
fn meets(text: &str, path: &str, probability: &str, expected: f64, slack: f64) {
    let found = crossings(text, path, probability);
    let [(at, error)] = found[..] else { panic!("{path}: {found:?}") };
    assert!((at - expected).abs() < slack, "{path} at {probability}: {at} ± {error} for {expected}");
    assert!(error > 0.0 && (at - expected).abs() < 4.5 * error, "{path}: {at} ± {error} for {expected}");
}

/// Net present value 3 X − 150, X normal(100, 20).
const LINE: &str = r#"
schema = 1
[basis]
start    = "2025-01"
horizon  = "1 year"
discount = 0
[group.people]
people = 1
[cost.b]
amount = 150
at     = "2025-01"
bearer = "municipality"
[outcome.x]
unit       = "points"
added_rate = { value = 100, sd = 20, distribution = "normal" }
lasts      = "1 year"
[consequence.a]
fewer   = 1
price   = 3
cost_to = "municipality"
"#;

/// z of 90 %.
const Z: f64 = 1.281_551_565_544_6;

#[test]
fn a_certain_value_breaks_even_at_a_percentile_of_the_rest() {
    // P(3 X ≥ b) = 0.9 at b = 3 × 100 − z × 3 × 20; P(p X ≥ 150) = 0.9 at p = 150 ÷ (100 − 20 z).
    meets(LINE, "cost.b.amount", "0.9", 300.0 - Z * 60.0, 0.02);
    meets(LINE, "consequence.a.price", "0.9", 150.0 / (100.0 - 20.0 * Z), 0.001);
    // At one half it is where the base case itself breaks even, as the median is its mean.
    meets(LINE, "cost.b.amount", "0.5", 300.0, 0.02);
}

#[test]
fn an_uncertain_value_takes_its_draws_along() {
    // P(3 (m + 20 Z) ≥ 150) = 0.9 at m = 50 + 20 z; of the effect likewise.
    meets(LINE, "outcome.x.added_rate", "0.9", 50.0 + 20.0 * Z, 0.005);
    meets(LINE, "outcome.x.effect", "0.9", 50.0 + 20.0 * Z, 0.005);
}

#[test]
fn a_series_takes_its_draws_along_by_its_factor() {
    // A saving of 100 × f with f uniform(0.5, 1.5) against 60: P(v f ≥ 0.6) = 0.75 at v × 0.75 = 0.6.
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"2 years\"\ndiscount = 0\n\
        [flow.outlay]\npayer = \"municipality\"\nrecipient = \"outside\"\nkind = \"cost\"\namount = 60\nat = \"2025-01\"\n\
        [flow.saving]\npayer = \"outside\"\nrecipient = \"municipality\"\nkind = \"benefit\"\n\
        amounts = { value = [50, 50], spread = [\"-50 %\", \"50 %\"], distribution = \"uniform\" }\n";
    meets(text, "flow.saving.amounts", "0.75", 0.8, 1e-4);
    meets(text, "flow.outlay.amount", "0.75", 75.0, 0.01);
}

/// 200 people, an effect that is triangular(.01, .03, .08), 15,000 a year for five years, against 400,000.
const EFFECT: &str = super::closed_forms::EFFECT;

#[test]
fn the_case_itself_is_as_sure_as_its_chance_of_gain() {
    // Section 7 of the method: P(NPV > 0) = .727532791 in the case as it is, so that with it every value stays.
    for (path, base) in
        [("cost.all.amount", 400_000.0), ("outcome.job.added_rate", 0.03), ("consequence.job.price", 15_000.0)]
    {
        meets(EFFECT, path, "0.727532791", base, 1e-3 * base);
    }
}

#[test]
fn a_tenth_of_a_triangle_lies_below_its_closed_form() {
    // F(q) = (q − .01)² ÷ (.07 × .02) = 0.1 at q = .01 + √.00014; outlay 200 × 15,000 × a × q, a = 4.515052375.
    let q = 0.01 + 0.000_14_f64.sqrt();
    meets(EFFECT, "cost.all.amount", "0.9", 3_000_000.0 * 4.515_052_375 * q, 10.0);
    // The whole triangle moves up until its tenth is at break-even, .029530850.
    meets(EFFECT, "outcome.job.added_rate", "0.9", 0.03 + 0.029_530_850 - q, 1e-5);
}

#[test]
fn what_is_found_has_that_chance_when_it_is_simulated() {
    let settings = Settings { draws: DRAWS, ..Settings::default() };
    for probability in ["0.9", "0.35"] {
        let found = sure(EFFECT, "consequence.job.price", probability).crossings[0].at;
        let text = EFFECT.replace("15_000", &found.to_string());
        let chance = value(figures(&text, "municipality", &settings).probability_of_gain);
        let wanted: f64 = probability.parse().unwrap();
        assert!((chance - wanted).abs() <= 1.5 / DRAWS as f64, "{chance} for {probability}");
    }
}

#[test]
fn several_crossings_are_all_found() {
    // −100, 230, −132 at 0, 1 and 2 years break even at 10 % and at 20 %; at one half the median of the last decides.
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"3 years\"\ndiscount = 0.15\n\
        [flow.a]\npayer = \"municipality\"\nrecipient = \"outside\"\nkind = \"cost\"\namount = 100\nat = \"month 0\"\n\
        [flow.b]\npayer = \"outside\"\nrecipient = \"municipality\"\nkind = \"benefit\"\namount = 230\nat = \"month 12\"\n\
        [flow.c]\npayer = \"municipality\"\nrecipient = \"outside\"\nkind = \"cost\"\nat = \"month 24\"\n\
        amount = { value = 132, low = 131.9, high = 132.1, distribution = \"uniform\" }\n";
    let found = sure(text, "basis.discount", "0.5");
    let at: Vec<f64> = found.crossings.iter().map(|c| c.at.to_string().parse().unwrap()).collect();
    assert_eq!(at.len(), 2, "{found:?}");
    assert!((at[0] - 0.1).abs() < 1e-5 && (at[1] - 0.2).abs() < 1e-5, "{at:?}");
    let above: Vec<Option<bool>> = found.crossings.iter().map(|c| c.above).collect();
    assert_eq!(above, [Some(true), Some(false)]);
}

#[test]
fn what_never_suffices_or_always_does_is_said() {
    // A price of nil people: whatever it is, the cost is lost. A cost of the state's is no matter of the municipality's.
    let text = format!(
        "{LINE}[cost.other]\namount = 5\nat = \"2025-01\"\nbearer = \"state\"\n\
         [consequence.nothing]\nfewer = 0\nprice = 7\ncost_to = \"municipality\"\n"
    );
    let found = sure(&text, "cost.other.amount", "0.9");
    assert_eq!((found.crossings.len(), found.holds), (0, Holds::Always(Side::Above)));
    let found = sure(&text.replace("amount = 150", "amount = 800"), "consequence.nothing.price", "0.9");
    assert_eq!((found.crossings.len(), found.holds), (0, Holds::Always(Side::Below)));
    assert_eq!(sure(&text, "consequence.nothing.fewer", "0.9").holds, Holds::NoRange);
}

#[test]
fn the_command_tells_what_cannot_be_asked() {
    let five = "cases/five-effects/case.toml";
    let wrong = |args: &[&str]| {
        let ran = afkast(&[&["break-even"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?} {}", ran.err);
        ran.err
    };
    assert!(wrong(&[five, "--probability", "90"]).contains("did you mean 90%?"));
    for text in ["1.5", "0", "-0.1", "two", "500"] {
        let arg = format!("--probability={text}");
        assert!(!wrong(&[five, &arg]).is_empty());
    }
    assert!(wrong(&[five, "--draws", "64"]).contains("--probability"));
    assert!(wrong(&[five, "--probability", "0.9", "-f", "irr"]).contains("net_present_value"));
    assert!(wrong(&[five, "outcome.health.lasts", "--probability", "0.9"]).contains("duration"));
    assert!(wrong(&[five, "cost.operatoin.amount", "--probability", "0.9"]).contains("cost.operation.amount"));
    let certain = afkast(&["break-even", "cases/din-vej-i-job/case.toml", "--probability", "0.9"]);
    assert_eq!((certain.code, certain.out.as_str()), (3, ""));
    assert!(certain.err.contains("distribution = \"pert\""), "{}", certain.err);
}

#[test]
fn machines_get_every_crossing_with_its_standard_error() {
    let args = ["break-even", "cases/five-effects/case.toml", "-n", "1024", "--probability", "80 %"];
    let found = json(&[&args[..], &["-O", "json"]].concat());
    assert_eq!(found["probability"], 0.8);
    assert!(found["chance"]["value"].as_f64().unwrap() > 0.9 && found["chance"]["std_error"].is_number());
    assert_eq!((&found["stamp"]["draws"], &found["stamp"]["sampling"]), (&1_024.into(), &"sobol".into()));
    assert!(found["stamp"].get("quantile_rule").is_none(), "no percentile is reported");
    for input in found["inputs"].as_array().unwrap() {
        let count = |key: &str| input[key].as_array().unwrap().len();
        assert_eq!(count("crossings"), count("std_errors"), "{input}");
    }
    let table = good(&[&args[..], &["-O", "csv"]].concat());
    assert!(table.lines().next().unwrap().ends_with(",above,undefined,probability,std_error"), "{table}");
    let people = table.lines().find(|l| l.contains("group.children.people")).unwrap();
    assert!(people.contains(",true,,0.8,"), "{people}");
}
