//! `[contract.metric.NAME]`: what is measured.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::keys::Key;
use super::values::{About, Keys, Values};
use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::contract::{Count, Form, GrossOrNet, Metric, MetricKind};
use crate::case::read::Draft;
use crate::case::read::contract::{Clock, CountWord, MetricDraft, PointDraft, Toward, ValuesDraft};
use crate::case::{Counted, Domain, Effect, Felt, Id, PartyId};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A metric, and what its values are made of.
pub(super) struct MetricGround<'d> {
    pub metric: Metric,
    pub key: Span,
    pub draft: &'d MetricDraft,
    /// Its own `measured`.
    pub measured: Option<&'d [PointDraft]>,
    /// Its own clock, else the contract's.
    pub clock: Clock,
    pub basis: Basis<'d>,
    pub actual: Option<Values<'d>>,
}

/// What the values of a metric are made of.
pub(super) enum Basis<'d> {
    Forecast(Values<'d>),
    ExpectedShare { share: Values<'d>, group: Id, counted: Counted },
    Effect { form: Form, treated: Values<'d>, baseline: Values<'d>, lower: bool, scale: Decimal },
    Model { group: Id, outcome: Option<Id>, count: Count },
    Saving { consequences: Vec<Id>, party: PartyId },
}

impl MetricGround<'_> {
    /// The group of a model metric.
    pub fn of_model(&self) -> Option<&Id> {
        match &self.basis {
            Basis::Model { group, .. } => Some(group),
            Basis::Forecast(_) | Basis::ExpectedShare { .. } | Basis::Effect { .. } | Basis::Saving { .. } => None,
        }
    }
}

impl<'d> Checking<'d> {
    pub(super) fn check_metrics(&mut self, ground: &mut Ground<'d, '_>) -> BTreeMap<&'d str, MetricGround<'d>> {
        let mut metrics = BTreeMap::new();
        for keyed in &ground.draft.metrics {
            let path = format!("{PATH}.metric.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            if let Some(metric) = self.metric(ground, &keyed.draft, keyed.key, place) {
                metrics.insert(keyed.id.as_str(), metric);
            }
        }
        metrics
    }

