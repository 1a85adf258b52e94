//! `[overlap.ID]`: outcomes of the same people.

use super::{Field, Kind, TableSpec, words_of};
use crate::case::Domain;
use crate::case::read::{IdList, InputDraft, OverlapWord};

/// `outcomes` of an overlap.
pub const OUTCOMES: Field<IdList> = Field::required("outcomes", Kind::Ids("outcome"));
/// `rule` of an overlap.
pub const RULE: Field<OverlapWord> = Field::required("rule", Kind::Word(words_of::<OverlapWord>));
/// `both`
pub const BOTH: Field<InputDraft> = Field::alternative("both", Kind::Input(Domain::Share));

/// `[overlap.ID]`
pub const OVERLAP: TableSpec = TableSpec {
    name: "overlap",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[OUTCOMES.spec, RULE.spec, BOTH.spec],
};
