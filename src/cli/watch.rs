//! `--watch`: a command again whenever one of its files is saved, until Ctrl-C.
//!
//! Files are looked at five times a second, by time, length and, where they are few, what they hold: whatever an editor
//! does to save them (most write a new file and rename it), and on every system and network drive alike.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::load::{beside, meant};
use super::session::{Exit, Usage};
use crate::stamp::digest;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(200);
/// So long they must be as they are before they are read: saving takes a moment.
const SETTLED: Duration = Duration::from_millis(40);
/// How often a file that is away is waited for: an editor that replaces it takes it away first.
const PATIENCE: u32 = 10;
/// So many files are few enough to look into.
const FEW: usize = 100;
/// What clears a terminal.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Whether Ctrl-C was pressed.
static ENDED: AtomicBool = AtomicBool::new(false);

/// Runs a command once, or with `--watch` whenever one of its files is saved.
///
/// # Errors
/// Those of the command when it runs first; what goes wrong later is said, and watching goes on.
pub fn again(
    watch: bool,
    files: &[String],
    out: &mut dyn Write,
    err: &mut dyn Write,
    mut run: impl FnMut(&mut dyn Write, &mut dyn Write) -> Result<Exit>,
) -> Result<Exit> {
    if !watch {
        return run(out, err);
    }
    if files.iter().any(|file| file == "-") {
        return Err(Usage("standard input cannot be watched; name a file".to_owned()).into());
    }
    until_ctrl_c()?;
    let mut files = Files::of(files);
    run(out, err)?;
    out.flush()?;
    while !ENDED.load(Ordering::Relaxed) {
        sleep(EVERY);
        if !files.are_saved() {
            continue;
        }
        if std::io::stdout().is_terminal() {
            out.write_all(CLEAR.as_bytes())?;
        }
        if let Err(error) = run(out, err) {
            if error.chain().any(|e| e.is::<std::io::Error>()) {
                return Err(error);
            }
            writeln!(err, "error: {error:#}")?;
        }
        out.flush()?;
    }
    Ok(Exit::Interrupted)
}

/// Ctrl-C ends the watching; pressed again, it ends what is still being computed.
fn until_ctrl_c() -> Result<()> {
    static SET: OnceLock<()> = OnceLock::new();
    if SET.set(()).is_err() {
        return Ok(());
    }
    let pressed = || {
        if ENDED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    };
    ctrlc::set_handler(pressed).context("Ctrl-C cannot be waited for")
}

/// What is seen of a file: when it was saved, its length, and where few are watched what it holds; none when it is away.
type Saved = Option<(SystemTime, u64, String)>;

type Look = BTreeMap<PathBuf, Saved>;

/// The files that a command reads, as they were when it read them.
struct Files<'f> {
    named: &'f [String],
    /// Libraries and policy files.
    beside: BTreeSet<PathBuf>,
    seen: Look,
}

impl<'f> Files<'f> {
    fn of(named: &'f [String]) -> Files<'f> {
        let mut files = Files { named, beside: beside(&meant(named)), seen: Look::new() };
        files.seen = files.look();
        files
    }

    fn look(&self) -> Look {
        let paths: BTreeSet<PathBuf> = meant(self.named).into_iter().chain(self.beside.iter().cloned()).collect();
        let few = paths.len() <= FEW;
        paths.into_iter().map(|path| (path.clone(), saved(&path, few))).collect()
    }

    /// Whether one of them was saved, or came or went; waits until they stay as they are.
    fn are_saved(&mut self) -> bool {
        let mut last = self.look();
        if last == self.seen {
            return false;
        }
        for _ in 0..PATIENCE {
            sleep(SETTLED);
            let now = self.look();
            let away =
                |(path, saved): (&PathBuf, &Option<_>)| saved.is_some() && now.get(path).is_none_or(Option::is_none);
            if now == last && !self.seen.iter().any(away) {
                break;
            }
            last = now;
        }
        let saved = last != self.seen;
        // Before they are read: what is saved from now on is seen the next time. Libraries are not forgotten, since a
        // case that cannot be read just now names none.
        self.beside.extend(beside(&meant(self.named)));
        self.seen = self.look();
        saved
    }
}

/// What is seen of a file. Clocks of file systems are coarse: what it holds tells two saves of one moment apart.
fn saved(path: &Path, few: bool) -> Saved {
    let there = std::fs::metadata(path).ok()?;
    let holds = if few { digest(&std::fs::read(path).unwrap_or_default()) } else { String::new() };
    Some((there.modified().ok()?, there.len(), holds))
}
