//! How large a model may become. A case with millions of figures is a mistake, or a list that somebody made by machine and
//! should add up first: it gets a problem that says so, not the memory of the whole computer.

use std::cell::Cell;

/// What a model may hold, counted in figures.
const MOST: usize = 6_000_000;

/// What a step weighs beside its figures.
const STEP: usize = 12;

/// How large a model has become while it is written.
#[derive(Default)]
pub struct Size(Cell<usize>);

impl Size {
    /// A step with so many figures and operands.
    pub fn add_step(&self, figures: usize, operands: usize) {
        self.add(figures.saturating_add(operands).saturating_add(STEP));
    }
    /// So many weights of a table.
    pub fn add(&self, weights: usize) {
        self.0.set(self.0.get().saturating_add(weights));
    }
    /// How many more weights there is room for.
    pub fn room(&self) -> usize {
        MOST.saturating_sub(self.0.get())
    }
    /// Whether there is no more room: then nothing more need be written.
    pub fn is_full(&self) -> bool {
        self.room() == 0
    }
}
