//! Measures against figures from outside: reference.json, numpy_financial.json, spreadsheets.json, pyxirr.json and
//! sections P5 and P6 of the published cases. Origin and licence stand in each file.
// Long, because each file has conventions of its own that have to be read.

use afkast::calendar::{Day, Years};
use afkast::measure::annual::{annuity_factor, equivalent_annual_value};
use afkast::measure::irr::internal_rates;
use afkast::measure::mirr::{flat, modified_rate};
use afkast::measure::outlay::deepest_outlay;
use afkast::measure::payback::{Payback, full_months, payback};
use afkast::measure::ratio::{PresentValues, benefit_cost_ratio, money_multiple};
use afkast::measure::solve::crossing;
use afkast::measure::{Flow, Measure, Undefined};
use afkast::number::Number;
use rust_decimal::Decimal;
use serde_json::Value;

// Reading vectors.

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).unwrap_or_else(|_| panic!("{text}"))
}

fn number<N: Number>(value: &Value) -> N {
    N::of(dec(&value.to_string()))
}

fn vectors(text: &str, list: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file[list].as_array().unwrap().clone()
}

fn amounts<N: Number>(list: &Value) -> Vec<N> {
    list.as_array().unwrap().iter().map(number).collect()
}

/// One flow a year from year 0; half a year or a year later when amounts lie in the middle or at the end.
fn yearly<N: Number>(amounts: &[N], timing: &Value) -> Vec<Flow<N>> {
    let later = match timing.as_str() {
        Some("end") => Years::whole(1),
        Some("mid") => Years::months(6),
        _ => Years::NIL,
    };
    (0..).map(|year| Years::whole(year).plus(later)).zip(amounts).map(|(at, &amount)| Flow { at, amount }).collect()
}

/// Flows by date, counted by `distance` from the earliest, in order and added up by date.
fn dated<N: Number>(list: &Value, distance: impl Fn(Day, Day) -> Years) -> Vec<Flow<N>> {
    let mut rows: Vec<(Day, N)> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (Day::read(row[0].as_str().unwrap()).unwrap(), number(&row[1])))
        .collect();
    rows.sort_by_key(|row| row.0);
    let earliest = rows[0].0;
    let mut flows: Vec<Flow<N>> = Vec::new();
    for (day, amount) in rows {
        let at = distance(earliest, day);
        match flows.last_mut() {
            Some(last) if last.at == at => last.amount = last.amount.plus(amount).unwrap(),
            _ => flows.push(Flow { at, amount }),
        }
    }
    flows
}

fn actual_365(from: Day, to: Day) -> Years {
    Years::days(to.since(from))
}

// Comparing.

fn near(found: f64, expected: f64, slack: f64) -> bool {
    (found - expected).abs() <= slack
}

fn agrees<N: Number>(found: N, expected: &Value, what: &str) {
    let (found, expected) = (found.approximate(), expected.as_f64().unwrap());
    assert!(near(found, expected, 1e-9 * expected.abs().max(1.0)), "{what}: {found}, expected {expected}");
}

fn agrees_or_neither<N: Number>(found: Measure<N>, expected: &Value, what: &str) {
    match (found, expected.as_f64()) {
        (Ok(found), Some(_)) => agrees(found, expected, what),
        (Err(_), None) => {}
        (found, _) => panic!("{what}: {found:?}, expected {expected}"),
    }
}

/// Whether the method looks for this rate: −99.99 % to 1,000,000 %.
fn is_looked_for(rate: f64) -> bool {
    rate > -0.9999 && rate < 10_000.0
}

/// No rate is missing and none too many.
fn has_exactly<N: Number>(flows: &[Flow<N>], all: &Value, what: &str) {
    let found: Vec<f64> = internal_rates(flows).roots.iter().map(|rate| rate.approximate()).collect();
    let expected = all.as_array().unwrap().iter().map(|rate| rate.as_f64().unwrap());
    let expected: Vec<f64> = expected.filter(|&rate| is_looked_for(rate)).collect();
    assert_eq!(found.len(), expected.len(), "{what}: {found:?}, expected {expected:?}");
    for (found, expected) in found.iter().zip(&expected) {
        assert!(near(*found, *expected, 1e-9 * expected.abs().max(1.0)), "{what}: {found}, expected {expected}");
    }
}

