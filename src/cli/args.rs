//! The command line. The doc comments here are the manual.

mod deciding;
mod helping;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::args_check::CheckArgs;
use super::args_init::InitArgs;
use super::args_schedule::ScheduleArgs;
use super::args_simulate::{self, SimulateArgs};
use super::weights::WeightArgs;
pub use deciding::{BreakEvenArgs, CompareArgs, DiffArgs, SensitivityArgs};
pub use helping::{CompletionsArgs, FormulasArgs, ManArgs};

/// Investment cases for preventive social work: who is helped, what it costs, what changes for how many, whose budget
/// falls and when. From one text file to net present value, paybacks and rates, by payer, every figure explained.
#[derive(Parser, Debug)]
#[command(name = "afkast", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Examples:
  afkast init mentor.toml             a commented case that computes at once
  afkast appraise mentor.toml         what it comes to, for whom, and when
  afkast explain mentor.toml npv      how that figure arose, down to the line in the file
  afkast check cases/                 silent when all is well")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What can be done.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// What a case comes to: for whom, when, and what it rests on.
    #[command(after_help = "Examples:
  afkast appraise cases/aarhus-housing-first/case.toml
  afkast appraise job.toml -p all --language da
  afkast appraise job.toml -f npv                     the bare number, for scripts
  afkast appraise job.toml -o page.md -o result.json  one run, two files
  afkast appraise cases/                              several cases, one row each")]
    Appraise(AppraiseArgs),
    /// Every amount of money: from whom, to whom, by period.
    #[command(after_help = "Examples:
  afkast ledger job.toml
  afkast ledger job.toml --party aarhus --present-value
  afkast ledger job.toml -O csv")]
    Ledger(LedgerArgs),
    /// Who pays what, when, and what investors get: the payments of a case's contract.
    #[command(after_help = "Examples:
  afkast schedule cases/aarhus-housing-first/case.toml
  afkast schedule housing-first.toml --lines            each payment, with what caps took
  afkast schedule housing-first.toml --at housing=0.8   four fifths of what is expected there
  afkast schedule housing-first.toml -O csv             one payment and payer a row")]
    Schedule(ScheduleArgs),
    /// How a figure arose: formula, operands, and the lines of the file.
    #[command(after_help = "Examples:
  afkast explain job.toml npv
  afkast explain job.toml npv @2027 -p state
  afkast explain job.toml outcome.job.net_outcomes
  afkast explain job.toml npv --inputs                only the values it rests on
  afkast explain --problem two-meanings               more about a complaint")]
    Explain(ExplainArgs),
    /// The values at which a figure meets its target: what must be true. The nearest to the case first.
    #[command(after_help = deciding::BREAK_EVEN)]
    BreakEven(BreakEvenArgs),
    /// How far each value moves a figure between its low and its high: a tornado.
    #[command(after_help = deciding::SENSITIVITY)]
    Sensitivity(SensitivityArgs),
    /// Several cases, or the scenarios of one, side by side: which is best, and which is beaten by another.
    #[command(after_help = deciding::COMPARE)]
    Compare(CompareArgs),
    /// What differs between two cases, and how much of a figure's change each difference makes.
    #[command(after_help = deciding::DIFF)]
    Diff(DiffArgs),
    /// Whether cases can be read and computed, and meet what is demanded of them. Silent when all is well.
    #[command(after_help = "Examples:
  afkast check                     every case in this folder and below
  afkast check cases/ -D warnings  in CI: a warning fails, too; an unmet demand always does
  afkast check cases/ -D warnings -A no-source -O github -o report.sarif
                                   annotations for GitHub, and a file for its code scanning
  afkast check --list              the names for -A, -W and -D
  afkast check --inputs job.toml   every input by its path")]
    Check(CheckArgs),
    /// How sure a case is: draws of its uncertain values, and what they come to.
    #[command(after_help = args_simulate::EXAMPLES)]
    Simulate(SimulateArgs),
    /// Writes a commented case that computes at once.
    #[command(after_help = "Examples:
  afkast init mentor.toml
  afkast init home.toml --from homelessness
  afkast init --list                          what there is to start from
  afkast init prices.toml --from unit-prices  a library of Danish unit prices
  afkast init -                               prints it")]
    Init(InitArgs),
    /// The catalogue of lines and figures: formula, unit, definition, source.
    #[command(after_help = "Examples:
  afkast formulas
  afkast formulas person_years")]
    Formulas(FormulasArgs),
    /// JSON Schemas of cases and results, for editors and machines; the keys of one table as a page.
    #[command(after_help = "Examples:
  afkast schema --list                    the tables of a case file, and other schemas
  afkast schema basis                     the keys of [basis]: type, default, meaning
  afkast schema -o case.schema.json       the JSON Schema of a case, for editors
  afkast schema --of afkast.appraisal     the JSON Schema of a result")]
    Schema(SchemaArgs),
    /// A completion script for a shell.
    #[command(after_help = "Examples:
  afkast completions bash > ~/.local/share/bash-completion/completions/afkast")]
    Completions(CompletionsArgs),
    /// Manual pages.
    #[command(after_help = "Examples:
  afkast man | man -l -
  afkast man -o man/")]
    Man(ManArgs),
}

