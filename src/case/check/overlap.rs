//! `[overlap.ID]`: what holds for outcomes of the same people.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::domain::Role;
use super::{Checking, Place, by_id};
use crate::case::read::{IdList, OverlapDraft, OverlapWord, Written};
use crate::case::{Domain, Effect, Id, Outcome, Overlap, OverlapRule};
use crate::problem::{Code, Problem};

impl Checking<'_> {
    /// Checks every `[overlap.ID]`.
    pub(super) fn check_overlaps(&mut self, outcomes: &BTreeMap<Id, Outcome>) -> BTreeMap<Id, Overlap> {
        let known: BTreeSet<&str> = self.drafts.outcomes.iter().map(|k| k.id.as_str()).collect();
        by_id(&self.drafts.overlaps, |keyed| {
            let path = format!("overlap.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            self.overlap(&keyed.draft, place, &known, outcomes)
        })
    }

    fn overlap(
        &mut self,
        draft: &OverlapDraft,
        place: Place<'_>,
        known: &BTreeSet<&str>,
        outcomes: &BTreeMap<Id, Outcome>,
    ) -> Option<Overlap> {
        let list = draft.outcomes.here();
        let ids = list.and_then(|written| self.outcomes_of(written, known));
        let both = self.input(&draft.both, &place.under("both"), Domain::Share, Role::Plain);
        let word = draft.rule.here()?;
        match (word.value, draft.both.here()) {
            (OverlapWord::Exclusive | OverlapWord::Additive, Some(both)) => {
                self.together("both", both.key, word.key, "both", "rule");
                return None;
            }
            (OverlapWord::Share, None) if draft.both.is_absent() => {
                let missing = Problem::new(Code::MissingKey).variant("both").with("key", "both");
                self.complain(missing.with("table", format!("[{}]", place.path)).at(word.span));
                return None;
            }
            _ => {}
        }
        let (list, ids) = (list?, ids?);
        let of_case: Vec<&Outcome> = ids.iter().filter_map(|id| outcomes.get(id)).collect();
        self.of_one_group(&of_case, list)?;
        let few = ids.len() < 2 || (word.value == OverlapWord::Share && ids.len() != 2);
        if few {
            let variant = if word.value == OverlapWord::Share { "two-outcomes" } else { "several-outcomes" };
            self.complain(Problem::new(Code::LengthsDiffer).variant(variant).with("found", ids.len()).at(list.span));
            return None;
        }
        let rule = match word.value {
            OverlapWord::Additive => OverlapRule::Additive,
            OverlapWord::Share => OverlapRule::Share(both?),
            OverlapWord::Exclusive => {
                self.at_most_one(&of_case, list)?;
                OverlapRule::Exclusive
            }
        };
        Some(Overlap { id: Id::new(place.id), names: draft.names.clone(), outcomes: ids, rule })
    }

    /// Outcomes that a list names, each once.
    pub(super) fn outcomes_of(&mut self, written: &Written<IdList>, known: &BTreeSet<&str>) -> Option<Vec<Id>> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut good = true;
        for (id, span) in &written.value.0 {
            if !known.contains(id.as_str()) {
                let known: Vec<_> = self.drafts.outcomes.iter().map(|k| (k.id.as_str(), k.key)).collect();
                self.unknown_id("outcome", id, *span, &known);
                good = false;
            } else if !seen.insert(id) {
                self.complain(Problem::new(Code::Twice).variant("in-list").with("name", id).at(*span));
                good = false;
            }
        }
        good.then(|| written.value.0.iter().map(|(id, _)| Id::new(id)).collect())
    }

    fn of_one_group(&mut self, outcomes: &[&Outcome], list: &Written<IdList>) -> Option<()> {
        let (first, others) = outcomes.split_first()?;
        let Some(other) = others.iter().find(|o| o.group != first.group) else { return Some(()) };
        let problem = Problem::new(Code::DoesNotBelongTogether)
            .variant("two-groups")
            .with("key", &first.id)
            .with("other", &other.id)
            .with("group", &first.group)
            .with("other_group", &other.group)
            .at(list.span)
            .and_see(first.names.span, "one-outcome")
            .and_see(other.names.span, "the-other");
        self.complain(problem);
        None
    }

    /// Nobody has two of outcomes that exclude each other: their rates with the service add to at most one.
    fn at_most_one(&mut self, outcomes: &[&Outcome], list: &Written<IdList>) -> Option<()> {
        let rates: Vec<Option<Decimal>> = outcomes.iter().map(|o| with_the_service(&o.effect)).collect();
        let sum = rates.iter().try_fold(Decimal::ZERO, |sum, rate| sum.checked_add((*rate)?));
        // A fraction such as "1/3" is known to 28 digits: what is above one by less than that is one.
        let one = Decimal::ONE + Decimal::new(1, 24);
        if sum.is_some_and(|sum| sum <= one) {
            return Some(());
        }
        let parts: Vec<String> = rates.iter().map(|r| r.unwrap_or_default().normalize().to_string()).collect();
        let problem = Problem::new(Code::OutOfRange)
            .variant("exclusive")
            .with("key", "outcomes")
            .with("parts", parts.join(" + "))
            .with("sum", sum.unwrap_or_default().normalize())
            .at(list.span);
        self.complain(outcomes.iter().fold(problem, |p, o| p.and_see(o.names.span, "one-outcome")));
        None
    }
}

/// Outcomes per person with the service.
fn with_the_service(effect: &Effect) -> Option<Decimal> {
    match effect {
        Effect::ExpectedAndBaseline { expected, .. } | Effect::ExpectedAndCounterfactual { expected, .. } => {
            Some(expected.value)
        }
        Effect::BaselineAndAdded { baseline, added } => baseline.value.checked_add(added.value),
        Effect::Added(added) => Some(added.value),
    }
}
