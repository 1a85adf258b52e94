//! `init`: a commented starter case that computes at once.

use std::path::Path;

use anyhow::Result;

use super::args::InitArgs;
use super::output::write_file;
use super::session::{Exit, Session, Usage};
use crate::text::{Language, Theme, fill, say};

/// The month in which the starter case begins: fixed, so that the same command writes the same file.
const START: &str = "2026-01";

/// The starter case in a language, for a file of this name.
pub fn starter(language: Language, file: &str) -> String {
    let text = match language {
        Language::English => include_str!("starter/en.toml"),
        Language::Danish => include_str!("starter/da.toml"),
    };
    fill(text, &[("file", file), ("start", START)])
}

/// Writes the starter case, or prints it.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn run(args: &InitArgs, session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    let text = starter(language, &args.file);
    if args.file == "-" {
        session.out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    if !args.file.ends_with(".toml") {
        return Err(Usage(format!("{}: a case is a .toml file: afkast init {}.toml", args.file, args.file)).into());
    }
    if Path::new(&args.file).exists() && !args.force {
        let there = say(language, Theme::Pages, "init.there");
        return Err(Usage(fill(there, &[("file", &args.file)])).into());
    }
    write_file(&args.file, text.as_bytes())?;
    let lines = text.lines().count().to_string();
    let values = text.lines().skip(1).filter(|l| l.contains("# <-")).count().to_string();
    let written = say(language, Theme::Pages, "init.written");
    writeln!(session.out, "{}", fill(written, &[("file", &args.file), ("lines", &lines), ("values", &values)]))?;
    Ok(Exit::Done)
}
