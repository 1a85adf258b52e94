//! What is paid over time: costs, avoided costs, flows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::cohorts::GroupLines;
use super::grown::{Growth, grown, weighed};
use super::prices::Prices;
use super::quantity::{Builder, Quantity};
use super::step::{Axis, Shape};
use super::weights::{fall, months_in};
use crate::calendar::Calendar;
use crate::case::{Amount, Id, Money, Per, Priced, Series, SeriesKeys, Stretch, When};
use crate::unit::Unit;

/// What a line of payments needs of its case.
pub struct Payer<'m, 'c> {
    /// The model that is written.
    pub model: &'m Builder,
    /// Periods of the case.
    pub calendar: &'c Calendar,
    /// Prices of the case.
    pub prices: &'c Prices<'m>,
    /// Groups of the case.
    pub groups: &'c BTreeMap<Id, GroupLines<'m>>,
}

impl<'m> Payer<'m, '_> {
    /// What a cost, an avoided cost or a flow comes to, by period.
    ///
    /// ```text
    /// amount = money × how often it is paid in the period
    /// money  = amount, or quantity × price, in the prices of the case
    /// ```
    pub fn paid(&self, amount: &Amount) -> Quantity<'m> {
        match amount {
            Amount::Listed(series) => self.listed(series),
            Amount::Repeated { money, per, from, until } => {
                let heads = match per {
                    Per::Starter(_) | Per::Completer(_) | Per::PersonMonth(_) => Unit::PEOPLE,
                    Per::Once(_) | Per::Month | Per::Year | Per::Period => Unit::ONE,
                };
                let growth = self.growth(match money {
                    Money::Amount(amount) => &amount.priced,
                    Money::Product { price, .. } => &price.priced,
                });
                self.each_time(money, heads) * self.times(per, growth, (*from, *until))
            }
        }
    }

    fn growth(&self, priced: &Priced) -> Growth<'m> {
        self.prices.growth(priced).map(|growth| (growth, self.prices.years))
    }

    /// How much each time, or for each person.
    fn each_time(&self, money: &Money, heads: Unit) -> Quantity<'m> {
        match money {
            Money::Amount(amount) => {
                self.prices.money(amount) * self.model.constant(Decimal::ONE, Unit::ONE.over(heads))
            }
            Money::Product { quantity, price } => {
                self.model.input(quantity, Unit::ONE.over(heads)) * self.prices.money(price)
            }
        }
    }

    /// How often something is paid in each period, or for how many people; each time with the growth of its year.
    fn times(&self, per: &Per, growth: Growth<'m>, counts: (i32, i32)) -> Quantity<'m> {
        let (model, calendar) = (self.model, self.calendar);
        let months = |word| {
            let all = (counts.0.max(0)..counts.1.min(calendar.horizon())).map(|month| (month, Decimal::ONE));
            grown(model, calendar, growth, Decimal::ONE, word, all)
        };
        let nobody = || model.sum(&[], Unit::PEOPLE, Shape::Series { axis: Axis::Periods, from: 0, until: 0 });
        match per {
            Per::Once(when) => self.once(*when, growth),
            Per::Month => months("months"),
            Per::Year => months("months") / model.structure(Decimal::from(12), "months-of-year"),
            Per::Period if growth.is_none() && counts.0 <= 0 && counts.1 >= calendar.horizon() => {
                model.structure_by_period(0, vec![Decimal::ONE; calendar.periods().len()], "once")
            }
            Per::Period => months("months") / self.lengths(),
            Per::Starter(id) => {
                self.groups.get(id).map_or_else(nobody, |g| g.starters * g.shifted(model, calendar, growth, 0, counts))
            }
            Per::Completer(id) => self.groups.get(id).map_or_else(nobody, |g| {
                let last_month = g.group.pathway.max(1) - 1;
                g.starters * g.completion_rate * g.shifted(model, calendar, growth, last_month, counts)
            }),
            Per::PersonMonth(id) => {
                self.groups.get(id).map_or_else(nobody, |g| g.person_months(model, calendar, growth, counts))
            }
        }
    }

    /// One payment, with the growth of its calendar year.
    fn once(&self, when: When, growth: Growth<'m>) -> Quantity<'m> {
        let (period, year) = match when {
            When::Month(month) => (self.calendar.holding(month).unwrap_or(0), self.calendar.month(month).year()),
            When::Point { period, year, .. } => (period, year),
        };
        let once = self.model.structure_by_period(period, vec![Decimal::ONE], "once");
        match growth {
            Some((growth, years)) => once * growth.picked(Axis::Pairs, [years.place(year)].into_iter()).total(),
            None => once,
        }
    }

    /// Months of each period.
    fn lengths(&self) -> Quantity<'m> {
        let lengths = months_in(self.calendar, 0, self.calendar.horizon()).collect();
        self.model.structure_by_period(0, lengths, "months-of-period")
    }

    /// What is paid in each period, month or year, in full, evenly on its months.
    fn listed(&self, series: &Arc<Series>) -> Quantity<'m> {
        let growth = self.growth(&series.priced);
        match &series.keys {
            SeriesKeys::ByPeriod | SeriesKeys::BySinceOnset => {
                let amounts = self.prices.series(series, Axis::Periods);
                match growth {
                    Some(_) => {
                        let all = (0..self.calendar.horizon()).map(|month| (month, Decimal::ONE));
                        let grown = grown(self.model, self.calendar, growth, Decimal::ONE, "months", all);
                        amounts * grown / self.lengths()
                    }
                    None => amounts * self.model.constant(Decimal::ONE, Unit::ONE),
                }
            }
            SeriesKeys::ByTime(stretches) => self.by_time(series, stretches, growth),
        }
    }

    fn by_time(&self, series: &Arc<Series>, stretches: &[Stretch], growth: Growth<'m>) -> Quantity<'m> {
        let lengths: Vec<i64> = stretches.iter().map(|s| i64::from(s.until - s.from).max(1)).collect();
        let over = lengths.iter().copied().fold(1, common_multiple);
        let by_year = growth.is_some();
        let fall = fall(self.calendar, stretches.len() as u32, by_year, Decimal::from(over), |member| {
            let (stretch, length) = (stretches[member as usize], lengths[member as usize]);
            (stretch.from..stretch.until).map(move |month| (month, Decimal::from(over / length)))
        });
        weighed(self.prices.series(series, Axis::Members), growth, &fall)
    }
}

/// The least common multiple of two lengths in months, 1 to 12.
fn common_multiple(a: i64, b: i64) -> i64 {
    let gcd = |mut a: i64, mut b: i64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    a / gcd(a, b) * b
}
