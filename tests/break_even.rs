//! Break-even effects: worked examples. Published ones stand in `cases/*/published.toml`.

use std::cmp::Ordering;

use afkast::appraisal::Sought;
use afkast::case::Case;
use afkast::document::{Document, Why};
use afkast::measure::Undefined;
use afkast::uncertainty::{Holds, Measured, Side, Subject, Switching, levers, switching_value, switching_values};
use rust_decimal::Decimal;

use crate::support::{
    afkast, all_cases, appraise, case, case_in, dec, document, file, folder, good, json, ledger, within,
};

/// The effect at which a perspective breaks even, as a net rate.
fn at(text: &str, outcome: &str, perspective: &str) -> (Vec<Decimal>, Holds) {
    let case = case(text);
    let (model, ledger) = ledger::<Decimal>(&case);
    let subject = Subject::of(&case, &model, &ledger, "npv", perspective).unwrap();
    let path = format!("outcome.{outcome}.effect");
    let found = switching_value(&subject, Decimal::ZERO, &path, None).unwrap();
    (found.crossings.iter().map(|c| c.at).collect(), found.holds)
}

#[test]
fn the_case_breaks_even_at_4_8_more_of_60() {
    // 2,949,275 ÷ (2,610,764 + 2,949,275) × 9 = 4.774 persons: the gain is in proportion to the effect.
    let text = std::fs::read_to_string("cases/din-vej-i-job/case.toml").unwrap();
    let (crossings, _) = at(&text, "job", "aarhus");
    assert_eq!(afkast::number::rounded(crossings[0] * Decimal::from(60), 3).to_string(), "4.774");
}

#[test]
fn no_effect_can_pay_what_nothing_is_saved_by() {
    let text = std::fs::read_to_string("examples/10-a-soft-outcome.toml").unwrap();
    assert_eq!(at(&text, "mastery", "municipality"), (Vec::new(), Holds::Always(Side::Below)));
}

#[test]
fn a_figure_that_is_looked_for_is_the_figure_of_the_appraisal() {
    for file in all_cases() {
        let case = case_in(&std::fs::read_to_string(&file).unwrap(), file.parent().unwrap());
        let (model, ledger) = ledger::<Decimal>(&case);
        let appraisal = afkast::appraisal::appraise(&case, &model, &ledger, None);
        for perspective in case.perspectives.keys() {
            for name in appraisal.names(perspective) {
                let sought = Sought::of(&case, &model, &name, perspective).unwrap();
                let found = sought.read(&model, &ledger);
                assert_eq!(Some(found), appraisal.get(&name, perspective), "{}: {name} {perspective}", file.display());
            }
            for name in ["nothing", "economic.nothing", "outcomes.nothing.counted", "economic.npv", "bcr"] {
                let known = appraisal.get(name, perspective).is_some();
                assert_eq!(Sought::of(&case, &model, name, perspective).is_some(), known, "{name} {perspective}");
            }
        }
    }
}

/// A figure's switching values in a small case whose closed forms are known.
fn found(text: &str, figure: &str, perspective: &str, target: &str) -> Vec<Switching> {
    let case = case(text);
    let (model, ledger) = ledger::<Decimal>(&case);
    let subject = Subject::of(&case, &model, &ledger, figure, perspective).unwrap();
    switching_values(&subject, dec(target), Some(&document(text)))
}

/// The crossings of one value, to 12 decimals.
fn of(found: &[Switching], path: &str) -> Vec<String> {
    let one = found.iter().find(|s| s.path == path).unwrap_or_else(|| panic!("{path} in {found:?}"));
    one.crossings.iter().map(|c| afkast::number::rounded(c.at, 12).normalize().to_string()).collect()
}

/// 200 people, 1.5 % more of whom reach something worth 15,000 a year for five years, against 400,000 at once.
const TEXTBOOK: &str = r#"
schema = 1
[basis]
start = "2025-01"
horizon = "5 years"
discount = 0.035
timing = "end"
[group.people]
people = 200
[outcome.o]
added_rate = 0.03
lasts = "5 years"
[consequence.c]
fewer = 1
price = 15_000
cost_to = "municipality"
[flow.outlay]
payer = "municipality"
recipient = "outside"
kind = "cost"
amount = 400_000
at = "month 0"
"#;

