//! An amount that is simply given, from one party to another.

use super::{Amount, Id, Names, PartyId};
use crate::calendar::Timing;

/// Which of the three classes a flow belongs to, and whose.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FlowKind {
    /// A cost of the payer.
    Cost,
    /// A benefit of the recipient.
    Benefit,
    /// Neither, for its own sake.
    Transfer,
    /// Neither: a payment for something.
    Payment,
}

impl FlowKind {
    /// Every kind.
    pub const ALL: &'static [FlowKind] = &[FlowKind::Cost, FlowKind::Benefit, FlowKind::Transfer, FlowKind::Payment];
    /// The word in a file and in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            FlowKind::Cost => "cost",
            FlowKind::Benefit => "benefit",
            FlowKind::Transfer => "transfer",
            FlowKind::Payment => "payment",
        }
    }
}

/// `[flow.ID]`: always cash.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Who pays.
    pub payer: PartyId,
    /// Who is paid.
    pub recipient: PartyId,
    /// What it counts as.
    pub kind: FlowKind,
    /// What is paid when.
    pub amount: Amount,
    /// Where it is booked.
    pub area: Option<String>,
    /// Where its amounts lie in a period.
    pub timing: Timing,
}
