//! `sensitivity`: how far each value moves a figure.

use anyhow::Result;

use super::args::{Format, SensitivityArgs};
use super::asking::{Made, Question, apart, deliver_pages, input, number, objects, subject};
use super::output::charts;
use super::results::{Asked, Found, is_json, manner, one, options};
use super::session::{Exit, Session, Usage};
use crate::document::Document;
use crate::model::Scope;
use crate::render::{csv, json, vega};
use crate::report::{self, Computed, Tornado, Whose};
use crate::uncertainty::{Bar, Grid, Subject, grid, tornado, tornado_of};
use rust_decimal::Decimal;

/// What was found of a case.
enum Answer {
    /// A bar for each input, and how many were left out.
    Bars(Vec<Bar>, usize),
    /// Two inputs together.
    Grid(Grid),
}

/// Writes how a figure of a case answers to its inputs.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &SensitivityArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = charts(&args.run.out)?;
    let spread = number(&args.spread)?;
    if spread <= Decimal::ZERO || spread > Decimal::ONE {
        return Err(Usage(format!("--spread {}: a share above 0 %, at most 100 %", args.spread)).into());
    }
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (cases, exit) = one(&args.file, asked, session)?;
    let question = Question { figure: &args.figure, perspective: args.perspective.as_deref() };
    let mut answered = Vec::new();
    for found in &cases {
        let Some(of) = found.page() else { continue };
        let subject = subject(&of, question)?;
        let answer = answer(args, &subject, found.document.as_ref(), spread)?;
        answered.push((found, of, subject, answer));
    }
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => objects(answered.iter().filter_map(|(f, _, s, a)| object(f, s, a)).collect()),
            Format::VegaLite => objects(answered.iter().map(|(f, of, s, a)| chart(f, of, s, a)).collect()),
            Format::Csv => {
                let bars: Vec<_> = answered
                    .iter()
                    .filter_map(|(_, of, subject, answer)| match answer {
                        Answer::Bars(bars, _) => Some((*of, subject, bars.as_slice())),
                        Answer::Grid(_) => None,
                    })
                    .collect();
                let grids: Vec<_> = answered
                    .iter()
                    .filter_map(|(_, of, subject, answer)| match answer {
                        Answer::Grid(grid) => Some((*of, subject, grid)),
                        Answer::Bars(..) => None,
                    })
                    .collect();
                let manner = manner(&args.run.out);
                Made::Bytes(if args.grid.is_empty() { csv::tornado(&bars, manner) } else { csv::grid(&grids, manner) })
            }
            Format::Page | Format::Markdown => {
                let page = |(found, of, subject, answer): &(&Found, Computed<'_>, Subject<'_>, Answer)| {
                    let options = options(&args.run.out, found.language, Whose::Headline, false);
                    let report = match answer {
                        Answer::Grid(grid) => report::grid(of, subject, grid, &options),
                        Answer::Bars(bars, left_out) => {
                            report::tornado(of, &Tornado { subject, spread, bars, left_out: *left_out }, &options)
                        }
                    };
                    (report, found.language)
                };
                Made::Pages(answered.iter().map(page).collect())
            }
        })
    })?;
    Ok(exit)
}

fn answer(
    args: &SensitivityArgs,
    subject: &Subject<'_>,
    document: Option<&Document>,
    spread: Decimal,
) -> Result<Answer> {
    let input = |path: &str| input(subject, document, path);
    if let [down, across] = args.grid.as_slice() {
        apart(down, across)?;
        let (down, across) = (input(down)?, input(across)?);
        let says = "one of the two is nil in the case and has no range: write its low and high";
        let found = grid(subject, [&down, &across], spread);
        return found.map(Answer::Grid).ok_or_else(|| Usage(says.to_owned()).into());
    }
    let mut bars = match args.paths.as_slice() {
        [] => tornado(subject, spread),
        paths => {
            let levers: Result<Vec<_>> = paths.iter().map(|path| input(path)).collect();
            tornado_of(subject, levers?, spread)
        }
    };
    let left_out = bars.len().saturating_sub(args.top.map_or(bars.len(), usize::from));
    bars.truncate(bars.len() - left_out);
    Ok(Answer::Bars(bars, left_out))
}

fn object(found: &Found, subject: &Subject<'_>, answer: &Answer) -> Option<json::Json> {
    let head = found.head()?;
    Some(match answer {
        Answer::Bars(bars, _) => json::tornado(head, subject, bars),
        Answer::Grid(grid) => json::grid(head, subject, grid),
    })
}

fn chart(found: &Found, of: &Computed<'_>, subject: &Subject<'_>, answer: &Answer) -> json::Json {
    let figure = report::asked(of, &subject.sought, found.language);
    let case = of.case.names.title.as_deref().unwrap_or(&of.case.id);
    let money = report::is_money(&subject.sought.name);
    let titles = vega::Titles { case, figure: &figure, money };
    match answer {
        Answer::Bars(bars, _) => vega::tornado(subject, bars, titles),
        Answer::Grid(grid) => vega::grid(grid, report::mark(subject), titles),
    }
}
