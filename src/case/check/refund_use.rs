//! `refund` of a consequence: which rule, and what the rule needs to know of a person.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::domain::Role;
use super::{Checking, Place};
use crate::case::read::{ConsequenceDraft, RefundUseDraft, Written};
use crate::case::{Direction, Domain, Id, Input, PartyId, RefundAbout, RefundRule, RefundUse, Units};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// What a refund is of.
pub struct Refunded<'c> {
    /// Whether the quantity falls or rises, and by how much.
    pub quantity: Option<&'c (Direction, Units)>,
    /// Money per unit.
    pub price: Option<&'c Arc<Input>>,
    /// Who bears the expense, and where each name stands.
    pub bearers: Vec<(PartyId, Span)>,
    /// The other end, and where it stands.
    pub counterparty: Option<(PartyId, Option<Span>)>,
}

impl Checking<'_> {
    /// What another party bears of a consequence by rule. None when it cannot be read.
    pub(super) fn refund_use(
        &mut self,
        draft: &ConsequenceDraft,
        of: &Refunded<'_>,
        place: Place<'_>,
    ) -> Option<Option<RefundUse>> {
        let Some(written) = draft.refund.here() else { return (!draft.refund.is_broken()).then_some(None) };
        let path = |key: &str| format!("{}.refund.{key}", place.path);
        let weeks = &written.value.weeks_before;
        let weeks_before = self.input(weeks, &path("weeks_before"), Domain::NotNegative, Role::Plain);
        let level = self.input(&written.value.level, &path("level"), Domain::NotNegative, Role::Price);
        if let Some((key, other)) = [("income_to", &draft.income_to), ("value_to", &draft.value_to)]
            .into_iter()
            .find_map(|(key, draft)| draft.key().map(|at| (key, at)))
        {
            self.together("refund", written.key, other, "refund", key);
            return None;
        }
        let rule = written.value.rule.here()?;
        let Some(refund) = self.refund_of(&rule.value) else {
            let known: Vec<_> = self.drafts.refunds.iter().map(|k| (k.id.as_str(), k.key)).collect();
            self.unknown_id("refund", &rule.value, rule.span, &known);
            return None;
        };
        let refund = refund?;
        let refunder = self.refunder(&refund);
        self.refunds_another(&refunder, of, rule.span)?;
        let about = match &refund.rule {
            RefundRule::ByWeeks(_) => {
                self.needs("weeks_before", "level", &written.value, rule.span)?;
                RefundAbout::WeeksBefore(weeks_before?)
            }
            RefundRule::ByAmount { .. } => {
                self.needs("level", "weeks_before", &written.value, rule.span)?;
                let level = level?;
                self.within_the_level(of, &level, written)?;
                RefundAbout::Level(level)
            }
        };
        Some(Some(RefundUse { rule: Id::new(&rule.value), about }))
    }

    /// The refunder is none of those who bear the expense, and not the other end.
    fn refunds_another(&mut self, refunder: &PartyId, of: &Refunded<'_>, at: Span) -> Option<()> {
        if let Some((_, other)) = of.bearers.iter().find(|(party, _)| party == refunder) {
            self.same_party("refunder", refunder, at, Some(*other));
            return None;
        }
        if let Some((counterparty, other)) = &of.counterparty
            && counterparty == refunder
        {
            self.same_party("refunder-counterparty", refunder, at, *other);
            return None;
        }
        Some(())
    }

    /// A rule needs one thing, and the other does not belong beside it.
    fn needs(&mut self, key: &'static str, not: &'static str, draft: &RefundUseDraft, rule: Span) -> Option<()> {
        let keys = [("weeks_before", &draft.weeks_before), ("level", &draft.level)];
        for (name, written) in keys {
            if name == key && written.is_absent() {
                let variant = if key == "level" { "level" } else { "weeks-before" };
                let missing = Problem::new(Code::MissingKey).variant(variant).with("key", key);
                self.complain(missing.at(rule));
                return None;
            }
            if let Some(at) = written.key().filter(|_| name == not) {
                let variant = if key == "level" { "refund-by-amount" } else { "refund-by-weeks" };
                self.together(variant, at, rule, not, key);
                return None;
            }
        }
        Some(())
    }

    /// A yearly cost cannot fall by more than it is.
    fn within_the_level(&mut self, of: &Refunded<'_>, level: &Input, written: &Written<RefundUseDraft>) -> Option<()> {
        let (Some((Direction::Fewer, units)), Some(price)) = (of.quantity, of.price) else { return Some(()) };
        let units = match units {
            Units::Same(units) => units.value,
            Units::ByYear(list) => list.values.iter().copied().max().unwrap_or_default(),
        };
        let (Some(level), Some(price)) = (self.in_prices_of_case(level), self.in_prices_of_case(price)) else {
            return Some(()); // Too large for decimals: the ledger says so.
        };
        let Some(change) = units.checked_mul(price) else { return Some(()) };
        // Prices of another year are known to 28 digits: what is above the level by less than that is the level.
        let above = change.checked_sub(level).and_then(|d| d.checked_div(level.max(Decimal::ONE)));
        if above.is_none_or(|part| part <= Decimal::new(1, 20)) {
            return Some(());
        }
        let at = written.value.level.here().map_or(written.span, |w| w.span);
        let problem = Problem::new(Code::OutOfRange)
            .variant("above-the-level")
            .with("key", "level")
            .with("change", super::domain::grouped(change.round_dp(2)))
            .with("level", super::domain::grouped(level.round_dp(2)));
        self.complain(problem.at(at));
        None
    }
}