#[test]
fn linear_inputs_have_their_closed_form() {
    // 200 × e × 15,000 × a(5, 3.5 %) = 400,000, a = (1 − 1.035^−5) ÷ 0.035 = 4.515052375…: e = 0.029530850 (method,
    // section 7); people, price and units in the same proportion; the outlay 3,000,000 × 0.03 × a = 406,354.7137…
    let found = found(TEXTBOOK, "npv", "municipality", "0");
    let effect = dec(&of(&found, "outcome.o.added_rate")[0]);
    assert_eq!(afkast::number::rounded(effect, 9), dec("0.029530850"));
    assert_eq!(of(&found, "outcome.o.effect"), of(&found, "outcome.o.added_rate"));
    let share = effect / dec("0.03");
    for (path, base) in [("group.people.people", 200), ("consequence.c.price", 15_000), ("consequence.c.fewer", 1)] {
        let away = dec(&of(&found, path)[0]) / Decimal::from(base) - share;
        assert!(away.abs() < dec("0.0000000001"), "{path}");
    }
    assert!(of(&found, "flow.outlay.amount")[0].starts_with("406354.71"));
}

#[test]
fn the_rate_at_which_the_present_value_is_nil_is_the_internal_rate() {
    let found = found(TEXTBOOK, "npv", "municipality", "0");
    let irr = appraise(&case(TEXTBOOK)).get("irr", "municipality").unwrap().unwrap();
    assert_eq!(of(&found, "basis.discount"), [afkast::number::rounded(irr, 12).normalize().to_string()]);
    // Four years are worth 90,000 × 3.673079 = 330,577; 69,423 of the fifth year's 75,778 are needed: 10.99 months of it.
    assert_eq!(of(&found, "outcome.o.lasts"), ["59"]);
}

#[test]
fn several_crossings_are_all_listed() {
    // −100, 230, −132 a year apart: 10 % and 20 % (vectors, P6).
    let flow = |id: &str, payer: &str, recipient: &str, amount: u32, at: u32| {
        format!(
            "[flow.{id}]\npayer = \"{payer}\"\nrecipient = \"{recipient}\"\nkind = \"transfer\"\namount = {amount}\nat = \"month {at}\"\n"
        )
    };
    let text = format!(
        "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"3 years\"\ndiscount = 0.05\nperspective = \"fund\"\n{}{}{}",
        flow("a", "fund", "outside", 100, 0),
        flow("b", "outside", "fund", 230, 12),
        flow("c", "fund", "outside", 132, 24)
    );
    let found = found(&text, "npv", "fund", "0");
    assert_eq!(of(&found, "basis.discount"), ["0.1", "0.2"]);
    let rate = found.iter().find(|s| s.path == "basis.discount").unwrap();
    assert_eq!(rate.crossings.iter().map(|c| c.above).collect::<Vec<_>>(), [Some(true), Some(false)]);
}

#[test]
fn without_a_crossing_it_is_said_what_holds() {
    let text = TEXTBOOK.replace("amount = 400_000", "amount = 0");
    let found = found(&text, "npv", "municipality", "0");
    let holds = |path: &str| found.iter().find(|s| s.path == path).unwrap().holds;
    assert_eq!(holds("flow.outlay.amount"), Holds::NoRange);
    assert_eq!(holds("basis.discount"), Holds::Always(Side::Above));
    // Without an outlay nothing is paid back at any rate: the figure is not defined anywhere.
    let found = self::found(&text, "payback", "municipality", "3");
    let rate = found.iter().find(|s| s.path == "basis.discount").unwrap();
    assert_eq!(rate.holds, Holds::Undefined(Undefined::NeverBelowNil));
}

#[test]
fn the_nearest_comes_first() {
    let found = found(TEXTBOOK, "npv", "municipality", "0");
    let distances: Vec<Option<Decimal>> = found.iter().map(Switching::distance).collect();
    let with: Vec<Decimal> = distances.iter().flatten().copied().collect();
    assert!(with.windows(2).all(|pair| pair[0] <= pair[1]), "{with:?}");
    assert!(distances.iter().skip(with.len()).all(Option::is_none));
}

