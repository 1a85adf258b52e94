//! One draft for each table, and one plain function that reads it.

use super::draft::Draft;
use super::exact::Exact;
use super::holders::Holders;
use super::input::{self, InputDraft};
use super::reader::Reader;
use super::structure::{Bands, DiscountDraft, PeriodsDraft, StartsDraft};
use super::time::{Duration, Point};
use super::values::{Free, IdList, Whole};
use crate::calendar::{DayCount, Month, Timing};
use crate::case::fields::{Kind, Worded, in_basis, in_cost, in_group, in_head, in_input, in_outcome, in_party};
use crate::case::{CostKind, Counted, Evidence, FlowKind, Names, PartyKind};
use crate::document::Table;
use crate::text::Language;

/// Reads the names that a table may carry.
pub fn names(table: &mut Reader<'_, '_>) -> Names {
    let text = |draft: Draft<String>| draft.value().cloned();
    let names = Names {
        title: text(table.optional(&in_head::TITLE)),
        short: text(table.optional(&in_head::SHORT)),
        note: text(table.optional(&in_head::NOTE)),
        source: text(table.optional(&in_head::SOURCE)),
        span: table.opened(),
    };
    let _: Draft<Free> = table.optional(&in_head::REF);
    names
}

/// `[case]`
#[derive(Default, Debug)]
pub struct HeadDraft {
    pub names: Names,
    pub id: Draft<String>,
    pub currency: Draft<String>,
    pub version: Draft<String>,
    pub status: Draft<String>,
    pub owner: Draft<String>,
    pub language: Draft<Language>,
}

pub fn head(mut table: Reader<'_, '_>) -> HeadDraft {
    let draft = HeadDraft {
        names: names(&mut table),
        id: table.optional(&in_head::ID),
        currency: table.optional(&in_head::CURRENCY),
        version: table.optional(&in_head::VERSION),
        status: table.optional(&in_head::STATUS),
        owner: table.optional(&in_head::OWNER),
        language: table.optional(&in_head::LANGUAGE),
    };
    table.finish();
    draft
}

/// `[basis]`
#[derive(Debug)]
pub struct BasisDraft {
    pub start: Draft<Month>,
    pub horizon: Draft<Duration>,
    pub period: Draft<PeriodsDraft>,
    pub year_starts: Draft<Whole>,
    pub timing: Draft<Timing>,
    pub day_count: Draft<DayCount>,
    pub discount: Draft<DiscountDraft>,
    pub appraisal_date: Draft<Point>,
    pub price_year: Draft<Whole>,
    pub perspective: Draft<String>,
    pub finance_rate: Draft<InputDraft>,
    pub reinvestment_rate: Draft<InputDraft>,
    pub span: crate::span::Span,
}

pub fn basis(mut table: Reader<'_, '_>) -> BasisDraft {
    let draft = BasisDraft {
        start: table.required(&in_basis::START),
        horizon: table.optional(&in_basis::HORIZON),
        period: table.optional(&in_basis::PERIOD),
        year_starts: table.optional(&in_basis::YEAR_STARTS),
        timing: table.optional(&in_basis::TIMING),
        day_count: table.optional(&in_basis::DAY_COUNT),
        discount: table.required(&in_basis::DISCOUNT_RATE),
        appraisal_date: table.optional(&in_basis::APPRAISAL_DATE),
        price_year: table.optional(&in_basis::PRICE_YEAR),
        perspective: table.optional(&in_basis::PERSPECTIVE),
        finance_rate: table.optional(&in_basis::FINANCE_RATE),
        reinvestment_rate: table.optional(&in_basis::REINVESTMENT_RATE),
        span: table.opened(),
    };
    table.finish();
    draft
}

/// `[discount.ID]`
#[derive(Debug)]
pub struct ScheduleDraft {
    pub names: Names,
    pub bands: Draft<Bands>,
}

pub fn schedule(mut table: Reader<'_, '_>) -> ScheduleDraft {
    let names = names(&mut table);
    let _ = table.optional(&in_basis::DATE);
    let draft = ScheduleDraft { names, bands: table.required(&in_basis::BANDS) };
    table.finish();
    draft
}

/// `[price.ID]`
pub fn price(mut table: Reader<'_, '_>, written: &Table) -> Option<InputDraft> {
    let _: (Draft<String>, Draft<String>) = (table.optional(&in_head::TITLE), table.optional(&in_head::SHORT));
    let _: Draft<Free> = table.optional(&in_head::REF);
    let draft = input::with_papers(&mut table, written, &in_input::PRICE, Kind::Number);
    table.finish();
    draft
}

/// `[group.ID]`
#[derive(Debug)]
pub struct GroupDraft {
    pub names: Names,
    pub people: Draft<InputDraft>,
    pub starts: Draft<StartsDraft>,
    pub recruited_share: Draft<InputDraft>,
    pub pathway: Draft<Duration>,
    pub completion_rate: Draft<InputDraft>,
    pub dropout_after: Draft<InputDraft>,
}

pub fn group(mut table: Reader<'_, '_>) -> GroupDraft {
    let draft = GroupDraft {
        names: names(&mut table),
        people: table.optional(&in_group::PEOPLE),
        starts: table.optional(&in_group::STARTS),
        recruited_share: table.optional(&in_group::RECRUITED_SHARE),
        pathway: table.optional(&in_group::PATHWAY),
        completion_rate: table.optional(&in_group::COMPLETION_RATE),
        dropout_after: table.optional(&in_group::DROPOUT_AFTER),
    };
    table.finish();
    draft
}

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

