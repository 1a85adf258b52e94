//! `check`: whether cases can be read and computed.

use anyhow::Result;

use super::args::{CheckArgs, Format};
use super::clock;
use super::judge::judged;
use super::load::{Loaded, files, load, policy};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage};
use crate::calendar::Day;
use crate::case::{Policy, allowed};
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::json::{Head, Json};
use crate::render::problems::{problem_text, problems, problems_json};
use crate::stamp::Stamp;
use crate::text::{Language, Theme, fill, say};

/// Reads and computes each case; complaints are the result.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &CheckArgs, session: &mut Session<'_>) -> Result<Exit> {
    if args.list {
        return list(session);
    }
    let places = destinations(&args.out)?;
    if places.iter().any(|p| matches!(p.format, Format::Csv | Format::Markdown)) {
        return Err(Usage("check writes a page or json".to_owned()).into());
    }
    let today = today(args)?;
    let files = files(&args.files)?;
    let mut tally = Tally::default();
    let (mut page, mut json) = (String::new(), String::new());
    for file in &files {
        let checked = check(file, today, session)?;
        tally.add(&checked);
        let language = session.language(Some(&checked.loaded));
        let color = session.color() && places.iter().any(|p| p.file.is_none() && p.format == Format::Page);
        if args.inputs {
            page.push_str(&inputs(&checked.loaded));
        }
        page.push_str(&problems(&checked.shown, &checked.loaded.sources, language, color, session.width()));
        if !session.quiet() {
            checked.met.iter().for_each(|line| page.push_str(&format!("{}  {line}\n", checked.loaded.path)));
        }
        json.push_str(&object(&checked, language).line());
        json.push('\n');
    }
    let language = session.language(None);
    if let Some(last) = tally.line(language, session) {
        page.push_str(&last);
    }
    deliver(&places, session.out, |format, _| match format {
        Format::Json => Ok(json.clone().into_bytes()),
        Format::Page | Format::Csv | Format::Markdown => Ok(page.clone().into_bytes()),
    })?;
    Ok(tally.exit)
}

/// A case after its check.
struct Checked {
    loaded: Loaded,
    shown: Vec<Problem>,
    /// A line for each demand that is met.
    met: Vec<String>,
    exit: Exit,
}

/// The day that the command line gives, else the clock's.
fn today(args: &CheckArgs) -> Result<Option<Day>> {
    match &args.today {
        None => Ok(clock::today()),
        Some(text) => match Day::read(text) {
            Some(day) => Ok(Some(day)),
            None => Err(Usage(format!("--today {text}: days are written 2025-07-15")).into()),
        },
    }
}

fn check(file: &str, today: Option<Day>, session: &Session<'_>) -> Result<Checked> {
    let mut loaded = load(file);
    let above = policy(&mut loaded);
    let language = session.language(Some(&loaded));
    let (mut problems, mut met) = (loaded.problems.clone(), Vec::new());
    if let (Some(case), Some(document)) = (&loaded.case, &loaded.document) {
        let policy = Policy::of(case, above.as_ref());
        let judged = judged(case, document, &policy, language)?;
        problems.extend(judged.problems);
        met = judged.met;
        let left = allowed(problems.in_order(), &policy.allowances, document, today);
        problems = Problems::of(left);
    }
    let (shown, exit) = session.judged(&problems.in_order());
    Ok(Checked { loaded, shown, met, exit })
}

fn object(checked: &Checked, language: Language) -> Json {
    let loaded = &checked.loaded;
    let list = Json::of(&problems_json(&checked.shown, &loaded.sources, language));
    match &loaded.case {
        Some(case) => {
            let stamp = Stamp::of(case, loaded.files.clone());
            let head = Head { stamp: &stamp, id: &case.id, title: case.names.title.as_deref(), path: &loaded.path };
            head.begin("afkast.problems").with("problems", list).done()
        }
        None => Json::Object(vec![
            ("format".to_owned(), Json::text("afkast.problems")),
            ("version".to_owned(), Json::whole(1)),
            (
                "case".to_owned(),
                Json::Object(vec![
                    ("id".to_owned(), Json::text(&loaded.path)),
                    ("title".to_owned(), Json::Null),
                    ("path".to_owned(), Json::text(&loaded.path)),
                ]),
            ),
            ("problems".to_owned(), list),
        ]),
    }
}

/// Every input of a case, one a line, ready for `--set` and `explain`.
fn inputs(loaded: &Loaded) -> String {
    let Some(case) = &loaded.case else { return String::new() };
    case.assumptions.iter().filter(|a| a.input).map(|a| format!("{}\n", a.path)).collect()
}

/// What was found in all cases together.
struct Tally {
    cases: usize,
    fine: usize,
    problems: usize,
    warnings: usize,
    met: usize,
    unmet: usize,
    broken: usize,
    exit: Exit,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { cases: 0, fine: 0, problems: 0, warnings: 0, met: 0, unmet: 0, broken: 0, exit: Exit::Done }
    }
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        self.cases += 1;
        self.met += checked.met.len();
        self.exit = self.exit.worst(checked.exit);
        let mut fine = true;
        for problem in &checked.shown {
            let count = match (problem.code, problem.severity) {
                (_, Severity::Note) => continue,
                (Code::Demand, _) => &mut self.unmet,
                (Code::Rule, _) => &mut self.broken,
                (_, Severity::Problem) => &mut self.problems,
                (_, Severity::Warning) => &mut self.warnings,
            };
            *count += 1;
            fine = false;
        }
        self.fine += usize::from(fine);
    }

    /// The last line; nothing when all is well and nobody asked or demanded anything.
    fn line(&self, language: Language, session: &Session<'_>) -> Option<String> {
        let met = if session.quiet() { 0 } else { self.met };
        let counts = [
            (self.problems, "problem"),
            (self.warnings, "warning"),
            (self.broken, "broken"),
            (self.unmet, "unmet"),
            (met, "met"),
        ];
        let found: Vec<_> = counts.into_iter().filter(|(n, _)| *n > 0).collect();
        if found.is_empty() && !session.verbose() {
            return None;
        }
        let parts = found.into_iter().map(|(n, what)| counted(language, what, n));
        let (cases, fine) = (counted(language, "case", self.cases), counted(language, "fine", self.fine));
        let first = fill(say(language, Theme::Pages, "check.cases"), &[("cases", &cases), ("fine", &fine)]);
        let all: Vec<String> = std::iter::once(first).chain(parts).collect();
        Some(all.join(" · ") + "\n")
    }
}

/// A number of things, in words.
fn counted(language: Language, what: &str, number: usize) -> String {
    let form = if number == 1 { "one" } else { "many" };
    fill(say(language, Theme::Pages, &format!("check.{what}.{form}")), &[("number", &number.to_string())])
}

/// The names of all problems and warnings, with what each means.
fn list(session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    for code in Code::ALL {
        let text = problem_text(&Problem::new(*code), language);
        writeln!(session.out, "{:8} {}", text.severity, code.word())?;
    }
    Ok(Exit::Done)
}
