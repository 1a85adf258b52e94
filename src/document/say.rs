//! Saying what is wrong: each mistake once, and not without end.

use std::ops::Range;

use super::cursor::Token;
use super::parse::Parser;
use super::place::Clash;
use super::{MAX_KEYS, MAX_MISTAKES, MAX_VALUES};
use crate::problem::{Code, Problem};

impl Parser<'_> {
    /// Says a mistake, unless so many have been said that reading stops.
    pub(super) fn say(&mut self, problem: Problem, at: Range<usize>) {
        self.mistakes += 1;
        if self.full || self.mistakes > MAX_MISTAKES {
            self.full = true;
            return;
        }
        let problem = problem.at(self.span(at.clone()));
        self.problems.add(problem);
        if self.mistakes == MAX_MISTAKES {
            self.full = true;
            let last = Problem::new(Code::NotToml).variant("too-many").with("limit", MAX_MISTAKES);
            self.problems.add(last.at(self.span(at.end..at.end)));
        }
    }

    /// Says that something is not TOML.
    pub(super) fn not_toml(&mut self, variant: &'static str, found: &str, mend: &str, at: Range<usize>) {
        let problem = self.mistake(variant, found, mend);
        self.say(problem, at);
    }

    /// Something that is not TOML: as it stands, what to write instead, and the same with its key.
    pub(super) fn mistake(&self, variant: &'static str, found: &str, mend: &str) -> Problem {
        let key = self.cursor.between(self.key.start, self.key.end);
        let line = if key.is_empty() { mend.to_owned() } else { format!("{key} = {mend}") };
        Problem::new(Code::NotToml)
            .variant(variant)
            .with("found", shortened(found))
            .with("mend", shortened(mend))
            .with("line", shortened(&line))
    }

    /// Counts a value; too many end the reading.
    pub(super) fn count(&mut self, at: usize) {
        self.values += 1;
        self.ends_when(self.values > MAX_VALUES, "values", MAX_VALUES, at);
    }

    /// Counts a key or a header; too many end the reading.
    pub(super) fn count_key(&mut self, at: usize) {
        self.keys += 1;
        self.ends_when(self.keys > MAX_KEYS, "keys", MAX_KEYS, at);
    }

    fn ends_when(&mut self, too_many: bool, variant: &'static str, limit: usize, at: usize) {
        if too_many && !self.full {
            self.full = true;
            let problem = Problem::new(Code::TooLarge).variant(variant).with("limit", limit);
            self.problems.add(problem.at(self.span(at..at)));
        }
    }

    /// Something is there twice.
    pub(super) fn twice(&mut self, clash: Clash) {
        let problem = Problem::new(Code::Twice)
            .variant(clash.variant)
            .with("name", shortened(&clash.name))
            .and_see(clash.first, "first");
        self.say(problem, clash.second.start as usize..clash.second.end as usize);
    }

    /// Line breaks, or a comma before `}`: TOML 1.1.
    pub(super) fn note_one_one(&mut self, open: Token, token: Token) {
        if !std::mem::replace(&mut self.noted, true) {
            let note = Problem::new(Code::TomlOneOne).at(self.span(open.start..open.end));
            self.problems.add(note.and_see(self.span(token.start..token.end), "toml-1-1"));
        }
    }
}

/// A text short enough for a sentence.
fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
