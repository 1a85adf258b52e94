//! `check`: whether cases can be read and computed.

use std::collections::BTreeSet;

use anyhow::Result;

use super::args::ChangeArgs;
use super::args_check::{CheckArgs, CheckFormat};
use super::clock;
use super::judge::{Demanded, judged};
use super::load::{Loaded, files, load, policy};
use super::output::{Destination, deliver, places};
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
use crate::span::SourceId;
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
    let today = today(args)?;
    let files = files(&args.files)?;
    let mut said = Said::of(&places, session);
    for file in &files {
        let mut loaded = load(file);
        let (own, above) = (std::mem::take(&mut loaded.problems), policy(&mut loaded));
        let of_policy = std::mem::replace(&mut loaded.problems, own);
        loaded.sources.renamed(from_here);
        for mut way in ways(&args.changes, &mut loaded)? {
            way.problems.extend(of_policy.clone());
            let checked = check(&loaded, way, above.as_ref(), today, session)?;
            if args.inputs {
                said.page.push_str(&inputs(checked.way.case.as_ref()));
            }
            said.add(&checked, session);
        }
    }
    said.deliver(&places, session)
}

/// What is said of all cases together, in every form that was asked for.
struct Said {
    tally: Tally,
    page: String,
    json: String,
    /// Whether a form is asked for that is made of all cases at once.
    of_all: bool,
    cases: Vec<CheckedCase>,
    /// What was said of files that several cases share: a policy file, a library.
    shared: BTreeSet<String>,
    color: bool,
}

impl Said {
    fn of(places: &[Destination<CheckFormat>], session: &Session<'_>) -> Said {
        let on_terminal = |p: &Destination<CheckFormat>| p.file.is_none() && p.format == CheckFormat::Page;
        Said {
            tally: Tally::default(),
            page: String::new(),
            json: String::new(),
            of_all: places.iter().any(|p| !matches!(p.format, CheckFormat::Page | CheckFormat::Json)),
            cases: Vec::new(),
            shared: BTreeSet::new(),
            color: session.color() && places.iter().any(on_terminal),
        }
    }

    fn add(&mut self, checked: &Checked<'_>, session: &Session<'_>) {
        let sources = &checked.loaded.sources;
        let language = session.language_for(checked.way.case.as_ref());
        let news = self.news(checked);
        self.tally.add(&checked.shown, &news, checked.met.len(), checked.exit);
        self.page.push_str(&problems(&news, sources, language, self.color, session.width()));
        if !session.quiet() {
            let name = checked.name();
            checked.met.iter().for_each(|met| self.page.push_str(&format!("{name}  {}\n", met.says)));
        }
        self.json.push_str(&object(checked, language).line());
        self.json.push('\n');
        if self.of_all {
            let met = checked.met.iter().map(|met| Met {
                id: met.id.to_string(),
                says: met.says.clone(),
                at: location(met.at, sources),
            });
            self.cases.push(CheckedCase {
                name: checked.name(),
                findings: findings(&checked.shown, sources, language, |p| session.fails(p)),
                met: met.collect(),
            });
        }
    }

    /// What was not said before: a mistake in a file that several cases share is one mistake.
    fn news(&mut self, checked: &Checked<'_>) -> Vec<Problem> {
        let mut news = checked.shown.clone();
        news.retain(|problem| {
            let source = problem.span.map(|span| span.source).or(problem.file).unwrap_or_default();
            let Some(shared) = checked.loaded.sources.get(source).filter(|_| source != SourceId::default()) else {
                return true;
            };
            let (place, code) = (problem.span.map(|span| span.start), problem.code.word());
            let told = format!("{} {place:?} {code} {} {:?}", shared.name, problem.variant, problem.data);
            self.shared.insert(told)
        });
        news
    }

    fn deliver(mut self, places: &[Destination<CheckFormat>], session: &mut Session<'_>) -> Result<Exit> {
        let language = session.language(None);
        if let Some(last) = self.tally.line(language, session) {
            self.page.push_str(&last);
        }
        deliver(places, session.out, |format, _| {
            Ok(match format {
                CheckFormat::Page => self.page.clone().into_bytes(),
                CheckFormat::Json => self.json.clone().into_bytes(),
                CheckFormat::Sarif => indented(&sarif(&self.cases, language))?,
                CheckFormat::Junit => junit(&self.cases)?,
                CheckFormat::Github => github(&self.cases).into_bytes(),
                CheckFormat::Gitlab => indented(&gitlab(&self.cases))?,
            })
        })?;
        Ok(self.tally.exit)
    }
}

fn indented(value: &serde_json::Value) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
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
