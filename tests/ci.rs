//! The README's page about CI, tried: its jobs and its hook run in a repository with a good case, one that warns and one that
//! fails, and end as it says.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines of the README's jobs and hook that run a check.
fn commands() -> Vec<(String, Vec<String>)> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks = readme.split("```").skip(1).step_by(2);
    let of_jobs = blocks.filter(|b| b.starts_with("yaml\n") || b.starts_with("sh\n"));
    let line = |line: &str| {
        let command = line.split_once("afkast check ")?.1;
        Some((line.trim().to_owned(), command.split_whitespace().map(str::to_owned).collect()))
    };
    of_jobs.flat_map(str::lines).filter_map(line).collect()
}

#[test]
fn the_jobs_and_the_hook_of_the_readme_end_as_it_says() {
    let commands = commands();
    assert_eq!(commands.len(), 3, "a job for GitHub, a job for GitLab, a hook: {commands:?}");
    let files = ["failing.toml", "warned.toml", "good.toml"];
    // All three; without the one that fails; the good one alone.
    for (from, code) in [(0, 3), (1, 1), (2, 0)] {
        for (line, args) in &commands {
            let repository = tempfile::tempdir().unwrap();
            fs::create_dir(repository.path().join("cases")).unwrap();
            for file in &files[from..] {
                let case = format!("{}/tests/guard/several/cases/{file}", env!("CARGO_MANIFEST_DIR"));
                fs::copy(case, repository.path().join("cases").join(file)).unwrap();
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_afkast"));
            let run = command.arg("check").args(args).current_dir(repository.path()).output().unwrap();
            assert_eq!(run.status.code(), Some(code), "{line} with {:?}", &files[from..]);
            let said = String::from_utf8(run.stdout).unwrap();
            assert_eq!(said.is_empty(), code == 0, "{line}: {said}");
            if line.contains("github=-") {
                assert_eq!(said.lines().filter(|l| l.starts_with("::error file=cases/")).count(), 2 - from, "{said}");
            }
            for written in args.iter().filter_map(|arg| arg.rsplit('=').next()).filter(|arg| arg.contains('.')) {
                assert!(repository.path().join(written).is_file(), "{line}: {written}");
            }
        }
    }
}
