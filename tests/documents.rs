//! Documents: every mistake in its own sentence, all of them in one run, and nothing that stops the reading.

use std::collections::BTreeSet;
use std::time::Instant;

use afkast::document::{Document, MAX_DEPTH, MAX_MISTAKES, Table, Value, parse, value};
use afkast::problem::{Code, Problem, Problems, Severity};
use afkast::render::problems::{problem_text, problems};
use afkast::span::{SourceId, Sources};
use afkast::text::{Language, Theme, words};
use toml::de::{DeTable, DeValue};

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("case.toml", text);
    sources
}

/// What is said: line, column, code, variant.
fn said(text: &str) -> Vec<(usize, usize, &'static str, &'static str)> {
    let sources = sources(text);
    let (_, found) = parse(SourceId(0), text);
    let place = |p: &Problem| {
        p.span.map_or((0, 0), |s| {
            let place = sources.place(s.source, s.start);
            (place.line, place.column)
        })
    };
    found.in_order().iter().map(|p| (place(p).0, place(p).1, p.code.word(), p.variant)).collect()
}

fn written(document: &Document, path: &[&str]) -> String {
    document.get(path).map_or("nothing".to_owned(), |node| shown(&node.value))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.text.clone(),
        Value::Truth(truth) => truth.to_string(),
        Value::Time(time) => time.clone(),
        Value::Broken => "broken".to_owned(),
        Value::List(list) => format!("[{}]", list.iter().map(|n| shown(&n.value)).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => {
            let pair = |e: &afkast::document::Entry| format!("{} = {}", e.key, shown(&e.node.value));
            format!("{{{}}}", table.entries.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A line, the column of its mistake, the mistake, what stands in the tree, and what to write.
type Mistake = (&'static str, usize, &'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    ("start = 2025-01", 9, "month-needs-quotes", "\"2025-01\"", "start = \"2025-01\""),
    ("rate = 0,27", 8, "decimal-comma", "0.27", "rate = 0.27"),
    ("share = 27 %  # of all", 9, "per-cent-needs-quotes", "\"27 %\"", "share = \"27 %\""),
    ("price = 1.500.000", 9, "grouped-with-points", "1_500_000", "price = 1_500_000"),
    ("loss = .27", 8, "nil-before-point", "0.27", "loss = 0.27"),
    ("title = “Job”", 9, "curly-quotes", "\"Job\"", "title = \"Job\""),
    ("short = \"Job”", 9, "curly-quotes", "\"Job\"", "short = \"Job\""),
    ("lasts = 5 years", 9, "text-needs-quotes", "\"5 years\"", "lasts = \"5 years\""),
    ("note = Støtte, \"job\" og bolig", 8, "text-needs-quotes", "\"Støtte, \\\"job\\\" og bolig\"", ""),
    ("amount = 400.000 kr.", 10, "currency", "broken", "amount = 400_000"),
    ("people = 1,500", 10, "comma-or-thousands", "broken", "people = 1.500"),
    ("day = 15.07.2025", 7, "day-order", "broken", "day = 2025-07-15"),
    ("part = 1/3", 8, "fraction-needs-quotes", "\"1/3\"", "part = \"1/3\""),
    ("net = ja", 7, "truth", "true", "net = true"),
    ("odd = \u{a0}0.5", 7, "odd-space", "0.5", "odd = 0.5"),
    ("minus = −5", 9, "odd-minus", "-5", "minus = -5"),
    ("other: 5", 1, "colon", "broken", "other = 5"),
    ("stated: Rapport 2021", 1, "colon", "broken", "stated = \"Rapport 2021\""),
    ("bare 5", 1, "no-equals", "broken", "bare = 5"),
    ("missing =", 1, "no-value", "broken", ""),
    ("path = \"C:\\Users\"", 8, "bad-escape", "broken", "path = 'C:\\Users'"),
    ("text = \"begun", 8, "unclosed-text", "broken", "text = \"begun\""),
    ("long = \"\"\"begun", 8, "unclosed-long-text", "broken", ""),
    ("list = [1, 2", 8, "unclosed-list", "broken", ""),
    ("table = { low = 1", 9, "unclosed-braces", "broken", ""),
    ("input = { value = 0,27, low = 0.2 }", 19, "decimal-comma", "{value = 0.27, low = 0.2}", "value = 0.27"),
    ("comma = 5,", 10, "trailing-comma", "5", ""),
    ("more = 5 \"six\"", 10, "after-value", "5", ""),
    ("gap = [1 2]", 8, "missing-comma", "[broken]", ""),
    ("what = @", 8, "", "broken", ""),
    ("nil = \0", 7, "control-character", "broken", ""),
];

#[test]
fn each_mistake_has_its_own_sentence_and_its_value_stays() {
    for &(line, column, variant, value, mend) in MISTAKES {
        let text = format!("schema = 1\n{line}\nlast = 1\n");
        assert_eq!(said(&text), [(2, column, "not-toml", variant)], "{line}");
        let (document, found) = parse(SourceId(0), &text);
        let key = line.split([' ', ':']).next().unwrap();
        assert_eq!(written(&document, &[key]), value, "{line}");
        assert_eq!(written(&document, &["last"]), "1", "{line}");
        let problem = found.iter().next().unwrap();
        if !mend.is_empty() {
            assert_eq!(problem.data.iter().find(|d| d.0 == "line").unwrap().1, mend, "{line}");
        }
    }
}

#[test]
fn all_mistakes_are_found_in_one_run_each_once() {
    for (join, extra) in [("\n", 0), ("\r\n", 0), ("\nok = { a = 1 }\n[next]\n", 2)] {
        let lines: Vec<&str> = MISTAKES.iter().map(|m| m.0).collect();
        let text = lines.join(join);
        let expected: Vec<_> =
            MISTAKES.iter().enumerate().map(|(i, m)| (i * (extra + 1) + 1, m.1, "not-toml", m.2)).collect();
        let found: Vec<_> = said(&text).into_iter().filter(|s| s.2 == "not-toml").collect();
        assert_eq!(found, expected, "{join:?}");
    }
}

#[test]
fn a_name_with_other_letters_is_one_mistake() {
    let text =
        "[party.børn-og-unge]\nkind = \"provider\"\n[cost.a]\npaid_by = \"børn-og-unge\"\n[[Ærø x]]\nstøtte = 1\n";
    assert_eq!(
        said(text),
        [
            (1, 8, "not-toml", "bad-key-in-header"),
            (5, 3, "not-toml", "bad-key-in-header"),
            (6, 1, "not-toml", "bad-key")
        ]
    );
    let (document, found) = parse(SourceId(0), text);
    assert_eq!(written(&document, &["party", "born-og-unge", "kind"]), "\"provider\"");
    assert_eq!(written(&document, &["cost", "a", "paid_by"]), "\"born-og-unge\"");
    assert_eq!(written(&document, &["aero-x"]), "[{stotte = 1}]");
    let first = found.iter().next().unwrap();
    let text = problem_text(first, Language::English).help.unwrap();
    assert!(text.starts_with("[party.born-og-unge] with title = \"Børn og unge\""), "{text}");
}

#[test]
fn what_is_there_twice_is_said_with_both_places() {
    let text = "[cost.a]\nx = 1\nx = 2\n[cost.a.b]\ny = 1\n[cost.a]\nx = 1\nz = 0,1\n[cost.a.b]\ny = 2\n[cost.b]\nx = 1\nx.y = 2\n";
    assert_eq!(
        said(text),
        [
            (3, 1, "twice", "key"),
            (6, 7, "twice", "header"),
            (8, 5, "not-toml", "decimal-comma"),
            (13, 1, "twice", "value-and-table")
        ]
    );
    let (document, found) = parse(SourceId(0), text);
    let sources = sources(text);
    let lines: Vec<usize> = found
        .iter()
        .filter(|p| p.code == Code::Twice)
        .map(|p| sources.place(SourceId(0), p.see[0].span.start).line)
        .collect();
    assert_eq!(lines, [2, 1, 12]);
    assert_eq!(written(&document, &["cost"]), "{a = {x = 1, b = {y = 1}}, b = {x = 1}}");
}

#[test]
fn line_breaks_in_braces_are_read_with_a_note() {
    let text = "price = { value = 1,\n  low = 0,  # comment\n}\nother = { a = 1, }\n";
    assert_eq!(said(text), [(1, 9, "toml-1-1", "")]);
    let (document, found) = parse(SourceId(0), text);
    assert_eq!(written(&document, &["price"]), "{value = 1, low = 0}");
    assert!(!found.stop());
    assert_eq!(said("a = { list = [1,\n2] }\n"), [], "TOML 1.0 allows it inside a list");
}

#[test]
fn byte_order_marks_and_line_ends_are_read_without_a_word() {
    let text = "\u{feff}[basis]\r\nstart = \"2025-01\" # comment\r\n\r\nrates = [\r\n  1,\r\n  2\r\n]\r\n";
    assert_eq!(said(text), []);
    let (document, _) = parse(SourceId(0), text);
    let sources = sources(text);
    let start = document.get(&["basis", "start"]).unwrap();
    assert_eq!(sources.text(start.span), "\"2025-01\"");
    let rates = document.get(&["basis", "rates"]).unwrap();
    assert_eq!(sources.text(rates.span), "[\r\n  1,\r\n  2\r\n]");
    assert_eq!(sources.text(document.root.get("basis").unwrap().node.span), "[basis]");
    assert_eq!(sources.text(document.root.get("basis").unwrap().key_span), "basis");
}

#[test]
fn what_is_no_case_is_one_problem() {
    for (text, code, variant) in [
        ("", "empty", ""),
        ("\u{feff}  \r\n# a remark\n\t\n", "empty", ""),
        ("{\n  \"schema\": 1,\n  \"basis\": {}\n}\n", "no-case", "json"),
        ("<!DOCTYPE html>\n<p>case</p>\n", "no-case", "markup"),
        ("id;people;price\na;5;3\nb;6;2\n", "not-toml", "not-a-line"),
        ("// a remark\n", "not-toml", "comment-needs-hash"),
        ("a = 1\rb = 2\r", "not-toml", "line-break"),
    ] {
        let found = said(text);
        assert_eq!((found[0].2, found[0].3), (code, variant), "{text:?}");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn a_value_of_the_command_line_is_read_alone() {
    for (text, meant, fine) in [
        ("0.3", "0.3", true),
        ("\"2025-01\"", "\"2025-01\"", true),
        ("{ value = 1 }", "{value = 1}", true),
        ("0,3", "0.3", false),
        ("\n1", "broken", false),
        ("", "broken", false),
    ] {
        let (node, found) = value(SourceId(0), text);
        assert_eq!((shown(&node.value).as_str(), found.is_empty()), (meant, fine), "{text}");
    }
}

#[test]
fn every_sentence_exists_in_both_languages() {
    let [english, danish] = [Language::English, Language::Danish].map(|l| words(l, Theme::Reading));
    assert_eq!(english.keys().collect::<Vec<_>>(), danish.keys().collect::<Vec<_>>());
    for (key, text) in english {
        assert_eq!(placeholders(text), placeholders(&danish[key]), "{key}");
    }
    // Every word of the grammar that names a sentence, wherever it stands in the code.
    let code = include_str!("../src/document/keys.rs").to_owned()
        + include_str!("../src/document/by_eye.rs")
        + include_str!("../src/document/values.rs")
        + include_str!("../src/document/recover.rs")
        + include_str!("../src/document/scalar.rs")
        + include_str!("../src/document/parse.rs")
        + include_str!("../src/document/say.rs")
        + include_str!("../src/document/mend/digits.rs")
        + include_str!("../src/document/mend.rs");
    let known: BTreeSet<&str> =
        english.keys().filter_map(|k| k.strip_prefix("problem.not-toml.")?.strip_suffix(".message")).collect();
    for variant in known {
        assert!(code.contains(&format!("\"{variant}\"")), "{variant} is said nowhere");
    }
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    inside.map(|(name, _)| name.to_owned()).filter(|name| name.chars().all(|c| c.is_ascii_lowercase())).collect()
}

/// A case with each kind of value once.
const CASE: &str = r#"schema = 1
library = ["priser-2026.toml"]

[case]
title = "Din vej i job"  # remark
note = """
Two lines, "quotes" and \u00e6.
"""

[basis]
start      = "2025-01"
horizon    = "10 years"
discount   = 0.035
price_year = 2025

[party.aarhus]
kind = "municipality"

[group.citizens]
people  = 1_500
starts  = { "2025-01" = 30, 2026 = 40 }
pathway = '18 months'

[cost.salaries]
amount = -400_000.50
day    = 2025-07-15
bearer = { aarhus = 0.6, state = "rest" }
amounts = [
  1, 2.5, # remark
  3e2,
]

[outcome.job.expected_rate]
value = 0.27
range = { low = 0.20, high = { a.b = [[1], [true, false]] } }

[[correlation]]
of = ["a", "b"]
[[correlation]]
of = ["c", "d"]
share.of.all = 0.5
"#;

/// Numbers that look drawn, the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

fn damaged(draw: &mut Draw) -> String {
    let mut letters: Vec<char> = CASE.chars().collect();
    let odd: Vec<char> = "[]{}=,.\"'#\\\n\r\t 0129abæ_-+%:“”−\u{a0}\u{feff}\0/".chars().collect();
    for _ in 0..1 + draw.below(4) {
        let at = draw.below(letters.len());
        match draw.below(6) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, odd[draw.below(odd.len())]),
            2 => letters[at] = odd[draw.below(odd.len())],
            3 => letters.truncate(at.max(1)),
            4 => {
                let piece: Vec<char> = letters[at..(at + draw.below(60)).min(letters.len())].to_vec();
                let to = draw.below(letters.len());
                letters.splice(to..to, piece);
            }
            _ => drop(letters.drain(at..(at + draw.below(20)).min(letters.len()))),
        }
        if letters.is_empty() {
            letters.push('\n');
        }
    }
    letters.into_iter().collect()
}

#[test]
fn damage_never_stops_the_reading_and_what_is_accepted_is_toml() {
    assert_eq!(said(CASE), []);
    let mut draw = Draw(7);
    for _ in 0..3000 {
        let text = damaged(&mut draw);
        let (document, found) = parse(SourceId(0), &text);
        checked(&text, &found);
        let (tree, errors) = DeTable::parse_recoverable(&text);
        if found.stop() {
            assert!(!errors.is_empty() || stricter(&found), "{text}\n{found:#?}");
        } else if !found.iter().any(|p| p.code == Code::Empty) {
            // Whether there is such a day is asked later, by the case.
            assert!(errors.iter().all(|e| about_days(e.message())), "{text}\n{errors:#?}");
            same(&document.root, tree.get_ref());
        }
    }
}

fn about_days(message: &str) -> bool {
    ["date", "time", "day", "month", "hour", "minute", "second", "year"].iter().any(|word| message.contains(word))
}

/// What we refuse although the parser lets it pass: a line break between a key and its `=`, in braces; `1_500x`.
fn stricter(found: &Problems) -> bool {
    found.iter().all(|p| {
        p.severity == Severity::Note
            || p.code == Code::Empty
            || matches!(p.variant, "no-equals-in-braces" | "unclosed-braces" | "control-character")
            || p.data.iter().any(|(name, found)| *name == "found" && found.trim_start_matches('-').contains('_'))
    })
}

/// Every problem has words in every language, lies in the text, and can be shown.
fn checked(text: &str, found: &Problems) {
    let sources = sources(text);
    let list: Vec<Problem> = found.clone().in_order();
    for problem in &list {
        for span in problem.span.iter().chain(problem.see.iter().map(|see| &see.span)) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{problem:?}\n{text}");
        }
        for &language in Language::ALL {
            let said = problem_text(problem, language);
            let unfilled = ["found", "mend", "line", "name", "limit", "title", "parser"];
            let all = format!("{} {}", said.message, said.help.clone().unwrap_or_default());
            assert!(!unfilled.iter().any(|name| all.contains(&format!("{{{name}}}"))), "{all}");
            assert!(said.message != problem.code.word(), "{problem:?}");
        }
    }
    for (language, width) in [(Language::English, 100), (Language::Danish, 44)] {
        let page = problems(&list, &sources, language, false, width);
        assert_eq!(page.is_empty(), list.is_empty());
    }
}

fn same(ours: &Table, theirs: &DeTable<'_>) {
    let mut keys: Vec<&str> = ours.entries.iter().map(|e| e.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, theirs.iter().map(|(k, _)| k.get_ref().as_ref()).collect::<Vec<_>>());
    for (key, theirs) in theirs {
        let Some(ours) = ours.get(key.get_ref()) else { panic!("{key:?} is missing") };
        same_value(&ours.node.value, theirs.get_ref());
    }
}

fn same_value(ours: &Value, theirs: &DeValue<'_>) {
    match (ours, theirs) {
        (Value::Text(ours), DeValue::String(theirs)) => assert_eq!(ours, theirs),
        (Value::Truth(ours), DeValue::Boolean(theirs)) => assert_eq!(ours, theirs),
        (Value::Number(ours), DeValue::Float(theirs)) => assert_eq!(ours.text.replace('_', ""), theirs.as_str()),
        (Value::Number(_), DeValue::Integer(_)) | (Value::Time(_), DeValue::Datetime(_)) => {}
        (Value::List(ours), DeValue::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len());
            ours.iter().zip(theirs.iter()).for_each(|(o, t)| same_value(&o.value, t.get_ref()));
        }
        (Value::Table(ours), DeValue::Table(theirs)) => same(ours, theirs),
        _ => panic!("{ours:?}\n{theirs:?}"),
    }
}

#[test]
fn nothing_is_so_deep_that_reading_stops() {
    let deep = 100_000;
    for text in [
        format!("a = {}{}\nb = 1\n", "[".repeat(deep), "]".repeat(deep)),
        format!("a = {}1{}\nb = 1\n", "{ a = ".repeat(deep), "}".repeat(deep)),
        format!("a = {}\nb = 1\n", "[".repeat(deep)),
        format!("a = {}\nb = 1\n", "[{ a = ".repeat(deep)),
        format!("{}a = 1\nb = 1\n", "a.".repeat(deep)),
        format!("[{}a]\nx = 1\n", "a.".repeat(deep)),
        format!("a = {{ {}a = 1 }}\nb = 1\n", "a.".repeat(deep)),
        format!("a = {}1{}\nb = 1\n", format!("{{ {}a = ", "a.".repeat(70)).repeat(70), "}".repeat(70)),
        "]}".repeat(deep),
        "[[".repeat(deep),
        "\"".repeat(deep),
        "=".repeat(deep),
        "a = 1 ".repeat(deep),
        "a = {\n".repeat(deep),
        "a = [\n".repeat(deep),
        "a = \"\"\"\n'''\n".repeat(deep),
        "\0".repeat(deep),
        "\n".repeat(deep),
        format!("a = [{}]", "0,2 3,".repeat(deep)),
        format!("a = {{ {} }}", "b = 0,2, ".repeat(deep)),
        format!("a = {}", "“x” ".repeat(deep)),
        format!("a = [\n{}", "# [x]\n1,\n".repeat(deep)),
        format!("a = {{\n{}", "b = 1,\n".repeat(deep)),
    ] {
        let ((document, found), took) = timed(|| parse(SourceId(0), &text));
        let start: String = text.chars().take(30).collect();
        assert!(found.iter().count() <= MAX_MISTAKES + 2, "{start}");
        assert!(depth(&document.root) <= MAX_DEPTH + 1, "{start}");
        checked(&text, &found);
        assert!(took < 5.0, "{start}: {took}");
    }
}

/// How many seconds something takes; the bounds are far above what it should be.
#[expect(clippy::disallowed_methods)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed().as_secs_f64())
}

fn depth(table: &Table) -> usize {
    fn of(value: &Value) -> usize {
        match value {
            Value::Table(table) => depth(table),
            Value::List(list) => 1 + list.iter().map(|n| of(&n.value)).max().unwrap_or(0),
            _ => 0,
        }
    }
    1 + table.entries.iter().map(|e| of(&e.node.value)).max().unwrap_or(0)
}

#[test]
fn a_hundred_thousand_ids_are_read_in_a_moment() {
    let text: String = (0..100_000).map(|i| format!("[cost.c{i}]\namount = {i}\nfrom = \"2025-01\"\n")).collect();
    let ((document, found), took) = timed(|| parse(SourceId(0), &text));
    assert!(found.is_empty());
    assert_eq!(written(&document, &["cost", "c99999", "amount"]), "99999");
    assert!(took < 3.0, "{took}");
}

#[test]
fn a_text_beyond_all_measure_is_not_read_to_its_end() {
    let (_, found) = parse(SourceId(0), &" ".repeat((16 << 20) + 1));
    assert_eq!(found.iter().map(|p| (p.code, p.variant)).collect::<Vec<_>>(), [(Code::TooLarge, "")]);
    let (_, found) = parse(SourceId(0), &format!("a = [{}]", "1,".repeat(1_100_000)));
    assert_eq!(found.iter().map(|p| (p.code, p.variant)).collect::<Vec<_>>(), [(Code::TooLarge, "values")]);
    let (document, found) = parse(SourceId(0), &"a = 2025-01\n".repeat(300));
    assert_eq!(found.iter().last().unwrap().variant, "too-many");
    assert!(!document.whole, "nobody may say that a key is missing");
    assert_eq!(found.iter().count(), MAX_MISTAKES + 1);
}
