//! `schedule`: who pays what, when, and what investors get.

use anyhow::{Result, anyhow};
use rust_decimal::Decimal;

use super::args::Format;
use super::args_schedule::ScheduleArgs;
use super::output::{deliver, destinations};
use super::results::{Asked, Found, all, is_json, manner, options};
use super::session::{Exit, Session};
use crate::appraisal::{self, Schedule};
use crate::model::Scope;
use crate::render::json;
use crate::render::terminal::{Look, page};
use crate::render::{csv, markdown};
use crate::report::{Report, ScheduleView, Whose, schedule};
use crate::text::Language;

/// Writes the payment schedule of each case that has a contract.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &ScheduleArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.run.out)?;
    let mut changes = args.run.changes.clone();
    changes.at.clone_from(&args.at);
    let scope = Scope::Only(Vec::new());
    let asked = Asked { changes: &changes, scope: &scope, json: is_json(&places) };
    let (cases, mut exit) = all(&args.files, asked, session)?;
    let mut made: Vec<(&Found, Schedule)> = Vec::new();
    for found in &cases {
        let Some(of) = found.page() else { continue };
        match appraisal::schedule(of.case, of.model, of.ledger) {
            Some(Ok(schedule)) => made.push((found, schedule)),
            Some(Err(failure)) => return Err(anyhow!("{}: payments: {failure:?}", found.path)),
            // Of several cases those without a contract are left out.
            None if cases.len() > 1 => {}
            None => {
                writeln!(session.err, "error: {}: the case has no [contract], so it has no schedule", found.path)?;
                exit = exit.worst(Exit::NotComputed);
            }
        }
    }
    if made.is_empty() && exit != Exit::Done {
        return Ok(exit);
    }
    let view = match (args.by_payer, args.by_term, args.lines) {
        (true, ..) => ScheduleView::ByPayer,
        (_, true, _) => ScheduleView::ByTerm,
        (.., true) => ScheduleView::Lines,
        _ => ScheduleView::Streams,
    };
    let painted = session.color() && places.iter().any(|p| p.file.is_none());
    let width = session.width();
    let pages = |render: &dyn Fn(&Report, Language) -> String| -> String {
        let each = made.iter().filter_map(|(found, of_case)| {
            let options = options(&args.run.out, found.language, Whose::All, false);
            Some(render(&schedule(&found.page()?, of_case, view, &options), found.language))
        });
        each.collect::<Vec<_>>().join("\n")
    };
    deliver(&places, session.out, |format, to_file| {
        Ok(match format {
            Format::Json => objects(&made).into_bytes(),
            Format::Csv => {
                let each: Vec<_> = made.iter().filter_map(|(found, of)| Some((found.page()?, of))).collect();
                csv::schedules(&each, manner(&args.run.out))
            }
            Format::Page | Format::VegaLite => {
                let look = |language| Look { language, width, color: painted && !to_file };
                pages(&|report, language| page(report, &look(language))).into_bytes()
            }
            Format::Markdown => pages(&markdown::page).into_bytes(),
        })
    })?;
    Ok(exit)
}

/// One object for one case, a line for each of several.
fn objects(made: &[(&Found, Schedule)]) -> String {
    let each = made.iter().filter_map(|(found, of)| Some(json::schedule(found.head()?, found.case.as_ref()?, of)));
    each.map(|o| if made.len() == 1 { o.indented() + "\n" } else { o.line() + "\n" }).collect()
}

/// `METRIC=SHARE`
pub(super) fn expectation(text: &str) -> Option<(&str, Decimal)> {
    let (metric, share) = text.split_once('=')?;
    let share = share.trim();
    let share = match share.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<Decimal>().ok()?.checked_div(Decimal::ONE_HUNDRED)?,
        None => share.parse().ok()?,
    };
    (share >= Decimal::ZERO).then_some((metric.trim(), share))
}
