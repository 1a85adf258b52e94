//! `[scenario.ID]`. What it changes is read from the document itself, in `case/scenario/`.

use super::{Field, Kind, TableSpec};
use crate::case::read::Anything;

/// `based_on`
pub const BASED_ON: Field<String> = Field::of("based_on", Kind::Id("scenario"));
/// `without`
pub const WITHOUT: Field<Anything> = Field::of("without", Kind::Texts);
/// `set`
pub const SET: Field<Anything> = Field::of("set", Kind::Free);
/// `scale`
pub const SCALE: Field<Anything> = Field::of("scale", Kind::Free);

/// `[scenario.ID]`
pub const SCENARIO: TableSpec = TableSpec {
    name: "scenario",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[BASED_ON.spec, WITHOUT.spec, SET.spec, SCALE.spec],
};
