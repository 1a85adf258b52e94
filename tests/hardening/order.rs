//! Same input, same bytes: in any order of the file, with any number of threads, from any folder.

use std::path::Path;
use std::process::Command;

use super::damage::Luck;
use crate::support::{afkast, all_cases, good};

/// The parts of a file that may stand in any order: what is before the first header, and each header with its keys.
/// `[[headers]]` of one name, and comments before a header, stay with what is above them.
fn parts(text: &str) -> (String, Vec<String>) {
    let is_header = |line: &str| {
        let name = line.split('#').next().unwrap().trim_end();
        let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inner.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if is_header(line) {
            parts.push(String::new());
        }
        parts.last_mut().unwrap().push_str(&format!("{line}\n"));
    }
    (parts.remove(0), parts)
}

/// What comes out of a case, without the digest of its text.
fn figures(path: &str) -> String {
    let mut result: serde_json::Value =
        serde_json::from_str(&good(&["appraise", path, "-O", "json", "-p", "all"])).unwrap();
    result["stamp"]["files"] = serde_json::Value::Null;
    format!("{result}\n{}", good(&["ledger", path, "-O", "csv"]))
}

#[test]
fn tables_may_stand_in_any_order() {
    for case in all_cases() {
        let text = std::fs::read_to_string(&case).unwrap();
        if text.contains("\nlibrary") || text.starts_with("library") || text.contains("\n[[") {
            continue; // Its files stand beside it; the order of a list is its own.
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.toml");
        let path = path.to_str().unwrap();
        std::fs::write(path, &text).unwrap();
        let before = figures(path);
        let (top, mut tables) = parts(&text);
        for seed in 0..2 {
            let mut luck = Luck::new(seed);
            (1..tables.len()).rev().for_each(|last| tables.swap(last, luck.below(last + 1)));
            std::fs::write(path, format!("{top}\n{}", tables.concat())).unwrap();
            assert_eq!(figures(path), before, "{}, order {seed}:\n{}", case.display(), tables.concat());
        }
    }
}

/// A folder of many small cases, some of them with something wrong.
fn many(folder: &Path) {
    let text = good(&["init", "-", "--from", "minimal"]);
    for number in 0..150 {
        let text = match number % 50 {
            7 => text.replace("[basis]", "[basics]"),
            9 => format!("{text}\n[group.nobody]\npeople = 5\n"),
            _ => text.clone(),
        };
        std::fs::write(folder.join(format!("case-{number:03}.toml")), text).unwrap();
    }
    std::fs::write(folder.join("notes.toml"), "title = \"no case\"\n").unwrap();
    std::fs::write(folder.join("afkast.toml"), "[rules]\nsource = { else = \"warn\" }\n").unwrap();
}

#[test]
fn threads_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let path = folder.path().to_str().unwrap();
    for form in [&["-v"][..], &["-O", "json"], &["-l", "da", "--inputs"], &["-D", "warnings", "-q"]] {
        let run = |threads: &str| {
            let run = afkast(&[&["check", path, "--today", "2026-01-01", "--threads", threads], form].concat());
            (run.code, run.out, run.err)
        };
        let one = run("1");
        assert!(one.1.contains("case-007.toml") && !one.1.contains("notes.toml"), "{}", one.1);
        for threads in ["2", "3", "16"] {
            assert_eq!(run(threads), one, "{form:?} on {threads} threads");
        }
    }
}

#[test]
fn the_folder_one_stands_in_changes_nothing_but_paths() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let from = |folder: &Path, path: &str, verb: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_afkast"));
        let run = program.current_dir(folder).args(verb).arg(path).output().unwrap();
        assert!(run.status.success(), "{verb:?} {path}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap().replace(path, "PATH")
    };
    let (here, below) = ("cases/din-vej-i-job/case.toml", root.join("cases/din-vej-i-job"));
    let absolute = below.join("case.toml");
    for verb in
        [&["ledger", "-O", "csv"][..], &["appraise", "-O", "json"], &["appraise", "-p", "all"], &["check", "-v"]]
    {
        let one = from(root, here, verb);
        assert_eq!(from(&root.join("cases"), "din-vej-i-job/case.toml", verb), one, "{verb:?}");
        assert_eq!(from(Path::new("/"), absolute.to_str().unwrap(), verb), one, "{verb:?}");
    }
}
