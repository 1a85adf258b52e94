//! Where results go: standard output, or files that are written beside their place and renamed.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::args::{Format, OutputArgs};
use super::args_check::CheckFormat;
use super::session::Usage;

/// The forms that results of a verb may have.
pub trait Form: ValueEnum + Copy + PartialEq + 'static {
    /// That for people, when nothing else is asked for.
    const PAGE: Self;
    /// Extensions of files, each with the form it asks for.
    const EXTENSIONS: &'static [(&'static str, Self)];
}

impl Form for Format {
    const PAGE: Format = Format::Page;
    const EXTENSIONS: &'static [(&'static str, Format)] =
        &[("json", Format::Json), ("csv", Format::Csv), ("md", Format::Markdown), ("txt", Format::Page)];
}

impl Form for CheckFormat {
    const PAGE: CheckFormat = CheckFormat::Page;
    const EXTENSIONS: &'static [(&'static str, CheckFormat)] = &[
        ("json", CheckFormat::Json),
        ("sarif", CheckFormat::Sarif),
        ("xml", CheckFormat::Junit),
        ("txt", CheckFormat::Page),
    ];
}

/// One place a result goes to, and in which form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination<F = Format> {
    /// In which form.
    pub format: F,
    /// The file; none for standard output.
    pub file: Option<String>,
}

/// The places that the command line asks for.
///
/// # Errors
/// When a file's extension says nothing of its form, a form is unknown, or one file is named twice.
pub fn destinations(args: &OutputArgs) -> Result<Vec<Destination>> {
    let places = charts(args)?;
    if places.iter().any(|place| place.format == Format::VegaLite) {
        return Err(Usage("a vega-lite chart is drawn of draws only".to_owned()).into());
    }
    Ok(places)
}

/// The same for a verb that draws charts, too.
///
/// # Errors
/// As [`destinations`].
pub fn charts(args: &OutputArgs) -> Result<Vec<Destination>> {
    places(args.format, &args.output)
}

/// The places that `-O` and `-o` ask for.
///
/// # Errors
/// When a file's extension says nothing of its form, a form is unknown, or one file is named twice.
pub fn places<F: Form>(format: Option<F>, outputs: &[String]) -> Result<Vec<Destination<F>>> {
    if outputs.is_empty() {
        return Ok(vec![Destination { format: format.unwrap_or(F::PAGE), file: None }]);
    }
    let mut places: Vec<Destination<F>> = Vec::new();
    for output in outputs {
        let place = destination(output, format)?;
        if places.iter().any(|p| p.file == place.file) {
            return Err(Usage(format!("-o {output}: two results for one place")).into());
        }
        places.push(place);
    }
    Ok(places)
}

fn destination<F: Form>(output: &str, format: Option<F>) -> Result<Destination<F>> {
    if let Some((word, file)) = output.split_once('=')
        && let Ok(format) = F::from_str(word, false)
    {
        return Ok(Destination { format, file: (file != "-").then(|| file.to_owned()) });
    }
    if output == "-" {
        return Ok(Destination { format: format.unwrap_or(F::PAGE), file: None });
    }
    let extension = Path::new(output).extension().map(|e| e.to_string_lossy().to_lowercase());
    let by_extension = F::EXTENSIONS.iter().find(|(e, _)| Some(*e) == extension.as_deref()).map(|(_, form)| *form);
    match format.or(by_extension) {
        Some(format) => Ok(Destination { format, file: Some(output.to_owned()) }),
        None => {
            let known: Vec<String> = F::EXTENSIONS.iter().map(|(e, _)| format!(".{e}")).collect();
            let forms = format!("use {}, or write page=", known.join(", "));
            Err(Usage(format!("-o {output}: in which form? {forms}{output}")).into())
        }
    }
}

/// Writes a file whole or not at all: beside its place, then renamed.
///
/// # Errors
/// When it cannot be written; what was there before is then still there.
pub fn write_file(file: &str, bytes: &[u8]) -> Result<()> {
    let place = Path::new(file);
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let cannot = || format!("{file}: could not be written");
    let mut beside = tempfile::Builder::new().prefix(".afkast-").tempfile_in(folder).with_context(cannot)?;
    beside.write_all(bytes).with_context(cannot)?;
    beside.as_file().sync_all().with_context(cannot)?;
    readable_like_others(beside.as_file(), place).with_context(cannot)?;
    beside.persist(place).map_err(|e| e.error).with_context(cannot)?;
    Ok(())
}

/// A file made beside its place is private; the result has the permissions of what it replaces, else those of any new
/// file.
#[cfg(unix)]
fn readable_like_others(file: &std::fs::File, place: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = match std::fs::metadata(place) {
        Ok(there) => there.permissions().mode(),
        Err(_) => 0o644,
    };
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable_like_others(_: &std::fs::File, _: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Writes results: each destination gets what `render` makes of its form, knowing whether it goes to a file.
///
/// # Errors
/// When a result cannot be written.
pub fn deliver<F: Form>(
    places: &[Destination<F>],
    out: &mut dyn Write,
    mut render: impl FnMut(F, bool) -> Result<Vec<u8>>,
) -> Result<()> {
    for place in places {
        let bytes = render(place.format, place.file.is_some())?;
        match &place.file {
            Some(file) => write_file(file, &bytes)?,
            None => out.write_all(&bytes)?,
        }
    }
    Ok(())
}
