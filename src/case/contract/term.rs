//! `[contract.term.NAME]`: one priced line of a contract: what is measured, the shape of the tariff, and every line
//! that it has, worked out.

use rust_decimal::Decimal;

use super::{Interval, Line, Shape};
use crate::calendar::Day;
use crate::case::{Id, Names, PartyId};

/// `[contract.term.NAME]`
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// What is paid for what.
    pub shape: Shape,
    /// What is measured; none for `fixed`, `given` and selectors.
    pub metric: Option<Id>,
    /// `once_per`
    pub once_per: Option<OncePer>,
    /// Whether `requires` is written; what it asks of each line stands on the line.
    pub has_requires: bool,
    /// Whether the term pays, and how.
    pub role: Role,
    /// Every line that the term has, in every draw: in order of day earned, then cohort, payments before fallbacks.
    pub lines: Vec<Line>,
}

impl Term {
    /// How it pays; none for a member of a selector.
    pub fn pays(&self) -> Option<&Pays> {
        match &self.role {
            Role::Pays(pays) => Some(pays),
            Role::MemberOf(_) => None,
        }
    }
}

/// Whether a term pays itself or stands inside a selector (6.2, selectors).
#[derive(Clone, Debug)]
pub enum Role {
    /// It pays.
    Pays(Pays),
    /// It is a member of this selector, and pays nothing itself.
    MemberOf(Id),
}

/// How a term pays: its own keys, else the contract's.
#[derive(Clone, Debug)]
pub struct Pays {
    /// `index`, in nominal contracts only.
    pub index: Option<TermIndex>,
    /// Earned → verified.
    pub verify_lag: Interval,
    /// Verified → paid.
    pub pay_lag: Interval,
    /// What is kept back.
    pub withheld: Option<Withheld>,
    /// Who is paid.
    pub recipient: Recipient,
    /// Who pays: a split, or one party. Levels and precedence are settled.
    pub paid_by: PaidBy,
    /// Where the payer books it.
    pub area: Option<String>,
}

/// × index(year of measurement) ÷ index(`from`), stage 5.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermIndex {
    /// Which index.
    pub index: Id,
    /// `index_from`, or the contract's first year.
    pub from: i32,
}

/// `withheld`: this share of every line, rounded, is paid at `until` when that is later.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Withheld {
    /// 0 to 1.
    pub share: Decimal,
    /// The day.
    pub until: Day,
}

/// Who is paid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// All investors together, who share it (stage 11).
    Investors,
    /// A party, outside of all of stage 11, also when it is an investor.
    Party(PartyId),
}

/// Who pays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaidBy {
    /// The parties of this split.
    Split(Id),
    /// One party: the term's or the contract's `paid_by`.
    Party(PartyId),
}

/// `once_per`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OncePer {
    /// Only units above the greatest number at an earlier measurement whose `requires` held (stage 3).
    Person,
    /// Only the first line above nil of each cohort (stage 4).
    Cohort,
    /// Only the first line above nil of the term, by date, then cohort (stage 4).
    Contract,
}
