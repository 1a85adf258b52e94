//! `break-even`: the values at which a figure meets its target.

use anyhow::Result;
use rust_decimal::Decimal;

use super::args::{BreakEvenArgs, Format};
use super::asking::{Made, Question, apart, deliver_pages, number, objects, subject, value};
use super::output::destinations;
use super::results::{Asked, Found, is_json, manner, one, options};
use super::session::{Exit, Session, Usage};
use crate::document::Document;
use crate::model::Scope;
use crate::render::{csv, json};
use crate::report::{self, Switched, Whose};
use crate::uncertainty::{Subject, Switching, frontier, switching_value, switching_values};

/// How far a value without a range is moved either way for a grid: 10 %.
const SPREAD: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Writes the switching values of a case.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &BreakEvenArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.out)?;
    let target = number(&args.target)?;
    let asked = Asked { changes: &args.changes, scope: &Scope::All, json: is_json(&places) };
    let (cases, exit) = one(&args.file, asked, session)?;
    let question = Question { figure: &args.figure, perspective: args.perspective.as_deref() };
    if let [first, second] = args.grid.as_slice() {
        return grid(args, [first, second], target, &cases, session).map(|()| exit);
    }
    let mut answered = Vec::new();
    for found in &cases {
        let Some(of) = found.page() else { continue };
        let subject = subject(&of, question)?;
        let switchings = switchings(&args.paths, &subject, target, found.document.as_ref())?;
        answered.push((found, of, subject, switchings));
    }
    let all: Vec<_> = answered
        .iter()
        .map(|(found, of, subject, switchings)| (*found, *of, Switched { subject, target, found: switchings }))
        .collect();
    deliver_pages(&places, session, |format| {
        Ok(match format {
            Format::Json => {
                let each = all
                    .iter()
                    .filter_map(|(found, _, s)| Some(json::switching(found.head()?, s.subject, s.target, s.found)));
                objects(each.collect())
            }
            Format::Csv => {
                let tables: Vec<_> = all.iter().map(|(_, of, switched)| (*of, *switched)).collect();
                Made::Bytes(csv::switching(&tables, manner(&args.out)))
            }
            Format::Page | Format::Markdown | Format::VegaLite => Made::Pages(
                all.iter()
                    .map(|(found, of, switched)| {
                        let options = options(&args.out, found.language, Whose::Headline, false);
                        (report::switching(of, switched, &options), found.language)
                    })
                    .collect(),
            ),
        })
    })?;
    Ok(exit)
}

/// Where the second value breaks even at values of the first.
fn grid(
    args: &BreakEvenArgs,
    [first, second]: [&String; 2],
    target: Decimal,
    cases: &[Found],
    session: &mut Session<'_>,
) -> Result<()> {
    let places = destinations(&args.out)?;
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
                Made::Bytes(csv::frontier(&tables, target, manner(&args.out)))
            }
            Format::Page | Format::Markdown | Format::VegaLite => {
                let page = answered.iter().map(|(found, of, subject, grid)| {
                    let options = options(&args.out, found.language, Whose::Headline, false);
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
