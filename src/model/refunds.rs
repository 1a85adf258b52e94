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

    /// What the change of a person's yearly cost is for the refunder, and what is left of it for who bears the cost;
    /// worked out once for each year since onset.
    ///
    /// ```text
    /// refunded = Σ over bands of share × the part of the change in the band
    ///          = R(level) − R(level − Δ)    for fewer        Δ = units × price
    ///          = R(level + Δ) − R(level)    for more         R(x) the refund of a yearly cost x
    /// left     = Σ over bands of (1 − share) × the part of the change in the band + the part below all bands
    /// ```
    ///
    /// Both are added up from parts of the change, so that what is refunded in full leaves nothing.
    pub fn split(
        &self,
        model: &'m Builder,
        level: Quantity<'m>,
        direction: Direction,
        change: Quantity<'m>,
    ) -> (Quantity<'m>, Quantity<'m>) {
        let nil = model.constant(Decimal::ZERO, Unit::MONEY);
        let (lower, upper) = match direction {
            Direction::Fewer => (level - change, level),
            Direction::More => (level, level + change),
        };
        let mut refunded = Vec::with_capacity(self.bands.len());
        let mut left = Vec::with_capacity(self.bands.len() + 1);
        if let Some((first, _)) = self.bands.first() {
            left.push((Sign::Plus, (upper.lesser(*first) - lower).greater(nil)));
        }
        for (place, (above, share)) in self.bands.iter().enumerate() {
            let end = match self.bands.get(place + 1) {
                Some((next, _)) => upper.lesser(*next),
                None => upper,
            };
            let within = (end - lower.greater(*above)).greater(nil);
            refunded.push((Sign::Plus, *share * within));
            left.push((Sign::Plus, model.one_minus(*share) * within));
        }
        let sum = |parts: &[(Sign, Quantity<'m>)]| model.sum(parts, Unit::MONEY, Shape::Single);
        (sum(&refunded), sum(&left))
    }
}
