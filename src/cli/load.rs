//! The only code that opens case files: what FILE means on the command line, and what was found there.

mod library;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::case::{self, Case, Policy};
use crate::document::{self, Document};
use crate::problem::{Code, Problem, Problems};
use crate::span::{SourceId, Sources};
use crate::stamp::digest;

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

/// What the command line names and the machine does not have.
#[derive(Debug, thiserror::Error)]
pub enum NotFound {
    /// A folder in which there is no case.
    #[error("{0}: a folder without a case")]
    NoCaseInFolder(String),
    /// A pattern that fits nothing.
    #[error("{0}: no file fits this pattern")]
    NoFileFits(String),
    /// A pattern that cannot be read.
    #[error("{0}: not a pattern: {1}")]
    BadPattern(String, String),
}

/// The files that the command line means: files as they are, folders with the cases below them, patterns, `-`.
///
/// # Errors
/// [`NotFound`] for a folder or a pattern without a case.
pub fn files(named: &[String]) -> Result<Vec<String>, NotFound> {
    let mut found = Vec::new();
    for name in named {
        let path = Path::new(name);
        if name == "-" {
            found.push(name.clone());
        } else if path.is_dir() {
            let cases = cases_in(path);
            if cases.is_empty() {
                return Err(NotFound::NoCaseInFolder(name.clone()));
            }
            found.extend(cases);
        } else if !path.exists() && name.contains(['*', '?', '[']) {
            found.extend(fitting(name)?);
        } else {
            found.push(slashes(path));
        }
    }
    Ok(found)
}

fn fitting(pattern: &str) -> Result<Vec<String>, NotFound> {
    let paths = glob::glob(pattern).map_err(|e| NotFound::BadPattern(pattern.to_owned(), e.msg.to_owned()))?;
    let mut found = Vec::new();
    for path in paths.flatten() {
        if path.is_dir() {
            found.extend(cases_in(&path));
        } else {
            found.push(slashes(&path));
        }
    }
    if found.is_empty() { Err(NotFound::NoFileFits(pattern.to_owned())) } else { Ok(found) }
}

/// Every case in a folder and below it, in order of path.
fn cases_in(folder: &Path) -> Vec<String> {
    let hidden = |name: &str| name.starts_with('.') && name != "." && name != "..";
    let mut found: Vec<PathBuf> = WalkDir::new(folder)
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !hidden(&e.file_name().to_string_lossy()))
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "toml") && p.file_name().is_some_and(|n| n != POLICY))
        .filter(|p| is_case(p))
        .collect();
    found.sort();
    found.iter().map(|p| slashes(p)).collect()
}

/// Whether a `.toml` file in a folder is a case: it has `schema` or `[basis]` or is not TOML, and is no library.
fn is_case(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return true };
    let Ok(text) = String::from_utf8(bytes) else { return true };
    let mut sources = Sources::default();
    let source = sources.add("", text.as_str());
    let (document, problems) = document::parse(source, &text);
    if problems.stop() {
        return true;
    }
    let has = |key: &str| document.root.get(key).is_some();
    (has("schema") || has("basis")) && !case::is_library(&document)
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Reads a case, with the scenarios of a file of their own when there is one.
pub fn load(path: &str, scenarios: Option<&str>) -> Loaded {
    let mut sources = Sources::default();
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(path, sources, cannot_be_read(path, &error)),
    };
    let text = match document::text(SourceId::default(), &bytes) {
        Ok(text) => text,
        Err(problem) => return unreadable(path, sources, *problem),
    };
    let mut files = vec![(path.to_owned(), digest(&bytes))];
    let source = sources.add(path, text);
    let (document, mut problems) = document::parse(source, text);
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

/// The policy file that holds for a case, the nearest from its folder upwards; what is wrong with it is said of the
/// case. None when there is none, or it cannot be read at all.
pub fn policy(of: &mut Loaded) -> Option<Policy> {
    let (name, file) = policy_file(&of.path)?;
    let file_of = |sources: &mut Sources| sources.add(name.as_str(), "");
    let bytes = match bytes(&file.to_string_lossy()) {
        Ok(bytes) => bytes,
        Err(error) => {
            let problem = cannot_be_read(&name, &error).of_file(file_of(&mut of.sources));
            of.problems.add(problem);
            return None;
        }
    };
    let text = match document::text(SourceId::default(), &bytes) {
        Ok(text) => text,
        Err(problem) => {
            let problem = problem.of_file(file_of(&mut of.sources));
            of.problems.add(problem);
            return None;
        }
    };
    of.files.push((name.clone(), digest(&bytes)));
    if text.trim().is_empty() {
        return None; // A policy that asks for nothing.
    }
    let source = of.sources.add(name.as_str(), text);
    let (document, problems) = document::parse(source, text);
    // An empty one demands nothing; it only says where a folder of cases ends.
    problems.iter().filter(|p| p.code != Code::Empty).for_each(|p| of.problems.add(p.clone()));
    let (policy, problems) = case::read_policy(&document);
    of.problems.extend(problems);
    Some(policy)
}

/// What the policy file above a case is called, and where it is.
fn policy_file(case: &str) -> Option<(String, PathBuf)> {
    let here = fs::canonicalize(".").ok()?;
    let folder = match case {
        "-" => here.clone(),
        path => fs::canonicalize(path).ok()?.parent()?.to_owned(),
    };
    let file = folder.ancestors().map(|folder| folder.join(POLICY)).find(|file| file.is_file())?;
    let name = slashes(file.strip_prefix(&here).unwrap_or(&file));
    Some((name, file))
}

fn bytes(path: &str) -> std::io::Result<Vec<u8>> {
    let limit = document::MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
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
fn unreadable(path: &str, mut sources: Sources, problem: Problem) -> Loaded {
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
