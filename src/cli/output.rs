//! Where results go: standard output, or files that are written beside their place and renamed.

use std::io::Write;
use std::path::{Path, PathBuf};

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
        _ => None,
    }
}

/// Writes a file whole or not at all: beside its place, then renamed.
///
/// # Errors
/// When it cannot be written; what was there before is then still there.
pub fn write_file(file: &str, bytes: &[u8]) -> Result<()> {
    let mut beside = Beside::of(file)?;
    beside.write(bytes)?;
    beside.finish()
}

/// A file that is written beside its place, to be renamed when it is whole. A device or a pipe is written to as it is, and
/// a link is followed.
struct Beside<'f> {
    file: &'f str,
    place: PathBuf,
    written: Written,
}

enum Written {
    Beside(tempfile::NamedTempFile),
    AtOnce(std::fs::File),
}

impl<'f> Beside<'f> {
    fn of(file: &'f str) -> Result<Beside<'f>> {
        let place = std::fs::canonicalize(file).unwrap_or_else(|_| PathBuf::from(file));
        let written = Beside::begun(&place).with_context(|| cannot(file))?;
        Ok(Beside { file, place, written })
    }

    fn begun(place: &Path) -> std::io::Result<Written> {
        if std::fs::metadata(place).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Ok(Written::AtOnce(std::fs::File::options().write(true).open(place)?));
        }
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        Ok(Written::Beside(tempfile::Builder::new().prefix(".afkast-").tempfile_in(folder)?))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match &mut self.written {
            Written::Beside(file) => file.write_all(bytes),
            Written::AtOnce(file) => file.write_all(bytes),
        };
        written.with_context(|| cannot(self.file))
    }

    fn finish(self) -> Result<()> {
        let Written::Beside(beside) = self.written else { return Ok(()) };
        let whole = beside.as_file().sync_all().and_then(|()| readable_like_others(beside.as_file(), &self.place));
        whole.and_then(|()| beside.persist(&self.place).map_err(|e| e.error)).with_context(|| cannot(self.file))?;
        Ok(())
    }
}

fn cannot(file: &str) -> String {
    format!("{file}: could not be written")
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

/// Results that are written as they come, so that they need no more room the more there are. A file is whole at the end,
/// or it is what it was before.
pub struct Growing<'p> {
    places: Vec<(Format, Option<Beside<'p>>, String)>,
    /// How much is kept back before it is written.
    room: usize,
}

impl<'p> Growing<'p> {
    /// Nothing so far; with `at_once`, nothing is written before the end.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn to(places: &'p [Destination], at_once: bool) -> Result<Growing<'p>> {
        let beside = |file: &'p Option<String>| file.as_deref().map(Beside::of).transpose();
        let places = places.iter().map(|p| Ok((p.format, beside(&p.file)?, String::new()))).collect::<Result<_>>()?;
        Ok(Growing { places, room: if at_once { usize::MAX } else { 1 << 16 } })
    }

    /// Adds to every result of a form.
    ///
    /// # Errors
    /// When a result cannot be written.
    pub fn add(&mut self, form: Format, text: &str, out: &mut dyn Write) -> Result<()> {
        for (_, beside, kept) in self.places.iter_mut().filter(|(format, ..)| *format == form) {
            kept.push_str(text);
            if kept.len() >= self.room {
                let kept = std::mem::take(kept);
                match beside {
                    Some(beside) => beside.write(kept.as_bytes())?,
                    None => out.write_all(kept.as_bytes())?,
                }
            }
        }
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When a result cannot be written.
    pub fn finish(self, out: &mut dyn Write) -> Result<()> {
        for (_, beside, kept) in self.places {
            match beside {
                Some(mut beside) => {
                    beside.write(kept.as_bytes())?;
                    beside.finish()?;
                }
                None => out.write_all(kept.as_bytes())?,
            }
        }
        Ok(())
    }
}
