//! What a case file says, as the case has it: months, points, weights, shares, defaults. Expected values are worked out
//! by hand beside each.

use afkast::calendar::Years;
use afkast::case::{self, Amount, Case, Discounting, Id, PartyId, Per, SeriesKeys, When};
use afkast::document::{self, Literal, Node, Value, Why};
use afkast::problem::Problem;
use afkast::span::{SourceId, Span};
use rust_decimal::Decimal;

const BASIS: &str = "schema = 1\n[basis]\nstart = \"2025-04\"\nhorizon = \"3 years\"\ndiscount = 0.035\n";

fn read(text: &str) -> (Option<Case>, Vec<Problem>) {
    let (document, problems) = document::parse(SourceId(0), text);
    assert!(problems.is_empty(), "{text}");
    let (case, problems) = case::read(&document, "case");
    (case, problems.in_order())
}

fn case(tables: &str) -> Case {
    let (case, problems) = read(&format!("{BASIS}{tables}"));
    case.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// A group's weights as `month:weight`, and what they are of.
fn weights(tables: &str) -> String {
    let case = case(tables);
    let starts = &case.groups.values().next().unwrap().starts;
    let list: Vec<String> = starts.weights.iter().map(|(m, w)| format!("{m}:{w}")).collect();
    format!("{} of {}", list.join(" "), starts.over)
}

#[test]
fn people_start_by_exact_weights() {
    for (starts, expected) in [
        // Everybody in the first month, or in one month.
        ("people = 7", "0:1 of 1"),
        ("people = 7\nstarts = \"2025-06\"", "2:1 of 1"),
        // Three months, one part each.
        ("people = 7\nstarts = { from = \"2025-05\", until = \"2025-07\" }", "1:1 2:1 3:1 of 3"),
        // A third in June; the rest falls on the three months of 2028 that lie in the case: 2/9 each.
        ("people = 7\nstarts = { \"2025-06\" = \"1/3\", 2028 = \"rest\" }", "2:3 33:2 34:2 35:2 of 9"),
        // Counts: 9 people over the nine months of 2025 within the case, and 2 more in June.
        ("starts = { 2025 = 9, \"2025-06\" = 2 }", "0:1 1:1 2:3 3:1 4:1 5:1 6:1 7:1 8:1 of 11"),
        // Nobody in a month that is named: no weight.
        ("starts = { \"2025-04\" = 0, \"2025-05\" = 4 }", "1:4 of 4"),
    ] {
        assert_eq!(weights(&format!("[group.g]\n{starts}\n")), expected, "{starts}");
    }
}

#[test]
fn every_month_that_is_named_counts_as_a_start_month() {
    let case = case("[group.g]\nstarts = { \"2025-04\" = 0, \"2025-05\" = 4 }\n");
    let group = &case.groups[&Id::new("g")];
    assert_eq!(group.start_months, [0, 1]);
    assert_eq!((group.people.value, &*group.people.path), (dec("4"), "group.g.people"));
}

#[test]
fn points_lie_at_their_own_time() {
    // The case runs from 2025-04 by years: periods [0, 12), [12, 24), [24, 36).
    // Mark 12 closes the first period and has the year of month 12, 2026. 2026-03-31 lies in month 11, 364 days after
    // 2025-04-01.
    for (at, day_count, expected) in [
        ("\"2026-04\"", "months", "month 12"),
        ("\"month 0\"", "months", "0 in 0, 2025, month 0"),
        ("\"month 12\"", "months", "730·12 in 0, 2026, month 12"),
        ("\"month 13\"", "months", "730·13 in 1, 2026, month 13"),
        ("\"month 36\"", "months", "730·36 in 2, 2028, month 36"),
        ("2026-03-31", "months", "730·11 in 0, 2026, month 11"),
        ("\"2026-03-31\"", "actual-365", "24·364 in 0, 2026, month 11"),
        ("2026-04-01", "actual-365", "24·365 in 1, 2026, month 12"),
    ] {
        let text = format!("{BASIS}day_count = \"{day_count}\"\n[cost.c]\namount = 1\nat = {at}\nbearer = \"state\"\n");
        let case = read(&text).0.unwrap();
        let Amount::Repeated { per: Per::Once(when), .. } = &case.costs[&Id::new("c")].amount else { panic!("{at}") };
        let found = match when {
            When::Month(month) => format!("month {month}"),
            When::Point { at: Years::NIL, period, year, month, .. } => format!("0 in {period}, {year}, month {month}"),
            When::Point { at, period, year, month, .. } => {
                let parts = at.parts();
                let distance = match day_count {
                    "months" => format!("730·{}", parts / 730),
                    _ => format!("24·{}", parts / 24),
                };
                format!("{distance} in {period}, {year}, month {month}")
            }
        };
        assert_eq!(found, expected, "{at} {day_count}");
    }
}

#[test]
fn first_and_last_months_are_cut_to_the_case() {
    for (keys, months) in [
        ("", (0, 36)),
        ("from = \"2024-01\"", (0, 36)),
        ("from = \"2025-05\"\nuntil = \"2025-05\"", (1, 2)),
        ("until = \"2031-12\"", (0, 36)),
    ] {
        let case = case(&format!("[cost.c]\namount = 1\nper = \"month\"\nbearer = \"state\"\n{keys}\n"));
        let Amount::Repeated { from, until, .. } = case.costs[&Id::new("c")].amount else { panic!("{keys}") };
        assert_eq!((from, until), months, "{keys}");
    }
}

#[test]
fn tables_by_time_have_the_months_of_the_case() {
    // 2024 ends before the case begins; of 2025 nine months lie in it, of 2028 three.
    let case = case("[cost.c]\namounts = { 2028 = 3, 2025 = 9, \"2025-12\" = 1 }\nbearer = \"state\"\n");
    let Amount::Listed(series) = &case.costs[&Id::new("c")].amount else { panic!() };
    let SeriesKeys::ByTime(stretches) = &series.keys else { panic!() };
    let found: Vec<(i32, i32, Decimal)> =
        stretches.iter().zip(&series.values).map(|(s, v)| (s.from, s.until, *v)).collect();
    assert_eq!(found, [(0, 9, dec("9")), (8, 9, dec("1")), (33, 36, dec("3"))]);
}

#[test]
fn appraisal_dates_may_lie_before_the_start() {
    for (date, day_count, expected) in [
        ("\"2024-04\"", "months", Years::months(-12)),
        ("\"month 6\"", "months", Years::months(6)),
        // Half a month before the start is a whole month before it, rounded down; 17 days before by days.
        ("2025-03-15", "months", Years::months(-1)),
        ("2025-03-15", "actual-365", Years::days(-17)),
    ] {
        let text = format!("{BASIS}day_count = \"{day_count}\"\nappraisal_date = {date}\n");
        assert_eq!(read(&text).0.unwrap().basis.appraisal_date, expected, "{date} {day_count}");
    }
}

#[test]
fn a_list_of_ends_says_the_horizon() {
    let text = "schema = 1\n[basis]\nstart = \"2025-04\"\nperiod = [6, 12, 30]\ndiscount = 0.035\n";
    let case = read(text).0.unwrap();
    let periods: Vec<(i32, i32)> = case.basis.calendar.periods().iter().map(|p| (p.start, p.end)).collect();
    assert_eq!(periods, [(0, 6), (6, 12), (12, 30)]);
    let horizon = case.assumptions.iter().find(|a| a.path == "basis.horizon").unwrap();
    assert_eq!((&horizon.value, horizon.origin), (&case::AsWritten::Text("30 months".into()), Why::Default));
}

#[test]
fn thirds_add_to_one_and_the_rest_is_what_is_left() {
    let case = case(
        "[cost.c]\namount = 1\nper = \"year\"\nbearer = { state = \"1/3\", region = \"1/3\", municipality = \"1/3\" }\n\
         [group.g]\npeople = 1\n[outcome.o]\nadded_rate = 0.1\nlasts = \"1 year\"\n\
         [consequence.k]\nfewer = 1\nprice = 1\ncost_to = { state = [0.8, 0.5], region = \"10 %\", municipality = \"rest\" }\n",
    );
    assert_eq!(case.costs[&Id::new("c")].bearers.len(), 3);
    let shares = &case.consequences[&Id::new("k")].shares;
    let of = |party: &str| &shares.iter().find(|s| s.party == PartyId::new(party)).unwrap().parts;
    // The rest: 1 − 0.8 − 0.1, then 1 − 0.5 − 0.1.
    assert_eq!((of("municipality"), of("region")), (&vec![dec("0.1"), dec("0.4")], &vec![dec("0.1")]));
}

#[test]
fn relative_ends_become_ends() {
    // 0.2 × (1 − 50 %) and 0.2 × (1 + 25 %); of −2, −2 × 1.5 is the lower end.
    let case = case(
        "[group.g]\npeople = 1\n[outcome.a]\nadded_rate = { value = 0.2, spread = [\"-50 %\", \"25 %\"] }\nlasts = \"1 year\"\n\
         [outcome.b]\nunit = \"days\"\nadded_rate = { value = -2, spread = [\"-10 %\", \"50 %\"] }\nlasts = \"1 year\"\n",
    );
    let range = |id: &str| match &case.outcomes[&Id::new(id)].effect {
        case::Effect::Added(input) => (input.low.unwrap(), input.high.unwrap()),
        other => panic!("{other:?}"),
    };
    assert_eq!(range("a"), (dec("0.1"), dec("0.25")));
    assert_eq!(range("b"), (dec("-3"), dec("-1.8")));
}

#[test]
fn a_price_is_one_input_wherever_it_is_used() {
    let case = case(
        "[price.hour]\nvalue = 400\n[cost.a]\nquantity = 2\nprice = \"hour\"\nper = \"year\"\nbearer = \"state\"\n\
         [cost.b]\namount = \"hour\"\nper = \"year\"\nbearer = \"state\"\n",
    );
    let paths: Vec<&str> = case.assumptions.iter().filter(|a| a.input.is_some()).map(|a| a.path.as_str()).collect();
    assert_eq!(paths, ["basis.discount", "cost.a.quantity", "price.hour"]);
}

#[test]
fn an_edition_brings_its_source() {
    let text = BASIS.replace("0.035", "\"green-book-2022\"");
    let Discounting::Bands { name, bands, source } = read(&text).0.unwrap().basis.discount else { panic!() };
    assert_eq!((name.as_deref(), bands.len()), (Some("green-book-2022"), 6));
    assert!(source.is_some_and(|s| s.contains("HM Treasury")));
}

/// A case with one value put in, as the command line does it.
fn changed(text: &str, path: &[&str], value: Value) -> (Option<Case>, Vec<&'static str>) {
    let (mut document, _) = document::parse(SourceId(0), text);
    document.set(path, Node { value, span: Span::default(), why: Why::Set }).unwrap();
    let (case, problems) = case::read(&document, "case");
    (case, problems.in_order().into_iter().map(|p| p.code.word()).collect())
}

#[test]
fn what_is_set_need_not_be_whole_and_may_leave_its_range() {
    let text = format!(
        "{BASIS}[group.g]\npeople = 60\n[outcome.o]\nadded_rate = {{ value = 0.2, low = 0.1, high = 0.3 }}\nlasts = \"1 year\"\n"
    );
    let number = |n: &str| Value::Number(Literal::read(n));
    let (case, said) = changed(&text, &["group", "g", "people"], number("59.5"));
    assert_eq!((case.unwrap().groups[&Id::new("g")].people.value, said), (dec("59.5"), vec![]));
    let (case, said) = changed(&text, &["outcome", "o", "added_rate", "value"], number("0.4"));
    assert!(case.is_some() && said.is_empty());
    let (case, said) = changed(&text, &["outcome", "o", "added_rate", "value"], number("1.4"));
    assert_eq!((case.is_some(), said), (false, vec!["out-of-range"]));
}

#[test]
fn a_shorter_horizon_leaves_people_out() {
    // Twelve months from 2025-04: nine of 2025 and three of 2026, which keep all of their people; 2027 is left out.
    for (keys, left, all) in [
        ("starts = { 2025 = 20, 2026 = 30, 2027 = 10 }", "50", "60"),
        ("people = 60\nstarts = { from = \"2025-04\", until = \"2027-03\" }", "12", "24"),
        ("people = 60\nstarts = \"2027-01\"", "0", "1"),
    ] {
        let text = format!("{BASIS}[group.g]\n{keys}\n");
        let (case, said) = changed(&text, &["basis", "horizon"], Value::Text("1 year".into()));
        let case = case.unwrap();
        let starts = &case.groups[&Id::new("g")].starts;
        let sum: Decimal = starts.weights.iter().map(|(_, w)| *w).sum();
        assert_eq!(sum * dec(all), dec(left) * starts.over, "{keys}");
        assert_eq!(said, ["starts-beyond-horizon"], "{keys}");
    }
}

#[test]
fn people_set_where_the_file_has_counts_scale_them() {
    let text = format!("{BASIS}[group.g]\nstarts = {{ \"2025-04\" = 40, \"2025-05\" = 20 }}\n");
    let (case, said) = changed(&text, &["group", "g", "people"], Value::Number(Literal::read("50")));
    let case = case.unwrap();
    let group = &case.groups[&Id::new("g")];
    assert_eq!((group.people.value, group.starts.over, said), (dec("50"), dec("60"), vec![]));
    assert_eq!(group.starts.weights, [(0, dec("40")), (1, dec("20"))]);
}
