//! The house: a file uses its own folder and lower floors, never another folder of its floor, never a higher one; and no
//! file is longer than its budget.

use std::path::{Path, PathBuf};

/// Floors from the ground up. A file or folder of `src` stands on one of them.
const FLOORS: &[&[&str]] = &[
    &["calendar", "span", "unit", "number"],
    &["problem", "measure", "reference"],
    &["document"],
    &["case"],
    &["model"],
    &["ledger", "text"],
    &["appraisal", "stamp"],
    &["explain", "uncertainty"],
    &["report"],
    &["render", "schema"],
    &["cli"],
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|p| {
            let inside = p.strip_prefix(&root).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
            (first.trim_end_matches(".rs").to_owned(), p)
        })
        .collect()
}

fn floor(name: &str) -> usize {
    FLOORS.iter().position(|f| f.contains(&name)).unwrap_or_else(|| panic!("{name} stands on no floor"))
}

#[test]
fn no_file_imports_from_a_higher_floor() {
    let mut found = Vec::new();
    for (name, path) in all().into_iter().filter(|(n, _)| !["main", "lib"].contains(&n.as_str())) {
        let text = std::fs::read_to_string(&path).unwrap();
        // Doc comments and tests may speak of anything.
        let code: String = text
            .lines()
            .take_while(|l| !l.starts_with("#[cfg(test)]"))
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used == name || used.is_empty() {
                continue;
            }
            let ground = floor(&name) == 0;
            if floor(&used) > floor(&name) || (floor(&used) == floor(&name) && !ground) {
                found.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_is_longer_than_its_budget() {
    let long: Vec<String> = all()
        .into_iter()
        .filter_map(|(_, path)| {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().count();
            (lines > 400).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
