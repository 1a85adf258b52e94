//! What is paid over time: costs, avoided costs, flows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::cohorts::GroupLines;
use super::quantity::{Builder, Quantity};
use super::step::{Axis, Shape};
use super::weights::{Weights, months_in};
use crate::calendar::Calendar;
use crate::case::{Amount, Id, Money, Per, Series, SeriesKeys, When};
use crate::unit::Unit;

/// What a cost, an avoided cost or a flow comes to, by period.
///
/// ```text
/// amount = money × how often it is paid in the period
/// money  = amount, or quantity × price
/// ```
pub fn paid<'m>(
    model: &'m Builder,
    calendar: &Calendar,
    groups: &BTreeMap<Id, GroupLines<'m>>,
    amount: &Amount,
) -> Quantity<'m> {
    match amount {
        Amount::Listed(series) => listed(model, calendar, series),
        Amount::Repeated { money, per, from, until } => {
            let heads = match per {
                Per::Starter(_) | Per::Completer(_) | Per::PersonMonth(_) => Unit::PEOPLE,
                Per::Once(_) | Per::Month | Per::Year | Per::Period => Unit::ONE,
            };
            each_time(model, money, heads) * times(model, calendar, groups, per, *from, *until)
        }
    }
}

/// How much each time, or for each person.
fn each_time<'m>(model: &'m Builder, money: &Money, heads: Unit) -> Quantity<'m> {
    match money {
        Money::Amount(amount) => model.input(amount, Unit::MONEY) * model.constant(Decimal::ONE, Unit::ONE.over(heads)),
        Money::Product { quantity, price } => {
            model.input(quantity, Unit::ONE.over(heads)) * model.input(price, Unit::MONEY)
        }
    }
}

/// How often something is paid in each period, or for how many people.
fn times<'m>(
    model: &'m Builder,
    calendar: &Calendar,
    groups: &BTreeMap<Id, GroupLines<'m>>,
    per: &Per,
    from: i32,
    until: i32,
) -> Quantity<'m> {
    let months = || model.structure_by_period(0, months_in(calendar, from, until).collect(), "months");
    let nobody = || model.sum(&[], Unit::PEOPLE, Shape::Series { axis: Axis::Periods, from: 0, until: 0 });
    match per {
        Per::Once(when) => {
            let period = match when {
                When::Month(month) => calendar.holding(*month).unwrap_or(0),
                When::Point { period, .. } => *period,
            };
            model.structure_by_period(period, vec![Decimal::ONE], "once")
        }
        Per::Month => months(),
        Per::Year => months() / model.structure(Decimal::from(12), "months-of-year"),
        Per::Period => {
            let whole = from <= 0 && until >= calendar.horizon();
            if whole {
                model.structure_by_period(0, vec![Decimal::ONE; calendar.periods().len()], "once")
            } else {
                let lengths = calendar.periods().iter().map(|p| Decimal::from(p.months())).collect();
                months() / model.structure_by_period(0, lengths, "months-of-period")
            }
        }
        Per::Starter(id) => {
            groups.get(id).map_or_else(nobody, |g| g.starters * g.shifted(model, calendar, 0, from, until))
        }
        Per::Completer(id) => groups.get(id).map_or_else(nobody, |g| {
            let last_month = g.group.pathway.max(1) - 1;
            g.starters * g.completion_rate * g.shifted(model, calendar, last_month, from, until)
        }),
        Per::PersonMonth(id) => groups.get(id).map_or_else(nobody, |g| g.person_months(model, calendar, from, until)),
    }
}

/// What is paid in each period, month or year, in full.
fn listed<'m>(model: &'m Builder, calendar: &Calendar, series: &Arc<Series>) -> Quantity<'m> {
    match &series.keys {
        SeriesKeys::ByPeriod | SeriesKeys::BySinceOnset => {
            model.series(series, Unit::MONEY, Axis::Periods) * model.constant(Decimal::ONE, Unit::ONE)
        }
        SeriesKeys::ByTime(stretches) => {
            let lengths: Vec<i64> = stretches.iter().map(|s| i64::from(s.until - s.from).max(1)).collect();
            let over = lengths.iter().copied().fold(1, common_multiple);
            let weights = Weights::by_period(calendar, stretches.len() as u32, Decimal::from(over), |member| {
                let (stretch, length) = (stretches[member as usize], lengths[member as usize]);
                (stretch.from..stretch.until).map(move |month| (month, Decimal::from(over / length)))
            });
            model.series(series, Unit::MONEY, Axis::Members).weigh(&Arc::new(weights))
        }
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
