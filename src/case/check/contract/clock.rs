//! Cohorts, points and durations of a contract.

use std::collections::BTreeMap;

use super::{Checking, Ground};
use crate::calendar::Day;
use crate::case::check::domain::Role;
use crate::case::contract::{Cohort, Interval};
use crate::case::read::Draft;
use crate::case::read::contract::{IntervalDraft, PointDraft, When};
use crate::case::{AsWritten, Assumption, Domain, Id};
use crate::document::Why;
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    pub(super) fn check_cohorts(&mut self, ground: &mut Ground<'d, '_>) {
        for keyed in &ground.draft.cohorts {
            let path = format!("contract.cohort.{}.people", keyed.id);
            let draft = &keyed.draft;
            let people = self.input(&draft.people, &path, Domain::NotNegative, Role::Plain);
            let start = match &draft.start {
                Draft::Here(written) => written.value.0,
                Draft::Absent | Draft::Broken => ground.start,
            };
            let id = Id::new(&keyed.id);
            let cohort = Cohort { id, names: draft.names.clone(), start, people, month: None };
            ground.cohorts.insert(&keyed.id, cohort);
        }
    }

    /// Says that two points of one list lie on one day.
    pub(super) fn check_points(&mut self, points: &[PointDraft], start: Day) {
        let mut seen: BTreeMap<Day, &PointDraft> = BTreeMap::new();
        for point in points {
            let day = Ground::day(point, start);
            if let Some(other) = seen.insert(day, point) {
                let problem = Problem::new(Code::Twice).variant("one-day").with("day", day);
                let problem = problem.with("one", &other.label).with("other", &point.label).at(point.span);
                self.complain(problem.and_see(other.span, "the-other"));
            }
        }
    }

    /// Says that a month or a day stands on a person's clock.
    pub(super) fn no_dates(&mut self, ground: &mut Ground<'_, '_>, points: &[PointDraft]) {
        for point in points.iter().filter(|p| !matches!(p.when, When::After(_))) {
            if ground.dates_said.insert(point.span) {
                let problem = Problem::new(Code::DateOnPersonClock).with("point", &point.label);
                self.complain(problem.at(point.span));
            }
        }
    }

    /// The last day of `long_stop`: of a month, its last.
    pub(super) fn long_stop(&mut self, ground: &Ground<'_, '_>) -> Option<Day> {
        let point = ground.draft.long_stop.value()?;
        match point.when {
            When::Month(month) => Interval::Days(-1).after(month.plus(1).first_day()).into(),
            When::After(_) | When::Day(_) => Some(Ground::day(point, ground.start)),
        }
    }

    /// A row for a lag that is written, or for the contract's that is not.
    pub(super) fn lag_row(&mut self, draft: &Draft<IntervalDraft>, path: &str, table: Span) {
        match draft {
            Draft::Absent => self.default_text(path.to_owned(), "0 months", table),
            Draft::Broken => {}
            Draft::Here(_) => self.interval_row(draft, path),
        }
    }

    /// A row for a duration that is written.
    pub(super) fn interval_row(&mut self, draft: &Draft<IntervalDraft>, path: &str) {
        let Some(written) = draft.here() else { return };
        self.text_row(path, &written.value.text, written.why, written.span);
    }

    pub(super) fn text_row(&mut self, path: &str, text: &str, why: Why, span: Span) {
        self.assumptions.push(Assumption {
            path: path.to_owned(),
            value: AsWritten::Text(text.to_owned()),
            origin: why,
            months: None,
            known: Vec::new(),
            input: None,
            span,
        });
    }
}
