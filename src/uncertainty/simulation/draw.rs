//! The draws of every drawn input, made from their numbers alone.
// Draws are binary numbers; no money passes here.
#![allow(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::quantile::Quantile;
use super::random::Luck;
use super::sobol::{Sobol, directions};
use super::special::{normal_below, normal_share};
use super::{SCRAMBLINGS, Sampling, Settings};
use crate::case::{Correlation, Domain};
use crate::measure::correlation::{of_normals, triangle};
use crate::model::{InputId, Model, ModelInput};
use crate::number::Number;

/// An input that is drawn.
#[derive(Clone, Debug)]
pub struct DrawnInput {
    /// The input.
    pub id: InputId,
    /// Its path.
    pub path: Arc<str>,
    quantile: Quantile,
    /// What a draw is cut to.
    domain: (f64, f64),
    /// Whether a draw can leave its domain, so that it has to be cut.
    is_cut: bool,
    /// What the input is in the case; none of a series, which is drawn as a factor.
    base: Option<f64>,
    /// One for each scrambling, for the draws and for the second of the two samples that shares of variance need.
    sources: [Vec<Source>; 2],
}

/// Where numbers between 0 and 1 come from.
#[derive(Clone, Debug)]
enum Source {
    Sobol(Box<Sobol>),
    Random(Box<Luck>),
}

/// Which of the two samples; all but shares of variance need the first alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    /// The draws.
    First = 0,
    /// Beside it.
    Second = 1,
}

/// Every drawn input of a model, in order of path.
#[derive(Clone, Debug)]
pub struct Draws {
    /// In order of path.
    pub inputs: Vec<DrawnInput>,
    /// Places of those that are correlated, and how their normal numbers are mixed.
    correlated: Vec<usize>,
    triangle: Vec<Vec<f64>>,
    /// Number of the first draw of each scrambling.
    starts: [u64; SCRAMBLINGS],
    /// The place of an input that is elsewhere than in the case, and where; beyond the drawn inputs one that is not drawn.
    moved: Option<(usize, f64)>,
}

/// Room to work in.
#[derive(Clone, Debug)]
pub struct Scratch {
    bits: Vec<u64>,
    normals: Vec<Vec<f64>>,
}

impl Draws {
    /// The drawn inputs of a model.
    pub fn of(model: &Model, correlations: &[Correlation], settings: &Settings) -> Draws {
        let mut inputs: Vec<(InputId, &ModelInput)> =
            model.inputs.iter().enumerate().map(|(place, input)| (InputId::at(place), input)).collect();
        inputs.sort_by(|a, b| a.1.path().cmp(b.1.path()));
        let drawn: Vec<_> = inputs
            .into_iter()
            .filter_map(|(id, input)| match input {
                ModelInput::Single(i) => Some((id, &i.path, i.distribution.as_ref()?, i.domain, Some(i.value))),
                ModelInput::Series(s) => Some((id, &s.path, s.distribution.as_ref()?, Domain::Any, None)),
            })
            .collect();
        let plain = match settings.sampling {
            Sampling::Sobol => directions(2 * drawn.len()),
            Sampling::Random => Vec::new(),
        };
        let source = |path: &str, sample: usize, dimension: usize| -> Vec<Source> {
            let named = if sample == 0 { path.to_owned() } else { format!("{path} second") };
            (0..SCRAMBLINGS as u64)
                .map(|scrambling| match plain.get(dimension) {
                    Some(plain) => {
                        let mut luck = Luck::of(settings.seed, &named, scrambling);
                        Source::Sobol(Box::new(Sobol::new(plain, &mut luck)))
                    }
                    // Beyond the table of directions, or when asked for: luck alone.
                    None => Source::Random(Box::new(Luck::of(settings.seed, &named, 0))),
                })
                .collect()
        };
        let count = drawn.len();
        let make = |(place, (id, path, distribution, domain, base)): (
            usize,
            (InputId, &Arc<str>, _, Domain, Option<Decimal>),
        )| {
            let quantile = Quantile::of(distribution);
            let (low, high) = quantile.ends();
            let lowest = domain.lowest().map_or(f64::NEG_INFINITY, |l| l.approximate());
            let highest = domain.highest().map_or(f64::INFINITY, |h| h.approximate());
            DrawnInput {
                id,
                path: Arc::clone(path),
                quantile,
                domain: (lowest, highest),
                is_cut: low < lowest || high > highest,
                base: base.map(|value| value.approximate()),
                sources: [source(path, 0, place), source(path, 1, count + place)],
            }
        };
        let inputs: Vec<DrawnInput> = {
            use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
            drawn.into_par_iter().enumerate().map(make).collect()
        };
        let (correlated, triangle) = mixing(&inputs, correlations);
        let mut starts = [0; SCRAMBLINGS];
        for (place, start) in starts.iter_mut().enumerate() {
            *start = (0..place).map(|before| settings.size(before)).sum();
        }
        Draws { inputs, correlated, triangle, starts, moved: None }
    }

    /// Puts an input elsewhere: a drawn one by its place, with all its draws; another one, which is the same in every draw,
    /// at the place behind them.
    pub fn put(&mut self, place: usize, value: f64) {
        self.moved = Some((place, value));
    }

    /// Room for batches of so many draws.
    pub fn scratch(&self, width: usize) -> Scratch {
        Scratch { bits: vec![0; width], normals: vec![vec![0.0; width]; self.correlated.len()] }
    }

