//! `check`: whether cases can be read and computed.

use std::collections::BTreeSet;

use anyhow::Result;

use super::args::ChangeArgs;
use super::args_check::{CheckArgs, CheckFormat};
use super::clock;
use super::judge::{Demanded, judged};
use super::load::{Loaded, Named, Policies, named};
use super::many::{in_order, threads};
use super::output::{Destination, Growing, places};
use super::session::{Exit, Session, Usage};
use super::tally::Tally;
use super::variations::{Variation, is_asked, variations};
use crate::calendar::Day;
use crate::case::{Case, Policy, allowed};
use crate::problem::{Code, Problem, Problems};
use crate::render::json::{Head, Json};
use crate::render::problems::{
    CheckedCase, Met, findings, github, gitlab, junit, location, problem_text, problems, problems_json, sarif,
};
use crate::span::{SourceId, Sources};
use crate::stamp::Stamp;
use crate::text::{Language, Theme, say};

/// Reads and computes each case; complaints are the result.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &CheckArgs, session: &mut Session<'_>) -> Result<Exit> {
    if args.list {
        return list(session);
    }
    let places = places(args.out.format, &args.out.output)?;
    let asked = Asked::of(args, &places, session)?;
    let files = named(&args.files)?;
    let threads = args.threads.map_or_else(threads, usize::from);
    // A change that a case does not have is a mistake on the command line, after which nothing may have been written.
    let mut results = Growing::to(&places, is_asked(&args.changes))?;
    let mut all = All::default();
    let work = |kept: &mut Kept, file: &Named| one(file, &asked, kept);
    in_order(&files, threads, Kept::default, work, |cases: Vec<Said>| {
        cases.into_iter().try_for_each(|said| {
            let (page, json) = all.add(said, &asked);
            results.add(CheckFormat::Page, &page, session.out)?;
            results.add(CheckFormat::Json, &json, session.out)
        })
    })?;
    let language = session.language(None);
    if let Some(last) = all.tally.line(language, session) {
        results.add(CheckFormat::Page, &last, session.out)?;
    }
    for form in [CheckFormat::Sarif, CheckFormat::Junit, CheckFormat::Github, CheckFormat::Gitlab] {
        if asked.forms.contains(&form) {
            results.add(form, &all.form(form, language)?, session.out)?;
        }
    }
    results.finish(session.out)?;
    Ok(all.tally.exit)
}

/// What is asked of every case.
struct Asked<'a> {
    args: &'a CheckArgs,
    today: Option<Day>,
    forms: Vec<CheckFormat>,
    /// Whether a form is asked for that is made of all cases at once.
    of_all: bool,
    color: bool,
    width: usize,
}

impl Asked<'_> {
    fn of<'a>(args: &'a CheckArgs, places: &[Destination<CheckFormat>], session: &Session<'_>) -> Result<Asked<'a>> {
        let forms: Vec<CheckFormat> = places.iter().map(|p| p.format).collect();
        let of_all = forms.iter().any(|form| !matches!(form, CheckFormat::Page | CheckFormat::Json));
        let on_terminal = |p: &Destination<CheckFormat>| p.file.is_none() && p.format == CheckFormat::Page;
        let color = session.color() && places.iter().any(on_terminal);
        Ok(Asked { args, today: today(args)?, forms, of_all, color, width: session.width() })
    }
}

/// What a thread keeps from one case to the next.
#[derive(Default)]
struct Kept {
    policies: Policies,
    session: Option<Session<'static>>,
}

/// What is said of a case.
struct Said {
    /// Its inputs, when they were asked for.
    before: String,
    /// Its problems as a page; none when the cases before decide what is news.
    page: Option<String>,
    /// The demands that it meets.
    after: String,
    json: String,
    case: Option<CheckedCase>,
    shown: Vec<Problem>,
    sources: Sources,
    language: Language,
    met: usize,
    exit: Exit,
}

fn one(file: &Named, asked: &Asked<'_>, kept: &mut Kept) -> Result<Vec<Said>> {
    let Some(mut loaded) = file.load() else { return Ok(Vec::new()) };
    let session = match &mut kept.session {
        Some(session) => session,
        none => none.insert(apart(asked.args)?),
    };
    let (above, of_policy) = kept.policies.above(file, &mut loaded);
    loaded.sources.renamed(from_here);
    let ways = ways(&asked.args.changes, &mut loaded)?;
    ways.into_iter()
        .map(|mut way| {
            way.problems.extend(of_policy.clone());
            let checked = check(&loaded, way, above, asked.today, session)?;
            Ok(Said::of(checked, asked, session))
        })
        .collect()
}

/// The session of a thread, which writes nothing itself.
fn apart(args: &CheckArgs) -> Result<Session<'static>> {
    // A sink has no size: nothing is leaked.
    let nowhere = || Box::leak(Box::new(std::io::sink()));
    Ok(Session::new(nowhere(), nowhere(), &args.common, None, args.strict)?)
}

