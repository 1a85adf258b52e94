//! Which share of a result's variance each input explains, alone and with the others.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::draw::Sample;
use super::prepared::Prepared;
use super::run::{NotSimulated, Watch};
use super::sums::std_error;
use super::{SCRAMBLINGS, Settings};
use crate::case::Correlation;
use crate::ledger::plan::Registers;
use crate::model::{Model, StepId};

/// First-order and total shares of variance: Saltelli's design with Jansen's estimators. None when the draws are too
/// few, or nothing varies.
///
/// ```text
/// N (k + 2) evaluations at most: A, B, and A with column i of B
/// first order  1 − Σ (f(B) − f(A_i))² ÷ (2 N V)        total  Σ (f(A) − f(A_i))² ÷ (2 N V)
/// ```
///
/// Source: Saltelli and others, Computer Physics Communications 181, 259–270 (2010); Jansen, ibid. 117, 35–43 (1999).
pub fn shares_of_variance(
    model: &Model,
    correlations: &[Correlation],
    headline: StepId,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Vec<Shares>>, NotSimulated> {
    let prepared = Prepared::of(model, (correlations, &[]), &[headline], false, settings)?;
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
        if watch.is_stopped() {
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
    let (a, b) = (all(0), all(1));
    let Some(shares) = jansen(&a, &b, &swapped) else { return Ok(None) };
    let size = size as usize;
    let parts = (0..SCRAMBLINGS).map(|scrambling| {
        let of = |run: &[f64]| run[scrambling * size..(scrambling + 1) * size].to_vec();
        jansen(&of(&a), &of(&b), &swapped.iter().map(|s| of(s)).collect::<Vec<_>>())
    });
    let parts: Option<Vec<_>> = parts.collect();
    let error = |place: usize, which: fn(&(f64, f64)) -> f64| {
        std_error(&parts.iter().flatten().filter_map(|p| p.get(place).map(which)).collect::<Vec<f64>>())
    };
    let of = |(place, (first_order, total)): (usize, (f64, f64))| Shares {
        first_order,
        total,
        error: error(place, |p| p.0).zip(error(place, |p| p.1)).map(|(first, total)| first.max(total)),
    };
    Ok(Some(shares.into_iter().enumerate().map(of).collect()))
}

/// Shares of variance of an input.
pub struct Shares {
    /// What goes when it is known.
    pub first_order: f64,
    /// What stays when all others are known.
    pub total: f64,
    /// The larger of their standard errors.
    pub error: Option<f64>,
}

/// First-order and total shares of variance, by Jansen's estimators. None when nothing varies.
///
/// `swapped` holds the results for A with one column of B, column by column.
pub fn jansen(a: &[f64], b: &[f64], swapped: &[Vec<f64>]) -> Option<Vec<(f64, f64)>> {
    let count = a.len() as f64;
    let both = || a.iter().chain(b);
    let mean = both().sum::<f64>() / (2.0 * count);
    let variance = both().map(|f| (f - mean) * (f - mean)).sum::<f64>() / (2.0 * count - 1.0);
    // What the rounding of binary numbers moves does not vary.
    let still = 1e-12 * mean;
    if variance.is_nan() || variance <= still * still {
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
}
