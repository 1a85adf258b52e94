//! `[cost.ID]`, `[avoided.ID]` and `[flow.ID]`: what is paid when, by whom, to whom.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::domain::{Role, grouped};
use super::{Checking, Place, by_id};
use crate::case::fields::Worded;
use crate::case::read::{CostDraft, Draft, FlowDraft, InputDraft, PaidDraft, PerWord, Worth, Written, exact};
use crate::case::{Amount, Cost, CostKind, Domain, Flow, Id, Money, PartyId, Per};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Checks every `[cost.ID]`, or every `[avoided.ID]`.
    pub(super) fn check_costs(&mut self, avoided: bool) -> BTreeMap<Id, Cost> {
        let (table, list) = if avoided { ("avoided", &self.drafts.avoided) } else { ("cost", &self.drafts.costs) };
        by_id(list, |keyed| {
            let path = format!("{table}.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let role = if avoided { Role::Avoided } else { Role::Cost(&keyed.id) };
            self.cost(&keyed.draft, place, role)
        })
    }

    fn cost(&mut self, draft: &CostDraft, place: Place<'_>, role: Role<'_>) -> Option<Cost> {
        let amount = self.paid(&draft.paid, place, role);
        let bearers = draft.bearer.here().and_then(|w| self.shared(w, "bearer"));
        let paid_to = self.party_or(&draft.paid_to, place.under("paid_to"), &PartyId::outside(), place.span);
        if let (Some(bearers), Some(paid_to)) = (&bearers, &paid_to)
            && let Some(share) = bearers.iter().find(|share| share.party == *paid_to)
        {
            self.same_party("bearer", paid_to, share.span, draft.paid_to.here().map(|w| w.span));
            return None;
        }
        if draft.kind.is_absent() {
            self.default_text(place.under("kind"), CostKind::Operation.word(), place.span);
        }
        let optimism = self.uplift(&draft.optimism, place);
        self.note_area(&draft.area);
        Some(Cost {
            optimism: optimism?,
            id: Id::new(place.id),
            names: draft.names.clone(),
            amount: amount?,
            bearers: bearers?,
            paid_to: paid_to?,
            kind: draft.kind.or(CostKind::Operation)?,
            area: draft.area.optional()?,
            timing: draft.timing.or(self.timing)?,
            net_of_cost: draft.net_of_cost.or(false)?,
        })
    }

    /// Checks every `[flow.ID]`.
    pub(super) fn check_flows(&mut self) -> BTreeMap<Id, Flow> {
        by_id(&self.drafts.flows, |keyed| {
            let path = format!("flow.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            self.flow(&keyed.draft, place)
        })
    }

    fn flow(&mut self, draft: &FlowDraft, place: Place<'_>) -> Option<Flow> {
        let payer = draft.payer.here().and_then(|w| self.party_or_outside(&w.value, w.span));
        let recipient = draft.recipient.here().and_then(|w| self.party_or_outside(&w.value, w.span));
        let amount = self.paid(&draft.paid, place, Role::Flow);
        self.note_area(&draft.area);
        if let (Some(payer), true, Some(at)) = (&payer, payer == recipient, draft.recipient.here()) {
            self.same_party("flow", payer, at.span, draft.payer.here().map(|w| w.span));
            return None;
        }
        Some(Flow {
            id: Id::new(place.id),
            names: draft.names.clone(),
            payer: payer?,
            recipient: recipient?,
            kind: *draft.kind.value()?,
            amount: amount?,
            area: draft.area.optional()?,
            timing: draft.timing.or(self.timing)?,
        })
    }

    /// Says that both ends of an amount are the same party.
    pub(super) fn same_party(&mut self, variant: &'static str, party: &PartyId, at: Span, other: Option<Span>) {
        let problem = Problem::new(Code::SameParty).variant(variant).with("party", party).at(at);
        self.complain(match other {
            Some(other) => problem.and_see(other, "other-end"),
            None if party.is_outside() => problem.variant("outside"),
            None => problem,
        });
    }

    /// What is paid when.
    fn paid(&mut self, draft: &PaidDraft, place: Place<'_>, role: Role<'_>) -> Option<Amount> {
        let path = |key: &str| place.under(key);
        let product = !draft.quantity.is_absent() || !draft.price.is_absent();
        let product_key = draft.quantity.key().or(draft.price.key());
        let amount = self.input(&draft.amount, &path("amount"), Domain::NotNegative, role);
        let quantity = self.input(&draft.quantity, &path("quantity"), Domain::NotNegative, Role::Plain);
        let price = self.input(&draft.price, &path("price"), Domain::NotNegative, role);
        let listed = draft.amounts.here().and_then(|w| self.amounts(&w.value, &path("amounts"), role));
        let ways = [
            ("amount", !draft.amount.is_absent(), draft.amount.key()),
            ("quantity", product, product_key),
            ("amounts", !draft.amounts.is_absent(), draft.amounts.key()),
        ];
        let written: Vec<(&str, Option<Span>)> = ways.iter().filter(|w| w.1).map(|w| (w.0, w.2)).collect();
        match (written.as_slice(), role) {
            ([_], _) => {}
            ([], Role::Flow) => return self.no_amount(&["amount", "amounts"], place),
            ([], _) => return self.no_amount(&["amount", "quantity", "amounts"], place),
            _ => {
                self.several_of(&written, place);
                return None;
            }
        }
        if draft.amounts.is_broken() {
            return None;
        }
        if let Some(amounts) = draft.amounts.here() {
            return if self.stands_alone(draft, amounts) { listed.map(Amount::Listed) } else { None };
        }
        if let Some(total) = draft.stated_total.here() {
            self.together("stated-total", total.key, written.first().and_then(|w| w.1)?, "stated_total", "amounts");
            return None;
        }
        if product && (draft.quantity.is_absent() || draft.price.is_absent()) {
            let (key, other) = if draft.price.is_absent() { ("price", "quantity") } else { ("quantity", "price") };
            let missing = Problem::new(Code::MissingKey).variant("beside").with("key", key).with("other", other);
            self.complain(missing.with("table", format!("[{}]", place.path)).at(product_key.unwrap_or(place.span)));
            return None;
        }
        let often = self.often(draft, place, role)?;
        let money =
            if product { Money::Product { quantity: quantity?, price: price? } } else { Money::Amount(amount?) };
        Some(Amount::Repeated { money, per: often.0, from: often.1, until: often.2 })
    }

    fn no_amount(&mut self, keys: &[&str], place: Place<'_>) -> Option<Amount> {
        self.none_of("amount", keys, place);
        None
    }

    /// A series says itself when it is paid; and its total can be stated.
    fn stands_alone(&mut self, draft: &PaidDraft, amounts: &Written<InputDraft>) -> bool {
        let others = [
            ("per", draft.per.key()),
            ("at", draft.at.key()),
            ("from", draft.from.key()),
            ("until", draft.until.key()),
            ("group", draft.group.key()),
        ];
        if let Some((key, at)) = others.iter().find_map(|(key, at)| at.map(|at| (*key, at))) {
            self.together("beside-amounts", at, amounts.key, key, "amounts");
            return false;
        }
        let members: Vec<Decimal> = match &amounts.value.worth {
            Worth::List(list) => list.iter().map(|m| m.value.decimal).collect(),
            Worth::Table(list) => list.iter().map(|(_, _, m)| m.value.decimal).collect(),
            Worth::Number(_) | Worth::Price(_) => Vec::new(),
        };
        if let Some(stated) = draft.stated_total.here() {
            let sum = members.iter().try_fold(Decimal::ZERO, |a, b| a.checked_add(*b));
            if let Some(sum) = sum.filter(|s| exact::ratio(*s) != stated.value.ratio()) {
                let difference = stated.value.decimal.checked_sub(sum).unwrap_or_default();
                self.complain(
                    Problem::new(Code::StatedTotal)
                        .with("sum", grouped(sum))
                        .with("stated", grouped(stated.value.decimal))
                        .with("difference", difference.normalize())
                        .at(stated.span)
                        .and_see(amounts.span, "parts"),
                );
            }
        }
        true
    }

    /// How often, and in which months.
    fn often(&mut self, draft: &PaidDraft, place: Place<'_>, role: Role<'_>) -> Option<(Per, i32, i32)> {
        let all = self.calendar.as_ref().map(|c| c.horizon());
        let per = match (&draft.per, &draft.at) {
            (Draft::Broken, _) | (_, Draft::Broken) => return None,
            (Draft::Absent, Draft::Absent) => {
                let keys: &[&str] = &["per", "at"];
                self.none_of("per", keys, place);
                return None;
            }
            (Draft::Here(per), Draft::Absent) if per.value == PerWord::Once => {
                let missing = Problem::new(Code::MissingKey).variant("at").with("key", "at");
                self.complain(missing.with("table", format!("[{}]", place.path)).at(per.span));
                return None;
            }
            (Draft::Here(per), Draft::Here(at)) if per.value != PerWord::Once => {
                self.together("per-and-at", at.key, per.key, "at", "per");
                return None;
            }
            (Draft::Absent | Draft::Here(_), Draft::Here(at)) => {
                let beside = [("from", draft.from.key()), ("until", draft.until.key())];
                if let Some((key, span)) = beside.iter().find_map(|(key, span)| span.map(|s| (*key, s))) {
                    self.together("beside-at", span, at.key, key, "at");
                    return None;
                }
                self.not_per_head(draft, at.key)?;
                let when = self.when(at)?;
                return Some((Per::Once(when), 0, all?));
            }
            (Draft::Here(per), Draft::Absent) => per,
        };
        let stretch = self.stretch(&draft.from, &draft.until, place);
        let per = match per.value {
            PerWord::Once => return None,
            PerWord::Month => self.not_per_head(draft, per.key).map(|()| Per::Month),
            PerWord::Year => self.not_per_head(draft, per.key).map(|()| Per::Year),
            PerWord::Period => self.not_per_head(draft, per.key).map(|()| Per::Period),
            PerWord::Starter => self.group_or_only(&draft.group, place).map(|g| Per::Starter(Id::new(g))),
            PerWord::Completer => self.group_or_only(&draft.group, place).map(|g| Per::Completer(Id::new(g))),
            PerWord::PersonMonth => self.person_months(draft, per, place),
        };
        debug_assert!(role != Role::Flow || !matches!(per, Some(Per::Starter(_))));
        let stretch = stretch?;
        Some((per?, stretch.from, stretch.until))
    }

    /// A group has no place beside a cost that is not per head.
    fn not_per_head(&mut self, draft: &PaidDraft, other: Span) -> Option<()> {
        match &draft.group {
            Draft::Absent => Some(()),
            Draft::Broken => None,
            Draft::Here(group) => {
                self.together("group", group.key, other, "group", "per");
                None
            }
        }
    }

    /// Months attended need a pathway.
    fn person_months(&mut self, draft: &PaidDraft, per: &Written<PerWord>, place: Place<'_>) -> Option<Per> {
        let id = self.group_or_only(&draft.group, place)?;
        let pathway = self.groups.get(id).and_then(Option::as_ref).map(|g| g.pathway);
        if pathway == Some(0) {
            let at = self.group_drafts.get(id).map(|draft| draft.names.span);
            let problem = Problem::new(Code::DoesNotBelongTogether)
                .variant("no-pathway")
                .with("key", "per")
                .with("word", per.value.in_a_file())
                .with("group", id)
                .at(per.span);
            self.complain(match at {
                Some(at) => problem.and_see(at, "group"),
                None => problem,
            });
            return None;
        }
        Some(Per::PersonMonth(Id::new(id)))
    }
}
