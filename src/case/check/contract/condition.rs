//! `requires`: what must hold for a line to be earned.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::keys::Key;
use super::metric::{Basis, MetricGround};
use super::source::{Asked, Lacking, month_id};
use super::term::{TermGround, Terms};
use super::values::Values;
use super::{Checking, Ground};
use crate::calendar::Day;
use crate::case::Id;
use crate::case::check::Place;
use crate::case::contract::{Condition, Line, LineKind, Test};
use crate::case::read::contract::{Clock, ConditionDraft, PointDraft};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// One of `requires`, as far as it is the same for all lines.
enum Asks<'d> {
    /// A metric's value against a number.
    Value { metric: &'d str, at: Option<&'d PointDraft>, test: Test, mark: Decimal, span: Span },
    /// That a term has earned something.
    Term(&'d str),
}

impl<'d> Checking<'d> {
    /// Gives every line its conditions.
    pub(super) fn check_conditions(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &mut Terms<'d>,
    ) {
        let ids: Vec<&'d str> = terms.keys().copied().collect();
        for id in ids {
            let Some(term) = terms.get(id) else { continue };
            let Some(written) = term.draft.requires.here() else { continue };
            let asks: Vec<Asks<'d>> = written.value.0.iter().filter_map(|c| self.asks(ground, c, term)).collect();
            let of_lines: Vec<Vec<Condition>> = term
                .lines
                .iter()
                .map(|line| {
                    let own = own_day(term, line);
                    asks.iter().filter_map(|asks| self.condition(ground, metrics, terms, asks, line, own)).collect()
                })
                .collect();
            if let Some(term) = terms.get_mut(id) {
                for (line, conditions) in term.lines.iter_mut().zip(of_lines) {
                    line.requires = conditions;
                }
            }
        }
    }

    /// What one table of `requires` asks.
    fn asks(&mut self, ground: &Ground<'d, '_>, draft: &'d ConditionDraft, term: &TermGround<'d>) -> Option<Asks<'d>> {
        let place = Place { path: &draft.path, id: term.id, span: draft.span };
        let tests = [
            ("at_least", &draft.at_least, Test::AtLeast),
            ("more_than", &draft.more_than, Test::MoreThan),
            ("at_most", &draft.at_most, Test::AtMost),
            ("less_than", &draft.less_than, Test::LessThan),
        ];
        let written: Vec<_> = tests.iter().filter(|(_, mark, _)| !mark.is_absent()).collect();
        match (draft.metric.is_absent(), draft.term.is_absent()) {
            (true, true) => {
                self.none_of("condition", &["metric", "term"], place);
                return None;
            }
            (false, false) => {
                self.several_of(&[("metric", draft.metric.key()), ("term", draft.term.key())], place);
                return None;
            }
            (true, false) => {
                let mut keys: Vec<Key> = tests.iter().map(|(name, mark, _)| (*name, mark.key())).collect();
                keys.push(("at", draft.at.key()));
                self.only_keys(&keys, &[], "term", place);
                return self.asks_term(ground, draft).map(Asks::Term);
            }
            (false, true) => {}
        }
        let id = draft.metric.here()?;
        let metrics = &ground.draft.metrics;
        let Some(metric) = ground.metric_keys.get(id.value.as_str()) else {
            let known: Vec<(&str, Span)> = metrics.iter().map(|k| (k.id.as_str(), k.key)).collect();
            self.unknown_in_contract("metric", &id.value, id.span, &known, &ground.draft.unread);
            return None;
        };
        match written.as_slice() {
            [] => {
                self.none_of("test", &["at_least", "more_than", "at_most", "less_than"], place);
                None
            }
            [(_, mark, test)] => {
                if draft.at.is_broken() {
                    return None;
                }
                let span = draft.at.here().map_or(id.span, |w| w.span);
                let (at, mark) = (draft.at.value(), mark.value()?.decimal);
                Some(Asks::Value { metric: &metric.id, at, test: *test, mark, span })
            }
            several => {
                let keys: Vec<(&str, Option<Span>)> =
                    several.iter().map(|(name, mark, _)| (*name, mark.key())).collect();
                self.several_of(&keys, place);
                None
            }
        }
    }

    fn asks_term(&mut self, ground: &Ground<'d, '_>, draft: &'d ConditionDraft) -> Option<&'d str> {
        let written = draft.term.here()?;
        let terms = &ground.draft.terms;
        let Some(term) = ground.term_keys.get(written.value.as_str()) else {
            let known: Vec<(&str, Span)> = terms.iter().map(|k| (k.id.as_str(), k.key)).collect();
            self.unknown_in_contract("term", &written.value, written.span, &known, &ground.draft.unread);
            return None;
        };
        if term.draft.shape()?.is_selector() {
            let problem = Problem::new(Code::SelectorInCondition).with("term", &term.id).at(written.span);
            self.complain(problem.and_see(term.key, "the-other"));
            return None;
        }
        Some(&term.id)
    }

    /// What one of `requires` asks of one line.
    fn condition(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
        asks: &Asks<'d>,
        line: &Line,
        own: Day,
    ) -> Option<Condition> {
        match asks {
            Asks::Term(id) => {
                let all = &terms.get(id)?.lines;
                let counts = |other: &Line| {
                    let of_cohort = line.cohort.is_none() || other.cohort.is_none() || other.cohort == line.cohort;
                    of_cohort && other.day <= line.day
                };
                let lines = all.iter().enumerate().filter(|(_, other)| counts(other)).map(|(place, _)| place);
                Some(Condition::Earned { term: Id::new(id), lines: lines.collect() })
            }
            Asks::Value { metric, at, test, mark, span } => {
                let metric = metrics.get(metric)?;
                let (cohort, month, start) = cohort_of(ground, metric, line);
                if let (Some(at), Clock::Person) = (at, metric.clock) {
                    self.no_dates(ground, std::slice::from_ref(at));
                }
                let label = at.map_or(line.measured.as_str(), |at| &at.label);
                let day = at.map_or(own, |at| Ground::day(at, start));
                let asked =
                    Asked { cohort: cohort.as_deref(), month, people: None, label, day, after: None, held: None };
                match self.measured(ground, metric, asked) {
                    Ok(value) => Some(Condition::Value { value, test: *test, mark: *mark }),
                    Err(Lacking::Value(_)) => {
                        self.not_measured(ground, metric, *span, asked);
                        None
                    }
                    Err(lacking) => {
                        self.lacking(ground, metric, lacking, asked);
                        None
                    }
                }
            }
        }
    }

    fn not_measured(&mut self, ground: &mut Ground<'d, '_>, metric: &MetricGround<'d>, span: Span, asked: Asked<'_>) {
        let cohort = asked.cohort.unwrap_or_default();
        if ground.said.insert((span, format!("{} {cohort}", asked.label))) {
            let problem = Problem::new(Code::NotMeasured).with("metric", &metric.metric.id);
            let problem = problem.with("point", asked.label).at(span);
            self.complain(problem.and_see(metric.key, "the-other"));
        }
    }
}

