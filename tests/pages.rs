//! Pages: what they look like, in both languages and at several widths, and what no page ever does.

use afkast::appraisal::{Appraisal, appraise};
use afkast::case::Case;
use afkast::explain::{Explainer, Question};
use afkast::ledger::{Ledger, Trace};
use afkast::model::Model;
use afkast::problem::{Code, Problem, Severity};
use afkast::render::csv::{self, Layout, Manner};
use afkast::render::markdown;
use afkast::render::terminal::{Look, page};
use afkast::report::{
    By, CaseRow, Computed, Explaining, PageOptions, Report, Scale, WhichLines, Whose, catalogue, explanation, ledger,
    rows, summary,
};
use afkast::span::Sources;
use afkast::stamp::{Stamp, digest};
use afkast::text::{Language, Theme, words};
use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::support::good;

/// A case with everything that pages are made of.
struct Made {
    case: Case,
    model: Model,
    ledger: Ledger<Decimal>,
    appraisal: Appraisal<Decimal>,
    stamp: Stamp,
    warnings: Vec<Code>,
    sources: Sources,
}

impl Made {
    fn of(file: &str, text: &str) -> Made {
        Made::try_of(file, text).unwrap_or_else(|problems| panic!("{file}: {problems:#?}"))
    }

    fn try_of(file: &str, text: &str) -> Result<Made, Vec<Problem>> {
        let mut sources = Sources::default();
        let source = sources.add(file, text);
        let (document, syntax) = afkast::document::parse(source, text);
        let id = file.trim_end_matches("/case.toml").trim_end_matches(".toml").rsplit('/').next().unwrap();
        let (case, problems) = afkast::case::read(&document, id);
        let problems = problems.in_order();
        assert!(!syntax.stop(), "{file}: {syntax:#?}");
        let Some(case) = case else { return Err(problems) };
        let warnings = problems.iter().filter(|p| p.severity == Severity::Warning).map(|p| p.code).collect();
        let (model, ledger) = crate::support::ledger(&case);
        let appraisal = appraise(&case, &model, &ledger, None);
        let stamp = Stamp::of(&case, vec![(file.to_owned(), digest(text.as_bytes()))]);
        Ok(Made { case, model, ledger, appraisal, stamp, warnings, sources })
    }

    fn file(path: &str) -> Made {
        Made::of(path, &std::fs::read_to_string(path).unwrap())
    }

    fn computed(&self) -> Computed<'_> {
        Computed {
            case: &self.case,
            model: &self.model,
            ledger: &self.ledger,
            appraisal: &self.appraisal,
            stamp: &self.stamp,
            warnings: &self.warnings,
        }
    }

    fn summary(&self, options: &PageOptions) -> Report {
        summary(&self.computed(), options)
    }

    fn trace(&self, figure: &str, period: Option<usize>, depth: usize) -> Trace {
        let Made { case, model, ledger, appraisal, .. } = self;
        let perspective = &case.basis.perspective;
        Explainer { case, model, ledger, appraisal }.explain(Question { figure, perspective, period, depth }).unwrap()
    }

    fn explanation(&self, figure: &str, period: Option<usize>, depth: usize, language: Language) -> Report {
        let Made { case, model, sources, .. } = self;
        explanation(&Explaining { case, model, sources, language }, &self.trace(figure, period, depth))
    }
}

fn options(language: Language) -> PageOptions {
    PageOptions { language, ..PageOptions::default() }
}

fn look(language: Language, width: usize) -> Look {
    Look { language, width, color: false }
}

fn english() -> PageOptions {
    options(Language::English)
}

const CASES: [(&str, &str); 3] = [
    ("din-vej-i-job", "cases/din-vej-i-job/case.toml"),
    ("housing-first", "cases/aarhus-housing-first/case.toml"),
    ("soft-outcome", "examples/10-a-soft-outcome.toml"),
];

#[test]
fn the_page_of_appraise_looks_so() {
    for (name, path) in CASES {
        let made = Made::file(path);
        for language in Language::ALL {
            for width in [80, 100, 120] {
                let page = page(&made.summary(&options(*language)), &look(*language, width));
                insta::assert_snapshot!(format!("appraise-{name}-{}-{width}", language.word()), page);
            }
        }
    }
}

