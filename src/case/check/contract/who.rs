//! For which cohorts a term has lines.

use super::line::Who;
use super::metric::{Basis, MetricGround};
use super::source::month_id;
use super::term::TermGround;
use super::values::Values;
use super::{Checking, Ground};
use crate::case::Names;
use crate::case::contract::{Cohort, Count};
use crate::case::read::contract::Clock;
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// The cohorts of a term. None when they cannot be told.
    pub(super) fn who(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: Option<&MetricGround<'d>>,
        term: &TermGround<'d>,
    ) -> Option<Vec<Who>> {
        let by_person = term.clock == Clock::Person;
        let (start, everybody) = (ground.start, Who { id: None, start: ground.start, month: None, people: None });
        let ids: Vec<&str> = match metric.map(|m| &m.basis) {
            None => term.prices.as_ref().map(Values::cohorts).unwrap_or_default(),
            Some(Basis::Forecast(values)) => values.cohorts(),
            Some(Basis::Effect { treated, baseline, .. }) => [treated.cohorts(), baseline.cohorts()].concat(),
            Some(Basis::Model { .. }) => return self.who_of_model(ground, metric?, term),
            Some(Basis::ExpectedShare { .. } | Basis::Saving { .. }) => Vec::new(),
        };
        let mut ids = ids;
        ids.extend(metric.and_then(|m| m.actual.as_ref()).map(Values::cohorts).unwrap_or_default());
        ids.sort_unstable();
        ids.dedup();
        if term.word.is_by_person()
            && !matches!(metric.map(|m| &m.basis), Some(Basis::Forecast(_) | Basis::ExpectedShare { .. }))
        {
            self.need_in_effect(term);
            return None;
        }
        if ids.is_empty() {
            return Some(vec![everybody]);
        }
        let cohorts = ids.iter().filter_map(|id| ground.cohorts.get(id));
        let who = cohorts.map(|c| Who {
            id: Some(c.id.clone()),
            start: if by_person { c.start } else { start },
            month: None,
            people: c.people.clone(),
        });
        Some(who.collect())
    }

    /// People of the model: a cohort for each month in which some start, on their own clock; else all of them.
    fn who_of_model(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: &MetricGround<'d>,
        term: &TermGround<'d>,
    ) -> Option<Vec<Who>> {
        let Basis::Model { group, outcome, count } = &metric.basis else { return None };
        let onset = match (term.word.is_by_person(), count, outcome) {
            (true, Count::InEffect(_), Some(outcome)) => ground.made.outcomes.get(outcome)?.onset,
            (true, ..) => {
                self.need_in_effect(term);
                return None;
            }
            (false, ..) => 0,
        };
        if term.clock == Clock::Contract {
            return Some(vec![Who { id: None, start: ground.start, month: None, people: None }]);
        }
        let months = ground.made.groups.get(group)?.start_months.clone();
        let mut who = Vec::with_capacity(months.len());
        for month in months {
            let id = month_id(ground, month);
            let start = ground.calendar.month(month).first_day();
            let cohort = Cohort { id: id.clone(), names: Names::default(), start, people: None, month: Some(month) };
            ground.months.insert(id.clone(), cohort);
            let start = ground.calendar.month(month.saturating_add(onset)).first_day();
            who.push(Who { id: Some(id), start, month: Some(month), people: None });
        }
        Some(who)
    }

    fn need_in_effect(&mut self, term: &TermGround<'d>) {
        let at = term.draft.metric.here().map_or(term.key, |w| w.span);
        let metric = term.metric.unwrap_or_default();
        self.complain(Problem::new(Code::MilestonesNeedInEffect).with("metric", metric).at(at));
    }
}
