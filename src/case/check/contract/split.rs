//! `[contract.split.NAME]`: payers and their exact shares.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::metric::MetricGround;
use super::term::Terms;
use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::contract::{Split, SplitRounding};
use crate::case::read::contract::{SplitDraft, SplitWord};
use crate::case::read::{Draft, Holders, IdList, Part, Written};
use crate::case::{Id, PartyId};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// A split, and what it is about.
pub(super) struct SplitGround<'d> {
    pub split: Split,
    pub about: SplitAbout<'d>,
    pub key: Span,
}

/// What a split is about, each with its place.
pub(super) enum SplitAbout<'d> {
    Terms(Vec<(&'d str, Span)>),
    Metrics(Vec<(&'d str, Span)>),
    /// Everything left.
    Everything,
}

impl<'d> Checking<'d> {
    pub(super) fn check_splits(
        &mut self,
        ground: &Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
    ) -> BTreeMap<&'d str, SplitGround<'d>> {
        let mut splits = BTreeMap::new();
        for keyed in &ground.draft.splits {
            let path = format!("{PATH}.split.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let about = self.split_about(ground, &keyed.draft, metrics, terms, place);
            let split = self.split(&keyed.draft, place);
            if let (Some(about), Some(split)) = (about, split) {
                splits.insert(keyed.id.as_str(), SplitGround { split, about, key: keyed.key });
            }
        }
        splits
    }

    fn split_about(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d SplitDraft,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
        place: Place<'_>,
    ) -> Option<SplitAbout<'d>> {
        match (&draft.terms, &draft.metrics) {
            (Draft::Here(one), Draft::Here(other)) => {
                self.several_of(&[("terms", Some(one.key)), ("metrics", Some(other.key))], place);
                None
            }
            (Draft::Broken, _) | (_, Draft::Broken) => None,
            (Draft::Here(list), Draft::Absent) => Some(SplitAbout::Terms(self.terms_listed(ground, list, terms))),
            (Draft::Absent, Draft::Here(list)) => Some(SplitAbout::Metrics(self.metrics_listed(ground, list, metrics))),
            (Draft::Absent, Draft::Absent) => Some(SplitAbout::Everything),
        }
    }

    /// Terms that a list names, none of them a member of a selector.
    pub(super) fn terms_listed(
        &mut self,
        ground: &Ground<'d, '_>,
        list: &'d Written<IdList>,
        terms: &Terms<'d>,
    ) -> Vec<(&'d str, Span)> {
        let mut found: Vec<(&'d str, Span)> = Vec::new();
        let known: Vec<(&str, Span)> = ground.draft.terms.iter().map(|k| (k.id.as_str(), k.key)).collect();
        for (id, span) in &list.value.0 {
            if !ground.term_keys.contains_key(id.as_str()) {
                self.unknown_in_contract("term", id, *span, &known, &ground.draft.unread);
            } else if found.iter().any(|(k, _)| k == id) {
                self.complain(Problem::new(Code::Twice).variant("in-list").with("name", id).at(*span));
            } else if let Some(selector) = terms.get(id.as_str()).and_then(|t| t.member_of) {
                self.names_a_member(id, selector, *span);
            } else {
                found.push((id, *span));
            }
        }
        found
    }

    /// Says that a member of a selector stands where it has no payments of its own.
    pub(super) fn names_a_member(&mut self, term: &str, selector: &str, span: Span) {
        let problem = Problem::new(Code::MemberOfSelector).with("term", term).with("selector", selector);
        self.complain(problem.at(span));
    }

    /// Metrics that a list names.
    pub(super) fn metrics_listed(
        &mut self,
        ground: &Ground<'d, '_>,
        list: &'d Written<IdList>,
        _metrics: &BTreeMap<&'d str, MetricGround<'d>>,
    ) -> Vec<(&'d str, Span)> {
        let mut found: Vec<(&'d str, Span)> = Vec::new();
        let known: Vec<(&str, Span)> = ground.draft.metrics.iter().map(|k| (k.id.as_str(), k.key)).collect();
        for (id, span) in &list.value.0 {
            if !ground.metric_keys.contains_key(id.as_str()) {
                self.unknown_in_contract("metric", id, *span, &known, &ground.draft.unread);
            } else if found.iter().any(|(k, _)| k == id) {
                self.complain(Problem::new(Code::Twice).variant("in-list").with("name", id).at(*span));
            } else {
                found.push((id, *span));
            }
        }
        found
    }

    fn split(&mut self, draft: &SplitDraft, place: Place<'_>) -> Option<Split> {
        let written = draft.shares.here()?;
        let Holders::Several(holders) = &written.value else {
            let problem = Problem::new(Code::WrongKind).variant("inner-table").with("key", "shares");
            self.complain(problem.with("found", "@kind.text").at(written.span));
            return None;
        };
        let shared = self.shared(written, "shares")?;
        let number = |part: &Part| match part {
            Part::Same(exact) => Some(exact.ratio()),
            Part::Rest | Part::ByYear(_) | Part::Broken => None,
        };
        let sum = holders.iter().filter_map(|h| number(&h.part)).fold(BigRational::zero(), |a, b| a + b);
        let rest = BigRational::one() - sum;
        let parts = shared.into_iter().zip(holders);
        let shares: BTreeMap<PartyId, BigRational> =
            parts.map(|(share, h)| (share.party, number(&h.part).unwrap_or_else(|| rest.clone()))).collect();
        let rounding = self.split_rounding(draft, &shares, place)?;
        Some(Split { id: Id::new(place.id), names: draft.names.clone(), shares, rounding })
    }

    fn split_rounding(
        &mut self,
        draft: &SplitDraft,
        shares: &BTreeMap<PartyId, BigRational>,
        place: Place<'_>,
    ) -> Option<SplitRounding> {
        let word = draft.rounding.or(SplitWord::Residual)?;
        let residual = match &draft.residual {
            Draft::Broken => return None,
            Draft::Absent => None,
            Draft::Here(written) => {
                let party = self.party_or_outside(&written.value, written.span)?;
                if !shares.contains_key(&party) {
                    let known: Vec<String> = shares.keys().map(ToString::to_string).collect();
                    let problem = Problem::new(Code::UnknownId).variant("residual").with("what", "@what.party");
                    let problem = problem.with("id", &party).with("known", crate::case::read::quoted(&known));
                    self.complain(problem.at(written.span));
                    return None;
                }
                Some(party)
            }
        };
        let only = shares.keys().next().filter(|_| shares.len() == 1).cloned();
        match (word, residual.or(only), draft.residual.key()) {
            (SplitWord::LargestRemainder, _, Some(key)) => {
                self.does_not_belong("residual", "residual", key, place);
                None
            }
            (SplitWord::LargestRemainder, _, None) => Some(SplitRounding::LargestRemainder),
            (SplitWord::Residual, Some(party), _) => Some(SplitRounding::Residual(party)),
            (SplitWord::Carry, Some(party), _) => Some(SplitRounding::Carry(party)),
            (SplitWord::Residual | SplitWord::Carry, None, _) => {
                let known: Vec<String> = shares.keys().map(ToString::to_string).collect();
                let missing = Problem::new(Code::MissingKey).variant("residual").with("key", "residual");
                let missing = missing.with("table", format!("[{}]", place.path));
                self.complain(missing.with("known", crate::case::read::quoted(&known)).at(place.span));
                None
            }
        }
    }
}
