//! From a number between 0 and 1 to a draw: the quantile of each named distribution.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use super::special::{Beta, normal_below};
use super::table::Table;
use crate::case::Distribution;
use crate::number::Number;

/// The quantile of a distribution.
#[derive(Clone, Debug)]
pub struct Quantile {
    form: Form,
    table: Option<Table>,
}

#[derive(Clone, Debug)]
enum Form {
    /// One value.
    Point(f64),
    Uniform {
        low: f64,
        size: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    /// By mean and standard deviation of the logarithm.
    Lognormal {
        mean: f64,
        sd: f64,
    },
    /// Between two ends.
    Beta {
        of: Beta,
        low: f64,
        size: f64,
    },
    /// Values, rising, each with the share of draws up to it.
    Discrete(Vec<(f64, f64)>),
}

/// Standard deviations from the median to the 95th and to the 90th percentile.
fn deviations(share: f64) -> f64 {
    -normal_below(1.0 - share)
}

impl Quantile {
    /// The quantile of what an input is drawn from, with a table where one pays.
    pub fn of(distribution: &Distribution) -> Quantile {
        let form = Form::of(distribution);
        let table = match &form {
            Form::Normal { .. } | Form::Lognormal { .. } | Form::Beta { .. } => {
                Some(Table::of(|tail, upper, near| form.tail(tail, upper, near)))
            }
            Form::Point(_) | Form::Uniform { .. } | Form::Triangular { .. } | Form::Discrete(_) => None,
        };
        Quantile { form, table }
    }

    /// The draw at `u`, above 0 and below 1.
    pub fn at(&self, u: f64) -> f64 {
        match self.table.as_ref().and_then(|table| table.at(u)) {
            Some(value) => value,
            None => self.form.at(u),
        }
    }

    /// The draw at each number, in its place.
    pub fn fill(&self, numbers: &mut [f64]) {
        match (&self.table, &self.form) {
            (Some(table), form) => numbers.iter_mut().for_each(|u| {
                *u = match table.at(*u) {
                    Some(value) => value,
                    None => form.at(*u),
                }
            }),
            (None, Form::Uniform { low, size }) => numbers.iter_mut().for_each(|u| *u = low + size * *u),
            (None, Form::Triangular { low, mode, high }) => triangular(*low, *mode, *high, numbers),
            (None, form) => numbers.iter_mut().for_each(|u| *u = form.at(*u)),
        }
    }

