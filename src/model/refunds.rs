//! What another party bears of an expense by rule: by the weeks of a spell, or by a person's yearly cost.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::line::LineKind;
use super::prices::Prices;
use super::quantity::{Builder, Quantity};
use super::step::{Axis, Shape, Sign};
use crate::case::{AmountBand, Direction, Input, Priced, Refund, WeekBand};
use crate::unit::Unit;

/// Weeks of a year of a spell.
const WEEKS: i64 = 52;

/// The refunder's share by full year k since onset: the mean of the ladder over the weeks of that year of the spell.
///
/// ```text
/// share(k) = Σ over bands of share × weeks of [before + 52 k, before + 52 (k + 1)] in the band ÷ 52
/// ```
///
/// The ladder is a step function: week n lies between n − 1 and n.
pub fn share_by_weeks<'m>(
    model: &'m Builder,
    refund: &Refund,
    bands: &[WeekBand],
    weeks_before: &Arc<Input>,
    years: usize,
    of: &str,
) -> Quantity<'m> {
    let before = model.input(weeks_before, Unit::ONE);
    let weeks = |n: i64| model.structure(Decimal::from(n), "weeks");
    let nil = model.constant(Decimal::ZERO, Unit::ONE);
    let each: Vec<Quantity<'m>> = (0..years as i64)
        .map(|k| {
            let (begin, end) = (before + weeks(WEEKS * k), before + weeks(WEEKS * (k + 1)));
            let parts: Vec<(Sign, Quantity<'m>)> = bands
                .iter()
                .enumerate()
                .map(|(place, band)| {
                    let from = begin.greater(weeks(i64::from(band.from_week) - 1));
                    let until = match bands.get(place + 1) {
                        Some(next) => end.lesser(weeks(i64::from(next.from_week) - 1)),
                        None => end,
                    };
                    let path = format!("refund.{}.by_weeks.{}.share", refund.id, place + 1);
                    let share = model.share(&[band.share], path, refund.origin.clone());
                    (Sign::Plus, share * (until - from).greater(nil))
                })
                .collect();
            model.sum(&parts, Unit::ONE, Shape::Single) / weeks(WEEKS)
        })
        .collect();
    model.places(Axis::SinceOnset, &each, Unit::ONE).named(LineKind::RefundedShare, of)
}

/// The marks of bands by amount, in the prices of the case.
pub struct Marks<'m> {
    bands: Vec<(Quantity<'m>, Quantity<'m>)>,
}

impl<'m> Marks<'m> {
    /// The bands of a rule.
    pub fn of(
        model: &'m Builder,
        prices: &Prices<'m>,
        refund: &Refund,
        bands: &[AmountBand],
        priced: &Priced,
    ) -> Marks<'m> {
        let path = |place: usize, key: &str| format!("refund.{}.by_amount.{}.{key}", refund.id, place + 1);
        let bands = bands
            .iter()
            .enumerate()
            .map(|(place, band)| {
                let above = model.written(band.above, Unit::MONEY, path(place, "above"), refund.origin.clone());
                (
                    prices.constant(above, priced),
                    model.share(&[band.share], path(place, "share"), refund.origin.clone()),
                )
            })
            .collect();
        Marks { bands }
    }

    /// What is refunded of a yearly cost.
    ///
    /// ```text
    /// R(x) = Σ over bands of share × the part of x between the band's mark and the next
    /// ```
    fn refund(&self, model: &'m Builder, cost: Quantity<'m>) -> Quantity<'m> {
        let nil = model.constant(Decimal::ZERO, Unit::MONEY);
        let parts: Vec<(Sign, Quantity<'m>)> = self
            .bands
            .iter()
            .enumerate()
            .map(|(place, (above, share))| {
                let within = match self.bands.get(place + 1) {
                    Some((next, _)) => cost.lesser(*next),
                    None => cost,
                };
                (Sign::Plus, *share * (within - *above).greater(nil))
            })
            .collect();
        model.sum(&parts, Unit::MONEY, Shape::Single)
    }
}

/// What is refunded of the change of a person's yearly cost, worked out once for each year since onset.
///
/// ```text
/// refunded = R(level) − R(level − Δ)    for fewer        Δ = units × price
///          = R(level + Δ) − R(level)    for more
/// ```
pub fn refunded<'m>(
    model: &'m Builder,
    marks: &Marks<'m>,
    level: Quantity<'m>,
    direction: Direction,
    change: Quantity<'m>,
) -> Quantity<'m> {
    let at_level = marks.refund(model, level);
    match direction {
        Direction::Fewer => at_level - marks.refund(model, level - change),
        Direction::More => marks.refund(model, level + change) - at_level,
    }
}
