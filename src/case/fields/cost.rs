//! `[cost.ID]`, `[avoided.ID]` and `[flow.ID]`: what is paid when, and by whom.

use super::{Field, Kind, TableSpec, Worded, words_of};
use crate::calendar::{Month, Timing};
use crate::case::read::{Exact, FlowPer, Holders, InputDraft, OptimismDraft, PerWord, Point};
use crate::case::{CostKind, Domain, FlowKind};

/// `amount`
pub const AMOUNT: Field<InputDraft> = Field::alternative("amount", Kind::Money);
/// `quantity`
pub const QUANTITY: Field<InputDraft> = Field::alternative("quantity", Kind::Input(Domain::NotNegative));
/// `price`
pub const PRICE: Field<InputDraft> = Field::alternative("price", Kind::Money);
/// `amounts`
pub const AMOUNTS: Field<InputDraft> = Field::alternative("amounts", Kind::Amounts);
/// `stated_total`
pub const STATED_TOTAL: Field<Exact> = Field::of("stated_total", Kind::Number);
/// `per`
pub const PER: Field<PerWord> = Field::alternative("per", Kind::Word(words_of::<PerWord>));
/// `at`
pub const AT: Field<Point> = Field::alternative("at", Kind::Point);
/// `from`
pub const FROM: Field<Month> = Field::or("from", Kind::Month, "the first month");
/// `until`
pub const UNTIL: Field<Month> = Field::or("until", Kind::Month, "the last month");
/// `group`
pub const GROUP: Field<String> = Field::or("group", Kind::Id("group"), "the only one");
/// `bearer`
pub const BEARER: Field<Holders> = Field::required("bearer", Kind::Parties);
/// `paid_to`
pub const PAID_TO: Field<String> = Field::or("paid_to", Kind::Party, "outside");
/// `kind` of a cost.
pub const COST_KIND: Field<CostKind> = Field::or("kind", Kind::Word(words_of::<CostKind>), "operation");
/// `area`
pub const AREA: Field<String> = Field::of("area", Kind::Text);
/// `timing` of a line.
pub const LINE_TIMING: Field<Timing> = Field::of("timing", Kind::Word(words_of::<Timing>));
/// `net_of_cost`
pub const NET_OF_COST: Field<bool> = Field::of("net_of_cost", Kind::Truth);

/// `optimism`
pub const OPTIMISM: Field<OptimismDraft> = Field::of("optimism", Kind::Table("optimism"));

/// `[cost.ID]`
pub const COST: TableSpec = TableSpec {
    name: "cost",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        AMOUNT.spec,
        QUANTITY.spec,
        PRICE.spec,
        AMOUNTS.spec,
        STATED_TOTAL.spec,
        PER.spec,
        AT.spec,
        FROM.spec,
        UNTIL.spec,
        GROUP.spec,
        BEARER.spec,
        PAID_TO.spec,
        COST_KIND.spec,
        AREA.spec,
        LINE_TIMING.spec,
        OPTIMISM.spec,
    ],
};

/// `[avoided.ID]`
pub const AVOIDED: TableSpec = TableSpec {
    name: "avoided",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        AMOUNT.spec,
        QUANTITY.spec,
        PRICE.spec,
        AMOUNTS.spec,
        STATED_TOTAL.spec,
        PER.spec,
        AT.spec,
        FROM.spec,
        UNTIL.spec,
        GROUP.spec,
        BEARER.spec,
        PAID_TO.spec,
        COST_KIND.spec,
        AREA.spec,
        LINE_TIMING.spec,
        NET_OF_COST.spec,
    ],
};

/// `payer`
pub const PAYER: Field<String> = Field::required("payer", Kind::Party);
/// `recipient`
pub const RECIPIENT: Field<String> = Field::required("recipient", Kind::Party);
/// `kind` of a flow.
pub const FLOW_KIND: Field<FlowKind> = Field::required("kind", Kind::Word(words_of::<FlowKind>));
/// `per` of a flow.
pub const FLOW_PER: Field<FlowPer> = Field::alternative("per", Kind::Word(words_of::<FlowPer>));

/// `[flow.ID]`
pub const FLOW: TableSpec = TableSpec {
    name: "flow",
    keyed: true,
    named: true,
    later: false,
    inside: false,
    fields: &[
        PAYER.spec,
        RECIPIENT.spec,
        FLOW_KIND.spec,
        AMOUNT.spec,
        AMOUNTS.spec,
        FLOW_PER.spec,
        AT.spec,
        FROM.spec,
        UNTIL.spec,
        AREA.spec,
        LINE_TIMING.spec,
    ],
};

impl Worded for CostKind {
    const EVERY: &'static [CostKind] = CostKind::ALL;
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}

impl Worded for FlowKind {
    const EVERY: &'static [FlowKind] = FlowKind::ALL;
    fn in_a_file(self) -> &'static str {
        self.word()
    }
}
