//! Flags of the verbs that help along: `formulas`, `completions`, `man`.

use clap::Args;

use super::{CommonArgs, OutputArgs};

/// Flags of `formulas`.
#[derive(Args, Clone, Debug)]
pub struct FormulasArgs {
    /// One line or figure, by name
    #[arg(value_name = "LINE")]
    pub line: Option<String>,
    #[command(flatten)]
    /// Where and how.
    pub out: OutputArgs,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}

/// Flags of `completions`.
#[derive(Args, Clone, Debug)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Flags of `man`.
#[derive(Args, Clone, Debug)]
pub struct ManArgs {
    /// The folder to write one page for each verb to [default: the main page on standard output]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<String>,
}