/// In which form a result is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A page for people.
    Page,
    /// JSON, as the method's section 9; one line for each of several cases.
    Json,
    /// A table for machines.
    Csv,
    /// Markdown, for reports and pull requests.
    Markdown,
    /// A chart, of sensitivity or of draws.
    VegaLite,
}

/// The language of pages and problems.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum LanguageArg {
    /// English
    En,
    /// Danish
    Da,
}

/// When colours are used.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Color {
    /// On a terminal, unless NO_COLOR or TERM=dumb say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How amounts over time are added up for the eye.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// The periods of the case.
    Period,
    /// Calendar years.
    Year,
    /// Calendar quarters.
    Quarter,
    /// Months.
    Month,
}

/// How a CSV table is laid out.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// One figure a row.
    #[default]
    Tidy,
    /// One column for each period or perspective, for people.
    Wide,
}

/// Where and how results are written.
#[derive(Args, Clone, Debug)]
pub struct OutputArgs {
    /// In which form
    #[arg(short = 'O', long, value_enum)]
    pub format: Option<Format>,
    /// Write to FILE (its extension says the form: .json .csv .md .txt), or FORMAT=FILE; may be repeated; - is standard
    /// output
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<String>,
    /// How a CSV table is laid out
    #[arg(long, value_enum, default_value_t)]
    pub layout: Layout,
    /// CSV as a Danish Excel reads it: semicolons, decimal commas, a byte order mark
    #[arg(long)]
    pub excel_da: bool,
    /// Width of pages in columns [default: the terminal's, 60 to 140; 100 elsewhere]
    #[arg(short, long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub width: Option<u16>,
    /// How tables by time are added up for the eye; changes no figure. With csv, `-b period` is the table by time
    #[arg(short, long, value_enum)]
    pub by: Option<By>,
    /// Money in units of 1, 1000 or 1000000 [default: 1 for figures, 1000 in tables by time]
    #[arg(short, long, value_name = "UNIT", value_parser = ["1", "1000", "1000000"])]
    pub unit: Option<String>,
}

/// What every verb understands.
#[derive(Args, Clone, Debug)]
pub struct CommonArgs {
    /// Language of pages and problems [default: the case's, else en]
    #[arg(short, long, value_enum)]
    pub language: Option<LanguageArg>,
    /// When colours are used
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
    /// Problems only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Notes as well; never other figures
    #[arg(short, long)]
    pub verbose: bool,
    #[command(flatten)]
    /// What counts as how bad.
    pub weights: WeightArgs,
}

