//! Luck that hangs on nothing but a seed, the path of an input and a number: ChaCha8 streams.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of random bits.
#[derive(Clone, Debug)]
pub struct Luck(ChaCha8Rng);

impl Luck {
    /// The stream of an input: `number` tells several apart.
    pub fn of(seed: u64, path: &str, number: u64) -> Luck {
        let text = format!("afkast {seed} {number} {path}");
        Luck(ChaCha8Rng::from_seed(Sha256::digest(text.as_bytes()).into()))
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Numbers between 0 and 1, those of draws from `first` on: never 0, never 1, the same whatever was asked before.
    pub fn fill(&mut self, first: u64, numbers: &mut [f64]) {
        self.0.set_word_pos(u128::from(first) * 2);
        for number in numbers {
            *number = ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_hangs_on_its_number_alone() {
        let mut luck = Luck::of(1, "cost.a.amount", 0);
        let (mut all, mut part) = (vec![0.0; 100], vec![0.0; 10]);
        luck.fill(0, &mut all);
        luck.fill(37, &mut part);
        assert_eq!(all[37..47], part);
        assert!(all.iter().all(|u| *u > 0.0 && *u < 1.0));
        let mut other = vec![0.0; 100];
        Luck::of(2, "cost.a.amount", 0).fill(0, &mut other);
        assert_ne!(all, other);
    }
}
