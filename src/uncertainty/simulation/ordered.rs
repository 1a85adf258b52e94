//! What draws say when they are put in order: percentiles, and what one more point of certainty is worth.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::sums::{Estimate, std_error};
use super::work::in_parts;
use super::{PERCENTILES, SCRAMBLINGS, percentiles};

/// One percentage point.
const POINT: f64 = 0.01;

/// What is read from draws in their order.
#[derive(Default)]
pub struct Ordered {
    /// p5 to p95.
    pub percentiles: Vec<(&'static str, Estimate)>,
    /// How much more in every draw makes a gain one percentage point likelier; none when it is too sure for that.
    pub point_of_certainty: Option<Estimate>,
}

impl Ordered {
    /// Of draws of which so large a share gains, with standard errors from each of their parts. Their order is lost.
    ///
    /// ```text
    /// point of certainty = −percentile(1 − (chance of a gain + 0.01))
    /// ```
    pub fn of(draws: &mut [f64], sizes: &[usize; SCRAMBLINGS], gain: f64) -> Ordered {
        let mut shares = PERCENTILES.map(|(_, share)| share).to_vec();
        let surer = 1.0 - (gain + POINT);
        shares.extend((surer >= 0.0).then_some(surer));
        let parts = in_parts(draws, sizes.iter().copied());
        let each: Vec<Vec<f64>> = parts.into_par_iter().map(|part| percentiles(part, &shares)).collect();
        let all = percentiles(draws, &shares);
        let estimate = |place: usize| {
            let of_parts: Vec<f64> = each.iter().filter_map(|p| p.get(place).copied()).collect();
            Estimate { value: Ok(all.get(place).copied().unwrap_or(f64::NAN)), std_error: std_error(&of_parts) }
        };
        let percentiles = PERCENTILES.iter().enumerate().map(|(place, (name, _))| (*name, estimate(place))).collect();
        let lacking = (shares.len() > PERCENTILES.len()).then(|| estimate(PERCENTILES.len()));
        let point_of_certainty = lacking.map(|of| Estimate { value: of.value.map(|x| -x), ..of });
        Ordered { percentiles, point_of_certainty }
    }
}
