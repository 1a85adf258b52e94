//! Doors: what stands on the command line becomes plain values here; the floors below have never heard of it.

mod appraise;
pub mod args;
pub mod args_check;
mod args_init;
pub mod args_schedule;
pub mod args_simulate;
mod asking;
mod break_even;
mod check;
mod clock;
mod compare;
mod complaint;
mod compute;
mod diff;
mod drawing;
mod explain;
mod init;
mod judge;
mod ledger;
mod load;
mod manual;
mod many;
mod output;
mod results;
mod schedule;
mod schema;
mod sensitivity;
mod session;
mod simulate;
mod starter;
mod tally;
mod variations;
mod watch;
mod weights;

use std::ffi::OsString;
use std::io::Write;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use args::{ChangeArgs, Cli, Verb};
use session::{Exit, Session, Usage};
use watch::again;

/// Runs the program: results to `out`, the rest to `err`; the exit code.
pub fn run<I, T>(args: I, out: &mut dyn Write, err: &mut dyn Write) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(message) => {
            let exit = if message.use_stderr() { Exit::Usage } else { Exit::Done };
            // A closed pipe takes no help; there is nobody to tell.
            let _ = match exit {
                Exit::Usage => write!(err, "{}{}", message.render(), line_to_type(&message, &args)),
                _ => write!(out, "{}", message.render()),
            };
            return exit.code();
        }
    };
    let ended = match verb(&cli.verb, out, err) {
        Ok(exit) => exit,
        Err(error) => failed(&error, err),
    };
    ended.code()
}

/// What is said below a command line that lacks something, or asks for what comes later: a line to type.
fn line_to_type(message: &clap::Error, args: &[OsString]) -> String {
    const LATER: [&str; 3] = ["fund", "track", "report"];
    let named = args.get(1).and_then(|arg| arg.to_str()).unwrap_or_default();
    match message.kind() {
        ErrorKind::MissingRequiredArgument => {
            let verb = Cli::command().find_subcommand(named).and_then(|verb| verb.get_after_help().cloned());
            let examples = verb.map(|help| help.to_string()).unwrap_or_default();
            let example = examples.lines().nth(1).and_then(|line| line.trim().split("  ").next());
            example.map(|line| format!("\nSuch as:  {line}\n")).unwrap_or_default()
        }
        ErrorKind::InvalidSubcommand if LATER.contains(&named) => {
            format!("\n{named} is not there yet. What a case comes to: afkast appraise FILE\n")
        }
        _ => String::new(),
    }
}

fn verb<'s>(verb: &Verb, out: &'s mut dyn Write, err: &'s mut dyn Write) -> Result<Exit> {
    match verb {
        Verb::Appraise(args) => {
            again(args.watch, &with_scenarios(&args.files, &args.run.changes), out, err, |out, err| {
                appraise::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
            })
        }
        Verb::Ledger(args) => {
            ledger::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::Schedule(args) => {
            again(args.watch, &with_scenarios(&args.files, &args.run.changes), out, err, |out, err| {
                schedule::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
            })
        }
        Verb::Explain(args) => {
            explain::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::BreakEven(args) => {
            break_even::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::Sensitivity(args) => {
            sensitivity::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::Compare(args) => {
            compare::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::Diff(args) => diff::run(args, &mut Session::new(out, err, &args.common, Some(&args.out), false)?),
        Verb::Check(args) => again(args.watch, &with_scenarios(&args.files, &args.changes), out, err, |out, err| {
            check::run(args, &mut Session::new(out, err, &args.common, None, args.strict)?.wide(args.out.width))
        }),
        Verb::Simulate(args) => {
            simulate::run(args, &mut Session::new(out, err, &args.run.common, Some(&args.run.out), false)?)
        }
        Verb::Init(args) => init::run(args, &mut Session::new(out, err, &args.common, None, false)?),
        Verb::Formulas(args) => {
            schema::formulas(args, &mut Session::new(out, err, &args.common, Some(&args.out), false)?)
        }
        Verb::Schema(args) => schema::run(args, &mut Session::new(out, err, &args.common, Some(&args.out), false)?),
        Verb::Completions(args) => manual::completions(args, out),
        Verb::Man(args) => manual::man(args, out),
    }
}

/// The files that are watched: those named, and that of the scenarios.
fn with_scenarios(files: &[String], changes: &ChangeArgs) -> Vec<String> {
    files.iter().chain(&changes.scenario_file).cloned().collect()
}

/// What an error means for the exit code, said on standard error.
fn failed(error: &anyhow::Error, err: &mut dyn Write) -> Exit {
    let closed = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
    if error.chain().any(|e| e.downcast_ref::<std::io::Error>().is_some_and(closed)) {
        return Exit::Done;
    }
    let _ = writeln!(err, "error: {error:#}");
    if error.is::<Usage>() || error.is::<load::NotFound>() {
        return Exit::Usage;
    }
    if error.chain().any(|e| e.is::<std::io::Error>()) {
        return Exit::NotComputed;
    }
    let _ = writeln!(err, "This is a fault of afkast's own. Please report it, with the case if you can share it.");
    Exit::OurFault
}
