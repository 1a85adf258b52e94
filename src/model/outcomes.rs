//! Outcomes because of the service, and how long they last.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::cohorts::GroupLines;
use super::grown::weighed;
use super::line::LineKind;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use super::weights::{Fall, in_effect};
use crate::calendar::Calendar;
use crate::case::{Basis, Credit, Effect, Fade, Id, Outcome};
use crate::unit::Unit;

/// Outcomes per person.
const RATE: Unit = Unit::OUTCOMES.over(Unit::PEOPLE);

/// The lines of an outcome.
pub struct OutcomeLines<'m> {
    /// The outcome as it was written.
    pub outcome: &'m Outcome,
    /// Whom the rates are about.
    pub counted: Quantity<'m>,
    /// Outcomes because of the service.
    pub net: Quantity<'m>,
    /// Outcomes with the service; none when the baseline is unknown.
    pub gross: Option<Quantity<'m>>,
    /// Outcomes without it; none when the baseline is unknown.
    pub without: Option<Quantity<'m>>,
    /// In effect, in person-years by period.
    pub person_years: Quantity<'m>,
    /// Share of the effect that remains, by full year since onset.
    pub remaining: Quantity<'m>,
    /// Full years since onset that can be other than nil within the horizon.
    pub years: usize,
}

/// Tables of months made so far: when starts, onset and lengths are the same, so is the table.
pub struct KnownMonths<'m> {
    model: &'m Builder,
    made: BTreeMap<(Id, i32, i32, i32, bool), Arc<Fall>>,
}

impl<'m> KnownMonths<'m> {
    /// None yet.
    pub fn new(model: &'m Builder) -> KnownMonths<'m> {
        KnownMonths { model, made: BTreeMap::new() }
    }

    /// Which part of the net outcomes of a group's people is in effect when, from `after` months after onset on: by
    /// period and full year since onset, and by calendar year when asked.
    pub fn in_effect(
        &mut self,
        calendar: &Calendar,
        group: &GroupLines<'_>,
        outcome: &Outcome,
        after: i32,
        by_year: bool,
    ) -> Arc<Fall> {
        let key = (outcome.group.clone(), outcome.onset, after, outcome.lasts, by_year);
        let size = &self.model.size;
        let make = || {
            let (starting, lasts) = (group.starting(), (after, outcome.lasts));
            let made = in_effect(calendar, &starting, outcome.onset, lasts, by_year, size.room());
            size.add(made.as_ref().map_or(usize::MAX, Fall::size));
            Arc::new(made.unwrap_or_else(|| Fall::nothing(Decimal::ONE)))
        };
        Arc::clone(self.made.entry(key).or_insert_with(make))
    }
}

/// Outcomes per counted person with the service less those without; and without it, when that is known.
///
/// ```text
/// net rate = expected rate − baseline rate
///          = expected rate × (1 − counterfactual share), with baseline rate = expected rate × counterfactual share
///          = added rate
/// ```
fn rates<'m>(model: &'m Builder, effect: &Effect) -> (Quantity<'m>, Option<Quantity<'m>>) {
    let rate = |input| model.input(input, RATE);
    match effect {
        Effect::ExpectedAndBaseline { expected, baseline } => {
            let baseline = rate(baseline);
            (rate(expected) - baseline, Some(baseline))
        }
        Effect::ExpectedAndCounterfactual { expected, counterfactual } => {
            let (expected, share) = (rate(expected), model.input(counterfactual, Unit::ONE));
            (expected * model.one_minus(share), Some(expected * share))
        }
        Effect::BaselineAndAdded { baseline, added } => {
            (rate(added) * model.constant(Decimal::ONE, Unit::ONE), Some(rate(baseline)))
        }
        Effect::Added(added) => (rate(added) * model.constant(Decimal::ONE, Unit::ONE), None),
    }
}

/// Outcomes that happen because of the service, and their person-years in effect.
///
/// ```text
/// net outcomes   = counted × net rate × credited share × (1 − displacement share) × (1 − optimism correction)
/// gross outcomes = counted × (baseline rate + net rate × (1 − optimism correction))
/// without        = counted × baseline rate
/// remaining(k)   = (1 − yearly loss of the remaining)^k, or the list, by full year k since onset
/// person-years   = net outcomes × Σ over k of remaining(k) × part of them in effect in year k, in years
/// ```
///
/// The credited share is the part owed to this service; `credited_to_others` is one minus it. The correction is that of
/// the outcome's grade of evidence.
pub fn outcome<'m>(
    model: &'m Builder,
    calendar: &Calendar,
    basis: &Basis,
    group: &GroupLines<'m>,
    outcome: &'m Outcome,
    known: &mut KnownMonths<'m>,
) -> OutcomeLines<'m> {
    let of = format!("outcome.{}", outcome.id);
    let counted = group.counted(model, outcome.counted).named(LineKind::Counted, &of);
    let (net_rate, baseline) = rates(model, &outcome.effect);
    let net_rate = net_rate.named(LineKind::NetRate, &of);
    let credited = match &outcome.credit {
        Credit::Share(share) => model.input(share, Unit::ONE),
        Credit::Others(share) => model.one_minus(model.input(share, Unit::ONE)),
    };
    let undisplaced = model.one_minus(model.input(&outcome.displacement_share, Unit::ONE));
    let correction = outcome.evidence.and_then(|grade| basis.optimism.as_ref()?.get(&grade));
    let corrected = match correction {
        Some(correction) => net_rate * model.one_minus(model.input(correction, Unit::ONE)),
        None => net_rate,
    };
    let net = (counted * corrected * credited * undisplaced).named(LineKind::NetOutcomes, &of);
    let gross = baseline.map(|b| (counted * (b + corrected)).named(LineKind::GrossOutcomes, &of));
    let without = baseline.map(|b| counted * b);

    let fall = known.in_effect(calendar, group, outcome, 0, false);
    let years = fall.columns.iter().map(|(k, _)| *k as usize + 1).max().unwrap_or(0);
    let remaining = remaining(model, &outcome.fade, years).named(LineKind::Remaining, &of);
    let person_years = (net * weighed(remaining, None, &fall)).named(LineKind::PersonYears, &of);
    OutcomeLines { outcome, counted, net, gross, without, person_years, remaining, years }
}

/// Share of the effect that remains, by full year since onset.
pub fn remaining<'m>(model: &'m Builder, fade: &Fade, years: usize) -> Quantity<'m> {
    match fade {
        Fade::Loss(loss) => {
            let kept = model.one_minus(model.input(loss, Unit::ONE));
            let one = model.constant(Decimal::ONE, Unit::ONE);
            let factors: Vec<Quantity<'m>> = (0..years).map(|k| if k == 0 { one } else { kept }).collect();
            model.places(Axis::SinceOnset, &factors, Unit::ONE).running_product()
        }
        Fade::Remaining(list) => {
            let listed = model.series(list, Unit::ONE, Axis::SinceOnset);
            listed.going_on(years) * model.constant(Decimal::ONE, Unit::ONE)
        }
    }
}
