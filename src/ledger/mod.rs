//! Figures. A [`Ledger`] holds a column for each step of a model: what an assignment makes of the formulas.

mod again;
mod agreement;
mod assignment;
mod conservation;
mod discount;
mod evaluate;
mod fault;
mod operand;
pub mod plan;
mod trace;

use thiserror::Error;

pub use crate::case::Origin;
pub use again::{Again, Moved};
pub use agreement::{Disagreement, agree};
pub use assignment::Assignment;
pub use conservation::{NotNil, conserved};
pub use discount::{factor, rates};
pub use evaluate::evaluate;
pub use fault::fault_problem;
pub use trace::{Expression, Name, Paid, Part, Place, Trace, Tracer};

use crate::model::{Model, Shape, StepId};
use crate::number::Number;

/// Why arithmetic could not go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// A figure leaves the range of the number.
    OutOfRange,
    /// Something is divided by nil.
    DividedByNil,
    /// The baseline of a relative reduction or a ratio of a contract is nil.
    NilBaseline,
}

/// Arithmetic that could not go on: at which step, and in which of its places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("arithmetic left its range at step {} ({kind:?})", step.index())]
pub struct Fault {
    /// The step.
    pub step: StepId,
    /// The place of its axis.
    pub place: usize,
    /// Why.
    pub kind: FaultKind,
}

/// The figures of one step: each place has `width` of them, one for each draw, or one for all.
#[derive(Clone, Debug)]
pub struct Column<N> {
    width: usize,
    cells: Vec<N>,
}

impl<N: Number> Column<N> {
    /// The figure of a place, counted from the first of the stretch, in one draw.
    fn at(&self, place: usize, draw: usize) -> N {
        let draw = if self.width == 1 { 0 } else { draw };
        self.cells.get(place * self.width + draw).copied().unwrap_or(N::NIL)
    }
}

/// The figures of a model.
#[derive(Clone, Debug)]
pub struct Ledger<N> {
    columns: Vec<Column<N>>,
}

impl<N: Number> Ledger<N> {
    /// The figure of a single step.
    pub fn single(&self, step: StepId) -> N {
        self.columns.get(step.index()).map_or(N::NIL, |c| c.at(0, 0))
    }

    /// The figure of a single step in one of several draws.
    pub fn single_in(&self, step: StepId, draw: usize) -> N {
        self.columns.get(step.index()).map_or(N::NIL, |c| c.at(0, draw))
    }

    /// The figure of a step in one place of its axis; nil outside its stretch.
    pub fn at(&self, model: &Model, step: StepId, place: usize) -> N {
        match model.step(step).shape {
            Shape::Single => self.single(step),
            Shape::Series { from, until, .. } => {
                if place < from as usize || place >= until as usize {
                    N::NIL
                } else {
                    self.columns.get(step.index()).map_or(N::NIL, |c| c.at(place - from as usize, 0))
                }
            }
        }
    }

    /// The figures of a step in every period.
    pub fn by_period(&self, model: &Model, step: StepId) -> Vec<N> {
        (0..model.calendar.periods().len()).map(|p| self.at(model, step, p)).collect()
    }
}