fn present_values<N: Number>(flows: &[Flow<N>], factor: &impl Fn(Years) -> Option<N>) -> Vec<Flow<N>> {
    flows.iter().map(|f| Flow { at: f.at, amount: f.amount.times(factor(f.at).unwrap()).unwrap() }).collect()
}

fn sum<N: Number>(flows: &[Flow<N>]) -> N {
    flows.iter().fold(N::NIL, |sum, flow| sum.plus(flow.amount).unwrap())
}

fn npv<N: Number>(flows: &[Flow<N>], rate: N) -> N {
    sum(&present_values(flows, &flat(rate)))
}

// reference.json

/// The rates of `steps`, each from its first year on, chained year by year (and half years at the first rate).
fn schedule<N: Number>(case: &Value) -> impl Fn(Years) -> Option<N> + Clone {
    let case = case.clone();
    move |at: Years| {
        let Some(steps) = case.get("steps").and_then(Value::as_array) else {
            return flat(number::<N>(&case["rate"]))(at);
        };
        let (whole, rest) = at.whole_years_and_rest();
        assert!(rest.is_nil());
        let mut factor = N::ONE;
        for year in 1..=u64::from(whole) {
            let step = steps.iter().rev().find(|step| step[0].as_u64().unwrap() <= year).unwrap();
            factor = factor.over(N::ONE.plus(number(&step[1]))?)?;
        }
        Some(factor)
    }
}

/// The flows of a reference case, as they stand or made of costs and benefits, grown or deflated.
fn reference_flows<N: Number>(case: &Value) -> Vec<Flow<N>> {
    let mut flows = match case.get("flows") {
        Some(flows) => amounts(flows),
        None => {
            let (costs, benefits) = (amounts::<N>(&case["costs"]), amounts::<N>(&case["benefits"]));
            let at = |list: &[N], year: usize| list.get(year).copied().unwrap_or(N::NIL);
            let years = 0..costs.len().max(benefits.len());
            years.map(|year| at(&benefits, year).minus(at(&costs, year)).unwrap()).collect()
        }
    };
    for (year, amount) in (0..).zip(&mut flows) {
        let growth = |key: &str| N::ONE.plus(case.get(key).map_or(N::NIL, number)).unwrap().to_the(Years::whole(year));
        *amount = amount.times(growth("growth").unwrap()).unwrap().over(growth("inflation").unwrap()).unwrap();
    }
    yearly(&flows, &case["timing"])
}

fn payback_agrees<N: Number>(found: &Payback<N>, expected: &Value, since: f64, what: &str) {
    let (first, last) = (expected["first"].as_f64(), expected["last"].as_f64());
    let is = |found: Option<N>, expected: Option<f64>| match (found, expected) {
        (Some(found), Some(expected)) => near(found.approximate() - since, expected, 1e-9),
        (None, None) => true,
        _ => false,
    };
    match found.figure {
        Err(Undefined::NeverBelowNil) => assert_eq!(last, Some(0.0), "{what}"), // they say: at once
        figure => assert!(is(figure.ok(), last), "{what}: {figure:?} {expected}"),
    }
    // They count a total that begins above nil as a first crossing at nil; we count crossings from below.
    let first = first.filter(|&first| Some(first) != last && first != 0.0);
    assert!(is(found.first_crossing, first), "{what}: first {:?} {expected}", found.first_crossing);
}

