//! Break-even effects: P2's published table, worked out by hand, and worked examples.

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
fn the_table_of_din_vej_i_job_is_ours() {
    // Percentage points, municipality / whole public sector: effect lasts, yearly loss of the remaining, and the two.
    let table = [
        (3, "0", "15.84", "12.67"),
        (3, "0.1", "17.49", "13.99"),
        (3, "0.2", "19.37", "15.50"),
        (5, "0", "9.83", "7.86"),
        (5, "0.1", "11.91", "9.53"),
        (5, "0.2", "14.40", "11.52"),
        (10, "0", "5.34", "4.27"),
        (10, "0.1", "7.96", "6.37"),
        (10, "0.2", "11.29", "9.03"),
    ];
    let text = std::fs::read_to_string("cases/din-vej-i-job/case.toml").unwrap();
    for (years, loss, municipality, public) in table {
        let lasts = text.replace("\"10 years\"", &format!("\"{years} years\""));
        let lasts =
            lasts.replace("{ value = 0.10, low = 0, high = 0.20", &format!("{{ value = {loss}, low = 0, high = 0.20"));
        for (perspective, points) in [("aarhus", municipality), ("public", public)] {
            let (crossings, _) = at(&lasts, "job", perspective);
            let found = afkast::number::rounded(crossings[0] * Decimal::ONE_HUNDRED, 2);
            assert_eq!(crossings.len(), 1);
            assert_eq!(found.to_string(), points, "{years} years, loss {loss}, {perspective}");
        }
    }
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