#[test]
fn the_other_pages_look_so() {
    let job = Made::file(CASES[0].1);
    let housing = Made::file(CASES[1].1);
    for language in Language::ALL {
        let (word, options) = (language.word(), options(*language));
        let snapshot = |name: &str, report: &Report| {
            insta::assert_snapshot!(format!("{name}-{word}"), page(report, &look(*language, 100)));
        };
        let cases = [
            CaseRow::Computed(housing.computed()),
            CaseRow::Computed(job.computed()),
            CaseRow::Broken { name: "laer-for-livet".to_owned(), problems: 3 },
        ];
        snapshot("rows", &rows(&cases, &options));
        snapshot("ledger", &ledger(&housing.computed(), &WhichLines::default(), false, &options));
        snapshot("explain", &job.explanation("npv", Some(4), 9, *language));
        snapshot("explain-all", &job.explanation("npv", None, 1, *language));
        snapshot("explain-payback", &job.explanation("payback", None, 1, *language));
        snapshot("explain-factor", &job.explanation("start.discount_factor", Some(4), 3, *language));
        snapshot("formulas", &catalogue(None, *language).unwrap());
        let markdown = markdown::page(&job.summary(&options), *language);
        insta::assert_snapshot!(format!("appraise-markdown-{word}"), markdown);
    }
    assert!(catalogue(Some("person_years"), Language::English).is_some());
    assert!(catalogue(Some("person-years"), Language::English).is_none());
}

#[test]
fn csv_looks_so() {
    let (job, soft) = (Made::file(CASES[0].1), Made::file(CASES[2].1));
    let cases = [job.computed(), soft.computed()];
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let named = Whose::Named(vec!["public".to_owned(), "aarhus".to_owned()]);
    let wide = Manner { layout: Layout::Wide, excel_da: false };
    let excel = Manner { layout: Layout::Wide, excel_da: true };
    insta::assert_snapshot!("csv-figures", text(csv::figures(&cases, &named, Manner::default())));
    insta::assert_snapshot!("csv-figures-wide", text(csv::figures(&cases, &named, wide)));
    insta::assert_snapshot!("csv-by-time", text(csv::by_time(&cases[1..], &named, Manner::default())));
    insta::assert_snapshot!("csv-by-time-wide", text(csv::by_time(&cases, &named, wide)));
    let all = WhichLines::default();
    insta::assert_snapshot!("csv-ledger", text(csv::ledger(&cases[1..], &all, false, Manner::default())));
    insta::assert_snapshot!("csv-ledger-excel", text(csv::ledger(&cases[1..], &all, true, excel)));
    // The head is there even with no rows.
    let none = text(csv::figures(&[], &Whose::All, Manner::default()));
    assert_eq!(none, "case,scenario,perspective,figure,value,undefined,unit\n");
}

/// Cases that are odd in one way or several.
fn odd_cases() -> Vec<(&'static str, String)> {
    let basis = |more: &str| format!("schema = 1\n[basis]\nstart = \"2025-04\"\ndiscount = 0.035\n{more}\n");
    let flow = |id: &str, payer: &str, recipient: &str, kind: &str, amount: &str| {
        format!(
            "[flow.{id}]\npayer = \"{payer}\"\nrecipient = \"{recipient}\"\nkind = \"{kind}\"\namount = {amount}\nper = \"month\"\n"
        )
    };
    let long = "a".repeat(300);
    let parties: String = (0..40)
        .map(|n| {
            let (id, amount) = (format!("town-{n}"), (n + 1) * 1_234);
            let title = format!("[party.{id}]\nkind = \"municipality\"\ntitle = \"The very old town number {n}\"\n");
            title + &flow(&format!("f{n}"), "outside", &id, "benefit", &amount.to_string())
        })
        .collect();
    vec![
        (
            "no headline people",
            basis("horizon = \"2 years\"\nperspective = \"region\"") + &flow("a", "state", "outside", "cost", "5"),
        ),
        ("no lines", basis("horizon = \"2 years\"")),
        ("one period", basis("period = [7]") + &flow("a", "outside", "municipality", "benefit", "5_000.55")),
        (
            "1,200 months",
            basis("horizon = \"100 years\"\nperiod = \"month\"")
                + &flow("a", "municipality", "outside", "cost", "987_654"),
        ),
        ("40 parties", basis("horizon = \"5 years\"\nperiod = \"quarter\"") + &parties),
        (
            "very large",
            basis("horizon = \"2 years\"\nperiod = [3, 24]\ntiming = \"middle\"")
                + &flow("a", "municipality", "outside", "cost", "2_345_678_901_234_567_890_123_456")
                + &flow("b", "outside", "municipality", "benefit", "2_345_678_901_234_567_890_123_457"),
        ),
        (
            "long titles",
            format!(
                "schema = 1\n[case]\ntitle = \"{long} {long}\"\ncurrency = \"EUR\"\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\nperiod = \"month\"\ndiscount = 0\n[party.p]\nkind = \"municipality\"\ntitle = \"日本語の長い名前 {long}\"\n[group.g]\npeople = 1\n[outcome.o]\ntitle = \"{long}\"\nadded_rate = 0\nlasts = \"1 month\"\nunit = \"days off\"\n"
            ) + &flow("a", "p", "outside", "payment", "0.4"),
        ),
    ]
}

