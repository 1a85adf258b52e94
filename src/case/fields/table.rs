//! The tables of a case file, each with its keys.

use super::{
    FieldSpec, area, basis, contract, correction, correlation, cost, group, head, index, input, later, outcome,
    overlap, party, policy, refund, scenario,
};

/// A table of a case file.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// The word of its header: `cost` of `[cost.ID]`. For what stands inside another table, a name of its own.
    pub name: &'static str,
    /// Whether it has an id: `[cost.ID]`.
    pub keyed: bool,
    /// Whether it may carry the names for people: `title`, `short`, `note`, `source`, `ref`.
    pub named: bool,
    /// Declared, and not read yet.
    pub later: bool,
    /// Whether it stands only inside other tables, and never has a header of its own kind.
    pub inside: bool,
    /// Its own keys.
    pub fields: &'static [FieldSpec],
}

impl TableSpec {
    /// Every key that may stand in it.
    pub fn keys(&self) -> impl Iterator<Item = &'static FieldSpec> + use<> {
        let names: &'static [FieldSpec] = if self.named { head::NAMES } else { &[] };
        self.fields.iter().chain(names)
    }
    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static FieldSpec> {
        self.keys().find(|f| f.name == name)
    }
}

/// Every table: the top of the file, those with headers, and those that stand inside others.
pub fn tables() -> &'static [TableSpec] {
    EVERY
}

/// The table of this name.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    EVERY.iter().find(|t| t.name == name)
}

static EVERY: &[TableSpec] = &[
    head::TOP,
    head::CASE,
    basis::BASIS,
    input::PRICE,
    index::INDEX,
    basis::DISCOUNT,
    refund::REFUND,
    area::AREA,
    group::GROUP,
    cost::COST,
    cost::AVOIDED,
    outcome::OUTCOME,
    outcome::CONSEQUENCE,
    overlap::OVERLAP,
    cost::FLOW,
    party::PARTY,
    party::PERSPECTIVE,
    scenario::SCENARIO,
    policy::DEMAND,
    policy::ALLOW,
    policy::RULES,
    contract::CONTRACT,
    correlation::CORRELATION,
    later::OBSERVED,
    later::REVISED,
    later::APPROVED,
    later::FUND,
    later::MEMBER,
    input::INPUT,
    basis::BAND,
    group::RANGE,
    correction::OPTIMISM,
    correction::GRADES,
    refund::WEEK_BAND,
    refund::AMOUNT_BAND,
    refund::REFUND_USE,
    policy::RULE_SOURCE,
    policy::RULE_EVIDENCE,
    policy::RULE_PRICE_AGE,
    policy::RULE_RANGE,
    policy::RULE_BREAK_EVEN,
    contract::COHORT,
    contract::METRIC,
    contract::TERM,
    contract::CAP,
    contract::SPLIT,
    contract::PAYER,
    contract::INVESTOR,
    contract::RETURN_CAP,
    contract::GUARANTEE,
    contract::CORRECTION,
    contract::WITHHELD_TABLE,
    contract::CONDITION,
    contract::MILESTONE,
    contract::TIER,
    contract::BAND,
    contract::FALLBACK,
    contract::UNTIL,
];
