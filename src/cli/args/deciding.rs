//! Flags of the verbs for deciding: `break-even`, `sensitivity`, `compare`, `diff`.

use clap::Args;

use super::super::args_simulate::DrawArgs;
use super::{CommonArgs, OutputArgs, RunArgs};

/// Examples of `break-even`.
pub const BREAK_EVEN: &str = "Examples:
  afkast break-even job.toml                        every input, effect and duration
  afkast break-even job.toml outcome.job.effect cost.operation.amount
  afkast break-even job.toml -f irr -t \"5 %\"       where the internal rate is 5 % a year
  afkast break-even job.toml --grid outcome.job.yearly_loss_of_remaining outcome.job.effect
  afkast break-even job.toml --probability 0.9      where a gain has a chance of 90 %";

/// Examples of `sensitivity`.
pub const SENSITIVITY: &str = "Examples:
  afkast sensitivity job.toml                       a tornado of every input
  afkast sensitivity job.toml --top 5 --spread \"20 %\"
  afkast sensitivity job.toml --grid outcome.job.expected_rate cost.operation.amount
  afkast sensitivity job.toml -O vega-lite > tornado.vl.json";

/// Examples of `compare`.
pub const COMPARE: &str = "Examples:
  afkast compare cases/                             cases side by side, the best in bold
  afkast compare job.toml -s all                    the base case and every scenario
  afkast compare job.toml -s all --against base     differences
  afkast compare a.toml b.toml -f bcr               ranked by the benefit-cost ratio
  afkast compare job.toml -s all --simulate         how sure each is, drawn with the same luck
  afkast compare a.toml b.toml -f probability_of_gain";

/// Examples of `diff`.
pub const DIFF: &str = "Examples:
  afkast diff job-2023.toml job-2024.toml
  afkast diff job.toml job.toml@cautious            a case and one of its scenarios
  git show main:job.toml | afkast diff - job.toml -O markdown
  afkast diff old.toml new.toml --exit-code         1 when something differs";

/// Flags of `break-even`.
#[derive(Args, Clone, Debug)]
pub struct BreakEvenArgs {
    /// A case, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Which values: inputs, effects (outcome.ID.effect), durations [default: all that are written]
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// Which figure
    #[arg(short, long, value_name = "FIGURE", default_value = "net_present_value")]
    pub figure: String,
    /// What it has to come to: 0, 100000, 5%
    #[arg(short, long, value_name = "NUMBER", default_value = "0", allow_hyphen_values = true)]
    pub target: String,
    /// Whose figure [default: the case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// Where the second breaks even at several values of the first
    #[arg(long, num_args = 2, value_names = ["PATH", "PATH"], conflicts_with = "paths")]
    pub grid: Vec<String>,
    /// Where the figure comes to the target or more in this share of the draws: 0.9, 90%. A value with a distribution
    /// takes its draws along, by as much as it moves
    #[arg(long, value_name = "SHARE", conflicts_with = "grid")]
    pub probability: Option<String>,
    #[command(flatten)]
    /// Which draws.
    pub draws: DrawArgs,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `sensitivity`.
#[derive(Args, Clone, Debug)]
pub struct SensitivityArgs {
    /// A case, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Which inputs [default: all that are written]
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// Which figure
    #[arg(short, long, value_name = "FIGURE", default_value = "net_present_value")]
    pub figure: String,
    /// Whose figure [default: the case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// How far an input without low and high is moved either way
    #[arg(long, value_name = "SHARE", default_value = "10%")]
    pub spread: String,
    /// Only so many of the widest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub top: Option<u16>,
    /// Two inputs together: the figure at several values of both
    #[arg(long, num_args = 2, value_names = ["PATH", "PATH"], conflicts_with_all = ["paths", "top"])]
    pub grid: Vec<String>,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArgs {
    /// Cases, folders, globs, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Whose figures; may be repeated; `all` [default: each case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Vec<String>,
    /// Rank by this figure
    #[arg(short, long, value_name = "FIGURE", default_value = "net_present_value")]
    pub figure: String,
    /// Show differences from this case or scenario; `base` is the base case
    #[arg(long, value_name = "NAME")]
    pub against: Option<String>,
    /// Draw the uncertain values, with the same luck in all columns: how sure each is, and how often it is better than the
    /// first or than --against
    #[arg(long)]
    pub simulate: bool,
    #[command(flatten)]
    /// Which draws; any of these asks for --simulate, too.
    pub draws: DrawArgs,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `diff`.
#[derive(Args, Clone, Debug)]
pub struct DiffArgs {
    /// The case as it was: a file, FILE@SCENARIO, or - for standard input
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The case as it is: a file, FILE@SCENARIO, or - for standard input
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Which figure's change is told apart
    #[arg(short, long, value_name = "FIGURE", default_value = "net_present_value")]
    pub figure: String,
    /// Whose figure [default: the new case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// End with 1 when something differs
    #[arg(long)]
    pub exit_code: bool,
    /// Only what differs, without its share of a figure
    #[arg(long)]
    pub text: bool,
    /// Changes below this path count as one; may be repeated
    #[arg(long, value_name = "PREFIX")]
    pub group: Vec<String>,
    /// Scenarios from a file of their own, for FILE@SCENARIO
    #[arg(long, value_name = "FILE")]
    pub scenario_file: Option<String>,
    #[command(flatten)]
    /// Where and how.
    pub out: OutputArgs,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}
