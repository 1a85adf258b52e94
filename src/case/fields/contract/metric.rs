//! `[contract.cohort.NAME]` and `[contract.metric.NAME]`.

use super::{CLOCK, MEASURED, START, headed};
use crate::case::contract::{Form, GrossOrNet};
use crate::case::fields::{Field, Kind, TableSpec, ValuesOf, cost, group, words_of};
use crate::case::read::contract::{CountWord, Toward, ValuesDraft};
use crate::case::read::{Exact, IdList, Whole};
use crate::case::{Counted, read::InputDraft};

/// `[contract.cohort.NAME]`
pub const COHORT: TableSpec = headed("contract-cohort", &[START.spec, in_metric::PEOPLE.spec]);

/// The keys of a metric and of a cohort.
pub mod in_metric {
    use super::*;

    /// `people` of a cohort.
    pub const PEOPLE: Field<InputDraft> = Field::of("people", group::PEOPLE.spec.kind);
    /// `forecast`
    pub const FORECAST: Field<ValuesDraft> = Field::alternative("forecast", Kind::Values(ValuesOf::NumberOrDuration));
    /// `expected_share`
    pub const EXPECTED_SHARE: Field<ValuesDraft> = Field::alternative("expected_share", Kind::Values(ValuesOf::Share));
    /// `outcome`
    pub const OUTCOME: Field<String> = Field::alternative("outcome", Kind::Id("outcome"));
    /// `count`
    pub const COUNT: Field<CountWord> = Field::of("count", Kind::Word(words_of::<CountWord>));
    /// `of`
    pub const OF: Field<GrossOrNet> = Field::of("of", Kind::Word(words_of::<GrossOrNet>));
    /// `form`
    pub const FORM: Field<Form> = Field::alternative("form", Kind::Word(words_of::<Form>));
    /// `treated`
    pub const TREATED: Field<ValuesDraft> = Field::of("treated", Kind::Values(ValuesOf::Number));
    /// `baseline`
    pub const BASELINE: Field<ValuesDraft> = Field::of("baseline", Kind::Values(ValuesOf::Number));
    /// `scale`
    pub const SCALE: Field<Exact> = Field::or("scale", Kind::Number, "1");
    /// `saving`
    pub const SAVING: Field<IdList> = Field::alternative("saving", Kind::Ids("consequence"));
    /// `party`
    pub const PARTY: Field<String> = Field::of("party", Kind::Party);
    /// `actual`
    pub const ACTUAL: Field<ValuesDraft> = Field::of("actual", Kind::Values(ValuesOf::NumberOrDuration));
    /// `direction`
    pub const DIRECTION: Field<Toward> = Field::or("direction", Kind::Word(words_of::<Toward>), "higher");
    /// `compare_digits`
    pub const COMPARE_DIGITS: Field<Whole> = Field::of("compare_digits", Kind::Whole(0, 12));
    /// `unit`
    pub const UNIT: Field<String> = Field::of("unit", Kind::Text);
    /// `verifier`
    pub const VERIFIER: Field<String> = Field::of("verifier", Kind::Text);
    /// `data_source`
    pub const DATA_SOURCE: Field<String> = Field::of("data_source", Kind::Text);
    /// `counted`
    pub const COUNTED: Field<Counted> = Field::or("counted", Kind::Word(words_of::<Counted>), "starters");
}

/// `[contract.metric.NAME]`
pub const METRIC: TableSpec = headed(
    "contract-metric",
    &[
        in_metric::FORECAST.spec,
        in_metric::EXPECTED_SHARE.spec,
        in_metric::OUTCOME.spec,
        cost::GROUP.spec,
        in_metric::COUNT.spec,
        in_metric::OF.spec,
        in_metric::COUNTED.spec,
        in_metric::FORM.spec,
        in_metric::TREATED.spec,
        in_metric::BASELINE.spec,
        in_metric::SCALE.spec,
        in_metric::SAVING.spec,
        in_metric::PARTY.spec,
        in_metric::ACTUAL.spec,
        in_metric::DIRECTION.spec,
        in_metric::COMPARE_DIGITS.spec,
        MEASURED.spec,
        CLOCK.spec,
        in_metric::UNIT.spec,
        in_metric::VERIFIER.spec,
        in_metric::DATA_SOURCE.spec,
    ],
);
