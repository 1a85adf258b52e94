//! `[[correlation]]`: inputs that move together in draws.

use super::{Field, Kind, TableSpec};
use crate::case::read::{Exact, IdList};

/// `inputs`
pub const INPUTS: Field<IdList> = Field::required("inputs", Kind::Texts);
/// `value`
pub const VALUE: Field<Exact> = Field::required("value", Kind::Share);

/// `[[correlation]]`, one table for each group of inputs that move together.
pub const CORRELATION: TableSpec = TableSpec {
    name: "correlation",
    keyed: false,
    named: false,
    later: false,
    inside: false,
    fields: &[INPUTS.spec, VALUE.spec],
};
