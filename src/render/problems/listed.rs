//! Complaints one below the other: a table for machines, and Markdown for a pull request's comment.

use super::finding::{CheckedCase, Finding, marked};
use super::words::severity_key;
use crate::text::{Language, Theme, say};

/// The columns of the table.
const COLUMNS: [&str; 10] =
    ["case", "severity", "code", "fails", "file", "line", "column", "end_line", "end_column", "message"];

/// A row for each complaint about each case; the header always, even with no rows.
///
/// # Errors
/// None but those of writing to memory.
pub fn csv(cases: &[CheckedCase]) -> std::io::Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for (case, finding) in cases.iter().flat_map(|case| case.findings.iter().map(move |finding| (case, finding))) {
        let (start, end) = (finding.at.start, finding.at.end);
        let places = [start.line, start.column, end.line, end.column].map(|number| number.to_string());
        let words = [
            case.name.as_str(),
            finding.severity.word(),
            finding.code.word(),
            if finding.fails { "true" } else { "false" },
        ];
        let row = words.into_iter().chain([finding.at.file.as_str()]).chain(places.iter().map(String::as_str));
        table.write_record(row.chain([finding.message.as_str()]))?;
    }
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What was found in all cases together, and a row for each complaint and for each demand that is met.
pub fn markdown(cases: &[CheckedCase], summary: &str, language: Language) -> String {
    let mut page = String::new();
    if !summary.is_empty() {
        page.push_str(&format!("**{}**\n", plain(summary)));
    }
    let met = cases.iter().flat_map(|case| case.met.iter().map(move |met| (case, met)));
    let rows: Vec<String> = marked(cases)
        .into_iter()
        .map(|(finding, _)| row(finding, language))
        .chain(met.map(|(case, met)| format!("| ✓ | `{}` | {} |\n", case.name, plain(&met.says))))
        .collect();
    if !rows.is_empty() {
        let words = |key: &str| say(language, Theme::Pages, &format!("check.column.{key}")).to_owned();
        page.push_str(&format!("\n| | {} | {} |\n| --- | --- | --- |\n", words("place"), words("what")));
        page.push_str(&rows.concat());
    }
    page
}

fn row(finding: &Finding, language: Language) -> String {
    let severity = say(language, Theme::Reading, severity_key(finding.severity));
    let severity = if finding.fails { format!("**{severity}**") } else { severity.to_owned() };
    let (file, line, code) = (&finding.at.file, finding.at.start.line, finding.code.word());
    format!("| {severity} | `{file}:{line}` | `{code}` {} |\n", plain(&finding.in_full))
}

/// A text of a file in a cell: no mark of it means anything, and it stays on its line.
fn plain(text: &str) -> String {
    crate::render::markdown::escape(text.trim_end()).replace('\n', "<br>")
}
