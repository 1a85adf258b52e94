//! `check`: whether cases can be read and computed.

use anyhow::Result;

use super::args::{ChangeArgs, CheckArgs, Format};
use super::clock;
use super::judge::judged;
use super::load::{Loaded, Named, Policies, named};
use super::many::{in_order, threads};
use super::output::{Destination, Growing, destinations};
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
    let asked = Asked::of(args, &places, session)?;
    let files = named(&args.files)?;
    let threads = args.threads.map_or_else(threads, usize::from);
    let mut tally = Tally::default();
    // A change that a case does not have is a mistake on the command line, after which nothing may have been written.
    let mut results = Growing::to(&places, is_asked(&args.changes))?;
    let work = |kept: &mut Kept, file: &Named| one(file, &asked, kept);
    in_order(&files, threads, Kept::default, work, |said: Said| {
        tally.join(&said.tally);
        results.add(Format::Page, &said.page, session.out)?;
        results.add(Format::Json, &said.json, session.out)
    })?;
    let language = session.language(None);
    if let Some(last) = tally.line(language, session) {
        results.add(Format::Page, &last, session.out)?;
    }
    results.finish(session.out)?;
    Ok(tally.exit)
}

/// What is asked of every case.
struct Asked<'a> {
    args: &'a CheckArgs,
    today: Option<Day>,
    page: bool,
    json: bool,
    color: bool,
    width: usize,
}

impl Asked<'_> {
    fn of<'a>(args: &'a CheckArgs, places: &[Destination], session: &Session<'_>) -> Result<Asked<'a>> {
        let color = session.color() && places.iter().any(|p| p.file.is_none() && p.format == Format::Page);
        let any = |form: Format| places.iter().any(|p| p.format == form);
        let (page, json) = (any(Format::Page), any(Format::Json));
        Ok(Asked { args, today: today(args)?, page, json, color, width: session.width() })
    }
}

/// What a thread keeps from one case to the next.
#[derive(Default)]
struct Kept {
    policies: Policies,
    session: Option<Session<'static>>,
}

/// What is said of a file, in every way that was asked for.
#[derive(Default)]
struct Said {
    page: String,
    json: String,
    tally: Tally,
}

fn one(file: &Named, asked: &Asked<'_>, kept: &mut Kept) -> Result<Said> {
    let mut said = Said::default();
    let Some(mut loaded) = file.load() else { return Ok(said) };
    let session = match &mut kept.session {
        Some(session) => session,
        none => none.insert(apart(asked.args)?),
    };
    let (above, of_policy) = kept.policies.above(file, &mut loaded);
    for mut way in ways(&asked.args.changes, &mut loaded)? {
        way.problems.extend(of_policy.clone());
        let language = session.language_for(way.case.as_ref());
        let checked = check(&loaded, way, above, asked.today, session)?;
        said.tally.add(&checked.shown, checked.met.len(), checked.exit);
        if asked.page {
            if asked.args.inputs {
                said.page.push_str(&inputs(checked.way.case.as_ref()));
            }
            said.page.push_str(&problems(&checked.shown, &loaded.sources, language, asked.color, asked.width));
            if !session.quiet() {
                checked.met.iter().for_each(|line| said.page.push_str(&format!("{}  {line}\n", checked.name())));
            }
        }
        if asked.json {
            said.json.push_str(&object(&checked, language).line());
            said.json.push('\n');
        }
    }
    Ok(said)
}

/// The session of a thread, which writes nothing itself.
fn apart(args: &CheckArgs) -> Result<Session<'static>> {
    // A sink has no size: nothing is leaked.
    let nowhere = || Box::leak(Box::new(std::io::sink()));
    Ok(Session::new(nowhere(), nowhere(), &args.common, Some(&args.out), args.strict)?)
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
