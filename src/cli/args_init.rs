//! Flags of `init`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::args::CommonArgs;
use super::starter::{DEFAULT, TEMPLATES};

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
