//! What must hold of the measures whatever the flows.

use afkast::calendar::Years;
use afkast::measure::Flow;
use afkast::measure::irr::internal_rates;
use afkast::measure::mirr::{flat, modified_rate};
use afkast::measure::outlay::deepest_outlay;
use afkast::measure::payback::{full_months, payback};
use afkast::number::Number;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Up to 14 flows of up to ±1,000.00, with gaps of days, half months or years, from anywhere.
fn some_flows() -> impl Strategy<Value = Vec<Flow<Decimal>>> {
    let amount = (-100_000_i64..=100_000).prop_map(|cents| Decimal::new(cents, 2));
    let gaps = proptest::collection::vec((1_i64..=40, amount), 2..14);
    (0..3_usize, 0_i64..3_000, gaps).prop_map(|(unit, begin, gaps)| {
        let mut at = Years::days(begin);
        let mut flows = Vec::new();
        for (gap, amount) in gaps {
            flows.push(Flow { at, amount });
            at = at.plus(match unit {
                0 => Years::days(gap * 17),
                1 => Years::half_months(gap),
                _ => Years::whole(gap % 4 + 1),
            });
        }
        flows
    })
}

fn in_binary(flows: &[Flow<Decimal>]) -> Vec<Flow<f64>> {
    flows.iter().map(|flow| Flow { at: flow.at, amount: flow.amount.approximate() }).collect()
}

/// Σ f (1 + r)^−τ at u = −ln(1 + r), as a share of the sum of its sizes: written here a second time, plainly.
fn share_of_value(flows: &[Flow<f64>], u: f64) -> f64 {
    let exponents: Vec<f64> = flows.iter().map(|f| f.amount.abs().ln() + u * f.at.approximate()).collect();
    let largest = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sizes: Vec<f64> = exponents.iter().map(|e| (e - largest).exp()).collect();
    let value: f64 = flows.iter().zip(&sizes).map(|(f, size)| f.amount.signum() * size).sum();
    value / sizes.iter().sum::<f64>()
}

/// From one place to the next the sign changes exactly as often as there are roots between them, odd or even.
fn roots_stand_where_signs_change(flows: &[Flow<f64>], roots: &[f64]) {
    let flows: Vec<Flow<f64>> = flows.iter().copied().filter(|flow| flow.amount != 0.0).collect();
    let (low, high) = (-(10_000_f64.ln_1p()) + 1e-9, -(1e-4_f64.ln()) - 1e-9);
    let places = 4_000;
    let mut before: Option<(f64, f64)> = None;
    for place in 0..=places {
        let u = low + (high - low) * f64::from(place) / f64::from(places);
        let value = share_of_value(&flows, u);
        if value.abs() < 1e-11 {
            continue; // too near a root for plain arithmetic
        }
        if let Some((u_before, value_before)) = before {
            let between = |rate: &&f64| (u_before..u).contains(&-rate.ln_1p());
            let count = roots.iter().filter(between).count();
            let changes = (value > 0.0) != (value_before > 0.0);
            assert_eq!(count % 2 == 1, changes, "{count} roots from {u_before} to {u}: {roots:?}, {flows:?}");
        }
        before = Some((u, value));
    }
    for root in roots {
        let value = share_of_value(&flows, -root.ln_1p());
        assert!(value.abs() < 1e-10, "{value} at {root}: {flows:?}");
    }
}

