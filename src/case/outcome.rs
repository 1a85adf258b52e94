//! What changes for people because of the service.

use std::sync::Arc;

use super::{Evidence, Id, Input, Names, Series};

/// Whom the rates are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// People who start.
    Starters,
    /// People who finish the pathway.
    Completers,
}

impl Counted {
    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Counted::Starters => "starters",
            Counted::Completers => "completers",
        }
    }
}

/// The way in which an effect is written.
#[derive(Clone, Debug)]
pub enum Effect {
    /// `expected_rate` and `baseline_rate`
    ExpectedAndBaseline {
        /// With the service.
        expected: Arc<Input>,
        /// Without it.
        baseline: Arc<Input>,
    },
    /// `expected_rate` and `counterfactual_share`
    ExpectedAndCounterfactual {
        /// With the service.
        expected: Arc<Input>,
        /// The share of it that would have come anyway.
        counterfactual: Arc<Input>,
    },
    /// `baseline_rate` and `added_rate`
    BaselineAndAdded {
        /// Without the service.
        baseline: Arc<Input>,
        /// What the service adds.
        added: Arc<Input>,
    },
    /// `added_rate` alone: gross outcomes are unknown.
    Added(Arc<Input>),
}

/// Which part of the outcomes is owed to this service.
#[derive(Clone, Debug)]
pub enum Credit {
    /// `credited_share`
    Share(Arc<Input>),
    /// `credited_to_others`: one minus it.
    Others(Arc<Input>),
}

/// How the effect fades.
#[derive(Clone, Debug)]
pub enum Fade {
    /// `yearly_loss_of_remaining`
    Loss(Arc<Input>),
    /// `remaining`, by full year since onset.
    Remaining(Arc<Series>),
}

/// `[outcome.ID]`
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// Whose outcomes.
    pub group: Id,
    /// Whom the rates are about.
    pub counted: Counted,
    /// `"persons"`, or another unit.
    pub unit: String,
    /// How the effect is written.
    pub effect: Effect,
    /// Which part is owed to this service.
    pub credit: Credit,
    /// The part that is taken from somebody else.
    pub displacement_share: Arc<Input>,
    /// Months from a person's start to the first effect.
    pub onset: i32,
    /// Months that the effect lasts, above nil.
    pub lasts: i32,
    /// How it fades.
    pub fade: Fade,
    /// The outcome's own grade, else that of the expected or added rate.
    pub evidence: Option<Evidence>,
}

impl Outcome {
    /// Whether outcomes are counted in persons.
    pub fn is_in_persons(&self) -> bool {
        self.unit == "persons"
    }
}
