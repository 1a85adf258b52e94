//! Contracts in draws: through the tariff in every one of them, never at an average.

use afkast::case::PartyId;
use afkast::uncertainty::simulation::Settings;

use super::{draw, value};
use crate::support::case;

/// Rikers Island: a step table on the reduction of jail days, which is normal with mean 11 % and s.d. 3 points.
const RIKERS: &str = r#"
schema = 1
[basis]
start    = "2012-09"
horizon  = "4 years"
discount = 0
[party.city]
kind = "municipality"
[party.bank]
kind = "investor"
[party.charity]
kind = "provider"
[contract]
measured   = [48]
paid_by    = "city"
minor_unit = 1
[contract.metric.reduction]
forecast = { value = 11, sd = 3, distribution = "normal" }
[contract.term.reduction]
shape = "step"
tiers = [
  { at = 8.5, pay = 4_800_000 }, { at = 10, pay = 9_600_000 }, { at = 11, pay = 10_080_000 },
  { at = 12, pay = 10_176_000 }, { at = 12.5, pay = 10_272_000 }, { at = 13, pay = 10_368_000 },
  { at = 16, pay = 10_944_000 }, { at = 20, pay = 11_712_000 },
]
[contract.cap.all]
scope  = "contract"
amount = 10_500_000
[contract.investor.bank]
draws    = { 0 = 9_600_000 }
draws_to = "charity"
"#;

#[test]
fn the_mean_payment_of_the_rikers_table_is_not_the_payment_at_the_mean() {
    // 10.08 m at the mean. On average each tier adds what it pays above the one below, as often as it is reached.
    let settings = Settings { draws: 131_072, ..Settings::default() };
    let uncapped = RIKERS.replace("amount = 10_500_000", "amount = 20_000_000");
    let marks = [8.5, 10.0, 11.0, 12.0, 12.5, 13.0, 16.0, 20.0];
    let pays = [4.8, 9.6, 10.08, 10.176, 10.272, 10.368, 10.944, 11.712];
    let above = |x: f64| 0.5 * libm_erfc((x - 11.0) / 3.0 / std::f64::consts::SQRT_2);
    let steps = pays.iter().scan(0.0, |before, pay| Some(pay - std::mem::replace(before, *pay)));
    let expected: f64 = marks.iter().zip(steps).map(|(mark, step)| step * above(*mark)).sum();
    for (text, expected) in [
        (uncapped.as_str(), expected),
        (RIKERS, expected - (10.944 - 10.5) * above(16.0) - (11.712 - 10.944) * above(20.0)),
    ] {
        let run = draw(&case(text), &settings);
        let contract = run.contract.unwrap();
        let city = &contract.payments[&PartyId::new("city")];
        assert!((city.base - 10_080_000.0).abs() < 1.0, "{}", city.base);
        assert!((value(city.mean) / 1e6 - expected).abs() < 2e-3, "{} {expected}", value(city.mean));
        // Repaid in full when at least 9.6 m are paid: from 10 % on.
        let repaid = contract.repaid.unwrap();
        assert!((repaid.share - above(10.0)).abs() < 1e-3, "{repaid:?}");
        let bank = &contract.rates[&PartyId::new("bank")];
        // Without any payment there is no rate: below 8.5 %.
        assert!((bank.undefined_share - (1.0 - above(8.5))).abs() < 1e-3, "{bank:?}");
        let cap = contract.caps["all"];
        let binds = if text == RIKERS { above(16.0) } else { 0.0 };
        assert!((cap.share - binds).abs() < 1e-3, "{cap:?}");
    }
}

#[test]
fn the_average_that_the_method_quotes_is_met() {
    let uncapped = RIKERS.replace("amount = 10_500_000", "amount = 20_000_000");
    let run = draw(&case(&uncapped), &Settings { draws: 65_536, ..Settings::default() });
    let mean = value(run.contract.unwrap().payments[&PartyId::new("city")].mean);
    assert!((mean / 1e6 - 7.21).abs() < 0.005, "{mean}");
}

#[test]
fn what_investors_would_get_after_the_long_stop_lapses_in_every_draw() {
    let late = RIKERS.replace("paid_by    = \"city\"", "paid_by    = \"city\"\nlong_stop  = \"month 24\"");
    let run = draw(&case(&late), &Settings { draws: 256, ..Settings::default() });
    let contract = run.contract.unwrap();
    // The only measurement is at month 48.
    assert!(value(contract.payments[&PartyId::new("city")].mean).abs() < 1e-9);
    assert!((contract.repaid.unwrap().share).abs() < 1e-12);
}

/// The complementary error function, from `statrs`.
fn libm_erfc(x: f64) -> f64 {
    statrs::function::erf::erfc(x)
}
