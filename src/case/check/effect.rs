//! The ways to write an effect, and those that clash.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::domain::Role;
use super::inputs::is_changed;
use super::{Checking, Place};
use crate::case::read::OutcomeDraft;
use crate::case::{Domain, Effect, Input};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// How the effect is written.
    pub(super) fn effect(&mut self, draft: &OutcomeDraft, persons: bool, place: Place<'_>) -> Option<Effect> {
        let path = |key: &str| place.under(key);
        let (rate, signed) =
            if persons { (Domain::Share, Domain::SignedShare) } else { (Domain::NotNegative, Domain::Any) };
        let expected = self.input(&draft.expected_rate, &path("expected_rate"), rate, Role::Rate);
        let baseline = self.input(&draft.baseline_rate, &path("baseline_rate"), rate, Role::Rate);
        let counterfactual =
            self.input(&draft.counterfactual_share, &path("counterfactual_share"), Domain::Share, Role::Plain);
        let added = self.input(&draft.added_rate, &path("added_rate"), signed, Role::Plain);
        let (e, b) = (!draft.expected_rate.is_absent(), !draft.baseline_rate.is_absent());
        let (c, a) = (!draft.counterfactual_share.is_absent(), !draft.added_rate.is_absent());
        match (e, b, c, a) {
            (true, true, false, false) => {
                let (expected, baseline) = (expected?, baseline?);
                self.warn_of_baseline(&expected, &baseline, persons);
                Some(Effect::ExpectedAndBaseline { expected, baseline })
            }
            (true, false, true, false) => {
                Some(Effect::ExpectedAndCounterfactual { expected: expected?, counterfactual: counterfactual? })
            }
            (false, true, false, true) => {
                let (baseline, added) = (baseline?, added?);
                self.warn_below_nil(&added);
                self.adds_up(&baseline, &added, persons)?;
                Some(Effect::BaselineAndAdded { baseline, added })
            }
            (false, false, false, true) => {
                let added = added?;
                self.warn_below_nil(&added);
                Some(Effect::Added(added))
            }
            _ => {
                self.clash(draft, (e, b, c, a), place);
                None
            }
        }
    }

    /// Says which of the ways clash, or what lacks.
    fn clash(&mut self, draft: &OutcomeDraft, (e, b, c, a): (bool, bool, bool, bool), place: Place<'_>) {
        let all: [(&str, bool, Option<Span>); 4] = [
            ("expected_rate", e, draft.expected_rate.key()),
            ("baseline_rate", b, draft.baseline_rate.key()),
            ("counterfactual_share", c, draft.counterfactual_share.key()),
            ("added_rate", a, draft.added_rate.key()),
        ];
        let broken = [
            draft.expected_rate.is_broken(),
            draft.baseline_rate.is_broken(),
            draft.counterfactual_share.is_broken(),
            draft.added_rate.is_broken(),
        ];
        if broken.contains(&true) {
            return; // What is meant there cannot be told, and it has its problem.
        }
        let of = |names: &[&str]| -> Vec<(&'static str, Option<Span>)> {
            all.iter().filter(|(name, written, _)| *written && names.contains(name)).map(|(n, _, s)| (*n, *s)).collect()
        };
        match (e, b, c, a) {
            (true, _, _, true) => self.several_of(&of(&["expected_rate", "added_rate"]), place),
            (_, true, true, _) => self.several_of(&of(&["baseline_rate", "counterfactual_share"]), place),
            (true, false, false, false) => self.none_of("baseline", &["baseline_rate", "counterfactual_share"], place),
            (false, _, true, _) => {
                let at = draft.counterfactual_share.key().unwrap_or(place.span);
                let problem = Problem::new(Code::DoesNotBelongTogether)
                    .variant("counterfactual")
                    .with("key", "counterfactual_share")
                    .with("other", "expected_rate");
                self.complain(problem.at(at));
            }
            _ => self.none_of("effect", &["expected_rate", "added_rate"], place),
        }
    }

    /// For persons, baseline and added rate together are a rate.
    fn adds_up(&mut self, baseline: &Input, added: &Input, persons: bool) -> Option<()> {
        let sum = baseline.value.checked_add(added.value);
        if !persons || sum.is_some_and(|s| Domain::Share.holds(s)) {
            return Some(());
        }
        self.complain(
            Problem::new(Code::OutOfRange)
                .variant("baseline-and-added")
                .with("sum", sum.unwrap_or_default().normalize())
                .at(added.span)
                .and_see(baseline.span, "baseline"),
        );
        None
    }

    fn warn_of_baseline(&mut self, expected: &Arc<Input>, baseline: &Arc<Input>, persons: bool) {
        if expected.value >= baseline.value || is_changed(expected.why) || is_changed(baseline.why) {
            return;
        }
        let code = if persons { Code::RateBelowBaseline } else { Code::EffectBelowNil };
        self.complain(
            Problem::new(code)
                .variant(if persons { "" } else { "rates" })
                .with("expected", expected.value.normalize())
                .with("baseline", baseline.value.normalize())
                .at(expected.span)
                .and_see(baseline.span, "without"),
        );
    }

    fn warn_below_nil(&mut self, added: &Arc<Input>) {
        if added.value < Decimal::ZERO && !is_changed(added.why) {
            self.complain(Problem::new(Code::EffectBelowNil).with("added", added.value.normalize()).at(added.span));
        }
    }
}
