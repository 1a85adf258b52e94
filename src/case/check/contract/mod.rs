//! `[contract]` and everything below it: every line that the contract has, worked out (method, section 6).

mod cap;
mod clock;
mod condition;
mod investor;
mod keys;
mod line;
mod metric;
mod money;
mod order;
mod pay;
mod payer;
mod point;
mod rest;
mod selector;
mod shape;
mod source;
mod split;
mod term;
mod term_keys;
mod valued;
mod values;
mod warnings;
mod way;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Checking;
use crate::calendar::{Calendar, Day};
use crate::case::contract::{Cohort, Contract, Prices, Rounding};
use crate::case::read::contract::{Clock, ContractDraft, MetricDraft, PointDraft, TermDraft, When};
use crate::case::read::{Draft, Keyed, Written};
use crate::case::{Consequence, Cost, Domain, Group, Id, Outcome};
use crate::problem::{Code, Problem};
use crate::span::Span;

pub(in crate::case::check) const PATH: &str = "contract";

/// What the case has that a contract may speak of.
pub struct Made<'m> {
    /// `[group.ID]`
    pub groups: &'m BTreeMap<Id, Group>,
    /// `[cost.ID]`
    pub costs: &'m BTreeMap<Id, Cost>,
    /// `[outcome.ID]`
    pub outcomes: &'m BTreeMap<Id, Outcome>,
    /// `[consequence.ID]`
    pub consequences: &'m BTreeMap<Id, Consequence>,
}

/// What is known of a contract while its tables are checked.
struct Ground<'d, 'm> {
    draft: &'d ContractDraft,
    made: &'m Made<'m>,
    calendar: Calendar,
    start: Day,
    prices: Prices,
    clock: Clock,
    /// `measured` of the contract.
    measured: Option<&'d [PointDraft]>,
    /// Every metric that is written, by id.
    metric_keys: BTreeMap<&'d str, &'d Keyed<MetricDraft>>,
    /// Every term that is written, by id.
    term_keys: BTreeMap<&'d str, &'d Keyed<TermDraft>>,
    /// The cohorts that are written.
    cohorts: BTreeMap<&'d str, Cohort>,
    /// Start months of the model that some term has as cohorts.
    months: BTreeMap<Id, Cohort>,
    /// Whether every cost could be checked, so that it can be told who bears one.
    costs_are_whole: bool,
    /// Points of which it has been said that they are dates on a person's clock.
    dates_said: BTreeSet<Span>,
    /// Values of which it has been said that they are missing.
    said: BTreeSet<(Span, String)>,
}

impl Ground<'_, '_> {
    /// The day of a point on a clock that starts on this day.
    fn day(point: &PointDraft, start: Day) -> Day {
        match &point.when {
            When::After(after) => after.interval.after(start),
            When::Month(month) => month.first_day(),
            When::Day(day) => *day,
        }
    }
}

impl<'d> Checking<'d> {
    /// Checks the contract. None when there is none, or when something stops it.
    pub(super) fn check_contract(&mut self, made: &Made<'_>) -> Option<Contract> {
        let draft = self.drafts.contract.as_ref()?;
        let calendar = self.calendar.clone()?;
        let mut ground = self.ground(draft, calendar, made)?;
        let forecast_share = self.forecast_share(draft);
        let metrics = self.check_metrics(&mut ground);
        let mut terms = self.check_terms(&mut ground, &metrics);
        self.check_selectors(&ground, &mut terms);
        self.check_conditions(&mut ground, &metrics, &mut terms);
        self.unused_values(&ground, &metrics, &terms);
        let order = self.check_order(&terms);
        let investors = self.check_investors(&ground);
        let splits = self.check_splits(&ground, &metrics, &terms);
        let roles = self.check_roles(&ground, &terms, &splits, &investors);
        let caps = self.check_caps(&ground, &metrics, &terms);
        let payer_caps = self.check_payers(&ground, &splits, &roles);
        let return_cap = self.check_return_cap(&ground, &investors);
        let guarantee = self.check_guarantee(&ground, &investors);
        let corrections = self.check_corrections(&ground, &terms);
        let long_stop = self.long_stop(&ground);
        let cohorts = ground.all_cohorts();
        let terms = terms.into_values().map(|t| t.made(&roles)).collect::<Option<Vec<_>>>();
        let contract = Contract {
            names: draft.names.clone(),
            start: ground.start,
            prices: ground.prices,
            minor_unit: self.minor_unit(draft)?,
            rounding: draft.rounding.or(Rounding::HalfUp)?,
            forecast_share: forecast_share?,
            long_stop,
            cohorts,
            metrics: metrics.into_values().map(|m| (m.metric.id.clone(), m.metric)).collect(),
            terms: terms?.into_iter().map(|t| (t.id.clone(), t)).collect(),
            order: order?,
            caps,
            splits: splits.into_values().map(|s| (s.split.id.clone(), s.split)).collect(),
            payer_caps,
            investors,
            return_cap,
            guarantee,
            corrections,
        };
        if !self.problems.stop() {
            self.warn_of_contract(&contract, draft);
        }
        Some(contract)
    }

