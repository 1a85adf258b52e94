//! `[group.ID]`

use super::{Field, Kind, TableSpec};
use crate::calendar::Month;
use crate::case::Domain;
use crate::case::read::{Duration, InputDraft, StartsDraft};

/// `people`
pub const PEOPLE: Field<InputDraft> = Field::alternative("people", Kind::Input(Domain::People));
/// `starts`
pub const STARTS: Field<StartsDraft> = Field::or("starts", Kind::Starts, "the first month");
/// `recruited_share`
pub const RECRUITED_SHARE: Field<InputDraft> = Field::or("recruited_share", Kind::Input(Domain::Share), "1");
/// `pathway`
pub const PATHWAY: Field<Duration> = Field::or("pathway", Kind::Duration, "0 months");
/// `completion_rate`
pub const COMPLETION_RATE: Field<InputDraft> = Field::or("completion_rate", Kind::Input(Domain::Share), "1");
/// `dropout_after`
pub const DROPOUT_AFTER: Field<InputDraft> = Field::or("dropout_after", Kind::Input(Domain::Share), "0.5");

/// `[group.ID]`
pub const GROUP: TableSpec = TableSpec {
    name: "group",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[PEOPLE.spec, STARTS.spec, RECRUITED_SHARE.spec, PATHWAY.spec, COMPLETION_RATE.spec, DROPOUT_AFTER.spec],
};

/// `from` of a range of start months.
pub const FROM: Field<Month> = Field::required("from", Kind::Month);
/// `until` of a range of start months.
pub const UNTIL: Field<Month> = Field::required("until", Kind::Month);

/// `starts = { from, until }`
pub const RANGE: TableSpec = TableSpec {
    name: "starts",
    keyed: false,
    named: false,
    later: false,
    inside: true,
    fields: &[FROM.spec, UNTIL.spec],
};
