//! `[contract.cohort.NAME]` and `[contract.metric.NAME]`

use super::point::{PointsDraft, StartDay};
use super::values::ValuesDraft;
use super::words::{Clock, CountWord, Toward};
use crate::case::contract::{Form, GrossOrNet};
use crate::case::fields::{in_contract, in_contract::in_metric, in_cost};
use crate::case::read::head::names;
use crate::case::read::reader::Reader;
use crate::case::read::{Draft, Exact, IdList, InputDraft, Whole};
use crate::case::{Counted, Names};

/// `[contract.cohort.NAME]`
#[derive(Debug)]
pub struct CohortDraft {
    pub names: Names,
    pub start: Draft<StartDay>,
    pub people: Draft<InputDraft>,
}

pub fn cohort(mut table: Reader<'_, '_>) -> CohortDraft {
    let draft = CohortDraft {
        names: names(&mut table),
        start: table.optional(&in_contract::START),
        people: table.optional(&in_metric::PEOPLE),
    };
    table.finish();
    draft
}

/// `[contract.metric.NAME]`
#[derive(Debug)]
pub struct MetricDraft {
    pub names: Names,
    pub forecast: Draft<ValuesDraft>,
    pub expected_share: Draft<ValuesDraft>,
    pub outcome: Draft<String>,
    pub group: Draft<String>,
    pub count: Draft<CountWord>,
    pub of: Draft<GrossOrNet>,
    pub counted: Draft<Counted>,
    pub form: Draft<Form>,
    pub treated: Draft<ValuesDraft>,
    pub baseline: Draft<ValuesDraft>,
    pub scale: Draft<Exact>,
    pub saving: Draft<IdList>,
    pub party: Draft<String>,
    pub actual: Draft<ValuesDraft>,
    pub direction: Draft<Toward>,
    pub compare_digits: Draft<Whole>,
    pub measured: Draft<PointsDraft>,
    pub clock: Draft<Clock>,
    pub unit: Draft<String>,
    pub verifier: Draft<String>,
    pub data_source: Draft<String>,
}

pub fn metric(mut table: Reader<'_, '_>) -> MetricDraft {
    let draft = MetricDraft {
        names: names(&mut table),
        forecast: table.optional(&in_metric::FORECAST),
        expected_share: table.optional(&in_metric::EXPECTED_SHARE),
        outcome: table.optional(&in_metric::OUTCOME),
        group: table.optional(&in_cost::GROUP),
        count: table.optional(&in_metric::COUNT),
        of: table.optional(&in_metric::OF),
        counted: table.optional(&in_metric::COUNTED),
        form: table.optional(&in_metric::FORM),
        treated: table.optional(&in_metric::TREATED),
        baseline: table.optional(&in_metric::BASELINE),
        scale: table.optional(&in_metric::SCALE),
        saving: table.optional(&in_metric::SAVING),
        party: table.optional(&in_metric::PARTY),
        actual: table.optional(&in_metric::ACTUAL),
        direction: table.optional(&in_metric::DIRECTION),
        compare_digits: table.optional(&in_metric::COMPARE_DIGITS),
        measured: table.optional(&in_contract::MEASURED),
        clock: table.optional(&in_contract::CLOCK),
        unit: table.optional(&in_metric::UNIT),
        verifier: table.optional(&in_metric::VERIFIER),
        data_source: table.optional(&in_metric::DATA_SOURCE),
    };
    table.finish();
    draft
}
