//! The keys of a term that go with its shape, and those that do not.

use super::Checking;
use super::keys::Key;
use crate::case::check::Place;
use crate::case::contract::OncePer;
use crate::case::fields::Worded;
use crate::case::read::contract::{ShapeWord, TermDraft};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// The keys that go with a shape, and those that it needs.
    pub(super) fn term_keys(&mut self, word: ShapeWord, draft: &TermDraft, place: Place<'_>) {
        use ShapeWord as S;
        let measured: &[&str] = &["metric", "measured", "clock"];
        let (with, needs): (Vec<&str>, &[&'static str]) = match word {
            S::Fixed => (vec!["amount", "at", "every", "times"], &["amount"]),
            S::Given => (vec!["amounts", "measured", "clock"], &["amounts"]),
            S::PerUnit => {
                let own = ["price", "first_unpaid", "at_most_units", "at_most", "cumulative"];
                (own.iter().chain(measured).copied().collect(), &["price"])
            }
            S::Milestones => (vec!["metric", "points", "sequential"], &["points"]),
            S::Recurring => (vec!["metric", "after", "every", "times", "pay"], &["every", "times", "pay"]),
            S::Step => {
                let own = ["tiers", "below", "base", "edge", "interpolate", "pooled_fallback"];
                (own.iter().chain(measured).copied().collect(), &["tiers"])
            }
            S::Banded => {
                let own = ["bands", "threshold", "edge", "at_most", "cumulative", "pooled_fallback"];
                (own.iter().chain(measured).copied().collect(), &["bands"])
            }
            S::Share => {
                let own = ["share", "at_most", "until", "then_share"];
                (own.iter().chain(measured).copied().collect(), &["share"])
            }
            S::BetterOf | S::WorseOf => (vec!["terms"], &["terms"]),
        };
        let keys = draft.keys_of_shapes();
        let written: Vec<Key> = keys.iter().map(|(name, at, _)| (*name, *at)).collect();
        self.only_keys(&written, &with, word.in_a_file(), place);
        for (name, _, absent) in keys {
            if absent && needs.contains(&name) {
                self.missing(name, place, "contract-term");
            }
        }
        if word == S::Fixed {
            self.fixed_keys(draft, place);
        }
    }

    /// `at`, or `every` and `times`.
    fn fixed_keys(&mut self, draft: &TermDraft, place: Place<'_>) {
        match (draft.at.is_absent(), draft.every.is_absent() && draft.times.is_absent()) {
            (true, true) => self.none_of("fixed", &["at", "every"], place),
            (false, false) => {
                let other = draft.every.key().or(draft.times.key());
                self.several_of(&[("at", draft.at.key()), ("every", other)], place);
            }
            (true, false) if draft.every.is_absent() => self.missing("every", place, "contract-term"),
            (true, false) if draft.times.is_absent() => self.missing("times", place, "contract-term"),
            _ => {}
        }
    }

    pub(super) fn once_per(&mut self, word: ShapeWord, draft: &TermDraft, place: Place<'_>) {
        let Some(written) = draft.once_per.here() else { return };
        let variant = match (written.value, word) {
            (_, ShapeWord::BetterOf | ShapeWord::WorseOf) => "once-per-of-selector",
            (OncePer::Person, word) if word != ShapeWord::PerUnit => "once-per-person",
            (OncePer::Person, _) if draft.cumulative.or(false) == Some(true) => "once-per-and-cumulative",
            _ if !draft.fallback.is_absent() => "once-per-and-fallback",
            _ => return,
        };
        self.does_not_belong(variant, "once_per", written.key, place);
    }

    /// Keys that a member of a selector may not have: it pays nothing itself.
    pub(super) fn member_keys(&mut self, draft: &TermDraft, place: Place<'_>) {
        let keys: [Key; 8] = [
            ("index", draft.index.key()),
            ("index_from", draft.index_from.key()),
            ("verify_lag", draft.verify_lag.key()),
            ("pay_lag", draft.pay_lag.key()),
            ("withheld", draft.withheld.key()),
            ("recipient", draft.recipient.key()),
            ("paid_by", draft.paid_by.key()),
            ("area", draft.area.key()),
        ];
        for (key, at) in keys {
            let Some(at) = at else { continue };
            let problem = Problem::new(Code::MemberOfSelector).variant("key").with("key", key).with("term", place.id);
            self.complain(problem.at(at));
        }
    }

    pub(super) fn term_rows(&mut self, draft: &TermDraft, place: Place<'_>) {
        for (key, lag) in [("verify_lag", &draft.verify_lag), ("pay_lag", &draft.pay_lag), ("every", &draft.every)] {
            self.interval_row(lag, &format!("{}.{key}", place.path));
        }
    }
}

impl TermDraft {
    /// Keys that go with some shapes only: name, place, whether absent.
    fn keys_of_shapes(&self) -> Vec<(&'static str, Option<Span>, bool)> {
        vec![
            ("metric", self.metric.key(), self.metric.is_absent()),
            ("measured", self.measured.key(), self.measured.is_absent()),
            ("clock", self.clock.key(), self.clock.is_absent()),
            ("amount", self.amount.key(), self.amount.is_absent()),
            ("at", self.at.key(), self.at.is_absent()),
            ("every", self.every.key(), self.every.is_absent()),
            ("times", self.times.key(), self.times.is_absent()),
            ("amounts", self.amounts.key(), self.amounts.is_absent()),
            ("price", self.price.key(), self.price.is_absent()),
            ("first_unpaid", self.first_unpaid.key(), self.first_unpaid.is_absent()),
            ("at_most_units", self.at_most_units.key(), self.at_most_units.is_absent()),
            ("at_most", self.at_most.key(), self.at_most.is_absent()),
            ("cumulative", self.cumulative.key(), self.cumulative.is_absent()),
            ("points", self.points.key(), self.points.is_absent()),
            ("sequential", self.sequential.key(), self.sequential.is_absent()),
            ("after", self.after.key(), self.after.is_absent()),
            ("pay", self.pay.key(), self.pay.is_absent()),
            ("tiers", self.tiers.key(), self.tiers.is_absent()),
            ("below", self.below.key(), self.below.is_absent()),
            ("base", self.base.key(), self.base.is_absent()),
            ("edge", self.edge.key(), self.edge.is_absent()),
            ("interpolate", self.interpolate.key(), self.interpolate.is_absent()),
            ("pooled_fallback", self.fallback.key(), self.fallback.is_absent()),
            ("bands", self.bands.key(), self.bands.is_absent()),
            ("threshold", self.threshold.key(), self.threshold.is_absent()),
            ("share", self.share.key(), self.share.is_absent()),
            ("until", self.until.key(), self.until.is_absent()),
            ("then_share", self.then_share.key(), self.then_share.is_absent()),
            ("terms", self.terms.key(), self.terms.is_absent()),
        ]
    }
}
