//! `man` and `completions`: what other programs read of us.

use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::output::write_file;
use super::session::Exit;

/// A completion script.
///
/// # Errors
/// When it cannot be written.
pub fn completions(args: &CompletionsArgs, out: &mut dyn std::io::Write) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "afkast", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Done)
}

/// The main manual page, or one for each verb.
///
/// # Errors
/// When a page cannot be written.
pub fn man(args: &ManArgs, out: &mut dyn std::io::Write) -> Result<Exit> {
    let command = Cli::command();
    let Some(folder) = &args.output else {
        out.write_all(&page(&command)?)?;
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("{folder}: could not be made"))?;
    let file = |name: &str| Path::new(folder).join(format!("{name}.1")).to_string_lossy().into_owned();
    write_file(&file("afkast"), &page(&command)?)?;
    for verb in command.get_subcommands() {
        let name = format!("afkast-{}", verb.get_name());
        write_file(&file(&name), &page(&verb.clone().name(name.clone()))?)?;
    }
    Ok(Exit::Done)
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}
