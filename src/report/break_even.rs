//! The sentence on what must be true: how many more people must reach an outcome for the answer to be nil.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::whose::Shown;
use super::words::Words;
use super::{Cell, Computed, Phrase};
use crate::case::Outcome;
use crate::model::{Crossing, PerspectiveLines};
use crate::uncertainty::{Subject, effects};

/// So many outcomes are tried, the weightiest.
const TRIED: usize = 12;

/// Where the effect breaks even, of the outcome whose break-even is nearest to the case; nothing when no effect on
/// persons brings the net present value to nil.
pub(super) fn what_must_be_true(of: &Computed<'_>, lead: &Shown<'_>, words: Words) -> Option<Phrase> {
    let lines = of.model.perspectives.get(lead.id)?;
    let subject = Subject::of(of.case, of.model, of.ledger, "net_present_value", lead.id)?;
    let found = effects(&subject, weightiest(of, lines).into_iter(), Decimal::ZERO);
    let nearest = found.iter().filter(|(_, switching)| switching.distance().is_some());
    let (outcome, switching) = nearest.min_by_key(|(_, switching)| switching.distance())?;
    let (at, base) = (switching.persons(switching.nearest()?.at)?, switching.persons(switching.base)?);
    // What is credited, not displaced and not corrected away, as in the table of outcomes.
    let net = of.appraisal.outcomes.get(&outcome.id).map_or(base, |figures| figures.net_outcomes);
    let at = if base.is_zero() { at } else { at.checked_mul(net)?.checked_div(base)? };
    let base = net;
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

/// The outcomes on persons that weigh most in a perspective's budget, in order of id. Where an effect counts in
/// proportion, the weightiest has the nearest break-even.
fn weightiest<'c>(of: &Computed<'c>, lines: &PerspectiveLines) -> Vec<&'c Outcome> {
    let mut weights: BTreeMap<&str, Decimal> = BTreeMap::new();
    let crossing = lines.crossing.iter().filter_map(|(place, crossing)| Some((of.model.lines.get(*place)?, crossing)));
    for (line, crossing) in crossing.filter(|(line, _)| line.cash) {
        let Some(outcome) = line.outcome() else { continue };
        let value = of.ledger.single(line.total_present_value);
        let sum = weights.entry(outcome).or_default();
        let next = if *crossing == Crossing::In { sum.checked_add(value) } else { sum.checked_sub(value) };
        *sum = next.unwrap_or(Decimal::MAX);
    }
    let felt = of.case.outcomes.values().filter(|o| o.is_in_persons());
    let mut felt: Vec<(Decimal, &Outcome)> =
        felt.filter_map(|o| weights.get(o.id.as_str()).map(|weight| (weight.abs(), o))).collect();
    felt.sort_by_key(|(weight, _)| Reverse(*weight));
    felt.truncate(TRIED);
    let mut outcomes: Vec<&Outcome> = felt.into_iter().map(|(_, outcome)| outcome).collect();
    outcomes.sort_by(|a, b| a.id.cmp(&b.id));
    outcomes
}
