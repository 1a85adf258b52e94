//! `[contract]` and every table below it (method, section 6.2).

mod limit;
mod metric;
mod term;
mod words;

use super::{Field, FieldSpec, Kind, TableSpec, cost, words_of};
use crate::case::Domain;
use crate::case::contract::{Prices, Rounding};
use crate::case::read::contract::{Clock, IntervalDraft, PointDraft, PointsDraft, StartDay, WithheldDraft};
use crate::case::read::{Exact, Free, InputDraft};

pub use limit::{CAP, CORRECTION, GUARANTEE, INVESTOR, PAYER, RETURN_CAP, SPLIT};
pub use limit::{in_cap, in_correction, in_guarantee, in_investor, in_payer, in_return_cap, in_split};
pub use metric::{COHORT, METRIC, in_metric};
pub use term::{BAND, CONDITION, FALLBACK, MILESTONE, TERM, TIER, UNTIL, in_term};

/// `start`, of the contract and of a cohort.
pub const START: Field<StartDay> = Field::or("start", Kind::MonthOrDay, "basis.start");
/// `prices`
pub const PRICES: Field<Prices> = Field::or("prices", Kind::Word(words_of::<Prices>), "real");
/// `minor_unit`
pub const MINOR_UNIT: Field<Exact> = Field::or("minor_unit", Kind::Number, "0.01");
/// `rounding`
pub const ROUNDING: Field<Rounding> = Field::or("rounding", Kind::Word(words_of::<Rounding>), "half-up");
/// `measured`, of the contract, a metric or a term.
pub const MEASURED: Field<PointsDraft> = Field::of("measured", Kind::ContractPoints);
/// `clock`, of the contract, a metric or a term.
pub const CLOCK: Field<Clock> = Field::or("clock", Kind::Word(words_of::<Clock>), "contract");
/// `verify_lag`, of the contract or a term.
pub const VERIFY_LAG: Field<IntervalDraft> = Field::or("verify_lag", Kind::Interval, "0 months");
/// `pay_lag`, of the contract or a term.
pub const PAY_LAG: Field<IntervalDraft> = Field::or("pay_lag", Kind::Interval, "0 months");
/// `withheld`, of the contract or a term.
pub const WITHHELD: Field<WithheldDraft> = Field::of("withheld", Kind::Table("contract-withheld"));
/// `long_stop`
pub const LONG_STOP: Field<PointDraft> = Field::of("long_stop", Kind::ContractPoint);
/// `paid_by`, of the contract or a term.
pub const PAID_BY: Field<String> = Field::of("paid_by", Kind::Party);
/// `recipient`, of the contract or a term.
pub const RECIPIENT: Field<String> = Field::or("recipient", Kind::Party, "investors");
/// `forecast_share`
pub const FORECAST_SHARE: Field<InputDraft> = Field::or("forecast_share", Kind::Input(Domain::NotNegative), "1");
/// `share` of `withheld`.
pub const WITHHELD_SHARE: Field<Exact> = Field::required("share", Kind::Share);
/// `until` of `withheld`.
pub const WITHHELD_UNTIL: Field<PointDraft> = Field::required("until", Kind::ContractPoint);

/// A table below `[contract]`, at its key.
const fn below(name: &'static str, table: &'static str) -> FieldSpec {
    Field::<Free>::of(name, Kind::Table(table)).spec
}

/// `[contract]`
pub const CONTRACT: TableSpec = TableSpec {
    name: "contract",
    keyed: false,
    named: true,
    later: false,
    inside: false,
    fields: &[
        START.spec,
        PRICES.spec,
        MINOR_UNIT.spec,
        ROUNDING.spec,
        MEASURED.spec,
        CLOCK.spec,
        VERIFY_LAG.spec,
        PAY_LAG.spec,
        WITHHELD.spec,
        LONG_STOP.spec,
        PAID_BY.spec,
        cost::GROUP.spec,
        RECIPIENT.spec,
        FORECAST_SHARE.spec,
        below("cohort", "contract-cohort"),
        below("metric", "contract-metric"),
        below("term", "contract-term"),
        below("cap", "contract-cap"),
        below("split", "contract-split"),
        below("payer", "contract-payer"),
        below("investor", "contract-investor"),
        below("return_cap", "contract-return-cap"),
        below("guarantee", "contract-guarantee"),
        below("correction", "contract-correction"),
    ],
};

/// `withheld`
pub const WITHHELD_TABLE: TableSpec = inside("contract-withheld", &[WITHHELD_SHARE.spec, WITHHELD_UNTIL.spec]);

/// A table at a key.
const fn inside(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: false, inside: true, fields }
}

/// A table below `[contract]` with a header of its own.
const fn headed(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: true, later: false, inside: true, fields }
}

/// How a table below `[contract]` is opened, `[contract.metric.NAME]`; none for a table that stands at a key.
pub fn header(name: &str) -> Option<&'static str> {
    Some(match name {
        "contract-cohort" => "[contract.cohort.NAME]",
        "contract-metric" => "[contract.metric.NAME]",
        "contract-term" => "[contract.term.NAME]",
        "contract-cap" => "[contract.cap.NAME]",
        "contract-split" => "[contract.split.NAME]",
        "contract-payer" => "[contract.payer.PARTY]",
        "contract-investor" => "[contract.investor.PARTY]",
        "contract-return-cap" => "[contract.return_cap]",
        "contract-guarantee" => "[contract.guarantee]",
        "contract-correction" => "[contract.correction.NAME]",
        _ => return None,
    })
}
