//! Results compared with results worked out elsewhere, by the rules of `tests/worked/README.md`.

use serde_json::Value;

/// Every place in which two results differ: numbers by more than 1e-9 of the expected and by more than 1e-9, rates by
/// more than 1e-9; everything else exactly; assumptions by path.
pub fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk("", ours, theirs, &mut found);
    found
}

fn walk(at: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let rate = at.contains("internal_rate_of_return");
            let slack = if rate { 1e-9 } else { 1e-9 * b.abs().max(1.0) };
            if (a - b).abs() > slack {
                found.push(format!("{at}: {a} is not {b}"));
            }
        }
        (Value::Array(a), Value::Array(b)) if at.ends_with("/assumptions") => {
            let keyed = |list: &[Value]| {
                let rows = list.iter().map(|r| (r["path"].as_str().unwrap().to_owned(), r.clone()));
                Value::Object(rows.collect())
            };
            walk(&format!("{at}/"), &keyed(a), &keyed(b), found);
        }
        (Value::Array(a), Value::Array(b)) => {
            if a.len() != b.len() {
                found.push(format!("{at}: {} entries, not {}", a.len(), b.len()));
            }
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                walk(&format!("{at}/{i}"), a, b, found);
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().filter(|k| *k != "stamp" && !b.contains_key(*k)) {
                found.push(format!("{at}/{key}: not expected: {}", a[key]));
            }
            for (key, b) in b.iter().filter(|(k, _)| *k != "stamp") {
                match a.get(key) {
                    Some(a) => walk(&format!("{at}/{key}"), a, b, found),
                    None => found.push(format!("{at}/{key}: missing, expected {b}")),
                }
            }
        }
        _ if ours == theirs => {}
        _ => found.push(format!("{at}: {ours} is not {theirs}")),
    }
}

#[test]
fn differences_are_seen() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(
        differences(&value(r#"{"a":1.0000000001,"b":[1]}"#), &value(r#"{"a":1,"b":[1]}"#)),
        Vec::<String>::new()
    );
    assert_eq!(differences(&value(r#"{"a":1.00000001}"#), &value(r#"{"a":1}"#)).len(), 1);
    assert_eq!(differences(&value(r#"{"a":1,"c":2}"#), &value(r#"{"a":1,"b":2}"#)).len(), 2);
    assert_eq!(differences(&value(r#"{"a":null}"#), &value(r#"{"a":0}"#)).len(), 1);
}
