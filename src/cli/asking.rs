//! What the verbs have in common that ask one figure how it answers to changes.

use anyhow::Result;
use rust_decimal::Decimal;

use super::args::Format;
use super::output::{Destination, deliver};
use super::session::{Session, Usage, unknown};
use crate::render::json::Json;
use crate::render::markdown;
use crate::render::terminal::{Look, page};
use crate::report::{Computed, Report};
use crate::text::Language;
use crate::uncertainty::{Lever, Subject, lever, varied};

/// Which figure is asked for, and whose; the headline's when nothing is said.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// By its name.
    pub figure: &'q str,
    /// By its name.
    pub perspective: Option<&'q str>,
}

/// The figure of a case that is asked for.
///
/// # Errors
/// When the case has no such perspective or figure.
pub fn subject<'c>(of: &Computed<'c>, question: Question<'_>) -> Result<Subject<'c>> {
    let perspective = question.perspective.unwrap_or(&of.appraisal.headline);
    if !of.case.perspectives.contains_key(perspective) {
        let known: Vec<String> = of.case.perspectives.keys().cloned().collect();
        return Err(unknown("perspective", perspective, &known).into());
    }
    Subject::of(of.case, of.model, of.ledger, question.figure, perspective)
        .ok_or_else(|| unknown("figure", question.figure, &of.appraisal.names(perspective)).into())
}

/// Two values of a case that are moved together.
///
/// # Errors
/// When the case has none of that name, or they are one, or one of them is part of the other.
pub fn pair(subject: &Subject<'_>, first: &str, second: &str) -> Result<[Lever; 2]> {
    let find = |path: &str| {
        lever(subject.case, subject.model, path).ok_or_else(|| unknown("input or effect", path, &varied(subject)))
    };
    let pair = [find(first)?, find(second)?];
    let rate_of = |path: &str| {
        let (way, key) = path.rsplit_once('.')?;
        let rates = ["effect", "expected_rate", "baseline_rate", "added_rate", "counterfactual_share"];
        rates.contains(&key).then(|| way.to_owned())
    };
    let of_effect = pair.iter().any(|lever| lever.outcome.is_some());
    if first == second || (of_effect && rate_of(first).is_some() && rate_of(first) == rate_of(second)) {
        return Err(Usage(format!("{first} and {second} cannot be moved apart")).into());
    }
    Ok(pair)
}

/// A number of the command line: `0.05`, `100_000`, `5 %`.
///
/// # Errors
/// When it is none.
pub fn number(text: &str) -> Result<Decimal> {
    let plain = text.trim().replace('_', "");
    let (plain, percent) = match plain.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (plain.as_str(), false),
    };
    let value = Decimal::from_str_exact(plain).ok();
    let value = if percent { value.and_then(|v| v.checked_div(Decimal::ONE_HUNDRED)) } else { value };
    value.ok_or_else(|| Usage(format!("{text:?} is no number")).into())
}

/// What was made of a form.
pub enum Made {
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// Pages, each in its language.
    Pages(Vec<(Report, Language)>),
}

/// One object for one result, a line for each of several.
pub fn objects(all: Vec<Json>) -> Made {
    let text = match all.as_slice() {
        [one] => one.indented() + "\n",
        several => several.iter().map(|o| o.line() + "\n").collect(),
    };
    Made::Bytes(text.into_bytes())
}

/// Writes what `make` makes of each form that was asked for: pages for people, bytes as they are.
///
/// # Errors
/// When a result cannot be written.
pub fn deliver_pages(
    places: &[Destination],
    session: &mut Session<'_>,
    mut make: impl FnMut(Format) -> Result<Made>,
) -> Result<()> {
    let (width, color) = (session.width(), session.color());
    deliver(places, session.out, |format, to_file| {
        let pages = match make(format)? {
            Made::Bytes(bytes) => return Ok(bytes),
            Made::Pages(pages) => pages,
        };
        let written = pages.iter().map(|(report, language)| match format {
            Format::Markdown => markdown::page(report, *language),
            _ => page(report, &Look { language: *language, width, color: color && !to_file }),
        });
        Ok(written.collect::<Vec<_>>().join("\n").into_bytes())
    })
}
