//! What must hold and what is let through: `[demand.ID]`, `[allow.CODE]`, `[rules]`. They stand in a case, or for all
//! cases of a folder in the policy file `afkast.toml`.

use super::{Field, Kind, TableSpec, Worded, words_of};
use crate::calendar::Day;
use crate::case::read::{
    BreakEvenDraft, Duration, EvidenceDraft, Exact, PriceAgeDraft, RangeDraft, SourceDraft, Whole,
};
use crate::case::{Evidence, Otherwise};

/// `figure`
pub const FIGURE: Field<String> = Field::required("figure", Kind::Text);
/// `perspective`
pub const PERSPECTIVE: Field<String> = Field::or("perspective", Kind::Perspective, "the headline");
/// `scenario`
pub const SCENARIO: Field<String> = Field::of("scenario", Kind::Id("scenario"));
/// `at_least`
pub const AT_LEAST: Field<Exact> = Field::alternative("at_least", Kind::Number);
/// `at_most`
pub const AT_MOST: Field<Exact> = Field::alternative("at_most", Kind::Number);
/// `else`
pub const ELSE: Field<Otherwise> = Field::or("else", Kind::Word(words_of::<Otherwise>), "fail");

/// `[demand.ID]`
pub const DEMAND: TableSpec = TableSpec {
    name: "demand",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[FIGURE.spec, PERSPECTIVE.spec, SCENARIO.spec, AT_LEAST.spec, AT_MOST.spec, ELSE.spec],
};

/// `reason`
pub const REASON: Field<String> = Field::required("reason", Kind::Text);
/// `until`
pub const UNTIL: Field<Day> = Field::of("until", Kind::Day);
/// `at`
pub const AT: Field<String> = Field::of("at", Kind::Text);

/// `[allow.CODE]`
pub const ALLOW: TableSpec = TableSpec {
    name: "allow",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[REASON.spec, UNTIL.spec, AT.spec],
};

/// `rules.source`
pub const SOURCE: Field<SourceDraft> = Field::of("source", Kind::Table("rule-source"));
/// `rules.evidence`
pub const EVIDENCE: Field<EvidenceDraft> = Field::of("evidence", Kind::Table("rule-evidence"));
/// `rules.price_age`
pub const PRICE_AGE: Field<PriceAgeDraft> = Field::of("price_age", Kind::Table("rule-price-age"));
/// `rules.range`
pub const RANGE: Field<RangeDraft> = Field::of("range", Kind::Table("rule-range"));
/// `rules.break_even`
pub const BREAK_EVEN: Field<BreakEvenDraft> = Field::of("break_even", Kind::Table("rule-break-even"));

/// `[rules]`
pub const RULES: TableSpec = TableSpec {
    name: "rules",
    keyed: false,
    named: false,
    later: false,
    inside: false,
    fields: &[SOURCE.spec, EVIDENCE.spec, PRICE_AGE.spec, RANGE.spec, BREAK_EVEN.spec],
};

/// `rules.evidence.at_least`
pub const GRADE: Field<Evidence> = Field::required("at_least", Kind::Word(words_of::<Evidence>));
/// `rules.price_age.at_most`
pub const AGE: Field<Duration> = Field::required("at_most", Kind::Duration);
/// `rules.range.most_important`
pub const MOST_IMPORTANT: Field<Whole> = Field::required("most_important", Kind::Whole(1, 10_000));
/// `rules.break_even.margin`
pub const MARGIN: Field<Exact> = Field::required("margin", Kind::Share);

/// `source` of the rules.
pub const RULE_SOURCE: TableSpec =
    TableSpec { name: "rule-source", keyed: false, named: false, later: false, inside: true, fields: &[ELSE.spec] };

/// `evidence` of the rules.
pub const RULE_EVIDENCE: TableSpec =
    TableSpec { name: "rule-evidence", fields: &[GRADE.spec, ELSE.spec], ..RULE_SOURCE };

/// `price_age` of the rules.
pub const RULE_PRICE_AGE: TableSpec =
    TableSpec { name: "rule-price-age", fields: &[AGE.spec, ELSE.spec], ..RULE_SOURCE };

/// `range` of the rules.
pub const RULE_RANGE: TableSpec =
    TableSpec { name: "rule-range", fields: &[MOST_IMPORTANT.spec, ELSE.spec], ..RULE_SOURCE };

/// `break_even` of the rules.
pub const RULE_BREAK_EVEN: TableSpec =
    TableSpec { name: "rule-break-even", fields: &[MARGIN.spec, ELSE.spec], ..RULE_SOURCE };

impl Worded for Otherwise {
    const EVERY: &'static [Otherwise] = &[Otherwise::Fail, Otherwise::Warn];
    fn in_a_file(self) -> &'static str {
        match self {
            Otherwise::Fail => "fail",
            Otherwise::Warn => "warn",
        }
    }
}
