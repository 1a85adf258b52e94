//! `compare`: several cases, or the scenarios of one, side by side.

use std::sync::Arc;

use anyhow::Result;

use super::args::{CompareArgs, Format};
use super::asking::{Made, deliver_pages, objects};
use super::drawing::{PERCENTILES, said, stamped};
use super::output::destinations;
use super::results::{Asked, Found, all, is_json, manner, options};
use super::session::{Exit, Session, Usage, unknown};
use super::simulate::progress::{shown, stop_on_ctrl_c};
use crate::appraisal::full_name;
use crate::model::Scope;
use crate::render::{csv, json};
use crate::report::{self, Comparison, Computed, Whose};
use crate::uncertainty::simulation::{DRAWN, NotSimulated, Question as Drawing, Settings, Together, Watch, together};

/// Writes cases side by side.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &CompareArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.run.out)?;
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (mut cases, exit) = all(&args.files, asked, session)?;
    let settings = drawn(args);
    if let Some(settings) = &settings {
        cases.iter_mut().for_each(|found| stamped(found, settings, PERCENTILES));
    }
    let computed: Vec<&Found> = cases.iter().filter(|found| found.page().is_some()).collect();
    let columns: Vec<Computed<'_>> = computed.iter().filter_map(|found| found.page()).collect();
    if columns.is_empty() {
        return Ok(exit);
    }
    let perspectives = perspectives(&args.perspective, &columns)?;
    let mut of = Comparison { columns, perspectives, figure: whole(&args.figure), against: None, draws: None };
    let watch = Arc::new(Watch::default());
    if settings.is_some() {
        stop_on_ctrl_c(&watch)?;
    }
    let draws = match settings.map(|settings| draws(&of, &settings, &watch)).transpose() {
        Ok(draws) => draws,
        Err((place, why)) => {
            let Some(found) = computed.get(place) else { return Ok(Exit::NotComputed) };
            return Ok(exit.worst(said(why, found, asked.json, session)?));
        }
    };
    of.draws = draws.as_ref();
    known(&of, &args.figure)?;
    if let Some(name) = &args.against {
        of.against = Some(against(&of, name)?);
    }
    let language = computed.first().map_or_else(|| session.language(None), |found| found.language);
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => {
                let heads: Vec<_> = computed.iter().filter_map(|found| found.head()).collect();
                objects(json::comparison(&of, &heads).into_iter().collect())
            }
            Format::Csv => Made::Bytes(csv::comparison(&of, manner(&args.run.out))),
            Format::Page | Format::Markdown | Format::VegaLite => {
                let options = options(&args.run.out, language, Whose::Headline, false);
                Made::Pages(vec![(report::comparison(&of, &options), language)])
            }
        })
    })?;
    Ok(exit)
}

/// Which draws are asked for: by a flag, or by a figure that only draws have.
fn drawn(args: &CompareArgs) -> Option<Settings> {
    let is_asked = args.simulate || args.draws.is_asked() || DRAWN.contains(&args.figure.as_str());
    is_asked.then(|| Settings { rates: false, drivers: false, ..args.draws.settings() })
}

/// Draws of all columns with the same luck, for the perspectives that are shown.
fn draws(of: &Comparison<'_>, settings: &Settings, watch: &Arc<Watch>) -> Result<Together, (usize, NotSimulated)> {
    let whose = |place: usize| of.perspectives.iter().map(|p| of.perspective(place, p)).collect::<Vec<String>>();
    let names: Vec<Vec<String>> = (0..of.columns.len()).map(whose).collect();
    let questions: Vec<Drawing<'_>> = of
        .columns
        .iter()
        .zip(&names)
        .map(|(column, names)| Drawing {
            model: column.model,
            correlations: &column.case.correlations,
            perspectives: names,
            headline: &column.appraisal.headline,
            among: &[],
        })
        .collect();
    let shown = shown(watch, settings.draws.saturating_mul(questions.len() as u64));
    let together = together(&questions, settings, watch);
    drop(shown);
    together
}

/// `economic.npv` is `economic.net_present_value`.
fn whole(figure: &str) -> String {
    match figure.strip_prefix("economic.") {
        Some(plain) => format!("economic.{}", full_name(plain)),
        None => full_name(figure).to_owned(),
    }
}

/// Whose figures: those named, which every case must have, or each case's headline.
fn perspectives(named: &[String], columns: &[Computed<'_>]) -> Result<Vec<Option<String>>> {
    if named.is_empty() {
        return Ok(vec![None]);
    }
    let in_all = |name: &String| columns.iter().all(|c| c.case.perspectives.contains_key(name));
    let mut known: Vec<String> = columns.iter().flat_map(|c| c.case.perspectives.keys().cloned()).collect();
    known.sort();
    known.dedup();
    known.retain(in_all);
    if named.iter().any(|name| name == "all") {
        return Ok(known.into_iter().map(Some).collect());
    }
    match named.iter().find(|name| !known.contains(name)) {
        Some(name) => Err(unknown("perspective of all these cases", name, &known).into()),
        None => Ok(named.iter().cloned().map(Some).collect()),
    }
}

/// Whether every column has the figure by which they are ranked.
fn known(of: &Comparison<'_>, figure: &str) -> Result<()> {
    let perspective = of.perspectives.first().cloned().flatten();
    for (place, found) in of.figures(&of.figure, &perspective).iter().enumerate() {
        if let (None, Some(column)) = (found, of.columns.get(place)) {
            let mut names = column.appraisal.names(&of.perspective(place, &perspective));
            names.extend(DRAWN.iter().map(|name| (*name).to_owned()));
            return Err(unknown("figure", figure, &names).into());
        }
    }
    Ok(())
}

/// The column from which differences are shown: a scenario, a case or its file; `base` is the base case.
fn against(of: &Comparison<'_>, name: &str) -> Result<usize> {
    let is = |place: &usize| {
        let Some(column) = of.columns.get(*place) else { return false };
        let file = column.stamp.files.first().is_some_and(|(path, _)| path == name);
        let base = name == "base" && column.stamp.scenario.is_none();
        of.name(*place) == name || column.case.id == name || file || base
    };
    let mut found = (0..of.columns.len()).filter(is);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Usage(format!("--against {name}: several columns are called so")).into()),
        (None, _) => {
            let names: Vec<String> = (0..of.columns.len()).map(|place| of.name(place)).collect();
            Err(unknown("column", name, &names).into())
        }
    }
}