impl Said {
    fn of(checked: Checked<'_>, asked: &Asked<'_>, session: &Session<'_>) -> Said {
        let sources = &checked.loaded.sources;
        let language = session.language_for(checked.way.case.as_ref());
        let has = |form: CheckFormat| asked.forms.contains(&form);
        let page = if !has(CheckFormat::Page) {
            Some(String::new())
        } else if checked.shown.iter().any(|problem| shared(problem, sources).is_some()) {
            None
        } else {
            Some(problems(&checked.shown, sources, language, asked.color, asked.width))
        };
        let name = checked.name();
        let says = |met: &Demanded| format!("{name}  {}\n", met.says);
        let case = asked.of_all.then(|| {
            let met =
                |met: &Demanded| Met { id: met.id.to_string(), says: met.says.clone(), at: location(met.at, sources) };
            CheckedCase {
                name: name.clone(),
                findings: findings(&checked.shown, sources, language, |p| session.fails(p)),
                met: checked.met.iter().map(met).collect(),
            }
        });
        Said {
            before: if asked.args.inputs { inputs(checked.way.case.as_ref()) } else { String::new() },
            page,
            after: if session.quiet() { String::new() } else { checked.met.iter().map(says).collect() },
            json: if has(CheckFormat::Json) { object(&checked, language).line() + "\n" } else { String::new() },
            case,
            language,
            met: checked.met.len(),
            exit: checked.exit,
            sources: sources.clone(),
            shown: checked.shown,
        }
    }
}

/// What is said of all cases together.
#[derive(Default)]
struct All {
    tally: Tally,
    cases: Vec<CheckedCase>,
    /// What was said of files that several cases share: a policy file, a library.
    shared: BTreeSet<String>,
}

impl All {
    /// Adds a case: what the page and the lines of JSON say of it.
    fn add(&mut self, said: Said, asked: &Asked<'_>) -> (String, String) {
        let news = self.news(&said);
        self.tally.add(&said.shown, &news, said.met, said.exit);
        self.cases.extend(said.case);
        let page = said.page.unwrap_or_else(|| problems(&news, &said.sources, said.language, asked.color, asked.width));
        (said.before + &page + &said.after, said.json)
    }

    /// What was not said before: a mistake in a file that several cases share is one mistake.
    fn news(&mut self, said: &Said) -> Vec<Problem> {
        let mut news = said.shown.clone();
        news.retain(|problem| {
            let Some(file) = shared(problem, &said.sources) else { return true };
            let (place, code) = (problem.span.map(|span| span.start), problem.code.word());
            self.shared.insert(format!("{file} {place:?} {code} {} {:?}", problem.variant, problem.data))
        });
        news
    }

    /// All cases in a form that is made of all of them.
    fn form(&self, form: CheckFormat, language: Language) -> Result<String> {
        match form {
            CheckFormat::Page | CheckFormat::Json => Ok(String::new()),
            CheckFormat::Sarif => indented(&sarif(&self.cases, language)),
            CheckFormat::Junit => Ok(String::from_utf8(junit(&self.cases)?)?),
            CheckFormat::Github => Ok(github(&self.cases)),
            CheckFormat::Gitlab => indented(&gitlab(&self.cases)),
        }
    }
}

/// The file that a problem is in, when it is not that of the case.
fn shared<'s>(problem: &Problem, sources: &'s Sources) -> Option<&'s str> {
    let source = problem.span.map(|span| span.source).or(problem.file).unwrap_or_default();
    sources.get(source).filter(|_| source != SourceId::default()).map(|source| source.name.as_str())
}

fn indented(value: &serde_json::Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// How a file is called from where the command runs, as services that show findings beside the lines want it.
fn from_here(name: &str) -> String {
    let path = std::path::Path::new(name);
    let here = std::env::current_dir().ok().filter(|_| path.is_absolute());
    let inner = here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_string_lossy().replace('\\', "/")));
    let name = inner.unwrap_or_else(|| name.to_owned());
    name.strip_prefix("./").map_or_else(|| name.clone(), str::to_owned)
}

/// A case after its check.
struct Checked<'l> {
    loaded: &'l Loaded,
    way: Variation,
    shown: Vec<Problem>,
    /// The demands that are met.
    met: Vec<Demanded>,
    exit: Exit,
}

impl Checked<'_> {
    /// The file, and the scenario that was asked for.
    fn name(&self) -> String {
        let file = from_here(&self.loaded.path);
        match &self.way.scenario {
            Some(scenario) => format!("{file}@{scenario}"),
            None => file,
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
    let (mut shown, exit) = session.judged(&problems.in_order());
    // What has no place concerns the case as a whole.
    shown.iter_mut().filter(|p| p.span.is_none()).for_each(|p| p.file = p.file.or(Some(SourceId::default())));
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

/// The names of all problems, warnings and rules, with what each is about.
fn list(session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    let longest = Code::ALL.iter().map(|code| code.word().len()).max().unwrap_or(0);
    for code in Code::ALL {
        let text = problem_text(&Problem::new(*code), language);
        let about = say(language, Theme::Codes, code.word());
        writeln!(session.out, "{:8} {:longest$}  {about}", text.severity, code.word())?;
    }
    Ok(Exit::Done)
}