/// `[outcome.ID]`
#[derive(Debug)]
pub struct OutcomeDraft {
    pub names: Names,
    pub group: Draft<String>,
    pub counted: Draft<Counted>,
    pub unit: Draft<String>,
    pub expected_rate: Draft<InputDraft>,
    pub baseline_rate: Draft<InputDraft>,
    pub counterfactual_share: Draft<InputDraft>,
    pub added_rate: Draft<InputDraft>,
    pub credited_share: Draft<InputDraft>,
    pub credited_to_others: Draft<InputDraft>,
    pub displacement_share: Draft<InputDraft>,
    pub onset: Draft<Duration>,
    pub lasts: Draft<Duration>,
    pub yearly_loss: Draft<InputDraft>,
    pub remaining: Draft<InputDraft>,
    pub evidence: Draft<Evidence>,
}

pub fn outcome(mut table: Reader<'_, '_>) -> OutcomeDraft {
    let draft = OutcomeDraft {
        names: names(&mut table),
        group: table.optional(&in_cost::GROUP),
        counted: table.optional(&in_outcome::COUNTED),
        unit: table.optional(&in_outcome::UNIT),
        expected_rate: table.optional(&in_outcome::EXPECTED_RATE),
        baseline_rate: table.optional(&in_outcome::BASELINE_RATE),
        counterfactual_share: table.optional(&in_outcome::COUNTERFACTUAL_SHARE),
        added_rate: table.optional(&in_outcome::ADDED_RATE),
        credited_share: table.optional(&in_outcome::CREDITED_SHARE),
        credited_to_others: table.optional(&in_outcome::CREDITED_TO_OTHERS),
        displacement_share: table.optional(&in_outcome::DISPLACEMENT_SHARE),
        onset: table.optional(&in_outcome::ONSET),
        lasts: table.optional(&in_outcome::LASTS),
        yearly_loss: table.optional(&in_outcome::YEARLY_LOSS),
        remaining: table.optional(&in_outcome::REMAINING),
        evidence: table.optional(&in_input::EVIDENCE),
    };
    table.finish();
    draft
}

/// What kind of amount a consequence is, in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsequenceWord {
    Cash,
    Transfer,
    Capacity,
}

impl Worded for ConsequenceWord {
    const EVERY: &'static [ConsequenceWord] =
        &[ConsequenceWord::Cash, ConsequenceWord::Transfer, ConsequenceWord::Capacity];
    fn in_a_file(self) -> &'static str {
        match self {
            ConsequenceWord::Cash => "cash",
            ConsequenceWord::Transfer => "transfer",
            ConsequenceWord::Capacity => "capacity",
        }
    }
}

/// `[consequence.ID]`
#[derive(Debug)]
pub struct ConsequenceDraft {
    pub names: Names,
    pub outcomes: Draft<IdList>,
    pub fewer: Draft<InputDraft>,
    pub more: Draft<InputDraft>,
    pub price: Draft<InputDraft>,
    pub cost_to: Draft<Holders>,
    pub income_to: Draft<Holders>,
    pub value_to: Draft<Holders>,
    pub kind: Draft<ConsequenceWord>,
    pub counterparty: Draft<String>,
    pub area: Draft<String>,
    pub timing: Draft<Timing>,
}

pub fn consequence(mut table: Reader<'_, '_>) -> ConsequenceDraft {
    let draft = ConsequenceDraft {
        names: names(&mut table),
        outcomes: table.optional(&in_outcome::OUTCOMES),
        fewer: table.optional(&in_outcome::FEWER),
        more: table.optional(&in_outcome::MORE),
        price: table.required(&in_outcome::PRICE),
        cost_to: table.optional(&in_outcome::COST_TO),
        income_to: table.optional(&in_outcome::INCOME_TO),
        value_to: table.optional(&in_outcome::VALUE_TO),
        kind: table.optional(&in_outcome::KIND),
        counterparty: table.optional(&in_outcome::COUNTERPARTY),
        area: table.optional(&in_cost::AREA),
        timing: table.optional(&in_cost::LINE_TIMING),
    };
    let _ = table.optional(&in_outcome::CONSEQUENCE_UNIT);
    table.finish();
    draft
}

/// `[party.ID]`
#[derive(Debug)]
pub struct PartyDraft {
    pub names: Names,
    pub kind: Draft<PartyKind>,
    pub part_of: Draft<String>,
}

pub fn party(mut table: Reader<'_, '_>) -> PartyDraft {
    let draft = PartyDraft {
        names: names(&mut table),
        kind: table.required(&in_party::KIND),
        part_of: table.optional(&in_party::PART_OF),
    };
    table.finish();
    draft
}

/// `[perspective.ID]`
#[derive(Debug)]
pub struct PerspectiveDraft {
    pub names: Names,
    pub parties: Draft<IdList>,
}

pub fn perspective(mut table: Reader<'_, '_>) -> PerspectiveDraft {
    let draft = PerspectiveDraft { names: names(&mut table), parties: table.required(&in_party::PARTIES) };
    table.finish();
    draft
}
