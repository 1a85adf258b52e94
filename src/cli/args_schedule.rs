//! Flags of `schedule`.

use clap::Args;

use super::args::RunArgs;

/// Flags of `schedule`.
#[derive(Args, Clone, Debug)]
pub struct ScheduleArgs {
    /// Cases, folders, globs, or - for standard input; of several those without a contract are left out
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Each payer, and below it its terms
    #[arg(long, conflicts_with_all = ["by_term", "lines"])]
    pub by_payer: bool,
    /// Each term, and below it its payers
    #[arg(long, conflicts_with = "lines")]
    pub by_term: bool,
    /// Each payment, with what caps took
    #[arg(long)]
    pub lines: bool,
    /// Another expectation: this metric's expected value times SHARE; `all=0.8`: everything, forecasts and the model's
    /// outcomes; may be repeated
    #[arg(long, value_name = "METRIC=SHARE")]
    pub at: Vec<String>,
    /// Again whenever one of the files is saved, a library or a policy file included, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}
