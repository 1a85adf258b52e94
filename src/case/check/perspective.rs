//! Perspectives: sets of parties looked at as one, built in and named by the case.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::Checking;
use super::party::{EVERYBODY, OUTSIDE, PUBLIC, SOCIETY};
use crate::case::read::{Draft, IdList};
use crate::case::{Names, Party, PartyId, PartyKind, Perspective};
use crate::problem::{Code, Problem};
use crate::span::Span;

const ALONE: &str = ".alone";

/// How many members all perspectives may have in all: parts of parts of parts take room with every party above them.
const MOST_MEMBERS: usize = 500_000;

impl Checking<'_> {
    /// Resolves what `[perspective.ID]` and the headline name, so that parties they imply exist; then builds all
    /// perspectives.
    pub(super) fn perspectives(&mut self) -> BTreeMap<String, Perspective> {
        let named: Vec<Option<Vec<(PartyId, bool, Span)>>> =
            self.drafts.perspectives.iter().map(|k| self.members(k.draft.parties.here().map(|w| &w.value))).collect();
        self.headline_implies();
        self.settle_parties();
        let parties = self.parties.all();
        let parts = Parts::of(&parties);
        let mut all = built_in(&parties, &parts);
        for (keyed, members) in self.drafts.perspectives.iter().zip(named) {
            if all.contains_key(&keyed.id) || keyed.id == EVERYBODY || self.is_built_in(&keyed.id) {
                let taken = Problem::new(Code::NameIsTaken).variant("perspective").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
                continue;
            }
            let mut set = BTreeSet::new();
            for (party, alone, span) in members.into_iter().flatten() {
                if alone && !parts.has(&party) {
                    let problem = Problem::new(Code::UnknownId).variant("alone").with("what", "@what.party");
                    self.complain(problem.with("id", &party).at(span));
                }
                if alone {
                    set.insert(party);
                } else {
                    set.extend(parts.with(&party));
                }
            }
            let names = keyed.draft.names.clone();
            all.insert(keyed.id.clone(), Perspective { id: keyed.id.clone(), names, parties: set });
        }
        if parts.are_too_many() {
            let problem = Problem::new(Code::TooLarge).variant("perspectives").with("limit", MOST_MEMBERS);
            let part_of = self.drafts.parties.iter().find_map(|k| k.draft.part_of.here().map(|w| w.span));
            let named = || self.drafts.perspectives.first().map(|k| k.key);
            self.complain(problem.at(part_of.or_else(named).unwrap_or_default()));
        }
        all
    }

    fn members(&mut self, list: Option<&IdList>) -> Option<Vec<(PartyId, bool, Span)>> {
        let mut members = Vec::new();
        for (name, span) in &list?.0 {
            let (base, alone) = name.strip_suffix(ALONE).map_or((name.as_str(), false), |base| (base, true));
            members.push((self.party(base, *span)?, alone, *span));
        }
        Some(members)
    }

    /// Whether a name is that of a perspective that is built in, now or as soon as something names its party.
    fn is_built_in(&self, name: &str) -> bool {
        let kind = PartyKind::of(name).filter(|k| !self.parties.has_declared(*k));
        [OUTSIDE, PUBLIC, SOCIETY].contains(&name) || kind.is_some()
    }

    /// The headline may name a party that nothing else names.
    fn headline_implies(&mut self) {
        let Some(written) = self.drafts.basis.as_ref().and_then(|b| b.perspective.value()) else { return };
        let base = written.strip_suffix(ALONE).unwrap_or(written);
        if !self.drafts.perspectives.iter().any(|k| k.id == *base) {
            self.parties.resolve(base);
        }
    }

    /// The headline: as written, else `public`, or `society` without a public party.
    pub(super) fn headline(&mut self, all: &BTreeMap<String, Perspective>) -> Option<String> {
        let basis = self.drafts.basis.as_ref()?;
        match &basis.perspective {
            Draft::Broken => None,
            Draft::Absent => {
                let headline = if all.contains_key(PUBLIC) { PUBLIC } else { SOCIETY };
                self.default_text("basis.perspective".into(), headline, basis.span);
                Some(headline.to_owned())
            }
            Draft::Here(written) if all.contains_key(&written.value) => Some(written.value.clone()),
            Draft::Here(written) => {
                if self.parties.has_unreadable_kind() {
                    return None; // A kind that cannot be read may be a public one.
                }
                if written.value == PUBLIC {
                    let problem = Problem::new(Code::UnknownId).variant("public").with("what", "@what.perspective");
                    self.complain(problem.with("id", PUBLIC).at(written.span));
                    return None;
                }
                let place = |name: &str| {
                    let declared = self.drafts.parties.iter().find(|k| k.id == name).map(|k| k.key);
                    declared.or(self.drafts.perspectives.iter().find(|k| k.id == name).map(|k| k.key))
                };
                let known: Vec<(&str, Span)> =
                    all.keys().take(200).map(|n| (n.as_str(), place(n).unwrap_or_default())).collect();
                self.unknown_id("perspective", &written.value, written.span, &known);
                None
            }
        }
    }
}

/// Each party, with all that is part of it and alone, the public sector, and everybody.
fn built_in(parties: &BTreeMap<PartyId, Party>, parts: &Parts) -> BTreeMap<String, Perspective> {
    let mut all = BTreeMap::new();
    let mut add = |id: String, names: &Names, parties: BTreeSet<PartyId>| {
        all.insert(id.clone(), Perspective { id, names: names.clone(), parties });
    };
    let mut public = BTreeSet::new();
    for (id, party) in parties {
        add(id.to_string(), &party.names, parts.with(id));
        if parts.has(id) {
            add(format!("{id}{ALONE}"), &party.names, BTreeSet::from([id.clone()]));
        }
        if party.kind.is_public() {
            public.extend(parts.with(id));
        }
    }
    if !public.is_empty() {
        add(PUBLIC.to_owned(), &Names::default(), public);
    }
    add(SOCIETY.to_owned(), &Names::default(), parties.keys().cloned().collect());
    all
}

/// The direct parts of each party.
struct Parts {
    of: BTreeMap<PartyId, Vec<PartyId>>,
    /// How many members the sets have that were made so far.
    members: Cell<usize>,
}

impl Parts {
    fn of(parties: &BTreeMap<PartyId, Party>) -> Parts {
        let mut of: BTreeMap<PartyId, Vec<PartyId>> = BTreeMap::new();
        for (id, party) in parties {
            if let Some(whole) = &party.part_of {
                of.entry(whole.clone()).or_default().push(id.clone());
            }
        }
        Parts { of, members: Cell::new(0) }
    }
    fn has(&self, party: &PartyId) -> bool {
        self.of.contains_key(party)
    }
    /// Whether the sets have more members than can be kept; then they are not whole, and the case is stopped.
    fn are_too_many(&self) -> bool {
        self.members.get() > MOST_MEMBERS
    }
    /// A party with all that is part of it, and parts of those.
    fn with(&self, party: &PartyId) -> BTreeSet<PartyId> {
        let mut all = BTreeSet::new();
        let mut open = vec![party.clone()];
        while let Some(next) = open.pop().filter(|_| !self.are_too_many()) {
            if all.insert(next.clone()) {
                self.members.set(self.members.get() + 1);
                open.extend(self.of.get(&next).into_iter().flatten().cloned());
            }
        }
        all
    }
}
