//! What the service costs, and what the alternative would have cost.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Id, Input, Names, PartyId, Series};
use crate::calendar::{Day, Timing, Years};
use crate::document::Why;
use crate::span::Span;

/// What a cost is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CostKind {
    /// `start-up`
    StartUp,
    /// `operation`
    Operation,
    /// `evaluation`
    Evaluation,
    /// `transaction`
    Transaction,
    /// `capital`
    Capital,
    /// `in-kind`: worth something, not cash.
    InKind,
}

impl CostKind {
    /// Every kind.
    pub const ALL: &'static [CostKind] = &[
        CostKind::StartUp,
        CostKind::Operation,
        CostKind::Evaluation,
        CostKind::Transaction,
        CostKind::Capital,
        CostKind::InKind,
    ];
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            CostKind::StartUp => "start-up",
            CostKind::Operation => "operation",
            CostKind::Evaluation => "evaluation",
            CostKind::Transaction => "transaction",
            CostKind::Capital => "capital",
            CostKind::InKind => "in-kind",
        }
    }
    /// Whether money changes hands.
    pub const fn is_cash(self) -> bool {
        !matches!(self, CostKind::InKind)
    }
}

/// An amount of money: one input, or a quantity times a price.
#[derive(Clone, Debug)]
pub enum Money {
    /// `amount`
    Amount(Arc<Input>),
    /// `quantity` × `price`
    Product {
        /// `quantity`
        quantity: Arc<Input>,
        /// `price`
        price: Arc<Input>,
    },
}

/// When something is paid once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// In a month of the case; it lies where its period's amounts lie.
    Month(i32),
    /// At a mark or a day, which lies at its own τ whatever the timing.
    Point {
        /// Years after the start.
        at: Years,
        /// The period it belongs to.
        period: usize,
        /// The calendar year whose prices it has: of the month that begins at a mark, or that holds a day.
        year: i32,
        /// Months of the case before it: a mark's own number, the month that holds a day.
        month: i32,
        /// The day, when it is one.
        day: Option<Day>,
    },
}

/// How often an amount is paid.
#[derive(Clone, Debug)]
pub enum Per {
    /// Once.
    Once(When),
    /// Every month.
    Month,
    /// A twelfth in every month.
    Year,
    /// Every period, evenly on its months.
    Period,
    /// For everybody who starts, in the start month.
    Starter(Id),
    /// For everybody who completes, in the last month of the pathway.
    Completer(Id),
    /// For every month that somebody attends.
    PersonMonth(Id),
}

/// What is paid over time.
#[derive(Clone, Debug)]
pub enum Amount {
    /// An amount so often, in the months `[from, until)`.
    Repeated {
        /// How much each time.
        money: Money,
        /// How often.
        per: Per,
        /// First month that counts.
        from: i32,
        /// The month after the last that counts.
        until: i32,
    },
    /// What is paid in each month, year or period, in full.
    Listed(Arc<Series>),
}

/// `optimism` of a cost: amount × (1 + uplift × (1 − mitigated)).
#[derive(Clone, Debug)]
pub struct CostOptimism {
    /// At least nil.
    pub uplift: Arc<Input>,
    /// 0 to 1.
    pub mitigated: Arc<Input>,
}

/// What part of something is a party's.
#[derive(Clone, Debug)]
pub struct Share {
    /// Whose.
    pub party: PartyId,
    /// One part, or one by full year since onset, the last going on.
    pub parts: Vec<Decimal>,
    /// Where it stands.
    pub span: Span,
    /// Why it is there.
    pub why: Why,
}

/// `[cost.ID]` or `[avoided.ID]`
#[derive(Clone, Debug)]
pub struct Cost {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What is paid when.
    pub amount: Amount,
    /// Whose money, and what part of it; the parts add to exactly 1 as written.
    pub bearers: Vec<Share>,
    /// The other end.
    pub paid_to: PartyId,
    /// What it is for.
    pub kind: CostKind,
    /// The uplift of the cost, part of it mitigated.
    pub optimism: Option<CostOptimism>,
    /// Where it is booked.
    pub area: Option<String>,
    /// Where its amounts lie in a period.
    pub timing: Timing,
    /// Avoided costs only: less cost instead of a benefit.
    pub net_of_cost: bool,
}
