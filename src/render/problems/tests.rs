use super::{problem_text, problems, problems_json, summary};
use crate::document::parse;
use crate::problem::{Code, Problem};
use crate::span::{SourceId, Sources, Span};
use crate::text::Language;

fn read(name: &str, text: &str) -> (Sources, Vec<Problem>) {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    let (_, found) = parse(source, text);
    (sources, found.in_order())
}

fn page(text: &str, width: usize) -> String {
    let (sources, list) = read("job.toml", text);
    problems(&list, &sources, Language::English, false, width)
}

fn at(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap() as u32;
    Span { source: SourceId(0), start, end: start + part.len() as u32 }
}

#[test]
fn a_problem_shows_the_line_and_what_to_write() {
    assert_eq!(
        page("schema = 1\n\nstart  = 2025-01   # first month\n", 100),
        "problem not-toml: a month needs quotes\n  \
           job.toml:3   start  = 2025-01   # first month\n                        \
                                 ^^^^^^^\n  \
           help: start = \"2025-01\"\n"
    );
}

#[test]
fn another_place_stands_below_with_its_label() {
    let expected = "\
problem twice: [cost.a] is there twice
  job.toml:12   [cost.a]
                      ^
  job.toml:1    [cost.a]
                      - the first
  why: what stands under the second is not read.
  help: a second one needs a name of its own: [cost.a-2]. If it is the same, move its lines up under the first.
";
    assert_eq!(page(&format!("[cost.a]\n{}[cost.a]\n", "\n".repeat(10)), 140), expected);
}

#[test]
fn problems_of_one_line_stand_over_one_excerpt() {
    let expected = "\
problem not-toml: decimals have a point, not a comma
  job.toml:1   rate = { value = 0,27, low = 0,20 }
                                ^^^^        ^^^^
  help: value = 0.27
  help: low = 0.20
";
    assert_eq!(page("rate = { value = 0,27, low = 0,20 }\n", 100), expected);
}

#[test]
fn several_labels_on_one_line_stand_under_each_other() {
    let text = "baseline_rate = { value = 0.12, low = 0.15 }\n";
    let mut sources = Sources::default();
    sources.add("job.toml", text);
    let problem = Problem::new(Code::TomlOneOne)
        .at(at(text, "value"))
        .and_see(at(text, "0.12"), "toml-1-1")
        .and_see(at(text, "0.15"), "first");
    let page = problems(&[problem], &sources, Language::English, false, 100);
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines[1], "  job.toml:1   baseline_rate = { value = 0.12, low = 0.15 }");
    assert_eq!(lines[2], "                                 ^^^^^   ----        ---- the first");
    assert_eq!(lines[3], "                                         here");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("a = [{} x y z, {}]\n", "12, ".repeat(3000), "34, ".repeat(3000));
    let page = page(&text, 80);
    let lines: Vec<&str> = page.lines().collect();
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    let column = lines[2].find('^').unwrap();
    let shown: String = lines[1].chars().skip(column).take(5).collect();
    assert_eq!(shown, "x y z", "{page}");
    assert!(lines[1].contains('…'));
}

#[test]
fn wide_letters_and_tabs_keep_the_signs_in_place() {
    let page = page("\ttitle = { short = \"日本\", start = 2025-01 }\n", 100);
    let lines: Vec<&str> = page.lines().collect();
    assert_eq!(lines[1], "  job.toml:1   title = { short = \"日本\", start = 2025-01 }");
    // 日本 is two letters and four columns.
    assert_eq!(lines[2].find('^').unwrap(), lines[1].chars().position(|c| c == '2').unwrap() + 2);
}

#[test]
fn nothing_in_a_file_moves_the_cursor() {
    let (mut sources, _) = read("a", "");
    let source = sources.add("b\u{1b}[2J.toml", "x = \u{1b}[31m\u{202e}\n");
    let (_, list) = parse(source, "x = \u{1b}[31m\u{202e}\n");
    let page = problems(&list.in_order(), &sources, Language::English, false, 100);
    assert!(!page.contains(['\u{1b}', '\u{202e}']), "{page:?}");
}

#[test]
fn colour_comes_only_when_it_is_wanted() {
    let (sources, list) = read("job.toml", "start = 2025-01\n");
    let plain = problems(&list, &sources, Language::English, false, 100);
    let colored = problems(&list, &sources, Language::English, true, 100);
    assert!(!plain.contains('\u{1b}') && colored.contains("\u{1b}["));
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some(escape) = rest.find('\u{1b}') {
        stripped.push_str(&rest[..escape]);
        rest = &rest[escape + rest[escape..].find('m').unwrap() + 1..];
    }
    assert_eq!(stripped + rest, plain);
}

#[test]
fn a_whole_file_is_named_without_a_line() {
    let expected = "\
problem empty: ingen case: filen er tom
  job.toml
  hjælp: afkast init FIL skriver en case at begynde med, i en ny fil.
";
    let (sources, list) = read("job.toml", "# intet\n");
    assert_eq!(problems(&list, &sources, Language::Danish, false, 100), expected);
}

#[test]
fn machines_get_places_from_one() {
    let (sources, list) = read("job.toml", "\u{feff}å = 1\r\nb = 2\r\nb = 0,3\r\n");
    let json = problems_json(&list, &sources, Language::English);
    let first = &json[0];
    let place =
        |item: &serde_json::Value| ["line", "column", "end_line", "end_column"].map(|key| item[key].as_u64().unwrap());
    assert_eq!((first["code"].as_str(), place(first)), (Some("not-toml"), [1, 1, 1, 2]));
    assert_eq!((json[1]["code"].as_str(), place(&json[1])), (Some("twice"), [3, 1, 3, 2]));
    assert_eq!(place(&json[1]["see"][0]), [2, 1, 2, 2]);
    assert_eq!((json[2]["help"].as_str(), place(&json[2])), (Some("b = 0.3"), [3, 5, 3, 8]));
    let keys: Vec<&String> = json[1].as_object().unwrap().keys().collect();
    let wanted = ["code", "severity", "file", "line", "column", "end_line", "end_column", "message", "help", "see"];
    assert_eq!(keys, wanted);
}

#[test]
fn what_is_found_is_counted() {
    let (_, list) = read("job.toml", "a = 0,2\nb = 2025-01\nc = {\nd = 1 }\n");
    assert_eq!(summary(&list, 1, Language::English), "2 problems, 1 note in 1 file");
    assert_eq!(summary(&list[..1], 3, Language::Danish), "1 problem i 3 filer");
}

#[test]
fn a_code_without_words_is_still_named() {
    let text = problem_text(&Problem::new(Code::Twice).variant("no-such-variant").with("name", "a"), Language::English);
    assert_eq!(text.message, "\"a\" is there twice");
}

#[test]
fn long_advice_is_broken_between_words() {
    let text = "one two three four five six seven eight nine ten";
    assert_eq!(super::words::wrapped(text, 40, 8), "one two three four five six\n        seven eight nine ten");
    // Letters of two bytes at every place around the break.
    for blanks in 0..40 {
        let text = format!("{}{}", " å".repeat(blanks), " ærø".repeat(30));
        assert_eq!(super::words::wrapped(&text, 40, 8).split_whitespace().count(), blanks + 30);
    }
}
