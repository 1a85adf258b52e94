//! Present worth of 1, by the day it lies on.

use std::collections::BTreeMap;

use super::line::LineKind;
use super::quantity::{Builder, Quantity};
use super::step::Schedule;
use crate::calendar::{Calendar, Timing, Years};
use crate::case::Discounting;
use crate::unit::Unit;

/// Where the amounts of a line lie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lies {
    /// Each where the timing puts its period.
    In(Timing),
    /// At a point of its own, in this period.
    At(Years, usize),
}

impl Lies {
    /// Years after the start at which the amount of a period lies.
    pub fn tau(self, calendar: &Calendar, period: usize) -> Years {
        match self {
            Lies::In(timing) => calendar.periods().get(period).map_or(Years::NIL, |p| timing.of(*p)),
            Lies::At(at, _) => at,
        }
    }
}

/// Rates, and the factors made of them so far.
pub struct Discount<'m> {
    model: &'m Builder,
    schedule: Schedule,
    appraisal_date: Years,
    /// What the factors are called after: nothing for the case's own rates.
    of: String,
    made: BTreeMap<Lies, Quantity<'m>>,
}

impl<'m> Discount<'m> {
    /// A discounting: the case's own, or that of a line with a name.
    pub fn new(model: &'m Builder, discounting: &Discounting, appraisal_date: Years, of: &str) -> Discount<'m> {
        let schedule = schedule(model, discounting);
        Discount { model, schedule, appraisal_date, of: of.to_owned(), made: BTreeMap::new() }
    }

    /// Present worth of 1 in each period, for amounts that lie so.
    ///
    /// ```text
    /// D(x) = Π over bands b of (1 + r_b)^−(years of [0, x] in band b)        x = τ − τ(appraisal date)
    /// D(x) = (1 + r_0)^−x                                                   for x < 0
    /// ```
    pub fn factors(&mut self, calendar: &Calendar, lies: Lies) -> Quantity<'m> {
        if let Some(factors) = self.made.get(&lies) {
            return *factors;
        }
        let distance = |tau: Years| tau.minus(self.appraisal_date);
        let (from, distances, place) = match lies {
            Lies::In(timing) => {
                let all = calendar.periods().iter().map(|p| distance(timing.of(*p))).collect();
                (0, all, timing.word().to_owned())
            }
            Lies::At(at, period) => (period, vec![distance(at)], format!("at {}", at.exact().round_dp(4).normalize())),
        };
        let factors = self.model.discount_factors(self.schedule.clone(), from, distances);
        let of = if self.of.is_empty() { place } else { format!("{} {place}", self.of) };
        let factors = factors.named(LineKind::DiscountFactor, of);
        self.made.insert(lies, factors);
        factors
    }

    /// Present worth of 1 for each of many amounts that lie so many years after the start.
    pub fn of_cells(&self, tau: &[Years]) -> Quantity<'m> {
        let distances = tau.iter().map(|t| t.minus(self.appraisal_date)).collect();
        let factors = self.model.discount_factors_of_cells(self.schedule.clone(), distances);
        factors.named(LineKind::DiscountFactor, "contract")
    }
}

/// The rates as the model holds them.
pub fn schedule(model: &Builder, discounting: &Discounting) -> Schedule {
    match discounting {
        Discounting::Rate(rate) => Schedule::Rate(model.input(rate, Unit::ONE).id()),
        Discounting::Bands { bands, .. } => Schedule::Bands(bands.iter().map(|b| (b.from_year, b.rate)).collect()),
    }
}
