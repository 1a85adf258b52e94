//! Where results go: standard output, or files that are written beside their place and renamed.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use super::args::{Format, OutputArgs};
use super::session::Usage;

/// One place a result goes to, and in which form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination {
    /// In which form.
    pub format: Format,
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
    if args.output.is_empty() {
        return Ok(vec![Destination { format: args.format.unwrap_or(Format::Page), file: None }]);
    }
    let mut places: Vec<Destination> = Vec::new();
    for output in &args.output {
        let place = destination(output, args.format)?;
        if places.iter().any(|p| p.file == place.file) {
            return Err(Usage(format!("-o {output}: two results for one place")).into());
        }
        places.push(place);
    }
    Ok(places)
}

fn destination(output: &str, format: Option<Format>) -> Result<Destination> {
    if let Some((word, file)) = output.split_once('=')
        && let Some(format) = named(word)
    {
        return Ok(Destination { format, file: (file != "-").then(|| file.to_owned()) });
    }
    if output == "-" {
        return Ok(Destination { format: format.unwrap_or(Format::Page), file: None });
    }
    let extension = Path::new(output).extension().map(|e| e.to_string_lossy().to_lowercase());
    let by_extension = match extension.as_deref() {
        Some("json") => Some(Format::Json),
        Some("csv") => Some(Format::Csv),
        Some("md") => Some(Format::Markdown),
        Some("txt") => Some(Format::Page),
        _ => None,
    };
    match format.or(by_extension) {
        Some(format) => Ok(Destination { format, file: Some(output.to_owned()) }),
        None => {
            let forms = "use .json, .csv, .md or .txt, or write page=";
            Err(Usage(format!("-o {output}: in which form? {forms}{output}")).into())
        }
    }
}

fn named(word: &str) -> Option<Format> {
    match word {
        "page" => Some(Format::Page),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        "markdown" => Some(Format::Markdown),
        "vega-lite" => Some(Format::VegaLite),
        _ => None,
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
pub fn deliver(
    places: &[Destination],
    out: &mut dyn Write,
    mut render: impl FnMut(Format, bool) -> Result<Vec<u8>>,
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
