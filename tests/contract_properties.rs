//! The invariants of 6.5, on random contracts written as files. 2,000 of them in a test run; AFKAST_CONTRACTS says how
//! many more.

use std::collections::BTreeMap;

use afkast::appraisal::{Schedule, schedule};
use afkast::case::Case;
use afkast::ledger::{Ledger, conserved};
use afkast::model::Model;
use afkast::model::payment::plan::Limit;
use afkast::model::payment::{Kind, Outcomes, payments};
use afkast::number::Number;
use afkast::problem::Code;
use rust_decimal::Decimal;

use crate::support::build::Luck;
use crate::support::{case, ledger};

/// What a random contract may have.
#[derive(Clone, Copy)]
struct Allowed {
    /// A long stop, a correction, caps of payers, a return cap: where a better result may pay less.
    exempt: bool,
    /// Caps that hold back what they cut.
    waiting: bool,
}

/// A random contract as a list of tables; the first holds the head.
fn tables(luck: &mut Luck, may: Allowed) -> Vec<String> {
    let mut all = vec!["schema = 1\n".to_owned()];
    let period = luck.pick(&["month", "quarter", "year"]);
    all.push(format!("[basis]\nstart = \"2025-01\"\nhorizon = \"5 years\"\nperiod = \"{period}\"\ndiscount = 0.035\n"));
    for (id, kind) in [("town", "municipality"), ("state-fund", "outcome-fund"), ("charity", "provider")] {
        all.push(format!("[party.{id}]\nkind = \"{kind}\"\n"));
    }
    all.push("[party.bank]\nkind = \"investor\"\n".to_owned());
    let investors = luck.yes();
    let recipient = if investors { "investors" } else { "charity" };
    let unit = luck.pick(&["1", "0.01", "100"]);
    let rounding = luck.pick(&["half-up", "half-even", "down"]);
    let mut head = format!(
        "[contract]\nmeasured = [6, 12, 18, 24, 36]\nrecipient = \"{recipient}\"\nminor_unit = {unit}\nrounding = \"{rounding}\"\npay_lag = \"{} months\"\n",
        luck.below(4)
    );
    if luck.below(4) == 0 {
        head.push_str(&format!("withheld = {{ share = 0.{}, until = \"month 40\" }}\n", 1 + luck.below(8)));
    }
    if may.exempt && luck.below(4) == 0 {
        head.push_str("long_stop = \"2027-06\"\n");
    }
    all.push(head);
    if investors {
        all.push(format!(
            "[contract.investor.bank]\ndraws = {{ 0 = {}, 12 = {} }}\n",
            luck.below(90_000),
            luck.below(50_000)
        ));
    }
    let terms = 1 + luck.below(4);
    for t in 0..terms {
        all.extend(term(luck, t));
    }
    for c in 0..luck.below(4) {
        all.push(cap(luck, c, terms, may));
    }
    let share = 1 + luck.below(97);
    let rule = luck.pick(&["residual", "carry", "largest-remainder"]);
    let residual = if rule == "largest-remainder" { "" } else { "residual = \"state-fund\"\n" };
    all.push(format!(
        "[contract.split.all]\nshares = {{ town = \"{share} %\", charity = 0.01, state-fund = \"rest\" }}\nrounding = \"{rule}\"\n{residual}"
    ));
    if may.exempt {
        if luck.below(3) == 0 {
            let beyond = if rule != "largest-remainder" && luck.yes() { "residual" } else { "stop" };
            let per = if luck.yes() { "per = \"calendar-year\"\n" } else { "" };
            all.push(format!("[contract.payer.town]\ncap = {}\n{per}beyond = \"{beyond}\"\n", luck.below(20_000)));
        }
        if luck.below(3) == 0 {
            all.push(format!(
                "[contract.correction.audit]\nterm = \"t0\"\nat = \"month {}\"\nshare = 0.3\n",
                20 + luck.below(30)
            ));
        }
        if investors && luck.below(2) == 0 {
            all.push("[contract.return_cap]\nmeasure = \"irr\"\nrate = 0.05\n".to_owned());
        }
    }
    all
}

