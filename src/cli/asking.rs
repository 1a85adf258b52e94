//! What the verbs have in common that ask one figure how it answers to changes.

use anyhow::Result;
use rust_decimal::Decimal;

use super::args::Format;
use super::output::{Destination, deliver};
use super::session::{Session, Usage, point, unknown};
use crate::case::scenario::Path;
use crate::document::{Document, Value};
use crate::render::json::Json;
use crate::render::markdown;
use crate::render::terminal::{Look, page};
use crate::report::{Computed, Report};
use crate::text::Language;
use crate::uncertainty::{Duration, Lever, Subject, Varied, varied};

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

/// A value of a case that may be varied.
///
/// # Errors
/// When the case has none of that name.
pub fn value(subject: &Subject<'_>, document: Option<&Document>, path: &str) -> Result<Varied> {
    if let Some(varied) = Varied::of(subject, path) {
        return Ok(varied);
    }
    let known = varied(subject);
    if path.ends_with(".toml") {
        let first = known.first().map_or("outcome.job.lasts", String::as_str);
        return Err(Usage(format!("{path}: one case at a time; behind it stand its values, such as {first}")).into());
    }
    let price = document.and_then(|document| price_at(document, path)).filter(|price| known.contains(price));
    Err(match price {
        Some(price) => Usage(format!("{path} is {price}, which may stand in other places, too: name {price}")),
        None => unknown("input, effect or duration", path, &known),
    }
    .into())
}

/// The path of the price whose id stands at a path.
fn price_at(document: &Document, path: &str) -> Option<String> {
    match &document.get(&Path::read(path).keys())?.value {
        Value::Text(id) => Some(format!("price.{id}")),
        _ => None,
    }
}

/// An input or an effect of a case.
///
/// # Errors
/// When the case has none of that name, or it is a duration.
pub fn input(subject: &Subject<'_>, document: Option<&Document>, path: &str) -> Result<Lever> {
    match value(subject, document, path)? {
        Varied::Lever(lever) => Ok(lever),
        Varied::Months(Duration { path, months }) => {
            let says = format!(
                "{path} is a duration, and sensitivity moves inputs and effects. Where it breaks even: afkast break-even \
                 FILE {path}. What a year more comes to: afkast appraise FILE --set '{path}={} months'",
                months.saturating_add(12)
            );
            Err(Usage(says).into())
        }
    }
}

/// Refuses two values that cannot be moved together: they are one, or one of them is part of the other.
///
/// # Errors
/// When they are so.
pub fn apart(first: &str, second: &str) -> Result<()> {
    if first == second {
        return Err(Usage(format!("{first} is named twice: a grid is of two values")).into());
    }
    let rate_of = |path: &str| {
        let (way, key) = path.rsplit_once('.')?;
        let rates = ["effect", "expected_rate", "baseline_rate", "added_rate", "counterfactual_share"];
        rates.contains(&key).then(|| way.to_owned())
    };
    let of_effect = [first, second].iter().any(|path| path.ends_with(".effect"));
    if of_effect && rate_of(first).is_some() && rate_of(first) == rate_of(second) {
        return Err(Usage(format!("{first} and {second} cannot be moved apart: the one is made of the other")).into());
    }
    Ok(())
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
    value.ok_or_else(|| Usage(format!("{text:?} is no number{}", point(text))).into())
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
