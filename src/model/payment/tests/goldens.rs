//! Published schedules of `contracts.toml`: what each tariff pays for what was measured.

use rust_decimal::Decimal;

use super::builder::{PlanBuilder, all, decimal, month};
use crate::case::Id;
use crate::case::contract::{Edge, LineKind};
use crate::model::payment::plan::{Band, Bands, Earns, Fallback, Hurdle, Shape, Steps, Value};
use crate::number::Number;

fn golden(id: &str) -> toml::Table {
    let file: toml::Table = include_str!("../../../../tests/vectors/contracts.toml").parse().unwrap();
    let is_it = |g: &&toml::Value| g["id"].as_str() == Some(id);
    file["golden"].as_array().unwrap().iter().find(is_it).unwrap().as_table().unwrap().clone()
}

fn pairs(golden: &toml::Table, key: &str) -> Vec<Vec<String>> {
    let words = |row: &toml::Value| row.as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect();
    golden[key].as_array().unwrap().iter().map(words).collect()
}

/// The shape of a golden, its figures in `plan`.
fn shape(plan: &mut PlanBuilder, golden: &toml::Table) -> Shape {
    let text = |key: &str| golden.get(key).and_then(|v| v.as_str());
    match text("shape") {
        Some("step") => {
            let tiers = pairs(golden, "tiers").iter().map(|t| (decimal(&t[0]), plan.figure(&t[1]))).collect();
            let (below, base) = (plan.figure("0"), plan.figure("1"));
            Shape::Step(Steps { tiers, below, base, edge: Edge::AtLeast, interpolate: false, fallback: None })
        }
        Some("banded") => {
            let band = |plan: &mut PlanBuilder, b: &Vec<String>| Band {
                from: decimal(&b[0]),
                to: Some(decimal(&b[1])),
                rate: plan.figure(&b[2]),
                at_most: None,
            };
            let bands = pairs(golden, "bands").iter().map(|b| band(plan, b)).collect();
            let threshold = text("threshold").map(|t| plan.figure(t));
            Shape::Banded(Bands {
                bands,
                threshold,
                edge: Edge::AtLeast,
                at_most: None,
                cumulative: false,
                fallback: None,
            })
        }
        Some("per-unit") => Shape::PerUnit {
            first_unpaid: plan.figure("0"),
            at_most_units: None,
            at_most: text("at_most").map(|m| plan.figure(m)),
            cumulative: false,
        },
        Some("share") => Shape::Share { share: plan.figure(text("share").unwrap()), at_most: None, until: None },
        other => panic!("{other:?}"),
    }
}

/// What a golden pays for a value, in minor units of one unit.
fn pays<N: Number>(golden: &toml::Table, value: N) -> Decimal {
    let mut plan = PlanBuilder::new();
    let shape = shape(&mut plan, golden);
    let is_units = matches!(shape, Shape::PerUnit { .. });
    let x = plan.figure("0");
    let price = plan.figure(golden.get("price").map_or("0", |p| p.as_str().unwrap()));
    plan.term("work", shape);
    let of = Value::Measured(x);
    plan.line(None, month(6), if is_units { Earns::Units(of, price) } else { Earns::Value(of) });
    let mut figures: Vec<N> = plan.figures.iter().map(|f| N::of(*f)).collect();
    figures[x.0] = value;
    let record = crate::model::payment::payments(&plan.plan, &figures, crate::model::payment::Outcomes::AsMeasured);
    let units = record.unwrap().payments[0].amount.approximate().to_string();
    decimal(&units) * plan.plan.minor_unit
}

#[test]
fn published_tariffs_pay_what_was_published() {
    let goldens = ["rikers", "denver-days", "denver-jail", "newpin-coupon", "cambodia-villages", "chicago-readiness"];
    for id in goldens.into_iter().chain(["mother-teresa", "utah-share"]) {
        let golden = golden(id);
        for check in pairs(&golden, "checks") {
            let (value, expected) = (decimal(&check[0]), decimal(&check[1]).normalize());
            assert_eq!(pays(&golden, value).normalize(), expected, "{id} at {value}");
            assert_eq!(pays(&golden, f64::of(value)).normalize(), expected, "{id} at {value}, in binary");
        }
    }
}

#[test]
fn an_effect_of_0_12_less_0_02_reaches_0_10_in_binary_too() {
    let golden = golden("edge-in-binary");
    assert_eq!(pays(&golden, decimal("0.12") - decimal("0.02")), decimal("1000"));
    assert_eq!(pays(&golden, 0.12_f64 - 0.02), decimal("1000"));
}

