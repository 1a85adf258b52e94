//! `init`: a commented case that computes at once, or a library of prices to begin with.

use std::path::Path;

use anyhow::Result;

use super::args_init::InitArgs;
use super::output::write_file;
use super::session::{Exit, Session, Usage};
use super::starter::{DEFAULT, TEMPLATES, Template};
use crate::text::{Language, Theme, fill, say};

/// The month in which a case begins: fixed, so that the same command writes the same file.
const START: &str = "2026-01";

/// Writes a template to a file, or prints it; or lists the templates.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn run(args: &InitArgs, session: &mut Session<'_>) -> Result<Exit> {
    let language = session.language(None);
    if args.list {
        return list(language, session);
    }
    let template = Template::named(&args.from).ok_or_else(|| Usage(args.from.clone()))?;
    let file = args.file.as_deref().unwrap_or_else(|| template.file());
    let called = if file == "-" && template.library { template.file() } else { file };
    let text = fill(template.text(language), &[("file", called), ("start", START)]);
    let text = format!("{}{text}", for_editors(template, language));
    if file == "-" {
        session.out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    if !file.ends_with(".toml") {
        return Err(Usage(format!("{file}: a case is a .toml file: afkast init {file}.toml")).into());
    }
    if Path::new(file).exists() && !args.force {
        return Err(Usage(fill(say(language, Theme::Pages, "init.there"), &[("file", file)])).into());
    }
    write_file(file, text.as_bytes())?;
    writeln!(session.out, "{}", written(template, language, file, &text))?;
    Ok(Exit::Done)
}

/// The line by which editors find the schema of the file, and how to make it.
fn for_editors(template: &Template, language: Language) -> String {
    let (schema, command) = match template.library {
        true => ("library.schema.json", "afkast schema --of library -o library.schema.json"),
        false => ("case.schema.json", "afkast schema -o case.schema.json"),
    };
    format!("#:schema ./{schema}\n# {}  {command}\n", say(language, Theme::Pages, "init.editors"))
}

/// What was written, and the next line to type.
fn written(template: &Template, language: Language, file: &str, text: &str) -> String {
    let key = if template.library { "init.library" } else { "init.written" };
    let count = |of: &dyn Fn(&str) -> bool| text.lines().skip(1).filter(|l| of(l)).count().to_string();
    let lines = text.lines().count().to_string();
    let values = count(&|l| l.contains("# <-"));
    let prices = count(&|l| l.starts_with("[price."));
    let said = [("file", file), ("lines", &lines), ("values", &values), ("prices", &prices)];
    fill(say(language, Theme::Pages, key), &said)
}

/// The templates, one a line, and how one of them is asked for.
fn list(language: Language, session: &mut Session<'_>) -> Result<Exit> {
    for template in TEMPLATES {
        let key = format!("init.about.{}", template.name);
        let about = say(language, Theme::Pages, &key);
        let default = if template.name == DEFAULT { say(language, Theme::Pages, "init.default") } else { "" };
        writeln!(session.out, "{:<17} {about}{default}", template.name)?;
    }
    writeln!(session.out, "\n{}", say(language, Theme::Pages, "init.next"))?;
    Ok(Exit::Done)
}
