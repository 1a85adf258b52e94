//! `[outcome.ID]`: whose, what changes, from when, for how long.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::domain::Role;
use super::time::in_months;
use super::{Checking, Place, by_id};
use crate::case::read::{Draft, OutcomeDraft, Worth};
use crate::case::{Counted, Credit, Domain, Fade, Id, Outcome, SeriesKeys};
use crate::problem::{Code, Problem};

impl Checking<'_> {
    /// Checks every `[outcome.ID]`.
    pub(super) fn check_outcomes(&mut self) -> BTreeMap<Id, Outcome> {
        by_id(&self.drafts.outcomes, |keyed| {
            let path = format!("outcome.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let outcome = self.outcome(&keyed.draft, place)?;
            self.warn_of_horizon(&outcome, &keyed.draft);
            Some(outcome)
        })
    }

    fn outcome(&mut self, draft: &OutcomeDraft, place: Place<'_>) -> Option<Outcome> {
        let path = |key: &str| place.under(key);
        let group = self.group_or_only(&draft.group, place);
        let counted = self.whom(draft, group, place);
        let unit = draft.unit.or("persons".to_owned());
        if draft.unit.is_absent() {
            self.default_text(path("unit"), "persons", place.span);
        }
        let effect = unit.as_ref().and_then(|unit| self.effect(draft, unit == "persons", place));
        let credit = self.credit(draft, place);
        let displacement_share = self.input_or(
            &draft.displacement_share,
            &path("displacement_share"),
            Domain::Share,
            Decimal::ZERO,
            place.span,
        );
        let pathway = group.and_then(|g| self.groups.get(g)).and_then(Option::as_ref).map(|g| g.pathway);
        let onset = self.duration_or(&draft.onset, path("onset"), pathway, place.span);
        let fade = self.fade(draft, place);
        let lasts = self.lasts(draft, place);
        let evidence = self.grade(draft, effect.as_ref(), place);
        Some(Outcome {
            id: Id::new(place.id),
            names: draft.names.clone(),
            group: Id::new(group?),
            counted: counted?,
            unit: unit?,
            effect: effect?,
            credit: credit?,
            displacement_share: displacement_share?,
            onset: onset?,
            lasts: lasts?,
            fade: fade?,
            evidence: evidence?,
        })
    }

    /// Whom the rates are about; it must be said when not everybody completes.
    fn whom(&mut self, draft: &OutcomeDraft, group: Option<&str>, place: Place<'_>) -> Option<Counted> {
        let facts = group.and_then(|id| self.group_drafts.get(id));
        match &draft.counted {
            Draft::Here(written) => Some(written.value),
            Draft::Broken => None,
            Draft::Absent => match facts.map(|draft| &draft.completion_rate) {
                Some(Draft::Absent) => {
                    self.default_text(place.under("counted"), Counted::Starters.word(), place.span);
                    Some(Counted::Starters)
                }
                Some(Draft::Broken) | None => None,
                Some(rate @ Draft::Here(_)) => {
                    let problem = Problem::new(Code::MissingKey)
                        .variant("counted")
                        .with("key", "counted")
                        .with("table", format!("[{}]", place.path))
                        .with("group", group.unwrap_or_default())
                        .at(place.span);
                    self.complain(match rate.key() {
                        Some(at) => problem.and_see(at, "completion-rate"),
                        None => problem,
                    });
                    None
                }
            },
        }
    }

    fn credit(&mut self, draft: &OutcomeDraft, place: Place<'_>) -> Option<Credit> {
        let path = |key: &str| place.under(key);
        let others = self.input(&draft.credited_to_others, &path("credited_to_others"), Domain::Share, Role::Plain);
        if !draft.credited_share.is_absent() && !draft.credited_to_others.is_absent() {
            let written = [
                ("credited_share", draft.credited_share.key()),
                ("credited_to_others", draft.credited_to_others.key()),
            ];
            if !draft.credited_share.is_broken() && !draft.credited_to_others.is_broken() {
                self.several_of(&written, place);
            }
            return None;
        }
        if !draft.credited_to_others.is_absent() {
            return others.map(Credit::Others);
        }
        let share =
            self.input_or(&draft.credited_share, &path("credited_share"), Domain::Share, Decimal::ONE, place.span);
        share.map(Credit::Share)
    }

    fn fade(&mut self, draft: &OutcomeDraft, place: Place<'_>) -> Option<Fade> {
        let path = |key: &str| place.under(key);
        if !draft.remaining.is_absent() && !draft.yearly_loss.is_absent() {
            if !draft.remaining.is_broken() && !draft.yearly_loss.is_broken() {
                let written =
                    [("yearly_loss_of_remaining", draft.yearly_loss.key()), ("remaining", draft.remaining.key())];
                self.several_of(&written, place);
            }
            return None;
        }
        if draft.remaining.is_broken() {
            return None;
        }
        let Some(written) = draft.remaining.here() else {
            let key = "yearly_loss_of_remaining";
            let loss = self.input_or(&draft.yearly_loss, &path(key), Domain::Share, Decimal::ZERO, place.span);
            return loss.map(Fade::Loss);
        };
        let Worth::List(members) = &written.value.worth else { return None };
        let fit: Vec<bool> = members
            .iter()
            .map(|m| self.fits(m.value.decimal, m.span, "remaining", Domain::Share, Role::Plain))
            .collect();
        if fit.contains(&false) {
            return None;
        }
        let values = members.iter().map(|m| m.value.decimal).collect();
        self.series(&written.value, &path("remaining"), SeriesKeys::BySinceOnset, values).map(Fade::Remaining)
    }

    /// For how many months the effect lasts.
    fn lasts(&mut self, draft: &OutcomeDraft, place: Place<'_>) -> Option<i32> {
        let years = draft.remaining.value().and_then(|d| match &d.worth {
            Worth::List(members) => i32::try_from(members.len()).ok().filter(|years| *years <= 10_000),
            Worth::Number(_) | Worth::Price(_) | Worth::Table(_) => None,
        });
        let by_list = years.map(|years| years * 12);
        if draft.lasts.is_absent() && draft.remaining.is_absent() {
            self.complain(
                Problem::new(Code::MissingKey)
                    .with("key", "lasts")
                    .with("table", format!("[{}]", place.path))
                    .with("schema", "outcome")
                    .at(place.span),
            );
        }
        let lasts = self.duration_or(&draft.lasts, place.under("lasts"), by_list, place.span)?;
        let Some(written) = draft.lasts.here() else { return Some(lasts) };
        if lasts == 0 {
            let problem = Problem::new(Code::OutOfRange).variant("nil-duration").with("key", "lasts");
            self.complain(problem.at(written.span));
            return None;
        }
        match (by_list, draft.remaining.here()) {
            (Some(months), Some(remaining)) if months != lasts => {
                let problem = Problem::new(Code::LengthsDiffer)
                    .variant("remaining")
                    .with("members", months / 12)
                    .with("months", in_months(months))
                    .with("lasts", in_months(lasts));
                self.complain(problem.at(written.span).and_see(remaining.span, "remaining"));
                None
            }
            _ => Some(lasts),
        }
    }
}
