//! Stage 11: return cap, sharing, guarantee.

use rust_decimal::Decimal;

use super::builder::{PlanBuilder, decimal, month};
use crate::calendar::Years;
use crate::case::PartyId;
use crate::model::payment::plan::{Draw, Guarantee, GuaranteeOf, Investor, ReturnCap, ReturnMeasure};

/// Investors with draws of so much at month 0, and payments to all of them.
fn investors(draws: &[(&str, &str)], sums: &[(i32, &str)]) -> PlanBuilder {
    let mut plan = PlanBuilder::new();
    plan.sums("work", sums);
    plan.plan.terms[0].pays.as_mut().unwrap().recipient = None;
    for (investor, (party, amount)) in draws.iter().enumerate() {
        let amount = plan.figure(amount);
        plan.plan.investors.push(Investor { party: PartyId::new(party), share: None, rank: 1, interest: None });
        plan.plan.draws.push(Draw { investor, day: month(0), tau: Years::NIL, amount });
    }
    plan
}

fn receipts(plan: &PlanBuilder) -> Vec<Vec<Decimal>> {
    let money = |units: Decimal| (units * plan.plan.minor_unit).normalize();
    plan.run::<Decimal>().receipts.into_iter().map(|r| r.amounts.into_iter().map(money).collect()).collect()
}

fn amounts(rows: &[&[&str]]) -> Vec<Vec<Decimal>> {
    rows.iter().map(|row| row.iter().map(|a| decimal(a)).collect()).collect()
}

#[test]
fn a_return_cap_lets_through_what_the_rate_allows() {
    // 1,000 drawn. At 10 %: 1,100 owed after a year; 500 paid, 600 × 1.1 = 660 after two; 800 offered, 660 paid.
    for (measure, second, third) in [
        (ReturnMeasure::Irr as fn(_) -> _, "660", "0"),
        // 1,000 × (1 + 0.1 × 2) − 500 = 700, then 1,000 × 1.3 − 1,200 = 100.
        (ReturnMeasure::AverageYearly, "700", "100"),
    ] {
        let mut plan = investors(&[("bank", "1000")], &[(12, "500"), (24, "800"), (36, "500")]);
        let rate = plan.figure("0.1");
        plan.plan.return_cap = Some(ReturnCap { measure: measure(rate), excess: None });
        assert_eq!(receipts(&plan), amounts(&[&["500"], &[second], &[third]]));
    }
    let mut plan = investors(&[("bank", "1000")], &[(12, "500"), (24, "800"), (36, "500")]);
    let multiple = plan.figure("1.2");
    plan.plan.return_cap = Some(ReturnCap { measure: ReturnMeasure::Multiple(multiple), excess: None });
    assert_eq!(receipts(&plan), amounts(&[&["500"], &["700"], &["0"]]));
    assert_eq!(plan.run::<Decimal>().cut, decimal("60000"));
}

#[test]
fn what_a_return_cap_cuts_may_go_to_a_party() {
    let mut plan = investors(&[("bank", "1000")], &[(12, "1500")]);
    let multiple = plan.figure("1.2");
    let excess = Some(PartyId::new("provider"));
    plan.plan.return_cap = Some(ReturnCap { measure: ReturnMeasure::Multiple(multiple), excess });
    let record = plan.run::<Decimal>();
    assert_eq!(record.payments[0].amount, decimal("150000"));
    assert_eq!(record.payments[0].redirected, [decimal("30000")]);
    assert_eq!(receipts(&plan), amounts(&[&["1200"]]));
}

#[test]
fn investors_share_in_proportion_to_draws() {
    let plan = investors(&[("a", "200"), ("b", "100")], &[(12, "100")]);
    assert_eq!(receipts(&plan), amounts(&[&["66.67", "33.33"]]));
}

#[test]
fn ranks_are_served_interest_principal_then_surplus() {
    // Rank 1 drew 100 at 10 %, rank 2 drew 300. After a year 60: interest 10, principal 50. After two: 5 interest on 50,
    // 50 principal, 300 to rank 2, and 45 of surplus by draws, 100 : 300.
    let mut plan = investors(&[("first", "100"), ("second", "300")], &[(12, "60"), (24, "400")]);
    let rate = plan.figure("0.1");
    plan.plan.by_rank = true;
    plan.plan.investors[0].interest = Some(rate);
    plan.plan.investors[1].rank = 2;
    assert_eq!(receipts(&plan), amounts(&[&["60", "0"], &["66.25", "333.75"]]));
}

#[test]
fn a_guarantee_is_a_floor_or_a_first_loss() {
    // Of 17.4 m drawn with 12 m received, 4 m as a first loss pays 4 m; a floor of 23 % (4 ÷ 17.4) pays nothing.
    for (recovers, figure, pays) in [(false, "4000000", "4000000"), (true, "0.2299", "0"), (true, "0.75", "1050000")] {
        let mut plan = investors(&[("bank", "17400000")], &[(12, "12000000")]);
        let figure = plan.figure(figure);
        let of = if recovers { GuaranteeOf::Recovers(figure) } else { GuaranteeOf::FirstLoss(figure) };
        plan.plan.guarantee = Some(Guarantee { by: PartyId::new("fund"), at: None, of });
        let guarantee = plan.run::<Decimal>().guarantee.unwrap();
        assert_eq!(guarantee.amounts[0] * plan.plan.minor_unit, decimal(pays));
        assert_eq!(guarantee.day, month(12));
    }
}
