//! Capacity that is freed: which part of it becomes cash, and when.

use rust_decimal::Decimal;

use super::{Checking, Place};
use crate::case::read::ConsequenceDraft;
use crate::case::{Capacity, ConsequenceKind, Domain};
use crate::problem::{Code, Problem};

impl Checking<'_> {
    /// The part that becomes cash; there is one when it is written. None when it cannot be read.
    pub(super) fn cashable(
        &mut self,
        draft: &ConsequenceDraft,
        kind: Option<ConsequenceKind>,
        place: Place<'_>,
    ) -> Option<Option<Capacity>> {
        let path = |key: &str| place.under(key);
        if kind? != ConsequenceKind::Capacity {
            let keys = [("cashable_share", draft.cashable_share.key()), ("cashable_after", draft.cashable_after.key())];
            let Some((key, at)) = keys.into_iter().find_map(|(key, at)| at.map(|at| (key, at))) else {
                return Some(None);
            };
            let problem = Problem::new(Code::DoesNotBelongTogether).variant("cashable").with("key", key).at(at);
            let other = draft.kind.key().or(draft.value_to.key());
            self.complain(match other {
                Some(other) => problem.and_see(other, "beside"),
                None => problem,
            });
            return None;
        }
        let share =
            self.input_or(&draft.cashable_share, &path("cashable_share"), Domain::Share, Decimal::ZERO, place.span);
        let after = self.duration_or(&draft.cashable_after, path("cashable_after"), Some(0), place.span);
        let (share, after) = (share?, after?);
        Some((!draft.cashable_share.is_absent()).then_some(Capacity { share, after }))
    }
}
