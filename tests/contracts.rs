//! Outcome contracts, read and checked: the worked ones, every key, and what is resolved on the way.

use std::collections::BTreeSet;

use afkast::calendar::Day;
use afkast::case::contract::{
    Condition, Contract, Draws, Earns, Interval, Line, LineKind, PaidBy, Role, Source, Windows,
};
use afkast::case::{self, AsWritten, Case, Id};
use afkast::document;
use afkast::problem::{Problem, Severity};
use afkast::span::SourceId;
use serde_json::Value;

use crate::worked;

fn read(text: &str) -> (Option<Case>, Vec<Problem>) {
    let (document, mut problems) = document::parse(SourceId(0), text);
    let (case, of_case) = case::read(&document, "contract");
    problems.extend(of_case);
    (case, problems.in_order())
}

fn contract(name: &str) -> Contract {
    let (case, problems) = read(&worked::text(name));
    let stops: Vec<&Problem> = problems.iter().filter(|p| p.severity == Severity::Problem).collect();
    assert!(stops.is_empty(), "{name}: {stops:#?}");
    case.unwrap().contract.unwrap()
}

fn day(text: &str) -> Day {
    Day::read(text).unwrap()
}

fn lines<'c>(contract: &'c Contract, term: &str) -> &'c [Line] {
    &contract.terms[&Id::new(term)].lines
}