    /// What must be known before anything else.
    fn ground<'m>(
        &mut self,
        draft: &'d ContractDraft,
        calendar: Calendar,
        made: &'m Made<'m>,
    ) -> Option<Ground<'d, 'm>> {
        let start = match &draft.start {
            Draft::Absent => calendar.start().first_day(),
            Draft::Broken => return None,
            Draft::Here(written) => written.value.0,
        };
        let prices = draft.prices.or(Prices::Real)?;
        let inflation = self.drafts.basis.as_ref().is_none_or(|b| !b.inflation.is_absent());
        if let (Prices::Nominal, false, Some(written)) = (prices, inflation, draft.prices.here()) {
            self.complain(Problem::new(Code::NominalWithoutInflation).at(written.span));
        }
        if draft.measured.is_broken() || draft.clock.is_broken() {
            return None;
        }
        let measured = draft.measured.value().map(|points| points.0.as_slice());
        let mut ground = Ground {
            draft,
            made,
            calendar,
            start,
            prices,
            clock: draft.clock.or(Clock::Contract)?,
            measured,
            metric_keys: draft.metrics.iter().map(|k| (k.id.as_str(), k)).collect(),
            term_keys: draft.terms.iter().map(|k| (k.id.as_str(), k)).collect(),
            cohorts: BTreeMap::new(),
            months: BTreeMap::new(),
            costs_are_whole: made.costs.len() == self.drafts.costs.len(),
            dates_said: BTreeSet::new(),
            said: BTreeSet::new(),
        };
        self.check_cohorts(&mut ground);
        self.check_points(measured.unwrap_or_default(), start);
        self.lag_row(&draft.verify_lag, "contract.verify_lag", draft.names.span);
        self.lag_row(&draft.pay_lag, "contract.pay_lag", draft.names.span);
        Some(ground)
    }

    fn forecast_share(&mut self, draft: &ContractDraft) -> Option<std::sync::Arc<crate::case::Input>> {
        let path = "contract.forecast_share";
        self.input_or(&draft.forecast_share, path, Domain::NotNegative, Decimal::ONE, draft.names.span)
    }

    fn minor_unit(&mut self, draft: &ContractDraft) -> Option<Decimal> {
        let Written { value, span, .. } = match &draft.minor_unit {
            Draft::Absent => return Some(Decimal::new(1, 2)),
            Draft::Broken => return None,
            Draft::Here(written) => written.as_ref(),
        };
        if value.decimal > Decimal::ZERO {
            return Some(value.decimal);
        }
        let problem = Problem::new(Code::OutOfRange).variant("minor-unit").with("key", "minor_unit");
        self.complain(problem.with("value", value.decimal.normalize()).at(*span));
        None
    }
}

impl Ground<'_, '_> {
    /// Written cohorts and start months, by id.
    fn all_cohorts(&self) -> BTreeMap<Id, Cohort> {
        let written = self.cohorts.values().map(|c| (c.id.clone(), c.clone()));
        written.chain(self.months.clone()).collect()
    }
}
