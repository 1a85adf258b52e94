//! The figures of a step as another step needs them.

use super::Column;
use crate::model::Shape;
use crate::number::Number;

/// An operand: its figures and where its stretch begins.
pub(super) struct Operand<'r, N> {
    pub column: &'r Column<N>,
    pub shape: Shape,
}

impl<'r, N: Number> Operand<'r, N> {
    /// The figures over a stretch, when there is one draw and the stretch is not longer than the operand's own.
    pub fn along(&self, shape: Shape) -> Option<Along<'r, N>> {
        if self.column.width != 1 {
            return None;
        }
        match self.shape {
            Shape::Single => Some(Along::Same(self.column.at(0, 0))),
            Shape::Series { from, .. } => {
                let start = shape.from().checked_sub(from as usize)?;
                self.column.cells.get(start..start + shape.len()).map(Along::Each)
            }
        }
    }

    /// The figure in a place of the axis; nil outside the stretch, the same everywhere for a single figure.
    pub fn at(&self, place: usize, draw: usize) -> N {
        match self.shape {
            Shape::Single => self.column.at(0, draw),
            Shape::Series { from, until, .. } => {
                if place < from as usize || place >= until as usize {
                    N::NIL
                } else {
                    self.column.at(place - from as usize, draw)
                }
            }
        }
    }
}

/// The figures of an operand in one draw, as its step needs them.
pub(super) enum Along<'r, N> {
    /// The same everywhere.
    Same(N),
    /// One for each place.
    Each(&'r [N]),
}

impl<N: Number> Along<'_, N> {
    pub fn at(&self, index: usize) -> N {
        match self {
            Along::Same(figure) => *figure,
            Along::Each(figures) => figures.get(index).copied().unwrap_or(N::NIL),
        }
    }
}
