//! Libraries on the command line: which files may be read, what is said of them, what the stamp names.

use std::path::Path;

use crate::support::{afkast, json};

const PRICES: &str = "schema = 1\n[price.hour]\nvalue = 400\nsource = \"constructed\"\n[price.month]\nvalue = 9_000\n";

/// A case of one cost, with libraries.
fn case(libraries: &str) -> String {
    format!(
        "schema = 1\nlibrary = {libraries}\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\n\
         discount = 0.03\n[cost.a]\nquantity = 2\nprice = \"hour\"\nper = \"month\"\nbearer = \"municipality\"\n"
    )
}

/// A folder with files, each a path and a text.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    folder
}

fn at(folder: &Path, file: &str) -> String {
    folder.join(file).to_str().unwrap().to_owned()
}

/// The codes that stop a case, each with the file and line that it is about.
fn problems(path: &str) -> Vec<String> {
    let run = afkast(&["check", path, "-O", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let list = found["problems"].as_array().unwrap();
    let of = |p: &serde_json::Value| {
        let file = Path::new(p["file"].as_str().unwrap()).file_name().unwrap().to_str().unwrap();
        format!("{} {file}:{}", p["code"].as_str().unwrap(), p["line"].as_u64().unwrap_or_default())
    };
    list.iter().filter(|p| p["severity"] == "problem").map(of).collect()
}

#[test]
fn a_library_brings_what_the_case_names_and_stands_in_the_stamp() {
    let made = folder(&[("case.toml", &case("[\"shared/prices.toml\"]")), ("shared/prices.toml", PRICES)]);
    let path = at(made.path(), "case.toml");
    let result = json(&["appraise", &path, "-O", "json"]);
    let rows = result["assumptions"].as_array().unwrap();
    let prices: Vec<_> = rows.iter().filter(|r| r["path"].as_str().unwrap().starts_with("price.")).collect();
    assert_eq!(prices.len(), 1, "the month is not named, and as if it were not there");
    assert_eq!((&prices[0]["path"], &prices[0]["origin"]), (&"price.hour".into(), &"library".into()));
    let files = result["stamp"]["files"].as_object().unwrap();
    let digest = afkast::stamp::digest(PRICES.as_bytes());
    assert_eq!(files.len(), 2);
    assert_eq!(files[&at(made.path(), "shared/prices.toml")], serde_json::json!(digest));
    // A folder of cases knows that a library is none.
    assert!(problems(made.path().to_str().unwrap()).is_empty());
}

#[test]
fn a_price_of_a_library_can_be_changed_like_one_of_the_case() {
    let made = folder(&[("case.toml", &case("[\"prices.toml\"]")), ("prices.toml", PRICES)]);
    let path = at(made.path(), "case.toml");
    // 2 hours a month for a year: 24 × 400, and 24 × 500; named instead, 24 × 9,000.
    for (change, cost) in [(None, "-9600"), (Some("price.hour=500"), "-12000"), (Some("cost.a.price=month"), "-216000")]
    {
        let mut args = vec!["appraise", &path, "-O", "json"];
        args.extend(change.iter().flat_map(|c| ["--set", c]));
        let result = json(&args);
        assert_eq!(result["perspectives"]["public"]["net_result"]["value"].to_string(), cost, "{change:?}");
    }
}

#[test]
fn what_stands_in_a_library_says_so_when_it_is_explained() {
    let prices = "schema = 1\n[price.hour]\nvalue = 400\nprice_year = 2023\nindex = \"pl\"\n\
                  [index.pl]\nvalues = { 2023 = 100, 2025 = 104 }\nsource = \"constructed\"\n";
    let made = folder(&[("case.toml", &case("[\"prices.toml\"]")), ("prices.toml", prices)]);
    let trace = json(&["explain", &at(made.path(), "case.toml"), "cost.a.municipality", "-O", "json"]);
    let mut leaves = Vec::new();
    gather(&trace, &mut leaves);
    for (line, why, at_line, source) in [
        ("price.hour", "library", 3, None),
        ("index.pl.values.2023", "library", 7, Some("constructed")),
        ("cost.a.quantity", "written", 8, None),
    ] {
        let origin = &leaves.iter().find(|leaf| leaf["line"] == line).unwrap()["origin"];
        assert_eq!((&origin["why"], &origin["line"]), (&why.into(), &at_line.into()), "{line}");
        assert_eq!(origin["source"].as_str(), source, "{line}");
    }
}

/// Every node of a trace that has an origin.
fn gather(value: &serde_json::Value, leaves: &mut Vec<serde_json::Value>) {
    if value.get("origin").is_some() {
        leaves.push(value.clone());
    }
    match value {
        serde_json::Value::Array(list) => list.iter().for_each(|v| gather(v, leaves)),
        serde_json::Value::Object(table) => table.values().for_each(|v| gather(v, leaves)),
        _ => {}
    }
}

#[test]
fn a_library_stands_in_the_folder_of_the_case_or_of_the_policy_above_it() {
    let files = [
        ("a/case.toml", case("[\"../prices.toml\"]")),
        ("a/around.toml", case("[\"../a/inside.toml\"]")),
        ("a/inside.toml", PRICES.to_owned()),
        ("prices.toml", PRICES.to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let made = folder(&files);
    assert_eq!(problems(&at(made.path(), "a/case.toml")), ["cannot-be-read case.toml:2"]);
    assert_eq!(problems(&at(made.path(), "a/around.toml")), [""; 0]);
    std::fs::write(made.path().join("afkast.toml"), "schema = 1\n").unwrap();
    assert_eq!(problems(&at(made.path(), "a/case.toml")), [""; 0]);
    // The nearest policy file counts.
    std::fs::write(made.path().join("a/afkast.toml"), "schema = 1\n").unwrap();
    assert_eq!(problems(&at(made.path(), "a/case.toml")), ["cannot-be-read case.toml:2"]);
}

#[test]
fn what_is_wrong_with_a_library_is_said_where_it_stands() {
    let absolute = at(Path::new("/"), "etc/hostname");
    for (libraries, text, expected) in [
        (format!("[\"{absolute}\"]"), PRICES, vec!["cannot-be-read case.toml:2"]),
        ("[\"nowhere.toml\"]".to_owned(), PRICES, vec!["cannot-be-read case.toml:2"]),
        ("[\"../../nowhere.toml\"]".to_owned(), PRICES, vec!["cannot-be-read case.toml:2"]),
        ("[\".\"]".to_owned(), PRICES, vec!["cannot-be-read case.toml:2"]),
        ("\"prices.toml\"".to_owned(), PRICES, vec!["wrong-kind case.toml:2"]),
        ("[\"prices.toml\", \"./prices.toml\"]".to_owned(), PRICES, vec!["twice case.toml:2"]),
        ("[\"prices.toml\"]".to_owned(), "schema = 1\n[price.hour]\nvalue = 4,00\n", vec!["not-toml prices.toml:3"]),
        ("[\"prices.toml\"]".to_owned(), "", vec!["empty prices.toml:1"]),
        ("[\"prices.toml\"]".to_owned(), "PK\u{3}\u{4}", vec!["no-case prices.toml:1"]),
    ] {
        let made = folder(&[("case.toml", &case(&libraries)), ("prices.toml", text)]);
        let path = at(made.path(), "case.toml");
        assert_eq!(problems(&path), expected, "{libraries}: {text}");
        for language in ["en", "da"] {
            let page = afkast(&["check", &path, "--language", language]).out;
            assert!(!page.contains("cannot-be-read.") && !page.contains('{'), "{page}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let outside = folder(&[("prices.toml", PRICES)]);
    let made = folder(&[("case.toml", &case("[\"prices.toml\"]"))]);
    std::os::unix::fs::symlink(outside.path().join("prices.toml"), made.path().join("prices.toml")).unwrap();
    assert_eq!(problems(&at(made.path(), "case.toml")), ["cannot-be-read case.toml:2"]);
}
