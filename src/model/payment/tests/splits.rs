//! Stage 10: the published splits, and one øre among three.

use rust_decimal::Decimal;

use super::builder::{PlanBuilder, decimal};
use crate::case::PartyId;
use crate::case::contract::{Beyond, Windows};
use crate::model::payment::plan::{PayerCap, Split, SplitRule};
use crate::model::payment::record::Taker;

fn text<'t>(table: &'t toml::Table, key: &str) -> &'t str {
    table[key].as_str().unwrap()
}

#[test]
fn published_splits_are_met_to_the_unit() {
    let file: toml::Table = include_str!("../../../../tests/vectors/contracts.toml").parse().unwrap();
    for split in file["split"].as_array().unwrap() {
        let split = split.as_table().unwrap();
        let pairs = |key: &str| -> Vec<(String, Decimal)> {
            let pair = |p: &toml::Value| (p[0].as_str().unwrap().to_owned(), decimal(p[1].as_str().unwrap()));
            split[key].as_array().unwrap().iter().map(pair).collect()
        };
        let shares = pairs("shares");
        let residual = shares.iter().position(|(party, _)| party == text(split, "residual")).unwrap();
        let mut plan = PlanBuilder::new();
        plan.plan.minor_unit = Decimal::ONE;
        plan.sums("work", &[(6, text(split, "amount"))]);
        let payers = shares.iter().map(|(party, share)| (PartyId::new(party), *share)).collect();
        plan.plan.splits = vec![Split { payers, rule: SplitRule::Residual(residual) }];
        let expected: Vec<Decimal> = pairs("expect").into_iter().map(|(_, amount)| amount).collect();
        assert_eq!(plan.run::<Decimal>().payments[0].by_payer, expected, "{}", text(split, "id"));
    }
}

fn among_three(rule: SplitRule, amounts: &[(i32, &str)]) -> PlanBuilder {
    let third = Decimal::ONE / Decimal::from(3);
    let mut plan = PlanBuilder::new();
    plan.sums("work", amounts);
    let payers = ["a", "b", "c"].map(|p| (PartyId::new(p), third)).to_vec();
    plan.plan.splits = vec![Split { payers, rule }];
    plan
}

fn parts(plan: &PlanBuilder) -> Vec<Vec<Decimal>> {
    plan.run::<Decimal>().payments.into_iter().map(|p| p.by_payer).collect()
}

fn whole(parts: &[[i64; 3]]) -> Vec<Vec<Decimal>> {
    parts.iter().map(|p| p.iter().map(|n| Decimal::from(*n)).collect()).collect()
}

#[test]
fn one_ore_among_three() {
    let ore = [(6, "0.01"), (12, "0.01"), (18, "0.01")];
    assert_eq!(parts(&among_three(SplitRule::LargestRemainder, &ore)), whole(&[[1, 0, 0]; 3]));
    // A third rounds to nil: the residual payer bears it, every time.
    assert_eq!(parts(&among_three(SplitRule::Residual(2), &ore)), whole(&[[0, 0, 1]; 3]));
    // Carrying: a third and two thirds of the running total round to 0, 1, 1.
    // Second: a is due 1, b is due 1 but nothing is left.
    assert_eq!(parts(&among_three(SplitRule::Carry(2), &ore)), whole(&[[0, 0, 1], [1, 0, 0], [0, 1, 0]]));
}

#[test]
fn what_a_payers_cap_stops_lapses_or_goes_to_the_residual_payer() {
    for (beyond, by_payer, stopped) in [(Beyond::Stop, [20, 40, 40], 20), (Beyond::Residual, [20, 40, 60], 0)] {
        let mut plan = among_three(SplitRule::Residual(2), &[(6, "1.20")]);
        let cap = plan.figure("0.20");
        plan.plan.payer_caps.push(PayerCap { party: PartyId::new("a"), cap, windows: Windows::One, beyond });
        let payment = plan.run::<Decimal>().payments.remove(0);
        assert_eq!(payment.by_payer, by_payer.map(Decimal::from));
        let taken = payment.taken.get(&Taker::PayerCap).copied().unwrap_or_default();
        assert_eq!(taken, Decimal::from(stopped));
        assert_eq!(payment.amount, payment.by_payer.iter().sum::<Decimal>());
    }
}
