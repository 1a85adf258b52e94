//! Rank correlations through a Gaussian copula: which can hold together, and how normal draws are mixed to have them.
// Correlations are about draws, which are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::f64::consts::PI;

/// The correlation of two normal numbers whose ranks correlate so.
///
/// ```text
/// r = 2 sin(π ρ ÷ 6)
/// ```
///
/// ```
/// use afkast::measure::correlation::of_normals;
/// assert!((of_normals(0.6) - 0.6180339887498949).abs() < 1e-15);   // 2 sin 18°, the golden ratio less one
/// assert!((of_normals(1.0) - 1.0).abs() < 1e-15);
/// ```
pub fn of_normals(rank_correlation: f64) -> f64 {
    2.0 * libm::sin(PI * rank_correlation / 6.0)
}

/// The lower triangle L with L Lᵀ = `matrix`, row by row. None when the matrix is not positive definite.
///
/// ```
/// use afkast::measure::correlation::triangle;
/// let rows = triangle(&[vec![1.0, 0.6], vec![0.6, 1.0]]);
/// assert!(rows.is_some_and(|rows| (rows[1][1] - 0.8).abs() < 1e-15));
/// assert!(triangle(&[vec![1.0, 1.2], vec![1.2, 1.0]]).is_none());
/// ```
pub fn triangle(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (place, row) in matrix.iter().enumerate() {
        let mut own: Vec<f64> = Vec::with_capacity(place + 1);
        for column in 0..=place {
            let above = rows.get(column).unwrap_or(&own);
            let known: f64 = own.iter().zip(above).take(column).map(|(a, b)| a * b).sum();
            let left = row.get(column)? - known;
            if column < place {
                own.push(left / rows.get(column)?.get(column)?);
            } else if left > 1e-10 {
                own.push(left.sqrt());
            } else {
                return None;
            }
        }
        rows.push(own);
    }
    Some(rows)
}