/// Changes of a case for this run.
#[derive(Args, Clone, Debug, Default)]
pub struct ChangeArgs {
    /// In a scenario of the case; may be repeated; `all` [default: the base case]
    #[arg(short, long, value_name = "NAME")]
    pub scenario: Vec<String>,
    /// Scenarios from a file of their own, as if they stood in the case
    #[arg(long, value_name = "FILE")]
    pub scenario_file: Option<String>,
    /// Another value for this run; may be repeated: --set outcome.job.lasts="5 years"
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// A value times a factor for this run; may be repeated: --scale group.citizens.people=0.9
    #[arg(long, value_name = "PATH=FACTOR")]
    pub scale: Vec<String>,
    /// Of `schedule`: other expectations of a contract's metrics, METRIC=SHARE.
    #[arg(skip)]
    pub at: Vec<String>,
}

/// What every verb that computes cases ends with.
#[derive(Args, Clone, Debug)]
pub struct RunArgs {
    #[command(flatten)]
    /// Changes for this run.
    pub changes: ChangeArgs,
    #[command(flatten)]
    /// Where and how.
    pub out: OutputArgs,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}

/// Flags of `appraise`.
#[derive(Args, Clone, Debug)]
pub struct AppraiseArgs {
    /// Cases, folders, globs, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Whose figures; may be repeated; `all` [default: the case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Vec<String>,
    /// Print one figure as a bare number, for scripts
    #[arg(short, long, value_name = "FIGURE")]
    pub figure: Option<String>,
    /// Of several cases print every page
    #[arg(long)]
    pub long: bool,
    /// Every value and every default, with where it comes from and how well it is known
    #[arg(short, long)]
    pub assumptions: bool,
    /// Only the title and the answer
    #[arg(long)]
    pub summary: bool,
    /// Again whenever one of the files is saved, a library or a policy file included, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `ledger`.
#[derive(Args, Clone, Debug)]
pub struct LedgerArgs {
    /// Cases, folders, globs, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Only lines of this party; may be repeated
    #[arg(long, value_name = "NAME")]
    pub party: Vec<String>,
    /// Only lines of this kind; may be repeated
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// By budget area and party: cash in less out (pages and markdown)
    #[arg(long, conflicts_with = "present_value")]
    pub area: bool,
    /// Present values in place of amounts (pages and CSV)
    #[arg(long)]
    pub present_value: bool,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// A case, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "problem")]
    pub file: Option<String>,
    /// A figure, a line or an input: npv, payback, outcome.job.net_outcomes, cost.rent.aarhus
    #[arg(value_name = "FIGURE", default_value = "net_present_value")]
    pub figure: String,
    /// One period: @2027, @2027-03, @"month 48"
    #[arg(value_name = "@PERIOD")]
    pub period: Option<String>,
    /// Whose figure [default: the case's headline]
    #[arg(short, long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// How many names deep
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=40))]
    pub depth: u16,
    /// Only the values of the file that the figure rests on
    #[arg(long)]
    pub inputs: bool,
    /// More about a problem or a warning, by NAME
    #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "perspective", "inputs"])]
    pub problem: Option<String>,
    #[command(flatten)]
    /// Changes, where and how, and what every verb understands.
    pub run: RunArgs,
}

/// Flags of `schema`.
#[derive(Args, Clone, Debug)]
pub struct SchemaArgs {
    /// A table: basis, group, cost, … [default: all of a case, as JSON Schema]
    #[arg(value_name = "TABLE")]
    pub table: Option<String>,
    /// The JSON Schema of a result, afkast.appraisal, or of another file: library, policy, scenarios
    #[arg(long, value_name = "FORMAT", conflicts_with = "table", value_parser = formats(), hide_possible_values = true)]
    pub of: Option<String>,
    /// List the tables, and everything that --of knows
    #[arg(long, conflicts_with_all = ["table", "of"])]
    pub list: bool,
    #[command(flatten)]
    /// Where and how.
    pub out: OutputArgs,
    #[command(flatten)]
    /// What every verb understands.
    pub common: CommonArgs,
}

/// Everything of which there is a schema; results may be called without `afkast.`.
fn formats() -> PossibleValuesParser {
    let names = crate::schema::names();
    let short = names.iter().filter_map(|name| name.strip_prefix("afkast."));
    short.chain(names.iter().copied()).collect::<Vec<_>>().into()
}
