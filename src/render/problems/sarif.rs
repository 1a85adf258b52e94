//! Complaints as a log of SARIF 2.1.0, the Static Analysis Results Interchange Format.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::finding::{CheckedCase, Finding, Location, marked};
use crate::problem::{Code, Severity};
use crate::text::{Language, Theme, say};

/// One run with every complaint, and a rule for each kind that occurs.
pub fn sarif(cases: &[CheckedCase], language: Language) -> Value {
    let found = marked(cases);
    let kinds: BTreeSet<Code> = found.iter().map(|(finding, _)| finding.code).collect();
    let place = |code: Code| kinds.iter().position(|kind| *kind == code);
    let rules: Vec<Value> = kinds.iter().map(|code| rule(*code, language)).collect();
    let results: Vec<Value> = found.iter().map(|(finding, mark)| result(finding, mark, place(finding.code))).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "afkast", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code, language: Language) -> Value {
    json!({
        "id": code.word(),
        "shortDescription": { "text": say(language, Theme::Codes, code.word()) },
        "defaultConfiguration": { "level": level(code.severity(), false) },
    })
}

fn result(finding: &Finding, mark: &str, rule: Option<usize>) -> Value {
    let mut result = json!({
        "ruleId": finding.code.word(),
        "ruleIndex": rule,
        "level": level(finding.severity, finding.fails),
        "message": { "text": finding.in_full },
        "locations": [{ "physicalLocation": physical(&finding.at) }],
        "partialFingerprints": { "afkast/v1": mark },
    });
    if !finding.see.is_empty() {
        result["relatedLocations"] =
            finding.see.iter().zip(1..).map(|((at, label), id)| related(at, label, id)).collect();
    }
    result
}

fn related(at: &Location, label: &Option<String>, id: usize) -> Value {
    let mut location = json!({ "id": id, "physicalLocation": physical(at) });
    if let Some(label) = label {
        location["message"] = json!({ "text": label });
    }
    location
}

fn physical(at: &Location) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&at.file) },
        "region": {
            "startLine": at.start.line,
            "startColumn": at.start.column,
            "endLine": at.end.line,
            "endColumn": at.end.column,
        },
    })
}

const fn level(severity: Severity, fails: bool) -> &'static str {
    match severity {
        _ if fails => "error",
        Severity::Problem => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a reference of RFC 3986: what is not unreserved or `/` is written by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        for (path, reference) in [
            ("cases/job.toml", "cases/job.toml"),
            ("unge på vej.toml", "unge%20p%C3%A5%20vej.toml"),
            ("100%.toml", "100%25.toml"),
        ] {
            assert_eq!(uri(path), reference);
        }
    }
}
