//! `[contract.metric.NAME]`: what is measured.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::keys::Key;
use super::values::{About, Keys, Values};
use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::contract::{Count, Form, Metric, MetricKind};
use crate::case::read::contract::{Clock, MetricDraft, PointDraft, Toward};
use crate::case::{Counted, Domain, Id, PartyId};
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

impl<'d> Basis<'d> {
    /// The written values.
    pub fn values(&self) -> Vec<&Values<'d>> {
        match self {
            Basis::Forecast(values) => vec![values],
            Basis::ExpectedShare { share, .. } => vec![share],
            Basis::Effect { treated, baseline, .. } => vec![treated, baseline],
            Basis::Model { .. } | Basis::Saving { .. } => Vec::new(),
        }
    }
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

    pub(super) fn about<'a>(
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
