//! 6.5 on random plans: sums, caps, splits, and both numbers.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::builder::{PlanBuilder, decimal, month, yearly};
use crate::case::PartyId;
use crate::case::contract::{Excess, Scope, Windows};
use crate::model::payment::plan::{Correction, CorrectionOf, Split, SplitRule};
use crate::model::payment::record::{Kind, Record, Taker};
use crate::number::Number;

/// Two terms of sums in øre, an inner and an outer cap, a split among three, a correction.
#[derive(Debug, Clone)]
struct Random {
    sums: Vec<Vec<(i32, i64)>>,
    term_cap: i64,
    yearly_cap: i64,
    excess: (u8, u8),
    rule: u8,
    share: i64,
    back: i64,
    long_stop: Option<i32>,
}

fn random() -> impl Strategy<Value = Random> {
    let sums = prop::collection::btree_map(0..48_i32, 0..20_000_i64, 1..8).prop_map(|m| m.into_iter().collect());
    let long_stop = prop::option::of(20..60_i32);
    (
        prop::collection::vec(sums, 2),
        0..60_000_i64,
        0..30_000_i64,
        (0..1_u8, 0..3_u8),
        0..3_u8,
        1..99_i64,
        0..9_999_i64,
        long_stop,
    )
        .prop_map(|(sums, term_cap, yearly_cap, excess, rule, share, back, long_stop)| Random {
            sums,
            term_cap,
            yearly_cap,
            excess,
            rule,
            share,
            back,
            long_stop,
        })
}

fn ore(amount: i64) -> String {
    Decimal::new(amount, 2).to_string()
}

fn plan(of: &Random) -> PlanBuilder {
    let mut plan = PlanBuilder::new();
    for (id, sums) in ["care", "work"].into_iter().zip(&of.sums) {
        let sums: Vec<(i32, String)> = sums.iter().map(|(m, a)| (*m, ore(*a))).collect();
        plan.sums(id, &sums.iter().map(|(m, a)| (*m, a.as_str())).collect::<Vec<_>>());
    }
    let excess = |n| [Excess::Lapse, Excess::Carry, Excess::Defer][usize::from(n)];
    plan.cap("term", Scope::Term, &ore(of.term_cap), Windows::One, excess(of.excess.0));
    plan.cap("yearly", Scope::Period, &ore(of.yearly_cap), yearly(), excess(of.excess.1));
    let rule = [SplitRule::Residual(1), SplitRule::Carry(2), SplitRule::LargestRemainder][usize::from(of.rule)];
    let share = Decimal::new(of.share, 2) / decimal("2");
    let payers = [("a", share), ("b", share), ("c", Decimal::ONE - share - share)];
    let payers = payers.map(|(p, s)| (PartyId::new(p), s)).to_vec();
    plan.plan.splits = vec![Split { payers, rule }];
    let back = plan.figure(&ore(of.back));
    plan.plan.corrections.push(Correction {
        id: crate::case::Id::new("audit"),
        term: 0,
        measured: crate::case::contract::PointLabel::new("40"),
        at: month(40),
        of: CorrectionOf::Amount(back),
    });
    plan.plan.long_stop = of.long_stop.map(month);
    plan
}

fn sum<N: Number>(of: impl Iterator<Item = N>) -> N {
    of.fold(N::NIL, |sum, a| sum.plus(a).unwrap())
}

/// Lapsed + carried + paid = earned + corrections.
fn adds_up<N: Number + PartialEq>(plan: &PlanBuilder, record: &Record<N>) {
    let lapses = |cap: &usize| plan.plan.caps[*cap].excess == Excess::Lapse;
    let by_caps = record.caps.passed.iter().flat_map(|p| p.taken.iter()).filter_map(|(taker, a)| match taker {
        Taker::Cap(cap) => lapses(cap).then_some(*a),
        Taker::LongStop | Taker::PayerCap | Taker::ReturnCap => None,
    });
    let later = record.payments.iter().flat_map(|p| p.taken.iter()).filter(|(t, _)| !matches!(t, Taker::Cap(_)));
    let lapsed = sum(by_caps.chain(later.map(|(_, a)| *a)));
    let carried = sum(record.caps.waiting.values().copied());
    let earned = sum(record.payments.iter().map(|p| p.earned_amount));
    let corrections = sum(record.payments.iter().filter(|p| p.kind == Kind::Correction).map(|p| p.amount));
    let paid = sum(record.payments.iter().map(|p| p.amount));
    assert_eq!(sum([lapsed, carried, paid].into_iter()), earned.plus(corrections).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_contract_adds_up(of in random()) {
        let plan = plan(&of);
        let record = plan.run::<Decimal>();
        adds_up(&plan, &record);
        let mut by_year: BTreeMap<i32, Decimal> = BTreeMap::new();
        let mut by_term: BTreeMap<usize, Decimal> = BTreeMap::new();
        for passed in &record.caps.passed {
            *by_year.entry(yearly().holding(passed.day)).or_default() += passed.amount;
            *by_term.entry(plan.plan.lines[passed.line].term).or_default() += passed.amount;
        }
        prop_assert!(by_year.values().all(|a| *a <= Decimal::from(of.yearly_cap)));
        prop_assert!(by_term.values().sum::<Decimal>() <= Decimal::from(of.term_cap));
        for payment in &record.payments {
            prop_assert!(payment.amount.fract().is_zero());
            prop_assert!(payment.amount >= Decimal::ZERO || payment.kind == Kind::Correction);
            prop_assert_eq!(payment.by_payer.iter().sum::<Decimal>(), payment.amount);
        }
    }

    #[test]
    fn both_numbers_agree_within_a_minor_unit(of in random()) {
        let plan = plan(&of);
        let (exact, fast) = (plan.run::<Decimal>(), plan.run::<f64>());
        adds_up(&plan, &fast);
        prop_assert_eq!(exact.payments.len(), fast.payments.len());
        for (exact, fast) in exact.payments.iter().zip(&fast.payments) {
            let apart = f64::of(exact.amount).minus(fast.amount).unwrap();
            prop_assert!(apart.size() <= 1.0);
        }
    }

    #[test]
    fn a_better_result_never_pays_less(of in random(), term in 0..2_usize, place in 0..8_usize, more in 1..5_000_i64) {
        let mut of = Random { long_stop: None, back: 0, ..of };
        let before = sum(plan(&of).run::<Decimal>().payments.iter().map(|p| p.amount));
        let sums = &mut of.sums[term];
        let place = place % sums.len();
        sums[place].1 += more;
        let after = sum(plan(&of).run::<Decimal>().payments.iter().map(|p| p.amount));
        prop_assert!(after >= before, "{before} {after}");
    }

    #[test]
    fn longer_lags_never_pay_earlier_and_change_no_total(of in random(), months in 0..24_i32) {
        let of = Random { long_stop: None, back: 0, ..of };
        let plain = plan(&of);
        let mut lagged = plan(&of);
        for term in &mut lagged.plan.terms {
            term.pays.as_mut().unwrap().pay_lag = crate::case::contract::Interval::Months(months);
        }
        let (plain, lagged) = (plain.run::<Decimal>(), lagged.run::<Decimal>());
        let total = |r: &Record<Decimal>| sum(r.payments.iter().map(|p| p.amount));
        prop_assert_eq!(total(&plain), total(&lagged));
        for (plain, lagged) in plain.payments.iter().zip(&lagged.payments) {
            prop_assert!(plain.paid <= lagged.paid);
        }
    }
}