    /// The lowest and the highest draw there can be.
    pub fn ends(&self) -> (f64, f64) {
        match &self.form {
            Form::Point(value) => (*value, *value),
            Form::Uniform { low, size } | Form::Beta { low, size, .. } => (*low, low + size),
            Form::Triangular { low, high, .. } => (*low, *high),
            Form::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Form::Lognormal { .. } => (0.0, f64::INFINITY),
            Form::Discrete(values) => (values.first().map_or(0.0, |v| v.0), values.last().map_or(0.0, |v| v.0)),
        }
    }
}

/// ```text
/// u ≤ F:  low + √(u (high − low) (mode − low))         F = (mode − low) ÷ (high − low)
/// u > F:  high − √((1 − u) (high − low) (high − mode))
/// ```
fn triangular(low: f64, mode: f64, high: f64, numbers: &mut [f64]) {
    let size = high - low;
    let (below, rise, fall) = ((mode - low) / size, size * (mode - low), size * (high - mode));
    for u in numbers {
        let is_below = *u <= below;
        let root = if is_below { *u * rise } else { (1.0 - *u) * fall }.sqrt();
        *u = if is_below { low + root } else { high - root };
    }
}

impl Form {
    fn of(distribution: &Distribution) -> Form {
        let beta = |alpha, beta, low, high: f64| Form::Beta { of: Beta::new(alpha, beta), low, size: high - low };
        let form = match distribution {
            Distribution::Uniform { low, high } => {
                let (low, high) = (low.approximate(), high.approximate());
                Form::Uniform { low, size: high - low }
            }
            Distribution::Triangular { low, mode, high } => {
                Form::Triangular { low: low.approximate(), mode: mode.approximate(), high: high.approximate() }
            }
            Distribution::Pert { low, mode, high } => {
                let (low, mode, high) = (low.approximate(), mode.approximate(), high.approximate());
                let size = high - low;
                if size > 0.0 {
                    beta(1.0 + 4.0 * (mode - low) / size, 1.0 + 4.0 * (high - mode) / size, low, high)
                } else {
                    Form::Point(mode)
                }
            }
            Distribution::Normal { mean, sd } => Form::Normal { mean: mean.approximate(), sd: sd.approximate() },
            Distribution::LognormalBetween { share, low, high } => {
                let (low, high) = (libm::log(low.approximate()), libm::log(high.approximate()));
                let sd = (high - low) / (2.0 * deviations(share.approximate()));
                Form::Lognormal { mean: (low + high) / 2.0, sd }
            }
            Distribution::LognormalAbout { median, geometric_sd } => {
                Form::Lognormal { mean: libm::log(median.approximate()), sd: libm::log(geometric_sd.approximate()) }
            }
            Distribution::Lognormal { mean, sd } => {
                let (mean, ratio) = (mean.approximate(), sd.approximate() / mean.approximate());
                let square = libm::log1p(ratio * ratio);
                Form::Lognormal { mean: libm::log(mean) - square / 2.0, sd: square.sqrt() }
            }
            Distribution::BetaAbout { mean, sd } => {
                let (mean, sd) = (mean.approximate(), sd.approximate());
                if sd > 0.0 {
                    let count = mean * (1.0 - mean) / (sd * sd) - 1.0;
                    beta(mean * count, (1.0 - mean) * count, 0.0, 1.0)
                } else {
                    Form::Point(mean)
                }
            }
            Distribution::Beta { alpha, beta: other } => beta(alpha.approximate(), other.approximate(), 0.0, 1.0),
            Distribution::Discrete { values, weights } => {
                let mut each: Vec<(f64, f64)> =
                    values.iter().zip(weights).map(|(v, w)| (v.approximate(), w.approximate())).collect();
                each.sort_by(|a, b| a.0.total_cmp(&b.0));
                let all: f64 = each.iter().map(|(_, w)| w).sum();
                let mut so_far = 0.0;
                each.iter_mut().for_each(|(_, w)| {
                    so_far += *w / all;
                    *w = so_far;
                });
                Form::Discrete(each)
            }
        };
        match form {
            Form::Uniform { low, size } if size <= 0.0 => Form::Point(low),
            Form::Triangular { low, high, .. } if high <= low => Form::Point(low),
            Form::Normal { mean, sd } if sd <= 0.0 => Form::Point(mean),
            Form::Lognormal { mean, sd } if sd <= 0.0 => Form::Point(libm::exp(mean)),
            form => form,
        }
    }

    fn at(&self, u: f64) -> f64 {
        if u < 0.5 { self.tail(u, false, f64::NAN) } else { self.tail(1.0 - u, true, f64::NAN) }
    }

    /// The draw that a share `tail` of all lies beyond, on the upper side or on the lower.
    fn tail(&self, tail: f64, upper: bool, near: f64) -> f64 {
        let z = |mean: f64, sd: f64| mean + sd * if upper { -normal_below(tail) } else { normal_below(tail) };
        match self {
            Form::Point(value) => *value,
            Form::Uniform { low, size } => low + size * if upper { 1.0 - tail } else { tail },
            Form::Triangular { low, mode, high } => {
                let mut one = [if upper { 1.0 - tail } else { tail }];
                triangular(*low, *mode, *high, &mut one);
                one[0]
            }
            Form::Normal { mean, sd } => z(*mean, *sd),
            Form::Lognormal { mean, sd } => libm::exp(z(*mean, *sd)),
            Form::Beta { of, low, size } => {
                let near = (near - low) / size;
                let x = if upper { 1.0 - of.turned().below(tail, 1.0 - near) } else { of.below(tail, near) };
                low + size * x
            }
            Form::Discrete(values) => {
                let u = if upper { 1.0 - tail } else { tail };
                let place = values.partition_point(|(_, share)| *share < u).min(values.len().saturating_sub(1));
                values.get(place).map_or(0.0, |v| v.0)
            }
        }
    }
}
