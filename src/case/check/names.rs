//! Ids that must exist, keys that must stand together or apart.

use super::Checking;
use crate::case::read::{Keyed, is_id, quoted};
use crate::document::nearest;
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// Says that nothing of this kind has this id, and which may be meant.
    pub(super) fn unknown_id(&mut self, what: &'static str, id: &str, span: Span, known: &[(&str, Span)]) {
        if self.drafts.lacks || self.drafts.unread.contains(what) {
            return; // The library may have it, or a table that could not be read; that has been said.
        }
        let problem = Problem::new(Code::UnknownId).with("what", format!("@what.{what}")).with("id", id).at(span);
        let near = if self.suggestions > 0 { nearest(id, known.iter().map(|(id, _)| *id)) } else { None };
        self.suggestions = self.suggestions.saturating_sub(1);
        if near.is_some_and(|near| !is_id(near)) {
            return; // It is nearly that of a table whose id is none, and that has been said.
        }
        let place = near.and_then(|near| known.iter().find(|(id, _)| *id == near));
        self.complain(match place {
            Some((near, at)) => {
                let variant = if near.eq_ignore_ascii_case(id) { "capital" } else { "near" };
                let label = if variant == "capital" { "this-one" } else { "did-you-mean" };
                let problem = problem.variant(variant).with("near", near);
                if *at == Span::default() { problem } else { problem.and_see(*at, label) }
            }
            None if known.is_empty() => problem.variant("none"),
            None if known.len() <= 12 => {
                let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
                problem.with("known", quoted(&ids))
            }
            None => problem.variant("many"),
        });
    }

    /// Says that two keys do not belong together.
    pub(super) fn together(
        &mut self,
        variant: &'static str,
        at: Span,
        other: Span,
        key: &'static str,
        beside: &'static str,
    ) {
        self.complain(
            Problem::new(Code::DoesNotBelongTogether)
                .variant(variant)
                .with("key", key)
                .with("other", beside)
                .at(at)
                .and_see(other, "beside"),
        );
    }

    /// The only table of its kind, when a key that names one is left out.
    pub(super) fn only_one<'t, T>(
        &mut self,
        tables: &'t [Keyed<T>],
        key: &'static str,
        place: super::Place<'_>,
    ) -> Option<&'t str> {
        match tables {
            [one] => Some(&one.id),
            [] if self.drafts.unread.contains(key.trim_end_matches('s')) => None,
            several => {
                let ids: Vec<&str> = several.iter().take(12).map(|k| k.id.as_str()).collect();
                self.complain(
                    Problem::new(Code::MissingKey)
                        .variant(if several.is_empty() { "none-to-name" } else { "which" })
                        .with("key", key)
                        .with("table", format!("[{}]", place.path))
                        .with("known", quoted(&ids))
                        .at(place.span),
                );
                None
            }
        }
    }

    /// Says that one of several keys must be written.
    pub(super) fn none_of(&mut self, variant: &'static str, keys: &[&str], place: super::Place<'_>) {
        self.complain(
            Problem::new(Code::OneOf)
                .variant(variant)
                .with("keys", keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "))
                .with("table", format!("[{}]", place.path))
                .at(place.span),
        );
    }

    /// Says that only one of several keys may be written: `written` are those that are, with their places.
    pub(super) fn several_of(&mut self, written: &[(&str, Option<Span>)], place: super::Place<'_>) {
        let places: Vec<(&str, Span)> = written.iter().filter_map(|(key, at)| at.map(|at| (*key, at))).collect();
        let mut places = places.into_iter();
        let first = places.next().map(|(_, at)| at);
        let keys: Vec<String> = written.iter().map(|(key, _)| format!("`{key}`")).collect();
        let problem = Problem::new(Code::OneOf)
            .variant("several")
            .with("keys", keys.join(", "))
            .with("table", format!("[{}]", place.path))
            .at(first.unwrap_or(place.span));
        self.complain(places.fold(problem, |p, (_, at)| p.and_see(at, "beside")));
    }
}
