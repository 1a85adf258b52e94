//! afkast: investment cases.
pub mod calendar;
pub mod measure;
pub mod number;
pub mod span;