/// 20 a year at 9,425 save 188,500 against 88,959.80: either factor breaks even at 47.19… % of itself, 52.8 % away, and the
/// cost at 188,500, 111.9 % away. What breaks even equally near is in order of path, whatever the last digits say.
#[test]
fn equally_near_values_are_in_order_of_path() {
    let text = r#"
schema = 1
[basis]
start = "2030-03"
horizon = "4 years"
discount = 0.035
[avoided.a]
quantity = 20
price = 9425
per = "year"
bearer = "municipality"
[cost.z]
amount = 88959.8
per = "year"
bearer = "municipality"
"#;
    let found = found(text, "npv", "municipality", "0");
    let paths: Vec<&str> = found.iter().map(|s| s.path.as_str()).collect();
    assert_eq!(paths, ["avoided.a.price", "avoided.a.quantity", "cost.z.amount", "basis.discount", "basis.horizon"]);
}

/// Persons stand beside crossings of an effect, one for each, and nowhere else.
#[test]
fn persons_are_of_the_crossings_of_effects() {
    let folder = folder(&[("one.toml", TEXTBOOK), ("none.toml", &TEXTBOOK.replace("400_000", "4e15"))]);
    let inputs = |file: &str| json(&["break-even", &within(&folder, file), "-O", "json"])["inputs"].clone();
    for input in inputs("one.toml").as_array().unwrap() {
        let crossings = input["crossings"].as_array().unwrap().len();
        if input["path"] == "outcome.o.effect" {
            // 5.906… of the 200 people: 200 × 0.029530850.
            let persons = input["persons"].as_array().unwrap();
            assert_eq!((crossings, persons.len()), (1, 1));
            let persons = afkast::number::rounded(dec(&persons[0].to_string()), 5);
            assert_eq!(persons, dec("5.90617"));
        } else {
            assert!(input.get("persons").is_none(), "{input}");
        }
    }
    // No effect makes up for such an outlay, nor anything else.
    for input in inputs("none.toml").as_array().unwrap() {
        let nowhere = input["crossings"].as_array().unwrap().is_empty();
        assert!(input.get("persons").is_none() && (nowhere || input["path"] == "flow.outlay.amount"), "{input}");
    }
}

/// The end of a basis and what comes after it. Nothing uses inflation without a nominal contract, a grade that no outcome
/// has, a price that nothing names, or when people leave who all stay.
pub const UNUSED: &str = r#"
inflation = 0.02
[basis.optimism]
rct = 0
expert = 0.3
[price.unused]
value = 100
[group.g]
people = 10
dropout_after = 0.4
"#;

/// Ten people gain 10 × 40 % × 70 % × 12 × 9,000 = 302,400 a year for two years, against 100,000 at once: a gain at every
/// rate of discount.
fn with_unused() -> String {
    format!(
        r#"
schema = 1
[basis]
start = "2025-01"
horizon = "4 years"
discount = 0.035
{UNUSED}
[outcome.job]
expected_rate = {{ value = 0.5, evidence = "expert" }}
baseline_rate = 0.1
lasts = "2 years"
[consequence.benefit]
fewer = 12
price = 9_000
cost_to = "municipality"
[cost.service]
amount = 100_000
at = "month 0"
bearer = "municipality"
"#
    )
}

#[test]
fn what_is_written_and_not_used_is_among_those_without_a_crossing() {
    let text = with_unused();
    let (_folder, file) = file(&text);
    let inputs = json(&["break-even", &file, "-O", "json"])["inputs"].as_array().unwrap().clone();
    let path = |input: &serde_json::Value| input["path"].as_str().unwrap().to_owned();
    let crosses = |input: &&serde_json::Value| !input["crossings"].as_array().unwrap().is_empty();
    let first_without = inputs.iter().position(|input| !crosses(&input)).unwrap();
    let without: Vec<String> = inputs[first_without..].iter().map(path).collect();
    let expected = ["basis.discount", "basis.inflation", "basis.optimism.rct", "group.g.dropout_after", "price.unused"];
    assert_eq!(without, expected);
    assert!(inputs[first_without..].iter().all(|input| !crosses(&input) && input["always"] == "above"), "{inputs:?}");
    assert_eq!(inputs.last().unwrap()["unit"], "DKK");

    // A page has one line for them, and a row for what moves the figure without a crossing.
    let page = good(&["break-even", &file, "-O", "markdown"]).replace('\\', "");
    let still = "basis.inflation, basis.optimism.rct, group.g.dropout_after, price.unused";
    assert!(page.contains(&format!("Moves nothing: {still}.")) && page.contains("gain everywhere"), "{page}");
    assert!(good(&["break-even", &file, "price.unused"]).contains("gain everywhere"));

    // In draws, too.
    let drawn = text.replace("value = 0.5,", "value = 0.5, low = 0.4, high = 0.6, distribution = \"pert\",");
    std::fs::write(&file, drawn).unwrap();
    let sure = json(&["break-even", &file, "--probability", "0.9", "-n", "1024", "-O", "json"])["inputs"].clone();
    let sure: Vec<String> = sure.as_array().unwrap().iter().map(path).collect();
    let plain: Vec<String> = inputs.iter().map(path).collect();
    let is_duration = |path: &String| path.ends_with("horizon") || path.ends_with("lasts");
    assert!(plain.iter().filter(|path| !is_duration(path)).all(|path| sure.contains(path)), "{sure:?}");
}

