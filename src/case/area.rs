//! Places in budgets where amounts are booked.

use super::{Id, Names, PartyId};

/// Which frame of a budget an area belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Frame {
    /// `service`
    Service,
    /// `transfers`
    Transfers,
    /// `capital`
    Capital,
    /// `income`
    Income,
}

impl Frame {
    /// Every frame.
    pub const ALL: &'static [Frame] = &[Frame::Service, Frame::Transfers, Frame::Capital, Frame::Income];
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Frame::Service => "service",
            Frame::Transfers => "transfers",
            Frame::Capital => "capital",
            Frame::Income => "income",
        }
    }
}

/// `[area.ID]`: carried along; no figure depends on it.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// The frame it belongs to.
    pub frame: Option<Frame>,
    /// The account it is booked on.
    pub account: Option<String>,
    /// Whose area it is.
    pub party: Option<PartyId>,
}
