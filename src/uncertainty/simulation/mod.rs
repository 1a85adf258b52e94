//! Simulation: ten thousand assignments of the same model, drawn from what the case says its inputs may be.
//!
//! Draws come from their numbers alone, sums are taken in a fixed order, and every elementary function is `libm`'s: the
//! same case, seed and number of draws give the same bytes, whatever the machine, its threads and the size of a batch.

mod contract;
mod copula;
mod draw;
mod drivers;
mod histogram;
mod moving;
mod ordered;
mod prepared;
mod quantile;
mod random;
mod raw;
mod run;
mod select;
mod sobol;
mod special;
mod sums;
mod table;
mod together;
mod variance;
mod work;

pub use contract::{Chance, ContractFigures, RateFigures};
pub use draw::{DrawnInput, Draws, Sample};
pub use drivers::{Driver, drivers, value_of_information};
pub use histogram::Bin;
pub use moving::Moving;
pub use prepared::Prepared;
pub use quantile::Quantile;
pub use raw::each_draw;
pub use run::{NotSimulated, Question, Run, Watch, simulate};
pub use select::percentiles;
pub use sums::{Estimate, Figures, in_decimals, std_error};
pub use together::{Beside, Together, together};

/// How draws are spread.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Sampling {
    /// Scrambled Sobol points.
    #[default]
    Sobol,
    /// Independent numbers.
    Random,
}

impl Sampling {
    /// The word on the command line and in the stamp.
    pub const fn word(self) -> &'static str {
        match self {
            Sampling::Sobol => "sobol",
            Sampling::Random => "random",
        }
    }
}

/// Independent scramblings, which together are the draws; also the parts of equal size from which standard errors of
/// percentiles come.
pub const SCRAMBLINGS: usize = 8;

/// The percentiles that are reported, each with its name.
pub const PERCENTILES: [(&str, f64); 7] =
    [("p5", 0.05), ("p10", 0.10), ("p25", 0.25), ("p50", 0.50), ("p75", 0.75), ("p90", 0.90), ("p95", 0.95)];

/// The single figures of a perspective's draws, by which demands name them.
pub const DRAWN: &[&str] = &[
    "mean",
    "standard_deviation",
    "p5",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "p95",
    "probability_of_gain",
    "expected_loss_given_loss",
    "value_of_perfect_information",
];

/// What is asked of a simulation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How many draws.
    pub draws: u64,
    /// Where luck begins.
    pub seed: u64,
    /// How draws are spread.
    pub sampling: Sampling,
    /// Whether percentiles are wanted: 8 bytes for each draw and figure.
    pub quantiles: bool,
    /// Whether internal rates of investors are wanted.
    pub rates: bool,
    /// Whether it is wanted what drives the result.
    pub drivers: bool,
    /// Whether the draws of every perspective are kept in their order, when there are percentiles, too.
    pub keep: bool,
    /// How many draws are worked out at once; as many as the first-level cache holds when none. Changes no figure.
    pub batch: Option<usize>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            draws: 16_384,
            seed: 1,
            sampling: Sampling::Sobol,
            quantiles: true,
            rates: true,
            drivers: true,
            keep: false,
            batch: None,
        }
    }
}

impl Settings {
    /// How many draws a scrambling has: equally many, the first one more when they do not come out even.
    pub const fn size(&self, scrambling: usize) -> u64 {
        let count = SCRAMBLINGS as u64;
        self.draws / count + if (scrambling as u64) < self.draws % count { 1 } else { 0 }
    }

    /// How many draws each scrambling has.
    pub fn sizes(&self) -> [usize; SCRAMBLINGS] {
        std::array::from_fn(|scrambling| usize::try_from(self.size(scrambling)).unwrap_or(0))
    }

    /// The number of the first draw of each scrambling, among all.
    pub fn starts(&self) -> [u64; SCRAMBLINGS] {
        std::array::from_fn(|scrambling| (0..scrambling).map(|before| self.size(before)).sum())
    }

    /// Whether the number of draws is 8 times a power of two, for which Sobol points are made.
    pub const fn is_balanced(&self) -> bool {
        self.draws.is_multiple_of(SCRAMBLINGS as u64) && (self.draws / SCRAMBLINGS as u64).is_power_of_two()
    }
}