fn reference<N: Number>(vector: &Value) {
    let (id, case, out) = (vector["id"].as_str().unwrap(), &vector["in"], &vector["out"]);
    if case.get("dated").is_some() {
        let flows = dated::<N>(&case["dated"], actual_365);
        has_exactly(&flows, &out["xirr_all"], id);
        agrees(npv(&flows, number(&case["rate"])), &out["xnpv"], id);
        return;
    }
    if id == "fund" {
        return fund::<N>(vector);
    }
    let flows = reference_flows::<N>(case);
    let factor = schedule::<N>(case);
    let discounted = present_values(&flows, &factor);
    for (expected, flow) in out["factors"].as_array().unwrap().iter().zip(&flows) {
        agrees(factor(flow.at).unwrap(), expected, id);
    }
    for (expected, flow) in out["pv"].as_array().unwrap().iter().zip(&discounted) {
        agrees(flow.amount, expected, id);
    }
    agrees(sum(&discounted), &out["npv"], id);
    has_exactly(&flows, &out["irr_all"], id);
    agrees_or_neither(internal_rates(&flows).figure(), &out["irr"], id);

    let (first, last) = (flows[0].at, flows[flows.len() - 1].at);
    if let Some(mirr) = out.get("mirr") {
        let named = |key: &str| flat(number::<N>(case.get(key).unwrap_or(&case["rate"])));
        let rate = modified_rate(&flows, first, last, named("finance_rate"), named("reinvest_rate"));
        agrees_or_neither(rate, mirr, id);
    }
    payback_agrees(&payback(&flows), &out["payback"], first.approximate(), id);
    payback_agrees(&payback(&discounted), &out["discounted_payback"], first.approximate(), id);
    for (flows, payback) in [(&flows, &out["payback"]), (&discounted, &out["discounted_payback"])] {
        let need = deepest_outlay(flows).unwrap().amount.negated();
        agrees(need, &payback["peak_need"], id);
    }
    let years = last.minus(first);
    agrees(annuity_factor(years, &factor).unwrap(), &out["annuity_factor"], id);
    agrees(equivalent_annual_value(sum(&discounted), years, &factor).unwrap(), &out["equivalent_annual"], id);
    if out.get("bcr").is_some() {
        costs_and_benefits::<N>(vector);
    }
}

fn costs_and_benefits<N: Number>(vector: &Value) {
    let (case, out) = (&vector["in"], &vector["out"]);
    let factor = schedule::<N>(case);
    let present = |key: &str| sum(&present_values(&yearly(&amounts(&case[key]), &Value::Null), &factor));
    let (costs, benefits) = (present("costs"), present("benefits"));
    agrees(costs, &out["pv_costs"], "costs");
    agrees(benefits, &out["pv_benefits"], "benefits");
    let ratio = benefit_cost_ratio(&PresentValues { costs, benefits, payments: N::NIL, largest: costs });
    agrees(ratio.figure.unwrap(), &out["bcr"], "bcr");
    let yearly_cost = equivalent_annual_value(costs, Years::whole(5), &factor).unwrap();
    agrees(yearly_cost, &out["equivalent_annual_cost"], "equivalent annual cost");
}

fn fund<N: Number>(vector: &Value) {
    let (case, out) = (&vector["in"], &vector["out"]);
    let paid_in = sum(&yearly(&amounts::<N>(&case["contributions"]), &Value::Null));
    let paid_out = sum(&yearly(&amounts::<N>(&case["distributions"]), &Value::Null));
    let left = number::<N>(&case["nav"]);
    for (gain, expected) in [(paid_out, "dpi"), (left, "rvpi"), (paid_out.plus(left).unwrap(), "tvpi")] {
        agrees(money_multiple(gain, paid_in).unwrap(), &out[expected], expected);
    }
    // −100; 10 − 40; 35 − 10; 60; 45 and what is left
    let net = [-100, -30, 25, 60, 75].map(N::whole);
    has_exactly(&yearly(&net, &Value::Null), &out["irr_all"], "fund");
}

#[test]
fn reference_cases_agree() {
    let cases = vectors(include_str!("vectors/reference.json"), "deterministic");
    assert_eq!(cases.len(), 22);
    for case in &cases {
        reference::<Decimal>(case);
        reference::<f64>(case);
    }
}

// numpy_financial.json, spreadsheets.json, pyxirr.json

