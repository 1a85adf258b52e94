//! Every key of a case file, declared once: its name, what may stand there, whether it must.
//!
//! The reader asks for keys by these declarations; suggestions, reference pages and the schema list them. What a key
//! means stands in `text/LANGUAGE/keys.toml` under `TABLE.KEY`, what a table is under `table.NAME`.
//!
//! A key or table that is declared `later` is known, and says that it is not read yet. To turn a key on, make it a
//! [`Field`] in the file of its table and ask for it in `case/read/`; to turn a table on, give it a file of its own here,
//! a draft in `case/read/` and a check in `case/check/`.

pub mod area;
pub mod basis;
pub mod contract;
pub mod correction;
pub mod correlation;
pub mod cost;
pub mod danish;
pub mod group;
pub mod head;
pub mod index;
pub mod input;
pub mod later;
pub mod outcome;
pub mod overlap;
pub mod party;
pub mod policy;
pub mod refund;
pub mod scenario;
mod table;

use std::marker::PhantomData;

use super::Domain;

pub use scenario as in_scenario;
pub use table::{TableSpec, table, tables};
pub use {area as in_area, basis as in_basis, contract as in_contract, correction as in_correction};
pub use {
    cost as in_cost, group as in_group, head as in_head, index as in_index, input as in_input, outcome as in_outcome,
    overlap as in_overlap,
};
pub use {party as in_party, policy as in_policy, refund as in_refund};

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Truth,
    /// A calendar year, a number.
    Year,
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// A number without a range of its own.
    Number,
    /// A number, `"12.5 %"` or `"1/3"`.
    Share,
    /// A month, `"2025-07"`.
    Month,
    /// A day.
    Day,
    /// A month or a day.
    MonthOrDay,
    /// A month, a mark or a day.
    Point,
    /// A duration.
    Duration,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// The id of a table of this name.
    Id(&'static str),
    /// A list of ids of tables of this name.
    Ids(&'static str),
    /// A party.
    Party,
    /// A party, or shares of parties.
    Parties,
    /// A party, or shares of parties, each a number or a list by year since onset.
    PartiesByYear,
    /// A perspective.
    Perspective,
    /// A list of parties.
    PartyList,
    /// An input.
    Input(Domain),
    /// An input or the id of a `[price.ID]`.
    Money,
    /// An input or a list by year since onset.
    InputOrByYear,
    /// A list by year since onset.
    ByYear,
    /// A table of numbers by calendar year.
    Years,
    /// A list by period or a table by time.
    Amounts,
    /// A month, a range of months, or a table by time.
    Starts,
    /// A word or a rising list of ends in months.
    Periods,
    /// A rate, an edition, a `[discount.ID]`, or bands.
    Discount,
    /// A list of bands.
    Bands,
    /// Two relative ends.
    Spread,
    /// A list of numbers.
    Numbers,
    /// A table of free text, carried along.
    Free,
    /// Values by measurement and cohort.
    Values(ValuesOf),
    /// A point of a contract: a mark, months after the clock's start, a duration, a month or a day.
    ContractPoint,
    /// A point of a contract, or a list of them.
    ContractPoints,
    /// A duration in calendar time: months, or days.
    Interval,
    /// A whole number of months or a duration.
    After,
    /// A number, a ratio, or `"rest"`.
    Rest,
    /// Shares of parties.
    Shares,
    /// A table of points, each with an input.
    Draws,
    /// A table of its own; its keys are listed under this name.
    Table(&'static str),
    /// A list of tables; their keys are listed under this name.
    Tables(&'static str),
}

/// What a member of values is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValuesOf {
    /// A number.
    Number,
    /// A number, or how long people hold.
    NumberOrDuration,
    /// A number from 0 to 1.
    Share,
    /// An amount of money.
    Money,
}

/// Whether a key must be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// It must.
    Required,
    /// It, or another key in its place, must: the method says which.
    Alternative,
    /// It need not, and nothing stands in for it.
    Optional,
    /// It need not; this stands in for it.
    Default(&'static str),
}

/// What is known of a key.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// As written.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be written.
    pub need: Need,
    /// Declared, and not read yet.
    pub later: bool,
}

/// A key that is read into a `T`.
pub struct Field<T> {
    /// What is known of it.
    pub spec: FieldSpec,
    of: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    const fn of(name: &'static str, kind: Kind) -> Field<T> {
        Field { spec: FieldSpec { name, kind, need: Need::Optional, later: false }, of: PhantomData }
    }
    const fn required(name: &'static str, kind: Kind) -> Field<T> {
        Field::of(name, kind).needs(Need::Required)
    }
    const fn alternative(name: &'static str, kind: Kind) -> Field<T> {
        Field::of(name, kind).needs(Need::Alternative)
    }
    const fn or(name: &'static str, kind: Kind, default: &'static str) -> Field<T> {
        Field::of(name, kind).needs(Need::Default(default))
    }
    const fn needs(self, need: Need) -> Field<T> {
        Field {
            spec: FieldSpec { name: self.spec.name, kind: self.spec.kind, need, later: self.spec.later },
            of: PhantomData,
        }
    }
}

/// A key that is declared and not read yet.
const fn later(name: &'static str, kind: Kind) -> FieldSpec {
    FieldSpec { name, kind, need: Need::Optional, later: true }
}

/// An enum whose members are words in a file.
pub trait Worded: Copy + 'static {
    /// Every member.
    const EVERY: &'static [Self];
    /// The word in a file.
    fn in_a_file(self) -> &'static str;
}

/// The words of an enum.
pub fn words_of<W: Worded>() -> Vec<&'static str> {
    W::EVERY.iter().map(|w| w.in_a_file()).collect()
}
