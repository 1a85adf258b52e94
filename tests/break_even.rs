//! Break-even effects: P2's published table, worked out by hand, and worked examples.

use afkast::case::Id;
use afkast::uncertainty::{Side, effect};
use rust_decimal::Decimal;

use crate::published::rows;
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
    // Percentage points by how long the effect lasts, the yearly loss of the remaining, and for whom.
    let text = std::fs::read_to_string("cases/din-vej-i-job/case.toml").unwrap();
    let rows = rows("din-vej-i-job", "break_even");
    assert_eq!(rows.len(), 18);
    for row in rows {
        let (lasts, perspective) = (row.text("lasts").unwrap(), row.text("perspective").unwrap());
        let (loss, points) = (row.number("loss").unwrap(), row.number("points").unwrap());
        let changed = text.replace("\"10 years\"", &format!("\"{lasts}\""));
        let changed =
            changed.replace("{ value = 0.10, low = 0, high = 0.20", &format!("{{ value = {loss}, low = 0, high = 0.20"));
        let (crossings, _) = at(&changed, "job", &perspective);
        assert_eq!(crossings.len(), 1);
        let found = afkast::number::rounded(crossings[0] * Decimal::ONE_HUNDRED, 2);
        assert_eq!(found, points, "lasts {lasts}, loss {loss}, {perspective}");
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
