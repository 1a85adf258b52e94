//! Inputs that move together: rank correlations through a Gaussian copula.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;

use super::special::{normal_below, normal_share};
use crate::case::Correlation;
use crate::measure::correlation::{of_normals, triangle};
use crate::number::Number;

/// The correlated inputs, in order of path, and the triangle that mixes their normal numbers.
#[derive(Clone, Default, Debug)]
pub struct Copula {
    /// Their places among the drawn inputs.
    pub places: Vec<usize>,
    triangle: Vec<Vec<f64>>,
}

impl Copula {
    /// Of drawn inputs by their paths.
    pub fn of(paths: &[&str], correlations: &[Correlation]) -> Copula {
        let known: BTreeMap<&str, usize> = paths.iter().enumerate().map(|(place, path)| (*path, place)).collect();
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
            Some(triangle) => Copula { places, triangle },
            None => Copula::default(),
        }
    }

    /// Gives the numbers of correlated inputs their rank correlations: a Gaussian copula.
    pub fn mix(&self, columns: &mut [Vec<f64>], normals: &mut [Vec<f64>]) {
        for (place, normal) in self.places.iter().zip(normals.iter_mut()) {
            for (z, u) in normal.iter_mut().zip(&columns[*place]) {
                *z = if *u < 0.5 { normal_below(*u) } else { -normal_below(1.0 - u) };
            }
        }
        for (place, row) in self.places.iter().zip(&self.triangle) {
            for (draw, u) in columns[*place].iter_mut().enumerate() {
                let z: f64 = row.iter().zip(normals.iter()).map(|(weight, normal)| weight * normal[draw]).sum();
                *u = normal_share(z).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
            }
        }
    }
}
