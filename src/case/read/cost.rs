//! `[cost.ID]`, `[avoided.ID]` and `[flow.ID]`.

use super::correction::OptimismDraft;
use super::draft::Draft;
use super::exact::Exact;
use super::head::names;
use super::holders::Holders;
use super::input::InputDraft;
use super::reader::Reader;
use super::time::Point;
use crate::calendar::{Month, Timing};
use crate::case::fields::{Worded, in_cost};
use crate::case::{CostKind, FlowKind, Names};

/// How often a cost is paid, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PerWord {
    Once,
    Month,
    Year,
    Period,
    Starter,
    Completer,
    PersonMonth,
}

impl Worded for PerWord {
    const EVERY: &'static [PerWord] = &[
        PerWord::Once,
        PerWord::Month,
        PerWord::Year,
        PerWord::Period,
        PerWord::Starter,
        PerWord::Completer,
        PerWord::PersonMonth,
    ];
    fn in_a_file(self) -> &'static str {
        match self {
            PerWord::Once => "once",
            PerWord::Month => "month",
            PerWord::Year => "year",
            PerWord::Period => "period",
            PerWord::Starter => "starter",
            PerWord::Completer => "completer",
            PerWord::PersonMonth => "person-month",
        }
    }
}

/// How often a flow is paid, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FlowPer {
    Month,
    Year,
    Period,
}

impl Worded for FlowPer {
    const EVERY: &'static [FlowPer] = &[FlowPer::Month, FlowPer::Year, FlowPer::Period];
    fn in_a_file(self) -> &'static str {
        match self {
            FlowPer::Month => "month",
            FlowPer::Year => "year",
            FlowPer::Period => "period",
        }
    }
}

/// What is paid when: of a cost, an avoided cost or a flow.
#[derive(Debug)]
pub struct PaidDraft {
    pub amount: Draft<InputDraft>,
    pub quantity: Draft<InputDraft>,
    pub price: Draft<InputDraft>,
    pub amounts: Draft<InputDraft>,
    pub stated_total: Draft<Exact>,
    pub per: Draft<PerWord>,
    pub at: Draft<Point>,
    pub from: Draft<Month>,
    pub until: Draft<Month>,
    pub group: Draft<String>,
}

/// `[cost.ID]` or `[avoided.ID]`
#[derive(Debug)]
pub struct CostDraft {
    pub names: Names,
    pub paid: PaidDraft,
    pub bearer: Draft<Holders>,
    pub paid_to: Draft<String>,
    pub kind: Draft<CostKind>,
    pub area: Draft<String>,
    pub timing: Draft<Timing>,
    pub net_of_cost: Draft<bool>,
    pub optimism: Draft<OptimismDraft>,
}

pub fn cost(mut table: Reader<'_, '_>, avoided: bool) -> CostDraft {
    let draft = CostDraft {
        names: names(&mut table),
        paid: PaidDraft {
            amount: table.optional(&in_cost::AMOUNT),
            quantity: table.optional(&in_cost::QUANTITY),
            price: table.optional(&in_cost::PRICE),
            amounts: table.optional(&in_cost::AMOUNTS),
            stated_total: table.optional(&in_cost::STATED_TOTAL),
            per: table.optional(&in_cost::PER),
            at: table.optional(&in_cost::AT),
            from: table.optional(&in_cost::FROM),
            until: table.optional(&in_cost::UNTIL),
            group: table.optional(&in_cost::GROUP),
        },
        bearer: table.required(&in_cost::BEARER),
        paid_to: table.optional(&in_cost::PAID_TO),
        kind: table.optional(&in_cost::COST_KIND),
        area: table.optional(&in_cost::AREA),
        timing: table.optional(&in_cost::LINE_TIMING),
        net_of_cost: if avoided { table.optional(&in_cost::NET_OF_COST) } else { Draft::Absent },
        optimism: if avoided { Draft::Absent } else { table.optional(&in_cost::OPTIMISM) },
    };
    table.finish();
    draft
}

/// `[flow.ID]`
#[derive(Debug)]
pub struct FlowDraft {
    pub names: Names,
    pub payer: Draft<String>,
    pub recipient: Draft<String>,
    pub kind: Draft<FlowKind>,
    pub paid: PaidDraft,
    pub area: Draft<String>,
    pub timing: Draft<Timing>,
}

pub fn flow(mut table: Reader<'_, '_>) -> FlowDraft {
    let draft = FlowDraft {
        names: names(&mut table),
        payer: table.required(&in_cost::PAYER),
        recipient: table.required(&in_cost::RECIPIENT),
        kind: table.required(&in_cost::FLOW_KIND),
        paid: PaidDraft {
            amount: table.optional(&in_cost::AMOUNT),
            quantity: Draft::Absent,
            price: Draft::Absent,
            amounts: table.optional(&in_cost::AMOUNTS),
            stated_total: Draft::Absent,
            per: table.optional(&in_cost::FLOW_PER).map(|per| match per {
                FlowPer::Month => PerWord::Month,
                FlowPer::Year => PerWord::Year,
                FlowPer::Period => PerWord::Period,
            }),
            at: table.optional(&in_cost::AT),
            from: table.optional(&in_cost::FROM),
            until: table.optional(&in_cost::UNTIL),
            group: Draft::Absent,
        },
        area: table.optional(&in_cost::AREA),
        timing: table.optional(&in_cost::LINE_TIMING),
    };
    table.finish();
    draft
}
