//! The discount schedule: a rate, an edition, a `[discount.ID]`, or bands.

use rust_decimal::prelude::ToPrimitive;

use super::Checking;
use super::domain::Role;
use crate::case::read::{Bands, BasisDraft, DiscountDraft, Draft, ScheduleDraft, Written};
use crate::case::{Band, Discounting, Domain};
use crate::problem::{Code, Problem};
use crate::reference::discount_rates::{self, edition};
use crate::span::Span;

/// Every `[discount.ID]`: its id and where that stands, its bands, what else it says.
pub type Schedules<'d> = Vec<(&'d str, Span, Option<Vec<Band>>, &'d ScheduleDraft)>;

impl<'d> Checking<'d> {
    /// The bands of every `[discount.ID]`.
    pub(super) fn check_schedules(&mut self) -> Schedules<'d> {
        let mut list = Vec::new();
        for keyed in &self.drafts.discounts {
            if edition(&keyed.id).is_some() {
                let taken = Problem::new(Code::NameIsTaken).variant("edition").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
            }
            let bands = keyed.draft.bands.value().and_then(|b| self.bands(b));
            list.push((keyed.id.as_str(), keyed.key, bands, &keyed.draft));
        }
        list
    }

    /// How amounts at different times are made comparable.
    pub(super) fn discount(&mut self, drafts: &BasisDraft, schedules: Schedules<'d>) -> Option<Discounting> {
        let written: &Written<DiscountDraft> = drafts.discount.here()?;
        match &written.value {
            DiscountDraft::Rate(draft) => {
                let draft = Draft::Here(Written {
                    value: draft.as_ref().clone(),
                    span: written.span,
                    key: written.key,
                    why: written.why,
                });
                self.input(&draft, "basis.discount", Domain::YearlyRate, Role::Plain).map(Discounting::Rate)
            }
            DiscountDraft::Bands(bands) => {
                let bands = self.bands(bands)?;
                Some(Discounting::Bands { name: None, bands, source: None })
            }
            DiscountDraft::Named(name) => {
                if let Some((_, _, bands, draft)) = schedules.iter().find(|(id, ..)| id == name) {
                    let source = draft.names.source.clone();
                    return bands.clone().map(|bands| Discounting::Bands { name: Some(name.clone()), bands, source });
                }
                if let Some(edition) = edition(name) {
                    let bands = edition.bands.iter().map(|b| Band { from_year: b.from_year, rate: b.rate }).collect();
                    let source = Some(edition.source.clone());
                    return Some(Discounting::Bands { name: Some(name.clone()), bands, source });
                }
                let mut known: Vec<(&str, Span)> = schedules.iter().map(|(id, key, ..)| (*id, *key)).collect();
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
