//! The files that a run reads: what `--watch` looks at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::found::in_folder;
use super::library::Folder;
use super::{POLICY, bytes};
use crate::case;
use crate::document;
use crate::span::SourceId;

/// Every file that the command line means. Of a folder every `.toml`, whatever it holds now.
pub fn meant(named: &[String]) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for name in named {
        let path = Path::new(name);
        if !path.exists() && name.contains(['*', '?', '[']) {
            glob::glob(name).into_iter().flatten().flatten().for_each(|path| below(&path, &mut found));
        } else {
            below(path, &mut found);
        }
    }
    found
}

fn below(path: &Path, found: &mut BTreeSet<PathBuf>) {
    if path.is_dir() {
        found.extend(in_folder(path));
    } else {
        found.insert(path.to_path_buf());
    }
}

/// What a case is read with: its libraries, and the places up to its policy file where one may come to stand.
pub fn beside(cases: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for path in cases {
        let name = path.to_string_lossy();
        let folder = Folder::of(&name);
        let text = bytes(&name).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let (document, _) = document::parse(SourceId(0), &text);
        found.extend(case::libraries(&document).into_iter().filter_map(|(written, _)| folder.find(&written).ok()));
        for above in folder.real().ancestors() {
            let policy = above.join(POLICY);
            let there = policy.is_file();
            if !found.insert(policy) || there {
                break;
            }
        }
    }
    found
}
