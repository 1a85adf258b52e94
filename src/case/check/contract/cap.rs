//! `[contract.cap.NAME]`: how much is paid at most.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::keys::Key;
use super::metric::MetricGround;
use super::term::Terms;
use super::{Checking, Ground, PATH};
use crate::case::check::Place;
use crate::case::check::domain::Role;
use crate::case::contract::{Cap, Excess, Limit, Scope, Windows};
use crate::case::fields::Worded;
use crate::case::read::Draft;
use crate::case::read::contract::CapDraft;
use crate::case::{Domain, Id, Input};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// Words that stand where ids of caps stand.
const RESERVED: [&str; 3] = ["long-stop", "payer-cap", "return-cap"];

impl<'d> Checking<'d> {
    pub(super) fn check_caps(
        &mut self,
        ground: &Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
    ) -> BTreeMap<Id, Cap> {
        let mut caps = BTreeMap::new();
        for keyed in &ground.draft.caps {
            if RESERVED.contains(&keyed.id.as_str()) {
                let taken = Problem::new(Code::NameIsTaken).variant("cap").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
            }
            let path = format!("{PATH}.cap.{}", keyed.id);
            let place = Place { path: &path, id: &keyed.id, span: keyed.draft.names.span };
            if let Some(cap) = self.cap(ground, &keyed.draft, metrics, terms, place) {
                caps.insert(cap.id.clone(), cap);
            }
        }
        caps
    }

    fn cap(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d CapDraft,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
        place: Place<'_>,
    ) -> Option<Cap> {
        let scope = *draft.scope.value()?;
        self.cap_keys(draft, scope, place);
        let of_terms = self.cap_terms(ground, draft, scope, metrics, terms, place);
        let limit = self.cap_limit(ground, draft, scope, terms, of_terms.as_ref(), place);
        let per = draft.per.optional()?;
        let excess = draft.excess.or(Excess::Lapse)?;
        self.cap_room(draft, scope, excess, place);
        Some(Cap {
            id: Id::new(place.id),
            names: draft.names.clone(),
            scope,
            terms: of_terms?,
            limit: limit?,
            windows: Windows::of(per, ground.start, &ground.calendar),
            excess,
        })
    }

    /// The keys that go with a scope, and those that it needs.
    fn cap_keys(&mut self, draft: &CapDraft, scope: Scope, place: Place<'_>) {
        let mut with = vec!["applies_to", "per", "excess"];
        with.push(if scope == Scope::Mix { "share" } else { "amount" });
        if scope == Scope::Person {
            with.push("people");
        }
        let keys: [Key; 3] =
            [("amount", draft.amount.key()), ("share", draft.share.key()), ("people", draft.people.key())];
        self.only_keys(&keys, &with, scope.in_a_file(), place);
        let needs_list = matches!(scope, Scope::Term | Scope::Metric | Scope::Mix);
        let needs: [(&'static str, bool, bool); 4] = [
            ("applies_to", draft.applies_to.is_absent(), needs_list),
            ("amount", draft.amount.is_absent(), scope != Scope::Mix),
            ("share", draft.share.is_absent(), scope == Scope::Mix),
            ("per", draft.per.is_absent(), scope == Scope::Period),
        ];
        for (key, absent, needed) in needs {
            if absent && needed {
                self.missing(key, place, "contract-cap");
            }
        }
    }

    /// The terms that a cap is about.
    fn cap_terms(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &'d CapDraft,
        scope: Scope,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
        _place: Place<'_>,
    ) -> Option<BTreeSet<Id>> {
        let paying = terms.values().filter(|t| t.member_of.is_none());
        let Some(list) = draft.applies_to.here() else {
            return draft.applies_to.is_absent().then(|| paying.map(|t| Id::new(t.id)).collect());
        };
        if scope == Scope::Metric {
            let listed: Vec<(&str, Span)> = self.metrics_listed(ground, list, metrics);
            let of_metrics = paying.filter(|t| listed.iter().any(|(id, _)| t.metric == Some(*id)));
            return Some(of_metrics.map(|t| Id::new(t.id)).collect());
        }
        Some(self.terms_listed(ground, list, terms).into_iter().map(|(id, _)| Id::new(id)).collect())
    }

    fn cap_limit(
        &mut self,
        ground: &Ground<'d, '_>,
        draft: &CapDraft,
        scope: Scope,
        terms: &Terms<'d>,
        of_terms: Option<&BTreeSet<Id>>,
        place: Place<'_>,
    ) -> Option<Limit> {
        let path = |key: &str| format!("{}.{key}", place.path);
        if scope == Scope::Mix {
            let share = self.input(&draft.share, &path("share"), Domain::Share, Role::Plain);
            return share.map(Limit::Share);
        }
        let amount = self.amount(ground, &draft.amount, &path("amount"));
        if scope != Scope::Person {
            return amount.map(Limit::Amount);
        }
        let own = self.input(&draft.people, &path("people"), Domain::NotNegative, Role::Plain);
        if own.is_none() && !draft.people.is_absent() {
            return None;
        }
        let people = self.people(ground, terms, of_terms?, own.as_ref(), place)?;
        Some(Limit::EachPerson { amount: amount?, people })
    }

    /// The people of every cohort that has a line under a cap.
    fn people(
        &mut self,
        ground: &Ground<'d, '_>,
        terms: &Terms<'d>,
        of_terms: &BTreeSet<Id>,
        own: Option<&Arc<Input>>,
        place: Place<'_>,
    ) -> Option<BTreeMap<Option<Id>, Arc<Input>>> {
        let mut people = BTreeMap::new();
        let under = of_terms.iter().filter_map(|id| terms.get(id.as_str()));
        let cohorts: BTreeSet<Option<Id>> = under.flat_map(|t| t.lines.iter().map(|l| l.cohort.clone())).collect();
        for cohort in cohorts {
            let of_cohort = cohort.as_ref().and_then(|id| ground.cohorts.get(id.as_str())?.people.as_ref());
            let Some(known) = own.or(of_cohort) else {
                let name = cohort.as_ref().map_or_else(String::new, ToString::to_string);
                let problem =
                    Problem::new(Code::PeopleUnknown).variant(if name.is_empty() { "cap-all" } else { "cap" });
                let problem = problem.with("cohort", name).with("table", format!("[{}]", place.path));
                self.complain(problem.at(place.span));
                return None;
            };
            people.insert(cohort, known.clone());
        }
        Some(people)
    }

    /// What waits needs room that can appear.
    fn cap_room(&mut self, draft: &CapDraft, scope: Scope, excess: Excess, _place: Place<'_>) {
        let Draft::Here(written) = &draft.excess else { return };
        let windows = !draft.per.is_absent();
        let can = match excess {
            Excess::Lapse => true,
            Excess::Carry => windows || scope == Scope::Mix,
            Excess::Defer => windows,
        };
        if !can {
            let problem = Problem::new(Code::NoRoomCanAppear).with("excess", excess.in_a_file());
            self.complain(problem.with("scope", scope.in_a_file()).at(written.span));
        }
    }
}
