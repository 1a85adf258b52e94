//! What many draws of a figure come to: mean, spread, percentiles, chances, each with how well the draws know it.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use rust_decimal::Decimal;

use super::histogram::{Bin, histogram};
use super::ordered::Ordered;
use super::{SCRAMBLINGS, Sampling, Settings};
use crate::measure::{Measure, Undefined};

/// How many sums run beside each other: by number of the draw, so that a batch of any size gives the same.
const LANES: usize = 4;

/// Sums over draws of one figure, taken from a pivot so that no digits are lost.
#[derive(Clone, Copy, Default, Debug)]
pub struct Sums {
    count: u64,
    sum: f64,
    squares: f64,
    gains: u64,
    /// What is above nil, added up.
    above: f64,
    /// What is below nil, added up, as a size.
    below: f64,
}

impl Sums {
    /// Adds another part of the draws.
    pub fn add(&mut self, other: &Sums) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
        self.gains += other.gains;
        self.above += other.above;
        self.below += other.below;
    }

    /// Whether every figure was a number.
    pub fn is_finite(&self) -> bool {
        self.squares.is_finite()
    }

    fn mean(&self, pivot: f64) -> f64 {
        pivot + self.sum / self.count as f64
    }

    fn standard_deviation(&self) -> f64 {
        let count = self.count as f64;
        ((self.squares - self.sum * self.sum / count).max(0.0) / (count - 1.0)).sqrt()
    }

    fn gain(&self) -> f64 {
        self.gains as f64 / self.count as f64
    }

    fn loss(&self) -> Option<f64> {
        let losses = self.count - self.gains;
        (losses > 0).then(|| self.below / losses as f64)
    }

    /// Of deciding yes or no on each draw, beside deciding once: mean of max(x, 0) less max(mean, 0).
    fn information(&self, pivot: f64) -> f64 {
        (self.above / self.count as f64 - self.mean(pivot).max(0.0)).max(0.0)
    }
}

/// Sums while they are taken.
#[derive(Clone, Copy, Default, Debug)]
pub struct Adding {
    count: u64,
    sum: [f64; LANES],
    squares: [f64; LANES],
    losses: [u64; LANES],
    above: [f64; LANES],
}

impl Adding {
    /// Adds figures; all but the last time a multiple of four.
    pub fn add(&mut self, figures: &[f64], pivot: f64) {
        self.count += figures.len() as u64;
        let chunks = figures.chunks_exact(LANES);
        let rest = chunks.remainder();
        for chunk in chunks {
            for (lane, x) in chunk.iter().enumerate() {
                self.one(lane, *x, pivot);
            }
        }
        rest.iter().enumerate().for_each(|(lane, x)| self.one(lane, *x, pivot));
    }

    #[inline]
    fn one(&mut self, lane: usize, x: f64, pivot: f64) {
        let off = x - pivot;
        self.sum[lane] += off;
        self.squares[lane] += off * off;
        self.above[lane] += if x > 0.0 { x } else { 0.0 };
        // In draws, comparisons hold at 10⁻¹².
        self.losses[lane] += u64::from(x <= -1e-12);
    }

    /// The sums.
    pub fn done(&self, pivot: f64) -> Sums {
        let (sum, above) = (self.sum.iter().sum::<f64>(), self.above.iter().sum::<f64>());
        Sums {
            count: self.count,
            sum,
            squares: self.squares.iter().sum(),
            gains: self.count - self.losses.iter().sum::<u64>(),
            above,
            // What is above less what is below is all of it.
            below: (above - (sum + pivot * self.count as f64)).max(0.0),
        }
    }
}

/// A figure of draws, and its standard error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// What the draws say.
    pub value: Measure<f64>,
    /// How well they know it; none where nobody can tell.
    pub std_error: Option<f64>,
}

/// A figure of draws in decimals: every digit that it has.
///
/// ```
/// use afkast::uncertainty::simulation::in_decimals;
/// assert_eq!(in_decimals(0.1).map(|d| d.to_string()), Ok("0.1".to_owned()));
/// ```
pub fn in_decimals(value: f64) -> Measure<Decimal> {
    value.to_string().parse().map_err(|_| Undefined::OutOfRange)
}

