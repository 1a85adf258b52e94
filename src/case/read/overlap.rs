//! `[overlap.ID]`

use super::draft::Draft;
use super::head::names;
use super::input::InputDraft;
use super::reader::Reader;
use super::values::IdList;
use crate::case::Names;
use crate::case::fields::{Worded, in_overlap};

/// What holds for outcomes of the same people, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OverlapWord {
    Exclusive,
    Additive,
    Share,
}

impl Worded for OverlapWord {
    const EVERY: &'static [OverlapWord] = &[OverlapWord::Exclusive, OverlapWord::Additive, OverlapWord::Share];
    fn in_a_file(self) -> &'static str {
        match self {
            OverlapWord::Exclusive => "exclusive",
            OverlapWord::Additive => "additive",
            OverlapWord::Share => "share",
        }
    }
}

/// `[overlap.ID]`
#[derive(Debug)]
pub struct OverlapDraft {
    pub names: Names,
    pub outcomes: Draft<IdList>,
    pub rule: Draft<OverlapWord>,
    pub both: Draft<InputDraft>,
}

pub fn overlap(mut table: Reader<'_, '_>) -> OverlapDraft {
    let draft = OverlapDraft {
        names: names(&mut table),
        outcomes: table.required(&in_overlap::OUTCOMES),
        rule: table.required(&in_overlap::RULE),
        both: table.optional(&in_overlap::BOTH),
    };
    table.finish();
    draft
}
