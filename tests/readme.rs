//! The README runs: each block that begins with `$ afkast` prints what stands below it.
//!
//! With `AFKAST_UPDATE=1` the blocks are written anew; look at the difference as if it were code.

use std::path::Path;
use std::process::Command;

/// A folder in which a reader of the README would stand: the project's cases and examples, and room for files of one's own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("tests/guard")).unwrap();
    for name in ["cases", "examples", "tests/guard/several"] {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &folder.path().join(name));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}

/// What a line of the README prints.
fn printed(line: &str, folder: &Path) -> String {
    let args = line.split_whitespace();
    let run = Command::new(env!("CARGO_BIN_EXE_afkast")).args(args).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}{}", text(run.out_and_err().0), text(run.out_and_err().1)).trim_end().to_owned()
}

trait Streams {
    fn out_and_err(&self) -> (Vec<u8>, Vec<u8>);
}
impl Streams for std::process::Output {
    fn out_and_err(&self) -> (Vec<u8>, Vec<u8>) {
        (self.stdout.clone(), self.stderr.clone())
    }
}

#[test]
fn every_block_prints_what_it_shows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let folder = folder();
    let mut blocks = 0;
    let mut anew = String::new();
    for (place, part) in readme.split("```").enumerate() {
        if place > 0 {
            anew.push_str("```");
        }
        let block = part.strip_prefix("text\n$ afkast ").filter(|_| place % 2 == 1).and_then(|b| b.split_once('\n'));
        let Some((line, shown)) = block else {
            anew.push_str(part);
            continue;
        };
        let printed = printed(line, folder.path());
        if std::env::var_os("AFKAST_UPDATE").is_none() {
            assert_eq!(printed, shown.trim_end(), "$ afkast {line}");
        }
        anew.push_str(&format!("text\n$ afkast {line}\n{printed}\n"));
        blocks += 1;
    }
    assert!(blocks >= 5, "{blocks} blocks run");
    if std::env::var_os("AFKAST_UPDATE").is_some() {
        std::fs::write(path, anew).unwrap();
    }
}
