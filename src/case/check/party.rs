//! Parties, declared and implied, and the perspectives: sets of them looked at as one.

use std::collections::{BTreeMap, BTreeSet};

use super::Checking;
use crate::case::read::{Draft, Drafts, quoted};
use crate::case::{Names, Party, PartyId, PartyKind, Perspective};
use crate::problem::{Code, Problem};
use crate::span::Span;

const OUTSIDE: &str = "outside";
const PUBLIC: &str = "public";
const SOCIETY: &str = "society";
const ALONE: &str = ".alone";

/// Who exists.
#[derive(Debug)]
pub struct Parties<'d> {
    declared: BTreeMap<&'d str, Declared<'d>>,
    /// The declared parties of each kind.
    of_kind: BTreeMap<PartyKind, Vec<&'d str>>,
    /// Kinds that are parties of their own, since something names them.
    implied: BTreeSet<PartyKind>,
}

#[derive(Debug)]
struct Declared<'d> {
    names: &'d Names,
    kind: Option<PartyKind>,
    part_of: Option<PartyId>,
}

impl<'d> Parties<'d> {
    /// The declared ones.
    pub fn of(drafts: &'d Drafts) -> Parties<'d> {
        let mut parties = Parties { declared: BTreeMap::new(), of_kind: BTreeMap::new(), implied: BTreeSet::new() };
        for keyed in &drafts.parties {
            let kind = keyed.draft.kind.value().copied();
            if let Some(kind) = kind {
                parties.of_kind.entry(kind).or_default().push(&keyed.id);
            }
            parties.declared.insert(&keyed.id, Declared { names: &keyed.draft.names, kind, part_of: None });
        }
        parties
    }

    /// The party that a name means; naming a kind of which no party is declared makes it exist.
    fn resolve(&mut self, name: &str) -> Option<PartyId> {
        if self.declared.contains_key(name) {
            return Some(PartyId::new(name));
        }
        let kind = PartyKind::of(name)?;
        if self.of_kind.contains_key(&kind) {
            return None;
        }
        self.implied.insert(kind);
        Some(PartyId::new(name))
    }

    /// The party of kind citizens; several when the case declares several.
    pub(super) fn citizens(&mut self) -> Vec<PartyId> {
        match self.of_kind.get(&PartyKind::Citizens) {
            Some(declared) => declared.iter().map(|id| PartyId::new(id)).collect(),
            None => self.resolve(PartyKind::Citizens.word()).into_iter().collect(),
        }
    }

    /// Everybody who exists, but the outside.
    pub(super) fn all(&self) -> BTreeMap<PartyId, Party> {
        let declared = self.declared.iter().map(|(id, d)| {
            let id = PartyId::new(id);
            let party = Party {
                id: id.clone(),
                names: d.names.clone(),
                kind: d.kind.unwrap_or(PartyKind::Other),
                part_of: d.part_of.clone(),
                declared: true,
            };
            (id, party)
        });
        let implied = self.implied.iter().map(|kind| {
            let id = PartyId::new(kind.word());
            let party = Party { id: id.clone(), names: Names::default(), kind: *kind, part_of: None, declared: false };
            (id, party)
        });
        declared.chain(implied).collect()
    }
}

impl Checking<'_> {
    /// Checks `[party.ID]`: reserved names, parts, circles.
    pub(super) fn check_parties(&mut self) {
        for keyed in &self.drafts.parties {
            if [OUTSIDE, PUBLIC, SOCIETY].contains(&keyed.id.as_str()) {
                let taken = Problem::new(Code::NameIsTaken).variant("party").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
            }
            let whole = keyed.draft.part_of.here().and_then(|w| self.party(&w.value, w.span));
            if let Some(declared) = self.parties.declared.get_mut(keyed.id.as_str()) {
                declared.part_of = whole;
            }
        }
        self.check_circles();
    }

