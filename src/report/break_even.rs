//! The sentence on what must be true: how many more people must reach an outcome for the answer to be nil.

use rust_decimal::Decimal;

use super::whose::Shown;
use super::words::Words;
use super::{Cell, Computed, Phrase};
use crate::case::Outcome;
use crate::uncertainty::{Subject, effects};

/// Where the effect breaks even, of the outcome whose break-even is nearest to the case; nothing when no effect on
/// persons brings the net present value to nil.
pub(super) fn what_must_be_true(of: &Computed<'_>, lead: &Shown<'_>, words: Words) -> Option<Phrase> {
    let subject = Subject::of(of.case, of.model, of.ledger, "net_present_value", lead.id)?;
    let felt = |o: &&Outcome| of.case.consequences.values().any(|c| c.outcomes.contains(&o.id));
    let outcomes = of.case.outcomes.values().filter(|o| o.is_in_persons()).filter(felt);
    let found = effects(&subject, outcomes, Decimal::ZERO);
    let nearest = found.iter().filter(|(_, switching)| switching.distance().is_some());
    let (outcome, switching) = nearest.min_by_key(|(_, switching)| switching.distance())?;
    let (at, base) = (switching.persons(switching.nearest()?.at)?, switching.persons(switching.base)?);
    let key = if at < Decimal::ZERO { "summary.even_at_fewer" } else { "summary.even_at" };
    let title = outcome.names.title.as_deref().unwrap_or(outcome.id.as_str());
    let values = [
        ("number", Cell::Tenths(at.abs())),
        ("people", Cell::Count(switching.counted?)),
        ("outcome", Cell::words(title)),
        ("base", Cell::Tenths(base)),
    ];
    Some(words.sentence(key, &values))
}
