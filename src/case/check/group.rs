//! `[group.ID]`: how many people, who start when.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::domain::Role;
use super::starts::{People, Started};
use super::{Checking, Place, START_MONTHS};
use crate::case::read::{Draft, GroupDraft, StartsDraft};
use crate::case::{AnyInput, AsWritten, Assumption, Domain, Group, Id, Input};
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// Checks every `[group.ID]`.
    pub(super) fn check_groups(&mut self) -> BTreeMap<Id, Group> {
        for keyed in &self.drafts.groups {
            let path = format!("group.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            let group = self.group(&keyed.draft, place);
            self.groups.insert(&keyed.id, group);
        }
        self.groups.iter().filter_map(|(id, g)| g.clone().map(|g| (Id::new(id), g))).collect()
    }

    fn group(&mut self, draft: &'d GroupDraft, place: Place<'_>) -> Option<Group> {
        let path = |key: &str| place.under(key);
        let has_table = matches!(draft.starts.value(), Some(StartsDraft::Table(_)));
        if draft.people.is_absent() && !has_table && !draft.starts.is_broken() {
            self.complain(
                Problem::new(Code::MissingKey)
                    .variant("people")
                    .with("key", "people")
                    .with("table", format!("[{}]", place.path))
                    .with("schema", "group")
                    .at(place.span),
            );
        }
        let written = self.input(&draft.people, &path("people"), Domain::People, Role::Plain);
        let people = match (&draft.people, &written) {
            (Draft::Absent, _) => People::Absent,
            (Draft::Here(w), Some(input)) => People::Written(input.value, w.span, input.why),
            (Draft::Here(_) | Draft::Broken, _) => People::Broken,
        };
        let started = self.starts(&draft.starts, &people);
        if draft.starts.is_absent()
            && let Some(start) = self.calendar.as_ref().map(|c| c.start())
        {
            self.default_text(path("starts"), start, place.span);
        }
        let share =
            |this: &mut Self, draft, key, default| this.input_or(draft, &path(key), Domain::Share, default, place.span);
        let half = Decimal::new(5, 1);
        let recruited_share = share(self, &draft.recruited_share, "recruited_share", Decimal::ONE);
        let pathway = self.duration_or(&draft.pathway, path("pathway"), Some(0), place.span);
        let completion_rate = share(self, &draft.completion_rate, "completion_rate", Decimal::ONE);
        let dropout_after = share(self, &draft.dropout_after, "dropout_after", half);
        let started = started.filter(|s| self.has_room(s, draft))?;
        let people = match started.counts {
            Some(total) => Some(self.counted(total, draft, &path("people"))),
            None => written,
        };
        Some(Group {
            id: Id::new(place.id),
            names: draft.names.clone(),
            people: people?,
            starts: started.starts,
            start_months: started.months,
            recruited_share: recruited_share?,
            pathway: pathway?,
            completion_rate: completion_rate?,
            completion_is_written: !draft.completion_rate.is_absent(),
            dropout_after: dropout_after?,
        })
    }

    /// Whether the months in which people start can be kept, with those of the groups before.
    fn has_room(&mut self, started: &Started, draft: &GroupDraft) -> bool {
        let months = started.starts.weights.len();
        let has_room = months <= self.start_months;
        if !has_room && self.start_months > 0 {
            let problem = Problem::new(Code::TooLarge).variant("starts").with("limit", START_MONTHS);
            self.complain(problem.at(draft.starts.here().map_or(draft.names.span, |w| w.span)));
        }
        self.start_months = if has_room { self.start_months - months } else { 0 };
        has_room
    }

    /// The people that counts in `starts` add to, under a path of their own.
    fn counted(&mut self, total: Decimal, draft: &GroupDraft, path: &str) -> Arc<Input> {
        let (span, why) = draft.starts.here().map(|w| (w.span, w.why)).unwrap_or_default();
        let input = Arc::new(Input {
            money: false,
            priced: Default::default(),
            path: path.into(),
            value: total,
            low: None,
            high: None,
            distribution: None,
            domain: Domain::People,
            evidence: None,
            source: None,
            why,
            span,
        });
        self.assumptions.push(Assumption {
            path: path.to_owned(),
            value: AsWritten::Number(total),
            origin: why,
            months: None,
            known: Vec::new(),
            input: Some(AnyInput::Single(Arc::clone(&input))),
            span,
        });
        input
    }

    /// The group that a key names, or the only one, with its row.
    pub(super) fn group_or_only(&mut self, draft: &Draft<String>, place: Place<'_>) -> Option<&'d str> {
        let groups = &self.drafts.groups;
        match draft {
            Draft::Broken => None,
            Draft::Absent => {
                let only = self.only_one(groups, "group", place)?;
                self.default_text(place.under("group"), only, place.span);
                Some(only)
            }
            Draft::Here(written) => {
                let found = self.groups.get_key_value(written.value.as_str()).map(|(id, _)| *id);
                if found.is_none() {
                    let known: Vec<_> = groups.iter().map(|k| (k.id.as_str(), k.key)).collect();
                    self.unknown_id("group", &written.value, written.span, &known);
                }
                found
            }
        }
    }
}
