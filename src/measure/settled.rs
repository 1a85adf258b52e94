//! A root found in binary numbers, settled in the number of the flows.

use crate::calendar::Years;
use crate::measure::isolate::{Divisible, Stretch};
use crate::measure::rates::{Side, Spectrum};
use crate::measure::series::{Grid, Series};
use crate::measure::solve::{crossing, settle};
use crate::number::Number;

/// The rate of the one root in a stretch.
pub(crate) fn crossing_rate<N: Number>(
    grid: &Grid<N>,
    spectrum: &Spectrum,
    side: Side,
    stretch: &Stretch<f64>,
) -> Option<N> {
    let binary = spectrum.root(side, stretch)?;
    let exact = Value::near(binary, grid, spectrum, side).and_then(|value| {
        let bracket = (N::nearest(stretch.low)?, N::nearest(stretch.high)?);
        settle(&|m| value.at(m), bracket, stretch.above.1, N::nearest(binary)?)
    });
    // Where the powers leave the range of the number, the binary root is the best there is.
    rate(side, exact.or_else(|| N::nearest(binary))?, grid.steps_a_year)
}

/// The rates in a stretch where binary numbers cannot tell the value from nil: none, one that touches, or several.
pub(crate) fn unclear_rates<N: Number>(
    grid: &Grid<N>,
    spectrum: &Spectrum,
    side: Side,
    stretch: &Stretch<f64>,
) -> Option<Vec<N>> {
    let exact = in_exact_numbers(grid, spectrum, side, stretch);
    let multipliers = exact.or_else(|| {
        let binary = Value { series: spectrum.series(side).clone() };
        told_apart(&binary, stretch, spectrum.noise())?.into_iter().map(N::nearest).collect()
    });
    multipliers?.into_iter().map(|multiplier| rate(side, multiplier, grid.steps_a_year)).collect()
}

fn in_exact_numbers<N: Number>(
    grid: &Grid<N>,
    spectrum: &Spectrum,
    side: Side,
    stretch: &Stretch<f64>,
) -> Option<Vec<N>> {
    let value = Value::near(stretch.high, grid, spectrum, side)?;
    let units_in_one = N::whole(i64::from(grid.length()));
    let unit = N::ONE.over(units_in_one)?;
    let noise = N::negligible().lesser(N::nearest(spectrum.noise())?);
    let divisible = Divisible { expand: |m| value.series.at(m, unit), units_in_one, noise };
    let mut multipliers = Vec::new();
    for part in divisible.isolate(N::nearest(stretch.low)?, N::nearest(stretch.high)?)? {
        if part.crosses {
            multipliers.push(value.crossed(&part)?);
        } else {
            multipliers.extend(told_apart(&value, &part, noise)?);
        }
    }
    Some(multipliers)
}

/// The roots in a stretch that no more digits will divide: a crossing, a touch at the turn, or one on each side of it.
fn told_apart<N: Number>(value: &Value<N>, stretch: &Stretch<N>, noise: N) -> Option<Vec<N>> {
    if stretch.above.0 != stretch.above.1 {
        return Some(vec![value.crossed(stretch)?]);
    }
    let Some(turn) = crossing(|m| Some(value.at(m)?.1), stretch.low, stretch.high) else {
        return Some(Vec::new());
    };
    let sums = value.series.at::<2>(turn, N::ONE)?;
    if sums.net(0)?.size() <= noise.times(sums.gross(0)?)? {
        return Some(vec![turn]);
    }
    let above = sums.net(0)? > N::NIL;
    if above == stretch.above.0 {
        return Some(Vec::new());
    }
    let before = Stretch { high: turn, above: (stretch.above.0, above), ..*stretch };
    let after = Stretch { low: turn, above: (above, stretch.above.1), ..*stretch };
    Some(vec![value.crossed(&before)?, value.crossed(&after)?])
}

/// The value of flows in their own number, by the multiplier of a step.
struct Value<N> {
    series: Series<N>,
}

impl<N: Number> Value<N> {
    /// Scaled so that inflows and outflows near a multiplier are about one, and keep all their digits.
    fn near(multiplier: f64, grid: &Grid<N>, spectrum: &Spectrum, side: Side) -> Option<Value<N>> {
        let order = spectrum.order_of_magnitude(side, multiplier)?;
        let ten = N::whole(10).to_the(Years::whole(i64::from(order.unsigned_abs())))?;
        let scaled = |amount: N| if order < 0 { amount.times(ten) } else { amount.over(ten) };
        let series = match side {
            Side::First => grid.at_the_first(scaled)?,
            Side::Last => grid.at_the_last(scaled)?,
        };
        Some(Value { series })
    }

    /// The value and its slope.
    fn at(&self, multiplier: N) -> Option<(N, N)> {
        let sums = self.series.at::<2>(multiplier, N::ONE)?;
        Some((sums.net(0)?, sums.net(1)?))
    }

    /// The multiplier in a stretch at which the value crosses nil.
    fn crossed(&self, stretch: &Stretch<N>) -> Option<N> {
        let middle = stretch.low.plus(stretch.high)?.over(N::whole(2))?;
        settle(&|m| self.at(m), (stretch.low, stretch.high), stretch.above.1, middle)
    }
}

/// The yearly rate of the multiplier of a step.
fn rate<N: Number>(side: Side, multiplier: N, steps_a_year: u32) -> Option<N> {
    let a_year = multiplier.to_the(Years::whole(i64::from(steps_a_year)))?;
    let growth = match side {
        Side::First => N::ONE.over(a_year)?,
        Side::Last => a_year,
    };
    growth.minus(N::ONE)
}
