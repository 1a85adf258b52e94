//! The two quantiles that have no closed form: of the normal and of the beta distribution, in the nearer tail.
//!
//! Every elementary function is `libm`'s, so that draws are the same bits on every machine.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

/// The normal number that a share `tail` of draws lies below; `tail` is at most ½.
///
/// Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37,
/// 477–484 (1988), PPND16.
pub fn normal_below(tail: f64) -> f64 {
    let q = tail - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&CENTRE_ABOVE, r) / polynomial(&CENTRE_BELOW, r);
    }
    let r = libm::sqrt(-libm::log(tail));
    let size = if r <= 5.0 {
        polynomial(&NEAR_ABOVE, r - 1.6) / polynomial(&NEAR_BELOW, r - 1.6)
    } else {
        polynomial(&FAR_ABOVE, r - 5.0) / polynomial(&FAR_BELOW, r - 5.0)
    };
    -size
}

/// The share of normal draws below a number.
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_545,
];
const NEAR_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const NEAR_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_887_9,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

/// A beta distribution on 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct Beta {
    alpha: f64,
    beta: f64,
    /// The logarithm of the complete beta function.
    log: f64,
}

impl Beta {
    /// From its two parameters, both above nil.
    pub fn new(alpha: f64, beta: f64) -> Beta {
        let log = libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta);
        Beta { alpha, beta, log }
    }

    /// The same from the other end: one minus a draw.
    pub fn turned(self) -> Beta {
        Beta { alpha: self.beta, beta: self.alpha, log: self.log }
    }

    /// The share of draws below `x`, and the density times `x`, as a part of that share.
    fn share(self, x: f64) -> (f64, f64) {
        let (a, b) = (self.alpha, self.beta);
        let height = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - self.log);
        let share = if x < (a + 1.0) / (a + b + 2.0) {
            height * fraction(a, b, x) / a
        } else {
            1.0 - height * fraction(b, a, 1.0 - x) / b
        };
        (share, height / (1.0 - x) / share)
    }

    /// What a share `tail` of draws lies below, `tail` at most ½; looked for from `near` on.
    ///
    /// Newton's method on the logarithms of both, which are all but in proportion in the tail; halved where it leaves
    /// what is known.
    pub fn below(self, tail: f64, near: f64) -> f64 {
        let target = libm::log(tail);
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        let first = libm::exp(((target + libm::log(self.alpha) + self.log) / self.alpha).min(-1e-3));
        let mut x = if near > 0.0 && near < 1.0 { near } else { first };
        for _ in 0..200 {
            if x <= f64::MIN_POSITIVE {
                return x;
            }
            let (share, slope) = self.share(x);
            let off = libm::log(share) - target;
            if off > 0.0 {
                high = high.min(x);
            } else {
                low = low.max(x);
            }
            let next = x * libm::exp(-off / slope);
            // Newton doubles the digits: what is left after a step this small is below the last digit.
            if (next - x).abs() <= 1e-9 * x && off.abs() < 1e-8 {
                return next;
            }
            let next = if next > low && next < high { next } else { 0.5 * (low + high) };
            if next <= low || next >= high {
                return x;
            }
            x = next;
        }
        x
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..100_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        h *= d * c;
        if (d * c - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    h
}
