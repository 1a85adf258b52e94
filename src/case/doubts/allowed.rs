//! What is let through: `[allow.CODE]`.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Day;
use crate::case::Allowance;
use crate::document::{Document, Entry, Table, Value};
use crate::problem::{Code, Problem, Severity};
use crate::span::Span;

/// The problems without the warnings that are let through.
///
/// With a day, an allowance that is past it lets nothing through, and one that lets nothing through is a warning
/// itself: one of the case's own always, one of the policy file above it only when it is past and was needed. Without
/// a day every allowance holds, and none is complained of.
pub fn allowed(
    problems: Vec<Problem>,
    allowances: &BTreeMap<&'static str, Allowance>,
    document: &Document,
    today: Option<Day>,
) -> Vec<Problem> {
    let mut used: BTreeSet<&'static str> = BTreeSet::new();
    let is_past = |allowance: &Allowance| today.zip(allowance.until).is_some_and(|(today, until)| until < today);
    let mut left: Vec<Problem> = Vec::with_capacity(problems.len());
    for problem in problems {
        let allowance = allowances.get(problem.code.word()).filter(|a| lets_through(a, &problem, document));
        let past = allowance.is_some_and(is_past);
        if let Some(allowance) = allowance {
            used.insert(allowance.code.word());
        }
        if allowance.is_none() || past {
            left.push(problem);
        }
    }
    if today.is_none() {
        return left;
    }
    for (word, allowance) in allowances {
        let (own, used) = (allowance.span.source == document.source, used.contains(word));
        let about = |code: Code| Problem::new(code).with("code", word).at(allowance.span);
        match (&allowance.until, &allowance.at) {
            (Some(until), _) if is_past(allowance) && (own || used) => {
                left.push(about(Code::AllowancePast).with("until", until));
            }
            (_, Some(at)) if own && !used => left.push(about(Code::AllowanceUnused).variant("at").with("at", at)),
            (_, None) if own && !used => left.push(about(Code::AllowanceUnused)),
            _ => {}
        }
    }
    left
}

fn lets_through(allowance: &Allowance, problem: &Problem, document: &Document) -> bool {
    let here = || match (&allowance.at, problem.span) {
        (None, _) => true,
        (Some(path), Some(span)) => find(&document.root, path).is_some_and(|entry| entry_holds(entry, span)),
        (Some(_), None) => false,
    };
    (problem.severity == Severity::Warning || problem.code.is_rule()) && here()
}

/// What stands at a path.
fn find<'d>(table: &'d Table, path: &str) -> Option<&'d Entry> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let entry = table.get(key)?;
    match (rest, &entry.node.value) {
        (None, _) => Some(entry),
        (Some(rest), Value::Table(inner)) => find(inner, rest),
        (Some(_), _) => None,
    }
}

/// Whether a place lies in a key, its value, or a table below it.
fn entry_holds(entry: &Entry, span: Span) -> bool {
    let within = |outer: Span| outer.source == span.source && outer.start <= span.start && span.end <= outer.end;
    within(entry.key_span)
        || within(entry.node.span)
        || match &entry.node.value {
            Value::Table(table) => within(table.opened) || table.entries.iter().any(|e| entry_holds(e, span)),
            _ => false,
        }
}
