//! `[party.ID]` and `[perspective.ID]`.

use super::{Field, Kind, TableSpec, Worded, words_of};
use crate::case::PartyKind;
use crate::case::read::IdList;

/// `kind`
pub const KIND: Field<PartyKind> = Field::required("kind", Kind::Word(words_of::<PartyKind>));
/// `part_of`
pub const PART_OF: Field<String> = Field::of("part_of", Kind::Party);

/// `[party.ID]`
pub const PARTY: TableSpec = TableSpec {
    name: "party",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[KIND.spec, PART_OF.spec],
};

/// `parties`
pub const PARTIES: Field<IdList> = Field::required("parties", Kind::PartyList);

/// `[perspective.ID]`
pub const PERSPECTIVE: TableSpec =
    TableSpec { name: "perspective", keyed: true, named: true, later: false, inside: false, fields: &[PARTIES.spec] };

impl Worded for PartyKind {
    const EVERY: &'static [PartyKind] = PartyKind::ALL;
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}
