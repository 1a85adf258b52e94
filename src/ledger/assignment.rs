//! What each input is worth in this run: the single door for variation.

use rust_decimal::Decimal;

use super::Column;
use crate::model::{InputId, Model, ModelInput};
use crate::number::Number;

/// A value for each input of a model. A series keeps its members; what is assigned to it is a factor on all of them.
#[derive(Clone, Debug)]
pub struct Assignment<N> {
    values: Vec<Column<N>>,
}

impl<N: Number> Assignment<N> {
    /// Every input at its base: as written, or the default that stands in.
    pub fn base(model: &Model) -> Assignment<N> {
        let value = |input: &ModelInput| match input {
            ModelInput::Single(input) => N::of(input.value),
            ModelInput::Series(_) => N::ONE,
        };
        Assignment { values: model.inputs.iter().map(|i| Column { width: 1, cells: vec![value(i)] }).collect() }
    }

    /// One input at another value; of a series, a factor on all its members.
    #[must_use]
    pub fn with(mut self, input: InputId, value: Decimal) -> Assignment<N> {
        self.set(input, N::of(value));
        self
    }

    /// Sets one input to another value, and keeps all else.
    pub(super) fn set(&mut self, input: InputId, value: N) {
        if let Some(column) = self.values.get_mut(input.index()) {
            *column = Column { width: 1, cells: vec![value] };
        }
    }

    /// Every correction for optimism at nil: the grades of effects and the uplifts of costs.
    #[must_use]
    pub fn uncorrected(mut self, model: &Model) -> Assignment<N> {
        for (input, column) in model.inputs.iter().zip(&mut self.values) {
            if is_correction(input.path()) {
                *column = Column { width: 1, cells: vec![N::NIL] };
            }
        }
        self
    }

    /// Inputs with a value for each of several draws, all equally many; of a series, factors on all its members.
    #[must_use]
    pub fn drawn(mut self, draws: &[(InputId, Vec<N>)]) -> Assignment<N> {
        for (input, cells) in draws {
            if let Some(column) = self.values.get_mut(input.index()) {
                *column = Column { width: cells.len(), cells: cells.clone() };
            }
        }
        self
    }

    pub(super) fn of(&self, input: InputId) -> Option<&Column<N>> {
        self.values.get(input.index())
    }
}

/// Whether an input corrects for optimism: `basis.optimism.GRADE`, or `cost.ID.optimism.uplift`.
fn is_correction(path: &str) -> bool {
    path.starts_with("basis.optimism.") || (path.starts_with("cost.") && path.ends_with(".optimism.uplift"))
}
