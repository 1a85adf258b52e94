//! What tests need: the program run in this process, and ways to look at what it printed.

pub mod build;
pub mod compare;

use std::path::{Path, PathBuf};

use afkast::appraisal::Appraisal;
use afkast::case::Case;
use afkast::document::Document;
use afkast::ledger::{Assignment, Ledger, evaluate};
use afkast::model::{Model, Scope};
use afkast::number::Number;
use afkast::span::{SourceId, Sources};
use rust_decimal::Decimal;

/// What a run of the program came to.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: u8,
}

/// Runs the program in this process, from the project's folder.
pub fn afkast(args: &[&str]) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = afkast::cli::run(std::iter::once("afkast").chain(args.iter().copied()), &mut out, &mut err);
    Run { out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap(), code }
}

/// Runs the program and expects that nothing is wrong.
pub fn good(args: &[&str]) -> String {
    let run = afkast(args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    run.out
}

/// A JSON result of the program.
pub fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&good(args)).unwrap()
}

/// A folder with files of these texts; it goes when it is dropped.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A file of a folder, as it stands on the command line.
pub fn within(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// A case file of this text, as it stands on the command line; it goes with its folder, when that is dropped.
pub fn file(text: &str) -> (tempfile::TempDir, String) {
    let folder = folder(&[("case.toml", text)]);
    let file = within(&folder, "case.toml");
    (folder, file)
}

/// A number as it is written.
pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The document of a text, whatever is wrong with it.
pub fn document(text: &str) -> Document {
    afkast::document::parse(SourceId(0), text).0
}

/// A case from its text; the test fails when there is any problem.
pub fn case(text: &str) -> Case {
    case_in(text, project())
}

/// A case from its text, with the libraries that stand in a folder.
pub fn case_in(text: &str, folder: &Path) -> Case {
    let mut sources = Sources::default();
    let source = sources.add("case.toml", text);
    let (document, syntax) = afkast::document::parse(source, text);
    let library = |(path, _): (String, _)| {
        let text = std::fs::read_to_string(folder.join(&path)).unwrap();
        afkast::document::parse(sources.add(path, text.as_str()), &text).0
    };
    let libraries = afkast::case::libraries(&document).into_iter().map(library).collect();
    let (document, _) = afkast::case::with_libraries(document, libraries);
    let (case, problems) = afkast::case::read(&document, "case");
    assert!(!syntax.stop() && !problems.stop(), "{text}\n{:#?}", problems.in_order());
    case.unwrap()
}

/// A case's model and ledger in one of the numbers.
pub fn ledger<N: Number>(case: &Case) -> (Model, Ledger<N>) {
    let model = Model::of(case, &Scope::All).unwrap();
    let ledger = evaluate(&model, &Assignment::base(&model)).unwrap();
    (model, ledger)
}

/// Every figure of a case.
pub fn appraise(case: &Case) -> Appraisal<Decimal> {
    let (model, ledger) = ledger(case);
    afkast::appraisal::appraise(case, &model, &ledger, None)
}

/// The project's folder.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.toml` in a folder of the project, by name.
pub fn tomls(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(project().join(folder))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{folder} has no .toml");
    found
}

/// Every case of the project: those under `cases/` and the examples.
pub fn all_cases() -> Vec<PathBuf> {
    let mut found = tomls("examples");
    for folder in std::fs::read_dir(project().join("cases")).unwrap() {
        let folder = folder.unwrap().path();
        let inside = tomls(folder.to_str().unwrap());
        found.extend(inside.into_iter().filter(|p| p.file_name().unwrap() != "published.toml"));
    }
    found.extend(crate::worked::READ.iter().map(|name| project().join(format!("tests/worked/{name}.toml"))));
    found.sort();
    found
}
