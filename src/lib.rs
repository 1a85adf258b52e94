//! afkast: investment cases.
pub mod calendar;
pub mod case;
pub mod document;
pub mod measure;
pub mod number;
pub mod problem;
pub mod reference;
pub mod span;
pub mod text;