    /// A party is no part of itself, however far around.
    fn check_circles(&mut self) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut found = Vec::new();
        for keyed in &self.drafts.parties {
            let mut way: Vec<&str> = Vec::new();
            let mut on_the_way: BTreeSet<&str> = BTreeSet::new();
            let mut here = self.parties.declared.get_key_value(keyed.id.as_str());
            while let Some((id, declared)) = here {
                if on_the_way.contains(id) {
                    let circle: Vec<&str> = way.iter().copied().skip_while(|w| w != id).collect();
                    found.push(circle.iter().map(|s| (*s).to_owned()).collect::<Vec<String>>());
                    break;
                }
                if !seen.insert(id) {
                    break;
                }
                way.push(id);
                on_the_way.insert(id);
                here = declared.part_of.as_ref().and_then(|p| self.parties.declared.get_key_value(p.as_str()));
            }
        }
        for circle in found {
            let first = self.drafts.parties.iter().find(|k| circle.contains(&k.id));
            let at = first.and_then(|k| k.draft.part_of.here().map(|w| w.span));
            let mut problem = Problem::new(Code::Circle).with("parties", circle.join(" → "));
            problem.span = at;
            self.complain(problem);
            for id in &circle {
                if let Some(declared) = self.parties.declared.get_mut(id.as_str()) {
                    declared.part_of = None;
                }
            }
        }
    }

    /// The party that a name means, and not the outside.
    pub(super) fn party(&mut self, name: &str, span: Span) -> Option<PartyId> {
        let party = self.parties.resolve(name);
        if party.is_none() {
            self.unknown_party(name, span);
        }
        party
    }

    /// The party that a name means, or the outside.
    pub(super) fn party_or_outside(&mut self, name: &str, span: Span) -> Option<PartyId> {
        if name == OUTSIDE { Some(PartyId::outside()) } else { self.party(name, span) }
    }

    /// A party that is written, or what stands in for it, with its row.
    pub(super) fn party_or(
        &mut self,
        draft: &Draft<String>,
        path: String,
        default: &PartyId,
        table: Span,
    ) -> Option<PartyId> {
        match draft {
            Draft::Absent => {
                self.default_text(path, default, table);
                Some(default.clone())
            }
            Draft::Broken => None,
            Draft::Here(written) => self.party_or_outside(&written.value, written.span),
        }
    }

    fn unknown_party(&mut self, name: &str, span: Span) {
        if let Some(declared) = PartyKind::of(name).and_then(|k| self.parties.of_kind.get(&k)) {
            let problem = Problem::new(Code::UnknownId)
                .variant("kind-is-declared")
                .with("what", "@what.party")
                .with("id", name)
                .with("known", quoted(declared));
            self.complain(problem.at(span));
            return;
        }
        if let Some(word) = crate::case::fields::danish::word(name).filter(|w| PartyKind::of(w).is_some()) {
            let problem = Problem::new(Code::UnknownId).variant("danish").with("what", "@what.party").with("id", name);
            self.complain(problem.with("near", word).at(span));
            return;
        }
        let mut known: Vec<(&str, Span)> = self.drafts.parties.iter().map(|k| (k.id.as_str(), k.key)).collect();
        if known.len() < 200 {
            let kinds = PartyKind::ALL.iter().filter(|k| !self.parties.of_kind.contains_key(k));
            known.extend(kinds.map(|k| (k.word(), Span::default())));
        }
        self.unknown_id("party", name, span, &known);
    }

    /// Resolves what `[perspective.ID]` and the headline name, so that parties they imply exist; then builds all
    /// perspectives.
    pub(super) fn perspectives(&mut self) -> BTreeMap<String, Perspective> {
        let named: Vec<Option<Vec<(PartyId, bool, Span)>>> =
            self.drafts.perspectives.iter().map(|k| self.members(k.draft.parties.here().map(|w| &w.value))).collect();
        self.headline_implies();
        let parties = self.parties.all();
        let parts = Parts::of(&parties);
        let mut all = built_in(&parties, &parts);
        for (keyed, members) in self.drafts.perspectives.iter().zip(named) {
            if all.contains_key(&keyed.id) || self.is_built_in(&keyed.id) {
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
        all
    }

    fn members(&mut self, list: Option<&crate::case::read::IdList>) -> Option<Vec<(PartyId, bool, Span)>> {
        let mut members = Vec::new();
        for (name, span) in &list?.0 {
            let (base, alone) = name.strip_suffix(ALONE).map_or((name.as_str(), false), |base| (base, true));
            members.push((self.party(base, *span)?, alone, *span));
        }
        Some(members)
    }

    /// Whether a name is that of a perspective that is built in, now or as soon as something names its party.
    fn is_built_in(&self, name: &str) -> bool {
        let kind = PartyKind::of(name).filter(|k| !self.parties.of_kind.contains_key(k));
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
                if self.parties.declared.values().any(|d| d.kind.is_none()) {
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
}

impl Parts {
    fn of(parties: &BTreeMap<PartyId, Party>) -> Parts {
        let mut of: BTreeMap<PartyId, Vec<PartyId>> = BTreeMap::new();
        for (id, party) in parties {
            if let Some(whole) = &party.part_of {
                of.entry(whole.clone()).or_default().push(id.clone());
            }
        }
        Parts { of }
    }
    fn has(&self, party: &PartyId) -> bool {
        self.of.contains_key(party)
    }
    /// A party with all that is part of it, and parts of those.
    fn with(&self, party: &PartyId) -> BTreeSet<PartyId> {
        let mut all = BTreeSet::new();
        let mut open = vec![party.clone()];
        while let Some(next) = open.pop() {
            if all.insert(next.clone()) {
                open.extend(self.of.get(&next).into_iter().flatten().cloned());
            }
        }
        all
    }
}
