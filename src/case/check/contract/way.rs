//! The ways in which a metric can be measured, but for given numbers: a share of the people, an effect, a count of the
//! model, a saving.

use rust_decimal::Decimal;

use super::metric::Basis;
use super::values::{Keys, Value};
use super::{Checking, Ground};
use crate::case::check::Place;
use crate::case::contract::{Count, Form, GrossOrNet};
use crate::case::read::Draft;
use crate::case::read::contract::{CountWord, MetricDraft, PointDraft, Toward, ValuesDraft};
use crate::case::{Counted, Domain, Effect, Felt, Id};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    pub(super) fn expected_share(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        holds: Option<&'d [PointDraft]>,
        place: Place<'_>,
    ) -> Option<Basis<'d>> {
        let about = self.about(place, "expected_share", Domain::Share, holds, Keys::None);
        let share = self.values(ground, &draft.expected_share, &about);
        let written = if draft.group.is_absent() { &ground.draft.group } else { &draft.group };
        let group = match written.here() {
            Some(written) => self.known_group(&written.value, written.span)?,
            None if written.is_broken() => return None,
            None => self.only_one(&self.drafts.groups, "group", place)?,
        };
        let completion = self.group_drafts.get(group).is_some_and(|g| !g.completion_rate.is_absent());
        let counted = match &draft.counted {
            Draft::Here(written) => written.value,
            Draft::Broken => return None,
            Draft::Absent if completion => {
                let missing = Problem::new(Code::MissingKey).variant("counted").with("key", "counted");
                let missing = missing.with("table", format!("[{}]", place.path)).with("group", group);
                self.complain(missing.at(place.span));
                return None;
            }
            Draft::Absent => Counted::Starters,
        };
        Some(Basis::ExpectedShare { share: share?, group: Id::new(group), counted })
    }

    pub(super) fn effect_of(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        holds: Option<&'d [PointDraft]>,
        place: Place<'_>,
    ) -> Option<Basis<'d>> {
        let one = |this: &mut Self, values: &'d Draft<ValuesDraft>, key: &'static str| {
            if values.is_absent() {
                this.missing(key, place, "contract-metric");
                return None;
            }
            let about = this.about(place, key, Domain::Any, holds, Keys::Written);
            this.values(ground, values, &about)
        };
        let treated = one(self, &draft.treated, "treated");
        let baseline = one(self, &draft.baseline, "baseline");
        let form = *draft.form.value()?;
        let (treated, baseline) = (treated?, baseline?);
        if form != Form::Difference {
            for value in baseline.all() {
                if let Value::Number(input) = value
                    && input.value.is_zero()
                {
                    self.complain(Problem::new(Code::NilBaseline).at(input.span));
                }
            }
        }
        let scale = draft.scale.optional()?.map_or(Decimal::ONE, |e| e.decimal);
        let lower = draft.direction.or(Toward::Higher)? == Toward::Lower;
        Some(Basis::Effect { form, treated, baseline, lower, scale })
    }

    pub(super) fn outcome_count(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        place: Place<'_>,
    ) -> Option<Basis<'d>> {
        let written = draft.outcome.here()?;
        let known = self.drafts.outcomes.iter().any(|k| k.id == written.value);
        if !known {
            let known: Vec<_> = self.drafts.outcomes.iter().map(|k| (k.id.as_str(), k.key)).collect();
            self.unknown_id("outcome", &written.value, written.span, &known);
        }
        let word = self.count_word(draft, place)?;
        let of = match (word, &draft.of) {
            (CountWord::InEffect | CountWord::Reached, Draft::Absent) => {
                self.missing("of", place, "contract-metric");
                return None;
            }
            (CountWord::Started | CountWord::Completed, Draft::Here(written)) => {
                let (code, key) = (Code::KeyDoesNotBelong, written.key);
                let problem = Problem::new(code).variant("of-people").with("key", "of");
                self.complain(problem.with("table", format!("[{}]", place.path)).at(key));
                return None;
            }
            (_, Draft::Broken) => return None,
            (_, of) => of.value().copied().unwrap_or(GrossOrNet::Net),
        };
        let outcome = ground.made.outcomes.get(&Id::new(&written.value))?;
        if let (GrossOrNet::Gross, Effect::Added(_), Some(of)) = (of, &outcome.effect, draft.of.here()) {
            let problem = Problem::new(Code::BaselineUnknown).with("outcome", &outcome.id).at(of.span);
            self.complain(problem.and_see(outcome.names.span, "the-outcome"));
        }
        let count = match word {
            CountWord::InEffect => Count::InEffect(of),
            CountWord::Reached => Count::Reached(of),
            CountWord::Started => Count::Started,
            CountWord::Completed => Count::Completed,
        };
        Some(Basis::Model { group: outcome.group.clone(), outcome: Some(outcome.id.clone()), count })
    }

    pub(super) fn group_count(&mut self, draft: &'d MetricDraft, place: Place<'_>) -> Option<Basis<'d>> {
        let written = draft.group.here()?;
        let group = self.known_group(&written.value, written.span);
        let count = match self.count_word(draft, place)? {
            CountWord::Started => Count::Started,
            CountWord::Completed => Count::Completed,
            CountWord::InEffect | CountWord::Reached => {
                let count = draft.count.here()?;
                let problem = Problem::new(Code::KeyDoesNotBelong).variant("count-of-group").with("key", "count");
                self.complain(problem.with("table", format!("[{}]", place.path)).at(count.span));
                return None;
            }
        };
        Some(Basis::Model { group: Id::new(group?), outcome: None, count })
    }

    pub(super) fn count_word(&mut self, draft: &MetricDraft, place: Place<'_>) -> Option<CountWord> {
        if draft.count.is_absent() {
            self.missing("count", place, "contract-metric");
        }
        draft.count.value().copied()
    }

    pub(super) fn known_group(&mut self, id: &'d str, span: Span) -> Option<&'d str> {
        if self.group_drafts.contains_key(id) {
            return Some(id);
        }
        let known: Vec<_> = self.drafts.groups.iter().map(|k| (k.id.as_str(), k.key)).collect();
        self.unknown_id("group", id, span, &known);
        None
    }

    pub(super) fn saving(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        place: Place<'_>,
    ) -> Option<Basis<'d>> {
        let written = draft.saving.here()?;
        let mut consequences = Vec::new();
        for (id, span) in &written.value.0 {
            let Some(known) = self.drafts.consequences.iter().find(|k| &k.id == id) else {
                let known: Vec<_> = self.drafts.consequences.iter().map(|k| (k.id.as_str(), k.key)).collect();
                self.unknown_id("consequence", id, *span, &known);
                continue;
            };
            let felt = ground.made.consequences.get(&Id::new(id)).map(|c| c.felt);
            if felt == Some(Felt::ValueTo) {
                let problem = Problem::new(Code::KeyDoesNotBelong).variant("value-in-saving").with("id", id).at(*span);
                self.complain(problem.and_see(known.key, "the-other"));
            } else if consequences.iter().any(|c: &Id| c.as_str() == id) {
                self.complain(Problem::new(Code::Twice).variant("in-list").with("name", id).at(*span));
            } else {
                consequences.push(Id::new(id));
            }
        }
        if draft.party.is_absent() {
            self.missing("party", place, "contract-metric");
        }
        let party = draft.party.here()?;
        let party = self.party_or_outside(&party.value, party.span)?;
        Some(Basis::Saving { consequences, party })
    }
}
