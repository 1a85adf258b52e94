//! Where one measured value comes from: a value as written, an effect, or a count of the model.

use super::metric::{Basis, MetricGround};
use super::values::Value;
use super::{Checking, Ground};
use crate::calendar::Day;
use crate::case::contract::{Effect, Interval, Measured, ModelCount, Saving, Source};
use crate::case::{Id, Input};
use std::sync::Arc;

/// Whose value is asked for, and where.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The cohort whose values are looked up.
    pub cohort: Option<&'a str>,
    /// For a cohort of the model, its start month.
    pub month: Option<i32>,
    /// The people of the cohort.
    pub people: Option<&'a Arc<Input>>,
    /// The point as written.
    pub label: &'a str,
    /// Its day.
    pub day: Day,
    /// The day of the measurement before.
    pub after: Option<Day>,
    /// For milestones and recurring terms, what the point is after, and the day it counts from.
    pub held: Option<(Interval, Day)>,
}

/// Why there is no value.
pub(super) enum Lacking {
    /// Nothing is written for this cohort and point, under this key.
    Value(&'static str),
    /// How long people hold is no number.
    Duration(crate::span::Span),
}

impl Checking<'_> {
    /// The value of a metric.
    pub(super) fn measured(
        &self,
        ground: &Ground<'_, '_>,
        metric: &MetricGround<'_>,
        asked: Asked<'_>,
    ) -> Result<Measured, Lacking> {
        let source = match metric.actual.as_ref().and_then(|a| a.find(asked.cohort, asked.label)) {
            Some(value) => {
                // What it replaces is asked for as well.
                metric.basis.values().iter().for_each(|values| _ = values.find(asked.cohort, asked.label));
                number(value, asked, Source::Actual)?
            }
            None => basis(ground, &metric.basis, asked)?,
        };
        Ok(Measured { metric: metric.metric.id.clone(), source, times: rust_decimal::Decimal::ONE })
    }
}

fn number(value: &Value, asked: Asked<'_>, plain: impl Fn(Arc<Input>) -> Source) -> Result<Source, Lacking> {
    match (value, asked.held) {
        (Value::Number(input), _) => Ok(plain(input.clone())),
        (Value::Held(held, _), Some((point, from))) => {
            Ok(Source::Held { people: asked.people.cloned(), reached: held.after(from) >= point.after(from) })
        }
        (Value::Held(_, span), None) => Err(Lacking::Duration(*span)),
    }
}

fn basis(ground: &Ground<'_, '_>, basis: &Basis<'_>, asked: Asked<'_>) -> Result<Source, Lacking> {
    let find = |values: &super::values::Values<'_>, key: &'static str| {
        values.find(asked.cohort, asked.label).cloned().ok_or(Lacking::Value(key))
    };
    let input = |value: Value| match value {
        Value::Number(input) => Ok(input),
        Value::Held(_, span) => Err(Lacking::Duration(span)),
    };
    match basis {
        Basis::Forecast(values) => number(&find(values, "forecast")?, asked, Source::Forecast),
        Basis::ExpectedShare { share, group, counted } => Ok(Source::ExpectedShare {
            share: input(find(share, "expected_share")?)?,
            group: group.clone(),
            counted: *counted,
        }),
        Basis::Effect { form, treated, baseline, lower, scale } => Ok(Source::Effect(Effect {
            form: *form,
            treated: input(find(treated, "treated")?)?,
            baseline: input(find(baseline, "baseline")?)?,
            lower: *lower,
            scale: *scale,
        })),
        Basis::Model { group, outcome, count } => Ok(Source::Model(ModelCount {
            group: group.clone(),
            outcome: outcome.clone(),
            count: *count,
            starts_in: asked.month,
            after: asked.after,
            at: asked.day,
        })),
        Basis::Saving { consequences, party } => {
            let horizon = ground.calendar.horizon();
            let month = |day: Day| day.month().since(ground.calendar.start()).clamp(0, horizon);
            let from = month(asked.after.unwrap_or(ground.start));
            Ok(Source::Saving(Saving {
                consequences: consequences.clone(),
                party: party.clone(),
                from,
                until: month(asked.day).max(from),
            }))
        }
    }
}

/// The id of a cohort of the model: its month.
pub(super) fn month_id(ground: &Ground<'_, '_>, month: i32) -> Id {
    Id::new(&ground.calendar.month(month).to_string())
}