/// Term, cohort, kind, measurement and day of a line.
type Key = (String, Option<String>, &'static str, String, String);

#[test]
fn worked_contracts_have_the_lines_of_their_schedules() {
    for name in (1..=14).map(|n| format!("c{n:02}")) {
        let contract = contract(&format!("{name}.toml"));
        let schedule = worked::result(&name, "schedule");
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let mut expected: BTreeSet<Key> = BTreeSet::new();
        for payment in schedule["payments"].as_array().unwrap() {
            let kind = match payment["kind"].as_str().unwrap() {
                "payment" => "payment",
                "fallback" => "fallback",
                _ => continue,
            };
            expected.insert((
                text(&payment["term"]).unwrap(),
                text(&payment["cohort"]),
                kind,
                text(&payment["measured"]).unwrap(),
                text(&payment["earned"]).unwrap(),
            ));
        }
        let found: BTreeSet<Key> = contract
            .paying()
            .flat_map(|(term, _)| {
                term.lines.iter().map(|line| {
                    let kind = if line.kind == LineKind::Payment { "payment" } else { "fallback" };
                    let cohort = line.cohort.as_ref().map(ToString::to_string);
                    (term.id.to_string(), cohort, kind, line.measured.to_string(), line.day.to_string())
                })
            })
            .collect();
        let missing: Vec<&Key> = expected.difference(&found).collect();
        let more: Vec<&Key> = found.difference(&expected).collect();
        assert!(missing.is_empty() && more.is_empty(), "{name}\n  missing {missing:?}\n  more {more:?}");
        assert_eq!(contract.prices.word(), schedule["prices"].as_str().unwrap(), "{name}");
        let investors: BTreeSet<String> = contract.investors.each.keys().map(ToString::to_string).collect();
        let of_schedule: BTreeSet<String> = schedule["investors"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(investors, of_schedule, "{name}");
    }
}

#[test]
fn every_key_of_a_contract_reads() {
    let contract = contract("every-key.toml");
    assert_eq!(contract.start, day("2025-01-15"));
    assert_eq!(contract.long_stop, Some(day("2029-12-31")), "a month stands for its last day");
    assert_eq!(contract.metrics.len(), 9);
    assert_eq!(contract.terms.len(), 13);
    // Four times six months after 15 January 2025.
    let fee: Vec<String> = lines(&contract, "fee").iter().map(|l| format!("{} {}", l.measured, l.day)).collect();
    assert_eq!(fee, ["6 2025-07-15", "12 2026-01-15", "18 2026-07-15", "24 2027-01-15"]);
    // `training` requires the fee, which has two lines by 15 January 2026.
    let first = &lines(&contract, "training")[0];
    let earned = first.requires.iter().find_map(|c| match c {
        Condition::Earned { lines, .. } => Some(lines.clone()),
        Condition::Value { .. } => None,
    });
    assert_eq!(earned, Some(vec![0, 1]));
    // `work` is on each person's clock: six start months, three measurements each; the first 12 months after January.
    let work = lines(&contract, "work");
    assert_eq!(work.len(), 18);
    assert_eq!((work[0].cohort.as_ref().unwrap().as_str(), work[0].day), ("2025-01", day("2026-01-01")));
    // `well-being` is paid by the fund itself: a split of everything left there is none.
    let Role::Pays(pays) = &contract.terms[&Id::new("well-being")].role else { panic!("it pays") };
    assert!(matches!(&pays.paid_by, PaidBy::Party(p) if p.as_str() == "fund"));
    assert_eq!((pays.verify_lag, pays.pay_lag), (Interval::Days(60), Interval::Months(1)));
    // A selector has a line for each day on which a member has one.
    let choice = lines(&contract, "least-or-jobs");
    assert_eq!(choice.len(), 3);
    assert!(choice.iter().all(|l| matches!(&l.earns, Earns::Chosen(of) if of.iter().all(|m| m.len() == 1))));
    // 14 months hold for 0, 3 and 12 months; 7 months do not hold for a year.
    let reached: Vec<bool> = lines(&contract, "home")
        .iter()
        .map(|l| match &l.earns {
            Earns::Units { value, .. } => matches!(value.source, Source::Held { reached: true, .. }),
            _ => false,
        })
        .collect();
    assert_eq!(reached, [true, true, true, true, true, false]);
    let bank = &contract.investors.each.values().next().unwrap().draws;
    assert!(matches!(bank, Draws::Written { draws, to } if draws.len() == 2 && to.as_str() == "charity"));
    let order: Vec<&str> = contract.order.iter().map(Id::as_str).collect();
    let place = |id| order.iter().position(|o| *o == id).unwrap();
    assert!(place("fee") < place("training") && place("jobs") < place("least-or-jobs"));
}

#[test]
fn every_input_of_a_contract_has_its_path() {
    let (case, _) = read(&worked::text("every-key.toml"));
    let case = case.unwrap();
    let paths: BTreeSet<&str> = case.assumptions.iter().map(|a| a.path.as_str()).collect();
    for path in [
        "contract.forecast_share",
        "contract.verify_lag",
        "contract.cohort.first.people",
        "contract.metric.well-being.expected_share.month 24",
        "contract.metric.offences.treated.second",
        "contract.metric.sick-days.forecast.month 24",
        "contract.metric.tenancy.forecast.first",
        "contract.metric.weeks-in-work.forecast.4 weeks",
        "contract.metric.school.actual.12",
        "contract.term.training.price.36",
        "contract.term.start-up.amounts.0",
        "contract.term.home.points.3.pay",
        "contract.term.fewer-sick-days.tiers.1.pay",
        "contract.term.fewer-sick-days.base",
        "contract.term.offences.bands.2.rate",
        "contract.term.offences.pooled_fallback.at",
        "contract.term.gain.until.rate",
        "contract.term.fee.every",
        "contract.term.work.first_unpaid",
        "contract.cap.not-too-much-training.share",
        "contract.payer.fund.cap",
        "contract.investor.bank.draws.2026-01-15",
        "contract.investor.bank.interest",
        "contract.return_cap.rate",
        "contract.guarantee.recovers",
        "contract.correction.repaid.amount",
    ] {
        assert!(paths.contains(path), "{path}");
    }
    assert_eq!(paths.len(), case.assumptions.len(), "one row for each path");
    let every = case.assumptions.iter().find(|a| a.path == "contract.term.fee.every").unwrap();
    assert_eq!(every.value, AsWritten::Text("6 months".to_owned()));
}

#[test]
fn days_of_a_contract_are_calendar_days() {
    // Same day later, or the last of a shorter month; a week is seven days.
    for (from, interval, to) in [
        ("2025-01-31", Interval::Months(1), "2025-02-28"),
        ("2024-01-31", Interval::Months(1), "2024-02-29"),
        ("2025-01-15", Interval::Months(12), "2026-01-15"),
        ("2025-06-01", Interval::Days(91), "2025-08-31"),
        ("2025-01-01", Interval::Days(-1), "2024-12-31"),
        ("9999-12-01", Interval::Months(3), "9999-12-31"),
    ] {
        assert_eq!(interval.after(day(from)), day(to), "{from} {interval:?}");
    }
}

#[test]
fn a_window_ends_with_the_measurement_that_closes_it() {
    let start = day("2025-01-15");
    let years = Windows::Clock { start, months: 12 };
    for (on, window) in [
        ("2024-06-01", 0),
        ("2025-01-15", 0),
        ("2026-01-15", 0),
        ("2026-01-16", 1),
        ("2027-01-15", 1),
        ("2035-01-16", 10),
    ] {
        assert_eq!(years.holding(day(on)), window, "{on}");
    }
    assert_eq!(years.end(1), Some(day("2027-01-15")));
    let months = Windows::Clock { start: day("2025-01-31"), months: 1 };
    for (on, window) in [("2025-02-28", 0), ("2025-03-01", 1), ("2025-03-31", 1), ("2025-04-01", 2)] {
        assert_eq!(months.holding(day(on)), window, "{on}");
    }
    assert_eq!(Windows::CalendarYears.holding(day("2026-01-01")), 2026);
    assert_eq!(Windows::CalendarYears.end(2026), Some(day("2026-12-31")));
    let periods = Windows::Periods(vec![day("2026-01-01"), day("2027-01-01")]);
    for (on, window) in [("2024-01-01", 0), ("2026-01-01", 0), ("2026-01-02", 1), ("2027-01-02", 2)] {
        assert_eq!(periods.holding(day(on)), window, "{on}");
    }
}

#[test]
fn what_lies_after_the_last_year_of_the_calendar_is_not_reached() {
    // 2025 + 9,000 years is no day that there is.
    let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"2 years\"\ndiscount = 0\n[group.all]\npeople = 10\n[outcome.late]\nadded_rate = 0.5\nonset = \"9000 years\"\nlasts = \"1 year\"\n[contract]\nmeasured = 12\npaid_by = \"municipality\"\nrecipient = \"provider\"\n[contract.metric.late]\noutcome = \"late\"\ncount = \"reached\"\nof = \"net\"\n[contract.term.late]\nprice = 100\n";
    let (case, problems) = read(text);
    assert!(problems.iter().all(|p| p.severity != Severity::Problem), "{problems:#?}");
    let case = case.unwrap();
    let (model, ledger) = crate::support::ledger(&case);
    let schedule = afkast::appraisal::schedule(&case, &model, &ledger).unwrap().unwrap();
    assert_eq!(schedule.totals.paid, rust_decimal::Decimal::ZERO);
}
