//! Keys of a contract's tables that must be there, and those that may not.

use super::Checking;
use crate::case::check::Place;
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A key, and where it stands when it is written.
pub(super) type Key = (&'static str, Option<Span>);

impl Checking<'_> {
    /// Says that a key must be written.
    pub(super) fn missing(&mut self, key: &'static str, place: Place<'_>, schema: &'static str) {
        self.complain(
            Problem::new(Code::MissingKey)
                .with("key", key)
                .with("table", format!("[{}]", place.path))
                .with("schema", schema)
                .at(place.span),
        );
    }

    /// Says of every key that is written and not among `with` that it does not go with `what`.
    pub(super) fn only_keys(&mut self, keys: &[Key], with: &[&str], what: &'static str, place: Place<'_>) {
        for (key, at) in keys {
            if let Some(at) = at
                && !with.contains(key)
            {
                let problem = Problem::new(Code::KeyDoesNotBelong).with("key", key).with("what", what);
                self.complain(problem.with("table", format!("[{}]", place.path)).at(*at));
            }
        }
    }

    /// Says of one key that it does not belong.
    pub(super) fn does_not_belong(&mut self, variant: &'static str, key: &'static str, at: Span, place: Place<'_>) {
        let problem = Problem::new(Code::KeyDoesNotBelong).variant(variant).with("key", key);
        self.complain(problem.with("table", format!("[{}]", place.path)).at(at));
    }

    /// Says that nothing in a contract has this id; silent when the tables could not be read.
    pub(super) fn unknown_in_contract(
        &mut self,
        what: &'static str,
        id: &str,
        span: Span,
        known: &[(&str, Span)],
        unread: &[&'static str],
    ) {
        if !unread.contains(&what) {
            self.unknown_id(what, id, span, known);
        }
    }
}
