//! `[refund.ID]`, and how a consequence uses one.

use super::{Field, FieldSpec, Kind, TableSpec, input};
use crate::case::Domain;
use crate::case::read::{AmountBands, EditionName, Exact, InputDraft, WeekBands, Whole};
use crate::reference::refunds::editions;

/// `from`
pub const FROM: Field<String> = Field::required("from", Kind::Party);
/// `by_weeks`
pub const BY_WEEKS: Field<WeekBands> = Field::alternative("by_weeks", Kind::Tables("week-band"));
/// `by_amount`
pub const BY_AMOUNT: Field<AmountBands> = Field::alternative("by_amount", Kind::Tables("amount-band"));
/// `edition`
pub const EDITION: Field<EditionName> = Field::alternative("edition", Kind::Word(edition_names));

/// The names of the editions that ship with the program.
pub fn edition_names() -> Vec<&'static str> {
    editions().iter().map(|e| e.name.as_str()).collect()
}

/// `[refund.ID]`
pub const REFUND: TableSpec = TableSpec {
    name: "refund",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[FROM.spec, BY_WEEKS.spec, BY_AMOUNT.spec, EDITION.spec, input::PRICE_YEAR.spec, input::INDEX.spec],
};

const fn inside(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: false, inside: true, fields }
}

/// `from_week` of a band.
pub const FROM_WEEK: Field<Whole> = Field::required("from_week", Kind::Whole(1, 100_000));
/// `above` of a band.
pub const ABOVE: Field<Exact> = Field::required("above", Kind::Number);
/// `share` of a band.
pub const SHARE: Field<Exact> = Field::required("share", Kind::Share);

/// A step of a ladder by weeks.
pub const WEEK_BAND: TableSpec = inside("week-band", &[FROM_WEEK.spec, SHARE.spec]);
/// A band by amount.
pub const AMOUNT_BAND: TableSpec = inside("amount-band", &[ABOVE.spec, SHARE.spec]);

/// `rule`
pub const RULE: Field<String> = Field::required("rule", Kind::Id("refund"));
/// `weeks_before`
pub const WEEKS_BEFORE: Field<InputDraft> = Field::alternative("weeks_before", Kind::Input(Domain::NotNegative));
/// `level`
pub const LEVEL: Field<InputDraft> = Field::alternative("level", Kind::Money);

/// `refund` of a consequence.
pub const REFUND_USE: TableSpec = inside("refund-use", &[RULE.spec, WEEKS_BEFORE.spec, LEVEL.spec]);