fn term(luck: &mut Luck, t: u64) -> Vec<String> {
    let value = luck.below(60);
    let values: Vec<String> = (0..5).map(|_| luck.below(60).to_string()).collect();
    let forecast = if luck.yes() { value.to_string() } else { format!("[{}]", values.join(", ")) };
    let metric = format!("[contract.metric.t{t}]\nforecast = {forecast}\n");
    let price = format!("{}.{:02}", luck.below(900), luck.below(100));
    let shape = match luck.below(4) {
        0 => format!("price = {price}\nfirst_unpaid = {}\n", luck.below(20)),
        1 => format!("price = {price}\ncumulative = true\nat_most = {}\n", luck.below(60_000)),
        2 => {
            let (low, high) = (luck.below(900), 900 + luck.below(9_000));
            let edge = luck.pick(&["at-least", "more-than"]);
            format!(
                "shape = \"step\"\ntiers = [{{ at = 10, pay = {low} }}, {{ at = 30, pay = {high} }}]\nedge = \"{edge}\"\n"
            )
        }
        _ => format!(
            "shape = \"banded\"\nbands = [{{ from = 5, to = 20, rate = {price} }}, {{ from = 30, rate = {} }}]\nthreshold = {}\n",
            luck.below(500),
            luck.below(20)
        ),
    };
    vec![metric, format!("[contract.term.t{t}]\n{shape}")]
}

fn cap(luck: &mut Luck, c: u64, terms: u64, may: Allowed) -> String {
    let amount = luck.below(40_000);
    let per = luck.pick(&["year", "calendar-year", "half-year", "period"]);
    let excess = if may.waiting { luck.pick(&["lapse", "carry", "defer"]) } else { "lapse" };
    match luck.below(3) {
        0 => format!("[contract.cap.c{c}]\nscope = \"term\"\napplies_to = [\"t{}\"]\namount = {amount}\n", c % terms),
        1 => format!(
            "[contract.cap.c{c}]\nscope = \"period\"\namount = {amount}\nper = \"{per}\"\nexcess = \"{excess}\"\n"
        ),
        _ => format!("[contract.cap.c{c}]\nscope = \"contract\"\namount = {}\n", amount * 3),
    }
}

/// A random contract, computed.
struct Made {
    case: Case,
    model: Model,
    ledger: Ledger<Decimal>,
    schedule: Schedule,
}

fn made(text: &str) -> Made {
    let case = case(text);
    let (model, ledger) = ledger(&case);
    let schedule = schedule(&case, &model, &ledger).unwrap().unwrap();
    Made { case, model, ledger, schedule }
}

