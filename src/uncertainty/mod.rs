//! The same model, other assignments: what happens to a figure when an input is worth something else.

pub mod degree;
pub mod simulation;
pub mod switching;

pub use switching::{BreakEven, Side, effect};
