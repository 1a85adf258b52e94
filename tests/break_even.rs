//! Break-even effects: worked examples. Published ones stand in `cases/*/published.toml`.

use afkast::case::Id;
use afkast::uncertainty::{Side, effect};
use rust_decimal::Decimal;

use crate::support::{case, ledger};

/// The effect at which a perspective breaks even, as a net rate.
fn at(text: &str, outcome: &str, perspective: &str) -> (Vec<Decimal>, Option<Side>) {
    let case = case(text);
    let (model, _) = ledger::<Decimal>(&case);
    let figure = model.perspectives[perspective].budget.net_present_value;
    let found = effect(&model, &case.outcomes[&Id::new(outcome)], figure).unwrap();
    (found.crossings, found.always)
}

#[test]
fn the_case_breaks_even_at_4_8_more_of_60() {
    // 2,949,275 ÷ (2,610,764 + 2,949,275) × 9 = 4.774 persons: the gain is in proportion to the effect.
    let text = std::fs::read_to_string("cases/din-vej-i-job/case.toml").unwrap();
    let (crossings, _) = at(&text, "job", "aarhus");
    assert_eq!(afkast::number::rounded(crossings[0] * Decimal::from(60), 3).to_string(), "4.774");
}

#[test]
fn no_effect_can_pay_what_nothing_is_saved_by() {
    let text = std::fs::read_to_string("examples/10-a-soft-outcome.toml").unwrap();
    assert_eq!(at(&text, "mastery", "municipality"), (Vec::new(), Some(Side::Below)));
}
