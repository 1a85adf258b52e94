//! Where results go may be full, closed, or not to be written to: what was there stays whole, and the message is clear.
#![cfg(unix)]

use std::process::{Command, Output, Stdio};

use crate::support::afkast;

const CASE: &str = "cases/din-vej-i-job/case.toml";

/// The program in a shell, as `$AFKAST`.
fn shell(script: &str) -> Output {
    let mut shell = Command::new("sh");
    shell.current_dir(env!("CARGO_MANIFEST_DIR")).env("AFKAST", env!("CARGO_BIN_EXE_afkast"));
    shell.args(["-c", script]).output().unwrap()
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_exit_3_and_a_sentence() {
    for verb in ["appraise", "ledger", "appraise -O json", "explain", "check -v"] {
        let figure = if verb == "explain" { "npv" } else { "" };
        let run = shell(&format!("$AFKAST {verb} {CASE} {figure} > /dev/full"));
        assert_eq!(run.status.code(), Some(3), "{verb}: {}", said(&run));
        assert!(said(&run).starts_with("error: ") && !said(&run).contains("fault of afkast"), "{verb}: {}", said(&run));
    }
    // A device is written to, never replaced.
    let run = shell(&format!("$AFKAST appraise {CASE} -o json=/dev/full"));
    assert_eq!(run.status.code(), Some(3), "{}", said(&run));
    assert!(said(&run).contains("/dev/full: could not be written"), "{}", said(&run));
    assert!(std::fs::metadata("/dev/full").is_ok_and(|device| !device.is_file()));
}

#[test]
fn a_file_that_cannot_be_written_to_its_end_stays_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result.json");
    std::fs::write(&file, "what was there").unwrap();
    let path = file.display();
    // No file may grow beyond a block: once an error, once the end of the process in the midst of writing.
    for (signal, code) in [("trap '' XFSZ;", Some(3)), ("", None)] {
        let run = shell(&format!("{signal} ulimit -f 1; exec $AFKAST appraise {CASE} -p all -o {path}"));
        assert_eq!(run.status.code(), code, "{}", said(&run));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "what was there");
        if code.is_some() {
            assert!(said(&run).contains("result.json: could not be written"), "{}", said(&run));
        }
    }
}

#[test]
fn a_folder_that_is_not_there_or_not_to_be_written_to_is_exit_3() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing/result.json");
    for place in [missing.to_str().unwrap(), "/proc/result.json"] {
        for verb in ["appraise", "check"] {
            let run = afkast(&[verb, CASE, "-o", place]);
            assert_eq!(run.code, 3, "{verb} {place}: {}", run.err);
            assert!(run.err.contains(&format!("{place}: could not be written")), "{}", run.err);
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for verb in [&["ledger", CASE][..], &["check", "cases", "-v"], &["formulas"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_afkast"));
        program.current_dir(env!("CARGO_MANIFEST_DIR")).args(verb).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), said(&ended).as_str()), (Some(0), ""), "{verb:?}");
    }
}

#[test]
fn a_link_leads_to_the_file_that_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("result.json"), folder.path().join("latest.json"));
    std::fs::write(&file, "").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert_eq!(afkast(&["appraise", CASE, "-o", link.to_str().unwrap()]).code, 0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&file).unwrap().starts_with('{'));
}
