//! The return cap, the guarantee and corrections.

use std::collections::BTreeMap;

use super::investor::are_there;
use super::term::Terms;
use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::check::domain::Role;
use crate::case::contract::{Correction, CorrectionOf, Guarantee, GuaranteeDay, GuaranteeOf, Investors, PointLabel};
use crate::case::contract::{ReturnCap, ReturnExcess, ReturnMeasure};
use crate::case::fields::Worded;
use crate::case::read::Draft;
use crate::case::read::contract::{CorrectionDraft, MeasureWord, ShapeWord};
use crate::case::{Domain, Id};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// All payers together, as those who keep what a return cap cuts.
const PAYERS: &str = "payers";

impl<'d> Checking<'d> {
    /// Says that something is about investors, and there are none.
    fn needs_investors(&mut self, ground: &Ground<'d, '_>, investors: &Investors, variant: &'static str, at: Span) {
        if !are_there(ground, investors) {
            self.complain(Problem::new(Code::NoInvestors).variant(variant).at(at));
        }
    }

    pub(super) fn check_return_cap(&mut self, ground: &Ground<'d, '_>, investors: &Investors) -> Option<ReturnCap> {
        for keyed in &ground.draft.terms {
            if let (Some(ShapeWord::Share), Some(until)) = (keyed.draft.shape(), keyed.draft.until.here()) {
                self.needs_investors(ground, investors, "until", until.key);
            }
        }
        let draft = ground.draft.return_cap.as_ref()?;
        self.needs_investors(ground, investors, "return-cap", draft.key);
        let path = format!("{PATH}.return_cap");
        let place = Place { path: &path, id: "return_cap", span: draft.names.span };
        let excess = match &draft.excess {
            Draft::Absent => Some(ReturnExcess::Payers),
            Draft::Broken => None,
            Draft::Here(written) if written.value == PAYERS => Some(ReturnExcess::Payers),
            Draft::Here(written) => self.party_or_outside(&written.value, written.span).map(ReturnExcess::Party),
        };
        let measure = *draft.measure.value()?;
        let (key, other, input) = match measure {
            MeasureWord::Multiple => ("multiple", ("rate", draft.rate.key()), &draft.multiple),
            MeasureWord::Irr | MeasureWord::AverageYearly => ("rate", ("multiple", draft.multiple.key()), &draft.rate),
        };
        self.only_keys(&[other], &[], measure.in_a_file(), place);
        if input.is_absent() {
            self.missing(key, place, "contract-return-cap");
        }
        let input = self.input(input, &format!("{path}.{key}"), Domain::NotNegative, Role::Plain)?;
        let measure = match measure {
            MeasureWord::Irr => ReturnMeasure::Irr(input),
            MeasureWord::AverageYearly => ReturnMeasure::AverageYearly(input),
            MeasureWord::Multiple => ReturnMeasure::Multiple(input),
        };
        Some(ReturnCap { names: draft.names.clone(), measure, excess: excess? })
    }

    pub(super) fn check_guarantee(&mut self, ground: &Ground<'d, '_>, investors: &Investors) -> Option<Guarantee> {
        let draft = ground.draft.guarantee.as_ref()?;
        self.needs_investors(ground, investors, "guarantee", draft.key);
        let path = format!("{PATH}.guarantee");
        let place = Place { path: &path, id: "guarantee", span: draft.names.span };
        let by = draft.by.here().and_then(|w| self.party_or_outside(&w.value, w.span));
        let at = match &draft.at {
            Draft::Absent => Some(GuaranteeDay::LastLine),
            Draft::Broken => None,
            Draft::Here(written) => Some(GuaranteeDay::Day(Ground::day(&written.value, ground.start))),
        };
        let (recovers, first_loss) = (&draft.recovers, &draft.first_loss);
        let of = match (recovers.is_absent(), first_loss.is_absent()) {
            (true, true) => {
                self.none_of("guarantee", &["recovers", "first_loss"], place);
                None
            }
            // A word that means either has been refused.
            (false, false) if recovers.key().is_none() && first_loss.key().is_none() => None,
            (false, false) => {
                self.several_of(&[("recovers", recovers.key()), ("first_loss", first_loss.key())], place);
                None
            }
            (false, true) => {
                let share = self.input(recovers, &format!("{path}.recovers"), Domain::Share, Role::Plain);
                share.map(GuaranteeOf::Recovers)
            }
            (true, false) => self.amount(ground, first_loss, &format!("{path}.first_loss")).map(GuaranteeOf::FirstLoss),
        };
        Some(Guarantee { names: draft.names.clone(), by: by?, at: at?, of: of? })
    }

    pub(super) fn check_corrections(&mut self, ground: &Ground<'d, '_>, terms: &Terms<'d>) -> BTreeMap<Id, Correction> {
        let mut corrections = BTreeMap::new();
        for keyed in &ground.draft.corrections {
            let path = format!("{PATH}.correction.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            if let Some(correction) = self.correction(ground, &keyed.draft, terms, place) {
                corrections.insert(correction.id.clone(), correction);
            }
        }
        corrections
    }

    fn correction(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d CorrectionDraft,
        terms: &Terms<'d>,
        place: Place<'_>,
    ) -> Option<Correction> {
        let term = draft.term.here().and_then(|written| {
            let Some(term) = terms.get(written.value.as_str()) else {
                let known: Vec<(&str, Span)> = ground.draft.terms.iter().map(|k| (k.id.as_str(), k.key)).collect();
                if !known.iter().any(|(id, _)| *id == written.value) {
                    self.unknown_in_contract("term", &written.value, written.span, &known, &ground.draft.unread);
                }
                return None;
            };
            if let Some(selector) = term.member_of {
                self.names_a_member(term.id, selector, written.span);
            }
            Some(Id::new(term.id))
        });
        let of = match (draft.amount.is_absent(), draft.share.is_absent()) {
            (true, true) => {
                self.none_of("correction", &["amount", "share"], place);
                None
            }
            (false, false) => {
                self.several_of(&[("amount", draft.amount.key()), ("share", draft.share.key())], place);
                None
            }
            (false, true) => {
                self.amount(ground, &draft.amount, &format!("{}.amount", place.path)).map(CorrectionOf::Amount)
            }
            (true, false) => {
                let share = draft.share.here()?;
                let fits = self.fits(share.value.decimal, share.span, "share", Domain::Share, Role::Plain);
                fits.then_some(CorrectionOf::Share(share.value.decimal))
            }
        };
        let point = draft.at.value()?;
        Some(Correction {
            id: Id::new(place.id),
            names: draft.names.clone(),
            term: term?,
            label: PointLabel::new(&point.label),
            at: Ground::day(point, ground.start),
            of: of?,
        })
    }
}
