//! A root found in binary numbers, settled in the number of the flows.

use crate::calendar::Years;
use crate::measure::isolate::{Noise, Point, Stretch, isolate};
use crate::measure::rates::{Side, Spectrum};
use crate::measure::series::{Grid, Series};
use crate::measure::solve::{crossing, settle};
use crate::number::Number;

/// The rate of the one root in a stretch.
pub(crate) fn crossing_rate<N: Number>(grid: &Grid<N>, spectrum: &Spectrum, stretch: &Stretch<f64>) -> Option<N> {
    let u = settle(&|u| spectrum.at(u), (stretch.low.at, stretch.high.at), stretch.high.is_above(), 0.0)?;
    let exact = Exact::near(u, grid, spectrum).and_then(|exact| {
        let bracket = exact.bracket(spectrum, stretch)?;
        let start = N::nearest(spectrum.multiplier(exact.side, u))?;
        let rises = exact.high_end(stretch).is_above();
        exact.rate(settle(&|m| exact.at(m), bracket, rises, start)?)
    });
    // Where the powers leave the range of the number, the binary root is the best there is.
    exact.or_else(|| N::nearest(Spectrum::rate(u)))
}

/// The rates in a stretch where binary numbers cannot tell the value from nil: none, one that touches, or several.
pub(crate) fn unclear_rates<N: Number>(grid: &Grid<N>, spectrum: &Spectrum, stretch: &Stretch<f64>) -> Option<Vec<N>> {
    unclear_in_exact(grid, spectrum, stretch).or_else(|| {
        let places = told_apart(&|u| spectrum.at(u), stretch, spectrum.noise())?;
        places.into_iter().map(|u| N::nearest(Spectrum::rate(u))).collect()
    })
}

fn unclear_in_exact<N: Number>(grid: &Grid<N>, spectrum: &Spectrum, stretch: &Stretch<f64>) -> Option<Vec<N>> {
    let exact = Exact::near(stretch.low.at.greater(stretch.high.at.lesser(0.0)), grid, spectrum)?;
    let (low, high) = exact.bracket(spectrum, stretch)?;
    let value = N::negligible().lesser(N::nearest(spectrum.noise())?);
    let slope = value.times(N::whole(i64::from(grid.length())))?;
    let evaluate = |m| exact.at(m);
    let mut rates = Vec::new();
    for part in isolate(&evaluate, low, high, Noise { value, slope })? {
        let places = if part.crosses { vec![crossed(&evaluate, &part)?] } else { told_apart(&evaluate, &part, value)? };
        for place in places {
            rates.push(exact.rate(place)?);
        }
    }
    Some(rates)
}

/// The roots in a stretch that no more digits will divide: a crossing, a touch at the turn, or one on each side of it.
fn told_apart<N: Number>(evaluate: &impl Fn(N) -> Option<Point<N>>, stretch: &Stretch<N>, noise: N) -> Option<Vec<N>> {
    let Stretch { low, high, .. } = *stretch;
    if low.is_above() != high.is_above() {
        return Some(vec![crossed(evaluate, stretch)?]);
    }
    let Some(turn) = crossing(|place| evaluate(place)?.slope(), low.at, high.at) else {
        return Some(Vec::new());
    };
    let turn = evaluate(turn)?;
    if turn.value.size() <= noise {
        return Some(vec![turn.at]);
    }
    if turn.is_above() == low.is_above() {
        return Some(Vec::new());
    }
    let parts = [Stretch { low, high: turn, crosses: true }, Stretch { low: turn, high, crosses: true }];
    parts.iter().map(|part| crossed(evaluate, part)).collect()
}

fn crossed<N: Number>(evaluate: &impl Fn(N) -> Option<Point<N>>, stretch: &Stretch<N>) -> Option<N> {
    let middle = stretch.low.at.plus(stretch.high.at)?.over(N::whole(2))?;
    settle(evaluate, (stretch.low.at, stretch.high.at), stretch.high.is_above(), middle)
}

/// The value of the flows in their own number, by the multiplier of a step, near a root.
struct Exact<N> {
    side: Side,
    series: Series<N>,
    steps_a_year: u32,
}

/// How far a multiplier may go beyond one, for roots that lie where both sides meet.
const BEYOND: f64 = 1e-6;

impl<N: Number> Exact<N> {
    fn near(u: f64, grid: &Grid<N>, spectrum: &Spectrum) -> Option<Exact<N>> {
        let side = Side::of(u);
        let order = spectrum.order_of_magnitude(u)?;
        let ten = N::whole(10).to_the(Years::whole(i64::from(order.unsigned_abs())))?;
        let scaled = |amount: N| if order < 0 { amount.times(ten) } else { amount.over(ten) };
        let series = match side {
            Side::First => grid.at_the_first(scaled)?,
            Side::Last => grid.at_the_last(scaled)?,
        };
        Some(Exact { side, series, steps_a_year: grid.steps_a_year })
    }

    fn at(&self, multiplier: N) -> Option<Point<N>> {
        let sums = self.series.at(multiplier)?;
        let value = sums.inflow.minus(sums.outflow)?;
        Some(Point { at: multiplier, value, gain: sums.inflow_slope, loss: sums.outflow_slope })
    }

    /// The multipliers at both ends of a stretch, the lower first, cut a little beyond one.
    fn bracket(&self, spectrum: &Spectrum, stretch: &Stretch<f64>) -> Option<(N, N)> {
        let (low, high) = match self.side {
            Side::First => (stretch.low.at, stretch.high.at.lesser(BEYOND)),
            Side::Last => (stretch.high.at, stretch.low.at.greater(BEYOND.negated())),
        };
        let multiplier = |u| N::nearest(spectrum.multiplier(self.side, u));
        Some((multiplier(low)?, multiplier(high)?))
    }

    /// The end of a stretch with the higher multiplier.
    fn high_end<'s>(&self, stretch: &'s Stretch<f64>) -> &'s Point<f64> {
        match self.side {
            Side::First => &stretch.high,
            Side::Last => &stretch.low,
        }
    }

    /// The yearly rate of a multiplier.
    fn rate(&self, multiplier: N) -> Option<N> {
        let a_year = multiplier.to_the(Years::whole(i64::from(self.steps_a_year)))?;
        let growth = match self.side {
            Side::First => N::ONE.over(a_year)?,
            Side::Last => a_year,
        };
        growth.minus(N::ONE)
    }
}
