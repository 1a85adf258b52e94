//! `[contract.term.NAME]`: its shape, its keys, whose it is.

use std::collections::{BTreeMap, BTreeSet};

use super::metric::MetricGround;
use super::values::Values;
use super::{Checking, Ground, PATH};
use crate::case::Id;
use crate::case::check::Place;
use crate::case::contract::{Line, Role, Shape, Term};
use crate::case::read::contract::{Clock, PointDraft, ShapeWord, TermDraft};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A term while it is checked.
pub(super) struct TermGround<'d> {
    pub id: &'d str,
    pub key: Span,
    pub path: String,
    pub draft: &'d TermDraft,
    pub word: ShapeWord,
    /// The selector that it is a member of.
    pub member_of: Option<&'d str>,
    /// What it measures.
    pub metric: Option<&'d str>,
    /// The points at which it is measured, when it is at points.
    pub measured: Option<&'d [PointDraft]>,
    pub clock: Clock,
    /// None when it cannot be told.
    pub shape: Option<Shape>,
    /// `price` or `amounts`.
    pub prices: Option<Values<'d>>,
    pub lines: Vec<Line>,
}

impl TermGround<'_> {
    pub fn place(&self) -> Place<'_> {
        Place { path: &self.path, id: self.id, span: self.draft.names.span }
    }
    /// The term, with its role. None when something stopped it.
    pub fn made(self, roles: &BTreeMap<&str, Role>) -> Option<Term> {
        Some(Term {
            id: Id::new(self.id),
            names: self.draft.names.clone(),
            shape: self.shape?,
            metric: self.metric.map(Id::new),
            once_per: self.draft.once_per.optional()?,
            has_requires: !self.draft.requires.is_absent(),
            role: roles.get(self.id)?.clone(),
            lines: self.lines,
        })
    }
}

/// All terms, by id.
pub(super) type Terms<'d> = BTreeMap<&'d str, TermGround<'d>>;

impl<'d> Checking<'d> {
    pub(super) fn check_terms(
        &mut self,
        ground: &mut Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
    ) -> Terms<'d> {
        if ground.draft.terms.is_empty() && !ground.draft.unread.contains(&"term") {
            let missing = Problem::new(Code::MissingKey).variant("terms").with("key", "term");
            self.complain(missing.with("table", "[contract]").at(ground.draft.names.span));
        }
        let members = self.members_of_selectors(ground);
        let mut terms = BTreeMap::new();
        for keyed in &ground.draft.terms {
            let path = format!("{PATH}.term.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let Some(word) = keyed.draft.shape() else { continue };
            let member_of = members.get(keyed.id.as_str()).copied();
            self.term_keys(word, &keyed.draft, place);
            self.once_per(word, &keyed.draft, place);
            if member_of.is_some() {
                self.member_keys(&keyed.draft, place);
            }
            let metric = self.metric_of(ground, word, &keyed.draft, keyed.key, place);
            let mut term = TermGround {
                id: &keyed.id,
                key: keyed.key,
                path: path.clone(),
                draft: &keyed.draft,
                word,
                member_of,
                metric,
                measured: None,
                clock: ground.clock,
                shape: None,
                prices: None,
                lines: Vec::new(),
            };
            let metric = metric.and_then(|id| metrics.get(id));
            if metric.is_some() || !word.has_metric() {
                self.settle(ground, metric, &mut term);
            }
            self.term_rows(&keyed.draft, place);
            terms.insert(keyed.id.as_str(), term);
        }
        terms
    }

    /// Which terms are members, and of which selector.
    fn members_of_selectors(&mut self, ground: &Ground<'d, '_>) -> BTreeMap<&'d str, &'d str> {
        let mut members: BTreeMap<&str, &str> = BTreeMap::new();
        let terms = &ground.draft.terms;
        let known: Vec<(&str, Span)> = terms.iter().map(|k| (k.id.as_str(), k.key)).collect();
        for keyed in terms.iter().filter(|k| k.draft.shape().is_some_and(ShapeWord::is_selector)) {
            let Some(written) = keyed.draft.terms.here() else { continue };
            let mut own = BTreeSet::new();
            for (id, span) in &written.value.0 {
                let Some(member) = ground.term_keys.get(id.as_str()) else {
                    self.unknown_in_contract("term", id, *span, &known, &ground.draft.unread);
                    continue;
                };
                if member.draft.shape().is_some_and(ShapeWord::is_selector) {
                    let problem = Problem::new(Code::SelectorInSelector).with("term", id);
                    self.complain(problem.at(*span).and_see(member.key, "the-other"));
                } else if !own.insert(id.as_str()) {
                    self.complain(Problem::new(Code::Twice).variant("in-list").with("name", id).at(*span));
                } else if let Some(other) = members.get(id.as_str()) {
                    let problem = Problem::new(Code::MemberOfSelector).variant("two").with("term", id);
                    self.complain(problem.with("selector", other).at(*span));
                } else {
                    members.insert(&member.id, &keyed.id);
                }
            }
            if written.value.0.len() < 2 {
                let problem = Problem::new(Code::OutOfRange).variant("two-or-more").with("key", "terms");
                self.complain(problem.at(written.span));
            }
        }
        members
    }

    /// The metric that a term measures.
    fn metric_of(
        &mut self,
        ground: &Ground<'d, '_>,
        word: ShapeWord,
        draft: &'d TermDraft,
        key: Span,
        place: Place<'_>,
    ) -> Option<&'d str> {
        if !word.has_metric() || draft.metric.is_broken() {
            return None;
        }
        let metrics = &ground.draft.metrics;
        let (id, span) = match draft.metric.here() {
            Some(written) => (written.value.as_str(), written.span),
            None => (place.id, key),
        };
        if let Some(metric) = ground.metric_keys.get(id) {
            return Some(&metric.id);
        }
        if ground.draft.unread.contains(&"metric") {
            return None;
        }
        if draft.metric.is_absent() {
            let known: Vec<&str> = metrics.iter().take(12).map(|k| k.id.as_str()).collect();
            let missing = Problem::new(Code::MissingKey).variant("metric").with("key", "metric").with("name", id);
            let missing = missing.with("table", format!("[{}]", place.path));
            self.complain(missing.with("known", crate::case::read::quoted(&known)).at(place.span));
        } else {
            let known: Vec<(&str, Span)> = metrics.iter().map(|k| (k.id.as_str(), k.key)).collect();
            self.unknown_in_contract("metric", id, span, &known, &ground.draft.unread);
        }
        None
    }
}