#[test]
fn an_effect_that_no_rate_moves_is_listed() {
    // All would have happened anyway: the figure is the outlay, whatever the rate. In another unit what is searched is a
    // multiple of nil.
    let anyway = TEXTBOOK.replace("added_rate = 0.03", "expected_rate = 0.03\ncounterfactual_share = 1");
    let effect = |text: &str| {
        let found = found(text, "npv", "municipality", "0");
        found.into_iter().find(|s| s.path == "outcome.o.effect").unwrap()
    };
    let persons = effect(&anyway);
    assert_eq!((persons.base, persons.holds, persons.crossings.len()), (Decimal::ZERO, Holds::Always(Side::Below), 0));
    let days = anyway.replace("expected_rate", "unit = \"days\"\nexpected_rate");
    assert_eq!(effect(&days).holds, Holds::NoRange);
}

/// Section 5: all written inputs and the effect of every outcome. Of a library those that the case names.
#[test]
fn every_written_input_of_the_register_is_among_them() {
    let mut tried = 0;
    for file in all_cases() {
        let text = std::fs::read_to_string(&file).unwrap();
        let case = case_in(&text, file.parent().unwrap());
        let (model, _) = ledger::<Decimal>(&case);
        let written = case.assumptions.iter().filter(|row| row.input.is_some() && row.origin != Why::Default);
        let mut expected: Vec<String> = written.map(|row| row.path.clone()).collect();
        expected.extend(case.outcomes.keys().map(|id| format!("outcome.{id}.effect")));
        expected.sort();
        let here: Vec<String> = levers(&case, &model).into_iter().map(|lever| lever.path).collect();
        assert_eq!(here, expected, "{}", file.display());
        tried += 1;
    }
    assert!(tried > 40, "{tried}");

    let prices = "schema = 1\n[price.named]\nvalue = 9_000\n[price.other]\nvalue = 5\n";
    let named = with_unused()
        .replace("schema = 1", "schema = 1\nlibrary = [\"prices.toml\"]")
        .replace("= 9_000", "= \"named\"");
    let folder = folder(&[("prices.toml", prices), ("case.toml", &named)]);
    let found = json(&["break-even", &within(&folder, "case.toml"), "-O", "json"])["inputs"].clone();
    let has = |path: &str| found.as_array().unwrap().iter().any(|input| input["path"] == path);
    assert!(has("price.named") && has("price.unused") && !has("price.other"), "{found}");
}

#[test]
fn a_figure_that_jumps_over_its_target_breaks_even_where_it_jumps() {
    // At 10 % health is 20 points below its baseline, as large as the 20 points of job: which of the two is the smaller
    // one, and loses half of its saving, changes there.
    let text = std::fs::read_to_string("examples/19-overlap.toml").unwrap();
    let perspective = case(&text).basis.perspective;
    assert_eq!(of(&found(&text, "npv", &perspective, "5000"), "outcome.health.expected_rate"), ["0.1"]);
}

