//! Scrambled Sobol points: evenly spread draws, one dimension for each drawn input.
//!
//! Joe and Kuo's direction numbers, scrambled by a random lower triangle of bits and a digital shift (Matoušek), which
//! come from the seed, the path of the input, and the number of the scrambling. Points are made from their number alone.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use super::random::Luck;

/// Bits of a point. Those beyond 32 come from the scrambling alone.
const BITS: usize = 52;
/// Bits of the number of a point: how many points there can be.
const NUMBERS: usize = 32;

const TABLE: &str = include_str!("joe_kuo.txt");

/// What each bit of a point's number adds in one dimension.
pub type Directions = [u32; NUMBERS];

/// One dimension of one scrambling.
#[derive(Clone, Debug)]
pub struct Sobol {
    /// What each bit of a point's number adds, without carry.
    directions: [u64; NUMBERS],
    shift: u64,
}

impl Sobol {
    /// A dimension with these directions, scrambled by luck.
    pub fn new(plain: &Directions, luck: &mut Luck) -> Sobol {
        // Row i of the scrambling says which bits of a plain point make bit i (from the top) of a scrambled one: those
        // above it by luck, and itself.
        let rows: Vec<u64> = (0..BITS)
            .map(|i| {
                let above = luck.bits() << 32 >> 32;
                if i < NUMBERS {
                    let own = 1_u64 << (NUMBERS - 1 - i);
                    (above & !(own | (own - 1))) | own
                } else {
                    above
                }
            })
            .collect();
        let scrambled = plain
            .map(|v| rows.iter().fold(0, |point, row| point << 1 | u64::from((row & u64::from(v)).count_ones() & 1)));
        Sobol { directions: scrambled, shift: luck.bits() >> (64 - BITS) }
    }

    /// The points from number `first` on, between 0 and 1. `first` is a multiple of the length, which is a power of two.
    pub fn fill(&self, first: u64, points: &mut [f64], bits: &mut [u64]) {
        let Some(head) = bits.first_mut() else { return };
        *head = (0..NUMBERS).filter(|k| first >> k & 1 == 1).fold(self.shift, |point, k| point ^ self.directions[k]);
        let (mut known, mut k) = (1, 0);
        while known < bits.len() {
            let direction = self.directions[k];
            let (before, after) = bits.split_at_mut(known);
            after.iter_mut().zip(before).for_each(|(new, old)| *new = *old ^ direction);
            (known, k) = (2 * known, k + 1);
        }
        // A number from 1 to 2 with these bits behind the point, less one, and half a bit more: never 0, never 1.
        let one = 1.0_f64.to_bits();
        points.iter_mut().zip(bits).for_each(|(u, b)| *u = f64::from_bits(one | *b) - (1.0 - f64::EPSILON / 2.0));
    }
}

/// The direction numbers of the first dimensions, as far as the table goes.
pub fn directions(dimensions: usize) -> Vec<Directions> {
    let lines = TABLE.lines().filter(|l| !l.starts_with('#'));
    let first: Directions = std::array::from_fn(|k| 1 << (NUMBERS - 1 - k));
    std::iter::once(first).chain(lines.map(of_line)).take(dimensions).collect()
}

/// The direction numbers of a line of the table, the highest bit first.
///
/// ```text
/// m_k = 2 a_1 m_(k−1) ⊕ 2² a_2 m_(k−2) ⊕ … ⊕ 2^s m_(k−s) ⊕ m_(k−s)        v_k = m_k × 2^(32−k)
/// ```
fn of_line(line: &str) -> Directions {
    let mut numbers = line.split(' ').filter_map(|n| n.parse::<u32>().ok());
    let coefficients = numbers.next().unwrap_or(0);
    let mut v: Directions = [0; NUMBERS];
    let mut degree = 0;
    for (k, m) in numbers.enumerate().take(NUMBERS) {
        v[k] = m << (NUMBERS - 1 - k);
        degree = k + 1;
    }
    for k in degree..NUMBERS {
        let last = v[k - degree];
        v[k] = (1..degree).fold(last ^ (last >> degree), |sum, i| {
            let taken = coefficients >> (degree - 1 - i) & 1;
            sum ^ (taken * v[k - i])
        });
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ten highest bits of the first ten direction numbers of some dimensions, from scipy 1.17.1.
    const FROM_SCIPY: [(usize, [u32; 10]); 7] = [
        (1, [512, 768, 640, 960, 544, 816, 680, 1020, 514, 771]),
        (2, [512, 768, 384, 576, 928, 368, 568, 788, 418, 627]),
        (3, [512, 768, 128, 320, 992, 464, 648, 588, 866, 149]),
        (17, [512, 768, 128, 960, 416, 400, 216, 436, 262, 897]),
        (500, [512, 768, 640, 64, 416, 656, 152, 572, 586, 391]),
        (1110, [512, 256, 640, 960, 608, 16, 56, 844, 314, 603]),
        (2047, [512, 256, 384, 960, 288, 112, 200, 100, 714, 247]),
    ];

    #[test]
    fn direction_numbers_give_the_published_points() {
        let all = directions(5_000);
        assert_eq!(all.len(), 2_048);
        for (dimension, v) in all.iter().enumerate() {
            assert_eq!(v[0], 1 << 31);
            assert!(v.iter().enumerate().all(|(k, v)| v.trailing_zeros() as usize == NUMBERS - 1 - k), "{dimension}");
        }
        for (dimension, top) in FROM_SCIPY {
            assert_eq!(all[dimension].map(|v| v >> 22)[..10], top, "{dimension}");
        }
    }

    #[test]
    fn each_scrambled_dimension_fills_every_interval_once() {
        let mut luck = Luck::of(7, "outcome.job.expected_rate", 3);
        let all = directions(2_048);
        for dimension in [0, 1, 2, 17, 999, 2_047] {
            let sobol = Sobol::new(&all[dimension], &mut luck);
            let (mut points, mut bits) = (vec![0.0; 256], vec![0; 256]);
            sobol.fill(512, &mut points, &mut bits);
            let mut places: Vec<u32> = points.iter().map(|u| (u * 256.0) as u32).collect();
            places.sort_unstable();
            assert!(places.iter().enumerate().all(|(i, p)| i as u32 == *p), "{dimension}");
        }
    }

    #[test]
    fn points_come_from_their_number_alone() {
        let sobol = Sobol::new(&directions(6)[5], &mut Luck::of(1, "x", 0));
        let (mut long, mut short, mut bits) = (vec![0.0; 128], vec![0.0; 16], vec![0; 128]);
        sobol.fill(0, &mut long, &mut bits);
        sobol.fill(48, &mut short, &mut bits[..16]);
        assert_eq!(long[48..64], short);
    }
}
