//! The same model, other assignments: what happens to a figure when an input is worth something else.
//!
//! A [`Subject`] is a figure of a case; a [`Lever`] is a value that may move it. Everything here is a reading of the one
//! model: no formula is written a second time.

mod alike;
mod degree;
pub mod difference;
mod doubts;
mod durations;
mod frontier;
mod lever;
mod lighter;
mod on_trial;
mod rules;
mod search;
mod sensitivity;
mod sides;
pub mod simulation;
mod subject;
mod sure;
mod switching;
mod trials;
mod varied;

pub use degree::{Degree, degree};
pub use difference::shapley;
pub use doubts::{Doubt, doubts};
pub use durations::Duration;
pub use frontier::{Frontier, frontier};
pub use lever::{Lever, Measured, effect_path, lever, levers};
pub use rules::broken_rules;
pub use sensitivity::{Bar, Grid, SPREAD, grid, tornado, tornado_of};
pub use subject::{Held, Subject};
pub use sure::{Odds, Sure};
pub use switching::{Crossing, Holds, Side, Switching, effects, switching_value, switching_values};
pub use varied::{Varied, varied};