/// What is put back by `--set` gives the target, to 1e-9.
#[test]
fn a_break_even_put_back_gives_the_target() {
    for (file, figure, target) in [
        ("cases/din-vej-i-job/case.toml", "npv", "0"),
        ("cases/din-vej-i-job/case.toml", "bcr", "1.5"),
        ("cases/din-vej-i-job/case.toml", "irr", "0.1"),
        ("cases/din-vej-i-job/case.toml", "payback", "6"),
        ("cases/din-vej-i-job/case.toml", "outcomes.job.cost_per_net_outcome", "400000"),
        ("examples/17-refund-by-amount.toml", "npv", "100000"),
        ("examples/20-optimism.toml", "npv", "1000"),
        ("examples/14-real-growth.toml", "npv", "0"),
    ] {
        let text = std::fs::read_to_string(file).unwrap();
        let perspective = case(&text).basis.perspective;
        let mut tried = 0;
        for switching in found(&text, figure, &perspective, target) {
            let is_factor = matches!(switching.measured, Measured::Factor);
            for crossing in switching.crossings.iter().filter(|_| switching.counted.is_none()) {
                let at = crossing.at;
                let change = match switching.measured {
                    // The first month on the other side is not on the target.
                    Measured::Months => continue,
                    _ => format!("{}={at}", switching.path),
                };
                let flag = if is_factor { "--scale" } else { "--set" };
                let back = afkast(&["appraise", file, flag, &change, "-f", figure]);
                // Rates may be told to leave what the file's own checks allow.
                if back.code != 0 {
                    continue;
                }
                let away = dec(back.out.trim()) - dec(target);
                assert!(away.abs() <= dec("0.000000001"), "{file} {figure} {change}: {}", back.out);
                tried += 1;
            }
        }
        assert!(tried > 0, "{file} {figure}");
    }
}

/// The months at which a figure lies on the other side than a month before: every length set in the document, and read.
fn read_month_by_month(case: &Case, document: &Document, path: &str, months: i32, sought: [&str; 3]) -> Vec<Decimal> {
    let target = dec(sought[2]);
    use afkast::document::{Node, Value, Why};
    let first = i32::from(path.ends_with(".lasts") || path.ends_with(".horizon"));
    let away = |months: i32| {
        let value = Value::Text(format!("{months} months"));
        let node = Node { value, span: afkast::span::Span::default(), why: Why::Set };
        let mut changed = document.clone();
        changed.set(&afkast::case::scenario::Path::read(path).keys(), node).ok()?;
        let (case, problems) = afkast::case::read_plain(&changed, "case");
        let case = case.filter(|_| !problems.stop())?;
        let (model, ledger) = ledger::<Decimal>(&case);
        Some(Sought::of(&case, &model, sought[0], sought[1])?.read(&model, &ledger).ok()?.cmp(&target))
    };
    let all: Vec<_> = (first..=case.basis.calendar.horizon().max(months)).map(|m| (m, away(m))).collect();
    let crosses = |pair: &&[(i32, Option<Ordering>)]| {
        let [before, here] = [pair[0].1, pair[1].1];
        matches!((before, here), (Some(Ordering::Less | Ordering::Greater), Some(_))) && before != here
    };
    all.windows(2).filter(crosses).map(|pair| Decimal::from(pair[1].0)).collect()
}

#[test]
fn durations_cross_where_a_case_that_is_read_again_for_every_month_does() {
    let files = [
        "cases/din-vej-i-job/with-refunds.toml",
        "cases/type-2-diabetes/case.toml",
        "examples/01",
        "examples/1",
        "examples/2",
    ];
    let chosen = |file: &std::path::PathBuf| files.iter().any(|f| file.to_str().is_some_and(|path| path.contains(f)));
    let mut tried = 0;
    for file in all_cases().iter().filter(|f| chosen(f)) {
        let text = std::fs::read_to_string(file).unwrap();
        if text.contains("library") {
            continue;
        }
        let (case, document) = (case(&text), document(&text));
        let (model, ledger) = ledger::<Decimal>(&case);
        let headline = case.basis.perspective.as_str();
        for (figure, target) in [("npv", "0"), ("bcr", "1")] {
            let subject = Subject::of(&case, &model, &ledger, figure, headline).unwrap();
            let months = switching_values(&subject, dec(target), Some(&document));
            for found in months.iter().filter(|s| s.measured == Measured::Months) {
                let base = i32::try_from(found.base).unwrap();
                let expected = read_month_by_month(&case, &document, &found.path, base, [figure, headline, target]);
                let here: Vec<Decimal> = found.crossings.iter().map(|c| c.at).collect();
                assert_eq!(here, expected, "{}: {figure} by {}", file.display(), found.path);
                tried += 1;
            }
        }
    }
    assert!(tried > 40, "{tried}");
}

