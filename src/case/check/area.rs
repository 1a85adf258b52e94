//! `[area.ID]`, and the free text of areas that are not declared.

use std::collections::{BTreeMap, BTreeSet};

use super::Checking;
use crate::case::read::Draft;
use crate::case::{Area, Consequence, ConsequenceKind, Frame, Id};
use crate::problem::{Code, Problem};
use crate::span::Span;

impl Checking<'_> {
    /// Checks every `[area.ID]`.
    pub(super) fn check_areas(&mut self) {
        for keyed in self.drafts.areas.iter().filter(|k| !k.shared) {
            self.area_of(&keyed.id);
        }
    }

    /// The area that a text means, looked at when it is first named. None when the text is free.
    fn area_of(&mut self, written: &str) -> Option<&Area> {
        if !self.declared_areas.contains_key(written) {
            let keyed = self.drafts.areas.iter().find(|k| k.id == written)?;
            let party = keyed.draft.party.here().and_then(|w| self.known_party(&w.value, w.span));
            let area = Area {
                id: Id::new(&keyed.id),
                names: keyed.draft.names.clone(),
                frame: keyed.draft.frame.value().copied(),
                account: keyed.draft.account.value().cloned(),
                party,
            };
            self.declared_areas.insert(&keyed.id, area);
            self.areas.push((keyed.id.clone(), keyed.key));
        }
        self.declared_areas.get(written)
    }

    /// The areas that are declared.
    pub(super) fn areas(&self) -> BTreeMap<Id, Area> {
        self.declared_areas.values().map(|a| (a.id.clone(), a.clone())).collect()
    }

    /// Where a line is booked.
    pub(super) fn note_area(&mut self, area: &Draft<String>) {
        if let Some(written) = area.here()
            && self.area_of(&written.value).is_none()
        {
            self.areas.push((written.value.clone(), written.span));
        }
    }

    /// A saving in a frame of transfers that nobody loses.
    pub(super) fn warn_of_transfers(&mut self, consequence: &Consequence, area: &Draft<String>) {
        let Some(written) = area.here().filter(|_| consequence.kind == ConsequenceKind::Cash) else { return };
        let Some(area) = self.declared_areas.get(written.value.as_str()) else { return };
        if area.frame == Some(Frame::Transfers) {
            let problem = Problem::new(Code::SavingInTransfers).with("area", &written.value).at(written.span);
            let at = area.names.span;
            self.complain(problem.and_see(at, "the-area"));
        }
    }

    /// Areas that differ in a letter or a capital, one of them at least free text.
    pub(super) fn warn_of_areas(&mut self) {
        let mut areas = std::mem::take(&mut self.areas);
        areas.sort_by_key(|(_, span)| *span);
        let mut spellings: BTreeMap<String, (String, Span)> = BTreeMap::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (area, span) in areas {
            if area.chars().count() > 60 || !seen.insert(area.clone()) {
                continue;
            }
            let declared = |area: &str| self.declared_areas.contains_key(area);
            let keys = shortened(&area.to_lowercase());
            let like = keys
                .iter()
                .filter_map(|k| spellings.get(k))
                .find(|(other, _)| are_nearly_the_same(&area, other) && !(declared(&area) && declared(other)));
            if let Some((other, at)) = like {
                let capital = area.to_lowercase() == other.to_lowercase();
                let problem = Problem::new(Code::NearlyTheSame)
                    .variant(if capital { "" } else { "letter" })
                    .with("area", &area)
                    .with("other", other);
                // What is free text can be changed; it is what the sentence is about.
                let (here, there) = if declared(&area) { (*at, span) } else { (span, *at) };
                let problem = problem.at(here).and_see(there, "the-other");
                self.problems.add(problem);
            }
            for key in keys {
                spellings.entry(key).or_insert_with(|| (area.clone(), span));
            }
        }
    }
}

/// A text, and the same without one of its letters: two texts that differ by a letter share one of these.
fn shortened(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let without = |skip: usize| letters.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| *c).collect();
    let mut all: Vec<String> = (0..letters.len()).map(without).collect();
    all.push(text.to_owned());
    all
}

/// Whether two areas differ by a letter or a capital. Figures tell areas apart: "area 1", "area 2".
fn are_nearly_the_same(one: &str, other: &str) -> bool {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other) && strsim::levenshtein(&one.to_lowercase(), &other.to_lowercase()) <= 1
}
