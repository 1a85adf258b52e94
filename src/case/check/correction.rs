//! Corrections for optimism: of costs, and of effects by grade of evidence.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::domain::Role;
use super::{Checking, Place};
use crate::case::read::{Draft, GradesDraft, OptimismDraft, OutcomeDraft, Written};
use crate::case::{CostOptimism, Domain, Effect, Evidence, Input};
use crate::problem::{Code, Problem};

impl Checking<'_> {
    /// `optimism` of a cost. None when it cannot be read.
    pub(super) fn uplift(&mut self, draft: &Draft<OptimismDraft>, place: Place<'_>) -> Option<Option<CostOptimism>> {
        let Some(written) = draft.here() else { return (!draft.is_broken()).then_some(None) };
        let path = |key: &str| format!("{}.optimism.{key}", place.path);
        let OptimismDraft { uplift, mitigated } = &written.value;
        let uplift = self.input(uplift, &path("uplift"), Domain::NotNegative, Role::Plain);
        let mitigated = self.input_or(mitigated, &path("mitigated"), Domain::Share, Decimal::ZERO, written.span);
        Some(Some(CostOptimism { uplift: uplift?, mitigated: mitigated? }))
    }

    /// `basis.optimism`: the correction of effects by grade. None when it cannot be read.
    pub(super) fn grades(&mut self, draft: &Draft<GradesDraft>) -> Option<Option<BTreeMap<Evidence, Arc<Input>>>> {
        let Some(written) = draft.here() else { return (!draft.is_broken()).then_some(None) };
        let mut grades = BTreeMap::new();
        let mut good = true;
        for (grade, share) in written.value.0.iter().filter(|(_, share)| !share.is_absent()) {
            let path = format!("basis.optimism.{}", grade.word());
            match self.input(share, &path, Domain::Share, Role::Plain) {
                Some(share) => drop(grades.insert(*grade, share)),
                None => good = false,
            }
        }
        good.then_some(Some(grades))
    }

    /// The grade of an effect: the outcome's own, else that of the expected or added rate. Where effects are corrected
    /// by grade there must be one, with a share. None when it cannot be read.
    pub(super) fn grade(
        &mut self,
        draft: &OutcomeDraft,
        effect: Option<&Effect>,
        place: Place<'_>,
    ) -> Option<Option<Evidence>> {
        let own = draft.evidence.optional()?;
        let (rate, written) = match effect? {
            Effect::ExpectedAndBaseline { expected, .. } | Effect::ExpectedAndCounterfactual { expected, .. } => {
                (expected, &draft.expected_rate)
            }
            Effect::BaselineAndAdded { added, .. } | Effect::Added(added) => (added, &draft.added_rate),
        };
        let grade = own.or(rate.evidence);
        let of_rate = written.value().and_then(|d| d.evidence.here());
        self.has_a_share(grade, draft.evidence.here().or(of_rate), place)?;
        Some(grade)
    }

    fn has_a_share(&mut self, grade: Option<Evidence>, at: Option<&Written<Evidence>>, place: Place<'_>) -> Option<()> {
        let Some(grades) = self.drafts.basis.as_ref().and_then(|b| b.optimism.here()) else { return Some(()) };
        let table = format!("[{}]", place.path);
        let problem = match grade {
            None => Problem::new(Code::MissingKey).variant("grade").with("key", "evidence").at(place.span),
            Some(grade) => {
                let lacks = |(of, share): &(Evidence, Draft<_>)| *of == grade && share.is_absent();
                if !grades.value.0.iter().any(lacks) {
                    return Some(());
                }
                let at = at.map_or(place.span, |w| w.span);
                Problem::new(Code::MissingKey).variant("share-of-grade").with("key", grade.word()).at(at)
            }
        };
        self.complain(problem.with("table", table).and_see(grades.key, "corrected-here"));
        None
    }
}