#[test]
fn no_line_is_wider_than_its_page() {
    let mut made: Vec<(String, Made)> =
        odd_cases().into_iter().map(|(name, text)| (name.to_owned(), Made::of("odd.toml", &text))).collect();
    for path in crate::support::all_cases() {
        let (path, text) = (path.to_str().unwrap(), std::fs::read_to_string(&path).unwrap());
        if let Ok(read) = Made::try_of(path, &text) {
            made.push((path.to_owned(), read));
        }
    }
    assert!(made.len() > 25, "{} cases", made.len());
    for (name, made) in &made {
        for language in Language::ALL {
            for report in reports(made, *language) {
                for width in [40, 60, 61, 67, 72, 79, 80, 90, 100, 113, 120, 140, 200] {
                    let text = page(&report, &look(*language, width));
                    for line in text.lines() {
                        assert!(line.width() <= width.clamp(60, 140), "{name}, {width}:\n{line}\n\n{text}");
                        assert_eq!(line, line.trim_end(), "{name}, {width}");
                    }
                    assert!(!text.contains('{'), "{name}: a placeholder is left:\n{text}");
                    assert!(!names_a_key(&text), "{name}: a word is missing:\n{text}");
                }
                let text = markdown::page(&report, *language);
                assert!(!text.contains('{') && !names_a_key(&text), "{name}:\n{text}");
            }
        }
    }
}

/// Whether a text names a key of `text/`, because there are no words for it.
fn names_a_key(text: &str) -> bool {
    let groups: std::collections::BTreeSet<String> = [Theme::Pages, Theme::Lines]
        .iter()
        .flat_map(|theme| words(Language::English, *theme).keys())
        .filter_map(|key| key.split_once('.').map(|(group, _)| format!("{group}.")))
        .filter(|group| group != "outcomes." && group != "input.")
        .collect();
    let is_key =
        |word: &str, group: &str| word.strip_prefix(group).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    text.split_whitespace().any(|word| groups.iter().any(|group| is_key(word, group)))
}

/// Every page that can be made of a case.
fn reports(made: &Made, language: Language) -> Vec<Report> {
    let options = options(language);
    let named = Whose::Named(made.appraisal.perspectives.keys().take(3).cloned().collect());
    let mut reports = vec![
        made.summary(&options),
        made.summary(&PageOptions { whose: Whose::All, by: Some(By::Period), ..options.clone() }),
        made.summary(&PageOptions { whose: named, unit: Some(Scale::Thousand), by: Some(By::Year), ..options.clone() }),
        made.summary(&PageOptions { only_sentences: true, unit: Some(Scale::Million), ..options.clone() }),
        ledger(&made.computed(), &WhichLines::default(), true, &options),
        rows(&[CaseRow::Computed(made.computed())], &options),
        made.explanation("npv", None, 2, language),
    ];
    reports.extend(catalogue(None, language));
    for outcome in made.case.outcomes.keys() {
        reports.push(made.explanation(&format!("outcomes.{outcome}.cost_per_net_outcome"), None, 30, language));
    }
    reports
}

