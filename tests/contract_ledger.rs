//! Payments of a contract as lines of the ledger, beside schedules that were worked out elsewhere: the same money, in the
//! period that closes after its day, at the day's own present worth; and society, which never gains by it.

use std::collections::BTreeMap;

use afkast::calendar::Day;
use afkast::case::Case;
use afkast::case::contract::Prices;
use afkast::ledger::{Ledger, conserved};
use afkast::model::Model;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::schedules::WORKED;
use crate::support::{appraise, case, file, good, ledger};
use crate::worked;

fn number(value: &Value) -> Decimal {
    let text = value.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text)).unwrap()
}

/// The period of a day: start + s months < day ≤ start + e months; what is earlier belongs to the first (6.1).
fn period(case: &Case, day: Day) -> Option<usize> {
    let calendar = &case.basis.calendar;
    calendar.periods().iter().position(|p| day <= calendar.month(p.end).first_day())
}

/// What a krone of the contract on a day is in prices of the case.
fn real(case: &Case, day: Day) -> Decimal {
    match case.contract.as_ref().unwrap().prices {
        Prices::Real => Decimal::ONE,
        Prices::Nominal => {
            let rate = Decimal::ONE + case.basis.inflation.as_ref().unwrap().value;
            let years = day.month().year() - case.basis.price_year;
            let grown: Decimal = (0..years.abs()).map(|_| rate).product();
            if years < 0 { grown } else { Decimal::ONE / grown }
        }
    }
}

/// Amounts by a name and a period.
type Sums = BTreeMap<(String, usize), Decimal>;

/// What the lines of the ledger of some kinds come to.
fn ours(model: &Model, ledger: &Ledger<Decimal>, name: impl Fn(&afkast::model::FlowLine) -> Option<String>) -> Sums {
    let mut sums = Sums::new();
    for line in &model.lines {
        let Some(name) = name(line) else { continue };
        for (period, amount) in ledger.by_period(model, line.amounts).into_iter().enumerate() {
            *sums.entry((name.clone(), period)).or_default() += amount;
        }
    }
    sums
}

fn agree(name: &str, ours: &Sums, theirs: &Sums) {
    for (key, amount) in theirs {
        let found = ours.get(key).copied().unwrap_or_default();
        assert!((found - amount).abs() < Decimal::new(1, 9), "{name} {key:?}: {found}, not {amount}");
    }
    for (key, amount) in ours {
        assert!(amount.abs() < Decimal::new(1, 9) || theirs.contains_key(key), "{name} {key:?}: {amount}, not nil");
    }
}

#[test]
fn each_payer_pays_what_the_schedule_says() {
    for name in WORKED {
        let of = case(&worked::text(&format!("{name}.toml")));
        let (model, ledger) = ledger::<Decimal>(&of);
        conserved(&model, &ledger).unwrap();
        let schedule = worked::result(name, "schedule");
        let mut theirs = Sums::new();
        for payment in schedule["payments"].as_array().unwrap() {
            let day = Day::read(payment["paid"].as_str().unwrap()).unwrap();
            let Some(period) = period(&of, day) else { continue };
            for (payer, amount) in payment["by_payer"].as_object().unwrap() {
                let to_itself = payment["recipient"] == *payer;
                assert!(!schedule["investors"].as_object().unwrap().contains_key(payer), "{name}: a payer invests");
                let key = (format!("contract.{}.{payer}", payment["term"].as_str().unwrap()), period);
                let amount = if to_itself { Decimal::ZERO } else { number(amount) * real(&of, day) };
                *theirs.entry(key).or_default() += amount;
            }
        }
        let by_payer = ours(&model, &ledger, |line| {
            let paid = line.kind == "outcome-payment";
            paid.then(|| line.id.rsplit_once('.').unwrap().0.to_owned())
        });
        agree(name, &by_payer, &theirs);
    }
}

#[test]
fn each_investor_gets_what_the_schedule_says() {
    let mut with_investors = 0;
    for name in WORKED {
        let of = case(&worked::text(&format!("{name}.toml")));
        let (model, ledger) = ledger::<Decimal>(&of);
        let schedule = worked::result(name, "schedule");
        let investors = schedule["investors"].as_object().unwrap();
        let named = schedule["payments"].as_array().unwrap().iter().map(|p| p["recipient"].as_str().unwrap());
        let outside: Vec<&str> = named.filter(|n| *n != "investors").collect();
        let mut theirs = Sums::new();
        for (investor, figures) in investors {
            with_investors += 1;
            assert!(!outside.contains(&investor.as_str()), "{name}: paid by name");
            for flow in figures["flows"].as_array().unwrap() {
                let day = Day::read(flow["date"].as_str().unwrap()).unwrap();
                if let Some(period) = period(&of, day) {
                    let amount = number(&flow["payment"]) * real(&of, day);
                    *theirs.entry((investor.clone(), period)).or_default() += amount;
                }
            }
        }
        let received = ours(&model, &ledger, |line| {
            let is_paid = matches!(line.kind, "outcome-payment" | "guarantee");
            let investor = investors.keys().find(|id| *id == line.to.as_str());
            investor.filter(|_| is_paid).cloned()
        });
        agree(name, &received, &theirs);
    }
    assert!(with_investors > 10, "{with_investors}");
}

