//! What an input is drawn from in a simulation. No figure of an appraisal depends on it.

use rust_decimal::Decimal;

/// A named distribution with what makes it one, as it stands in the file.
#[derive(Clone, PartialEq, Debug)]
pub enum Distribution {
    /// `uniform`: every value between the ends.
    Uniform {
        /// The low end.
        low: Decimal,
        /// The high end.
        high: Decimal,
    },
    /// `triangular`: most often the value, never beyond the ends.
    Triangular {
        /// The low end.
        low: Decimal,
        /// What comes most often.
        mode: Decimal,
        /// The high end.
        high: Decimal,
    },
    /// `pert`: as triangular, with more weight near the value.
    ///
    /// ```text
    /// α = 1 + 4 (value − low) ÷ (high − low)      β = 1 + 4 (high − value) ÷ (high − low)
    /// ```
    Pert {
        /// The low end.
        low: Decimal,
        /// What comes most often.
        mode: Decimal,
        /// The high end.
        high: Decimal,
    },
    /// `normal`, by mean and standard deviation.
    Normal {
        /// The mean.
        mean: Decimal,
        /// The standard deviation.
        sd: Decimal,
    },
    /// `lognormal`, by two percentiles that lie alike on both sides of the median.
    LognormalBetween {
        /// The share of draws below the high one: 0.95 or 0.90.
        share: Decimal,
        /// The low percentile.
        low: Decimal,
        /// The high percentile.
        high: Decimal,
    },
    /// `lognormal`, by median and geometric standard deviation.
    LognormalAbout {
        /// The median.
        median: Decimal,
        /// At least one.
        geometric_sd: Decimal,
    },
    /// `lognormal`, by mean and standard deviation.
    Lognormal {
        /// The mean.
        mean: Decimal,
        /// The standard deviation.
        sd: Decimal,
    },
    /// `beta`, by mean and standard deviation.
    BetaAbout {
        /// The mean, between 0 and 1.
        mean: Decimal,
        /// The standard deviation.
        sd: Decimal,
    },
    /// `beta`, by its two parameters.
    Beta {
        /// Above nil.
        alpha: Decimal,
        /// Above nil.
        beta: Decimal,
    },
    /// `discrete`: some values, each as often as its weight says.
    Discrete {
        /// The values.
        values: Vec<Decimal>,
        /// At least nil, some above.
        weights: Vec<Decimal>,
    },
}

/// Two inputs that move together in draws.
#[derive(Clone, PartialEq, Debug)]
pub struct Correlation {
    /// Paths of the two, in their order.
    pub inputs: (String, String),
    /// Their rank correlation.
    pub value: Decimal,
}
