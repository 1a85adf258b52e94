//! What FILE means on the command line: files, folders with the cases below them, patterns, standard input.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Loaded, POLICY, load, load_from_folder, slashes};
use crate::case;
use crate::document::{self, Document};
use crate::problem::Problems;
use crate::span::Sources;

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

/// A file that the command line means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// By its name, or by a pattern.
    File(String),
    /// By a folder it is in: only if it is a case, which shows when it is read.
    InFolder(String),
}

impl Named {
    /// Reads it, with the scenarios of a file of their own when there is one; none when it stands in a folder and is no case.
    pub fn load(&self, scenarios: Option<&str>) -> Option<Loaded> {
        match self {
            Named::File(path) => Some(load(path, scenarios)),
            Named::InFolder(path) => load_from_folder(path, scenarios),
        }
    }
}

/// The files that the command line means, those of folders unread: files as they are, folders with the `.toml` files
/// below them, patterns, `-`.
///
/// # Errors
/// [`NotFound`] for a folder or a pattern without a case.
pub fn named(words: &[String]) -> Result<Vec<Named>, NotFound> {
    let mut found = Vec::new();
    for word in words {
        let path = Path::new(word);
        if word == "-" {
            found.push(Named::File(word.clone()));
        } else if path.is_dir() {
            let files = in_folder(path);
            if !files.iter().any(|file| is_case(file)) {
                return Err(NotFound::NoCaseInFolder(word.clone()));
            }
            found.extend(files.iter().map(|p| Named::InFolder(slashes(p))));
        } else if !path.exists() && word.contains(['*', '?', '[']) {
            found.extend(fitting(word)?);
        } else {
            found.push(Named::File(slashes(path)));
        }
    }
    Ok(found)
}

/// The cases that the command line means: [`named`] without the files of folders that are no cases.
///
/// # Errors
/// As [`named`].
pub fn files(words: &[String]) -> Result<Vec<String>, NotFound> {
    let case = |file: Named| match file {
        Named::File(path) => Some(path),
        Named::InFolder(path) => is_case(Path::new(&path)).then_some(path),
    };
    Ok(named(words)?.into_iter().filter_map(case).collect())
}

fn fitting(pattern: &str) -> Result<Vec<Named>, NotFound> {
    let paths = glob::glob(pattern).map_err(|e| NotFound::BadPattern(pattern.to_owned(), e.msg.to_owned()))?;
    let mut found = Vec::new();
    for path in paths.flatten() {
        if path.is_dir() {
            let files = in_folder(&path);
            // A folder that the pattern happens to fit need not hold a case.
            found.extend(files.iter().filter(|p| is_case(p)).map(|p| Named::InFolder(slashes(p))));
        } else {
            found.push(Named::File(slashes(&path)));
        }
    }
    if found.is_empty() { Err(NotFound::NoFileFits(pattern.to_owned())) } else { Ok(found) }
}

/// Every `.toml` file in a folder and below it that may be a case, in order of path.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    let may_be_one = |name: &OsStr| Path::new(name).extension().is_some_and(|e| e == "toml") && name != POLICY;
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()))
        .flatten()
        .filter(|e| e.file_type().is_file() && may_be_one(e.file_name()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Whether a `.toml` file in a folder is a case.
fn is_case(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return true };
    let Ok(text) = String::from_utf8(bytes) else { return true };
    let mut sources = Sources::default();
    let source = sources.add("", text.as_str());
    let (document, problems) = document::parse(source, &text);
    looks_like_one(&document, &problems)
}

/// A file in a folder is a case when it has `schema` or `[basis]` or is not TOML, and is no library.
pub fn looks_like_one(document: &Document, problems: &Problems) -> bool {
    let has = |key: &str| document.root.get(key).is_some();
    problems.stop() || ((has("schema") || has("basis")) && !case::is_library(document))
}