fn peer<N: Number>(vector: &Value) {
    let (id, case) = (vector["id"].as_str().unwrap(), &vector["in"]);
    let rate = || number::<N>(&case["rate"]);
    let key = |key: &str| case.get(key).map_or(N::NIL, number::<N>);
    let periods = || Years::whole(case["nper"].as_i64().unwrap());
    let flows = || match case.get("dated") {
        Some(list) => dated::<N>(list, actual_365),
        None => yearly(&amounts(&case["flows"]), &case["timing"]),
    };
    let figure: Measure<N> = match vector["fn"].as_str().unwrap() {
        "irr" | "xirr" if case.get("day_count").is_some() => other_day_count(case),
        "irr" | "xirr" => return rates_agree(&flows(), vector),
        // The spreadsheet's NPV adds an outlay today from outside the function.
        "npv" | "xnpv" => Ok(npv(&flows(), rate())),
        "xnfv" => {
            let flows = flows();
            let end = flows[flows.len() - 1].at;
            Ok(npv(&flows, rate()).over(flat(rate())(end).unwrap()).unwrap())
        }
        "mirr" => {
            let flows = flows();
            let named = |key: &str| flat(number::<N>(&case[key]));
            modified_rate(&flows, flows[0].at, flows[flows.len() - 1].at, named("finance_rate"), named("reinvest_rate"))
        }
        // pv + pmt a year + fv at the end come to nil
        "rate" => {
            let mut flows = vec![key("pmt"); case["nper"].as_u64().unwrap() as usize + 1];
            flows[0] = key("pv");
            let last = flows.len() - 1;
            flows[last] = flows[last].plus(key("fv")).unwrap();
            internal_rates(&yearly(&flows, &Value::Null)).figure()
        }
        "pv" => {
            let payments = key("pmt").times(annuity_factor(periods(), flat(rate())).unwrap()).unwrap();
            let at_the_end = key("fv").times(flat(rate())(periods()).unwrap()).unwrap();
            Ok(payments.plus(at_the_end).unwrap().negated())
        }
        "fv" => {
            let payments = key("pmt").times(annuity_factor(periods(), flat(rate())).unwrap()).unwrap();
            Ok(key("pv").plus(payments).unwrap().over(flat(rate())(periods()).unwrap()).unwrap().negated())
        }
        "pmt" => equivalent_annual_value(key("pv"), periods(), flat(rate())).map(N::negated),
        "nper" => Ok(N::nearest(number_of_periods(case)).unwrap()),
        other => panic!("{id}: {other}"),
    };
    let slack = vector["tol"].as_f64().unwrap();
    match (figure, vector["out"].as_f64()) {
        (Ok(found), Some(expected)) => {
            assert!(near(found.approximate(), expected, slack), "{id}: {found:?}, expected {expected}");
        }
        (Err(_), None) => {}
        (found, expected) => panic!("{id}: {found:?}, expected {expected:?}"),
    }
}

/// All roots as the oracle has them; the origin's own answer is one of them, when it lies in the range.
fn rates_agree<N: Number>(flows: &[Flow<N>], vector: &Value) {
    let id = vector["id"].as_str().unwrap();
    has_exactly(flows, &vector["all_roots"], id);
    let rates = internal_rates(flows);
    match vector["out"].as_f64() {
        Some(out) if is_looked_for(out) => {
            let slack = vector["tol"].as_f64().unwrap() * out.abs().max(1.0);
            assert!(rates.roots.iter().any(|rate| near(rate.approximate(), out, slack)), "{id}: {rates:?}");
        }
        Some(_) => {}
        None if vector.get("known_difference").is_some() => {}
        None => assert!(rates.figure().is_err(), "{id}: {rates:?}"),
    }
}

