//! At which points a term has lines, and for which cohorts.

use std::sync::Arc;

use super::line::{At, When};
use super::metric::{Basis, MetricGround};
use super::term::TermGround;
use super::values::{About, Keys, Values};
use super::{Checking, Ground};
use crate::case::contract::Interval;
use crate::case::read::contract::{Clock, IntervalDraft, PointDraft, ShapeWord, When as Written};
use crate::case::{AsWritten, Domain, Input};
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// Works out what a term measures when, and its lines.
    pub(super) fn settle(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: Option<&MetricGround<'d>>,
        term: &mut TermGround<'d>,
    ) {
        let lower = metric.is_some_and(|m| m.metric.lower_is_better);
        term.shape = self.shape(ground, term, lower);
        if let (Some(metric), true) = (metric, lower && term.word != ShapeWord::Step) {
            let at = term.draft.metric.here().map_or(term.key, |w| w.span);
            let problem = Problem::new(Code::LowerNeedsStep).with("metric", &metric.metric.id);
            self.complain(problem.at(at).and_see(metric.key, "the-other"));
        }
        if term.word.is_selector() || term.draft.measured.is_broken() || term.draft.clock.is_broken() {
            return;
        }
        term.clock = self.clock_of(ground, metric, term);
        term.measured = self.measured_of(ground, metric, term);
        self.check_prices_of(ground, term);
        let Some(points) = self.points_of(ground, term) else { return };
        let Some(who) = self.who(ground, metric, term) else { return };
        self.lines(ground, metric, term, &who, &points);
    }

    fn clock_of(&mut self, ground: &Ground<'d, '_>, metric: Option<&MetricGround<'d>>, term: &TermGround<'d>) -> Clock {
        let saving = metric.is_some_and(|m| matches!(m.basis, Basis::Saving { .. }));
        match (term.word, term.draft.clock.here()) {
            (ShapeWord::Milestones | ShapeWord::Recurring, _) => Clock::Person,
            (ShapeWord::Fixed, _) => Clock::Contract,
            (_, Some(written)) if saving && written.value == Clock::Person => {
                self.does_not_belong("clock-of-saving", "clock", written.key, term.place());
                Clock::Contract
            }
            _ if saving => Clock::Contract,
            (_, Some(written)) => written.value,
            (_, None) => metric.map_or(ground.clock, |m| m.clock),
        }
    }

    /// The points at which a term is measured: its own, its metric's, the contract's.
    fn measured_of(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metric: Option<&MetricGround<'d>>,
        term: &TermGround<'d>,
    ) -> Option<&'d [PointDraft]> {
        if term.word.is_by_person() || term.word == ShapeWord::Fixed {
            return None;
        }
        let own = term.draft.measured.value().map(|p| p.0.as_slice());
        let of_metric = metric.and_then(|m| m.measured);
        if let (Some(own), Some(of_metric)) = (own, of_metric) {
            for point in own.iter().filter(|p| !of_metric.iter().any(|m| m.label == p.label)) {
                let problem = Problem::new(Code::NotMeasured).variant("subset").with("point", &point.label);
                let labels: Vec<&str> = of_metric.iter().map(|p| p.label.as_str()).collect();
                let id = term.metric.unwrap_or_default();
                self.complain(problem.with("metric", id).with("known", labels.join(", ")).at(point.span));
            }
        }
        self.check_points(own.unwrap_or_default(), ground.start);
        let measured = own.or(of_metric).or(ground.measured);
        match measured {
            None => {
                let missing = Problem::new(Code::MissingKey).variant("measured").with("key", "measured");
                self.complain(missing.with("table", format!("[{}]", term.path)).at(term.draft.names.span));
            }
            Some(points) if term.clock == Clock::Person => self.no_dates(ground, points),
            Some(_) => {}
        }
        measured
    }

    /// `price` and `amounts`.
    fn check_prices_of(&mut self, ground: &Ground<'d, '_>, term: &mut TermGround<'d>) {
        let (draft, key, cohorts) = match term.word {
            ShapeWord::PerUnit => (&term.draft.price, "price", Keys::None),
            ShapeWord::Given => (&term.draft.amounts, "amounts", Keys::Written),
            _ => return,
        };
        let path = format!("{}.{key}", term.path);
        let holds = term.measured;
        let about = About { key, path, domain: Domain::NotNegative, money: true, holds, cohorts, table: &term.path };
        let prices = self.values(ground, draft, &about);
        let several = matches!(prices, Some(Values::ByPoint(_) | Values::ByCohort(_)));
        if let (true, Some(true), Some(written)) = (several, term.draft.cumulative.value(), draft.here()) {
            self.complain(Problem::new(Code::OnePrice).at(written.span));
        }
        term.prices = prices;
    }

    /// The points of a term, with what each pays. None when they cannot be told.
    fn points_of(&mut self, ground: &Ground<'d, '_>, term: &TermGround<'d>) -> Option<Vec<At<'d>>> {
        match term.word {
            ShapeWord::Fixed => self.fixed_points(ground, term),
            ShapeWord::Milestones => self.milestone_points(ground, term),
            ShapeWord::Recurring => self.recurring_points(ground, term),
            _ => {
                let at = |p: &'d PointDraft| At { label: p.label.clone(), when: When::Point(p), pay: None };
                Some(term.measured?.iter().map(at).collect())
            }
        }
    }

    fn fixed_points(&mut self, ground: &Ground<'d, '_>, term: &TermGround<'d>) -> Option<Vec<At<'d>>> {
        let draft = term.draft;
        let amount = self.amount(ground, &draft.amount, &format!("{}.amount", term.path))?;
        let pay = || Some(amount.clone());
        if let Some(points) = draft.at.value() {
            self.check_points(&points.0, ground.start);
            let at = |p: &'d PointDraft| At { label: p.label.clone(), when: When::Point(p), pay: pay() };
            return Some(points.0.iter().map(at).collect());
        }
        let times = i32::try_from(*draft.times.value()?).ok()?;
        Some(repeated(None, draft.every.value()?, times, &amount))
    }

    fn milestone_points(&mut self, ground: &Ground<'d, '_>, term: &TermGround<'d>) -> Option<Vec<At<'d>>> {
        let mut points = Vec::new();
        let mut seen: Vec<PointDraft> = Vec::new();
        let mut whole = true;
        for (place, milestone) in term.draft.points.value()?.0.iter().enumerate() {
            let pay = self.amount(ground, &milestone.pay, &format!("{}.points.{}.pay", term.path, place + 1));
            match (pay, milestone.after.value()) {
                (Some(pay), Some(after)) => {
                    let Written::After(interval) = &after.when else { continue };
                    let when = When::After(interval.interval);
                    points.push(At { label: after.label.clone(), when, pay: Some(pay) });
                    seen.push(after.clone());
                }
                _ => whole = false,
            }
        }
        self.check_points(&seen, ground.start);
        whole.then_some(points)
    }

    fn recurring_points(&mut self, ground: &Ground<'d, '_>, term: &TermGround<'d>) -> Option<Vec<At<'d>>> {
        let draft = term.draft;
        let path = format!("{}.after", term.path);
        let after = match draft.after.here() {
            None if draft.after.is_broken() => return None,
            None => {
                self.default_row(path, AsWritten::Number(0.into()), draft.names.span);
                None
            }
            Some(written) => {
                self.text_row(&path, &written.value.label, written.why, written.span);
                let Written::After(after) = &written.value.when else { return None };
                Some(after).filter(|a| !a.interval.is_nil())
            }
        };
        let pay = self.amount(ground, &draft.pay, &format!("{}.pay", term.path));
        let every = draft.every.here()?;
        if let (Some(after), Some(written)) = (after, draft.after.here()) {
            let alike = matches!(
                (after.interval, every.value.interval),
                (Interval::Months(_), Interval::Months(_)) | (Interval::Days(_), Interval::Days(_))
            );
            if !alike {
                let problem = Problem::new(Code::UnlikeDurations).with("after", &after.text);
                let problem = problem.with("every", &every.value.text).at(written.span);
                self.complain(problem.and_see(every.span, "every"));
                return None;
            }
        }
        let times = i32::try_from(*draft.times.value()?).ok()?;
        Some(repeated(after, &every.value, times, &pay?))
    }
}

/// The points after, after + every, …: `times` of them, each after the first step.
fn repeated<'d>(after: Option<&IntervalDraft>, every: &IntervalDraft, times: i32, pay: &Arc<Input>) -> Vec<At<'d>> {
    let first = after.map_or(0, |a| match a.interval {
        Interval::Months(n) | Interval::Days(n) => n,
    });
    let in_weeks = every.in_weeks && after.is_none_or(|a| a.in_weeks);
    let at = |j: i32| {
        let (number, interval): (i32, fn(i32) -> Interval) = match every.interval {
            Interval::Months(n) => (first.saturating_add(n.saturating_mul(j)), Interval::Months),
            Interval::Days(n) => (first.saturating_add(n.saturating_mul(j)), Interval::Days),
        };
        let label = match every.interval {
            Interval::Months(_) => number.to_string(),
            Interval::Days(_) if in_weeks => counted(number / 7, "week"),
            Interval::Days(_) => counted(number, "day"),
        };
        At { label, when: When::After(interval(number)), pay: Some(pay.clone()) }
    };
    (1..=times).map(at).collect()
}

fn counted(number: i32, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}
