//! `schema` and `formulas`: what a key, a result, a line is.

use anyhow::Result;

use super::args::{Format, FormulasArgs, OutputArgs, SchemaArgs};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage, unknown};
use crate::appraisal::SHORT;
use crate::render::markdown;
use crate::render::terminal::{Look, page};
use crate::report::{Report, all_tables, catalogue, catalogue_names, keys, table_names};
use crate::schema;
use crate::text::Language;

/// A schema, the keys of a table, or the list of both.
///
/// # Errors
/// When there is no such table, or the page cannot be written.
pub fn run(args: &SchemaArgs, session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    let places = destinations(&OutputArgs { format: args.out.format.or(usual(args)), ..args.out.clone() })?;
    let (name, report) = match (&args.table, &args.of) {
        (Some(table), _) => {
            let name = table.trim_matches(['[', ']']);
            let Some((name, report)) = above(name).find_map(|name| Some((name, keys(name, language)?))) else {
                return Err(unknown("table", name, &table_names()).into());
            };
            (name, Some(report))
        }
        (None, Some(of)) => (of.as_str(), None),
        (None, None) => ("case", Some(all_tables(&schema::names(), language))),
    };
    let look = Look { language, width: session.width(), color: session.color() };
    deliver(&places, session.out, |format, to_file| match (format, &report) {
        (Format::Json, _) => {
            let schema = if args.table.is_some() { schema::table(name, language) } else { schema::of(name, language) };
            let Some(schema) = schema else {
                return Err(Usage(format!("{name} is not read yet, and has no schema")).into());
            };
            Ok(serde_json::to_string_pretty(&schema)?.into_bytes().into_iter().chain(*b"\n").collect())
        }
        (Format::Page | Format::Markdown, Some(report)) => Ok(shown(report, format, &look, to_file)),
        (Format::Csv | Format::VegaLite, _) | (_, None) => Err(Usage("a schema is json".to_owned()).into()),
    })?;
    Ok(Exit::Done)
}

/// A path, and the tables above it: of `outcome.job.lasts` those of `outcome.job` and `outcome`.
fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| Some(path.rsplit_once('.')?.0))
}

/// The form that is meant when none is asked for: a page of a table or a list, else JSON.
fn usual(args: &SchemaArgs) -> Option<Format> {
    let to_files = args.out.output.iter().any(|file| file != "-");
    let page = args.table.is_some() || args.list;
    (!page && !to_files).then_some(Format::Json)
}

/// The catalogue of lines and figures, or one of them.
///
/// # Errors
/// When nothing is called so, or the page cannot be written.
pub fn formulas(args: &FormulasArgs, session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    let name = args.line.as_deref().map(crate::appraisal::full_name);
    match catalogue(name, language) {
        Some(report) => write(&report, &args.out, language, session),
        None => {
            let known: Vec<String> =
                catalogue_names().chain(SHORT.iter().map(|(short, _)| *short)).map(str::to_owned).collect();
            Err(unknown("line or figure", name.unwrap_or_default(), &known).into())
        }
    }
}

fn write(report: &Report, out: &OutputArgs, language: Language, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(out)?;
    if places.iter().any(|p| matches!(p.format, Format::Json | Format::Csv)) {
        return Err(Usage("reference pages are a page or markdown".to_owned()).into());
    }
    let look = Look { language, width: session.width(), color: session.color() };
    deliver(&places, session.out, |format, to_file| Ok(shown(report, format, &look, to_file)))?;
    Ok(Exit::Done)
}

fn shown(report: &Report, format: Format, look: &Look, to_file: bool) -> Vec<u8> {
    match format {
        Format::Markdown => markdown::page(report, look.language).into_bytes(),
        _ => page(report, &Look { color: look.color && !to_file, ..*look }).into_bytes(),
    }
}