/// A grid has, in each row, the break-even of a case in which the first value is what the row says.
#[test]
fn a_grid_of_durations_is_the_break_even_of_each_of_its_rows() {
    let file = "cases/din-vej-i-job/case.toml";
    let number = |value: &serde_json::Value| dec(&value.to_string());
    let (lasts, rate, horizon) = ("outcome.job.lasts", "outcome.job.expected_rate", "basis.horizon");
    for (first, second) in
        [(lasts, rate), (rate, lasts), (horizon, lasts), ("outcome.job.onset", horizon), (rate, horizon)]
    {
        let grid = json(&["break-even", file, "--grid", first, second, "-O", "json"])["grid"].clone();
        let (values, crossings) = (grid["values"].as_array().unwrap(), grid["crossings"].as_array().unwrap());
        assert!(values.len() >= 4 && values.len() == crossings.len(), "{first} {second}: {grid}");
        for (value, found) in values.iter().zip(crossings) {
            let unit = if first == rate { "" } else { " months" };
            let set = format!("{first}={value}{unit}");
            let alone = json(&["break-even", file, second, "--set", &set, "-O", "json"]);
            let expected = &alone["inputs"][0]["crossings"];
            let pairs = found.as_array().unwrap().iter().zip(expected.as_array().unwrap());
            assert_eq!(found.as_array().unwrap().len(), expected.as_array().unwrap().len(), "{set} {second}");
            for (here, there) in pairs {
                assert!((number(here) - number(there)).abs() < dec("0.000000000001"), "{set} {second}: {here} {there}");
            }
        }
    }
}

/// A list that has one number for each period lets the case have no other length: what holds of its own length is said.
#[test]
fn a_length_that_a_case_cannot_have_is_no_reason() {
    let text = TEXTBOOK
        .replace("kind = \"cost\"\namount = 400_000\nat = \"month 0\"", "kind = \"cost\"\namounts = [0, 0, 0, 0, 1]");
    let found = found(&text, "payback", "municipality", "2");
    let horizon = found.iter().find(|s| s.path == "basis.horizon").unwrap();
    assert_eq!(horizon.holds, Holds::Undefined(Undefined::NeverBelowNil));
}

/// What `break-even` says of one value of a text, as JSON.
fn of_text(text: &str, path: &str) -> serde_json::Value {
    let (_folder, file) = file(text);
    json(&["break-even", &file, path, "-O", "json"])["inputs"][0].clone()
}

const TWO_YEARS_OF_EFFECT: &str = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"5 years\"\ndiscount = 0.035\n\
    [party.a]\nkind = \"municipality\"\n[group.g]\npeople = 10\n\
    [cost.c]\namount = 10_000\nat = \"2025-01\"\nbearer = \"a\"\n\
    [outcome.o]\nexpected_rate = 0.5\nbaseline_rate = 0.2\nlasts = \"2 years\"\n";

#[test]
fn a_duration_that_nobody_wrote_breaks_even_when_it_is_named() {
    let text = format!("{TWO_YEARS_OF_EFFECT}[consequence.x]\nprice = 5000\nfewer = 1\ncost_to = \"a\"\n");
    // Three people at 5,000 a year, 1,250 a month. From month 50, ten months of the fifth year: 12,500 ÷ 1.035^4 = 10,893.
    // From month 51, nine: 9,804, less than the 10,000 laid out.
    assert_eq!(of_text(&text, "outcome.o.onset")["crossings"], serde_json::json!([51]));
}

#[test]
fn months_until_nothing_becomes_cash_move_nothing() {
    let capacity = "[consequence.x]\nkind = \"capacity\"\nprice = 5000\nfewer = 2\ncashable_after = \"6 months\"\ncost_to = \"a\"\n";
    let found = of_text(&format!("{TWO_YEARS_OF_EFFECT}{capacity}"), "consequence.x.cashable_after");
    // The outlay is all there is, whenever.
    assert_eq!(found["always"], "below");
    assert!(found.get("undefined").is_none());
}

#[test]
fn a_duration_that_keeps_a_figure_on_its_target_breaks_even_where_it_is() {
    let text =
        format!("{TWO_YEARS_OF_EFFECT}[party.b]\nkind = \"region\"\n").replace("bearer = \"a\"", "bearer = \"b\"");
    let (_folder, file) = file(&text);
    // Nothing comes in or goes out for a, however long the effect lasts.
    let found = json(&["break-even", &file, "outcome.o.lasts", "-p", "a", "-O", "json"]);
    assert_eq!(found["inputs"][0]["crossings"], serde_json::json!([24]));
}
