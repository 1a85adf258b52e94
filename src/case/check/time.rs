//! Months and points of the case: what lies in it, what is cut to it.

use rust_decimal::Decimal;

use super::{Checking, Place};
use crate::calendar::{DayCount, Month, Years};
use crate::case::read::{Draft, Duration, InputDraft, Point, TimeKey, Worth, Written};
use crate::case::{AsWritten, Assumption, Domain, Series, SeriesKeys, Stretch, When};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// The month of the case, counted from its start, that a calendar month is. None outside, or without a calendar.
    pub(super) fn month_within(&self, month: Month) -> Option<i32> {
        let calendar = self.calendar.as_ref()?;
        let months = month.since(calendar.start());
        (0..calendar.horizon()).contains(&months).then_some(months)
    }

    /// The months of the case that a month or a calendar year has.
    pub(super) fn stretch_of(&self, key: TimeKey) -> Option<Stretch> {
        let calendar = self.calendar.as_ref()?;
        let (first, last) = match key {
            TimeKey::Month(month) => (month, month),
            TimeKey::Year(year) => (Month::new(year, 1)?, Month::new(year, 12)?),
        };
        let from = first.since(calendar.start()).max(0);
        let until = (last.since(calendar.start()) + 1).min(calendar.horizon());
        (from < until).then_some(Stretch { from, until })
    }

    /// Says that something lies outside the case.
    pub(super) fn outside(&mut self, variant: &'static str, what: &str, span: Span) {
        let Some(calendar) = &self.calendar else { return };
        let last = calendar.month(calendar.horizon() - 1);
        let problem = Problem::new(Code::OutsideTheCase)
            .variant(variant)
            .with("what", what)
            .with("first", calendar.start())
            .with("last", last)
            .with("horizon", calendar.horizon())
            .at(span);
        self.complain(problem);
    }

    /// When something is paid once.
    pub(super) fn when(&mut self, at: &Written<Point>) -> Option<When> {
        let calendar = self.calendar.clone()?;
        match at.value {
            Point::Month(month) => {
                let within = self.month_within(month);
                if within.is_none() {
                    self.outside("month", &month.to_string(), at.span);
                }
                within.map(When::Month)
            }
            Point::Mark(mark) => {
                let placed = i32::try_from(mark).ok().and_then(|m| calendar.closing(m).map(|p| (m, p)));
                let Some((month, period)) = placed else {
                    self.outside("mark", &mark.to_string(), at.span);
                    return None;
                };
                let year = calendar.month(month).year();
                Some(When::Point { at: Years::months(mark), period, year, month, day: None })
            }
            Point::Day(day) => {
                let placed = self.month_within(day.month()).and_then(|m| calendar.holding(m).map(|p| (m, p)));
                let Some((month, period)) = placed else {
                    self.outside("day", &day.to_string(), at.span);
                    return None;
                };
                let distance = match self.day_count {
                    DayCount::Months => Years::months(i64::from(month)),
                    DayCount::Actual365 => Years::days(day.since(calendar.start().first_day())),
                };
                Some(When::Point { at: distance, period, year: day.month().year(), month, day: Some(day) })
            }
        }
    }

    /// The months that count, cut to the case.
    pub(super) fn stretch(&mut self, from: &Draft<Month>, until: &Draft<Month>, place: Place<'_>) -> Option<Stretch> {
        if let (Some(first), Some(last)) = (from.here(), until.here())
            && first.value > last.value
        {
            let problem = Problem::new(Code::EndsBeforeItStarts)
                .with("from", first.value)
                .with("until", last.value)
                .at(first.span)
                .and_see(last.span, "until");
            self.complain(problem);
            return None;
        }
        let (start, horizon) = self.calendar.as_ref().map(|c| (c.start(), c.horizon()))?;
        let begins = from.or(start)?.since(start);
        let ends = until.or(start.plus(horizon - 1))?.since(start) + 1;
        let stretch = Stretch { from: begins.max(0), until: ends.min(horizon) };
        if stretch.from >= stretch.until {
            let late = from.here().filter(|_| begins >= horizon);
            if let Some(at) = late.or(until.here()) {
                let (variant, month, span) = (if late.is_some() { "from" } else { "until" }, at.value, at.span);
                self.outside(variant, &month.to_string(), span);
            }
            return None;
        }
        if from.is_absent() {
            self.default_text(place.under("from"), start, place.span);
        }
        if until.is_absent() {
            self.default_text(place.under("until"), start.plus(horizon - 1), place.span);
        }
        Some(stretch)
    }

    /// What is paid in each period, month or year.
    pub(super) fn amounts(
        &mut self,
        draft: &InputDraft,
        path: &str,
        role: super::domain::Role<'_>,
    ) -> Option<std::sync::Arc<Series>> {
        match &draft.worth {
            Worth::List(members) => {
                let fit: Vec<bool> = members
                    .iter()
                    .map(|m| self.fits(m.value.decimal, m.span, path, Domain::NotNegative, role))
                    .collect();
                let periods = self.calendar.as_ref()?.periods().len();
                if periods != members.len() {
                    self.complain(
                        Problem::new(Code::LengthsDiffer)
                            .variant("periods")
                            .with("numbers", members.len())
                            .with("periods", periods)
                            .at(draft.span),
                    );
                    return None;
                }
                let values = members.iter().map(|m| m.value.decimal).collect();
                if fit.contains(&false) {
                    return None;
                }
                self.series(draft, path, SeriesKeys::ByPeriod, values)
            }
            Worth::Table(members) => {
                let mut parts: Vec<(Stretch, Decimal)> = Vec::with_capacity(members.len());
                let mut good = true;
                for (key, at, member) in members {
                    good &= self.fits(member.value.decimal, member.span, path, Domain::NotNegative, role);
                    match self.stretch_of(*key) {
                        Some(stretch) => parts.push((stretch, member.value.decimal)),
                        None => {
                            good = false;
                            self.outside_key(*key, *at);
                        }
                    }
                }
                if !good {
                    return None;
                }
                parts.sort_by_key(|(stretch, _)| (stretch.from, stretch.until));
                let (stretches, values) = parts.into_iter().unzip();
                self.series(draft, path, SeriesKeys::ByTime(stretches), values)
            }
            Worth::Number(_) | Worth::Price(_) => None,
        }
    }

    /// Says that a key of a table by time lies wholly outside the case.
    pub(super) fn outside_key(&mut self, key: TimeKey, at: Span) {
        match key {
            TimeKey::Month(month) => self.outside("month", &month.to_string(), at),
            TimeKey::Year(year) => self.outside("year", &year.to_string(), at),
        }
    }

    /// A duration that is written, with its row.
    pub(super) fn duration(&mut self, draft: &Draft<Duration>, path: &str) -> Option<i32> {
        let written = draft.here()?;
        self.assumptions.push(Assumption {
            path: path.to_owned(),
            value: AsWritten::Text(written.value.text.clone()),
            origin: written.why,
            months: written.value.converted.then_some(written.value.months),
            known: Vec::new(),
            input: None,
            span: written.span,
        });
        Some(written.value.months)
    }

    /// A duration that is written, or what stands in for it.
    pub(super) fn duration_or(
        &mut self,
        draft: &Draft<Duration>,
        path: String,
        default: Option<i32>,
        span: Span,
    ) -> Option<i32> {
        if !draft.is_absent() {
            return self.duration(draft, &path);
        }
        let months = default?;
        self.default_text(path, in_months(months), span);
        Some(months)
    }
}

/// Months as a duration.
pub fn in_months(months: i32) -> String {
    if months == 1 { "1 month".to_owned() } else { format!("{months} months") }
}
