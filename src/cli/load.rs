//! The only code that opens case files: what FILE means on the command line, and what was found there.

mod found;
mod library;
mod policy;
mod watched;

use std::fs;
use std::io::Read;
use std::path::Path;

pub use found::{Named, NotFound, files, named};
pub use policy::Policies;

use crate::case::{self, Case};
use crate::document::{self, Document};
use crate::problem::{Code, Problem, Problems};
use crate::span::{SourceId, Sources};
use crate::stamp::digest;

pub use watched::{beside, meant};

/// What a policy file is called.
const POLICY: &str = "afkast.toml";

/// A case as it was found: read, or with the problems that stopped it.
pub struct Loaded {
    /// The path as written on the command line, with `/`; `-` for standard input.
    pub path: String,
    /// What the case is called when it has no id.
    pub name: String,
    /// The file as it was written; none when nothing of it could be read.
    pub document: Option<Document>,
    /// The texts that were read.
    pub sources: Sources,
    /// The case; none when a problem stopped it.
    pub case: Option<Case>,
    /// Everything that was found.
    pub problems: Problems,
    /// Path and digest of each file.
    pub files: Vec<(String, String)>,
}

fn slashes(path: &Path) -> String {
    let name = path.to_string_lossy();
    if name.contains('\\') { name.replace('\\', "/") } else { name.into_owned() }
}

/// Reads a case, with the scenarios of a file of their own when there is one.
pub fn load(path: &str, scenarios: Option<&str>) -> Loaded {
    match text_of(path) {
        Ok(found) => read(path, found, scenarios),
        Err(unreadable) => *unreadable,
    }
}

/// Reads a file of a folder; none when it is no case.
pub fn load_from_folder(path: &str, scenarios: Option<&str>) -> Option<Loaded> {
    match text_of(path) {
        Ok(found) if !found::looks_like_one(&found.document, &found.problems) => None,
        Ok(found) => Some(read(path, found, scenarios)),
        Err(unreadable) => Some(*unreadable),
    }
}

/// A file whose text was read, and nothing else of it.
struct Text {
    sources: Sources,
    digest: String,
    document: Document,
    problems: Problems,
}

fn text_of(path: &str) -> Result<Text, Box<Loaded>> {
    let unreadable = |problem| Box::new(unreadable(path, problem));
    let bytes = bytes(path).map_err(|error| unreadable(cannot_be_read(path, &error)))?;
    let text = document::text(SourceId::default(), &bytes).map_err(|problem| unreadable(*problem))?;
    let mut sources = Sources::default();
    let source = sources.add(path, text);
    let (document, problems) = document::parse(source, text);
    Ok(Text { sources, digest: digest(&bytes), document, problems })
}

fn read(path: &str, found: Text, scenarios: Option<&str>) -> Loaded {
    let Text { mut sources, digest, document, mut problems } = found;
    let mut files = vec![(path.to_owned(), digest)];
    let (document, libraries) = library::join(path, document, &mut sources, &mut problems);
    files.extend(libraries);
    let document = match scenarios {
        Some(file) => with_scenarios(file, document, &mut sources, &mut problems, &mut files),
        None => document,
    };
    let broken = problems.stop();
    let name = case_name(path);
    let (case, found) = case::read(&document, &name);
    problems.extend(found);
    let case = case.filter(|_| !broken);
    Loaded { path: path.to_owned(), name, document: Some(document), sources, case, problems, files }
}

/// A case's document with the scenarios of another file; what is wrong with it is said of the case.
fn with_scenarios(
    path: &str,
    document: Document,
    sources: &mut Sources,
    problems: &mut Problems,
    files: &mut Vec<(String, String)>,
) -> Document {
    let read = bytes(path).map_err(|error| cannot_be_read(path, &error));
    let text = read.and_then(|bytes| {
        let text = document::text(SourceId::default(), &bytes).map_err(|problem| *problem)?;
        Ok((text.to_owned(), digest(&bytes)))
    });
    let (text, digest) = match text {
        Ok(found) => found,
        Err(problem) => {
            let file = sources.add(path, "");
            problems.add(problem.of_file(file));
            return document;
        }
    };
    let source = sources.add(path, text.as_str());
    let (scenarios, syntax) = document::parse(source, &text);
    let (document, found) = case::scenario::with_scenarios(document, scenarios);
    problems.extend(syntax);
    problems.extend(found);
    files.push((path.to_owned(), digest));
    document
}

fn bytes(path: &str) -> std::io::Result<Vec<u8>> {
    let limit = document::MAX_BYTES as u64 + 1;
    let mut bytes = Vec::with_capacity(4096);
    if path == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn cannot_be_read(path: &str, error: &std::io::Error) -> Problem {
    let variant = match error.kind() {
        std::io::ErrorKind::NotFound => "not-there",
        std::io::ErrorKind::PermissionDenied => "no-permission",
        std::io::ErrorKind::IsADirectory => "is-a-folder",
        _ => "other",
    };
    Problem::new(Code::CannotBeRead).variant(variant).with("path", path).with("reason", error)
}

/// A file of which nothing could be read: its problem concerns the whole of it.
fn unreadable(path: &str, problem: Problem) -> Loaded {
    let mut sources = Sources::default();
    let file = sources.add(path, "");
    let mut problems = Problems::default();
    problems.add(problem.of_file(file));
    let name = case_name(path);
    Loaded { path: path.to_owned(), name, document: None, sources, case: None, problems, files: Vec::new() }
}

/// The id of a case that has none: the file's name without `.toml`; for `case.toml` its folder's; `-` for standard
/// input.
fn case_name(path: &str) -> String {
    if path == "-" {
        return path.to_owned();
    }
    let file = Path::new(path);
    let stem = file.file_stem().map_or_else(|| path.to_owned(), |s| s.to_string_lossy().into_owned());
    if file.file_name().is_some_and(|n| n == "case.toml") {
        let folder =
            fs::canonicalize(file).ok().and_then(|f| Some(f.parent()?.file_name()?.to_string_lossy().into_owned()));
        folder.unwrap_or(stem)
    } else {
        stem
    }
}
