//! Each file in `tests/problems/` holds one mistake (or several of a kind) and says in its first line what is found:
//! the codes, each with its line. Found is exactly that; and everything that is said is said in full, in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use afkast::appraisal;
use afkast::calendar::Day;
use afkast::case;
use afkast::document;
use afkast::problem::{Code, Problem, Problems};
use afkast::render::problems::{problem_text, see_text};
use afkast::span::{SourceId, Sources};
use afkast::text::Language;
use afkast::uncertainty::{self, Subject};

use crate::support::ledger;

/// Codes that no case file raises by itself: texts that are no TOML, changes, and demands, which are judged by `check`.
const ELSEWHERE: &[Code] = &[
    Code::CannotBeRead,
    Code::NotUtf8,
    Code::Empty,
    Code::NoCase,
    Code::TooLarge,
    Code::NotToml,
    Code::TomlOneOne,
    Code::StartsBeyondHorizon,
    Code::Demand,
];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn found(path: &Path) -> (String, Vec<Problem>, Sources) {
    let text = fs::read_to_string(path).unwrap();
    let mut sources = Sources::default();
    let source = sources.add(name(path), text.as_str());
    let (document, mut problems) = document::parse(source, &text);
    let mut libraries = Vec::new();
    for (library, _) in case::libraries(&document) {
        let text = fs::read_to_string(path.parent().unwrap().join("libraries").join(&library)).unwrap();
        let (read, of_library) = document::parse(sources.add(library, text.as_str()), &text);
        libraries.push(read);
        problems.extend(of_library);
    }
    let (document, of_libraries) = case::with_libraries(document, libraries);
    problems.extend(of_libraries);
    let (case, of_case) = case::read(&document, "case");
    assert_eq!(case.is_none(), of_case.stop(), "{}: a case exactly when nothing stops it", path.display());
    problems.extend(of_case);
    let Some(case) = case.filter(|_| !problems.stop()) else { return (text, problems.in_order(), sources) };
    problems.extend(case::doubts(&case, &document));
    problems.extend(case::broken_rules(&case, &case.rules));
    let (model, ledger) = ledger(&case);
    problems.extend(appraisal::doubts(&case, &model, &ledger));
    problems.extend(appraisal::contract_doubts(&case, &model, &ledger));
    if let Some(of) = Subject::of(&case, &model, &ledger, "npv", &case.basis.perspective) {
        problems.extend(uncertainty::broken_rules(&of, &case.rules));
    }
    let today = Day::read("2026-11-24");
    let left = case::allowed(problems.in_order(), &case.allowances, &document, today);
    (text, Problems::of(left).in_order(), sources)
}

#[test]
fn each_file_raises_exactly_what_it_expects() {
    let mut wrong = Vec::new();
    for path in files() {
        let (text, problems, sources) = found(&path);
        let first = text.lines().next().unwrap_or_default();
        let expected: Vec<&str> = first.strip_prefix("# expect: ").unwrap().split(' ').collect();
        let place = |p: &Problem| {
            let source = p.span.map(|s| s.source).or(p.file).unwrap_or_default();
            let file = if source == SourceId(0) { "" } else { &sources.get(source).unwrap().name };
            let line = p.span.map(|s| format!("@{}", sources.place(s.source, s.start).line)).unwrap_or_default();
            format!("{}{file}{line}", if file.is_empty() { "" } else { ":" })
        };
        let found: Vec<String> = problems.iter().map(|p| format!("{}{}", p.code.word(), place(p))).collect();
        if found != expected {
            wrong.push(format!("{}\n  expected {}\n  found    {}", name(&path), expected.join(" "), found.join(" ")));
        }
        let of_first = expected.first().unwrap().split(['@', ':']).next().unwrap();
        assert!(
            name(&path).starts_with(of_first) || name(&path).starts_with("unknown-key"),
            "{} is called after its code",
            name(&path)
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_file() {
    let raised: BTreeSet<Code> = files().iter().flat_map(|p| found(p).1).map(|p| p.code).collect();
    for code in Code::ALL {
        assert_ne!(raised.contains(code), ELSEWHERE.contains(code), "{}", code.word());
    }
}

#[test]
fn everything_is_said_in_full_in_every_language() {
    for path in files() {
        for problem in found(&path).1 {
            for language in Language::ALL {
                let said = problem_text(&problem, *language);
                let of = format!("{} {} {}", language.word(), problem.code.word(), problem.variant);
                assert_ne!(said.message, problem.code.word(), "{of}");
                for text in [Some(said.message), said.why, said.help, said.here].into_iter().flatten() {
                    let open = text.split('{').skip(1).any(|t| {
                        t.split_once('}').is_some_and(|(name, _)| {
                            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                        })
                    });
                    assert!(!open && !text.contains('@'), "{of}: {text}");
                }
                for see in &problem.see {
                    assert!(see_text(&problem, see.label, *language).is_some(), "{of}: {}", see.label);
                }
            }
        }
    }
}

#[test]
fn a_damaged_case_never_panics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked");
    let mut texts: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .map(|p| fs::read_to_string(p).unwrap())
        .collect();
    texts.sort();
    let mut luck = Luck(41);
    for round in 0..4_000 {
        let text = damaged(&texts[round % texts.len()], &mut luck);
        let (document, broken) = document::parse(SourceId(0), &text);
        let (case, problems) = case::read(&document, "damaged");
        if case.is_some() {
            assert!(!problems.stop(), "round {round}:\n{text}");
        } else {
            assert!(problems.stop() || broken.stop(), "round {round}: no case, and nothing says why\n{text}");
        }
    }
}

/// A small generator of numbers, the same in every run.
struct Luck(u64);

impl Luck {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// A text with a few of its lines and values damaged.
fn damaged(text: &str, luck: &mut Luck) -> String {
    const VALUES: &[&str] = &[
        "-1",
        "0",
        "1e27",
        "7.9e27",
        "\"rest\"",
        "\"month 3\"",
        "\"2025-01\"",
        "\"1/3\"",
        "\"120000 months\"",
        "\"-100 %\"",
        "[]",
        "{}",
        "[1, 2]",
        "true",
        "2025-01-31",
        "\"\"",
        "\"outside\"",
        "\"public\"",
        "{ value = 1, spread = [-1, 9e27] }",
        "{ 2025 = 1 }",
        "nan",
        "\"9999-12\"",
        "\"0001-01\"",
    ];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=luck.below(3) {
        let at = luck.below(lines.len());
        match luck.below(6) {
            0 => {
                lines.remove(at);
            }
            1 => {
                let other = luck.below(lines.len());
                lines.swap(at, other);
            }
            2 => lines.insert(at, lines[luck.below(lines.len())].clone()),
            3 => {
                let line: Vec<char> = lines[at].chars().collect();
                let gone = luck.below(line.len());
                lines[at] = line.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, c)| *c).collect();
            }
            _ => {
                if let Some((key, _)) = lines[at].clone().split_once('=') {
                    lines[at] = format!("{key}= {}", VALUES[luck.below(VALUES.len())]);
                }
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.join("\n")
}