    fn metric(
        &mut self,
        ground: &mut Ground<'d, '_>,
        draft: &'d MetricDraft,
        key: Span,
        place: Place<'_>,
    ) -> Option<MetricGround<'d>> {
        if draft.measured.is_broken() || draft.clock.is_broken() {
            return None;
        }
        let measured = draft.measured.value().map(|points| points.0.as_slice());
        self.check_points(measured.unwrap_or_default(), ground.start);
        let clock = draft.clock.or(ground.clock)?;
        let holds = measured.or(ground.measured);
        let basis = self.basis(ground, draft, holds, place)?;
        let actual = self.actual(ground, draft, holds, &basis, place);
        if actual.is_none() && !draft.actual.is_absent() {
            return None;
        }
        if let (Basis::Saving { .. }, Clock::Person, Some(written)) = (&basis, clock, draft.clock.here()) {
            self.does_not_belong("clock-of-saving", "clock", written.key, place);
        }
        let lower = draft.direction.or(Toward::Higher)? == Toward::Lower;
        let is_turned = matches!(basis, Basis::Effect { form: Form::Difference | Form::RelativeReduction, .. });
        let metric = Metric {
            id: Id::new(place.id),
            names: draft.names.clone(),
            kind: kind(&basis),
            lower_is_better: lower && !is_turned,
            compare_digits: draft.compare_digits.optional()?.and_then(|d| u32::try_from(d).ok()),
            unit: draft.unit.optional()?,
            verifier: draft.verifier.optional()?,
            data_source: draft.data_source.optional()?,
        };
        Some(MetricGround { metric, key, draft, measured, clock, basis, actual })
    }

    /// Exactly one way to measure, and the keys that go with it.
    fn basis(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        holds: Option<&'d [PointDraft]>,
        place: Place<'_>,
    ) -> Option<Basis<'d>> {
        const WAYS: [&str; 6] = ["forecast", "expected_share", "outcome", "form", "saving", "group"];
        let ways = [
            ("forecast", draft.forecast.key(), draft.forecast.is_absent()),
            ("expected_share", draft.expected_share.key(), draft.expected_share.is_absent()),
            ("outcome", draft.outcome.key(), draft.outcome.is_absent()),
            ("form", draft.form.key(), draft.form.is_absent()),
            ("saving", draft.saving.key(), draft.saving.is_absent()),
        ];
        let written: Vec<(&str, Option<Span>)> =
            ways.iter().filter(|(.., absent)| !absent).map(|(name, key, _)| (*name, *key)).collect();
        let way = match written.as_slice() {
            [] if draft.group.is_absent() => {
                self.none_of("metric", &WAYS, place);
                return None;
            }
            [] => "group",
            [(name, _)] => *name,
            several => {
                self.several_of(several, place);
                return None;
            }
        };
        self.metric_keys(draft, way, place);
        match way {
            "forecast" => {
                let about = self.about(place, "forecast", Domain::Any, holds, Keys::Written);
                self.values(ground, &draft.forecast, &about).map(Basis::Forecast)
            }
            "expected_share" => self.expected_share(ground, draft, holds, place),
            "outcome" => self.outcome_count(ground, draft, place),
            "form" => self.effect_of(ground, draft, holds, place),
            "saving" => self.saving(ground, draft, place),
            _ => self.group_count(draft, place),
        }
    }

    fn about<'a>(
        &self,
        place: Place<'a>,
        key: &'static str,
        domain: Domain,
        holds: Option<&'d [PointDraft]>,
        cohorts: Keys<'a>,
    ) -> About<'d, 'a> {
        let path = format!("{}.{key}", place.path);
        About { key, path, domain, money: false, holds, cohorts, table: place.path }
    }

    /// Keys that do not go with the way in which a metric is measured.
    fn metric_keys(&mut self, draft: &MetricDraft, way: &'static str, place: Place<'_>) {
        let with: &[&str] = match way {
            "forecast" => &[],
            "expected_share" => &["group", "counted"],
            "outcome" => &["count", "of"],
            "form" => &["treated", "baseline", "scale"],
            "saving" => &["party"],
            _ => &["group", "count"],
        };
        let keys: [Key; 8] = [
            ("group", draft.group.key()),
            ("counted", draft.counted.key()),
            ("count", draft.count.key()),
            ("of", draft.of.key()),
            ("treated", draft.treated.key()),
            ("baseline", draft.baseline.key()),
            ("scale", draft.scale.key()),
            ("party", draft.party.key()),
        ];
        self.only_keys(&keys, with, way, place);
    }

    fn expected_share(
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

    fn effect_of(
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
                if let super::values::Value::Number(input) = value
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

    fn outcome_count(
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

    fn group_count(&mut self, draft: &'d MetricDraft, place: Place<'_>) -> Option<Basis<'d>> {
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

    fn count_word(&mut self, draft: &MetricDraft, place: Place<'_>) -> Option<CountWord> {
        if draft.count.is_absent() {
            self.missing("count", place, "contract-metric");
        }
        draft.count.value().copied()
    }

    fn known_group(&mut self, id: &'d str, span: Span) -> Option<&'d str> {
        if self.group_drafts.contains_key(id) {
            return Some(id);
        }
        let known: Vec<_> = self.drafts.groups.iter().map(|k| (k.id.as_str(), k.key)).collect();
        self.unknown_id("group", id, span, &known);
        None
    }

    fn saving(&mut self, ground: &Ground<'d, '_>, draft: &'d MetricDraft, place: Place<'_>) -> Option<Basis<'d>> {
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

    fn actual(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d MetricDraft,
        holds: Option<&'d [PointDraft]>,
        basis: &Basis<'d>,
        place: Place<'_>,
    ) -> Option<Values<'d>> {
        let months = match basis {
            Basis::Model { group, .. } => ground.made.groups.get(group).map(|g| g.start_months.clone()),
            Basis::Forecast(_) | Basis::ExpectedShare { .. } | Basis::Effect { .. } | Basis::Saving { .. } => None,
        };
        let cohorts = match (basis, &months) {
            (Basis::Forecast(_) | Basis::Effect { .. }, _) => Keys::Written,
            (Basis::Model { .. }, Some(months)) => Keys::Months(months),
            (Basis::Model { .. } | Basis::ExpectedShare { .. } | Basis::Saving { .. }, _) => Keys::None,
        };
        let about = self.about(place, "actual", Domain::Any, holds, cohorts);
        self.values(ground, &draft.actual, &about)
    }
}

fn kind(basis: &Basis<'_>) -> MetricKind {
    match basis {
        Basis::Forecast(values) => {
            let held = values.all().iter().any(|v| matches!(v, super::values::Value::Held(..)));
            if held { MetricKind::Held } else { MetricKind::Forecast }
        }
        Basis::ExpectedShare { .. } => MetricKind::ExpectedShare,
        Basis::Effect { form, .. } => MetricKind::Effect(*form),
        Basis::Model { outcome: Some(outcome), .. } => MetricKind::Outcome(outcome.clone()),
        Basis::Model { group, outcome: None, .. } => MetricKind::Group(group.clone()),
        Basis::Saving { .. } => MetricKind::Saving,
    }
}
