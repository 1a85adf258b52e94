//! `break-even`: the values at which a figure meets its target.

use anyhow::Result;
use rust_decimal::Decimal;

use super::args::{BreakEvenArgs, Format};
use super::asking::{Made, Question, apart, deliver_pages, number, objects, subject, value};
use super::drawing::{said, stamped};
use super::output::destinations;
use super::results::{Asked, Found, is_json, manner, one, options};
use super::session::{Exit, Session, Usage, unknown};
use crate::document::Document;
use crate::model::Scope;
use crate::render::{csv, json};
use crate::report::{self, Switched, Whose};
use crate::uncertainty::simulation::{NotSimulated, Settings};
use crate::uncertainty::{Odds, SPREAD, Subject, Sure, Switching, frontier, switching_value, switching_values, varied};

/// Writes the switching values of a case.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &BreakEvenArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.run.out)?;
    let target = number(&args.target)?;
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (mut cases, mut exit) = one(&args.file, asked, session)?;
    let question = Question { figure: &args.figure, perspective: args.perspective.as_deref() };
    if let [first, second] = args.grid.as_slice() {
        return grid(args, [first, second], target, &cases, session).map(|()| exit);
    }
    let settings = args.draws.settings();
    let sure = how_sure(args)?;
    if sure.is_some() {
        cases.iter_mut().for_each(|found| stamped(found, &settings, None));
    }
    let mut answered = Vec::new();
    for found in &cases {
        let Some(of) = found.page() else { continue };
        let subject = subject(&of, question)?;
        let (switchings, odds) = match sure {
            None => (switchings(&args.paths, &subject, target, found.document.as_ref())?, None),
            Some(probability) => match surely(&args.paths, &subject, (probability, target), &settings)? {
                Ok((switchings, odds)) => (switchings, Some(odds)),
                Err(NotSure::NothingDrawn) => {
                    writeln!(session.err, "error: {}: {NOTHING_DRAWN}", found.path)?;
                    exit = exit.worst(Exit::NotComputed);
                    continue;
                }
                Err(NotSure::Simulation(why)) => {
                    exit = exit.worst(said(why, found, asked.json, session)?);
                    continue;
                }
            },
        };
        answered.push((found, of, subject, switchings, odds));
    }
    if answered.is_empty() && exit != Exit::Done {
        return Ok(exit);
    }
    let all: Vec<_> = answered
        .iter()
        .map(|(found, of, subject, switchings, odds)| {
            (*found, *of, Switched { subject, target, odds: odds.as_ref(), found: switchings })
        })
        .collect();
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => {
                let each = all.iter().filter_map(|(found, _, s)| Some(json::switching(found.head()?, s)));
                objects(each.collect())
            }
            Format::Csv => {
                let tables: Vec<_> = all.iter().map(|(_, of, switched)| (*of, *switched)).collect();
                Made::Bytes(csv::switching(&tables, manner(&args.run.out)))
            }
            Format::Page | Format::Markdown | Format::VegaLite => Made::Pages(
                all.iter()
                    .map(|(found, of, switched)| {
                        let options = options(&args.run.out, found.language, Whose::Headline, false);
                        (report::switching(of, switched, &options), found.language)
                    })
                    .collect(),
            ),
        })
    })?;
    Ok(exit)
}

/// What is wrong with a case in which nothing is drawn.
const NOTHING_DRAWN: &str = "no value of the case has a distribution, so every draw is the base case. Give one to what is \
uncertain, such as expected_rate = { value = 0.27, low = 0.20, high = 0.35, distribution = \"pert\" }";

/// Why there is no break-even in draws.
enum NotSure {
    /// No value of the case has a distribution.
    NothingDrawn,
    /// The draws stopped.
    Simulation(NotSimulated),
}

