//! Where roots lie among all rates, found in binary numbers.
// `settled` gives each root its digits in the number of the flows.
#![expect(clippy::float_arithmetic)]

use crate::measure::isolate::{Divisible, KEPT, Stretch};
use crate::measure::series::{Expansion, Grid, Series};
use crate::measure::solve::settle;
use crate::number::Number;

/// Where flows are valued: then a multiplier is the discount factor, or the growth, of a step, and about one at most, so
/// that no power leaves the range of the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// At the first flow; for rates of about nil and more.
    First,
    /// At the last flow; for rates below.
    Last,
}

/// The value of flows over all rates: by the multiplier of a step, or by its logarithm a year.
pub(crate) struct Spectrum {
    at_the_first: Series<f64>,
    at_the_last: Series<f64>,
    largest: f64,
    steps_a_year: f64,
    length: f64,
    /// The logarithm of the discount factor at which the sides meet.
    meeting: f64,
    noise: f64,
}

/// A little beyond the logarithms of growth at the ends of the range, −ln 10,000 = −9.2103 and ln 10,001 = 9.2104.
const END: f64 = 9.2106;

/// Where the sides may meet: away from nil, which is often a root, and where the value is clearly not nil.
const MEETINGS: [f64; 6] = [0.0012, -0.0031, 0.0117, -0.037, 0.11, -0.31];

/// Below this a sum is nil beside the other one.
const LEAST: f64 = 1e-300;

impl Spectrum {
    /// The flows of a grid, scaled by the largest.
    pub fn of<N: Number>(grid: &Grid<N>) -> Option<Spectrum> {
        let flows: Vec<(u32, f64)> = grid.flows.iter().map(|&(at, amount)| (at, amount.approximate())).collect();
        let largest = flows.iter().fold(0.0_f64, |largest, (_, amount)| largest.max(amount.abs()));
        let binary = Grid { flows, steps_a_year: grid.steps_a_year };
        let scaled = |amount: f64| amount.over(largest);
        let mut spectrum = Spectrum {
            at_the_first: binary.at_the_first(scaled)?,
            at_the_last: binary.at_the_last(scaled)?,
            largest,
            steps_a_year: f64::from(grid.steps_a_year),
            length: f64::from(binary.length()),
            meeting: MEETINGS[0],
            // Horner's rule rounds twice a flow, the powers and products of an expansion a few times more.
            noise: f64::EPSILON * (2.0 * binary.flows.len() as f64 + 30.0),
        };
        let is_clear =
            |u: &f64| spectrum.logarithm(Side::First, *u).is_some_and(|(value, _)| value.abs() > spectrum.noise);
        spectrum.meeting = MEETINGS.into_iter().find(is_clear).unwrap_or(MEETINGS[0]);
        Some(spectrum)
    }

    /// How closely a value is known, as a share of inflows and outflows together.
    pub fn noise(&self) -> f64 {
        self.noise
    }

    /// Every stretch with a root, or where one cannot be ruled out.
    pub fn isolated(&self) -> Option<Vec<(Side, Stretch<f64>)>> {
        let mut places = Vec::new();
        for side in [Side::First, Side::Last] {
            let (low, high) = self.range(side);
            let stretches = self.divisible(side).isolate(self.multiplier(low), self.multiplier(high))?;
            places.extend(stretches.into_iter().map(|stretch| (side, stretch)));
        }
        Some(places)
    }

    /// The stretch with the one root, when there cannot be two: on the side where the value changes sign, if on any.
    pub fn the_one(&self) -> Option<Vec<(Side, Stretch<f64>)>> {
        let meets_above = self.logarithm(Side::First, self.meeting)?.0 >= 0.0;
        for side in [Side::First, Side::Last] {
            let (low, high) = self.range(side);
            let above = (self.logarithm(side, low)?.0 >= 0.0, meets_above);
            if above.0 != above.1 {
                let (low, high) = (self.multiplier(low), self.multiplier(high));
                return Some(vec![(side, Stretch { low, high, above, crosses: true })]);
            }
        }
        Some(Vec::new())
    }

    /// The multiplier at the root in a stretch that crosses nil.
    pub fn root(&self, side: Side, stretch: &Stretch<f64>) -> Option<f64> {
        let bracket = (libm::log(stretch.low) * self.steps_a_year, libm::log(stretch.high) * self.steps_a_year);
        let v = settle(&|v| self.logarithm(side, v), bracket, stretch.above.1, 0.0)?;
        Some(self.multiplier(v))
    }

    /// The value on one side as what can be divided.
    pub fn divisible(&self, side: Side) -> Divisible<f64, impl Fn(f64) -> Option<Expansion<f64, KEPT>>> {
        let unit = 1.0 / self.length;
        let expand = move |multiplier| self.series(side).at(multiplier, unit);
        Divisible { expand, units_in_one: self.length, noise: self.noise }
    }

    /// The power of ten nearest below the value of the inflows: scaled by it, what is compared is about one.
    pub fn order_of_magnitude(&self, side: Side, multiplier: f64) -> Option<i32> {
        let inflow = self.series(side).at::<2>(multiplier, 1.0)?.inflow[0];
        Some(libm::floor(libm::log10(inflow.max(LEAST)) + libm::log10(self.largest)) as i32)
    }

    /// From the end of all rates to where the sides meet, in logarithms of the multiplier of a year.
    fn range(&self, side: Side) -> (f64, f64) {
        match side {
            Side::First => (-END, self.meeting),
            Side::Last => (-END, -self.meeting),
        }
    }

    fn multiplier(&self, v: f64) -> f64 {
        libm::exp(v / self.steps_a_year)
    }

    /// The flows as they are valued on one side.
    pub fn series(&self, side: Side) -> &Series<f64> {
        match side {
            Side::First => &self.at_the_first,
            Side::Last => &self.at_the_last,
        }
    }

    /// The logarithm of inflows ÷ outflows, and how it rises with v. It is nearly a straight line, where the value is
    /// anything but.
    fn logarithm(&self, side: Side, v: f64) -> Option<(f64, f64)> {
        let (inflow, outflow) = sums(self.series(side), |gap| {
            let years = f64::from(gap) / self.steps_a_year;
            (libm::exp(v * years), years)
        });
        let (inflow, outflow) = ((inflow.0.max(LEAST), inflow.1), (outflow.0.max(LEAST), outflow.1));
        let rise = inflow.1 / inflow.0 - outflow.1 / outflow.0;
        rise.is_finite().then(|| (libm::log(inflow.0 / outflow.0), rise))
    }
}

/// Inflows and outflows, each with its slope, where `growth` says by how much a gap multiplies, and the slope of the
/// logarithm of that: a gap of a thousand days costs no more than one of a day.
///
/// ```text
/// sum ← (sum + amount) × growth      slope ← slope × growth + sum × slope of the logarithm
/// ```
fn sums(series: &Series<f64>, growth: impl Fn(u32) -> (f64, f64)) -> ((f64, f64), (f64, f64)) {
    let (mut inflow, mut outflow) = ((0.0, 0.0), (0.0, 0.0));
    let (mut known, mut grown) = (0, (1.0, 0.0));
    for &(amount, gap) in series.terms() {
        if amount > 0.0 {
            inflow.0 += amount;
        } else {
            outflow.0 -= amount;
        }
        if gap == 0 {
            continue;
        }
        if gap != known {
            (known, grown) = (gap, growth(gap));
        }
        for sum in [&mut inflow, &mut outflow] {
            sum.0 *= grown.0;
            sum.1 = sum.1 * grown.0 + sum.0 * grown.1;
        }
    }
    (inflow, outflow)
}
