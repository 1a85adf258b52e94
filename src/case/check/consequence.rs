//! `[consequence.ID]`: what a changed life changes for whom.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::Role;
use super::refund_use::Refunded;
use super::{Checking, Place, by_id};
use crate::case::read::{ConsequenceDraft, ConsequenceWord, Draft, Holders, InputDraft, Worth};
use crate::case::{
    AsWritten, Consequence, ConsequenceKind, Direction, Domain, Felt, Id, PartyId, SeriesKeys, Share, Units,
};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Checks every `[consequence.ID]`.
    pub(super) fn check_consequences(&mut self) -> BTreeMap<Id, Consequence> {
        let outcomes: BTreeSet<&str> = self.drafts.outcomes.iter().map(|k| k.id.as_str()).collect();
        by_id(&self.drafts.consequences, |keyed| {
            let path = format!("consequence.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let consequence = self.consequence(&keyed.draft, place, &outcomes)?;
            self.warn_of_transfers(&consequence, &keyed.draft.area);
            Some(consequence)
        })
    }

    fn consequence(
        &mut self,
        draft: &ConsequenceDraft,
        place: Place<'_>,
        known: &BTreeSet<&str>,
    ) -> Option<Consequence> {
        let outcomes = self.whose(draft, place, known);
        let quantity = self.quantity(draft, place);
        let price = self.input(&draft.price, &place.under("price"), Domain::NotNegative, Role::Price);
        let felt = self.felt(draft, place);
        let kind = self.kind(draft, felt.as_ref().map(|(felt, _)| *felt), place);
        let counterparty = self.counterparty(draft, kind, place);
        let refunded = Refunded {
            quantity: quantity.as_ref(),
            price: price.as_ref(),
            bearers: felt.iter().flat_map(|(_, shares)| shares.iter().map(|s| (s.party.clone(), s.span))).collect(),
            counterparty: counterparty.clone().map(|id| (id, draft.counterparty.here().map(|w| w.span))),
        };
        let refund = self.refund_use(draft, &refunded, place);
        let cashable = self.cashable(draft, kind, place);
        let discount = self.own_discount(draft, place.path);
        self.note_area(&draft.area);
        let (felt, shares) = felt?;
        if let Some(party) = counterparty.as_ref()
            && let Some(share) = shares.iter().find(|share| share.party == *party)
        {
            self.same_party("counterparty", party, share.span, draft.counterparty.here().map(|w| w.span));
            return None;
        }
        let (direction, units) = quantity?;
        Some(Consequence {
            cashable: cashable?,
            refund: refund?,
            discount: discount?,
            id: Id::new(place.id),
            names: draft.names.clone(),
            outcomes: outcomes?,
            direction,
            units,
            price: price?,
            felt,
            shares,
            kind: kind?,
            counterparty: counterparty?,
            area: draft.area.optional()?,
            timing: draft.timing.or(self.timing)?,
        })
    }

    /// Whose person-years it follows.
    fn whose(&mut self, draft: &ConsequenceDraft, place: Place<'_>, known: &BTreeSet<&str>) -> Option<Vec<Id>> {
        let outcomes = &self.drafts.outcomes;
        let Some(written) = draft.outcomes.here() else {
            if draft.outcomes.is_broken() {
                return None;
            }
            let only = self.only_one(outcomes, "outcomes", place)?;
            let row = AsWritten::List(vec![AsWritten::Text(only.to_owned())]);
            self.default_row(place.under("outcomes"), row, place.span);
            return Some(vec![Id::new(only)]);
        };
        self.outcomes_of(written, known)
    }

    /// By how much a person-year rises or falls.
    fn quantity(&mut self, draft: &ConsequenceDraft, place: Place<'_>) -> Option<(Direction, Units)> {
        let fewer = self.units(&draft.fewer, &place.under("fewer"));
        let more = self.units(&draft.more, &place.under("more"));
        match (draft.fewer.is_absent(), draft.more.is_absent()) {
            (false, true) => fewer.map(|units| (Direction::Fewer, units)),
            (true, false) => more.map(|units| (Direction::More, units)),
            (true, true) => {
                self.none_of("units", &["fewer", "more"], place);
                None
            }
            (false, false) => {
                self.several_of(&[("fewer", draft.fewer.key()), ("more", draft.more.key())], place);
                None
            }
        }
    }

    fn units(&mut self, draft: &Draft<InputDraft>, path: &str) -> Option<Units> {
        let written = draft.here()?;
        let Worth::List(members) = &written.value.worth else {
            return self.input(draft, path, Domain::NotNegative, Role::Units).map(Units::Same);
        };
        let fit: Vec<bool> = members
            .iter()
            .map(|m| self.fits(m.value.decimal, m.span, path, Domain::NotNegative, Role::Units))
            .collect();
        if fit.contains(&false) {
            return None;
        }
        let values = members.iter().map(|m| m.value.decimal).collect();
        self.series(&written.value, path, SeriesKeys::BySinceOnset, values).map(Units::ByYear)
    }

    /// Who feels it, and how.
    fn felt(&mut self, draft: &ConsequenceDraft, place: Place<'_>) -> Option<(Felt, Vec<Share>)> {
        let ways: [(&'static str, Felt, &Draft<Holders>); 3] = [
            ("cost_to", Felt::CostTo, &draft.cost_to),
            ("income_to", Felt::IncomeTo, &draft.income_to),
            ("value_to", Felt::ValueTo, &draft.value_to),
        ];
        let written: Vec<_> = ways.iter().filter(|(_, _, draft)| !draft.is_absent()).collect();
        match written.as_slice() {
            [] => {
                self.none_of("felt", &["cost_to", "income_to", "value_to"], place);
                None
            }
            [(key, felt, draft)] => {
                let shared = draft.here().and_then(|w| self.shared(w, key));
                shared.map(|shared| (*felt, shared))
            }
            several => {
                let keys: Vec<(&str, Option<Span>)> =
                    several.iter().map(|(key, _, draft)| (*key, draft.key())).collect();
                self.several_of(&keys, place);
                None
            }
        }
    }

    fn kind(&mut self, draft: &ConsequenceDraft, felt: Option<Felt>, place: Place<'_>) -> Option<ConsequenceKind> {
        let welfare = !draft.value_to.is_absent();
        match draft.kind.here() {
            Some(written) if welfare => {
                let other = draft.value_to.key().unwrap_or(place.span);
                self.together("kind-and-value", written.key, other, "kind", "value_to");
                None
            }
            Some(written) => match written.value {
                ConsequenceWord::Cash => Some(ConsequenceKind::Cash),
                ConsequenceWord::Transfer => Some(ConsequenceKind::Transfer),
                ConsequenceWord::Capacity => Some(ConsequenceKind::Capacity),
            },
            None if draft.kind.is_broken() => None,
            None if welfare => Some(ConsequenceKind::Welfare),
            None => {
                let kind = ConsequenceKind::Cash;
                if felt.is_some() {
                    self.default_text(place.under("kind"), kind.word(), place.span);
                }
                Some(kind)
            }
        }
    }

    /// The other end; of a transfer, the party of kind citizens.
    fn counterparty(
        &mut self,
        draft: &ConsequenceDraft,
        kind: Option<ConsequenceKind>,
        place: Place<'_>,
    ) -> Option<PartyId> {
        let path = place.under("counterparty");
        let transfer = kind == Some(ConsequenceKind::Transfer) && draft.counterparty.is_absent();
        if !transfer {
            return self.party_or(&draft.counterparty, path, &PartyId::outside(), place.span);
        }
        match self.parties.citizens().as_slice() {
            [citizens] => self.party_or(&draft.counterparty, path, citizens, place.span),
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                let at = draft.kind.here().map_or(place.span, |w| w.span);
                let problem = Problem::new(Code::MissingKey)
                    .variant("counterparty")
                    .with("key", "counterparty")
                    .with("table", format!("[{}]", place.path))
                    .with("known", crate::case::read::quoted(&ids));
                self.complain(problem.at(at));
                None
            }
        }
    }
}
