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

/// A polynomial with inflows and outflows kept apart: both grow with the multiplier, and so do all their slopes.
#[derive(Clone, Debug)]
pub(crate) struct Series<N> {
    /// From the highest power down: an amount, and by how many powers it lies above the next, or above nil.
    terms: Vec<(N, u32)>,
}

/// What a [`Series`] gives near one multiplier: the first `K` coefficients of its expansion there, all at least nil.
///
/// ```text
/// inflow(multiplier + z × unit) = Σ inflow[k] × z^k
/// ```
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expansion<N, const K: usize> {
    pub inflow: [N; K],
    pub outflow: [N; K],
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

    /// From the highest power down: an amount, and by how many powers it lies above the next, or above nil.
    pub fn terms(&self) -> &[(N, u32)] {
        &self.terms
    }

    /// The expansion at a multiplier above nil, by Horner's rule.
    pub fn at<const K: usize>(&self, multiplier: N, unit: N) -> Option<Expansion<N, K>> {
        let unit_share = unit.over(multiplier)?;
        let stride = |gap| Stride::<N, K>::of(multiplier, unit, unit_share, gap);
        let mut last_stride = stride(1)?;
        let mut sums = Expansion { inflow: [N::NIL; K], outflow: [N::NIL; K] };
        for &(amount, gap) in &self.terms {
            if amount > N::NIL {
                sums.inflow[0] = sums.inflow[0].plus(amount)?;
            } else {
                sums.outflow[0] = sums.outflow[0].minus(amount)?;
            }
            if gap == 0 {
                continue;
            }
            if gap != last_stride.gap {
                last_stride = stride(gap)?;
            }
            sums = sums.carried(&last_stride, &stride)?;
        }
        Some(sums)
    }
}

impl<N: Number, const K: usize> Expansion<N, K> {
    /// One coefficient of the value, inflows less outflows.
    pub fn net(&self, k: usize) -> Option<N> {
        self.inflow[k].minus(self.outflow[k])
    }

    /// One coefficient of inflows and outflows together.
    pub fn gross(&self, k: usize) -> Option<N> {
        self.inflow[k].plus(self.outflow[k])
    }

    /// Multiplied by the multiplier to the power of a gap.
    fn carried(self, stride: &Stride<N, K>, of: &impl Fn(u32) -> Option<Stride<N, K>>) -> Option<Expansion<N, K>> {
        if self.inflow[0].is_nil() && self.outflow[0].is_nil() {
            // Worth nothing from here on: the powers that remain need not be taken.
            return Some(Expansion { inflow: [N::NIL; K], outflow: [N::NIL; K] });
        }
        if stride.gap > 1 && stride.power[0].approximate() < SMALL {
            // A small power has few digits left in a decimal: two shorter strides keep them.
            let half = stride.gap / 2;
            return self.carried(&of(half)?, of)?.carried(&of(stride.gap - half)?, of);
        }
        Some(Expansion { inflow: stride.times(self.inflow)?, outflow: stride.times(self.outflow)? })
    }
}

const SMALL: f64 = 1e-10;

/// The expansion of the multiplier to the power of a gap.
struct Stride<N, const K: usize> {
    gap: u32,
    power: [N; K],
}

impl<N: Number, const K: usize> Stride<N, K> {
    fn of(multiplier: N, unit: N, unit_share: N, gap: u32) -> Option<Stride<N, K>> {
        let mut power = [N::NIL; K];
        if gap == 1 {
            power[0] = multiplier;
            power[1] = unit;
            return Some(Stride { gap, power });
        }
        power[0] = multiplier.to_the(Years::whole(i64::from(gap)))?;
        // Binomial coefficients of the gap, times powers of unit ÷ multiplier.
        for (k, below) in (1..K).zip(0_i64..) {
            let factor = N::whole(i64::from(gap) - below).over(N::whole(below + 1))?;
            power[k] = power[k - 1].times(unit_share)?.times(factor)?;
        }
        Some(Stride { gap, power })
    }

    /// The product of two expansions, as far as it is kept.
    fn times(&self, mut sums: [N; K]) -> Option<[N; K]> {
        let longest = (self.gap as usize).min(K - 1);
        for k in (0..K).rev() {
            let mut sum = sums[k].times(self.power[0])?;
            for l in 1..=longest.min(k) {
                sum = sum.plus(sums[k - l].times(self.power[l])?)?;
            }
            sums[k] = sum;
        }
        Some(sums)
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
    fn expansions_are_those_of_the_polynomial() {
        let grid = grid(&[(Years::whole(0), -5), (Years::whole(1), 3), (Years::whole(4), 2)]);
        let half = Decimal::new(5, 1);
        // 3 m + 2 m⁴ against 5, at m = 1/2: 1.5 + 0.125, slope 3 + 8/8
        let sums = grid.at_the_first(Some).unwrap().at::<3>(half, Decimal::ONE).unwrap();
        assert_eq!(sums.inflow, [Decimal::new(1625, 3), Decimal::from(4), Decimal::from(3)]); // half of 24 m²
        assert_eq!(sums.outflow, [Decimal::from(5), Decimal::ZERO, Decimal::ZERO]);
        // 2 + 3 m³ against 5 m⁴: 2.375 against 0.3125, slopes 9/4 and 20/8; by quarters of one, 1/4 and 1/16 of them
        let quarter = Decimal::new(25, 2);
        let sums = grid.at_the_last(Some).unwrap().at::<3>(half, quarter).unwrap();
        assert_eq!(sums.inflow, [Decimal::new(2375, 3), Decimal::new(5625, 4), Decimal::new(28125, 5)]);
        assert_eq!(sums.outflow, [Decimal::new(3125, 4), Decimal::new(625, 3), Decimal::new(46875, 5)]);
    }

    #[test]
    fn small_powers_keep_their_digits() {
        // 10^20 × 0.01^10 = 1, where 0.01^10 alone would have eight digits after 0.0099…
        let m = Decimal::from_str_exact("0.0099999999999999999999999999").unwrap();
        let flows = [
            Flow { at: Years::NIL, amount: Decimal::from(-2) },
            Flow { at: Years::whole(10), amount: Decimal::from(10i64.pow(18)) * Decimal::from(99) },
        ];
        let sums = Grid::of(&flows).unwrap().at_the_first(Some).unwrap().at::<2>(m, Decimal::ONE).unwrap();
        assert!((sums.inflow[0] - Decimal::new(99, 2)).abs() < Decimal::new(1, 22), "{}", sums.inflow[0]);
    }
}
