//! Tables that are declared and not read yet: each says so, and none of them is an unknown key.

use super::{FieldSpec, Kind, TableSpec, later};

const fn keyed(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: true, named: true, later: true, inside: false, fields }
}

const fn plain(name: &'static str, fields: &'static [FieldSpec]) -> TableSpec {
    TableSpec { name, keyed: false, named: false, later: true, inside: false, fields }
}

const fn words(words: fn() -> Vec<&'static str>) -> Kind {
    Kind::Word(words)
}

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

/// `[contract]` and everything below it.
pub const CONTRACT: TableSpec = plain("contract", &[]);

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
