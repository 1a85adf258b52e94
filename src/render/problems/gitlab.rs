//! Complaints as a Code Quality report of GitLab.

use serde_json::{Value, json};

use super::finding::{CheckedCase, Finding, marked};
use crate::problem::Severity;

/// A list with every complaint.
pub fn gitlab(cases: &[CheckedCase]) -> Value {
    marked(cases).into_iter().map(|(finding, mark)| item(finding, &mark)).collect()
}

fn item(finding: &Finding, mark: &str) -> Value {
    let severity = match finding.severity {
        Severity::Problem if !finding.code.is_demand() => "critical",
        _ if finding.fails => "major",
        Severity::Problem | Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let (start, end) = (finding.at.start, finding.at.end);
    json!({
        "type": "issue",
        "check_name": finding.code.word(),
        "description": finding.message,
        "content": { "body": finding.in_full },
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": mark,
        "location": {
            "path": finding.at.file,
            "lines": { "begin": start.line, "end": end.line },
            "positions": {
                "begin": { "line": start.line, "column": start.column },
                "end": { "line": end.line, "column": end.column },
            },
        },
    })
}
