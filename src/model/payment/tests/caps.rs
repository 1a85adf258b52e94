//! Stage 7: the checks of 6.3, and edges.

use super::builder::{PlanBuilder, all, decimal, month, yearly};
use crate::case::Id;
use crate::case::contract::PointLabel;
use crate::case::contract::{Excess, Interval, Rounding, Scope, Windows};
use crate::model::payment::plan::{Correction, CorrectionOf};
use crate::model::payment::record::Taker;
use rust_decimal::Decimal;

fn a_year_at_120(excess: Excess) -> PlanBuilder {
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "100"), (12, "50"), (18, "20"), (24, "90")]);
    plan.cap("yearly", Scope::Period, "120", yearly(), excess);
    plan
}

#[test]
fn what_a_yearly_cap_cuts_lapses_waits_or_is_deferred() {
    // 6.3: under 120 a year.
    let lapse = [(6, "100"), (12, "20"), (18, "20"), (24, "90")];
    assert_eq!(a_year_at_120(Excess::Lapse).paid(), all(&lapse));
    let carry = [(6, "100"), (12, "20"), (18, "30"), (18, "20"), (24, "70")];
    assert_eq!(a_year_at_120(Excess::Carry).paid(), all(&carry));
    let waits = a_year_at_120(Excess::Carry).run::<Decimal>().caps.waiting;
    assert_eq!(waits.into_values().collect::<Vec<_>>(), [decimal("2000")]);
    let defer = [(6, "100"), (12, "20"), (18, "30"), (18, "20"), (24, "70"), (36, "20")];
    assert_eq!(a_year_at_120(Excess::Defer).paid(), all(&defer));
    assert!(a_year_at_120(Excess::Defer).run::<Decimal>().caps.waiting.is_empty());
}

#[test]
fn only_what_passes_every_cap_uses_room() {
    // 6.3: a term cap of 100 and a yearly cap of 50, both lapsing, on 80 and 80: 50 and 50 (not 50 and 20).
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "80"), (18, "80")]);
    plan.cap("term", Scope::Term, "100", Windows::One, Excess::Lapse);
    plan.cap("yearly", Scope::Period, "50", yearly(), Excess::Lapse);
    assert_eq!(plan.paid(), all(&[(6, "50"), (18, "50")]));
    let taken: Vec<_> = plan.run::<Decimal>().payments.into_iter().map(|p| p.taken).collect();
    assert_eq!(taken[0].get(&Taker::Cap(1)), Some(&decimal("3000")));
    assert_eq!(taken[1].get(&Taker::Cap(0)), Some(&decimal("3000"))); // 100 − 50 is left of the term's.
    assert_eq!(taken[1].get(&Taker::Cap(1)), None);
}

#[test]
fn a_cap_that_is_exactly_met_takes_nothing() {
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "60"), (12, "60"), (13, "0")]);
    plan.cap("yearly", Scope::Period, "120", yearly(), Excess::Lapse);
    let record = plan.run::<Decimal>();
    assert!(record.payments.iter().all(|p| p.taken.is_empty()));
    assert_eq!(record.payments.len(), 3); // A line of nil is kept.
}

#[test]
fn the_amount_of_a_cap_is_rounded_down() {
    let mut plan = PlanBuilder::new();
    plan.plan.minor_unit = Decimal::ONE;
    plan.sums("work", &[(6, "60")]);
    plan.cap("yearly", Scope::Period, "50.9", yearly(), Excess::Lapse);
    assert_eq!(plan.paid(), all(&[(6, "50")]));
}

#[test]
fn a_long_stop_inside_a_lag_lapses_what_is_verified_later() {
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "60"), (12, "60")]);
    plan.plan.terms[0].pays.as_mut().unwrap().verify_lag = Interval::Months(3);
    plan.plan.long_stop = Some(month(9)); // Month 6 is verified on the day itself.
    assert_eq!(plan.paid(), all(&[(9, "60")]));
    let record = plan.run::<Decimal>();
    assert_eq!(record.payments[1].taken.get(&Taker::LongStop), Some(&decimal("6000")));
}

#[test]
fn what_is_withheld_is_rounded_and_paid_later() {
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "100.01"), (30, "50")]);
    plan.plan.terms[0].pays.as_mut().unwrap().withheld = Some((decimal("0.05"), month(24)));
    // 5.0005 rounds to 5.00; what is paid after the day is paid whole.
    assert_eq!(plan.paid(), all(&[(6, "95.01"), (24, "5"), (30, "50")]));
}

#[test]
fn a_correction_takes_no_more_than_was_paid_and_frees_no_room() {
    let mut plan = PlanBuilder::new();
    plan.sums("work", &[(6, "100"), (18, "40")]);
    plan.cap("term", Scope::Term, "100", Windows::One, Excess::Lapse);
    let back = plan.figure("130");
    for (id, of) in [("first", CorrectionOf::Share(decimal("0.3"))), ("second", CorrectionOf::Amount(back))] {
        let measured = PointLabel::new("12");
        plan.plan.corrections.push(Correction { id: Id::new(id), term: 0, measured, at: month(12), of });
    }
    // 30 % of 100, then the 70 that are left; the later 40 find no room.
    assert_eq!(plan.paid(), all(&[(6, "100"), (12, "-30"), (12, "-70")]));
}

#[test]
fn amounts_are_rounded_as_the_contract_says() {
    for (rounding, amount) in [(Rounding::HalfUp, "3"), (Rounding::HalfEven, "2"), (Rounding::Down, "2")] {
        let mut plan = PlanBuilder::new();
        plan.plan.minor_unit = Decimal::ONE;
        plan.plan.rounding = rounding;
        plan.sums("work", &[(6, "2.5")]);
        assert_eq!(plan.paid(), all(&[(6, amount)]));
    }
}
