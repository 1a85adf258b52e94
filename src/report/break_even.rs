//! The sentence on what must be true: how many more people must reach an outcome for the answer to be nil.

use rust_decimal::Decimal;

use super::whose::Shown;
use super::words::Words;
use super::{Cell, Computed, Phrase};
use crate::case::Outcome;
use crate::uncertainty::effect;

/// An outcome's break-even, in persons.
struct Nearest<'c> {
    outcome: &'c Outcome,
    counted: Decimal,
    base: Decimal,
    at: Decimal,
    /// How far it is from the case, as a share of it.
    away: Decimal,
}

/// Where the effect breaks even, of the outcome whose break-even is nearest to the case; nothing when no effect on
/// persons brings the net present value to nil.
pub(super) fn what_must_be_true(of: &Computed<'_>, lead: &Shown<'_>, words: Words) -> Option<Phrase> {
    let figure = of.model.perspectives.get(lead.id)?.budget.net_present_value;
    let felt = |o: &&Outcome| of.case.consequences.values().any(|c| c.outcomes.contains(&o.id));
    let outcomes = of.case.outcomes.values().filter(|o| o.is_in_persons()).filter(felt);
    let nearest = outcomes
        .filter_map(|outcome| {
            let found = effect(of.model, outcome, figure)?;
            let counted = of.appraisal.outcomes.get(&outcome.id)?.counted;
            let away = |at: &Decimal| at.checked_sub(found.base)?.checked_div(found.base).map(|d| d.abs());
            let (at, away) = found.crossings.iter().filter_map(|at| Some((*at, away(at)?))).min_by_key(|(_, a)| *a)?;
            Some(Nearest { outcome, counted, base: found.base, at, away })
        })
        .min_by_key(|n| n.away)?;
    let persons = |rate: Decimal| nearest.counted.checked_mul(rate);
    let (at, base) = (persons(nearest.at)?, persons(nearest.base)?);
    let key = if at < Decimal::ZERO { "summary.even_at_fewer" } else { "summary.even_at" };
    let title = nearest.outcome.names.title.as_deref().unwrap_or(nearest.outcome.id.as_str());
    let values = [
        ("number", Cell::Tenths(at.abs())),
        ("people", Cell::Count(nearest.counted)),
        ("outcome", Cell::words(title)),
        ("base", Cell::Tenths(base)),
    ];
    Some(words.sentence(key, &values))
}
