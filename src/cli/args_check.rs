//! The arguments of `check`.

use clap::{Args, ValueEnum};

use super::args::{ChangeArgs, CommonArgs};

/// In which form `check` says what it found.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckFormat {
    /// A page for people.
    Page,
    /// JSON, `afkast.problems`; one line for each of several cases.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, for test reports.
    Junit,
    /// Workflow commands of GitHub: annotations.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
}

/// Where and how `check` writes what it found.
#[derive(Args, Clone, Debug)]
pub struct CheckOutputArgs {
    /// In which form
    #[arg(short = 'O', long, value_enum)]
    pub format: Option<CheckFormat>,
    /// Write to FILE (its extension says the form: .json .sarif .xml .txt), or FORMAT=FILE; may be repeated; - is
    /// standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<String>,
    /// Width of pages in columns [default: the terminal's, 60 to 140; 100 elsewhere]
    #[arg(short, long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub width: Option<u16>,
}

/// Flags of `check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// Cases, folders, globs, or - for standard input
    #[arg(value_name = "FILE", default_value = ".")]
    pub files: Vec<String>,
    /// List every input by its path
    #[arg(long)]
    pub inputs: bool,
    /// Fail on warnings, the same as -D warnings
    #[arg(long)]
    pub strict: bool,
    /// The day with which the days of allowances are compared, 2026-11-23 [default: today]
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
    /// How many threads work at once [default: as many as the machine has]; changes no result
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// List the names of all problems, warnings and rules, with what each is about
    #[arg(long)]
    pub list: bool,
    /// Again whenever one of the files is saved, a library or a policy file included, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    /// Changes for this run.
    pub changes: ChangeArgs,
    #[command(flatten)]
    /// Where and how.
    pub out: CheckOutputArgs,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}
