//! Every line of a term: each cohort at each point, with its day, its price and where its value comes from.

use std::cmp::Ordering;
use std::sync::Arc;

use super::metric::MetricGround;
use super::source::{Asked, Lacking};
use super::term::TermGround;
use super::values::Value;
use super::{Checking, Ground};
use crate::calendar::Day;
use crate::case::contract::{Earns, Interval, Line, LineKind, PointLabel, Shape};
use crate::case::read::contract::{PointDraft, ShapeWord};
use crate::case::{Id, Input};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A cohort of a term; or everybody, who are one.
#[derive(Clone, Debug)]
pub(super) struct Who {
    pub id: Option<Id>,
    /// Where its clock starts.
    pub start: Day,
    /// For a cohort of the model, its start month.
    pub month: Option<i32>,
    pub people: Option<Arc<Input>>,
}

/// A point at which a term has a line for each cohort.
#[derive(Clone, Debug)]
pub(super) struct At<'d> {
    pub label: String,
    pub when: When<'d>,
    /// `pay` or `amount` of the point.
    pub pay: Option<Arc<Input>>,
}

/// When a point is.
#[derive(Clone, Debug)]
pub(super) enum When<'d> {
    Point(&'d PointDraft),
    After(Interval),
}

impl When<'_> {
    pub(super) fn on(&self, start: Day) -> Day {
        match self {
            When::Point(point) => Ground::day(point, start),
            When::After(interval) => interval.after(start),
        }
    }
}

