//! Flags of `simulate`.

use clap::{Args, ValueEnum};

use super::args::RunArgs;

/// Examples of `simulate`.
pub const EXAMPLES: &str = "Examples:
  afkast simulate job.toml
  afkast simulate job.toml -n 1048576 --without drivers   a million draws, quickly
  afkast simulate job.toml -s all -O json                 the case and its scenarios, same luck
  afkast simulate job.toml --raw draws.csv                every draw: values and results
  afkast simulate job.toml -O vega-lite > draws.vl.json   a chart";

/// How draws are spread.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum SamplingArg {
    /// Scrambled Sobol points: fewer draws for the same accuracy.
    Sobol,
    /// Independent numbers: another value in the file changes no draw of the others.
    Random,
}

/// What can be left out.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Without {
    /// Percentiles and histogram: memory stays the same for any number of draws.
    Quantiles,
    /// Internal rates of a contract's investors.
    Rates,
    /// What drives the result.
    Drivers,
}

/// Flags of draws.
#[derive(Args, Clone, Debug)]
pub struct DrawArgs {
    /// How many draws; best 8 times a power of two [default: 16384]
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u64).range(16..=1_000_000_000))]
    pub draws: Option<u64>,
    /// Where luck begins: another seed, other draws [default: 1]
    #[arg(long, value_name = "SEED")]
    pub seed: Option<u64>,
    /// How draws are spread [default: sobol]
    #[arg(long, value_enum, value_name = "HOW")]
    pub sampling: Option<SamplingArg>,
}

/// Flags of `simulate`.
#[derive(Args, Clone, Debug)]
pub struct SimulateArgs {
    /// Cases, folders, globs, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    #[command(flatten)]
    /// Which draws.
    pub draws: DrawArgs,
    /// What to leave out, to save time or memory
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub without: Vec<Without>,
    /// Write every draw to FILE: the drawn values and the results
    #[arg(long, value_name = "FILE.csv")]
    pub raw: Option<String>,
    /// How many threads [default: the machine's]; changes no figure
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Whose figures; may be repeated [default: all]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Vec<String>,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}
