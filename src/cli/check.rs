//! `check`: whether cases can be read and computed.

mod said;

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::args::ChangeArgs;
use super::args_check::{CheckArgs, CheckFormat};
use super::clock;
use super::judge::{Demanded, judged};
use super::load::{Loaded, Named, Policies, named};
use super::many::{in_order, threads};
use super::output::{Destination, places};
use super::session::{Exit, Session, Usage};
use super::variations::{Variation, is_asked, variations};
use crate::calendar::Day;
use crate::case::{Case, Policy, allowed};
use crate::problem::{Code, Problem, Problems};
use crate::render::problems::problem_text;
use crate::span::SourceId;
use crate::text::{Theme, say};

use said::{Said, Whole};

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
    let mut whole = Whole::of(&asked, &places, is_asked(&args.changes))?;
    let work = |kept: &mut Kept, file: &Named| one(file, &asked, kept);
    in_order(&files, threads, Kept::default, work, |said: Said| whole.take(said, session))?;
    whole.finish(session)
}

/// What is asked of every case.
struct Asked<'a> {
    args: &'a CheckArgs,
    today: Option<Day>,
    forms: Vec<CheckFormat>,
    color: bool,
    width: usize,
    /// Where the command runs.
    here: Option<PathBuf>,
}

impl Asked<'_> {
    fn of<'a>(args: &'a CheckArgs, places: &[Destination<CheckFormat>], session: &Session<'_>) -> Result<Asked<'a>> {
        let on_terminal = |p: &Destination<CheckFormat>| p.file.is_none() && p.format == CheckFormat::Page;
        let color = session.color() && places.iter().any(on_terminal);
        let forms = places.iter().map(|place| place.format).collect();
        let here = std::env::current_dir().ok();
        Ok(Asked { args, today: today(args)?, forms, color, width: session.width(), here })
    }

    /// Whether a form is asked for.
    fn any(&self, form: CheckFormat) -> bool {
        self.forms.contains(&form)
    }

    /// How a file is called from where the command runs, as services that show findings beside the lines want it.
    fn name_here(&self, name: &str) -> String {
        let here = self.here.as_deref().filter(|_| Path::new(name).is_absolute());
        match here.and_then(|here| Path::new(name).strip_prefix(here).ok()) {
            Some(inner) => inner.to_string_lossy().replace('\\', "/"),
            None => name.strip_prefix("./").unwrap_or(name).to_owned(),
        }
    }

    /// Whether a form is asked for that is made of all cases at once.
    fn of_all(&self) -> bool {
        self.forms.iter().any(|form| !matches!(form, CheckFormat::Page | CheckFormat::Json))
    }
}

/// What a thread keeps from one case to the next.
#[derive(Default)]
struct Kept {
    policies: Policies,
    session: Option<Session<'static>>,
}

fn one(file: &Named, asked: &Asked<'_>, kept: &mut Kept) -> Result<Said> {
    let mut said = Said::default();
    let Some(mut loaded) = file.load(asked.args.changes.scenario_file.as_deref()) else { return Ok(said) };
    let session = match &mut kept.session {
        Some(session) => session,
        none => none.insert(apart(asked.args)?),
    };
    let (above, of_policy) = kept.policies.above(file, &mut loaded);
    loaded.sources.renamed(|name| asked.name_here(name));
    for mut way in ways(&asked.args.changes, &mut loaded)? {
        way.problems.extend(of_policy.clone());
        let checked = check(&loaded, way, above, asked.today, session)?;
        if asked.args.inputs && asked.any(CheckFormat::Page) {
            said.add_page(inputs(checked.way.case.as_ref()));
        }
        said.add(&checked, asked, session);
    }
    Ok(said)
}

/// The session of a thread, which writes nothing itself.
fn apart(args: &CheckArgs) -> Result<Session<'static>> {
    // A sink has no size: nothing is leaked.
    let nowhere = || Box::leak(Box::new(std::io::sink()));
    Ok(Session::new(nowhere(), nowhere(), &args.common, None, args.strict)?.wide(args.out.width))
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
        let file = self.loaded.sources.get(SourceId::default()).map_or("", |source| &source.name);
        match &self.way.scenario {
            Some(scenario) => format!("{file}@{scenario}"),
            None => file.to_owned(),
        }
    }
}

/// A case in every way that was asked for; as it stands when it cannot be read.
fn ways(args: &ChangeArgs, loaded: &mut Loaded) -> Result<Vec<Variation>> {
    if loaded.case.is_some() && is_asked(args) {
        return variations(args, loaded);
    }
    let (case, problems) = (loaded.case.take(), std::mem::take(&mut loaded.problems));
    Ok(vec![Variation { scenario: None, changes: Vec::new(), document: None, case, problems }])
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
    mut way: Variation,
    above: Option<&Policy>,
    today: Option<Day>,
    session: &Session<'_>,
) -> Result<Checked<'l>> {
    let (mut problems, mut met) = (std::mem::take(&mut way.problems), Vec::new());
    if let (Some(case), Some(document)) = (&way.case, &loaded.document) {
        let policy = Policy::of(case, above);
        let judged = judged(case, document, &policy, session.language_for(Some(case)))?;
        problems.extend(judged.problems);
        met = judged.met;
        problems = Problems::of(allowed(problems.in_order(), &policy.allowances, document, today));
    }
    let (mut shown, exit) = session.judged(problems.in_order());
    // What has no place concerns the case as a whole.
    shown.iter_mut().filter(|p| p.span.is_none()).for_each(|p| p.file = p.file.or(Some(SourceId::default())));
    Ok(Checked { loaded, way, shown, met, exit })
}

/// Every input of a case, one a line, ready for `--set` and `explain`.
fn inputs(case: Option<&Case>) -> String {
    let Some(case) = case else { return String::new() };
    case.assumptions.iter().filter(|a| a.input.is_some()).map(|a| format!("{}\n", a.path)).collect()
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
