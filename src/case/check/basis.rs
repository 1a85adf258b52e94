//! `[basis]`: the calendar, the appraisal date, the defaults.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::domain::Role;
use super::inputs::is_changed;
use super::time::in_months;
use super::{Checking, Place};
use crate::calendar::{Calendar, DayCount, Month, Timing, Years};
use crate::case::fields::Worded;
use crate::case::read::{BasisDraft, Draft, PeriodsDraft, Point};
use crate::case::{AsWritten, Basis, Domain, PeriodKind};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Checks `[basis]`. The headline is found later, when all parties are known.
    pub(super) fn check_basis(&mut self) -> Option<Basis> {
        let drafts: &'d BasisDraft = self.drafts.basis.as_ref()?;
        self.check_schedules();
        let place = Place { path: "basis", id: "basis", span: drafts.span };
        self.timing = drafts.timing.or(Timing::Start).unwrap_or(Timing::Start);
        self.day_count = drafts.day_count.or(DayCount::Months).unwrap_or(DayCount::Months);
        let horizon_is_changed = drafts.horizon.here().is_some_and(|w| is_changed(w.why));
        self.shortened = horizon_is_changed || drafts.period.here().is_some_and(|w| is_changed(w.why));
        self.check_prices_of_basis(drafts);
        let period = self.check_calendar(drafts, place);
        let discount = drafts.discount.here().and_then(|w| self.discount(w, "basis.discount"));
        let appraisal_date = self.appraisal_date(drafts);
        let rate = |this: &mut Self, draft, path| this.input(draft, path, Domain::YearlyRate, Role::Plain);
        let inflation = rate(self, &drafts.inflation, "basis.inflation");
        let finance_rate = rate(self, &drafts.finance_rate, "basis.finance_rate");
        let reinvestment_rate = rate(self, &drafts.reinvestment_rate, "basis.reinvestment_rate");
        let optimism = self.grades(&drafts.optimism);
        self.basis_defaults(drafts);
        let calendar = self.calendar.clone()?;
        Some(Basis {
            optimism: optimism?,
            inflation,
            period: period?,
            timing: drafts.timing.or(Timing::Start)?,
            day_count: drafts.day_count.or(DayCount::Months)?,
            discount: discount?,
            appraisal_date: appraisal_date?,
            price_year: self.price_year?,
            perspective: String::new(),
            finance_rate,
            reinvestment_rate,
            calendar,
        })
    }

    /// The year of the fixed prices, and the index of money that names none.
    fn check_prices_of_basis(&mut self, drafts: &BasisDraft) {
        let of_start = drafts.start.value().map(|start| i64::from(start.year()));
        let year = drafts.price_year.optional().and_then(|written| written.or(of_start));
        self.price_year = year.and_then(|y| y.to_i32());
        self.basis_index = match &drafts.index {
            Draft::Absent => Some(None),
            Draft::Broken => None,
            Draft::Here(written) => self.index_named(&written.value, written.span).map(Some),
        };
    }

    fn basis_defaults(&mut self, drafts: &BasisDraft) {
        let span = drafts.span;
        if drafts.timing.is_absent() {
            self.default_text("basis.timing".into(), Timing::Start.in_a_file(), span);
        }
        if drafts.day_count.is_absent() {
            self.default_text("basis.day_count".into(), DayCount::Months.in_a_file(), span);
        }
        let Some(start) = drafts.start.value() else { return };
        if drafts.price_year.is_absent() {
            let year = AsWritten::Number(Decimal::from(start.year()));
            self.default_row("basis.price_year".into(), year, span);
        }
        if drafts.appraisal_date.is_absent() {
            self.default_text("basis.appraisal_date".into(), start, span);
        }
    }

    /// The months, and the periods they are cut into.
    fn check_calendar(&mut self, drafts: &BasisDraft, place: Place<'_>) -> Option<PeriodKind> {
        let ends = match drafts.period.value() {
            Some(PeriodsDraft::Ends(ends)) => ends.last().copied(),
            Some(PeriodsDraft::Even(_)) | None => None,
        };
        if drafts.horizon.is_absent() && ends.is_none() && !drafts.period.is_broken() {
            self.complain(
                Problem::new(Code::MissingKey)
                    .with("key", "horizon")
                    .with("table", "[basis]")
                    .with("schema", "basis")
                    .at(place.span),
            );
        }
        let horizon = self.duration_or(&drafts.horizon, "basis.horizon".into(), ends, place.span);
        let kind = self.period_kind(drafts, ends, horizon, place.span);
        let (start, horizon) = (*drafts.start.value()?, horizon?);
        if horizon == 0 {
            let at = drafts.horizon.here().map_or(place.span, |h| h.span);
            self.complain(Problem::new(Code::OutOfRange).variant("nil-duration").with("key", "horizon").at(at));
            return None;
        }
        if start.since(Month::new(9_999, 12)?) + horizon > 0 {
            let at = drafts.horizon.here().map_or(place.span, |h| h.span);
            self.complain(Problem::new(Code::OutOfRange).variant("horizon").with("horizon", in_months(horizon)).at(at));
            return None;
        }
        let year_starts = drafts.year_starts.or(1)?.to_i32()?;
        let (kind, list) = kind?;
        let ends = match list {
            Some(ends) => ends,
            None => even_ends(kind, start, horizon, year_starts),
        };
        self.calendar = Calendar::new(start, &ends);
        self.calendar.is_some().then_some(kind)
    }

    fn period_kind(
        &mut self,
        drafts: &BasisDraft,
        ends: Option<i32>,
        horizon: Option<i32>,
        span: Span,
    ) -> Option<(PeriodKind, Option<Vec<i32>>)> {
        let by_calendar = |kind| matches!(kind, PeriodKind::CalendarQuarter | PeriodKind::CalendarYear);
        let period = drafts.period.or(PeriodsDraft::Even(PeriodKind::Year))?;
        if drafts.period.is_absent() {
            self.default_text("basis.period".into(), PeriodKind::Year.in_a_file(), span);
        }
        match (&period, drafts.year_starts.here()) {
            (PeriodsDraft::Even(kind), None) if by_calendar(*kind) && drafts.year_starts.is_absent() => {
                self.default_row("basis.year_starts".into(), AsWritten::Number(Decimal::ONE), span);
            }
            (PeriodsDraft::Even(kind), Some(_)) if by_calendar(*kind) => {}
            (_, Some(year_starts)) => {
                let other = drafts.period.key().unwrap_or(span);
                self.together("year-starts", year_starts.key, other, "year_starts", "period");
                return None;
            }
            _ => {}
        }
        match period {
            PeriodsDraft::Even(kind) => Some((kind, None)),
            PeriodsDraft::Ends(list) => {
                if let (Some(written), Some(horizon), Some(end)) = (drafts.horizon.here(), horizon, ends)
                    && horizon != end
                {
                    let problem = Problem::new(Code::DoesNotBelongTogether)
                        .variant("horizon-and-ends")
                        .with("horizon", in_months(horizon))
                        .with("end", end)
                        .at(written.span);
                    let see = drafts.period.here().map_or(span, |p| p.span);
                    self.complain(problem.and_see(see, "period-ends"));
                    return None;
                }
                Some((PeriodKind::List, Some(list)))
            }
        }
    }

    fn appraisal_date(&mut self, drafts: &BasisDraft) -> Option<Years> {
        let Some(written) = drafts.appraisal_date.here() else {
            return (!drafts.appraisal_date.is_broken()).then_some(Years::NIL);
        };
        let start = *drafts.start.value()?;
        match written.value {
            Point::Month(month) => Some(Years::months(i64::from(month.since(start)))),
            Point::Mark(mark) => {
                let within = self.calendar.as_ref().is_some_and(|c| mark <= i64::from(c.horizon()));
                if !within {
                    self.outside("mark", &mark.to_string(), written.span);
                }
                within.then(|| Years::months(mark))
            }
            Point::Day(day) => Some(match self.day_count {
                DayCount::Months => Years::months(i64::from(day.whole_months_since(start))),
                DayCount::Actual365 => Years::days(day.since(start.first_day())),
            }),
        }
    }
}

