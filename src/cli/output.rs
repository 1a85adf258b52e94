//! Where results go: standard output, or files that are written beside their place and renamed.

use std::io::Write;
use std::path::{Path, PathBuf};

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
        ("csv", CheckFormat::Csv),
        ("md", CheckFormat::Markdown),
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
        return Err(Usage("a vega-lite chart is drawn of sensitivity and of draws only".to_owned()).into());
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
    let mut beside = Beside::of(file)?;
    beside.write(bytes)?;
    beside.finish()
}

/// A file that is written beside its place, to be renamed when it is whole. A device or a pipe is written to as it is, and
/// a link is followed.
pub struct Beside<'f> {
    file: &'f str,
    place: PathBuf,
    written: Written,
}

enum Written {
    Beside(tempfile::NamedTempFile),
    AtOnce(std::fs::File),
}

impl<'f> Beside<'f> {
    /// A file that is going to be at this place.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn of(file: &'f str) -> Result<Beside<'f>> {
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
        if !folder.is_dir() {
            let says = format!("there is no folder {}", folder.display());
            return Err(std::io::Error::new(std::io::ErrorKind::NotFound, says));
        }
        Ok(Written::Beside(tempfile::Builder::new().prefix(".afkast-").tempfile_in(folder)?))
    }

    /// Writes more of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match &mut self.written {
            Written::Beside(file) => file.write_all(bytes),
            Written::AtOnce(file) => file.write_all(bytes),
        };
        written.with_context(|| cannot(self.file))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// When it cannot be put there; what was there before is then still there.
    pub fn finish(self) -> Result<()> {
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

/// Results that are written as they come, so that they need no more room the more there are. A file is whole at the end,
/// or it is what it was before.
pub struct Growing<'p, F = Format> {
    places: Vec<(F, Option<Beside<'p>>, String)>,
    /// How much is kept back before it is written.
    room: usize,
}

impl<'p, F: Form> Growing<'p, F> {
    /// Nothing so far; with `at_once`, nothing is written before the end.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn to(places: &'p [Destination<F>], at_once: bool) -> Result<Growing<'p, F>> {
        let beside = |file: &'p Option<String>| file.as_deref().map(Beside::of).transpose();
        let places = places.iter().map(|p| Ok((p.format, beside(&p.file)?, String::new()))).collect::<Result<_>>()?;
        Ok(Growing { places, room: if at_once { usize::MAX } else { 1 << 16 } })
    }

    /// Adds to every result of a form.
    ///
    /// # Errors
    /// When a result cannot be written.
    pub fn add(&mut self, form: F, text: &str, out: &mut dyn Write) -> Result<()> {
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
