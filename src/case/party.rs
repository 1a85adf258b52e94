//! Who can pay, gain or invest, and the sets of them that are looked at as one.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::Names;

/// The id of a party, or the outside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PartyId(Arc<str>);

impl PartyId {
    /// An id from its text.
    pub fn new(text: &str) -> PartyId {
        PartyId(text.into())
    }
    /// The outside: the other end of whatever crosses the border of the case.
    pub fn outside() -> PartyId {
        PartyId::new("outside")
    }
    /// Whether this is the outside.
    pub fn is_outside(&self) -> bool {
        &*self.0 == "outside"
    }
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a party is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PartyKind {
    /// `municipality`
    Municipality,
    /// `department`
    Department,
    /// `region`
    Region,
    /// `state`
    State,
    /// `fund`
    Fund,
    /// `outcome-fund`
    OutcomeFund,
    /// `foundation`
    Foundation,
    /// `investor`
    Investor,
    /// `provider`
    Provider,
    /// `citizens`
    Citizens,
    /// `other`
    Other,
}

impl PartyKind {
    /// Every kind.
    pub const ALL: &'static [PartyKind] = &[
        PartyKind::Municipality,
        PartyKind::Department,
        PartyKind::Region,
        PartyKind::State,
        PartyKind::Fund,
        PartyKind::OutcomeFund,
        PartyKind::Foundation,
        PartyKind::Investor,
        PartyKind::Provider,
        PartyKind::Citizens,
        PartyKind::Other,
    ];
    /// The word in a file, which is also the id of the implied party of that kind.
    pub const fn word(self) -> &'static str {
        match self {
            PartyKind::Municipality => "municipality",
            PartyKind::Department => "department",
            PartyKind::Region => "region",
            PartyKind::State => "state",
            PartyKind::Fund => "fund",
            PartyKind::OutcomeFund => "outcome-fund",
            PartyKind::Foundation => "foundation",
            PartyKind::Investor => "investor",
            PartyKind::Provider => "provider",
            PartyKind::Citizens => "citizens",
            PartyKind::Other => "other",
        }
    }
    /// The kind with this word.
    pub fn of(word: &str) -> Option<PartyKind> {
        PartyKind::ALL.iter().copied().find(|k| k.word() == word)
    }
    /// Whether the party belongs to the public sector.
    pub const fn is_public(self) -> bool {
        matches!(
            self,
            PartyKind::Municipality
                | PartyKind::Department
                | PartyKind::Region
                | PartyKind::State
                | PartyKind::Fund
                | PartyKind::OutcomeFund
        )
    }
}

/// Somebody with a cash position.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Names for people.
    pub names: Names,
    /// What it is.
    pub kind: PartyKind,
    /// The party it is a part of.
    pub part_of: Option<PartyId>,
    /// Whether the case declares it; else its kind's word implies it.
    pub declared: bool,
}

/// A set of parties looked at as one.
#[derive(Clone, Debug)]
pub struct Perspective {
    /// `aarhus`, `aarhus.alone`, `public`, or the id of a `[perspective.ID]`.
    pub id: String,
    /// Names for people, of the `[perspective.ID]` or of the party.
    pub names: Names,
    /// Who is in it.
    pub parties: BTreeSet<PartyId>,
}
