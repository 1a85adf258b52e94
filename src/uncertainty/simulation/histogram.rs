//! How draws lie: parts of a round length, and what lies beyond.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use super::percentiles;

/// A part of a histogram.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bin {
    /// Where it begins; everything below, for the first.
    pub from: f64,
    /// Where it ends; everything above, for the last.
    pub until: f64,
    /// How many draws.
    pub count: u64,
}

/// Some ten parts of equal, round length from the first hundredth of the draws to the last, and what lies beyond.
pub fn histogram(draws: &mut [f64]) -> Vec<Bin> {
    let ends = percentiles(draws, &[0.01, 0.99]);
    let [low, high] = ends[..] else { return Vec::new() };
    let span = high - low;
    if span.is_nan() || span <= 0.0 || span.is_infinite() {
        return Vec::new();
    }
    let size = round_length(span / 10.0);
    let first = libm::floor(low / size);
    let count = (libm::ceil(high / size) - first).max(1.0) as usize;
    let mut counts = vec![0_u64; count + 2];
    for draw in draws.iter() {
        let place = libm::floor(draw / size) - first + 1.0;
        counts[(place.max(0.0) as usize).min(count + 1)] += 1;
    }
    let from = |place: usize| (first + place as f64 - 1.0) * size;
    let bin = |(place, count): (usize, &u64)| Bin { from: from(place), until: from(place + 1), count: *count };
    counts.iter().enumerate().map(bin).collect()
}

/// The next length of 1, 2 or 5 times a power of ten.
fn round_length(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    let times = [1.0, 2.0, 5.0].into_iter().find(|t| t * power >= least).unwrap_or(10.0);
    times * power
}