impl<'d> Checking<'d> {
    /// The lines of a term whose cohorts and points are known.
    pub(super) fn lines(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: Option<&MetricGround<'d>>,
        term: &mut TermGround<'d>,
        who: &[Who],
        points: &[At<'d>],
    ) {
        let by_person = term.word.is_by_person();
        for cohort in who {
            let mut days: Vec<(Day, &At<'d>)> = points.iter().map(|p| (p.when.on(cohort.start), p)).collect();
            days.sort_by_key(|(day, _)| *day);
            let mut after = None;
            for (day, point) in days {
                let held = match (&point.when, by_person) {
                    (When::After(interval), true) => Some((*interval, cohort.start)),
                    _ => None,
                };
                let asked = Asked {
                    cohort: cohort.id.as_ref().map(Id::as_str),
                    month: cohort.month,
                    people: cohort.people.as_ref(),
                    label: &point.label,
                    day,
                    after,
                    held,
                };
                after = Some(day);
                if let Some(earns) = self.earns(ground, metric, term, point, asked) {
                    term.lines.push(Line {
                        cohort: cohort.id.clone(),
                        kind: LineKind::Payment,
                        measured: PointLabel::new(&point.label),
                        day,
                        earns,
                        requires: Vec::new(),
                    });
                }
            }
        }
        self.fallback_lines(term, who, points);
        term.lines.sort_by(in_order);
    }

    /// What a line earns by.
    fn earns(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: Option<&MetricGround<'d>>,
        term: &TermGround<'d>,
        point: &At<'d>,
        asked: Asked<'_>,
    ) -> Option<Earns> {
        let value = match metric {
            Some(metric) => match self.measured(ground, metric, asked) {
                Ok(value) => Some(value),
                Err(lacking) => {
                    self.lacking(ground, metric, lacking, asked);
                    return None;
                }
            },
            None => None,
        };
        match (term.word, value) {
            (ShapeWord::Fixed, _) => point.pay.clone().map(Earns::Sum),
            (ShapeWord::Given, _) => self.price_at(ground, term, "amounts", asked).map(Earns::Sum),
            (ShapeWord::PerUnit, Some(value)) => {
                let price = self.price_at(ground, term, "price", Asked { cohort: None, ..asked })?;
                Some(Earns::Units { value, price })
            }
            (ShapeWord::Milestones | ShapeWord::Recurring, Some(value)) => {
                Some(Earns::Units { value, price: point.pay.clone()? })
            }
            (_, value) => value.map(Earns::Value),
        }
    }

    /// The price or the sum at a point.
    fn price_at(
        &mut self,
        ground: &mut Ground<'d, '_>,
        term: &TermGround<'d>,
        key: &'static str,
        asked: Asked<'_>,
    ) -> Option<Arc<Input>> {
        let draft = if key == "price" { &term.draft.price } else { &term.draft.amounts };
        match term.prices.as_ref()?.find(asked.cohort, asked.label) {
            Some(Value::Number(input)) => Some(input.clone()),
            Some(Value::Held(..)) => None,
            None => {
                let span = draft.here().map_or(term.key, |w| w.span);
                self.no_value(ground, key, span, asked);
                None
            }
        }
    }

    /// Says that a metric has no value for a line.
    pub(super) fn lacking(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: &MetricGround<'d>,
        lacking: Lacking,
        asked: Asked<'_>,
    ) {
        match lacking {
            Lacking::Value(key) => {
                let span = metric.written_at(key);
                self.no_value(ground, key, span, asked);
            }
            Lacking::Duration(span) => {
                if ground.said.insert((span, String::new())) {
                    let problem = Problem::new(Code::DurationNeedsMilestones).with("metric", &metric.metric.id);
                    self.complain(problem.at(span));
                }
            }
        }
    }

    fn no_value(&mut self, ground: &mut Ground<'d, '_>, key: &'static str, span: Span, asked: Asked<'_>) {
        let cohort = asked.cohort.unwrap_or_default();
        if ground.said.insert((span, format!("{key} {} {cohort}", asked.label))) {
            let problem = Problem::new(Code::MissingValue).variant(if cohort.is_empty() { "" } else { "cohort" });
            let problem = problem.with("key", key).with("point", asked.label).with("cohort", cohort);
            self.complain(problem.at(span));
        }
    }

    /// A line of kind fallback for each cohort, on the day of the last one.
    fn fallback_lines(&mut self, term: &mut TermGround<'d>, who: &[Who], points: &[At<'d>]) {
        let Some(written) = term.draft.fallback.here() else { return };
        if points.len() > 1 {
            let problem = Problem::new(Code::OneMeasurementPerCohort).with("found", points.len());
            self.complain(problem.with("table", format!("[{}]", term.path)).at(written.key));
        }
        let counted = who.iter().filter(|w| w.people.is_some()).count();
        if counted != 0 && counted != who.len() {
            let without = who.iter().find(|w| w.people.is_none()).and_then(|w| w.id.as_ref());
            let without = without.map_or_else(String::new, ToString::to_string);
            let problem = Problem::new(Code::PeopleUnknown).with("cohort", without);
            self.complain(problem.at(written.key));
        }
        if let Some(Shape::Step(crate::case::contract::Step { fallback: Some(fallback), .. }))
        | Some(Shape::Banded(crate::case::contract::Banded { fallback: Some(fallback), .. })) = &mut term.shape
        {
            fallback.weights = who.iter().map(|w| (w.id.clone(), w.people.clone())).collect();
        }
        let Some(last) = term.lines.iter().map(|l| l.day).max() else { return };
        let more: Vec<Line> =
            term.lines.iter().map(|line| Line { kind: LineKind::Fallback, day: last, ..line.clone() }).collect();
        term.lines.extend(more);
    }
}

/// By day, cohort, kind.
pub(super) fn in_order(one: &Line, other: &Line) -> Ordering {
    (one.day, &one.cohort, one.kind).cmp(&(other.day, &other.cohort, other.kind))
}

impl MetricGround<'_> {
    /// Where one of its keys is written.
    pub(super) fn written_at(&self, key: &str) -> Span {
        let draft = match key {
            "expected_share" => &self.draft.expected_share,
            "treated" => &self.draft.treated,
            "baseline" => &self.draft.baseline,
            "actual" => &self.draft.actual,
            _ => &self.draft.forecast,
        };
        draft.here().map_or(self.key, |w| w.span)
    }
}
