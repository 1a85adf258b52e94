//! `[outcome.ID]`

use super::draft::Draft;
use super::duration::Duration;
use super::head::names;
use super::input::InputDraft;
use super::reader::Reader;
use crate::case::fields::{in_cost, in_input, in_outcome};
use crate::case::{Counted, Evidence, Names};

/// `[outcome.ID]`
#[derive(Debug)]
pub struct OutcomeDraft {
    pub names: Names,
    pub group: Draft<String>,
    pub counted: Draft<Counted>,
    pub unit: Draft<String>,
    pub expected_rate: Draft<InputDraft>,
    pub baseline_rate: Draft<InputDraft>,
    pub counterfactual_share: Draft<InputDraft>,
    pub added_rate: Draft<InputDraft>,
    pub credited_share: Draft<InputDraft>,
    pub credited_to_others: Draft<InputDraft>,
    pub displacement_share: Draft<InputDraft>,
    pub onset: Draft<Duration>,
    pub lasts: Draft<Duration>,
    pub yearly_loss: Draft<InputDraft>,
    pub remaining: Draft<InputDraft>,
    pub evidence: Draft<Evidence>,
}

pub fn outcome(mut table: Reader<'_, '_>) -> OutcomeDraft {
    let draft = OutcomeDraft {
        names: names(&mut table),
        group: table.optional(&in_cost::GROUP),
        counted: table.optional(&in_outcome::COUNTED),
        unit: table.optional(&in_outcome::UNIT),
        expected_rate: table.optional(&in_outcome::EXPECTED_RATE),
        baseline_rate: table.optional(&in_outcome::BASELINE_RATE),
        counterfactual_share: table.optional(&in_outcome::COUNTERFACTUAL_SHARE),
        added_rate: table.optional(&in_outcome::ADDED_RATE),
        credited_share: table.optional(&in_outcome::CREDITED_SHARE),
        credited_to_others: table.optional(&in_outcome::CREDITED_TO_OTHERS),
        displacement_share: table.optional(&in_outcome::DISPLACEMENT_SHARE),
        onset: table.optional(&in_outcome::ONSET),
        lasts: table.optional(&in_outcome::LASTS),
        yearly_loss: table.optional(&in_outcome::YEARLY_LOSS),
        remaining: table.optional(&in_outcome::REMAINING),
        evidence: table.optional(&in_input::EVIDENCE),
    };
    table.finish();
    draft
}
