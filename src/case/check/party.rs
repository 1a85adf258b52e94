//! Parties, declared and implied.

use std::collections::{BTreeMap, BTreeSet};

use super::Checking;
use crate::case::read::{Draft, Drafts, quoted};
use crate::case::{Names, Party, PartyId, PartyKind};
use crate::problem::{Code, Problem};
use crate::span::Span;

pub const OUTSIDE: &str = "outside";
pub const PUBLIC: &str = "public";
pub const SOCIETY: &str = "society";
/// What the command line calls every perspective.
pub const EVERYBODY: &str = "all";

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
    /// Whether it is there: the case declares it, or names one of a library.
    here: bool,
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
            let declared = Declared { here: !keyed.shared, names: &keyed.draft.names, kind, part_of: None };
            parties.declared.insert(&keyed.id, declared);
        }
        parties
    }

    /// The party that a name means. Naming a library's party makes it exist, and so does naming a kind of which no party
    /// is declared.
    pub(super) fn resolve(&mut self, name: &str) -> Option<PartyId> {
        if let Some(declared) = self.declared.get_mut(name) {
            declared.here = true;
            return Some(PartyId::new(name));
        }
        let kind = PartyKind::of(name)?;
        if self.of_kind.contains_key(&kind) {
            return None;
        }
        self.implied.insert(kind);
        Some(PartyId::new(name))
    }

    /// Whether a name means a party, or would if something named it.
    pub(super) fn knows(&self, name: &str) -> bool {
        let implied = || PartyKind::of(name).is_some_and(|kind| !self.of_kind.contains_key(&kind));
        self.declared.contains_key(name) || implied()
    }

    /// Whether a declared party is there.
    fn is_here(&self, id: &str) -> bool {
        self.declared.get(id).is_some_and(|d| d.here)
    }

    /// Whether the case declares a party of this kind.
    pub(super) fn has_declared(&self, kind: PartyKind) -> bool {
        self.of_kind.contains_key(&kind)
    }

    /// Whether the kind of a declared party cannot be read.
    pub(super) fn has_unreadable_kind(&self) -> bool {
        self.declared.values().any(|d| d.kind.is_none())
    }

    /// The party of kind citizens; several when the case declares several.
    pub(super) fn citizens(&mut self) -> Vec<PartyId> {
        let declared = self.of_kind.get(&PartyKind::Citizens).cloned();
        match declared.as_deref() {
            Some([only]) => self.resolve(only).into_iter().collect(),
            Some(several) => several.iter().map(|id| PartyId::new(id)).collect(),
            None => self.resolve(PartyKind::Citizens.word()).into_iter().collect(),
        }
    }

    /// Everybody who exists, but the outside.
    pub(super) fn all(&self) -> BTreeMap<PartyId, Party> {
        let declared = self.declared.iter().filter(|(_, d)| d.here).map(|(id, d)| {
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
    /// Checks `[party.ID]`: reserved names, and what each is part of.
    pub(super) fn check_parties(&mut self) {
        for keyed in &self.drafts.parties {
            if [OUTSIDE, PUBLIC, SOCIETY, EVERYBODY].contains(&keyed.id.as_str()) {
                let taken = Problem::new(Code::NameIsTaken).variant("party").with("name", &keyed.id);
                self.complain(taken.at(keyed.key));
            }
            if keyed.shared {
                continue;
            }
            let whole = keyed.draft.part_of.here().and_then(|w| self.party(&w.value, w.span));
            if let Some(declared) = self.parties.declared.get_mut(keyed.id.as_str()) {
                declared.part_of = whole;
            }
        }
    }

    /// What a library's parties are part of, when they are named; and then that there are no circles.
    pub(super) fn settle_parties(&mut self) {
        let mut settled: BTreeSet<&str> = BTreeSet::new();
        loop {
            let shared = self.drafts.parties.iter().filter(|k| k.shared && self.parties.is_here(&k.id));
            let open: Vec<_> = shared.filter(|k| !settled.contains(k.id.as_str())).collect();
            if open.is_empty() {
                break;
            }
            for keyed in open {
                settled.insert(&keyed.id);
                let whole = keyed.draft.part_of.here().and_then(|w| self.party(&w.value, w.span));
                if let Some(declared) = self.parties.declared.get_mut(keyed.id.as_str()) {
                    declared.part_of = whole;
                }
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

    /// The party that a name means; that it is named here does not make it exist.
    pub(super) fn known_party(&mut self, name: &str, span: Span) -> Option<PartyId> {
        let known = self.parties.knows(name);
        if !known {
            self.unknown_party(name, span);
        }
        known.then(|| PartyId::new(name))
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
}
