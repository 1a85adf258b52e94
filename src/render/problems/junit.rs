//! Complaints as JUnit's XML: a suite for each case; a test for being read and computed, for each demand, and for each
//! complaint. What stops a case is an error, what the run fails for a failure; what only warns passes, and says so.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use super::finding::{CheckedCase, Finding, Location};
use crate::problem::{Code, Severity};

/// What a test came to.
enum Ended<'c> {
    Well,
    Said(String),
    Failed(&'c Finding),
    Stopped(&'c Finding),
}

/// One test of a suite.
struct Test<'c> {
    name: String,
    at: Option<&'c Location>,
    ended: Ended<'c>,
}

/// The whole report.
///
/// # Errors
/// None but those of writing to memory.
pub fn junit(cases: &[CheckedCase]) -> std::io::Result<Vec<u8>> {
    let suites: Vec<(&CheckedCase, Vec<Test<'_>>)> = cases.iter().map(|case| (case, tests(case))).collect();
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = counts(suites.iter().flat_map(|(_, tests)| tests));
    open(&mut xml, "testsuites", &[("name", "afkast check")], &all)?;
    for (case, tests) in &suites {
        open(&mut xml, "testsuite", &[("name", &case.name)], &counts(tests.iter()))?;
        for test in tests {
            write(&mut xml, case, test)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// The tests of a case.
fn tests(case: &CheckedCase) -> Vec<Test<'_>> {
    let mut tests = Vec::new();
    if !case.findings.iter().any(stops) {
        tests.push(Test { name: "read and computed".to_owned(), at: None, ended: Ended::Well });
    }
    for met in &case.met {
        tests.push(Test {
            name: format!("demand {}", met.id),
            at: Some(&met.at),
            ended: Ended::Said(met.says.clone()),
        });
    }
    for finding in &case.findings {
        let ended = match finding {
            _ if stops(finding) => Ended::Stopped(finding),
            _ if finding.fails => Ended::Failed(finding),
            _ => Ended::Said(finding.in_full.clone()),
        };
        tests.push(Test { name: name(finding), at: Some(&finding.at), ended });
    }
    tests
}

fn stops(finding: &Finding) -> bool {
    finding.severity == Severity::Problem && !finding.code.is_demand()
}

/// The name of a complaint's test: a demand's by its id, others by kind and line.
fn name(finding: &Finding) -> String {
    match (finding.code, &finding.id) {
        (Code::Demand, Some(id)) => format!("demand {id}"),
        _ => format!("{} at line {}", finding.code.word(), finding.at.start.line),
    }
}

/// The number of tests, of failures and of errors.
fn counts<'t, 'c: 't>(tests: impl Iterator<Item = &'t Test<'c>>) -> [usize; 3] {
    let mut counts = [0; 3];
    for test in tests {
        counts[0] += 1;
        match test.ended {
            Ended::Well | Ended::Said(_) => {}
            Ended::Failed(_) => counts[1] += 1,
            Ended::Stopped(_) => counts[2] += 1,
        }
    }
    counts
}

fn open(
    xml: &mut Writer<Vec<u8>>,
    name: &str,
    attributes: &[(&str, &str)],
    [tests, failures, errors]: &[usize; 3],
) -> std::io::Result<()> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, legal(value).as_str()));
    }
    for (key, number) in [("tests", tests), ("failures", failures), ("errors", errors)] {
        element.push_attribute((key, number.to_string().as_str()));
    }
    xml.write_event(Event::Start(element))
}

fn write(xml: &mut Writer<Vec<u8>>, case: &CheckedCase, test: &Test<'_>) -> std::io::Result<()> {
    let mut element = BytesStart::new("testcase");
    element.push_attribute(("classname", legal(&case.name).as_str()));
    element.push_attribute(("name", legal(&test.name).as_str()));
    if let Some(at) = test.at {
        element.push_attribute(("file", legal(&at.file).as_str()));
        element.push_attribute(("line", at.start.line.to_string().as_str()));
    }
    let (inner, finding, text) = match &test.ended {
        Ended::Well => return xml.write_event(Event::Empty(element)),
        Ended::Said(text) => ("system-out", None, text.clone()),
        Ended::Failed(finding) => ("failure", Some(finding), placed(finding)),
        Ended::Stopped(finding) => ("error", Some(finding), placed(finding)),
    };
    xml.write_event(Event::Start(element))?;
    let mut body = BytesStart::new(inner);
    if let Some(finding) = finding {
        body.push_attribute(("type", finding.code.word()));
        body.push_attribute(("message", legal(&finding.message).as_str()));
    }
    xml.write_event(Event::Start(body))?;
    xml.write_event(Event::Text(BytesText::new(&legal(&text))))?;
    xml.write_event(Event::End(BytesEnd::new(inner)))?;
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// All that is said, with its place.
fn placed(finding: &Finding) -> String {
    let (file, start) = (&finding.at.file, finding.at.start);
    format!("{file}:{}:{}\n{}", start.line, start.column, finding.in_full)
}

/// A text without the characters that XML 1.0 has no way to write.
fn legal(text: &str) -> String {
    let is_legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}
