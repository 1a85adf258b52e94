//! `check`: whether cases can be read and computed.

use anyhow::Result;

use super::args::{ChangeArgs, CheckArgs, Format};
use super::clock;
use super::judge::judged;
use super::load::{Loaded, files, load, policy};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage};
use super::tally::Tally;
use super::variations::{Variation, is_asked, variations};
use crate::calendar::Day;
use crate::case::{Case, Policy, allowed};
use crate::problem::{Code, Problem, Problems};
use crate::render::json::{Head, Json};
use crate::render::problems::{problem_text, problems, problems_json};
use crate::stamp::Stamp;
use crate::text::Language;

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
        let mut loaded = load(file);
        let (own, above) = (std::mem::take(&mut loaded.problems), policy(&mut loaded));
        let of_policy = std::mem::replace(&mut loaded.problems, own);
        for mut way in ways(&args.changes, &mut loaded)? {
            way.problems.extend(of_policy.clone());
            let language = session.language_for(way.case.as_ref());
            let checked = check(&loaded, way, above.as_ref(), today, session)?;
            tally.add(&checked.shown, checked.met.len(), checked.exit);
            let color = session.color() && places.iter().any(|p| p.file.is_none() && p.format == Format::Page);
            if args.inputs {
                page.push_str(&inputs(checked.way.case.as_ref()));
            }
            page.push_str(&problems(&checked.shown, &loaded.sources, language, color, session.width()));
            if !session.quiet() {
                checked.met.iter().for_each(|line| page.push_str(&format!("{}  {line}\n", checked.name())));
            }
            json.push_str(&object(&checked, language).line());
            json.push('\n');
        }
    }
    let language = session.language(None);
    if let Some(last) = tally.line(language, session) {
        page.push_str(&last);
    }
    deliver(&places, session.out, |format, _| match format {
        Format::Json => Ok(json.clone().into_bytes()),
        Format::Page | Format::Csv | Format::Markdown | Format::VegaLite => Ok(page.clone().into_bytes()),
    })?;
    Ok(tally.exit)
}

/// A case after its check.
struct Checked<'l> {
    loaded: &'l Loaded,
    way: Variation,
    shown: Vec<Problem>,
    /// A line for each demand that is met.
    met: Vec<String>,
    exit: Exit,
}

impl Checked<'_> {
    /// The file, and the scenario that was asked for.
    fn name(&self) -> String {
        match &self.way.scenario {
            Some(scenario) => format!("{}@{scenario}", self.loaded.path),
            None => self.loaded.path.clone(),
        }
    }
}

/// A case in every way that was asked for; as it stands when it cannot be read.
fn ways(args: &ChangeArgs, loaded: &mut Loaded) -> Result<Vec<Variation>> {
    if loaded.case.is_some() && is_asked(args) {
        return variations(args, loaded);
    }
    let (case, problems) = (loaded.case.take(), std::mem::take(&mut loaded.problems));
    Ok(vec![Variation { scenario: None, changes: Vec::new(), case, problems }])
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

fn check<'l>(
    loaded: &'l Loaded,
    way: Variation,
    above: Option<&Policy>,
    today: Option<Day>,
    session: &Session<'_>,
) -> Result<Checked<'l>> {
    let (mut problems, mut met) = (way.problems.clone(), Vec::new());
    if let (Some(case), Some(document)) = (&way.case, &loaded.document) {
        let policy = Policy::of(case, above);
        let judged = judged(case, document, &policy, session.language_for(Some(case)))?;
        problems.extend(judged.problems);
        met = judged.met;
        problems = Problems::of(allowed(problems.in_order(), &policy.allowances, document, today));
    }
    let (shown, exit) = session.judged(&problems.in_order());
    Ok(Checked { loaded, way, shown, met, exit })
}

fn object(checked: &Checked<'_>, language: Language) -> Json {
    let loaded = checked.loaded;
    let list = Json::of(&problems_json(&checked.shown, &loaded.sources, language));
    match &checked.way.case {
        Some(case) => {
            let (scenario, changes) = (checked.way.scenario.clone(), checked.way.changes.clone());
            let stamp = Stamp { scenario, changes, ..Stamp::of(case, loaded.files.clone()) };
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
fn inputs(case: Option<&Case>) -> String {
    let Some(case) = case else { return String::new() };
    case.assumptions.iter().filter(|a| a.input).map(|a| format!("{}\n", a.path)).collect()
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
