//! The discount schedule: a rate, an edition, a `[discount.ID]`, or bands.

use rust_decimal::prelude::ToPrimitive;

use super::Checking;
use super::domain::Role;
use crate::case::read::{Bands, ConsequenceDraft, DiscountDraft, Draft, ScheduleDraft, Written};
use crate::case::{Band, Discounting, Domain};
use crate::problem::{Code, Problem};
use crate::reference::discount_rates::{self, edition};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Checks every `[discount.ID]`.
    pub(super) fn check_schedules(&mut self) {
        for keyed in &self.drafts.discounts {
            if edition(&keyed.id).is_some() {
                let taken = Problem::new(Code::NameIsTaken).variant("edition").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
            }
            if !keyed.shared {
                self.schedule(&keyed.id);
            }
        }
    }

    /// The bands of a `[discount.ID]`, looked at when it is first named, and what else it says.
    fn schedule(&mut self, id: &str) -> Option<(Option<Vec<Band>>, &'d ScheduleDraft)> {
        let keyed = self.drafts.discounts.iter().find(|k| k.id == id)?;
        if let Some(bands) = self.schedules.get(id) {
            return Some((bands.clone(), &keyed.draft));
        }
        let bands = keyed.draft.bands.value().and_then(|b| self.bands(b));
        self.schedules.insert(&keyed.id, bands.clone());
        Some((bands, &keyed.draft))
    }

    /// The discounting of a worth of its own, for what is worth something to people. None when it cannot be read.
    pub(super) fn own_discount(&mut self, draft: &ConsequenceDraft, path: &str) -> Option<Option<Discounting>> {
        let Some(written) = draft.discount.here() else { return (!draft.discount.is_broken()).then_some(None) };
        if draft.value_to.is_absent() {
            let other = draft.cost_to.key().or(draft.income_to.key());
            let problem = Problem::new(Code::DoesNotBelongTogether).variant("own-discount").with("key", "discount");
            self.complain(match other {
                Some(other) => problem.at(written.key).and_see(other, "beside"),
                None => problem.at(written.key),
            });
            return None;
        }
        self.discount(written, &format!("{path}.discount")).map(Some)
    }

    /// How amounts at different times are made comparable.
    pub(super) fn discount(&mut self, written: &Written<DiscountDraft>, path: &str) -> Option<Discounting> {
        match &written.value {
            DiscountDraft::Rate(draft) => {
                let Written { span, key, why, .. } = *written;
                let draft = Draft::Here(Box::new(Written { value: draft.as_ref().clone(), span, key, why }));
                self.input(&draft, path, Domain::YearlyRate, Role::Plain).map(Discounting::Rate)
            }
            DiscountDraft::Bands(bands) => {
                let bands = self.bands(bands)?;
                Some(Discounting::Bands { name: None, bands, source: None })
            }
            DiscountDraft::Named(name) => {
                if let Some((bands, draft)) = self.schedule(name) {
                    let source = draft.names.source.clone();
                    return bands.map(|bands| Discounting::Bands { name: Some(name.clone()), bands, source });
                }
                if let Some(edition) = edition(name) {
                    let bands = edition.bands.iter().map(|b| Band { from_year: b.from_year, rate: b.rate }).collect();
                    let source = Some(edition.source.clone());
                    return Some(Discounting::Bands { name: Some(name.clone()), bands, source });
                }
                let mut known: Vec<(&str, Span)> =
                    self.drafts.discounts.iter().map(|k| (k.id.as_str(), k.key)).collect();
                known.extend(discount_rates::editions().iter().map(|e| (e.name.as_str(), Span::default())));
                self.unknown_id("discount", name, written.span, &known);
                None
            }
        }
    }

    /// Bands from 0, rising.
    fn bands(&mut self, drafts: &Bands) -> Option<Vec<Band>> {
        let mut bands: Vec<Band> = Vec::with_capacity(drafts.0.len());
        let mut good = true;
        for (place, draft) in drafts.0.iter().enumerate() {
            let rate = draft.rate.here().map(|r| (r.value.decimal, r.span));
            let rate = rate.filter(|(rate, span)| self.fits(*rate, *span, "rate", Domain::YearlyRate, Role::Plain));
            let from = draft.from_year.here().and_then(|y| y.value.to_u32().map(|year| (year, y.span)));
            let (Some((rate, _)), Some((from_year, span))) = (rate, from) else {
                good = false;
                continue;
            };
            let wrong = match bands.last() {
                None if place == 0 && from_year != 0 => Some("first-band"),
                Some(last) if last.from_year >= from_year => Some("bands-rise"),
                _ => None,
            };
            if let Some(variant) = wrong {
                self.complain(Problem::new(Code::OutOfRange).variant(variant).with("value", from_year).at(span));
                good = false;
            }
            bands.push(Band { from_year, rate });
        }
        good.then_some(bands)
    }
}
