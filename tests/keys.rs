//! Every key that is declared is read, and described in every language; nothing is said twice.

use afkast::case;
use afkast::case::fields::{TableSpec, tables};
use afkast::document;
use afkast::span::SourceId;
use afkast::text::{Language, Theme, words};

/// The codes, with the data of their problems, that a text raises.
fn raised(text: &str) -> Vec<(String, Vec<(&'static str, String)>)> {
    let (document, problems) = document::parse(SourceId(0), text);
    assert!(problems.is_empty(), "{text}");
    case::read(&document, "x").1.in_order().into_iter().map(|p| (p.code.word().to_owned(), p.data)).collect()
}

#[test]
fn every_declared_key_is_read_or_said_to_be_read_later() {
    for table in tables().iter().filter(|t| !t.inside && !t.later && t.name != "top") {
        let header = if table.keyed { format!("[{}.x]", table.name) } else { format!("[{}]", table.name) };
        for key in table.keys() {
            // A word in a list stands for nothing: whoever reads the key complains.
            let text = format!("schema = 1\n{header}\n{} = [[true], [true]]\n", key.name);
            let found = raised(&text);
            let said = found.iter().any(|(code, data)| {
                let of_key = data.iter().any(|(_, value)| value == key.name);
                of_key && (code != "missing-key" && code != "unknown-key") && (code == "not-read-yet") == key.later
            });
            assert!(said, "{header} {}: {found:?}", key.name);
            assert!(!found.iter().any(|(code, _)| code == "unknown-key"), "{header} {}", key.name);
        }
    }
}

#[test]
fn every_key_of_an_input_is_read() {
    let input: &TableSpec = tables().iter().find(|t| t.name == "input").unwrap();
    for key in input.keys() {
        let value = if key.name == "value" { "" } else { "value = 1, " };
        let text = format!("schema = 1\n[cost.x]\namount = {{ {value}{} = [[true], [true]] }}\n", key.name);
        let found = raised(&text);
        assert!(found.iter().any(|(_, data)| data.iter().any(|(_, v)| v == key.name)), "{}: {found:?}", key.name);
    }
}

#[test]
fn every_table_and_every_key_is_described() {
    for language in Language::ALL {
        let words = words(*language, Theme::Keys);
        for table in tables() {
            assert!(words.contains_key(&format!("table.{}", table.name)), "{} {}", language.word(), table.name);
            for key in table.keys() {
                let path = format!("{}.{}", table.name, key.name);
                assert!(words.get(&path).is_some_and(|w| w.ends_with('.')), "{} {path}", language.word());
            }
        }
        let declared = |path: &str| {
            let (table, key) = path.split_once('.').unwrap();
            let known = |name: &str| tables().iter().find(|t| t.name == name);
            if table == "table" { known(key).is_some() } else { known(table).is_some_and(|t| t.key(key).is_some()) }
        };
        for path in words.keys() {
            assert!(declared(path), "{} describes {path}, which is no key", language.word());
        }
    }
}
