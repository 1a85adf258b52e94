//! Corrections for optimism as they are written.

use super::draft::Draft;
use super::input::InputDraft;
use super::reader::{At, Read, Reader, Reading};
use super::values::wrong_kind;
use crate::case::Evidence;
use crate::case::fields::{Worded, in_correction};
use crate::document::{Node, Value};

/// `optimism` of a cost.
#[derive(Clone, Debug)]
pub struct OptimismDraft {
    pub uplift: Draft<InputDraft>,
    pub mitigated: Draft<InputDraft>,
}

impl Read for OptimismDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<OptimismDraft> {
        let Value::Table(table) = &node.value else {
            wrong_kind(node, at, "uplift", reading);
            return None;
        };
        let mut reader = Reader::open(table, &in_correction::OPTIMISM, at.path, reading);
        let draft = OptimismDraft {
            uplift: reader.required(&in_correction::UPLIFT),
            mitigated: reader.optional(&in_correction::MITIGATED),
        };
        reader.finish();
        Some(draft)
    }
}

/// `basis.optimism`: a share for each grade of evidence.
#[derive(Clone, Debug)]
pub struct GradesDraft(pub Vec<(Evidence, Draft<InputDraft>)>);

impl Read for GradesDraft {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<GradesDraft> {
        let Value::Table(table) = &node.value else {
            wrong_kind(node, at, "grades", reading);
            return None;
        };
        let mut reader = Reader::open(table, &in_correction::GRADES, at.path, reading);
        let shares = Evidence::EVERY.iter().map(|grade| (*grade, reader.optional(&in_correction::share_of(*grade))));
        let draft = GradesDraft(shares.collect());
        reader.finish();
        Some(draft)
    }
}
