//! The stages, against published schedules and the checks of 6.3; no figure here comes from the code.

mod builder;
mod caps;
mod finance;
mod goldens;
mod invariants;
mod splits;
