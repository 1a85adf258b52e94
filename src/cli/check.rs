//! `check`: whether cases can be read and computed.

use anyhow::Result;

use super::args::{CheckArgs, Format};
use super::compute::compute;
use super::load::{Loaded, files, load};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage};
use crate::model::Scope;
use crate::problem::{Code, Problem, Severity};
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
    let files = files(&args.files)?;
    let mut tally = Tally::default();
    let (mut page, mut json) = (String::new(), String::new());
    for file in &files {
        let checked = check(file, session)?;
        tally.add(&checked);
        let language = session.language(Some(&checked.loaded));
        let color = session.color() && places.iter().any(|p| p.file.is_none() && p.format == Format::Page);
        if args.inputs {
            page.push_str(&inputs(&checked.loaded));
        }
        page.push_str(&problems(&checked.shown, &checked.loaded.sources, language, color, session.width()));
        json.push_str(&object(&checked, language).line());
        json.push('\n');
    }
    let language = session.language(None);
    if let Some(last) = tally.line(language, session.verbose()) {
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
    exit: Exit,
}

fn check(file: &str, session: &Session<'_>) -> Result<Checked> {
    let mut loaded = load(file);
    if let Some(case) = &loaded.case
        && let Err(problem) = compute(case, &Scope::Only(Vec::new()))?
    {
        loaded.problems.add(problem);
    }
    let found = loaded.problems.clone().in_order();
    let (shown, exit) = session.judged(&found);
    Ok(Checked { loaded, shown, exit })
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
    exit: Exit,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { cases: 0, fine: 0, problems: 0, warnings: 0, exit: Exit::Done }
    }
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        let count = |severity| checked.shown.iter().filter(|p| p.severity == severity).count();
        self.cases += 1;
        self.problems += count(Severity::Problem);
        self.warnings += count(Severity::Warning);
        self.fine += usize::from(count(Severity::Problem) + count(Severity::Warning) == 0);
        self.exit = self.exit.worst(checked.exit);
    }

    /// The last line; nothing when all is well and nobody asked.
    fn line(&self, language: Language, verbose: bool) -> Option<String> {
        if self.problems + self.warnings == 0 && !verbose {
            return None;
        }
        let found = [(self.problems, "problem"), (self.warnings, "warning")].into_iter().filter(|(n, _)| *n > 0);
        let parts = found.map(|(n, what)| counted(language, what, n));
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
