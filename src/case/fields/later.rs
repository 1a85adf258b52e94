//! Tables that are declared and not read yet: each says so, and none of them is an unknown key.

use super::{FieldSpec, Kind, TableSpec, later};
use crate::case::Domain;

const fn keyed(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: true, named: true, later: true, inside: false, fields }
}

const fn plain(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: true, inside: false, fields }
}

const fn inside(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { inside: true, ..plain(name, fields) }
}

const fn words(words: fn() -> Vec<&'static str>) -> Kind {
    Kind::Word(words)
}

/// `[index.ID]`
pub const INDEX: TableSpec = keyed(
    "index",
    &[
        later("values", Kind::Free),
        later("growth", Kind::Free),
        later("yearly_growth", Kind::Input(Domain::YearlyRate)),
        later("real_growth", Kind::Input(Domain::YearlyRate)),
    ],
);

/// `[refund.ID]`
pub const REFUND: TableSpec = keyed(
    "refund",
    &[
        later("from", Kind::Party),
        later("by_weeks", Kind::Bands),
        later("by_amount", Kind::Bands),
        later("edition", Kind::Text),
        later("price_year", Kind::Year),
        later("index", Kind::Id("index")),
    ],
);

/// `[area.ID]`
pub const AREA: TableSpec = keyed(
    "area",
    &[
        later("frame", words(|| vec!["service", "transfers", "capital", "income"])),
        later("account", Kind::Text),
        later("party", Kind::Party),
    ],
);

/// `[overlap.ID]`
pub const OVERLAP: TableSpec = keyed(
    "overlap",
    &[
        later("outcomes", Kind::Ids("outcome")),
        later("rule", words(|| vec!["exclusive", "additive", "share"])),
        later("both", Kind::Input(Domain::Share)),
    ],
);

/// `[scenario.ID]`
pub const SCENARIO: TableSpec = keyed(
    "scenario",
    &[
        later("based_on", Kind::Id("scenario")),
        later("without", Kind::Texts),
        later("set", Kind::Free),
        later("scale", Kind::Free),
    ],
);

/// `[demand.ID]`
pub const DEMAND: TableSpec = keyed(
    "demand",
    &[
        later("figure", Kind::Text),
        later("perspective", Kind::Perspective),
        later("scenario", Kind::Id("scenario")),
        later("at_least", Kind::Number),
        later("at_most", Kind::Number),
        later("else", words(|| vec!["fail", "warn"])),
    ],
);

/// `[allow.CODE]`
pub const ALLOW: TableSpec =
    keyed("allow", &[later("reason", Kind::Text), later("until", Kind::Day), later("at", Kind::Text)]);

/// `[rules]`
pub const RULES: TableSpec = plain(
    "rules",
    &[
        later("source", Kind::Free),
        later("evidence", Kind::Free),
        later("price_age", Kind::Free),
        later("range", Kind::Free),
        later("break_even", Kind::Free),
    ],
);

/// `[[correlation]]`
pub const CORRELATION: TableSpec = plain("correlation", &[later("inputs", Kind::Texts), later("value", Kind::Number)]);

/// `[[observed]]`, kept for later.
pub const OBSERVED: TableSpec = plain("observed", &[]);
/// `[[revised]]`, kept for later.
pub const REVISED: TableSpec = plain("revised", &[]);
/// `[[approved]]`, kept for later.
pub const APPROVED: TableSpec = plain("approved", &[]);
/// `[fund]`, kept for later.
pub const FUND: TableSpec = plain("fund", &[]);
/// `[member.ID]`, kept for later.
pub const MEMBER: TableSpec =
    TableSpec { name: "member", keyed: true, named: false, later: true, inside: false, fields: &[] };

/// `optimism` of a cost.
pub const OPTIMISM: TableSpec = inside(
    "optimism",
    &[later("uplift", Kind::Input(Domain::NotNegative)), later("mitigated", Kind::Input(Domain::Share))],
);

/// `basis.optimism`
pub const GRADES: TableSpec = inside(
    "grades",
    &[
        later("rct", Kind::Input(Domain::Share)),
        later("quasi-experiment", Kind::Input(Domain::Share)),
        later("before-after", Kind::Input(Domain::Share)),
        later("expert", Kind::Input(Domain::Share)),
        later("assumption", Kind::Input(Domain::Share)),
    ],
);

/// `refund` of a consequence.
pub const REFUND_USE: TableSpec = inside(
    "refund-use",
    &[
        later("rule", Kind::Id("refund")),
        later("weeks_before", Kind::Input(Domain::NotNegative)),
        later("level", Kind::Money),
    ],
);