/// The ends of even periods; the last one is cut by the horizon.
fn even_ends(kind: PeriodKind, start: Month, horizon: i32, year_starts: i32) -> Vec<i32> {
    let months = match kind {
        PeriodKind::Month | PeriodKind::List => 1,
        PeriodKind::Quarter | PeriodKind::CalendarQuarter => 3,
        PeriodKind::HalfYear => 6,
        PeriodKind::Year | PeriodKind::CalendarYear => 12,
    };
    let begun = match kind {
        PeriodKind::CalendarQuarter | PeriodKind::CalendarYear => {
            let number = i32::try_from(start.number()).unwrap_or(1);
            (number - year_starts).rem_euclid(months)
        }
        _ => 0,
    };
    let mut ends = Vec::new();
    let mut end = months - begun;
    while end < horizon {
        ends.push(end);
        end += months;
    }
    ends.push(horizon);
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_counted_from_the_start_or_by_the_calendar() {
        let september = Month::read("2024-09").expect("a month");
        // By years from April: September to March is 7 months, then two years, then 40 − 31 = 9 months.
        assert_eq!(even_ends(PeriodKind::CalendarYear, september, 40, 4), [7, 19, 31, 40]);
        assert_eq!(even_ends(PeriodKind::CalendarQuarter, september, 8, 1), [1, 4, 7, 8]);
        assert_eq!(even_ends(PeriodKind::Quarter, september, 8, 1), [3, 6, 8]);
        assert_eq!(even_ends(PeriodKind::Year, september, 24, 1), [12, 24]);
    }
}
