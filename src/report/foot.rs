//! What a page ends with: what to be aware of, and what it rests on.

use rust_decimal::Decimal;

use super::words::Words;
use super::{Cell, Computed, Foot, PageOptions, Phrase};
use crate::case::PeriodKind;
use crate::document::Why;
use crate::problem::Code;

/// Warnings by name, and how many defaults stand in.
pub(super) fn foot(of: &Computed<'_>, options: &PageOptions) -> Vec<Foot> {
    let words = Words(options.language);
    let mut foot = Vec::new();
    if !of.warnings.is_empty() {
        let codes = ("codes", codes(words, of.warnings).into());
        foot.push(Foot { says: words.counted("foot.warnings", of.warnings.len(), &[codes]), warns: true });
    }
    let defaults = of.case.assumptions.iter().filter(|a| a.origin == Why::Default).count();
    if defaults > 0 && !options.assumptions {
        let file = of.stamp.files.first().map_or("-", |(path, _)| path.as_str());
        let command = ("command", Cell::Command(format!("afkast appraise --assumptions {file}")));
        foot.push(Foot { says: words.counted("foot.defaults", defaults, &[command]), warns: false });
    }
    foot
}

/// `no-source, nearly-the-same (2)`
fn codes(words: Words, warnings: &[Code]) -> Phrase {
    let mut sorted = warnings.to_vec();
    sorted.sort_unstable();
    let mut phrase = Phrase::default();
    for same in sorted.chunk_by(|a, b| a == b) {
        let Some(code) = same.first().map(|c| Cell::words(c.word())) else { continue };
        if !phrase.is_empty() {
            phrase.say(", ");
        }
        phrase.add(match same.len() {
            1 => code,
            times => {
                let times = ("times", Cell::Number(Decimal::from(times)));
                words.sentence("foot.repeated", &[("code", code), times]).into()
            }
        });
    }
    phrase
}

/// Program, files, discounting, timing, scenario; the first file is the case.
pub(super) fn stamp(of: &Computed<'_>, options: &PageOptions) -> Vec<Phrase> {
    stamp_of(of, options, true)
}

/// The same of a result that rests on several cases: each file by its name.
pub(super) fn stamp_of_several(of: &Computed<'_>, options: &PageOptions) -> Vec<Phrase> {
    stamp_of(of, options, false)
}

fn stamp_of(of: &Computed<'_>, options: &PageOptions, one_case: bool) -> Vec<Phrase> {
    let words = Words(options.language);
    let stamp = of.stamp;
    let mut parts = vec![words.sentence("stamp.program", &[("version", Cell::words(env!("CARGO_PKG_VERSION")))])];
    for (place, (file, digest)) in stamp.files.iter().enumerate() {
        let key = if place == 0 && one_case { "stamp.case" } else { "stamp.file" };
        let short = digest.get(..8).unwrap_or(digest);
        parts.push(words.sentence(key, &[("digest", Cell::words(short)), ("file", Cell::words(file))]));
    }
    let rates = Cell::Rates(stamp.bands.iter().map(|b| b.rate).collect());
    parts.push(match &stamp.edition {
        Some(edition) => Phrase::fill("{edition} {rates}", &[("edition", Cell::words(edition)), ("rates", rates)]),
        None => words.sentence("stamp.rate", &[("rate", rates)]),
    });
    let stretch = match of.case.basis.period {
        PeriodKind::Year | PeriodKind::CalendarYear => "year",
        PeriodKind::Month
        | PeriodKind::Quarter
        | PeriodKind::HalfYear
        | PeriodKind::CalendarQuarter
        | PeriodKind::List => "period",
    };
    parts.push(words.sentence(&format!("stamp.timing.{}.{stretch}", stamp.timing.word()), &[]));
    parts.push(match &stamp.scenario {
        Some(scenario) => words.sentence("stamp.scenario", &[("scenario", Cell::words(scenario))]),
        None => words.sentence("stamp.base", &[]),
    });
    if !stamp.changes.is_empty() {
        parts.push(words.sentence("stamp.changes", &[("changes", Cell::words(stamp.changes.join(", ")))]));
    }
    parts
}
