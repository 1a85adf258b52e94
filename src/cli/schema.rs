//! `schema TABLE` and `formulas`: reference pages.

use anyhow::Result;

use super::args::{Format, FormulasArgs, OutputArgs, SchemaArgs};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage, unknown};
use crate::render::markdown;
use crate::render::terminal::{Look, page};
use crate::report::{Report, all_tables, catalogue, catalogue_names, keys, table_names};
use crate::text::Language;

/// The keys of a table, or the list of tables.
///
/// # Errors
/// When there is no such table, or the page cannot be written.
pub fn run(args: &SchemaArgs, session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    let report = match &args.table {
        None => all_tables(language),
        Some(name) => match keys(name.trim_matches(['[', ']']), language) {
            Some(report) => report,
            None => return Err(unknown("table", name, &table_names()).into()),
        },
    };
    write(&report, &args.out, language, session)
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
            let known: Vec<String> = catalogue_names().map(str::to_owned).collect();
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
    deliver(&places, session.out, |format, to_file| {
        Ok(match format {
            Format::Markdown => markdown::page(report, language).into_bytes(),
            _ => page(report, &Look { color: look.color && !to_file, ..look }).into_bytes(),
        })
    })?;
    Ok(Exit::Done)
}
