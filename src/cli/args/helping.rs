//! Flags of the verbs that help along: `init`, `formulas`, `completions`, `man`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::{CommonArgs, OutputArgs};
use crate::cli::starter::{DEFAULT, TEMPLATES};

/// Flags of `init`.
#[derive(Args, Clone, Debug)]
pub struct InitArgs {
    /// The file to write; - prints it [default: case.toml; of a library its template's name]
    #[arg(value_name = "NAME.toml")]
    pub file: Option<String>,
    /// What to start from: one of --list
    #[arg(long, value_name = "TEMPLATE", default_value = DEFAULT, value_parser = names(), hide_possible_values = true)]
    pub from: String,
    /// List what there is to start from
    #[arg(long, conflicts_with_all = ["file", "force"])]
    pub list: bool,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}

/// The names of the templates.
fn names() -> PossibleValuesParser {
    TEMPLATES.iter().map(|t| t.name).into()
}

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
