//! Two outcomes of the same people that change the same budget.

use std::sync::Arc;

use super::{Id, Input, Names};

/// What holds for outcomes of the same people.
#[derive(Clone, Debug)]
pub enum OverlapRule {
    /// Nobody has two of them: the expected rates add to at most 1. Figures do not change.
    Exclusive,
    /// They add. Figures do not change.
    Additive,
    /// `both`: the share of the smaller outcome's people who have the other, too, and save nothing more there.
    Share(Arc<Input>),
}

/// `[overlap.ID]`
#[derive(Clone, Debug)]
pub struct Overlap {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// The outcomes, of one group.
    pub outcomes: Vec<Id>,
    /// What holds for them.
    pub rule: OverlapRule,
}