#[test]
fn between_two_tiers_the_straight_line() {
    // Newpin: 7.5 at 60, 12 at 65; at 61.6: 7.5 + 4.5 × 1.6 ÷ 5 = 8.94. Under the first and above the last no line.
    let golden = golden("newpin-coupon");
    for (value, expected) in [("61.6", "8.94"), ("60", "7.5"), ("54", "0"), ("71", "15")] {
        let mut plan = PlanBuilder::new();
        let Shape::Step(steps) = shape(&mut plan, &golden) else { panic!() };
        plan.values("coupon", Shape::Step(Steps { interpolate: true, ..steps }), &[(6, value)]);
        let paid: Decimal = plan.paid().iter().map(|(_, a)| *a).sum();
        assert_eq!(paid, decimal(expected), "{value}");
    }
}

#[test]
fn a_chain_of_milestones_pays_for_as_long_as_a_person_holds() {
    let golden = golden("rough-sleeping-chain");
    for check in pairs(&golden, "checks") {
        let months = |text: &str| -> i32 { text.split(' ').next().unwrap().parse().unwrap() };
        let mut plan = PlanBuilder::new();
        plan.term("home", Shape::Milestones { sequential: true });
        for point in pairs(&golden, "points") {
            let held = if months(&check[0]) >= months(&point[0]) { "1" } else { "0" };
            let (n, pay) = (plan.figure(held), plan.figure(&point[1]));
            plan.line(None, month(months(&point[0])), Earns::Units(Value::Measured(n), pay));
        }
        let paid: Decimal = plan.paid().iter().map(|(_, a)| *a).sum();
        assert_eq!(paid, decimal(&check[1]), "{}", check[0]);
    }
}

/// Peterborough: 10 % in a cohort pays 100, else 7.5 % over all of them.
fn peterborough(first: &str, second: &str) -> Vec<(i32, Decimal)> {
    let mut plan = PlanBuilder::new();
    let (below, base, pay, at) = (plan.figure("0"), plan.figure("1"), plan.figure("100"), plan.figure("7.5"));
    let weights = vec![(Some(Id::new("one")), None), (Some(Id::new("two")), None)];
    let fallback = Some(Fallback { at, edge: Edge::AtLeast, pay: Some(pay), weights });
    let tiers = vec![(decimal("10"), pay)];
    plan.term("work", Shape::Step(Steps { tiers, below, base, edge: Edge::AtLeast, interpolate: false, fallback }));
    let x = [plan.figure(first), plan.figure(second)];
    for (kind, days) in [(LineKind::Payment, [12, 24]), (LineKind::Fallback, [24, 24])] {
        for ((cohort, x), day) in ["one", "two"].into_iter().zip(x).zip(days) {
            plan.line(Some(cohort), month(day), Earns::Value(Value::Measured(x))).kind = kind;
        }
    }
    plan.paid()
}

#[test]
fn the_pool_pays_cohorts_that_earned_nothing() {
    // 8.4 and 9.74: pool 9.07. 10 and 5: pool 7.5. 7.0 and 7.9: pool 7.45.
    assert_eq!(peterborough("8.4", "9.74"), all(&[(24, "100"), (24, "100")]));
    assert_eq!(peterborough("10", "5"), all(&[(12, "100"), (24, "100")]));
    assert_eq!(peterborough("7.0", "7.9"), all(&[]));
}

#[test]
fn a_line_that_crosses_a_hurdle_is_split_exactly() {
    // 95 % until 1.2 × 100 = 120 is earned, then 40 %. 100 earns 95; of the next 100, 25 ÷ 0.95 = 26.3157… earns 25,
    // the other 73.6842… earn 29.4736…: 54.47 together.
    let mut plan = PlanBuilder::new();
    let (share, multiple, then) = (plan.figure("0.95"), plan.figure("1.2"), plan.figure("0.4"));
    let amount = plan.figure("100");
    let party = crate::case::PartyId::new("bank");
    plan.plan.investors.push(crate::model::payment::plan::Investor { party, share: None, rank: 1, interest: None });
    plan.plan.draws.push(crate::model::payment::plan::Draw {
        investor: 0,
        day: month(0),
        tau: crate::calendar::Years::NIL,
        amount,
    });
    let until = Some((Hurdle::Multiple(multiple), then));
    plan.values(
        "gain",
        Shape::Share { share, at_most: None, until },
        &[(12, "100"), (24, "100"), (36, "100"), (48, "-5")],
    );
    assert_eq!(plan.paid(), all(&[(12, "95"), (24, "54.47"), (36, "40")]));
}