#[test]
fn the_worth_of_an_investment_is_the_same_in_the_schedule_and_in_the_appraisal() {
    let mut compared = 0;
    for name in WORKED {
        let of = case(&worked::text(&format!("{name}.toml")));
        let appraisal = appraise(&of);
        let schedule = worked::result(name, "schedule");
        let (model, _) = ledger::<Decimal>(&of);
        for (investor, figures) in schedule["investors"].as_object().unwrap() {
            // Only where all that the investor draws and gets lies within the case, and nothing else is the investor's.
            let within = |flow: &Value| period(&of, Day::read(flow["date"].as_str().unwrap()).unwrap()).is_some();
            let all_within = figures["flows"].as_array().unwrap().iter().all(within);
            let of_contract = |line: &afkast::model::FlowLine| {
                let touches = line.from.as_str() == investor || line.to.as_str() == investor;
                !touches || line.id.starts_with("contract.")
            };
            if !all_within || !model.lines.iter().all(of_contract) {
                continue;
            }
            let found = appraisal.perspectives[investor].budget.net_present_value;
            let expected = number(&figures["net_present_value"]["value"]);
            assert!((found - expected).abs() < Decimal::new(1, 6), "{name} {investor}: {found}, not {expected}");
            compared += 1;
        }
    }
    assert!(compared > 3, "{compared}");
}

#[test]
fn society_does_not_move_by_a_contract() {
    let mut compared = 0;
    for name in WORKED {
        let with = case(&worked::text(&format!("{name}.toml")));
        let (model, _) = ledger::<Decimal>(&with);
        let leaves = |line: &afkast::model::FlowLine| line.from.is_outside() || line.to.is_outside();
        if model.lines.iter().any(|l| l.id.starts_with("contract.") && leaves(l)) {
            continue; // Draws that go to the outside are a cost of society, as any cost is.
        }
        let without = Case { contract: None, ..with.clone() };
        let society = |case: &Case| appraise(case).perspectives["society"].budget.net_present_value;
        assert_eq!(society(&with), society(&without), "{name}");
        compared += 1;
    }
    assert!(compared > 5, "{compared}");
}

/// What the guarantee of a contract comes to, by period: the second of two payments is verified after the long stop.
fn guarantee_after_a_long_stop(at: &str) -> Vec<Decimal> {
    let text = format!(
        "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"6 years\"\ndiscount = 0.035\n\
         [party.payer]\nkind = \"municipality\"\n[party.bank]\nkind = \"investor\"\n[party.foundation]\nkind = \"foundation\"\n\
         [contract]\nmeasured = [12, 24]\npaid_by = \"payer\"\nlong_stop = \"month 18\"\n\
         [contract.metric.jobs]\nforecast = [10, 20]\n[contract.term.jobs]\nprice = 100\n\
         [contract.investor.bank]\ndraws = {{ 0 = 100_000 }}\n\
         [contract.guarantee]\nby = \"foundation\"\nrecovers = 0.75\n{at}"
    );
    let (model, ledger) = ledger::<Decimal>(&case(&text));
    let line = model.lines.iter().find(|line| line.id == "contract.guarantee.bank").unwrap();
    (0..6).map(|period| ledger.at(&model, line.amounts, period)).collect()
}

#[test]
fn a_guarantee_is_paid_on_the_last_line_though_nothing_else_is() {
    let by_default = guarantee_after_a_long_stop("");
    // Three quarters of 100,000, less the 10 × 100 of the first line.
    assert_eq!(by_default.iter().sum::<Decimal>(), Decimal::from(74_000));
    assert_eq!(by_default, guarantee_after_a_long_stop("at = \"month 24\""));
}

#[test]
fn an_actual_replaces_what_was_forecast_for_a_milestone() {
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"4 years\"\ndiscount = 0.035\n\
                [contract]\npaid_by = \"state\"\nrecipient = \"provider\"\nmeasured = 24\n\
                [contract.metric.home]\nforecast = { 0 = 9, 6 = 7, \"1 year\" = 5 }\nactual = { 6 = 3 }\n\
                [contract.term.home]\nshape = \"milestones\"\n\
                points = [{ after = 0, pay = 100 }, { after = 6, pay = 200 }, { after = \"1 year\", pay = 300 }]\n";
    let (model, ledger) = ledger::<Decimal>(&case(text));
    let line = model.lines.iter().find(|line| line.id == "contract.home.state.provider").unwrap();
    let paid: Decimal = (0..4).map(|period| ledger.at(&model, line.amounts, period)).sum();
    // 9 × 100 + 3 × 200 + 5 × 300: at six months three were seen, not the seven expected.
    assert_eq!(paid, Decimal::from(3_000));
}

#[test]
fn a_contract_on_an_outcome_that_nobody_lives_to_start_pays_nothing() {
    let text = "schema = 1\n[basis]\nstart = \"2024-01\"\nhorizon = \"48 months\"\ndiscount = 0.04\n\
                [party.a]\nkind = \"municipality\"\n[party.b]\nkind = \"provider\"\n\
                [group.g]\npeople = 90\nstarts = \"2024-03\"\n\
                [outcome.job]\nlasts = \"18 months\"\nbaseline_rate = 0.1\nadded_rate = 0.37\n\
                [contract]\nmeasured = [12]\npaid_by = \"a\"\nrecipient = \"b\"\n\
                [contract.metric.job]\noutcome = \"job\"\ncount = \"in-effect\"\nof = \"gross\"\n\
                [contract.term.job]\nprice = 1000\n";
    let (_folder, file) = file(text);
    let npv = |horizon: &str| {
        let set = format!("basis.horizon={horizon}");
        good(&["appraise", &file, "-f", "npv", "-p", "b", "--set", &set]).trim().to_owned()
    };
    // Everybody starts in the third month.
    assert_eq!(npv("2 months"), "0");
    // 90 × 0.47 × 1,000 after a year, at 4 %: 42,300 ÷ 1.04.
    assert!((npv("48 months").parse::<f64>().unwrap() - 42_300.0 / 1.04).abs() < 1e-6);
}
