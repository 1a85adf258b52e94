//! Stage 3, tariff: what a shape gives for a value (6.2, the table of shapes). No line is below nil.

use super::Run;
use super::compare::reaches;
use super::hurdle::Balance;
use super::plan::{Bands, Figure, Hurdle, Shape, Steps, Term};
use super::whole::to_digits;
use crate::number::Number;

/// `limit`, when there is one, of `amount`.
fn at_most<N: Number>(run: &Run<'_, N>, amount: N, limit: Option<Figure>) -> N {
    limit.map_or(amount, |limit| amount.lesser(run.figure(limit)))
}

/// What a shape gives for a value; for units, at a price each.
///
/// ```text
/// per-unit              min(at most, price × min(at most units, max(0, x − first unpaid)))
/// milestones, recurring pay × max(0, n)
/// step                  base × (pay of the highest tier reached)
/// banded                min(at most, Σ min(at most of the band, rate × the part of x between from and to))
/// share                 min(at most, share × max(0, x)); with a hurdle, see `hurdle`
/// ```
pub fn amount<N: Number>(run: &Run<'_, N>, term: &Term, x: N, price: N, balance: &Balance<N>) -> Option<N> {
    let amount = match &term.shape {
        Shape::PerUnit { first_unpaid, at_most_units, at_most: limit, .. } => {
            let units = x.minus(run.figure(*first_unpaid))?.greater(N::NIL);
            at_most(run, price.times(at_most(run, units, *at_most_units))?, *limit)
        }
        Shape::Milestones { .. } | Shape::Recurring => price.times(x.greater(N::NIL))?,
        Shape::Step(steps) => step(run, term, steps, x)?,
        Shape::Banded(bands) => banded(run, term, bands, x, true)?,
        Shape::Share { share, at_most: limit, until } => {
            let (gain, share) = (x.greater(N::NIL), run.figure(*share));
            let earned = match until {
                None => share.times(gain)?,
                Some((hurdle, then)) => above_hurdle(run, *hurdle, (share, run.figure(*then)), gain, balance)?,
            };
            at_most(run, earned, *limit)
        }
        Shape::Fixed | Shape::Given | Shape::Selector(..) => N::NIL,
    };
    Some(amount.greater(N::NIL))
}

/// A line that crosses the hurdle is split exactly.
///
/// ```text
/// earned = share × g + then share × (gain − g)        g = min(gain, what the hurdle still lacks ÷ share)
/// ```
fn above_hurdle<N: Number>(
    run: &Run<'_, N>,
    hurdle: Hurdle,
    (share, then_share): (N, N),
    gain: N,
    balance: &Balance<N>,
) -> Option<N> {
    let lacking = balance.lacking(run, hurdle)?;
    let up_to = match lacking.over(share) {
        Some(up_to) => gain.lesser(up_to),
        None if lacking > N::NIL => gain, // A share of nothing never reaches anything.
        None => N::NIL,
    };
    share.times(up_to)?.plus(then_share.times(gain.minus(up_to)?)?)
}

/// Base × the pay of the highest tier that the value reaches, or the straight line between the two tiers around it.
fn step<N: Number>(run: &Run<'_, N>, term: &Term, steps: &Steps, x: N) -> Option<N> {
    let compared = to_digits(x, term.compare_digits)?;
    let reached = steps
        .tiers
        .iter()
        .take_while(|(at, _)| reaches(compared, N::of(*at), steps.edge, term.lower_is_better))
        .count();
    let pay = match reached.checked_sub(1).map(|i| (&steps.tiers[i], steps.tiers.get(i + 1))) {
        None => run.figure(steps.below),
        Some(((at, pay), Some((next_at, next_pay)))) if steps.interpolate => {
            let (at, pay) = (N::of(*at), run.figure(*pay));
            let way = x.minus(at)?.over(N::of(*next_at).minus(at)?)?.greater(N::NIL).lesser(N::ONE);
            pay.plus(run.figure(*next_pay).minus(pay)?.times(way)?)?
        }
        Some(((_, pay), _)) => run.figure(*pay),
    };
    run.figure(steps.base).times(pay)
}

/// The sum over the bands; nil unless the threshold is reached, when it is asked for.
pub fn banded<N: Number>(run: &Run<'_, N>, term: &Term, bands: &Bands, x: N, with_threshold: bool) -> Option<N> {
    let compared = to_digits(x, term.compare_digits)?;
    let kept_out = |mark: Figure| !reaches(compared, run.figure(mark), bands.edge, term.lower_is_better);
    if with_threshold && bands.threshold.is_some_and(kept_out) {
        return Some(N::NIL);
    }
    let sum = bands.bands.iter().try_fold(N::NIL, |sum, band| {
        let above = x.minus(N::of(band.from))?.greater(N::NIL);
        let part = match band.to {
            Some(to) => above.lesser(N::of(to.checked_sub(band.from)?)),
            None => above,
        };
        sum.plus(at_most(run, run.figure(band.rate).times(part)?, band.at_most))
    })?;
    Some(at_most(run, sum, bands.at_most).greater(N::NIL))
}
