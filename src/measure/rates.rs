//! All rates on one line: the value of flows by the logarithm of the discount factor, in binary numbers.
// Floating point finds where roots lie; `settled` gives them their digits in the number of the flows.
#![allow(clippy::float_arithmetic)]

use crate::measure::isolate::{Noise, Point, Stretch, isolate};
use crate::measure::series::{Grid, Series, Sums};
use crate::number::Number;

/// The logarithm of inflows ÷ outflows, at u = −ln(1 + rate).
///
/// Both logarithms are convex in u, with the mean time of the flows as slope, so that the difference can be bounded.
/// For rates of at least nil the flows are valued at the first of them, for rates below at the last: then every factor
/// is at most one, and nothing leaves the range.
pub(crate) struct Spectrum {
    at_the_first: Series<f64>,
    at_the_last: Series<f64>,
    largest: f64,
    years_a_step: f64,
    length: f64,
    noise: Noise<f64>,
}

/// Where flows are valued: a multiplier of at most one is the discount factor, or the growth, of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// At the first flow; rates of at least nil.
    First,
    /// At the last flow; rates below nil.
    Last,
}

/// A little beyond −ln(1 + rate) at the ends of the range, ln 10,000 = 9.2103 and ln 10,001 = 9.2104.
const END: f64 = 9.2106;

/// Below this a sum is nil beside the other one.
const LEAST: f64 = 1e-300;

impl Side {
    /// The side on which the multiplier is at most one.
    pub fn of(u: f64) -> Side {
        if u <= 0.0 { Side::First } else { Side::Last }
    }
}

impl Spectrum {
    /// The flows of a grid, scaled by the largest.
    pub fn of<N: Number>(grid: &Grid<N>) -> Option<Spectrum> {
        let flows: Vec<(u32, f64)> = grid.flows.iter().map(|&(at, amount)| (at, amount.approximate())).collect();
        let largest = flows.iter().fold(0.0_f64, |largest, (_, amount)| largest.max(amount.abs()));
        let binary = Grid { flows, steps_a_year: grid.steps_a_year };
        let scaled = |amount: f64| amount.over(largest);
        let length = f64::from(binary.length());
        // Horner's rule rounds twice a flow; a slope is a mean of times up to the length.
        let value = f64::EPSILON * (2.0 * binary.flows.len() as f64 + 10.0);
        let years_a_step = 1.0 / f64::from(grid.steps_a_year);
        let noise = Noise { value, slope: value * length * years_a_step };
        Some(Spectrum {
            at_the_first: binary.at_the_first(scaled)?,
            at_the_last: binary.at_the_last(scaled)?,
            largest,
            years_a_step,
            length,
            noise,
        })
    }

    /// How closely the logarithm is known.
    pub fn noise(&self) -> f64 {
        self.noise.value
    }

    /// Every stretch with a root, over the whole range.
    pub fn isolated(&self) -> Option<Vec<Stretch<f64>>> {
        isolate(&|u| self.at(u), -END, END, self.noise)
    }

    /// Both ends of the range.
    pub fn ends(&self) -> Option<(Point<f64>, Point<f64>)> {
        Some((self.at(-END)?, self.at(END)?))
    }

    /// The logarithm at one rate.
    pub fn at(&self, u: f64) -> Option<Point<f64>> {
        let side = Side::of(u);
        let multiplier = self.multiplier(side, u);
        let sums = self.sums(side, multiplier)?;
        Some(Point {
            at: u,
            value: libm::log(sums.inflow.max(LEAST) / sums.outflow.max(LEAST)),
            gain: self.mean_years(side, multiplier, sums.inflow, sums.inflow_slope),
            loss: self.mean_years(side, multiplier, sums.outflow, sums.outflow_slope),
        })
    }

    /// The multiplier of a side at u, for a side that u need not lie on.
    pub fn multiplier(&self, side: Side, u: f64) -> f64 {
        match side {
            Side::First => libm::exp(u * self.years_a_step),
            Side::Last => libm::exp(-u * self.years_a_step),
        }
    }

    /// The yearly rate at u.
    pub fn rate(u: f64) -> f64 {
        libm::expm1(-u)
    }

    /// The power of ten nearest below the value of the inflows at u: scaled by it, what is compared is about one.
    pub fn order_of_magnitude(&self, u: f64) -> Option<i32> {
        let side = Side::of(u);
        let inflow = self.sums(side, self.multiplier(side, u))?.inflow;
        Some(libm::floor(libm::log10(inflow.max(LEAST)) + libm::log10(self.largest)) as i32)
    }

    fn sums(&self, side: Side, multiplier: f64) -> Option<Sums<f64>> {
        match side {
            Side::First => self.at_the_first.at(multiplier),
            Side::Last => self.at_the_last.at(multiplier),
        }
    }

    /// Years after the first flow, on average, weighted with present values.
    fn mean_years(&self, side: Side, multiplier: f64, sum: f64, slope: f64) -> f64 {
        let steps = if sum > LEAST { multiplier * slope / sum } else { 0.0 };
        match side {
            Side::First => steps * self.years_a_step,
            Side::Last => (self.length - steps) * self.years_a_step,
        }
    }
}
