//! afkast: investment cases.
pub mod appraisal;
pub mod calendar;
pub mod case;
pub mod document;
pub mod explain;
pub mod ledger;
pub mod measure;
pub mod model;
pub mod number;
pub mod problem;
pub mod reference;
pub mod render;
pub mod span;
pub mod stamp;
pub mod text;
pub mod unit;
