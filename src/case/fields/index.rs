//! `[index.ID]`: prices that move.

use super::{Field, Kind, TableSpec};
use crate::case::Domain;
use crate::case::read::{InputDraft, YearTable};

/// `values`
pub const VALUES: Field<YearTable> = Field::alternative("values", Kind::Years);
/// `growth`
pub const GROWTH: Field<YearTable> = Field::alternative("growth", Kind::Years);
/// `yearly_growth`
pub const YEARLY_GROWTH: Field<InputDraft> = Field::alternative("yearly_growth", Kind::Input(Domain::YearlyRate));
/// `real_growth`
pub const REAL_GROWTH: Field<InputDraft> = Field::of("real_growth", Kind::Input(Domain::YearlyRate));

/// `[index.ID]`
pub const INDEX: TableSpec = TableSpec {
    name: "index",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[VALUES.spec, GROWTH.spec, YEARLY_GROWTH.spec, REAL_GROWTH.spec],
};
