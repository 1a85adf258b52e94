//! `diff`: what differs between two cases, and how much of a figure's change each difference makes.

use std::path::Path;

use anyhow::Result;

use super::args::{ChangeArgs, DiffArgs, Format};
use super::asking::{Made, Question, deliver_pages, objects, subject};
use super::output::destinations;
use super::results::{Asked, Found, is_json, manner, one, options};
use super::session::{Exit, Session, Usage};
use crate::document::Document;
use crate::model::Scope;
use crate::render::json::Head;
use crate::render::{csv, json};
use crate::report::{self, Computed, Difference, Whose};
use crate::stamp::Stamp;
use crate::uncertainty::difference::{Bridge, Edit, Grouping, MOST, NoBridge, Side, bridge, edits, groups};

/// Writes what differs between two cases.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &DiffArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.out)?;
    if args.old == "-" && args.new == "-" {
        return Err(Usage("only one of the two can be standard input".to_owned()).into());
    }
    let json = is_json(&places);
    let scenarios = args.scenario_file.as_ref();
    let (old, old_exit) = side(&args.old, scenarios, json, session)?;
    let (new, new_exit) = side(&args.new, scenarios, json, session)?;
    let exit = old_exit.worst(new_exit);
    let (Some(old), Some(new)) = (old, new) else { return Ok(exit) };
    let (Some(was), Some(is)) = (old.page(), new.page()) else { return Ok(exit) };
    let (Some(from), Some(to)) = (&old.document, &new.document) else { return Ok(exit) };
    // The stamp is the new case's, and names the files of both, the old ones first.
    let stamp = Stamp { files: was.stamp.with_files_of([is.stamp]).files, ..is.stamp.clone() };
    let is = Computed { stamp: &stamp, ..is };
    let edits = edits(from, to);
    let subject = subject(&is, Question { figure: &args.figure, perspective: args.perspective.as_deref() })?;
    let (bridge, grouping) = if args.text {
        (None, Grouping::Each)
    } else {
        let (found, grouping) = bridged(args, (&old, &was), (&new, &is), &edits)?;
        (Some((subject.sought, found)), grouping)
    };
    let difference = Difference {
        old: args.old.clone(),
        new: args.new.clone(),
        one_file: old.path == new.path,
        edits: &edits,
        grouping,
        bridge,
    };
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => {
                let head = new.head().map(|head| Head { stamp: &stamp, ..head });
                objects(head.map(|head| json::difference(head, &difference)).into_iter().collect())
            }
            Format::Csv => Made::Bytes(csv::difference(&difference, manner(&args.out))),
            Format::Page | Format::Markdown | Format::VegaLite => {
                let options = options(&args.out, new.language, Whose::Headline, false);
                Made::Pages(vec![(report::difference(&is, &difference, &options), new.language)])
            }
        })
    })?;
    let differs = args.exit_code && !edits.is_empty();
    Ok(if differs { exit.worst(Exit::Failed) } else { exit })
}

/// One of the two cases: a file, one of its scenarios, or standard input.
fn side(
    named: &str,
    scenario_file: Option<&String>,
    json: bool,
    session: &mut Session<'_>,
) -> Result<(Option<Found>, Exit)> {
    let (file, scenario) = match named.rsplit_once('@') {
        Some((file, scenario)) if !Path::new(named).exists() && !file.is_empty() => (file, Some(scenario)),
        _ => (named, None),
    };
    if scenario == Some("all") {
        let says = "one scenario stands on either side. All of them beside each other: afkast compare";
        return Err(Usage(format!("{named}: {says} {file} -s all")).into());
    }
    let is_scenario = scenario.is_some();
    let scenario = scenario.filter(|s| *s != "base").map(str::to_owned).into_iter().collect();
    // Only a scenario is looked for in another file.
    let scenario_file = scenario_file.cloned().filter(|_| is_scenario);
    let changes = ChangeArgs { scenario, scenario_file, ..ChangeArgs::default() };
    let (found, exit) = one(file, Asked { changes: &changes, scope: &Scope::All, json }, session)?;
    Ok((found.into_iter().next(), exit))
}

/// The bridge of the figure that was asked for.
fn bridged(
    args: &DiffArgs,
    (old, was): (&Found, &Computed<'_>),
    (new, is): (&Found, &Computed<'_>),
    edits: &[Edit],
) -> Result<(Result<Bridge, NoBridge>, Grouping)> {
    let (groups, grouping) = groups(edits, &args.group).map_err(|many| {
        Usage(format!(
            "{many} tables differ; the shares of at most {MOST} groups can be told apart: put some together with --group \
             PREFIX (--group cost), or list what differs with --text"
        ))
    })?;
    let (Some(from), Some(to)) = (&old.document, &new.document) else {
        return Ok((Err(NoBridge::NoFigure), grouping));
    };
    let perspective = args.perspective.as_deref().unwrap_or(&is.appraisal.headline);
    Ok((bridge(end(from, was), end(to, is), edits, &groups, (&args.figure, perspective)), grouping))
}

fn end<'s>(document: &'s Document, of: &Computed<'s>) -> Side<'s> {
    Side { document, case: of.case, model: of.model, ledger: of.ledger }
}
