//! Flows as a polynomial in one multiplier, so that a present value at any rate takes a few multiplications a flow.

use crate::calendar::Years;
use crate::measure::totals::nil_mark;
use crate::measure::{Flow, Undefined};
use crate::number::Number;

/// Flows on a grid of equal steps, none of them nil, counted from the first.
///
/// Moving all flows by the same time changes nothing here, and so no rate.
#[derive(Clone, Debug)]
pub(crate) struct Grid<N> {
    /// Steps after the first flow, rising, and the amount.
    pub flows: Vec<(u32, N)>,
    /// A whole number of steps is a year.
    pub steps_a_year: u32,
}

impl<N: Number> Grid<N> {
    /// The flows that are above the mark of nil, on the widest grid of which a year is a whole number of steps.
    pub fn of(flows: &[Flow<N>]) -> Result<Grid<N>, Undefined> {
        let mark = nil_mark(flows.iter().map(|flow| flow.amount));
        let moving = || flows.iter().filter(|flow| flow.amount.size() > mark);
        let first = moving().next().map_or(Years::NIL, |flow| flow.at);
        let a_year = Years::whole(1).parts();
        let step = moving().fold(a_year, |step, flow| common_step(step, flow.at.minus(first).parts()));
        let mut on_grid: Vec<(u32, N)> = Vec::with_capacity(flows.len());
        for flow in moving() {
            let steps = flow.at.minus(first).parts() / step;
            on_grid.push((u32::try_from(steps).map_err(|_| Undefined::OutOfRange)?, flow.amount));
        }
        let steps_a_year = u32::try_from(a_year / step).map_err(|_| Undefined::OutOfRange)?;
        Ok(Grid { flows: on_grid, steps_a_year })
    }

    /// Steps from the first flow to the last.
    pub fn length(&self) -> u32 {
        self.flows.last().map_or(0, |&(steps, _)| steps)
    }

    /// Σ amount × m^(steps after the first flow): the value at the first flow, m being the discount factor of a step.
    pub fn at_the_first(&self, scaled: impl Fn(N) -> Option<N>) -> Option<Series<N>> {
        Series::of(self.flows.iter().rev().map(|&(steps, amount)| (steps, amount)), scaled)
    }

    /// Σ amount × m^(steps before the last flow): the value at the last flow, m being the growth of a step.
    pub fn at_the_last(&self, scaled: impl Fn(N) -> Option<N>) -> Option<Series<N>> {
        let length = self.length();
        Series::of(self.flows.iter().map(|&(steps, amount)| (length.saturating_sub(steps), amount)), scaled)
    }
}

fn common_step(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common_step(b, a % b).abs() }
}

/// A polynomial with inflows and outflows kept apart: both grow with the multiplier, and so do their slopes.
#[derive(Clone, Debug)]
pub(crate) struct Series<N> {
    /// From the highest power to nil: by how many powers a term lies above the next, and its amount.
    terms: Vec<(N, u32)>,
}

/// What a [`Series`] gives at one multiplier: all four are at least nil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums<N> {
    pub inflow: N,
    pub outflow: N,
    /// By how much the inflows grow as the multiplier does.
    pub inflow_slope: N,
    pub outflow_slope: N,
}

impl<N: Number> Series<N> {
    fn of(falling: impl Iterator<Item = (u32, N)>, scaled: impl Fn(N) -> Option<N>) -> Option<Series<N>> {
        let mut terms: Vec<(N, u32)> = Vec::with_capacity(falling.size_hint().0);
        let mut above: Option<u32> = None;
        for (power, amount) in falling {
            if let (Some(above), Some(last)) = (above, terms.last_mut()) {
                last.1 = above.saturating_sub(power);
            }
            terms.push((scaled(amount)?, power));
            above = Some(power);
        }
        Some(Series { terms })
    }

    /// The sums at a multiplier above nil, by Horner's rule.
    pub fn at(&self, multiplier: N) -> Option<Sums<N>> {
        let mut sums = Sums { inflow: N::NIL, outflow: N::NIL, inflow_slope: N::NIL, outflow_slope: N::NIL };
        let mut stride = Stride::of(multiplier, 1)?;
        for &(amount, gap) in &self.terms {
            if amount > N::NIL {
                sums.inflow = sums.inflow.plus(amount)?;
            } else {
                sums.outflow = sums.outflow.minus(amount)?;
            }
            if gap == 0 {
                continue;
            }
            if gap != stride.gap {
                stride = Stride::of(multiplier, gap)?;
            }
            sums = sums.carried(multiplier, &stride)?;
        }
        Some(sums)
    }
}

