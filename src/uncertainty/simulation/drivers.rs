//! What drives a result: how it moves with each input, which share of its variance each explains, and what knowing one
//! before deciding would be worth.
// Draws are binary numbers; no money passes here.
#![allow(clippy::float_arithmetic)]

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::draw::{Draws, Sample};
use super::prepared::Prepared;
use super::run::{NotSimulated, Question, Run, Watch};
use super::work::CHUNK;
use super::{SCRAMBLINGS, Settings};
use crate::case::Correlation;
use crate::ledger::plan::Registers;
use crate::model::{Model, StepId};

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
    let ranked = ranks(&run.headline);
    let drivers = (0..run.draws.inputs.len()).map(|place| {
        let column = column(&run.draws, place, &run.settings);
        let order = order(&column);
        let (first_order, total) = match shares.as_ref().and_then(|s| s.get(place)) {
            Some((first, total)) => (Some(*first), Some(*total)),
            None => (None, None),
        };
        Driver {
            path: Arc::clone(&run.draws.inputs[place].path),
            rank_correlation: correlation(&ranks_in(&column, &order), &ranked),
            first_order,
            total,
            value_of_information: in_groups(&run.headline, &order),
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
    for scrambling in 0..SCRAMBLINGS {
        let (mut first, size) = (0, settings.size(scrambling));
        while first < size {
            draws.fill_one(place, scrambling, first, &mut scratch, &mut part);
            let count = (size - first).min(CHUNK as u64);
            all.extend_from_slice(&part[..count as usize]);
            first += count;
        }
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

/// First-order and total shares of variance: Saltelli's design with Jansen's estimators. None when the draws are too
/// few, or nothing varies.
///
/// ```text
/// N (k + 2) evaluations at most: A, B, and A with column i of B
/// first order  1 − Σ (f(B) − f(A_i))² ÷ (2 N V)        total  Σ (f(A) − f(A_i))² ÷ (2 N V)
/// ```
///
/// Source: Saltelli and others, Computer Physics Communications 181, 259–270 (2010); Jansen, ibid. 117, 35–43 (1999).
fn shares_of_variance(
    model: &Model,
    correlations: &[Correlation],
    headline: StepId,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Vec<(f64, f64)>>, NotSimulated> {
    let prepared = Prepared::of(model, correlations, &[headline], false, settings)?;
    let inputs = prepared.draws.inputs.len();
    let most = settings.draws / (inputs as u64 + 2);
    if inputs == 0 || most < SCRAMBLINGS as u64 {
        return Ok(None);
    }
    let count = if most.is_power_of_two() { most } else { most.next_power_of_two() / 2 };
    let size = count / SCRAMBLINGS as u64;
    let width = (prepared.width() as u64).min(size) as usize;
    let batches: Vec<(usize, u64)> = (0..SCRAMBLINGS)
        .flat_map(|scrambling| (0..size).step_by(width).map(move |first| (scrambling, first)))
        .collect();
    let one = |(scrambling, first): (usize, u64)| -> Result<Vec<Vec<f64>>, NotSimulated> {
        if watch.stop.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(NotSimulated::Stopped { done: settings.draws, all: settings.draws });
        }
        let mut registers = prepared.room_for(width);
        let mut scratch = prepared.draws.scratch(width);
        let (mut a, mut b) = (vec![vec![0.0; width]; inputs], vec![vec![0.0; width]; inputs]);
        prepared.draws.fill(Sample::First, scrambling, first, &mut scratch, &mut a);
        prepared.draws.fill(Sample::Second, scrambling, first, &mut scratch, &mut b);
        let evaluate = |swapped: Option<usize>, from: &[Vec<f64>], registers: &mut Registers| {
            for (place, column) in registers.inputs(inputs).iter_mut().enumerate() {
                column.clone_from(if swapped == Some(place) { &b[place] } else { &from[place] });
            }
            prepared.run(registers)?;
            let drawn = prepared.figure(0, registers);
            Ok::<Vec<f64>, NotSimulated>((0..width).map(|draw| drawn.at(draw)).collect())
        };
        let mut results = vec![evaluate(None, &a, &mut registers)?, evaluate(None, &b, &mut registers)?];
        for place in 0..inputs {
            results.push(evaluate(Some(place), &a, &mut registers)?);
        }
        Ok(results)
    };
    let batches: Vec<Vec<Vec<f64>>> = batches.into_par_iter().map(one).collect::<Result<_, _>>()?;
    let all = |run: usize| batches.iter().flat_map(|b| b[run].iter().copied()).collect::<Vec<f64>>();
    let swapped: Vec<Vec<f64>> = (0..inputs).map(|place| all(place + 2)).collect();
    Ok(jansen(&all(0), &all(1), &swapped))
}

/// First-order and total shares of variance, by Jansen's estimators. None when nothing varies.
///
/// `swapped` holds the results for A with one column of B, column by column.
pub fn jansen(a: &[f64], b: &[f64], swapped: &[Vec<f64>]) -> Option<Vec<(f64, f64)>> {
    let count = a.len() as f64;
    let both = || a.iter().chain(b);
    let mean = both().sum::<f64>() / (2.0 * count);
    let variance = both().map(|f| (f - mean) * (f - mean)).sum::<f64>() / (2.0 * count - 1.0);
    if variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let half = |run: &[f64], swapped: &[f64]| {
        run.iter().zip(swapped).map(|(f, g)| (f - g) * (f - g)).sum::<f64>() / (2.0 * count * variance)
    };
    Some(swapped.iter().map(|s| (1.0 - half(b, s), half(a, s))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::random::Luck;
    use super::super::sobol::{Sobol, directions};
    use super::*;

    /// Two samples of `dimensions` numbers between 0 and 1, and the first with each column of the second.
    fn shares(dimensions: usize, of: impl Fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
        const COUNT: usize = 8_192;
        let columns: Vec<Vec<f64>> = directions(2 * dimensions)
            .iter()
            .enumerate()
            .map(|(place, plain)| {
                let (mut points, mut bits) = (vec![0.0; COUNT], vec![0; COUNT]);
                Sobol::new(plain, &mut Luck::of(1, &place.to_string(), 0)).fill(0, &mut points, &mut bits);
                points
            })
            .collect();
        let (a, b) = columns.split_at(dimensions);
        let row = |columns: &[&Vec<f64>], draw: usize| columns.iter().map(|c| c[draw]).collect::<Vec<f64>>();
        let results = |columns: &[&Vec<f64>]| (0..COUNT).map(|d| of(&row(columns, d))).collect::<Vec<f64>>();
        let swapped: Vec<Vec<f64>> = (0..dimensions)
            .map(|i| results(&(0..dimensions).map(|j| if i == j { &b[j] } else { &a[j] }).collect::<Vec<_>>()))
            .collect();
        jansen(&results(&a.iter().collect::<Vec<_>>()), &results(&b.iter().collect::<Vec<_>>()), &swapped).unwrap()
    }

    #[test]
    fn shares_of_the_ishigami_function_are_known() {
        // sin x + 7 sin² y + 0.1 z⁴ sin x on [−π, π]³: variance 7²/8 + π⁴/50 + π⁸/1800 + ½ = 13.844588;
        // first order .313905, .442411, 0; in all .557589, .442411, .243684 (Ishigami and Homma 1990).
        let pi = std::f64::consts::PI;
        let ishigami = |u: &[f64]| {
            let x: Vec<f64> = u.iter().map(|u| pi * (2.0 * u - 1.0)).collect();
            x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
        };
        let expected = [(0.313905, 0.557589), (0.442411, 0.442411), (0.0, 0.243684)];
        for ((first, total), (f, t)) in shares(3, ishigami).into_iter().zip(expected) {
            assert!((first - f).abs() < 0.01 && (total - t).abs() < 0.01, "{first} {f}, {total} {t}");
        }
    }

    #[test]
    fn shares_of_a_linear_function_are_those_of_its_terms() {
        // 1, 2 and 3 times a uniform number: variances 1, 4 and 9 of 14.
        for ((first, total), share) in shares(3, |u| u[0] + 2.0 * u[1] + 3.0 * u[2]).into_iter().zip([1.0, 4.0, 9.0]) {
            assert!((first - share / 14.0).abs() < 0.005 && (total - share / 14.0).abs() < 0.005, "{first} {total}");
        }
    }

    #[test]
    fn equal_figures_share_their_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
    }
}
