//! What one party bears of another's expense, by rule.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Id, Input, Names, Origin, PartyId, Priced};

/// A step of a ladder by weeks: the share from this week of a spell on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WeekBand {
    /// Week n lies between n − 1 and n weeks after the spell began.
    pub from_week: u32,
    /// The refunder's share.
    pub share: Decimal,
}

/// A marginal band by amount: the share of what lies above, a person and year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountBand {
    /// Where the band begins, in the refund's price year.
    pub above: Decimal,
    /// The refunder's share of what lies in the band.
    pub share: Decimal,
}

/// How a refund is worked out.
#[derive(Clone, Debug)]
pub enum RefundRule {
    /// By the weeks of a spell; the first band begins at week 1.
    ByWeeks(Vec<WeekBand>),
    /// By a person's yearly cost; bands rise.
    ByAmount {
        /// The bands.
        bands: Vec<AmountBand>,
        /// The year and the index of their amounts.
        priced: Priced,
    },
}

/// `[refund.ID]`
#[derive(Clone, Debug)]
pub struct Refund {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Who refunds.
    pub from: PartyId,
    /// How much.
    pub rule: RefundRule,
    /// Where the rule stands, the bands or the edition's name, and what it rests on.
    pub origin: Origin,
}

/// `refund` of a consequence.
#[derive(Clone, Debug)]
pub struct RefundUse {
    /// The rule.
    pub rule: Id,
    /// What a rule needs to know of a person.
    pub about: RefundAbout,
}

/// What a rule needs to know of a person.
#[derive(Clone, Debug)]
pub enum RefundAbout {
    /// `weeks_before`: weeks of the spell before the onset.
    WeeksBefore(Arc<Input>),
    /// `level`: the person's yearly cost without the service.
    Level(Arc<Input>),
}