/// Years by another count of days, on a clock that runs slower or faster: (1 + rate)^years = (1 + rate on it)^(years on it).
fn other_day_count<N: Number>(case: &Value) -> Measure<N> {
    let ymd = |day: Day| (i64::from(day.month().year()), i64::from(day.month().number()), i64::from(day.of_month()));
    let thirty_360 = |from: Day, to: Day| {
        let ((y0, m0, d0), (y1, m1, d1)) = (ymd(from), ymd(to));
        Years::days(360 * (y1 - y0) + 30 * (m1 - m0) + d1.min(30) - d0.min(30))
    };
    let is_leap = |year: i64| year % 4 == 0; // 2007 to 2008
    let in_365_times_366ths = |from: Day, to: Day| {
        let years = ymd(from).0..=ymd(to).0;
        let parts = years.map(|year| {
            let first = Day::new(year as i32, 1, 1).unwrap().max(from);
            let next = Day::new(year as i32 + 1, 1, 1).unwrap().min(to);
            next.since(first) * if is_leap(year) { 365 } else { 366 }
        });
        Years::days(parts.sum())
    };
    let list = &case["dated"];
    let (flows, days_a_year) = match case["day_count"].as_str().unwrap() {
        "30/360 SIA" | "30/360 ISDA" | "30E/360" => (dated(list, thirty_360), 360.0),
        "act/360" => (dated(list, actual_365), 360.0),
        "act/365F" => (dated(list, actual_365), 365.0),
        "act/act ISDA" => (dated(list, in_365_times_366ths), 365.0 * 366.0),
        other => panic!("{other}"),
    };
    let rate = internal_rates::<N>(&flows).figure()?.approximate();
    Ok(N::nearest((1.0 + rate).powf(days_a_year / 365.0) - 1.0).unwrap())
}

/// How long until pv and the payments have become minus fv.
fn number_of_periods(case: &Value) -> f64 {
    let key = |key: &str| case[key].as_f64().unwrap();
    let rate = key("rate");
    let left = |periods: f64| {
        let growth = (1.0 + rate).powf(periods);
        let payments = if rate == 0.0 { periods } else { (growth - 1.0) / rate };
        Some(key("pv") * growth + key("pmt") * payments + key("fv"))
    };
    crossing(left, 0.0, 1000.0).unwrap()
}

fn peers(text: &str, how_many: usize) {
    let cases = vectors(text, "cases");
    assert_eq!(cases.len(), how_many);
    for case in &cases {
        let mut case = case.clone();
        if case["id"] == "ms-npv-2" || case["id"] == "ms-npv-3" {
            case["in"]["timing"] = Value::from("start");
        }
        peer::<Decimal>(&case);
        peer::<f64>(&case);
    }
}

#[test]
fn peers_of_numpy_agree() {
    peers(include_str!("vectors/numpy_financial.json"), 36);
}

#[test]
fn spreadsheets_agree() {
    peers(include_str!("vectors/spreadsheets.json"), 18);
}

#[test]
fn pyxirr_agrees() {
    peers(include_str!("vectors/pyxirr.json"), 103);
}

// published.md

fn whole_years(amounts: &[&str]) -> Vec<Flow<Decimal>> {
    yearly(&amounts.iter().map(|amount| dec(amount)).collect::<Vec<_>>(), &Value::Null)
}

fn rounded(value: Decimal, decimals: u32) -> String {
    afkast::number::rounded(value, decimals).to_string()
}

#[test]
fn green_book_2003_box_15() {
    // −1,000,000 in year 0, then 150,000 a year; ten years at 3.5 % are worth 8.316605…: 150,000 × 8.316605 − 1,000,000
    let saving = |amount: &str| {
        let mut amounts = vec![amount; 11];
        amounts[0] = "-1000000";
        whole_years(&amounts)
    };
    let rate = dec("0.035");
    assert_eq!(rounded(npv(&saving("150000"), rate), 2), "247490.80");
    assert_eq!(rounded(npv(&saving("100000"), rate), 2), "-168339.47");
    assert_eq!(rounded(internal_rates(&saving("150000")).figure().unwrap(), 6), "0.081442");
    let value = |amount: Decimal| Some(npv(&saving(&amount.to_string()), rate));
    // linear: 1,000,000 ÷ 8.316605
    assert_eq!(rounded(crossing(value, dec("0"), dec("1000000")).unwrap(), 2), "120241.37");
}

#[test]
fn equivalent_annual_costs() {
    for (cost, years, rate, yearly) in
        [(2000, 7, "0.035", "327.09"), (2500, 10, "0.035", "300.60"), (100, 10, "0.06", "13.59")]
    {
        let found = equivalent_annual_value(Decimal::from(cost), Years::whole(years), flat(dec(rate))).unwrap();
        assert_eq!(rounded(found, 2), yearly);
    }
}