/// In which share of the draws the target has to be reached, when that is asked.
fn how_sure(args: &BreakEvenArgs) -> Result<Option<Decimal>> {
    let Some(text) = &args.probability else {
        return match args.draws.is_asked() {
            true => Err(Usage("draws are made with --probability only: --probability 0.9".to_owned()).into()),
            false => Ok(None),
        };
    };
    let probability = number(text)?;
    if probability > Decimal::ZERO && probability <= Decimal::ONE {
        return Ok(Some(probability));
    }
    let meant = match probability > Decimal::ONE && probability <= Decimal::ONE_HUNDRED {
        true => format!("; did you mean {}%?", probability.normalize()),
        false => ": 0.9 or 90%".to_owned(),
    };
    Err(Usage(format!("--probability {text}: a chance is above 0 and at most 1{meant}")).into())
}

/// The values at which the figure reaches its target in a share of the draws.
fn surely(
    paths: &[String],
    subject: &Subject<'_>,
    (probability, target): (Decimal, Decimal),
    settings: &Settings,
) -> Result<Result<(Vec<Switching>, Odds), NotSure>> {
    if subject.sought.step().is_none() {
        let sums = "net_present_value, net_result, present_value_of_costs and other sums";
        let text = format!("--probability goes with {sums}; {} is worked out from several", subject.sought.name);
        return Err(Usage(text).into());
    }
    let mut sure = match Sure::of(subject, probability, target, settings) {
        Ok(Some(sure)) => sure,
        Ok(None) => return Ok(Err(NotSure::NothingDrawn)),
        Err(why) => return Ok(Err(NotSure::Simulation(why))),
    };
    if paths.is_empty() {
        return Ok(Ok((sure.values(), sure.odds)));
    }
    let known = varied(subject);
    let each = paths.iter().map(|path| match sure.value(path) {
        Some(found) => Ok(found),
        None if known.contains(path) => {
            Err(Usage(format!("{path} is a duration; --probability moves inputs and effects")).into())
        }
        None => Err(unknown("input or effect", path, &known).into()),
    });
    Ok(Ok((each.collect::<Result<Vec<Switching>>>()?, sure.odds)))
}

/// Where the second value breaks even at values of the first.
fn grid(
    args: &BreakEvenArgs,
    [first, second]: [&String; 2],
    target: Decimal,
    cases: &[Found],
    session: &mut Session<'_>,
) -> Result<()> {
    let places = destinations(&args.run.out)?;
    let question = Question { figure: &args.figure, perspective: args.perspective.as_deref() };
    let mut answered = Vec::new();
    for found in cases {
        let Some(of) = found.page() else { continue };
        let subject = subject(&of, question)?;
        apart(first, second)?;
        let Some(document) = &found.document else { continue };
        let named = |path: &str| value(&subject, Some(document), path);
        let (first, second) = (named(first)?, named(second)?);
        let Some(grid) = frontier(&subject, [&first, &second], SPREAD, target, document) else {
            let says = "is nil in the case and has no range: write its low and high, or name the other one first";
            return Err(Usage(format!("{} {says}", first.path())).into());
        };
        answered.push((found, of, subject, grid));
    }
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => {
                let each = answered.iter().filter_map(|(f, _, s, g)| Some(json::frontier(f.head()?, s, target, g)));
                objects(each.collect())
            }
            Format::Csv => {
                let tables: Vec<_> = answered.iter().map(|(_, of, s, g)| (*of, s, g)).collect();
                Made::Bytes(csv::frontier(&tables, target, manner(&args.run.out)))
            }
            Format::Page | Format::Markdown | Format::VegaLite => {
                let page = answered.iter().map(|(found, of, subject, grid)| {
                    let options = options(&args.run.out, found.language, Whose::Headline, false);
                    (report::frontier(of, subject, target, grid, &options), found.language)
                });
                Made::Pages(page.collect())
            }
        })
    })
}

/// The switching values that were asked for: of every value, or of those named, in their order.
fn switchings(
    paths: &[String],
    subject: &Subject<'_>,
    target: Decimal,
    document: Option<&Document>,
) -> Result<Vec<Switching>> {
    if paths.is_empty() {
        return Ok(switching_values(subject, target, document));
    }
    paths.iter().try_for_each(|path| value(subject, document, path).map(drop))?;
    Ok(paths.iter().filter_map(|path| switching_value(subject, target, path, document)).collect())
}
