//! `[refund.ID]`: who bears which share of another's expense.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::domain::Role;
use super::{Checking, Place};
use crate::case::read::{AmountBands, EditionName, Exact, RefundBand, RefundDraft, WeekBands, Written};
use crate::case::{AmountBand, Domain, Id, Origin, PartyId, Refund, RefundRule, WeekBand};
use crate::problem::{Code, Problem};
use crate::reference::refunds::EditionRule;
use crate::span::Span;

impl Checking<'_> {
    /// Checks every `[refund.ID]`.
    pub(super) fn check_refunds(&mut self) {
        for keyed in self.drafts.refunds.iter().filter(|k| !k.shared) {
            self.refund_of(&keyed.id);
        }
    }

    /// The rules that could be checked.
    pub(super) fn refunds(&self) -> BTreeMap<Id, Refund> {
        self.refunds.values().flatten().map(|r| (r.id.clone(), r.clone())).collect()
    }

    /// The rule with this id, checked when it is first named. None when there is no such rule.
    pub(super) fn refund_of(&mut self, id: &str) -> Option<Option<Refund>> {
        if !self.refunds.contains_key(id) {
            let keyed = self.drafts.refunds.iter().find(|k| k.id == id)?;
            let path = format!("refund.{id}");
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let refund = self.refund_table(&keyed.draft, place);
            self.refunds.insert(&keyed.id, refund);
        }
        self.refunds.get(id).cloned()
    }

    fn refund_table(&mut self, draft: &RefundDraft, place: Place<'_>) -> Option<Refund> {
        // A rule that nobody uses names nobody: its party exists when a consequence uses it.
        let from = draft.from.here().and_then(|w| self.known_party(&w.value, w.span));
        let forms = [
            ("by_weeks", draft.by_weeks.is_absent(), draft.by_weeks.key()),
            ("by_amount", draft.by_amount.is_absent(), draft.by_amount.key()),
            ("edition", draft.edition.is_absent(), draft.edition.key()),
        ];
        let written: Vec<(&str, Option<Span>)> = forms.iter().filter(|f| !f.1).map(|f| (f.0, f.2)).collect();
        let rule = match written.as_slice() {
            [_] => self.rule(draft)?,
            [] => {
                self.none_of("refund", &["by_weeks", "by_amount", "edition"], place);
                return None;
            }
            several => {
                self.several_of(several, place);
                return None;
            }
        };
        Some(Refund { id: Id::new(place.id), names: draft.names.clone(), from: from?, rule: rule.0, origin: rule.1 })
    }

    /// The rule, and where it comes from.
    fn rule(&mut self, draft: &RefundDraft) -> Option<(RefundRule, Origin)> {
        let own = draft.names.source.clone();
        if let Some(weeks) = draft.by_weeks.here() {
            let bands = self.week_bands(&weeks.value);
            self.has_no_price_year(draft, weeks.key)?;
            return Some((RefundRule::ByWeeks(bands?), origin(weeks, own)));
        }
        if let Some(amounts) = draft.by_amount.here() {
            let bands = self.amount_bands(&amounts.value);
            let priced = self.priced(&draft.price_year, &draft.index);
            return Some((RefundRule::ByAmount { bands: bands?, priced: priced? }, origin(amounts, own)));
        }
        let edition = draft.edition.here()?;
        let source = own.or_else(|| Some(edition.value.0.source.clone()));
        Some((self.edition(draft, edition)?, origin(edition, source)))
    }

    fn edition(&mut self, draft: &RefundDraft, edition: &Written<EditionName>) -> Option<RefundRule> {
        match &edition.value.0.rule {
            EditionRule::ByWeeks(weeks) => {
                self.has_no_price_year(draft, edition.key)?;
                let bands = weeks.iter().map(|(from_week, share)| WeekBand { from_week: *from_week, share: *share });
                Some(RefundRule::ByWeeks(bands.collect()))
            }
            EditionRule::ByAmount(bands, year) => {
                if let Some(written) = draft.price_year.here().filter(|w| w.value != i64::from(*year)) {
                    let problem = Problem::new(Code::DoesNotBelongTogether)
                        .variant("edition-year")
                        .with("key", "price_year")
                        .with("edition", &edition.value.0.name)
                        .with("year", year);
                    self.complain(problem.at(written.key).and_see(edition.key, "beside"));
                    return None;
                }
                let priced = self.priced_in(Some((*year, edition.span)), &draft.index)?;
                let bands = bands.iter().map(|(above, share)| AmountBand { above: *above, share: *share }).collect();
                Some(RefundRule::ByAmount { bands, priced })
            }
        }
    }

    /// Weeks have no prices.
    fn has_no_price_year(&mut self, draft: &RefundDraft, other: Span) -> Option<()> {
        let keys = [("price_year", draft.price_year.key()), ("index", draft.index.key())];
        let Some((key, at)) = keys.into_iter().find_map(|(key, at)| at.map(|at| (key, at))) else { return Some(()) };
        self.together("by-amount-only", at, other, key, "by_weeks");
        None
    }

    /// A ladder from week 1, rising.
    fn week_bands(&mut self, drafts: &WeekBands) -> Option<Vec<WeekBand>> {
        let mut bands: Vec<WeekBand> = Vec::with_capacity(drafts.0.len());
        let mut good = true;
        for (place, draft) in drafts.0.iter().enumerate() {
            let from = draft.begins.here().and_then(|w| w.value.to_u32().map(|week| (week, w.span)));
            let (Some((from_week, span)), Some(share)) = (from, self.share_of_band(draft)) else {
                good = false;
                continue;
            };
            let wrong = match bands.last() {
                None if place == 0 && from_week != 1 => Some("first-week"),
                Some(last) if last.from_week >= from_week => Some("weeks-rise"),
                _ => None,
            };
            if let Some(variant) = wrong {
                self.complain(Problem::new(Code::OutOfRange).variant(variant).with("value", from_week).at(span));
                good = false;
            }
            bands.push(WeekBand { from_week, share });
        }
        good.then_some(bands)
    }

    /// Bands by amount, rising.
    fn amount_bands(&mut self, drafts: &AmountBands) -> Option<Vec<AmountBand>> {
        let mut bands: Vec<AmountBand> = Vec::with_capacity(drafts.0.len());
        let mut good = true;
        for draft in &drafts.0 {
            let above = draft.begins.here().map(|w| (w.value.decimal, w.span));
            let above = above.filter(|(a, span)| self.fits(*a, *span, "above", Domain::NotNegative, Role::Plain));
            let (Some((above, span)), Some(share)) = (above, self.share_of_band(draft)) else {
                good = false;
                continue;
            };
            if bands.last().is_some_and(|last| last.above >= above) {
                let problem = Problem::new(Code::OutOfRange).variant("amounts-rise").with("value", above.normalize());
                self.complain(problem.at(span));
                good = false;
            }
            bands.push(AmountBand { above, share });
        }
        good.then_some(bands)
    }

    fn share_of_band<T>(&mut self, draft: &RefundBand<T>) -> Option<Decimal> {
        let written: &Written<Exact> = draft.share.here()?;
        let share = written.value.decimal;
        self.fits(share, written.span, "share", Domain::Share, Role::Plain).then_some(share)
    }

    /// The party that refunds; that it is named here makes it exist.
    pub(super) fn refunder(&mut self, refund: &Refund) -> PartyId {
        self.parties.resolve(refund.from.as_str()).unwrap_or_else(|| refund.from.clone())
    }
}

fn origin<T>(written: &Written<T>, source: Option<String>) -> Origin {
    Origin { span: written.span, why: written.why, source }
}
