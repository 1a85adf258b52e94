//! `[party.ID]` and `[perspective.ID]`.

use super::draft::Draft;
use super::head::names;
use super::reader::Reader;
use super::values::IdList;
use crate::case::fields::in_party;
use crate::case::{Names, PartyKind};

/// `[party.ID]`
#[derive(Debug)]
pub struct PartyDraft {
    pub names: Names,
    pub kind: Draft<PartyKind>,
    pub part_of: Draft<String>,
}

pub fn party(mut table: Reader<'_, '_>) -> PartyDraft {
    let draft = PartyDraft {
        names: names(&mut table),
        kind: table.required(&in_party::KIND),
        part_of: table.optional(&in_party::PART_OF),
    };
    table.finish();
    draft
}

/// `[perspective.ID]`
#[derive(Debug)]
pub struct PerspectiveDraft {
    pub names: Names,
    pub parties: Draft<IdList>,
}

pub fn perspective(mut table: Reader<'_, '_>) -> PerspectiveDraft {
    let draft = PerspectiveDraft { names: names(&mut table), parties: table.required(&in_party::PARTIES) };
    table.finish();
    draft
}