#[test]
fn paybacks_of_textbooks() {
    // at 11 %: −210 + 76.58 + 60.87 + 62.15 = −10.41, and 69.17 in year 4: 3 + 10.41 ÷ 69.17 = 3.15; likewise below
    for (rate, amounts, years) in [
        ("0.11", &["-210", "85", "75", "85", "105"][..], "3.15"),
        ("0.09", &["-240", "85", "80", "85", "102"], "3.40"),
        ("0.09", &["-5100", "1280", "2480", "1680", "1680", "1480", "1280"], "3.45"),
        ("0", &["-180000", "60000", "40000", "70000", "125000", "35000"], "3.08"),
        // a web page prints 4.24: −10,000 + 3,000 × 3.169865 = −490.4, and 1,862.8 in year 5: 4.2633
        ("0.10", &["-10000", "3000", "3000", "3000", "3000", "3000"], "4.26"),
        ("0", &["-1000", "400", "400", "400"], "2.50"),
    ] {
        let found = payback(&present_values(&whole_years(amounts), &flat(dec(rate))));
        assert_eq!(rounded(found.figure.unwrap(), 2), years, "{amounts:?}");
    }
    let never = payback(&present_values(&whole_years(&["-1000", "400", "400", "400"]), &flat(dec("0.1"))));
    assert_eq!(never.figure, Err(Undefined::NeverWithinHorizon)); // 400 × 2.486852 = 994.7
}

#[test]
fn several_published_rates() {
    for (amounts, rates) in [
        (&["-1", "3", "-2"][..], &["0.0000", "1.0000"][..]),
        (&["-100", "230", "-132"], &["0.1000", "0.2000"]),
        (&["-5", "10.5", "1", "-8", "1"], &["-0.8702", "0.0886", "0.7096"]),
        (&["-70000", "12000", "15000"], &["-0.4435"]),
    ] {
        let found = internal_rates(&whole_years(amounts)).roots;
        let found: Vec<String> = found.into_iter().map(|rate| format!("{:.4}", rate.approximate())).collect();
        assert_eq!(found, rates);
    }
}

// The worked example w16, whose flows lie at the start of each month.

