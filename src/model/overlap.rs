//! Two outcomes of the same people that change the same budget: the smaller keeps only a part.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::line::LineKind;
use super::outcomes::OutcomeLines;
use super::quantity::{Builder, Quantity};
use crate::case::{Consequence, Id, Overlap, OverlapRule, PartyId, Refund};
use crate::unit::Unit;

/// The parts that rules of overlap leave of an outcome's consequences.
pub struct Overlaps<'m> {
    /// Rules by share: the two outcomes, and the part that each keeps where the other changes the same budget.
    rules: Vec<(Id, Id, Quantity<'m>, Quantity<'m>)>,
    /// Which parties an outcome's consequences touch in which area.
    touched: BTreeMap<Id, BTreeSet<(String, PartyId)>>,
}

impl<'m> Overlaps<'m> {
    /// The rules of a case.
    ///
    /// ```text
    /// part of the smaller = 1 − both        the other keeps all
    /// ```
    ///
    /// The smaller in net outcomes, by absolute size; at a tie the later in order of id.
    pub fn of(
        model: &'m Builder,
        overlaps: &BTreeMap<Id, Overlap>,
        outcomes: &BTreeMap<Id, OutcomeLines<'m>>,
        consequences: &BTreeMap<Id, Consequence>,
        refunds: &BTreeMap<Id, Refund>,
    ) -> Overlaps<'m> {
        let mut rules = Vec::new();
        for overlap in overlaps.values() {
            let OverlapRule::Share(both) = &overlap.rule else { continue };
            let mut ids: Vec<&Id> = overlap.outcomes.iter().collect();
            ids.sort();
            let [first, second] = ids[..] else { continue };
            let (Some(one), Some(two)) = (outcomes.get(first), outcomes.get(second)) else { continue };
            let size = |o: &OutcomeLines<'m>| o.net.greater(model.constant(Decimal::ZERO, Unit::OUTCOMES) - o.net);
            // 1 when the first is at least as large, so that the second, the later id, is the smaller at a tie.
            let second_is_smaller = size(one).at_least(size(two));
            let both = model.input(both, Unit::ONE);
            let kept = |id: &Id, is_smaller: Quantity<'m>| {
                let name = format!("overlap.{}.{id}", overlap.id);
                model.one_minus(both * is_smaller).named(LineKind::OverlapPart, name)
            };
            let first_part = kept(first, model.one_minus(second_is_smaller));
            let second_part = kept(second, second_is_smaller);
            rules.push((first.clone(), second.clone(), first_part, second_part));
        }
        let mut touched: BTreeMap<Id, BTreeSet<(String, PartyId)>> = BTreeMap::new();
        for consequence in consequences.values() {
            let Some(area) = &consequence.area else { continue };
            let refunder = consequence.refund.as_ref().and_then(|r| refunds.get(&r.rule)).map(|r| r.from.clone());
            for outcome in &consequence.outcomes {
                let parties = touched.entry(outcome.clone()).or_default();
                let shares = consequence.shares.iter().map(|s| s.party.clone());
                parties.extend(shares.chain(refunder.clone()).map(|party| (area.clone(), party)));
            }
        }
        Overlaps { rules, touched }
    }

    /// What is left of a party's part of a consequence of an outcome; `amount` itself when no rule cuts it.
    pub fn left(&self, amount: Quantity<'m>, area: Option<&String>, outcome: &Id, party: &PartyId) -> Quantity<'m> {
        let Some(area) = area else { return amount };
        let meets = |other: &Id| self.touched.get(other).is_some_and(|t| t.contains(&(area.clone(), party.clone())));
        let mut left = amount;
        for (first, second, first_part, second_part) in &self.rules {
            if outcome == first && meets(second) {
                left = left * *first_part;
            } else if outcome == second && meets(first) {
                left = left * *second_part;
            }
        }
        left
    }
}