/// The cohort of a line as the metric of a condition has it, and where that one's clock starts.
fn cohort_of(ground: &Ground<'_, '_>, metric: &MetricGround<'_>, line: &Line) -> (Option<String>, Option<i32>, Day) {
    let by_person = metric.clock == Clock::Person;
    let (none, start) = (None, ground.start);
    let Some(cohort) = &line.cohort else { return (none, None, start) };
    if let Some(group) = metric.of_model() {
        let months = ground.made.groups.get(group).map_or(&[][..], |g| &g.start_months);
        return match months.iter().find(|m| by_person && month_id(ground, **m) == *cohort) {
            Some(month) => (Some(cohort.to_string()), Some(*month), ground.calendar.month(*month).first_day()),
            None => (none, None, start),
        };
    }
    let of_values = match &metric.basis {
        Basis::Forecast(values) => values.cohorts(),
        Basis::Effect { treated, baseline, .. } => [treated.cohorts(), baseline.cohorts()].concat(),
        Basis::ExpectedShare { .. } | Basis::Model { .. } | Basis::Saving { .. } => Vec::new(),
    };
    let of_actual = metric.actual.as_ref().map(Values::cohorts).unwrap_or_default();
    if !of_values.iter().chain(&of_actual).any(|id| *id == cohort.as_str()) {
        return (none, None, start);
    }
    let of_cohort = ground.cohorts.get(cohort.as_str()).map_or(start, |c| c.start);
    (Some(cohort.to_string()), None, if by_person { of_cohort } else { start })
}

/// The day on which a line is measured; of a fallback, the day of its cohort's own line.
fn own_day(term: &TermGround<'_>, line: &Line) -> Day {
    let own = |l: &&Line| l.kind == LineKind::Payment && l.cohort == line.cohort && l.measured == line.measured;
    match line.kind {
        LineKind::Payment => line.day,
        LineKind::Fallback => term.lines.iter().find(own).map_or(line.day, |l| l.day),
    }
}