/// Everything that draws say of a figure.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Of the base case.
    pub base: f64,
    /// Of the draws: another figure.
    pub mean: Estimate,
    /// With n − 1.
    pub standard_deviation: Estimate,
    /// p5 to p95, when they were asked for.
    pub percentiles: Vec<(&'static str, Estimate)>,
    /// How often it is at least nil.
    pub probability_of_gain: Estimate,
    /// How much is lost on average when it is below nil.
    pub expected_loss_given_loss: Estimate,
    /// What knowing everything before deciding is worth.
    pub value_of_perfect_information: Estimate,
    /// How much more in every draw makes a gain one percentage point likelier, when percentiles were asked for; none when it
    /// is too sure for that.
    pub point_of_certainty: Option<Estimate>,
    /// How the draws lie, when percentiles were asked for.
    pub histogram: Vec<Bin>,
}

impl Figures {
    /// From the sums of each part of the draws, and the draws themselves when there are to be percentiles. Their order
    /// is lost.
    pub fn of(
        base: f64,
        parts: &[Sums; SCRAMBLINGS],
        draws: Option<(&mut [f64], &[usize; SCRAMBLINGS])>,
        sampling: Sampling,
    ) -> Figures {
        let mut all = Sums::default();
        parts.iter().for_each(|part| all.add(part));
        let count = all.count as f64;
        let independent = sampling == Sampling::Random;
        let estimate = |of: &dyn Fn(&Sums) -> f64| {
            let each: Vec<f64> = parts.iter().map(of).collect();
            Estimate { value: Ok(of(&all)), std_error: std_error(&each) }
        };
        let mut mean = estimate(&|s| s.mean(base));
        let mut gain = estimate(&Sums::gain);
        if independent {
            mean.std_error = Some(all.standard_deviation() / count.sqrt());
            gain.std_error = Some((all.gain() * (1.0 - all.gain()) / count).sqrt());
        }
        let losses: Vec<f64> = parts.iter().filter_map(Sums::loss).collect();
        let loss = match all.loss() {
            None => Estimate { value: Err(Undefined::NoLoss), std_error: None },
            Some(loss) => {
                let whole = losses.len() == SCRAMBLINGS;
                Estimate { value: Ok(loss), std_error: if whole { std_error(&losses) } else { None } }
            }
        };
        let (Ordered { percentiles, point_of_certainty }, histogram) = match draws {
            None => (Ordered::default(), Vec::new()),
            Some((draws, sizes)) => (Ordered::of(draws, sizes, all.gain()), histogram(draws)),
        };
        Figures {
            base,
            mean,
            standard_deviation: estimate(&Sums::standard_deviation),
            percentiles,
            probability_of_gain: gain,
            expected_loss_given_loss: loss,
            value_of_perfect_information: estimate(&|s| s.information(base)),
            point_of_certainty,
            histogram,
        }
    }

    /// From draws in their order, with percentiles when they were asked for. Their order is lost then.
    pub fn of_column(base: f64, draws: &mut [f64], settings: &Settings) -> Figures {
        let mut rest = &*draws;
        let sizes = settings.sizes();
        let parts = sizes.map(|size| {
            let (part, more) = rest.split_at(size.min(rest.len()));
            rest = more;
            let mut adding = Adding::default();
            adding.add(part, base);
            adding.done(base)
        });
        let kept = settings.quantiles.then_some((draws, &sizes));
        Figures::of(base, &parts, kept, settings.sampling)
    }

    /// A figure by its name, one of [`DRAWN`](super::DRAWN).
    pub fn get(&self, name: &str) -> Option<Estimate> {
        match name {
            "mean" => Some(self.mean),
            "standard_deviation" => Some(self.standard_deviation),
            "probability_of_gain" => Some(self.probability_of_gain),
            "expected_loss_given_loss" => Some(self.expected_loss_given_loss),
            "value_of_perfect_information" => Some(self.value_of_perfect_information),
            percentile => self.percentile(percentile),
        }
    }

    /// A percentile by its name.
    pub fn percentile(&self, name: &str) -> Option<Estimate> {
        self.percentiles.iter().find(|(n, _)| *n == name).map(|(_, e)| *e)
    }
}

/// The standard error of a mean of independent parts.
pub fn std_error(parts: &[f64]) -> Option<f64> {
    let count = parts.len() as f64;
    let mean = parts.iter().sum::<f64>() / count;
    let squares: f64 = parts.iter().map(|p| (p - mean) * (p - mean)).sum();
    let error = (squares / (count - 1.0) / count).sqrt();
    error.is_finite().then_some(error)
}