    /// Whether inputs are correlated.
    pub fn are_correlated(&self) -> bool {
        !self.correlated.is_empty()
    }

    /// Fills a column for each input with the draws from number `first` of a scrambling on. `first` is a multiple of
    /// the width, which is a power of two.
    pub fn fill(&self, sample: Sample, scrambling: usize, first: u64, scratch: &mut Scratch, columns: &mut [Vec<f64>]) {
        for (place, column) in columns.iter_mut().enumerate().take(self.inputs.len()) {
            self.numbers(place, sample, scrambling, first, &mut scratch.bits, column);
        }
        self.mix(columns, &mut scratch.normals);
        for (place, column) in columns.iter_mut().enumerate() {
            let moved = self.moved.filter(|(which, _)| *which == place).map(|(_, value)| value);
            match (self.inputs.get(place), moved) {
                (Some(input), moved) => input.finish(column, moved),
                (None, Some(value)) => column.fill(value),
                (None, None) => {}
            }
        }
    }

    /// Fills the column of one input; the same draws as beside the others.
    pub fn fill_one(&self, place: usize, scrambling: usize, first: u64, scratch: &mut Scratch, column: &mut Vec<f64>) {
        let numbers = |at: usize, bits: &mut [u64], column: &mut [f64]| {
            self.numbers(at, Sample::First, scrambling, first, bits, column);
        };
        if let Some(row) = self.correlated.iter().position(|p| *p == place) {
            let mut columns = vec![vec![0.0; column.len()]; self.inputs.len()];
            self.correlated.iter().for_each(|at| numbers(*at, &mut scratch.bits, &mut columns[*at]));
            self.mix(&mut columns, &mut scratch.normals);
            std::mem::swap(column, &mut columns[self.correlated[row]]);
        } else {
            numbers(place, &mut scratch.bits, column);
        }
        self.inputs[place].finish(column, None);
    }

    fn numbers(
        &self,
        place: usize,
        sample: Sample,
        scrambling: usize,
        first: u64,
        bits: &mut [u64],
        column: &mut [f64],
    ) {
        match &self.inputs[place].sources[sample as usize][scrambling] {
            Source::Sobol(sobol) => sobol.fill(first, column, bits),
            Source::Random(luck) => luck.clone().fill(self.starts[scrambling] + first, column),
        }
    }

    /// Gives the numbers of correlated inputs their rank correlations: a Gaussian copula.
    fn mix(&self, columns: &mut [Vec<f64>], normals: &mut [Vec<f64>]) {
        for (place, normal) in self.correlated.iter().zip(normals.iter_mut()) {
            for (z, u) in normal.iter_mut().zip(&columns[*place]) {
                *z = if *u < 0.5 { normal_below(*u) } else { -normal_below(1.0 - u) };
            }
        }
        for (place, row) in self.correlated.iter().zip(&self.triangle) {
            for (draw, u) in columns[*place].iter_mut().enumerate() {
                let z: f64 = row.iter().zip(normals.iter()).map(|(weight, normal)| weight * normal[draw]).sum();
                *u = normal_share(z).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
            }
        }
    }
}

impl DrawnInput {
    /// From numbers to draws, cut to the input's domain. An input that is elsewhere than in the case takes its draws
    /// along: by as much, or of a series by the same factor.
    fn finish(&self, column: &mut [f64], moved: Option<f64>) {
        self.quantile.fill(column);
        match (moved, self.base) {
            (Some(value), Some(base)) => column.iter_mut().for_each(|x| *x += value - base),
            (Some(factor), None) => column.iter_mut().for_each(|x| *x *= factor),
            (None, _) => {}
        }
        if self.is_cut || moved.is_some() {
            let (low, high) = self.domain;
            column.iter_mut().for_each(|x| *x = x.clamp(low, high));
        }
    }

    /// Whether any draw may leave the domain.
    pub const fn may_be_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether a draw was cut: it stands at an end beyond which draws were possible.
    pub fn is_cut(&self, draw: f64) -> bool {
        self.is_cut && (draw <= self.domain.0 || draw >= self.domain.1)
    }
}

/// The correlated inputs, in order of path, and the triangle that mixes their normal numbers.
fn mixing(inputs: &[DrawnInput], correlations: &[Correlation]) -> (Vec<usize>, Vec<Vec<f64>>) {
    let known: BTreeMap<&str, usize> = inputs.iter().enumerate().map(|(place, i)| (&*i.path, place)).collect();
    let pairs: Vec<(usize, usize, f64)> = correlations
        .iter()
        .filter_map(|c| {
            let place = |path: &str| known.get(path).copied();
            Some((place(&c.inputs.0)?, place(&c.inputs.1)?, of_normals(c.value.approximate())))
        })
        .collect();
    let mut places: Vec<usize> = pairs.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    places.sort_unstable();
    places.dedup();
    let mut matrix = vec![vec![0.0; places.len()]; places.len()];
    matrix.iter_mut().enumerate().for_each(|(place, row)| row[place] = 1.0);
    for (a, b, r) in pairs {
        let row = |place: usize| places.binary_search(&place).unwrap_or(0);
        matrix[row(a)][row(b)] = r;
        matrix[row(b)][row(a)] = r;
    }
    match triangle(&matrix) {
        Some(triangle) => (places, triangle),
        None => (Vec::new(), Vec::new()),
    }
}