fn count() -> u64 {
    std::env::var("AFKAST_CONTRACTS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

fn is_whole(amount: Decimal) -> bool {
    amount.fract().is_zero()
}

/// No cap is exceeded, in any window.
fn within_caps(of: &Made, text: &str) {
    let plan = &of.schedule.plan;
    for cap in &plan.caps {
        let Limit::Amount(figure) = &cap.limit else { continue };
        let amount = of.ledger.single(of.model.contract.as_ref().unwrap().contracted.figures[figure.0]);
        let mut used: BTreeMap<i32, Decimal> = BTreeMap::new();
        for passed in &of.schedule.record.caps.passed {
            if cap.terms[plan.lines[passed.line].term] {
                *used.entry(cap.windows.holding(passed.day)).or_default() += passed.amount * plan.minor_unit;
            }
        }
        assert!(used.values().all(|u| *u <= amount), "{} {used:?} {amount}\n{text}", cap.id);
    }
}

#[test]
fn random_contracts_hold_what_6_5_says() {
    for seed in 0..count() {
        let mut luck = Luck::new(seed);
        let tables = tables(&mut luck, Allowed { exempt: true, waiting: true });
        let text = tables.concat();
        let of = made(&text);
        conserved(&of.model, &of.ledger).unwrap();
        let (totals, plan) = (&of.schedule.totals, &of.schedule.plan);
        assert_eq!(totals.lapsed + totals.carried + totals.paid, totals.earned + totals.corrections, "{text}");
        let mut paid = Decimal::ZERO;
        for payment in &of.schedule.record.payments {
            assert!(is_whole(payment.amount) && payment.by_payer.iter().all(|a| is_whole(*a)), "{text}");
            assert_eq!(payment.by_payer.iter().sum::<Decimal>(), payment.amount, "{text}");
            assert!(payment.amount >= Decimal::ZERO || payment.kind == Kind::Correction, "{text}");
            paid += payment.amount * plan.minor_unit;
        }
        assert_eq!(paid, totals.paid, "{text}");
        within_caps(&of, &text);
        if let (Some(_), Some(investor)) =
            (&of.case.contract.as_ref().unwrap().return_cap, of.schedule.investors.first())
            && let Ok(rate) = investor.internal_rate_of_return.figure()
        {
            assert!(rate <= Decimal::new(5_000_001, 8), "{rate}\n{text}");
        }
        // The same in the other number, within a minor unit; where the two begin to differ, sums carry it on.
        let steps = &of.model.contract.as_ref().unwrap().contracted;
        let figures: Vec<f64> = steps.figures.iter().map(|s| f64::of(of.ledger.single(*s))).collect();
        let fast = payments(plan, &figures, Outcomes::AsMeasured).unwrap();
        assert_eq!(fast.payments.len(), of.schedule.record.payments.len(), "{text}");
        for (fast, exact) in fast.payments.iter().zip(&of.schedule.record.payments) {
            assert!((fast.amount - f64::of(exact.amount)).abs() <= 1.0, "{} {}\n{text}", fast.amount, exact.amount);
        }
        // The order of the tables moves nothing.
        let (head, rest) = tables.split_first().unwrap();
        let turned: String = std::iter::once(head).chain(rest.iter().rev()).cloned().collect();
        assert_eq!(made(&turned).schedule.record.payments, of.schedule.record.payments, "{text}");
    }
}

/// Whether the file itself shows that a better result may pay less (6.5).
fn warns(text: &str) -> bool {
    let (document, _) = afkast::document::parse(afkast::span::SourceId(0), text);
    let (_, problems) = afkast::case::read(&document, "case");
    problems.iter().any(|p| p.code == Code::BetterPaysLess)
}

#[test]
fn a_better_result_never_pays_less_where_no_warning_says_so() {
    let mut compared = 0;
    for seed in 0..count() {
        let mut luck = Luck::new(seed + 1_000_000);
        let mut tables = tables(&mut luck, Allowed { exempt: true, waiting: true });
        if warns(&tables.concat()) {
            continue;
        }
        let before = made(&tables.concat()).schedule.totals;
        let metrics: Vec<usize> = (0..tables.len()).filter(|t| tables[*t].starts_with("[contract.metric")).collect();
        let place = metrics[luck.below(metrics.len() as u64) as usize];
        // A digit before the first number makes it larger.
        let first =
            if tables[place].contains('[') && tables[place].contains("= [") { "forecast = [" } else { "forecast = " };
        tables[place] = tables[place].replace(first, &format!("{first}9"));
        let after = made(&tables.concat()).schedule.totals;
        // What is taken back is a share of what was paid: it is not part of the promise.
        let (paid, more) = (before.paid - before.corrections, after.paid - after.corrections);
        // A running total is rounded line by line: what moves from one line to another may round the other way.
        let of = made(&tables.concat());
        let lines = Decimal::from(of.schedule.record.payments.len());
        let slack =
            if tables.concat().contains("cumulative") { lines * of.schedule.plan.minor_unit } else { Decimal::ZERO };
        assert!(more + slack >= paid, "{paid} {more}\n{}", tables.concat());
        compared += 1;
    }
    assert!(compared > count() / 5, "{compared}");
}

#[test]
fn longer_lags_never_pay_earlier_and_change_no_total() {
    for seed in 0..count() / 4 {
        let mut luck = Luck::new(seed + 2_000_000);
        let text = tables(&mut luck, Allowed { exempt: false, waiting: true }).concat();
        let later = text.replace("pay_lag = \"", "verify_lag = \"5 weeks\"\npay_lag = \"1");
        let (plain, lagged) = (made(&text), made(&later));
        assert_eq!(plain.schedule.totals.paid, lagged.schedule.totals.paid, "{text}");
        let first =
            |of: &Made| of.schedule.record.payments.iter().filter(|p| !p.amount.is_zero()).map(|p| p.paid).min();
        assert!(first(&plain) <= first(&lagged), "{text}");
    }
}
