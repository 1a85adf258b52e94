//! The libraries that a case names: files of its own folder, or of the folder of the policy file above it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{POLICY, bytes, cannot_be_read, slashes};
use crate::case;
use crate::document::{self, Document};
use crate::problem::{Code, Problem, Problems};
use crate::span::{SourceId, Sources, Span};
use crate::stamp::digest;

/// What the libraries of a case came to.
#[derive(Default)]
struct Libraries {
    /// Those that could be read.
    documents: Vec<Document>,
    /// Everything that is wrong with them.
    problems: Problems,
    /// Path and digest of each.
    files: Vec<(String, String)>,
    /// Whether one could not be read.
    lacking: bool,
}

/// The case's document with what its libraries hold; path and digest of each library.
pub fn join(
    path: &str,
    document: Document,
    sources: &mut Sources,
    problems: &mut Problems,
) -> (Document, Vec<(String, String)>) {
    let named = case::libraries(&document);
    if named.is_empty() {
        return (document, Vec::new());
    }
    let mut libraries = Libraries::default();
    let folder = Folder::of(path);
    let mut seen: Vec<PathBuf> = Vec::new();
    for (written, span) in named {
        match folder.find(&written) {
            Err(variant) => libraries.refused(variant, &written, span),
            Ok(file) if seen.contains(&file) => {
                let twice = Problem::new(Code::Twice).variant("in-list").with("name", &written);
                libraries.problems.add(twice.at(span));
            }
            Ok(file) => {
                libraries.read(&folder.shown(&written), &file, span, sources);
                seen.push(file);
            }
        }
    }
    let (mut document, found) = case::with_libraries(document, libraries.documents);
    document.lacks |= libraries.lacking;
    problems.extend(libraries.problems);
    problems.extend(found);
    (document, libraries.files)
}

impl Libraries {
    fn refused(&mut self, variant: &'static str, written: &str, span: Span) {
        let problem = Problem::new(Code::CannotBeRead).variant(variant).with("path", written);
        self.problems.add(problem.at(span));
        self.lacking = true;
    }

    fn read(&mut self, shown: &str, file: &Path, span: Span, sources: &mut Sources) {
        let bytes = match bytes(&file.to_string_lossy()) {
            Ok(bytes) => bytes,
            Err(error) => {
                let problem = cannot_be_read(shown, &error);
                let problem = if problem.variant == "not-there" { problem.variant("no-library") } else { problem };
                self.problems.add(problem.at(span));
                self.lacking = true;
                return;
            }
        };
        let text = match document::text(SourceId::default(), &bytes) {
            Ok(text) => text,
            Err(problem) => {
                let file = sources.add(shown, "");
                self.problems.add(problem.of_file(file));
                self.lacking = true;
                return;
            }
        };
        let source = sources.add(shown, text);
        let (document, found) = document::parse(source, text);
        self.problems.extend(found);
        self.files.push((shown.to_owned(), digest(&bytes)));
        self.documents.push(document);
    }
}

/// The folder of a case, and the folder that its libraries must not leave.
pub struct Folder {
    /// As it stands on the command line.
    shown: PathBuf,
    /// As the machine has it.
    real: PathBuf,
    /// Its own, or that of the policy file above it.
    within: PathBuf,
}

impl Folder {
    /// The folder of a case; from standard input the current one.
    pub fn of(path: &str) -> Folder {
        let shown = if path == "-" { None } else { Path::new(path).parent() };
        let shown = shown.map(Path::to_path_buf).unwrap_or_default();
        let here = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        let real = fs::canonicalize(here).unwrap_or_else(|_| here.to_path_buf());
        let policy = real.ancestors().find(|folder| folder.join(POLICY).is_file());
        let within = policy.unwrap_or(&real).to_path_buf();
        Folder { shown, real, within }
    }

    /// Where it is on this machine.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// The file that a path means, when it may be read; else why not. Links do not lead out of the folder either.
    pub fn find(&self, written: &str) -> Result<PathBuf, &'static str> {
        let path = Path::new(written);
        if path.has_root() || matches!(path.components().next(), Some(Component::Prefix(_))) {
            return Err("absolute");
        }
        let file = joined(&self.real, path);
        if !file.starts_with(&self.within) {
            return Err("outside");
        }
        match fs::canonicalize(&file) {
            Ok(real) if !real.starts_with(&self.within) => Err("outside"),
            Ok(real) => Ok(real),
            Err(_) => Ok(file), // It is not there, and reading it says so.
        }
    }

    /// How a library is called: from where the command line sees the case.
    fn shown(&self, written: &str) -> String {
        slashes(&joined(&self.shown, Path::new(written)))
    }
}

/// A path from a folder, with every `..` taken back.
fn joined(folder: &Path, path: &Path) -> PathBuf {
    let mut all = folder.to_path_buf();
    for component in path.components() {
        match component {
            Component::ParentDir if matches!(all.components().next_back(), Some(Component::Normal(_))) => {
                all.pop();
            }
            Component::CurDir => {}
            other => all.push(other),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_from_where_the_case_is_seen() {
        for (case, library, shown) in [
            ("w13.toml", "prices.toml", "prices.toml"),
            ("cases/w13.toml", "./prices.toml", "cases/prices.toml"),
            ("cases/a/w13.toml", "../shared/prices.toml", "cases/shared/prices.toml"),
            ("w13.toml", "../prices.toml", "../prices.toml"),
            ("../w13.toml", "../prices.toml", "../../prices.toml"),
            ("-", "prices.toml", "prices.toml"),
        ] {
            assert_eq!(Folder::of(case).shown(library), shown, "{case} {library}");
        }
    }
}