struct Worked {
    amounts: [&'static str; 8],
    roots: &'static [f64],
    modified: f64,
    payback: (Measure<f64>, Option<i64>, Option<f64>),
    discounted: (Measure<f64>, Option<i64>, Option<f64>),
    outlay: &'static str,
    yearly: f64,
}

#[test]
fn worked_example_16_agrees() {
    let never = Err(Undefined::NeverWithinHorizon);
    for worked in [
        Worked {
            // net by τ: two amounts of 75, on a mark and on a day, cancel at 2/12 and stand in different periods
            amounts: ["-1600", "200", "2240.2", "-400", "-1040", "350", "0", "0"],
            roots: &[],
            modified: -0.057467374077149,
            payback: (never, None, Some(0.1354120167842157)),
            discounted: (never, None, Some(0.13630569295716302)),
            outlay: "1600",
            yearly: -412.98562714913214,
        },
        Worked {
            amounts: ["-1000", "0", "2040.2", "0", "-1040", "0", "0", "0"],
            roots: &[-0.026560876413578623, 0.29984401472812355],
            modified: 0.10053447734025688,
            payback: (Ok(0.1241790020586217), Some(1), None),
            discounted: (Ok(0.1248330175053666), Some(1), None),
            outlay: "1000",
            yearly: 0.9093827932659423,
        },
        Worked {
            amounts: ["-500", "300", "300", "-400", "0", "350", "0", "0"],
            roots: &[0.5683525248007633],
            modified: 0.1831882925588815,
            payback: (Ok(0.40476190476190477), Some(4), Some(0.1388888888888889)),
            discounted: (Ok(0.4070815325658576), Some(4), Some(0.14044824771056183)),
            outlay: "500",
            yearly: 61.84248237939684,
        },
    ] {
        let amounts = worked.amounts.map(dec);
        let flows: Vec<_> = (0..).map(Years::months).zip(amounts).map(|(at, amount)| Flow { at, amount }).collect();
        let schedule = flat(dec("0.1"));
        has_exactly(&flows, &Value::from(worked.roots.to_vec()), "w16");
        let modified = modified_rate(&flows, Years::NIL, Years::months(7), &schedule, &schedule).unwrap();
        assert!(near(modified.approximate(), worked.modified, 1e-9));
        let discounted = present_values(&flows, &schedule);
        for (flows, (figure, month, first)) in [(&flows, worked.payback), (&discounted, worked.discounted)] {
            let found = payback(flows);
            let as_found = |years: Decimal| (years.approximate() * 1e12).round();
            assert_eq!(found.figure.map(as_found), figure.map(|years| (years * 1e12).round()));
            assert_eq!(found.first_crossing.map(as_found), first.map(|years| (years * 1e12).round()));
            assert_eq!(found.figure.ok().and_then(full_months), month);
            // both first crossings lie in 2025-12, a month after the start
            assert_eq!(found.first_crossing.and_then(full_months), first.map(|_| 1));
        }
        let outlay = deepest_outlay(&flows).unwrap();
        assert_eq!((outlay.amount, outlay.at), (dec(worked.outlay), Some(Years::NIL)));
        let yearly = equivalent_annual_value(sum(&discounted), Years::months(8), &schedule).unwrap();
        assert!(near(yearly.approximate(), worked.yearly, 1e-9 * worked.yearly.abs()));
    }
}

#[test]
fn worked_example_02_agrees() {
    // Quarters of 20 months from 2023-11, the municipality's lines by τ; the appraisal date is five months after the start.
    let mut lines: Vec<(Years, i64)> = vec![
        (Years::days(44), -240_000),  // set-up, 2023-12-15
        (Years::NIL, -10_000),        // first day
        (Years::months(20), -75_000), // report
        (Years::days(485), 120_000),  // sale, 2025-02-28
    ];
    // rooms, 30,000 a month from 2024-01 to 2025-03 at the start of the quarter; income of 110,000 at its end
    lines.extend([(0, 1), (3, 3), (6, 3), (9, 3), (12, 3), (15, 2)].map(|(s, n)| (Years::months(s), -30_000 * n)));
    lines.extend([3, 6, 9, 12, 15, 18, 20].map(|e| (Years::months(e), 110_000)));
    // every quarter's own τ stands in the flows, nil or not
    lines.extend([3, 9, 15, 21, 27, 33, 38].map(|both_ends| (Years::half_months(both_ends), 0)));
    lines.sort();
    let mut flows: Vec<Flow<Decimal>> = Vec::new();
    for (at, amount) in lines {
        match flows.last_mut() {
            Some(last) if last.at == at => last.amount += Decimal::from(amount),
            _ => flows.push(Flow { at, amount: Decimal::from(amount) }),
        }
    }
    let rate = flat(dec("0.035"));
    let schedule = |at: Years| rate(at.minus(Years::months(5)));
    has_exactly(&flows, &Value::from(vec![0.3559609952370611]), "w02");
    // from the first day, before the first quarter's middle, to the report, after the last one's
    let (first, last) = (Years::half_months(3), Years::half_months(38));
    let modified = modified_rate(&flows, first, last, schedule, schedule).unwrap();
    agrees(modified, &Value::from(0.2425382194203778), "modified");
    let discounted = present_values(&flows, &schedule);
    let net_present_value = sum(&discounted);
    agrees(net_present_value, &Value::from(100780.42327969437), "net present value");
    let (plain, discounted) = (payback(&flows).figure.unwrap(), payback(&discounted).figure.unwrap());
    agrees(plain, &Value::from(1.4090909090909092), "payback");
    agrees(discounted, &Value::from(1.4206735274532831), "discounted payback");
    assert_eq!((full_months(plain), full_months(discounted)), (Some(16), Some(17))); // 2025-03, 2025-04
    let outlay = deepest_outlay(&flows).unwrap();
    assert_eq!((outlay.amount, outlay.at.map(Years::whole_months)), (dec("280000"), Some(1))); // 2023-12
    let yearly = equivalent_annual_value(net_present_value, Years::months(20), &rate).unwrap();
    agrees(yearly, &Value::from(63157.43768762841), "equivalent annual value");
}
