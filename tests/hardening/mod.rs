//! Standing up to any file: whatever is damaged, there are figures or a problem, never a panic, a hang or exit 4.
//!
//! `AFKAST_DAMAGED=1000000 cargo test --release damaged_files` runs a million; `AFKAST_DAMAGED_FROM=N` begins at file N.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a run over damaged files must see a hang, and says how many files it saw; no figure comes from the clock"
)]

mod damage;
mod order;
mod places;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::support::all_cases;
use damage::{Luck, Originals, damaged};

/// How many damaged files the test run reads.
const FILES: u64 = 20_000;
/// A file on which nothing has come out for so long hangs.
const HANGS: Duration = Duration::from_secs(60);
/// A file that takes longer than this is too slow, on a machine that does other things, too.
const SLOW: Duration = Duration::from_secs(10);

/// Everything that is written down as a case: the project's, the worked ones, those with one mistake, and the starter.
fn originals() -> Originals {
    let read = |paths: Vec<PathBuf>| paths.into_iter().map(|p| std::fs::read_to_string(p).unwrap());
    let whole = read(all_cases()).chain([crate::support::good(&["init", "-"])]).collect();
    let others = read(crate::support::tomls("tests/problems")).chain(read(crate::support::tomls("tests/worked")));
    Originals { whole, others: others.collect() }
}

/// What a file did.
#[derive(Default)]
struct Seen {
    files: u64,
    computed: u64,
    slowest: Duration,
    bad: Vec<String>,
}

/// Everything the program can do with a file, each file something else beside its figures.
fn everything(number: u64, path: &str) -> Vec<Vec<&str>> {
    let other = match number % 8 {
        0 => vec!["appraise", path, "-O", "json", "-p", "all"],
        1 => vec!["ledger", path, "-O", "csv"],
        2 => vec!["explain", path, "npv", "--depth", "40"],
        3 => vec!["check", path, "--inputs", "-v", "-l", "da"],
        4 => vec!["appraise", path, "-O", "markdown", "--assumptions", "-l", "da"],
        5 => vec!["appraise", path, "-O", "csv", "-b", "period"],
        6 => vec!["check", path, "-O", "json"],
        _ => vec!["explain", path, "irr", "-O", "json"],
    };
    vec![vec!["appraise", path, "-p", "all", "-v"], other]
}

/// Runs one damaged file through the program; the exit codes, or what went wrong.
fn run(number: u64, path: &Path) -> Result<Vec<u8>, String> {
    let path = path.to_str().unwrap();
    let mut codes = Vec::new();
    for args in everything(number, path) {
        let began = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| crate::support::afkast(&args)));
        let took = began.elapsed();
        match ended {
            Err(_) => return Err(format!("{args:?}: a panic")),
            Ok(run) if run.code == 4 => return Err(format!("{args:?}: exit 4: {}", run.err)),
            Ok(_) if took > SLOW => return Err(format!("{args:?}: {took:?}")),
            Ok(run) => codes.push(run.code),
        }
    }
    Ok(codes)
}

/// Runs files `from..until`, one after another, and tells when each is done.
fn run_all(from: u64, until: u64, originals: &Originals, folder: &Path, done: &mpsc::Sender<u64>) -> Seen {
    let mut seen = Seen::default();
    let path = folder.join(format!("damaged-{from}.toml"));
    for number in from..until {
        let text = damaged(originals, &mut Luck::new(number));
        std::fs::write(&path, &text).unwrap();
        let began = Instant::now();
        match run(number, &path) {
            Ok(codes) => seen.computed += u64::from(codes[0] == 0),
            Err(what) => {
                let kept = std::env::temp_dir().join(format!("afkast-damaged-{number}.toml"));
                std::fs::write(&kept, &text).unwrap();
                seen.bad.push(format!("file {number}, kept as {}: {what}", kept.display()));
            }
        }
        seen.files += 1;
        seen.slowest = seen.slowest.max(began.elapsed());
        done.send(number).unwrap();
    }
    seen
}

#[test]
fn damaged_files_give_figures_or_problems() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (from, files) = (number("AFKAST_DAMAGED_FROM").unwrap_or(0), number("AFKAST_DAMAGED").unwrap_or(FILES));
    let originals = originals();
    let folder = tempfile::tempdir().unwrap();
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get() as u64).min(4);
    let each = files.div_ceil(workers);
    let (done, progress) = mpsc::channel();
    let threads: Vec<_> = (0..workers)
        .map(|worker| {
            let (originals, folder, done) = (originals.clone(), folder.path().to_owned(), done.clone());
            let first = from + worker * each;
            std::thread::spawn(move || run_all(first, (first + each).min(from + files), &originals, &folder, &done))
        })
        .collect();
    drop(done);
    // Every worker tells of every file: when nobody does for a minute, one hangs.
    loop {
        match progress.recv_timeout(HANGS) {
            Ok(_) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("a file hangs; it stands in {}", folder.keep().display()),
        }
    }
    let seen: Vec<Seen> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    let (files, computed) = (seen.iter().map(|s| s.files).sum::<u64>(), seen.iter().map(|s| s.computed).sum::<u64>());
    let slowest = seen.iter().map(|s| s.slowest).max().unwrap_or_default();
    println!("{files} damaged files, {computed} of them computed; the slowest took {slowest:?}");
    let bad: Vec<&String> = seen.iter().flat_map(|s| &s.bad).collect();
    assert!(
        bad.is_empty(),
        "{} of {files}:\n{}",
        bad.len(),
        bad.iter().take(20).map(|b| format!("{b}\n")).collect::<String>()
    );
    assert!(computed * 20 > files, "damage that never leaves a case tests the reader only: {computed} of {files}");
}