fn alike(some: &[Decimal], others: &[Decimal], slack: f64) {
    assert_eq!(some.len(), others.len(), "{some:?} {others:?}");
    for (one, other) in some.iter().zip(others) {
        let (one, other) = (one.approximate(), other.approximate());
        assert!((one - other).abs() <= slack * (1.0 + one.abs()), "{one} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_root_is_missed_and_none_invented(flows in some_flows()) {
        let binary = in_binary(&flows);
        roots_stand_where_signs_change(&binary, &internal_rates(&binary).roots);
        let exact: Vec<f64> = internal_rates(&flows).roots.iter().map(|rate| rate.approximate()).collect();
        roots_stand_where_signs_change(&binary, &exact);
    }

    #[test]
    fn exact_and_fast_agree(flows in some_flows()) {
        let fast = internal_rates(&in_binary(&flows)).roots;
        let fast: Vec<Decimal> = fast.into_iter().map(|rate| Decimal::nearest(rate).unwrap()).collect();
        alike(&internal_rates(&flows).roots, &fast, 1e-9);
    }

    #[test]
    fn scaling_and_moving_change_no_rate(flows in some_flows(), scale in 1_i64..1_000_000_000, months in -500_i64..500) {
        let roots = internal_rates(&flows).roots;
        let moved: Vec<_> = flows.iter().map(|flow| Flow { at: flow.at.plus(Years::months(months)), ..*flow }).collect();
        assert_eq!(internal_rates(&moved).roots, roots);
        let scale = Decimal::new(-scale, 4);
        let scaled: Vec<_> = flows.iter().map(|flow| Flow { amount: flow.amount * scale, ..*flow }).collect();
        alike(&internal_rates(&scaled).roots, &roots, 1e-13);
    }

    #[test]
    fn roots_chosen_beforehand_are_found(mut growth in proptest::collection::btree_set(2_i64..400, 1..7)) {
        growth.insert(110);
        // Π (g − growth ÷ 100), multiplied out exactly: flows whose rates are growth − 1
        let mut amounts = vec![Decimal::ONE];
        for g in &growth {
            let raised = amounts.iter().copied().chain([Decimal::ZERO]);
            let lowered = [Decimal::ZERO].into_iter().chain(amounts.iter().map(|amount| *amount * Decimal::new(*g, 2)));
            amounts = raised.zip(lowered).map(|(raised, lowered)| raised - lowered).collect();
        }
        let yearly: Vec<_> = (0..).map(Years::whole).zip(amounts).map(|(at, amount)| Flow { at, amount }).collect();
        let rates: Vec<Decimal> = growth.iter().map(|g| Decimal::new(*g, 2) - Decimal::ONE).collect();
        alike(&internal_rates(&yearly).roots, &rates, 1e-12);
    }

    #[test]
    fn nothing_panics(
        flows in proptest::collection::vec((any::<i32>(), any::<(u32, u32, u32, bool)>(), 0_u32..29), 0..20)
    ) {
        let mut flows: Vec<Flow<Decimal>> = flows
            .into_iter()
            .map(|(at, (lo, mid, hi, negative), scale)| Flow {
                at: Years::days(i64::from(at) / 1_000),
                amount: Decimal::from_parts(lo, mid, hi, negative, scale),
            })
            .collect();
        flows.sort_by_key(|flow| flow.at);
        flows.dedup_by_key(|flow| flow.at);
        let binary = in_binary(&flows);
        let _ = (internal_rates(&flows).figure(), internal_rates(&binary).figure());
        let _ = (payback(&flows).figure.ok().and_then(full_months), deepest_outlay(&flows));
        let (first, last) = (Years::NIL, Years::whole(3));
        let _ = modified_rate(&flows, first, last, flat(Decimal::new(-99, 2)), flat(Decimal::ONE));
    }
}

#[test]
fn a_hundred_years_by_month_are_searched_in_full() {
    // An irregular service of 1,200 months whose value changes sign several times (fixed figures, no luck).
    let mut state = 12_345_u64;
    let flows: Vec<Flow<Decimal>> = (0..1_200)
        .map(|month| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let amount = Decimal::new((state >> 40) as i64 - (1 << 23), 2);
            Flow { at: Years::months(month), amount }
        })
        .collect();
    let roots: Vec<f64> = internal_rates(&flows).roots.iter().map(|rate| rate.approximate()).collect();
    let binary = in_binary(&flows);
    roots_stand_where_signs_change(&binary, &roots);
    roots_stand_where_signs_change(&binary, &internal_rates(&binary).roots);
}
