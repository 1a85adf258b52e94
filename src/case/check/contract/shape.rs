//! The shape of a term, with its keys: tiers, bands, shares.

use rust_decimal::Decimal;

use super::term::TermGround;
use super::{Checking, Ground};
use crate::case::check::Place;
use crate::case::check::domain::Role;
use crate::case::contract::{Band, Banded, Choice, Edge, Fallback, Hurdle, Shape, Step, Tier, Until};
use crate::case::read::Draft;
use crate::case::read::contract::{FallbackDraft, ShapeWord, TermDraft};
use crate::case::{Domain, Id};
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// The shape of a term. None when it cannot be told. The weights of a fallback come with its lines.
    pub(super) fn shape(
        &mut self,
        ground: &Ground<'d, '_>,
        term: &TermGround<'d>,
        lower_is_better: bool,
    ) -> Option<Shape> {
        let (draft, place) = (term.draft, term.place());
        match term.word {
            ShapeWord::Fixed => Some(Shape::Fixed),
            ShapeWord::Given => Some(Shape::Given),
            ShapeWord::PerUnit => self.per_unit(ground, draft, place),
            ShapeWord::Milestones => Some(Shape::Milestones { sequential: draft.sequential.or(false)? }),
            ShapeWord::Recurring => Some(Shape::Recurring),
            ShapeWord::Step => self.step(ground, draft, lower_is_better, place).map(Shape::Step),
            ShapeWord::Banded => self.banded(ground, draft, place).map(Shape::Banded),
            ShapeWord::Share => self.share(ground, draft, place),
            ShapeWord::BetterOf => selector(draft, Choice::Larger),
            ShapeWord::WorseOf => selector(draft, Choice::Smaller),
        }
    }

    fn per_unit(&mut self, ground: &Ground<'_, '_>, draft: &TermDraft, place: Place<'_>) -> Option<Shape> {
        let path = |key: &str| format!("{}.{key}", place.path);
        let nil = Decimal::ZERO;
        let first = self.input_or(&draft.first_unpaid, &path("first_unpaid"), Domain::NotNegative, nil, place.span);
        let units = if draft.at_most_units.is_absent() {
            Some(None)
        } else {
            self.input(&draft.at_most_units, &path("at_most_units"), Domain::NotNegative, Role::Plain).map(Some)
        };
        let at_most = self.maybe(ground, &draft.at_most, &path("at_most"));
        Some(Shape::PerUnit {
            first_unpaid: first?,
            at_most_units: units?,
            at_most: at_most?,
            cumulative: draft.cumulative.or(false)?,
        })
    }

    fn step(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &TermDraft,
        lower_is_better: bool,
        place: Place<'_>,
    ) -> Option<Step> {
        let mut tiers = Vec::new();
        let mut whole = true;
        let mut seen: Vec<(Decimal, crate::span::Span)> = Vec::new();
        for (place_in_list, tier) in draft.tiers.value().map_or(&[][..], |t| &t.0).iter().enumerate() {
            let path = format!("{}.tiers.{}.pay", place.path, place_in_list + 1);
            let pay = self.amount(ground, &tier.pay, &path);
            let Some(at) = tier.at.here() else {
                whole = false;
                continue;
            };
            let mark = at.value.decimal;
            if let Some((_, other)) = seen.iter().find(|(other, _)| *other == mark) {
                let problem = Problem::new(Code::Twice).variant("tier").with("at", mark.normalize()).at(at.span);
                self.complain(problem.and_see(*other, "the-other"));
            }
            seen.push((mark, at.span));
            match pay {
                Some(pay) => tiers.push(Tier { at: mark, pay }),
                None => whole = false,
            }
        }
        tiers.sort_by_key(|t| t.at);
        if lower_is_better {
            tiers.reverse();
        }
        let below = self.amount_or(ground, &draft.below, &format!("{}.below", place.path), Decimal::ZERO, place);
        let base = self.amount_or(ground, &draft.base, &format!("{}.base", place.path), Decimal::ONE, place);
        let fallback = self.fallback(ground, &draft.fallback, place);
        if let Some(written) = draft.fallback.here()
            && written.value.pay.is_absent()
        {
            let missing = Problem::new(Code::MissingKey).variant("pay-of-fallback").with("key", "pay");
            self.complain(missing.with("table", format!("[{}]", place.path)).at(written.span));
        }
        if !whole || tiers.is_empty() {
            return None;
        }
        Some(Step {
            tiers,
            below: below?,
            base: base?,
            edge: draft.edge.or(Edge::AtLeast)?,
            interpolate: draft.interpolate.or(false)?,
            fallback: fallback?,
        })
    }

    fn banded(&mut self, ground: &Ground<'_, '_>, draft: &TermDraft, place: Place<'_>) -> Option<Banded> {
        let mut bands = Vec::new();
        let mut whole = true;
        for (place_in_list, band) in draft.bands.value().map_or(&[][..], |b| &b.0).iter().enumerate() {
            let path = |key: &str| format!("{}.bands.{}.{key}", place.path, place_in_list + 1);
            let written = band.rate.here();
            let rate = written.and_then(|w| self.contract_money(ground, &w.value, &path("rate"), Domain::Any));
            let at_most = self.maybe(ground, &band.at_most, &path("at_most"));
            let (Some(from), Some(to)) = (band.from.value(), band.to.optional()) else {
                whole = false;
                continue;
            };
            let (from, to) = (from.decimal, to.map(|t| t.decimal));
            if to.is_some_and(|to| to <= from) {
                let at = band.to.here().map_or(band.span, |w| w.span);
                let problem = Problem::new(Code::OutOfRange).variant("band-ends").with("from", from.normalize());
                self.complain(problem.with("key", "to").with("to", to.unwrap_or_default().normalize()).at(at));
                whole = false;
                continue;
            }
            match (rate, at_most) {
                (Some(rate), Some(at_most)) => bands.push((Band { from, to, rate, at_most }, band.span)),
                _ => whole = false,
            }
        }
        bands.sort_by_key(|(band, _)| band.from);
        for pair in bands.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            if one.to.is_none_or(|to| to > other.from) {
                let problem = Problem::new(Code::BandsOverlap).with("from", other.from.normalize()).at(*second);
                let end = one.to.map_or_else(|| "∞".to_owned(), |to| to.normalize().to_string());
                self.complain(problem.with("to", end).and_see(*first, "the-other"));
            }
        }
        let threshold = if draft.threshold.is_absent() {
            Some(None)
        } else {
            let path = format!("{}.threshold", place.path);
            self.input(&draft.threshold, &path, Domain::Any, Role::Plain).map(Some)
        };
        let at_most = self.maybe(ground, &draft.at_most, &format!("{}.at_most", place.path));
        let fallback = self.fallback(ground, &draft.fallback, place);
        if !whole || bands.is_empty() {
            return None;
        }
        Some(Banded {
            bands: bands.into_iter().map(|(band, _)| band).collect(),
            threshold: threshold?,
            edge: draft.edge.or(Edge::AtLeast)?,
            at_most: at_most?,
            cumulative: draft.cumulative.or(false)?,
            fallback: fallback?,
        })
    }

    /// `pooled_fallback`. None when it cannot be.
    fn fallback(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &Draft<FallbackDraft>,
        place: Place<'_>,
    ) -> Option<Option<Fallback>> {
        let Some(written) = draft.here() else { return draft.is_absent().then_some(None) };
        let path = |key: &str| format!("{}.pooled_fallback.{key}", place.path);
        let at = self.input(&written.value.at, &path("at"), Domain::Any, Role::Plain);
        let pay = self.maybe(ground, &written.value.pay, &path("pay"));
        written.value.pays.value()?;
        let edge = written.value.edge.or(Edge::AtLeast)?;
        Some(Some(Fallback { at: at?, edge, pay: pay?, weights: Vec::new() }))
    }

    fn share(&mut self, ground: &Ground<'_, '_>, draft: &TermDraft, place: Place<'_>) -> Option<Shape> {
        let path = |key: &str| format!("{}.{key}", place.path);
        let share = self.input(&draft.share, &path("share"), Domain::Share, Role::Plain);
        let at_most = self.maybe(ground, &draft.at_most, &path("at_most"));
        let then_share = self.input(&draft.then_share, &path("then_share"), Domain::Share, Role::Plain);
        let hurdle = self.hurdle(draft, place);
        match (draft.until.here(), draft.then_share.here()) {
            (None, Some(then)) if draft.until.is_absent() => {
                self.does_not_belong("then-share", "then_share", then.key, place);
            }
            (Some(_), None) if draft.then_share.is_absent() => self.missing("then_share", place, "contract-term"),
            _ => {}
        }
        let until = match (hurdle, then_share) {
            (Some(hurdle), Some(then_share)) => Some(Until { hurdle, then_share }),
            _ => None,
        };
        Some(Shape::Share { share: share?, at_most: at_most?, until })
    }

    fn hurdle(&mut self, draft: &TermDraft, place: Place<'_>) -> Option<Hurdle> {
        let until = draft.until.here()?;
        let path = |key: &str| format!("{}.until.{key}", place.path);
        let (multiple, rate) = (&until.value.multiple, &until.value.rate);
        let inner = Place { path: &path(""), id: place.id, span: until.value.span };
        let inner = Place { path: inner.path.trim_end_matches('.'), ..inner };
        match (multiple.is_absent(), rate.is_absent()) {
            (true, true) => {
                self.none_of("hurdle", &["multiple", "rate"], inner);
                None
            }
            (false, false) => {
                self.several_of(&[("multiple", multiple.key()), ("rate", rate.key())], inner);
                None
            }
            (false, true) => {
                let input = self.input(multiple, &path("multiple"), Domain::NotNegative, Role::Plain);
                input.map(Hurdle::Multiple)
            }
            (true, false) => self.input(rate, &path("rate"), Domain::NotNegative, Role::Plain).map(Hurdle::Rate),
        }
    }
}

fn selector(draft: &TermDraft, choice: Choice) -> Option<Shape> {
    let mut members: Vec<Id> = draft.terms.value()?.0.iter().map(|(id, _)| Id::new(id)).collect();
    members.sort();
    members.dedup();
    Some(Shape::Selector { choice, members })
}
