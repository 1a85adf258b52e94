//! The README runs: each block that begins with `$ afkast` prints what stands below it.

use crate::support::afkast;

#[test]
fn every_block_prints_what_it_shows() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let mut blocks = 0;
    for block in readme.split("```text\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let Some((command, shown)) = block.split_once('\n') else { continue };
        let Some(line) = command.strip_prefix("$ afkast ") else { continue };
        let args: Vec<&str> = line.split_whitespace().collect();
        let run = afkast(&args);
        let printed = format!("{}{}", run.out, run.err);
        assert_eq!(printed.trim_end(), shown.trim_end(), "{command}");
        blocks += 1;
    }
    assert!(blocks >= 4, "{blocks} blocks run");
}
