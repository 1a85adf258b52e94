//! Each command once for people and once for machines; streams and exit codes.

use crate::support::{afkast, good, json};

const P1: &str = "cases/aarhus-housing-first/case.toml";
const P2: &str = "cases/din-vej-i-job/case.toml";

#[test]
fn a_figure_is_printed_bare_for_scripts() {
    let printed = good(&["appraise", P2, "-f", "npv"]);
    assert!(printed.starts_with("2610763.82304490"), "{printed}");
    assert_eq!(good(&["appraise", P2, "-f", "irr", "-p", "state"]), "no_sign_change\n");
}

#[test]
fn several_cases_are_a_line_of_json_each() {
    let printed = good(&["appraise", P1, P2, "-O", "json"]);
    let lines: Vec<serde_json::Value> = printed.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["case"]["id"], "din-vej-i-job");
}

#[test]
fn check_is_silent_when_all_is_well() {
    assert_eq!(good(&["check", P1, P2]), "");
}

#[test]
fn what_the_command_line_names_and_nothing_has_is_exit_2() {
    for args in [
        &["appraise", P2, "-p", "aarhuss"][..],
        &["appraise", P2, "-f", "net_present_valu"],
        &["explain", P2, "nvp"],
        &["explain", P2, "npv", "@1999"],
        &["check", "-D", "no-such-warning", P2],
        &["appraise", "tests/support"],
        &["appraise", "cases/*.nothing"],
        &["schema", "bassis"],
        &["formulas", "nothing"],
    ] {
        let run = afkast(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
}

#[test]
fn one_broken_case_does_not_stop_the_others() {
    let run = afkast(&["appraise", "no-such-file.toml", P2, "-O", "json"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.out.lines().count(), 1);
    let problem: serde_json::Value = serde_json::from_str(run.err.lines().next().unwrap()).unwrap();
    assert_eq!(problem["problems"][0]["code"], "cannot-be-read");
}

#[test]
fn explain_leads_from_the_figure_to_lines_of_the_file() {
    for file in [P1, P2] {
        let tree = json(&["explain", file, "net_present_value", "--depth", "20", "-O", "json"]);
        let mut leaves = 0;
        let mut open = vec![&tree];
        while let Some(node) = open.pop() {
            let operands = node["operands"].as_array().unwrap();
            open.extend(operands);
            if operands.is_empty() && node["origin"]["line"].is_number() {
                leaves += 1;
                assert_eq!(node["origin"]["file"], file);
            }
        }
        assert!(leaves > 5, "{file}: {leaves} leaves");
        let page = good(&["explain", file, "net_present_value"]);
        assert!(page.contains("case.toml:"), "{page}");
    }
}

#[test]
fn results_go_to_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let printed = good(&["appraise", P2, "-o", &at("page.md"), "-o", &at("result.json"), "-o", &at("table.csv")]);
    assert_eq!(printed, "");
    let result: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(at("result.json")).unwrap()).unwrap();
    assert_eq!(result["format"], "afkast.appraisal");
    assert!(std::fs::read_to_string(at("page.md")).unwrap().contains("| "));
    assert!(std::fs::read_to_string(at("table.csv")).unwrap().starts_with("case,"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is left");
}

#[test]
fn manuals_and_completions_are_made() {
    assert!(good(&["man"]).contains("afkast"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(good(&["completions", shell]).contains("appraise"), "{shell}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for args in [&["appraise", P2, "-O", "json"][..], &["appraise", P1], &["ledger", P2, "-O", "csv"]] {
        assert_eq!(good(args), good(args));
    }
}

#[test]
fn what_is_no_case_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let large = vec![b'#'; 17 << 20];
    for (path, code) in [
        (file("empty.toml", b""), "empty"),
        (file("sheet.toml", b"PK\x03\x04 xl/workbook.xml"), "no-case"),
        (file("latin.toml", b"schema = 1\n[case]\ntitle = \"B\xf8rn\"\n"), "not-utf-8"),
        (file("large.toml", &large), "too-large"),
        (folder.path().join("missing.toml").to_str().unwrap().to_owned(), "cannot-be-read"),
    ] {
        for verb in ["appraise", "check"] {
            let run = afkast(&[verb, &path]);
            assert_eq!(run.code, 3, "{verb} {path}");
            let said = if verb == "check" { &run.out } else { &run.err };
            assert!(said.starts_with(&format!("problem {code}: ")), "{verb} {path}: {said}");
            assert!(!said.contains('{'), "{said}");
        }
    }
}

#[test]
fn a_folder_gives_its_cases_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let example = std::fs::read_to_string("examples/01-a-flow.toml").unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("b/case.toml", &example);
    write("a.toml", &example);
    write("afkast.toml", "[rules]\n");
    write(".hidden/case.toml", &example);
    write("prices.toml", "schema = 1\n[price.hour]\nvalue = 400\n");
    write("Cargo.toml", "[package]\nname = \"x\"\n");
    write("notes.md", "no case");
    let printed = good(&["appraise", folder.path().to_str().unwrap(), "-O", "json"]);
    let ids: Vec<String> = printed
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["case"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["a", "b"], "in order of path; case.toml is called after its folder");
}

#[test]
fn a_mistake_on_the_command_line_is_answered_with_what_to_type() {
    for (args, says) in [
        // Named once, however many lines are of a kind.
        (&["ledger", P2, "--kind", "foo"][..], "there are: operation, transfer\n"),
        (&["formulas", "NPV"], "did you mean \"npv\"?"),
        (&["appraise", P2, "-f", "NPV"], "did you mean \"npv\"?"),
        (&["appraise", P2, "--scale", "group.citizens.people=1,2"], "decimals have a point: 1.2"),
        (&["break-even", P2, "-t", "0,05"], "decimals have a point: 0.05"),
        (&["explain", "npv", P2], "the case comes first: afkast explain cases/din-vej-i-job/case.toml npv"),
        (&["explain", P2, "marginal_value_of_public_funds"], "it is for -p public"),
        (&["explain", P2, "outcome.job.lasts"], "afkast appraise --assumptions cases/din-vej-i-job/case.toml"),
        (&["break-even"], "Such as:  afkast break-even job.toml\n"),
        (&["fund", P2], "fund is not there yet"),
    ] {
        let run = afkast(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    let run = afkast(&["appraise", P2, "-o", "no-such-folder/page.md"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (3, "error: no-such-folder/page.md: could not be written: there is no folder no-such-folder\n")
    );
    assert!(good(&["schema", "outcome.job"]).starts_with("[outcome.ID]"));
}

#[test]
fn a_library_that_is_checked_by_itself_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prices.toml").to_str().unwrap().to_owned();
    good(&["init", &file, "--from", "unit-prices"]);
    let run = afkast(&["check", &file]);
    assert_eq!(run.code, 3);
    assert!(run.out.contains("the file is a library"), "{}", run.out);
}

#[test]
fn a_word_with_two_meanings_is_explained_by_both() {
    let page = good(&["explain", "--problem", "two-meanings"]);
    for word in
        ["baseline_rate", "counterfactual_share", "credited_share", "credited_to_others", "recovers", "first_loss"]
    {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert_eq!(page.matches("read in two ways, far apart in money").count(), 1, "{page}");
}
