//! What must hold whatever the numbers.

use std::collections::BTreeSet;

use afkast::appraisal::{Appraisal, Figures};
use afkast::case::PartyId;
use afkast::ledger::Ledger;
use afkast::measure::Undefined;
use afkast::model::{Crossing, Model};
use rust_decimal::Decimal;

use crate::support::build::{Draft, Luck};
use crate::support::{appraise, case, file, good, json, ledger};

const CASES: u64 = 150;

fn near(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= Decimal::new(1, 15) * a.abs().max(b.abs()).max(Decimal::ONE)
}

fn all(of: &Appraisal<Decimal>) -> impl Iterator<Item = (&String, &Figures<Decimal>)> {
    of.perspectives
        .iter()
        .flat_map(|(id, p)| std::iter::once((id, &p.budget)).chain(p.economic.iter().map(move |e| (id, e))))
}

#[test]
fn net_present_value_is_benefits_less_costs_plus_payments() {
    for seed in 0..CASES {
        let appraisal = appraise(&case(&Draft::random(seed).text()));
        for (id, f) in all(&appraisal) {
            let sum = f.present_value_of_benefits - f.present_value_of_costs + f.present_value_of_payments;
            assert!(near(f.net_present_value, sum), "seed {seed}, {id}: {} is not {sum}", f.net_present_value);
        }
    }
}

/// What a set of parties gains in a period, over all lines.
fn net(model: &Model, ledger: &Ledger<Decimal>, parties: &BTreeSet<PartyId>, period: usize) -> Decimal {
    let signed = model.lines.iter().map(|l| match l.crosses(parties) {
        Crossing::In => ledger.at(model, l.amounts, period),
        Crossing::Out => -ledger.at(model, l.amounts, period),
        Crossing::Not => Decimal::ZERO,
    });
    signed.sum()
}

#[test]
fn all_parties_and_the_outside_sum_to_nil_in_every_period() {
    for seed in 0..CASES {
        let case = case(&Draft::random(seed).text());
        let (model, ledger) = ledger::<Decimal>(&case);
        for period in 0..model.calendar.periods().len() {
            let each = case.parties.keys().cloned().chain([PartyId::outside()]);
            let sum: Decimal = each.map(|p| net(&model, &ledger, &BTreeSet::from([p]), period)).sum();
            assert!(sum.abs() < Decimal::new(1, 12), "seed {seed}: {sum}");
        }
    }
}

#[test]
fn at_a_rate_of_nil_present_values_are_plain_sums() {
    for seed in 0..CASES {
        let draft = Draft { discount: "0".to_owned(), ..Draft::random(seed) };
        for (id, f) in all(&appraise(&case(&draft.text()))) {
            assert_eq!(f.net_present_value, f.net_result, "seed {seed}, {id}");
        }
    }
}

#[test]
fn the_period_changes_no_undiscounted_total() {
    for seed in 0..CASES {
        let draft = Draft::random(seed);
        let months = appraise(&case(&Draft { period: "month".to_owned(), ..draft.clone() }.text()));
        for period in ["year", "quarter", "half-year", "calendar-year", "calendar-quarter"] {
            let other = appraise(&case(&Draft { period: period.to_owned(), ..draft.clone() }.text()));
            for ((id, a), (_, b)) in all(&months).zip(all(&other)) {
                assert!(
                    near(a.net_result, b.net_result),
                    "seed {seed}, {id}, {period}: {} {}",
                    a.net_result,
                    b.net_result
                );
            }
        }
    }
}

#[test]
fn the_order_in_the_file_changes_nothing() {
    for seed in 0..CASES {
        let draft = Draft::random(seed);
        let mut other = draft.clone();
        let mut luck = Luck::new(seed + 1000);
        for i in (1..other.tables.len()).rev() {
            other.tables.swap(i, luck.below(i as u64 + 1) as usize);
        }
        let (a, b) = (case(&draft.text()), case(&other.text()));
        let (model, figures) = ledger::<Decimal>(&a);
        let (other_model, other_figures) = ledger::<Decimal>(&b);
        let ids = |m: &Model| m.lines.iter().map(|l| l.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&model), ids(&other_model), "seed {seed}");
        for (one, two) in model.lines.iter().zip(&other_model.lines) {
            let pair = (figures.by_period(&model, one.amounts), other_figures.by_period(&other_model, two.amounts));
            assert_eq!(pair.0, pair.1, "seed {seed}, {}", one.id);
        }
        for ((id, x), (_, y)) in all(&appraise(&a)).zip(all(&appraise(&b))) {
            assert_eq!(x.net_present_value, y.net_present_value, "seed {seed}, {id}");
        }
    }
}

#[test]
fn a_dearer_cost_never_gains_whoever_bears_it() {
    for seed in 0..CASES {
        let draft = Draft::random(seed);
        let Some(place) = draft
            .tables
            .iter()
            .position(|t| t.starts_with("[cost.c0]") && t.contains("bearer = \"town\"") && !t.contains("in-kind"))
        else {
            continue;
        };
        let mut dearer = draft.clone();
        dearer.tables[place] = dearer.tables[place].replacen("amount = ", "amount = 1", 1);
        let of = |d: &Draft| appraise(&case(&d.text())).perspectives["town"].budget.net_present_value;
        assert!(of(&dearer) <= of(&draft), "seed {seed}");
    }
}

/// Each quarter 3 × 25/3 comes in and 25 goes out.
const THIRDS: &str = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"12 months\"\nperiod = \"quarter\"\ndiscount = 0.035\n\
    [party.a]\nkind = \"municipality\"\n\
    [flow.in]\nkind = \"benefit\"\namount = \"25/3\"\nper = \"month\"\npayer = \"outside\"\nrecipient = \"a\"\n\
    [flow.out]\nkind = \"cost\"\namount = 100\nper = \"year\"\npayer = \"a\"\nrecipient = \"outside\"\n";

#[test]
fn flows_that_cancel_to_the_last_digit_leave_nothing() {
    let budget = appraise(&case(THIRDS)).perspectives["a"].budget.clone();
    assert_eq!(budget.payback.figure, Err(Undefined::NeverBelowNil));
    assert_eq!(budget.deepest_outlay, Ok((Decimal::ZERO, None)));
}

#[test]
fn a_value_of_the_last_digit_there_is_can_be_drawn() {
    // A tenth of 10^-28 people is nil in 28 decimals and 10^-29 in binary: nobody's money.
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"2 years\"\ndiscount = 0.035\n\
                [group.g]\npeople = 30\n\
                [cost.c]\namount = { value = 100, sd = 10, distribution = \"normal\" }\nper = \"starter\"\nbearer = \"state\"\n\
                [outcome.o]\nadded_rate = 0.1\nlasts = \"1 year\"\n\
                [consequence.x]\nprice = 5000\nfewer = 1\ncost_to = \"state\"\n";
    let (_folder, file) = file(text);
    let nobody = "group.g.people=0.0000000000000000000000000001";
    let drawn = json(&["simulate", &file, "--set", nobody, "-n", "64", "-O", "json"]);
    assert_eq!(drawn["format"], "afkast.simulation");
}

#[test]
fn a_demand_is_not_missed_by_the_last_digit_of_a_third() {
    let (_folder, file) = file(&format!("{THIRDS}[demand.whole]\nfigure = \"net_result\"\nat_least = 0\n"));
    // Twelve times 25/3 is 100.
    assert!(good(&["check", &file]).contains("1 demand met"));
}
