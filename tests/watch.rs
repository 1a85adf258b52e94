//! `--watch`: printed again when a file is saved, however an editor saves it, and ended by Ctrl-C.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// An outlay of 100 and a saving of a library's price, both at once: the price less 100.
const CASE: &str = r#"
schema = 1
library = ["prices.toml"]
[basis]
start    = "2025-01"
horizon  = "1 year"
discount = 0
[party.aarhus]
kind = "municipality"
[flow.outlay]
payer = "aarhus"
recipient = "outside"
kind = "cost"
amount = 100
at = "2025-01"
[flow.saving]
payer = "outside"
recipient = "aarhus"
kind = "benefit"
amount = "saved"
at = "2025-01"
"#;

/// A command that watches, and the lines it prints.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(folder: &Path, args: &[&str]) -> Watching {
        let mut child = Command::new(env!("CARGO_BIN_EXE_afkast"))
            .args(args)
            .arg("--watch")
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Watching { child, lines }
    }

    #[track_caller]
    fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(20)).expect("it prints again")
    }

    /// How it ends when Ctrl-C is pressed.
    fn ended(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill(); // Of a test that fails nothing goes on.
    }
}

#[test]
fn a_figure_is_printed_again_when_a_file_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let price = |price: &str| format!("schema = 1\n[price.saved]\nvalue = {price}\n");
    fs::write(at("prices.toml"), price("150")).unwrap();
    fs::write(at("job.toml"), CASE).unwrap();
    let watching = Watching::new(folder.path(), &["appraise", "job.toml", "-f", "npv", "-p", "aarhus"]);
    assert_eq!(watching.line(), "50");
    // In place.
    fs::write(at("job.toml"), CASE.replace("amount = 100", "amount = 120")).unwrap();
    assert_eq!(watching.line(), "30");
    // As most editors do: a new file takes the name of the old one.
    fs::write(at("job.toml~"), CASE.replace("amount = 100", "amount = 140")).unwrap();
    fs::rename(at("job.toml~"), at("job.toml")).unwrap();
    assert_eq!(watching.line(), "10");
    // The old one is taken away first.
    fs::remove_file(at("job.toml")).unwrap();
    std::thread::sleep(Duration::from_millis(60));
    fs::write(at("job.toml"), CASE).unwrap();
    assert_eq!(watching.line(), "50");
    // A library.
    fs::write(at("prices.toml"), price("1_000")).unwrap();
    assert_eq!(watching.line(), "900");
    // What cannot be read is said on standard error; then it is mended.
    fs::write(at("job.toml"), "schema = ").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    fs::write(at("job.toml"), CASE.replace("amount = 100", "amount = 1")).unwrap();
    assert_eq!(watching.line(), "999");
    assert_eq!(watching.ended(), Some(130));
}

#[test]
fn a_folder_is_watched_with_the_files_that_come_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let case = fs::read_to_string("tests/guard/a-warning/job.toml").unwrap();
    fs::write(folder.path().join("a.toml"), &case).unwrap();
    let watching = Watching::new(folder.path(), &["check", ".", "-O", "github"]);
    assert!(watching.line().starts_with("::warning file=a.toml,"));
    fs::write(folder.path().join("b.toml"), &case).unwrap();
    assert!(watching.line().starts_with("::warning file=a.toml,"));
    assert!(watching.line().starts_with("::warning file=b.toml,"));
    // A policy file that was not there.
    let allow = "[allow.range-one-sided]\nreason = \"agreed\"\n[rules]\nsource = { else = \"warn\" }\n";
    fs::write(folder.path().join("afkast.toml"), allow).unwrap();
    let line = watching.line();
    assert!(line.starts_with("::warning file=a.toml,") && line.contains("rule-source"), "{line}");
    assert_eq!(watching.ended(), Some(130));
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = crate::support::afkast(&["check", "-", "--watch"]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: standard input cannot be watched; name a file\n"));
}
