//! The policy file above a case: looked for once for each folder, read once for all its cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Loaded, Named, POLICY, bytes, cannot_be_read, slashes};
use crate::case::{self, Policy};
use crate::document;
use crate::problem::{Code, Problem, Problems};
use crate::span::SourceId;
use crate::stamp::digest;

/// What is known of policy files.
#[derive(Default)]
pub struct Policies {
    /// The policy file that holds in a folder: what it is called, and where it is.
    files: BTreeMap<PathBuf, Option<(String, PathBuf)>>,
    /// Policies by file and by the number that their text has among those of a case.
    read: BTreeMap<(PathBuf, SourceId), Read>,
}

/// A policy file after reading.
struct Read {
    /// Its text; empty when none could be read.
    text: Arc<str>,
    /// Of its bytes; none when they could not be read.
    digest: Option<String>,
    problems: Problems,
    /// None when it asks for nothing, or cannot be read at all.
    policy: Option<Policy>,
}

impl Policies {
    /// The policy that holds for a case, by the nearest file from its folder upwards, and what is wrong with it. None when
    /// there is none, or it cannot be read at all.
    pub fn above(&mut self, file: &Named, of: &mut Loaded) -> (Option<&Policy>, Problems) {
        let Some((name, file)) = self.file(file) else { return (None, Problems::default()) };
        let next = of.sources.next();
        let read = self.read.entry((file, next)).or_insert_with_key(|(file, source)| Read::of(&name, file, *source));
        // A policy that asks for nothing only says where a folder of cases ends.
        let asks_nothing = read.digest.is_some() && read.text.trim().is_empty();
        if !asks_nothing {
            of.sources.add(name.as_str(), Arc::clone(&read.text));
        }
        if let Some(digest) = &read.digest {
            of.files.push((name, digest.clone()));
        }
        (read.policy.as_ref(), read.problems.clone())
    }

    /// What the policy file above a case is called, and where it is.
    fn file(&mut self, case: &Named) -> Option<(String, PathBuf)> {
        let folder_of = |path: &Path| path.parent().map(Path::to_owned);
        let folder = match case {
            Named::File(path) if path == "-" => PathBuf::new(),
            // A link counts where it leads. In a folder there are none.
            Named::File(path) if fs::symlink_metadata(path).ok()?.is_symlink() => {
                folder_of(&fs::canonicalize(path).ok()?)?
            }
            Named::File(path) | Named::InFolder(path) => folder_of(Path::new(path))?,
        };
        self.files.entry(folder).or_insert_with_key(|folder| file_above(folder)).clone()
    }
}

/// The nearest policy file from a folder upwards.
fn file_above(folder: &Path) -> Option<(String, PathBuf)> {
    let here = fs::canonicalize(".").ok()?;
    let folder = if folder.as_os_str().is_empty() { here.clone() } else { fs::canonicalize(folder).ok()? };
    let file = folder.ancestors().map(|folder| folder.join(POLICY)).find(|file| file.is_file())?;
    let name = slashes(file.strip_prefix(&here).unwrap_or(&file));
    Some((name, file))
}

impl Read {
    fn of(name: &str, file: &Path, source: SourceId) -> Read {
        let mut read = Read { text: "".into(), digest: None, problems: Problems::default(), policy: None };
        let bytes = match bytes(&file.to_string_lossy()) {
            Ok(bytes) => bytes,
            Err(error) => return read.with(cannot_be_read(name, &error).of_file(source)),
        };
        let text = match document::text(SourceId::default(), &bytes) {
            Ok(text) => text,
            Err(problem) => return read.with(problem.of_file(source)),
        };
        read.digest = Some(digest(&bytes));
        read.text = text.into();
        if text.trim().is_empty() {
            return read;
        }
        let (document, problems) = document::parse(source, text);
        // An empty one demands nothing.
        problems.iter().filter(|p| p.code != Code::Empty).for_each(|p| read.problems.add(p.clone()));
        let (policy, problems) = case::read_policy(&document);
        read.problems.extend(problems);
        read.policy = Some(policy);
        read
    }

    fn with(mut self, problem: Problem) -> Read {
        self.problems.add(problem);
        self
    }
}
