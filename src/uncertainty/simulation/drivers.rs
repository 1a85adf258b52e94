//! What drives a result: how it moves with each input, which share of its variance each explains, and what knowing one
//! before deciding would be worth.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::sync::Arc;

use super::Settings;
use super::draw::Draws;
use super::run::{NotSimulated, Question, Run, Watch};
use super::variance::shares_of_variance;
use super::work::{CHUNK, chunks};

/// What an input does to the headline's net present value.
#[derive(Clone, PartialEq, Debug)]
pub struct Driver {
    /// Table and key.
    pub path: Arc<str>,
    /// Spearman's, between its draws and the result.
    pub rank_correlation: f64,
    /// The share of variance that goes when it is known; none when inputs are correlated or draws are too few.
    pub first_order: Option<f64>,
    /// The share of variance that stays when all others are known.
    pub total: Option<f64>,
    /// How well the draws know the two: the larger of their standard errors.
    pub shares_error: Option<f64>,
    /// What knowing it before deciding would be worth.
    pub value_of_information: f64,
    /// The share of draws that were cut to its domain.
    pub share_cut: f64,
}

impl Driver {
    /// How much it matters: its total share of variance, else the square of its rank correlation.
    pub fn weight(&self) -> f64 {
        self.total.unwrap_or(self.rank_correlation * self.rank_correlation)
    }
}

/// What drives the headline, the most important first; ties by path.
///
/// # Errors
/// As of the run itself.
pub fn drivers(question: &Question<'_>, run: &Run, watch: &Watch) -> Result<Vec<Driver>, NotSimulated> {
    let Question { model, correlations, headline, .. } = *question;
    let Some(headline) = model.perspectives.get(headline).map(|p| p.budget.net_present_value) else {
        return Ok(Vec::new());
    };
    let shares = if run.draws.are_correlated() {
        None
    } else {
        shares_of_variance(model, correlations, headline, &run.settings, watch)?
    };
    let results = run.kept.get(question.headline).map_or(&[][..], Vec::as_slice);
    let ranked = ranks(results);
    let drivers = (0..run.draws.inputs.len()).map(|place| {
        let column = column(&run.draws, place, &run.settings);
        let order = order(&column);
        let shares = shares.as_ref().and_then(|s| s.get(place));
        Driver {
            path: Arc::clone(&run.draws.inputs[place].path),
            rank_correlation: correlation(&ranks_in(&column, &order), &ranked),
            first_order: shares.map(|s| s.first_order),
            total: shares.map(|s| s.total),
            shares_error: shares.and_then(|s| s.error),
            value_of_information: in_groups(results, &order),
            share_cut: run.cut[place],
        }
    });
    let mut drivers: Vec<Driver> = drivers.collect();
    drivers.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then_with(|| a.path.cmp(&b.path)));
    Ok(drivers)
}

/// All draws of an input, in their order.
fn column(draws: &Draws, place: usize, settings: &Settings) -> Vec<f64> {
    let mut all = Vec::with_capacity(usize::try_from(settings.draws).unwrap_or(0));
    let (mut scratch, mut part) = (draws.scratch(CHUNK), vec![0.0; CHUNK]);
    for chunk in chunks(settings) {
        draws.fill_one(place, chunk.scrambling, chunk.first, &mut scratch, &mut part);
        all.extend_from_slice(&part[..chunk.size]);
    }
    all
}

/// The numbers of draws in order of their figure.
fn order(figures: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..figures.len() as u32).collect();
    order.sort_unstable_by(|a, b| figures[*a as usize].total_cmp(&figures[*b as usize]).then(a.cmp(b)));
    order
}

/// The rank of each draw's figure; equal figures share theirs.
fn ranks(figures: &[f64]) -> Vec<f64> {
    ranks_in(figures, &order(figures))
}

fn ranks_in(figures: &[f64], order: &[u32]) -> Vec<f64> {
    let mut ranks = vec![0.0; figures.len()];
    let mut first = 0;
    while first < order.len() {
        let value = figures[order[first] as usize];
        let equal = order[first..].iter().take_while(|d| figures[**d as usize] == value).count().max(1);
        let rank = first as f64 + (equal as f64 - 1.0) / 2.0;
        order[first..first + equal].iter().for_each(|d| ranks[*d as usize] = rank);
        first += equal;
    }
    ranks
}

/// Pearson's correlation; 0 where one of the two does not move.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let count = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        both += a * b;
        of_a += a * a;
        of_b += b * b;
    }
    if of_a > 0.0 && of_b > 0.0 { (both / (of_a * of_b).sqrt()).clamp(-1.0, 1.0) } else { 0.0 }
}

/// What knowing an input before deciding would be worth.
///
/// ```text
/// draws in order of the input, ⌊√n⌋ groups of equal size: mean of max(mean of a group, 0) less max(mean, 0)
/// ```
pub fn value_of_information(results: &[f64], input: &[f64]) -> f64 {
    in_groups(results, &order(input))
}

fn in_groups(results: &[f64], order: &[u32]) -> f64 {
    let groups = libm::floor(libm::sqrt(results.len() as f64)) as usize;
    if groups == 0 {
        return 0.0;
    }
    let mut known = 0.0;
    for group in 0..groups {
        let (from, until) = (group * order.len() / groups, (group + 1) * order.len() / groups);
        let sum: f64 = order[from..until].iter().map(|d| results[*d as usize]).sum();
        known += sum.max(0.0);
    }
    let count = results.len() as f64;
    let mean = results.iter().sum::<f64>() / count;
    (known / count - mean.max(0.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_their_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
    }
}
