//! `simulate`: draws of the uncertain values of a case, and what they come to.

pub(super) mod progress;
mod raw;

use std::sync::Arc;

use anyhow::{Context, Result, anyhow};

use super::args::Format;
use super::args_simulate::{SimulateArgs, Without};
use super::asking::{Made, deliver_pages, objects};
use super::drawing::{PERCENTILES, said, stamped};
use super::output::{Destination, charts};
use super::results::{Asked, Found, all, is_json, manner, options, whose};
use super::session::{Exit, Session, Usage};
use crate::model::Scope;
use crate::render::{csv, histogram, json};
use crate::report::{Simulated, Whose, simulation};
use crate::uncertainty::simulation::{Driver, NotSimulated, Question, Run, Settings, Watch, drivers, simulate};

/// A case with its draws.
struct Drawn {
    found: Found,
    run: Run,
    drivers: Option<Vec<Driver>>,
}

/// Simulates each case and writes what was asked for.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &SimulateArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = charts(&args.run.out)?;
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (cases, mut exit) = all(&args.files, asked, session)?;
    if args.raw.as_deref() == Some("-") {
        return Err(Usage("--raw writes to a file: --raw draws.csv".to_owned()).into());
    }
    if args.raw.is_some() && cases.len() > 1 {
        return Err(Usage("--raw writes the draws of one case, in one scenario".to_owned()).into());
    }
    for case in cases.iter().filter_map(|found| found.case.as_ref()) {
        whose(&args.perspective, case)?;
    }
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = args.threads {
        pool = pool.num_threads(usize::from(threads));
    }
    let pool = pool.build().context("no threads could be started")?;
    let settings = settings(args);
    let watch = Arc::new(Watch::default());
    progress::stop_on_ctrl_c(&watch)?;
    let mut drawn = Vec::new();
    for mut found in cases {
        stamped(&mut found, &settings, PERCENTILES.filter(|_| settings.quantiles));
        if found.page().is_none() {
            continue;
        }
        let shown = progress::shown(&watch, settings.draws);
        let made = pool.install(|| draws_of(&found, args, &settings, &watch));
        drop(shown);
        match made {
            Ok((run, drivers)) => drawn.push(Drawn { found, run, drivers }),
            Err(why) => {
                exit = exit.worst(match why {
                    NotDrawn::File(error) => return Err(error),
                    NotDrawn::Simulation(why) => said(why, &found, asked.json, session)?,
                });
                if exit == Exit::Interrupted {
                    return Ok(exit);
                }
            }
        }
    }
    write(args, &places, &drawn, session)?;
    Ok(exit)
}

fn settings(args: &SimulateArgs) -> Settings {
    let without = |what: Without| args.without.contains(&what);
    Settings {
        quantiles: !without(Without::Quantiles),
        rates: !without(Without::Rates),
        drivers: !without(Without::Drivers),
        ..args.draws.settings()
    }
}

/// Why there are no draws of a case.
enum NotDrawn {
    /// The simulation stopped.
    Simulation(NotSimulated),
    /// The file of draws could not be written.
    File(anyhow::Error),
}

/// The draws of a case, what drives them, and the file of draws when there is to be one.
fn draws_of(
    found: &Found,
    args: &SimulateArgs,
    settings: &Settings,
    watch: &Watch,
) -> Result<(Run, Option<Vec<Driver>>), NotDrawn> {
    let Some(of) = found.page() else { return Err(NotDrawn::File(anyhow!("a case without figures"))) };
    let everybody = args.perspective.iter().any(|p| p == "all");
    let question = Question {
        model: of.model,
        correlations: &of.case.correlations,
        perspectives: if everybody { &[] } else { &args.perspective },
        headline: &of.appraisal.headline,
        among: &[],
    };
    let run = simulate(&question, settings, watch).map_err(NotDrawn::Simulation)?;
    let drivers = match settings.drivers {
        true => Some(drivers(&question, &run, watch).map_err(NotDrawn::Simulation)?),
        false => None,
    };
    if let Some(file) = &args.raw {
        raw::write(file, &question, settings, watch)?;
    }
    Ok((run, drivers))
}

fn write(args: &SimulateArgs, places: &[Destination], drawn: &[Drawn], session: &mut Session<'_>) -> Result<()> {
    let simulated: Vec<(&Found, Simulated<'_>)> = drawn
        .iter()
        .filter_map(|d| Some((&d.found, Simulated { of: d.found.page()?, run: &d.run, drivers: d.drivers.as_deref() })))
        .collect();
    deliver_pages(places, session, |format| {
        Ok(match format {
            Format::Json => {
                let each = simulated
                    .iter()
                    .filter_map(|(found, of)| Some(json::simulation(found.head()?, of.run, of.drivers)));
                objects(each.collect())
            }
            Format::Csv => {
                let all: Vec<Simulated<'_>> = simulated.iter().map(|(_, of)| *of).collect();
                Made::Bytes(csv::simulations(&all, manner(&args.run.out)))
            }
            Format::VegaLite => {
                Made::Bytes(simulated.iter().map(|(_, of)| histogram::chart(of)).collect::<String>().into_bytes())
            }
            Format::Page | Format::Markdown => {
                let each = simulated.iter().map(|(found, of)| {
                    let options = options(&args.run.out, found.language, Whose::Headline, false);
                    (simulation(of, &options), found.language)
                });
                Made::Pages(each.collect())
            }
        })
    })
}
