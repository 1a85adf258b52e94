//! Complaints as workflow commands of GitHub: each becomes an annotation at its line.

use super::finding::{CheckedCase, Finding, marked};
use crate::problem::Severity;

/// A line for each complaint.
pub fn github(cases: &[CheckedCase]) -> String {
    marked(cases).into_iter().map(|(finding, _)| command(finding)).collect()
}

fn command(finding: &Finding) -> String {
    let level = match finding.severity {
        _ if finding.fails => "error",
        Severity::Problem => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = (finding.at.start, finding.at.end);
    format!(
        "::{level} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        property(&finding.at.file),
        start.line,
        end.line,
        start.column,
        end.column,
        property(finding.code.word()),
        data(&finding.in_full)
    )
}

/// The text of a command: a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the text: a colon or a comma would end it, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        // As the runner reads it: %25, %0D, %0A everywhere, %3A and %2C in properties.
        assert_eq!(data("27 % is\r\n\"27 %\", not: 27"), "27 %25 is%0D%0A\"27 %25\", not: 27");
        assert_eq!(property("C:\\a,b %.toml"), "C%3A\\a%2Cb %25.toml");
    }
}
