//! Inputs and series: domains, ranges, and the rows of the register.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Checking;
use super::domain::Role;
use crate::case::read::{Draft, Exact, InputDraft, Worth};
use crate::case::{AnyInput, AsWritten, Assumption, Domain, Input, Priced, Series, SeriesKeys};
use crate::document::Why;
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// An input that is written. None when it is not, or cannot be.
    pub(super) fn input(
        &mut self,
        draft: &Draft<InputDraft>,
        path: &str,
        domain: Domain,
        role: Role<'_>,
    ) -> Option<Arc<Input>> {
        self.worth(&draft.here()?.value, path, domain, role)
    }

    /// One number, or a price. None when it cannot be.
    pub(super) fn worth(
        &mut self,
        value: &InputDraft,
        path: &str,
        domain: Domain,
        role: Role<'_>,
    ) -> Option<Arc<Input>> {
        match &value.worth {
            Worth::Number(_) => self.number(value, path, domain, role),
            Worth::Price(id) => self.price(id, value.span),
            Worth::List(_) | Worth::Table(_) => None,
        }
    }

    /// An input that is written, or what stands in for it.
    pub(super) fn input_or(
        &mut self,
        draft: &Draft<InputDraft>,
        path: &str,
        domain: Domain,
        default: Decimal,
        table: Span,
    ) -> Option<Arc<Input>> {
        if !draft.is_absent() {
            return self.input(draft, path, domain, Role::Plain);
        }
        let input = Arc::new(Input {
            money: false,
            priced: Default::default(),
            path: path.into(),
            value: default,
            low: None,
            high: None,
            distribution: None,
            domain,
            evidence: None,
            source: None,
            why: Why::Default,
            span: table,
        });
        self.row(&input, AsWritten::Number(default), Vec::new());
        Some(input)
    }

    /// In which prices an input is written: an amount of money's, or none, and nothing may be said of them.
    fn prices_of(&mut self, draft: &InputDraft, path: &str, is_money: bool) -> Option<Priced> {
        if is_money {
            return self.priced(&draft.price_year, &draft.index);
        }
        self.has_no_prices(draft, path).then(Priced::default)
    }

    pub(super) fn number(
        &mut self,
        draft: &InputDraft,
        path: &str,
        domain: Domain,
        role: Role<'_>,
    ) -> Option<Arc<Input>> {
        let Worth::Number(exact) = &draft.worth else { return None };
        let value = exact.decimal;
        let fits = self.fits(value, draft.span, path, domain, role);
        let whole = domain != Domain::People || is_changed(draft.why) || self.is_whole(draft, value);
        let (low, high) = self.range(draft, value, fits, path, domain, role)?;
        if whole && (role.is_money() || domain == Domain::People) {
            self.warn_of_thousands(draft, path);
        }
        let distribution = self.distribution(draft, path, value, (low, high))?;
        let priced = self.prices_of(draft, path, role.is_money());
        let input = Arc::new(Input {
            money: role.is_money(),
            priced: priced?,
            path: path.into(),
            value,
            low,
            high,
            distribution,
            domain,
            evidence: draft.evidence.value().copied(),
            source: draft.source.value().cloned(),
            why: draft.why,
            span: draft.span,
        });
        if !fits || !whole {
            return None;
        }
        self.row(&input, draft.as_written.clone(), draft.known.clone());
        Some(input)
    }

    /// The ends of the range, written or relative.
    fn range(
        &mut self,
        draft: &InputDraft,
        value: Decimal,
        fits: bool,
        path: &str,
        domain: Domain,
        role: Role<'_>,
    ) -> Option<(Option<Decimal>, Option<Decimal>)> {
        if let Some(spread) = draft.spread.here() {
            if let Some(beside) = draft.low.key().or(draft.high.key()) {
                self.together("spread-range", beside, spread.key, "spread", "low");
                return None;
            }
            let end = |part: Decimal| Decimal::ONE.checked_add(part).and_then(|f| value.checked_mul(f));
            let (Some(one), Some(other)) = (end(spread.value.low), end(spread.value.high)) else {
                self.complain(Problem::new(Code::OutOfRangeOfDecimals).at(spread.span));
                return None;
            };
            let (low, high) = (one.min(other), one.max(other));
            let ends = !fits
                || (self.fits(low, spread.span, path, domain, role)
                    && self.fits(high, spread.span, path, domain, role));
            return ends.then_some((Some(low), Some(high)));
        }
        if draft.spread.is_broken() || draft.low.is_broken() || draft.high.is_broken() {
            return None;
        }
        let mut good = true;
        for (end, name, outside) in [
            (&draft.low, "low", draft.low.value().is_some_and(|l| l.decimal > value)),
            (&draft.high, "high", draft.high.value().is_some_and(|h| h.decimal < value)),
        ] {
            let Some(end) = end.here() else { continue };
            good &= self.fits(end.value.decimal, end.span, path, domain, role);
            if outside && fits && !is_changed(draft.why) {
                let problem = Problem::new(Code::ValueOutsideRange).variant(name).at(draft.span);
                self.complain(problem.and_see(end.span, name));
                good = false;
            }
        }
        let end = |draft: &Draft<Exact>| draft.value().map(|e| e.decimal);
        good.then(|| (end(&draft.low), end(&draft.high)))
    }

    fn is_whole(&mut self, draft: &InputDraft, people: Decimal) -> bool {
        if people.fract().is_zero() {
            return true;
        }
        let instead = draft.thousands.as_ref().map(|t| &t.instead);
        let problem = Problem::new(Code::PartOfAPerson).with("people", people.normalize()).at(draft.span);
        self.complain(match instead {
            Some(instead) => problem.variant("thousands").with("instead", instead),
            None => problem,
        });
        false
    }

    /// Says that a point may be meant to group thousands.
    fn warn_of_thousands(&mut self, draft: &InputDraft, path: &str) {
        let Some(thousands) = draft.thousands.as_ref().filter(|_| !draft.noted) else { return };
        let key = path.rsplit('.').next().unwrap_or(path);
        self.complain(
            Problem::new(Code::DecimalPointOrThousands)
                .with("key", key)
                .with("value", &thousands.literal)
                .with("more", format!("{}0", thousands.literal))
                .with("thousands", thousands.instead.replace('_', ","))
                .with("instead", &thousands.instead)
                .at(thousands.span),
        );
    }

    /// A series that is written, whose members belong to `keys`.
    pub(super) fn series(
        &mut self,
        draft: &InputDraft,
        path: &str,
        keys: SeriesKeys,
        values: Vec<Decimal>,
    ) -> Option<Arc<Series>> {
        if let Some(end) = draft.low.key().or(draft.high.key()) {
            self.together("series-range", end, draft.span, "low", "value");
            return None;
        }
        if draft.spread.is_broken() {
            return None;
        }
        let distribution = self.distribution_of_series(draft, path)?;
        let is_money = matches!(keys, SeriesKeys::ByPeriod | SeriesKeys::ByTime(_));
        if is_money {
            self.warn_of_thousands(draft, path);
        }
        let series = Arc::new(Series {
            priced: self.prices_of(draft, path, is_money)?,
            path: path.into(),
            keys,
            values,
            spread: draft.spread.value().map(|s| (s.low, s.high)),
            distribution,
            evidence: draft.evidence.value().copied(),
            source: draft.source.value().cloned(),
            why: draft.why,
            span: draft.span,
        });
        self.assumptions.push(Assumption {
            path: path.to_owned(),
            value: draft.as_written.clone(),
            origin: draft.why,
            months: None,
            known: draft.known.clone(),
            input: Some(AnyInput::Series(Arc::clone(&series))),
            span: draft.span,
        });
        Some(series)
    }

    fn row(&mut self, input: &Arc<Input>, value: AsWritten, known: Vec<(&'static str, AsWritten)>) {
        self.assumptions.push(Assumption {
            path: input.path.to_string(),
            value,
            origin: input.why,
            months: None,
            known,
            input: Some(AnyInput::Single(Arc::clone(input))),
            span: input.span,
        });
    }
}

/// Whether a scenario or the command line set a value: people need not be whole then, and it may leave its range.
pub fn is_changed(why: Why) -> bool {
    match why {
        Why::Scenario | Why::Set => true,
        Why::Written | Why::Default | Why::Library => false,
    }
}
