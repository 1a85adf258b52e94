//! What falls on months, with the real growth of its price: each month has the growth of its own calendar year.

use rust_decimal::Decimal;

use super::prices::YearAxis;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use super::weights::{Fall, fall};
use crate::calendar::Calendar;

/// The growth of a price by calendar year, and which years those are; none when the price does not grow.
pub type Growth<'m> = Option<(Quantity<'m>, YearAxis)>;

/// How much of something falls into each period, each part with the growth of its calendar year.
///
/// ```text
/// result(period) = Σ over its months of weight(month) × growth(calendar year of the month) ÷ over
/// ```
pub fn grown<'m>(
    model: &'m Builder,
    calendar: &Calendar,
    growth: Growth<'m>,
    over: Decimal,
    word: &'static str,
    monthly: impl Iterator<Item = (i32, Decimal)>,
) -> Quantity<'m> {
    match growth {
        Some((growth, years)) => {
            let months: Vec<(i32, Decimal)> = monthly.collect();
            let fall = fall(calendar, 1, true, over, |_| months.iter().copied());
            growth.picked(Axis::Pairs, fall.columns.iter().map(|(_, year)| years.place(*year))).weigh(&fall.weights)
        }
        None => {
            let mut parts = vec![Decimal::ZERO; calendar.periods().len()];
            for (month, weight) in monthly {
                if let Some(period) = calendar.holding(month) {
                    parts[period] += weight;
                }
            }
            let parts = model.structure_by_period(0, parts, word);
            if over == Decimal::ONE { parts } else { parts / model.structure(over, "of-in-all") }
        }
    }
}

/// Whether the columns of a fall are the places of a series, all of them and in order.
fn is_every_place(series: Quantity<'_>, fall: &Fall) -> bool {
    let places = fall.columns.iter().map(|(place, _)| *place as usize);
    fall.columns.len() == series.length() && places.enumerate().all(|(column, place)| column == place)
}

/// A series over the places of a fall, weighed to periods, each part with the growth of its calendar year.
pub fn weighed<'m>(series: Quantity<'m>, growth: Growth<'m>, fall: &Fall) -> Quantity<'m> {
    match growth {
        Some((growth, years)) => {
            let values = series.picked(Axis::Pairs, fall.columns.iter().map(|(place, _)| *place));
            let growth = growth.picked(Axis::Pairs, fall.columns.iter().map(|(_, year)| years.place(*year)));
            (values * growth).weigh(&fall.weights)
        }
        None if is_every_place(series, fall) => series.weigh(&fall.weights),
        None => series.picked(Axis::Pairs, fall.columns.iter().map(|(place, _)| *place)).weigh(&fall.weights),
    }
}
