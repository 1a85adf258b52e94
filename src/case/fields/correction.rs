//! Corrections for optimism: of costs, and of effects by grade of evidence.

use super::{Field, FieldSpec, Kind, TableSpec};
use crate::case::read::InputDraft;
use crate::case::{Domain, Evidence};

/// `uplift`
pub const UPLIFT: Field<InputDraft> = Field::required("uplift", Kind::Input(Domain::NotNegative));
/// `mitigated`
pub const MITIGATED: Field<InputDraft> = Field::or("mitigated", Kind::Input(Domain::Share), "0");

const fn inside(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: false, inside: true, fields }
}

/// `optimism` of a cost.
pub const OPTIMISM: TableSpec = inside("optimism", &[UPLIFT.spec, MITIGATED.spec]);

/// The share of a grade in `basis.optimism`.
pub const fn share_of(grade: Evidence) -> Field<InputDraft> {
    Field::of(grade.word(), Kind::Input(Domain::Share))
}

/// `basis.optimism`
pub const GRADES: TableSpec = inside(
    "grades",
    &[
        share_of(Evidence::Rct).spec,
        share_of(Evidence::QuasiExperiment).spec,
        share_of(Evidence::BeforeAfter).spec,
        share_of(Evidence::Expert).spec,
        share_of(Evidence::Assumption).spec,
    ],
);
