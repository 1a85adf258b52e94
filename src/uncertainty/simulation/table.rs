//! A quantile as a table: polynomials of degree 7 on pieces that become shorter towards both tails.
//!
//! A quantile of a beta distribution takes microseconds, a look into the table nanoseconds. The pieces are eight for
//! each halving of the tail, down to 2^-13; what lies further out is worked out in full. A test bounds the error.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::f64::consts::PI;

/// Pieces for each halving.
const PIECES: usize = 8;
/// Halvings: the table ends at a tail of 2^-13.
const HALVINGS: usize = 12;
/// Coefficients of a piece.
const TERMS: usize = 8;
/// Bits of a number behind those that name its piece.
const BEHIND: u32 = 49;
/// The first bits of 2^-13.
const FIRST: u64 = (1_023 - 13) << 3;

/// A table of a quantile.
#[derive(Clone, Debug)]
pub struct Table {
    lower: Vec<[f64; TERMS]>,
    upper: Vec<[f64; TERMS]>,
}

impl Table {
    /// The table of a quantile, given by its nearer tail, at most ½, whether that is the upper one, and a value near by
    /// that is known.
    pub fn of(quantile: impl Fn(f64, bool, f64) -> f64) -> Table {
        let side = |is_upper: bool| {
            let mut known = f64::NAN;
            let mut pieces: Vec<[f64; TERMS]> = Vec::with_capacity(HALVINGS * PIECES);
            for piece in (0..HALVINGS * PIECES).rev() {
                let start = libm::ldexp(1.0 + (piece % PIECES) as f64 / PIECES as f64, (piece / PIECES) as i32 - 13);
                let length = libm::ldexp(1.0 / PIECES as f64, (piece / PIECES) as i32 - 13);
                let mut values = [0.0; TERMS];
                for (k, value) in values.iter_mut().enumerate() {
                    let tail = start + length * (0.5 + 0.5 * node(k));
                    known = quantile(tail, is_upper, known);
                    *value = known;
                }
                pieces.push(coefficients(&values));
            }
            pieces.reverse();
            pieces
        };
        Table { lower: side(false), upper: side(true) }
    }

    /// The quantile at `u`; none where the table does not reach.
    #[inline]
    pub fn at(&self, u: f64) -> Option<f64> {
        let (tail, side) = if u < 0.5 { (u, &self.lower) } else { (1.0 - u, &self.upper) };
        let bits = tail.to_bits();
        let piece = side.get((bits >> BEHIND).wrapping_sub(FIRST) as usize)?;
        // From −1 to 1 over the piece.
        let within = f64::from_bits((bits & ((1 << BEHIND) - 1)) | 1.0_f64.to_bits());
        let s = (within - 1.0) * 16.0 - 1.0;
        let t = s * s;
        let (even, odd) = (
            ((piece[6] * t + piece[4]) * t + piece[2]) * t + piece[0],
            ((piece[7] * t + piece[5]) * t + piece[3]) * t + piece[1],
        );
        Some(even + odd * s)
    }
}

/// Chebyshev's nodes, from the upper end of a piece to its lower: the next value is never far from the one before.
fn node(k: usize) -> f64 {
    libm::cos(PI * (k as f64 + 0.5) / TERMS as f64)
}

/// The polynomial through values at the nodes, in powers.
fn coefficients(values: &[f64; TERMS]) -> [f64; TERMS] {
    let mut powers = [0.0; TERMS];
    // T_0 and T_1; each next one is 2 s T_n − T_(n−1).
    let (mut before, mut current) = ([0.0; TERMS], [0.0; TERMS]);
    current[0] = 1.0;
    for n in 0..TERMS {
        let weight = if n == 0 { 1.0 } else { 2.0 } / TERMS as f64;
        let sum: f64 = (0..TERMS).map(|k| values[k] * libm::cos(PI * n as f64 * (k as f64 + 0.5) / TERMS as f64)).sum();
        powers.iter_mut().zip(&current).for_each(|(p, c)| *p += weight * sum * c);
        let factor = if n == 0 { 1.0 } else { 2.0 };
        let next: [f64; TERMS] = std::array::from_fn(|i| {
            let raised = if i == 0 { 0.0 } else { current[i - 1] };
            factor * raised - if n == 0 { 0.0 } else { before[i] }
        });
        (before, current) = (current, next);
    }
    powers
}