impl<N: Number> Sums<N> {
    fn carried(self, multiplier: N, stride: &Stride<N>) -> Option<Sums<N>> {
        if stride.gap > 1 && stride.power.approximate() < SMALL {
            // A small power has few digits left in a decimal: two shorter strides keep them.
            let half = stride.gap / 2;
            return self
                .carried(multiplier, &Stride::of(multiplier, half)?)?
                .carried(multiplier, &Stride::of(multiplier, stride.gap - half)?);
        }
        let slope = |value: N, slope: N| slope.times(stride.power)?.plus(value.times(stride.slope)?);
        Some(Sums {
            inflow: self.inflow.times(stride.power)?,
            outflow: self.outflow.times(stride.power)?,
            inflow_slope: slope(self.inflow, self.inflow_slope)?,
            outflow_slope: slope(self.outflow, self.outflow_slope)?,
        })
    }
}

const SMALL: f64 = 1e-10;

/// A multiplier to the power of a gap, and how that grows with the multiplier.
struct Stride<N> {
    gap: u32,
    power: N,
    slope: N,
}

impl<N: Number> Stride<N> {
    fn of(multiplier: N, gap: u32) -> Option<Stride<N>> {
        if gap == 1 {
            return Some(Stride { gap, power: multiplier, slope: N::ONE });
        }
        let power = multiplier.to_the(Years::whole(i64::from(gap)))?;
        let slope = power.over(multiplier)?.times(N::whole(i64::from(gap)))?;
        Some(Stride { gap, power, slope })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn grid(flows: &[(Years, i64)]) -> Grid<Decimal> {
        let flows: Vec<_> = flows.iter().map(|&(at, amount)| Flow { at, amount: Decimal::from(amount) }).collect();
        Grid::of(&flows).unwrap()
    }

    #[test]
    fn the_grid_is_as_wide_as_the_flows_allow() {
        for (flows, steps_a_year, length) in [
            (vec![(Years::whole(3), -1), (Years::whole(5), 1), (Years::whole(9), 1)], 1, 6),
            (vec![(Years::half_months(1), -1), (Years::half_months(7), 1)], 4, 1),
            (vec![(Years::days(1), -1), (Years::days(11), 1), (Years::days(12), 0)], 73, 2),
            (vec![(Years::months(0), -1), (Years::half_months(1), 1)], 24, 1),
        ] {
            let grid = grid(&flows);
            assert_eq!((grid.steps_a_year, grid.length()), (steps_a_year, length), "{flows:?}");
        }
    }

    #[test]
    fn sums_and_slopes_are_those_of_the_polynomial() {
        let grid = grid(&[(Years::whole(0), -5), (Years::whole(1), 3), (Years::whole(4), 2)]);
        let half = Decimal::new(5, 1);
        // 3 m + 2 m^4 against 5, at m = 1/2: 1.5 + 0.125, slope 3 + 8/8
        let sums = grid.at_the_first(Some).unwrap().at(half).unwrap();
        assert_eq!((sums.inflow, sums.outflow), (Decimal::new(1625, 3), Decimal::from(5)));
        assert_eq!((sums.inflow_slope, sums.outflow_slope), (Decimal::from(4), Decimal::ZERO));
        // 2 + 3 m^3 against 5 m^4: 2.375 against 0.3125, slopes 9/4 and 20/8
        let sums = grid.at_the_last(Some).unwrap().at(half).unwrap();
        assert_eq!((sums.inflow, sums.outflow), (Decimal::new(2375, 3), Decimal::new(3125, 4)));
        assert_eq!((sums.inflow_slope, sums.outflow_slope), (Decimal::new(225, 2), Decimal::new(25, 1)));
    }

    #[test]
    fn small_powers_keep_their_digits() {
        // 10^20 × 0.01^10 = 1, where 0.01^10 alone would have eight digits after 0.0099…
        let m = Decimal::from_str_exact("0.0099999999999999999999999999").unwrap();
        let flows = [
            Flow { at: Years::NIL, amount: Decimal::from(-2) },
            Flow { at: Years::whole(10), amount: Decimal::from(10i64.pow(18)) * Decimal::from(99) },
        ];
        let sums = Grid::of(&flows).unwrap().at_the_first(Some).unwrap().at(m).unwrap();
        assert!((sums.inflow - Decimal::new(99, 2)).abs() < Decimal::new(1, 22), "{}", sums.inflow);
    }
}
