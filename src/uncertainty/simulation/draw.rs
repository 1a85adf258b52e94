//! The draws of every drawn input, made from their numbers alone.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::sync::Arc;

use rust_decimal::Decimal;

use super::copula::Copula;
use super::quantile::Quantile;
use super::random::Luck;
use super::sobol::{Sobol, directions};
use super::{SCRAMBLINGS, Sampling, Settings};
use crate::case::{Correlation, Distribution, Domain};
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
    copula: Copula,
    /// Number of the first draw of each scrambling.
    starts: [u64; SCRAMBLINGS],
    /// The place of an input that is elsewhere than in the case, and where; beyond the drawn inputs one that is not drawn.
    moved: Option<(usize, f64)>,
}

/// An input of a model that is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'m> {
    /// The input.
    pub id: InputId,
    /// Its path.
    pub path: &'m Arc<str>,
    distribution: &'m Distribution,
    domain: Domain,
    /// What it is in the case; none of a series.
    base: Option<Decimal>,
}

/// The inputs of a model that are drawn, in order of path.
pub fn drawn_inputs(model: &Model) -> Vec<Drawn<'_>> {
    let each = model.inputs.iter().enumerate().filter_map(|(place, input)| {
        let (path, distribution, domain, base) = match input {
            ModelInput::Single(i) => (&i.path, i.distribution.as_ref()?, i.domain, Some(i.value)),
            ModelInput::Series(s) => (&s.path, s.distribution.as_ref()?, Domain::Any, None),
        };
        Some(Drawn { id: InputId::at(place), path, distribution, domain, base })
    });
    let mut drawn: Vec<Drawn<'_>> = each.collect();
    drawn.sort_by(|a, b| a.path.cmp(b.path));
    drawn
}

/// Room to work in.
#[derive(Clone, Debug)]
pub struct Scratch {
    bits: Vec<u64>,
    normals: Vec<Vec<f64>>,
}

impl Draws {
    /// The drawn inputs of a model. Each has the dimension of its place among the drawn inputs, or among the paths of
    /// several cases that are to share their luck.
    pub fn of(model: &Model, correlations: &[Correlation], among: &[Arc<str>], settings: &Settings) -> Draws {
        let drawn = drawn_inputs(model);
        let count = among.len().max(drawn.len());
        let plain = match settings.sampling {
            Sampling::Sobol => directions(2 * count),
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
        let make = |(place, drawn): (usize, Drawn<'_>)| {
            let Drawn { id, path, distribution, domain, base } = drawn;
            let dimension = among.iter().position(|p| p == path).unwrap_or(place);
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
                sources: [source(path, 0, dimension), source(path, 1, count + dimension)],
            }
        };
        let inputs: Vec<DrawnInput> = {
            use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
            drawn.into_par_iter().enumerate().map(make).collect()
        };
        let paths: Vec<&str> = inputs.iter().map(|input| &*input.path).collect();
        let copula = Copula::of(&paths, correlations);
        Draws { inputs, copula, starts: settings.starts(), moved: None }
    }

    /// Puts an input elsewhere: a drawn one by its place, with all its draws; another one, which is the same in every draw,
    /// at the place behind them.
    pub fn put(&mut self, place: usize, value: f64) {
        self.moved = Some((place, value));
    }

    /// Room for batches of so many draws.
    pub fn scratch(&self, width: usize) -> Scratch {
        Scratch { bits: vec![0; width], normals: vec![vec![0.0; width]; self.copula.places.len()] }
    }

    /// Whether inputs are correlated.
    pub fn are_correlated(&self) -> bool {
        !self.copula.places.is_empty()
    }

    /// Fills a column for each input with the draws from number `first` of a scrambling on. `first` is a multiple of
    /// the width, which is a power of two.
    pub fn fill(&self, sample: Sample, scrambling: usize, first: u64, scratch: &mut Scratch, columns: &mut [Vec<f64>]) {
        for (place, column) in columns.iter_mut().enumerate().take(self.inputs.len()) {
            self.numbers(place, sample, scrambling, first, &mut scratch.bits, column);
        }
        self.copula.mix(columns, &mut scratch.normals);
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
        if let Some(row) = self.copula.places.iter().position(|p| *p == place) {
            let mut columns = vec![vec![0.0; column.len()]; self.inputs.len()];
            self.copula.places.iter().for_each(|at| numbers(*at, &mut scratch.bits, &mut columns[*at]));
            self.copula.mix(&mut columns, &mut scratch.normals);
            std::mem::swap(column, &mut columns[self.copula.places[row]]);
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