#[test]
fn a_page_in_colour_is_the_page_without() {
    let made = Made::file(CASES[0].1);
    let report = made.summary(&english());
    let plain = page(&report, &look(Language::English, 100));
    let painted = page(&report, &Look { color: true, ..look(Language::English, 100) });
    assert_ne!(plain, painted);
    assert_eq!(anstream::adapter::strip_str(&painted).to_string(), plain);
}

#[test]
fn odd_cases_say_what_they_are() {
    let pages: std::collections::BTreeMap<&str, String> = odd_cases()
        .into_iter()
        .map(|(name, text)| {
            let report = Made::of("odd.toml", &text).summary(&english());
            (name, page(&report, &look(Language::English, 100)))
        })
        .collect();
    let says = |name: &str, text: &str| assert!(pages[name].contains(text), "{name}:\n{}", pages[name]);
    says("no headline people", "The region neither pays nor gains.");
    says("no lines", "Society neither pays nor gains.");
    says("1,200 months", "kr., by year");
    says("1,200 months", "The outlay is not back within 100 years.");
    says("40 parties", "more: -p all");
    says("40 parties", "no cost");
    says("very large", "54,396,105,048,215,102,961,880,047");
    assert!(pages["one period"].lines().count() < 40, "{}", pages["one period"]);
    // All forty parties have a column when they are asked for.
    let all = PageOptions { whose: Whose::All, ..english() };
    let forty = odd_cases().into_iter().find(|(name, _)| *name == "40 parties").unwrap().1;
    let all = page(&Made::of("odd.toml", &forty).summary(&all), &look(Language::English, 100));
    assert!((0..40).all(|n| all.contains(&format!("number {n}")) || all.contains(&format!(" {n}\n"))), "{all}");
}

#[test]
fn the_sentences_alone_are_the_first_lines_of_the_page() {
    let made = Made::file(CASES[0].1);
    let whole = page(&made.summary(&english()), &look(Language::English, 100));
    let short = PageOptions { only_sentences: true, ..english() };
    let short = page(&made.summary(&short), &look(Language::English, 100));
    assert_eq!(short.lines().count(), 6);
    assert!(whole.starts_with(&short));
}

#[test]
fn the_ledger_adds_up_to_nil_and_can_be_filtered() {
    let made = Made::file(CASES[1].1);
    let by_kind = WhichLines { kinds: vec!["payment".to_owned()], ..WhichLines::default() };
    let text = page(&ledger(&made.computed(), &by_kind, false, &english()), &look(Language::English, 120));
    assert!(!text.contains("The service"), "{text}");
    let last = text.lines().find(|l| l.starts_with("all parties")).unwrap();
    assert!(last.split_whitespace().skip(2).all(|cell| cell == "0"), "{last}");
    let nobody = WhichLines { kinds: vec!["welfare".to_owned()], ..WhichLines::default() };
    let text = page(&ledger(&made.computed(), &nobody, false, &english()), &look(Language::English, 120));
    assert!(text.contains("No line is like that."), "{text}");
}

#[test]
fn a_name_at_the_beginning_of_a_row_is_never_cut() {
    for verb in ["appraise", "ledger", "break-even", "sensitivity", "simulate"] {
        for case in ["rikers", "denver", "newpin", "five-effects", "type-2-diabetes", "child-placement"] {
            let page = good(&[verb, &format!("cases/{case}/case.toml"), "-w", "64"]);
            for line in page.lines() {
                let label = line.trim_start().split("  ").next().unwrap_or_default();
                assert!(!label.ends_with('…'), "{verb} {case}: {line}");
                assert!(line.chars().count() <= 64, "{verb} {case}: {line}");
            }
        }
    }
}

#[test]
fn the_people_of_the_first_sentences_are_those_of_the_table_of_outcomes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hubs.toml").to_str().unwrap().to_owned();
    good(&["init", &file, "--from", "green-book"]);
    // 450 families × (48 % - 30 %) = 81, less 10 % for optimism: 72.9. A tenth off what breaks even, too: 126.1 → 113.5.
    let page = good(&["appraise", &file]);
    assert!(page.contains("72.9 of 450"), "{page}");
    assert!(page.contains("Breaks even at 113.5 more of 450 people: Family thrives. The case says 72.9."), "{page}");
}
