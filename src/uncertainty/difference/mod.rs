//! Differences between two cases: what was edited, and how much of a figure's change each edit makes.
//!
//! Edits of plain inputs are assignments of one model; only what changes the structure is a changed document read again.
//! Each group's share is its average over all orders of making the changes (Shapley), exact.

mod bridge;
mod edits;
mod groups;
mod shapley;

use rust_decimal::Decimal;

pub use bridge::{Bridge, NoBridge, bridge};
pub use edits::{Edit, edits};
pub use groups::{Group, Grouping, MOST, groups};
pub use shapley::shapley;

use crate::case::Case;
use crate::document::Document;
use crate::ledger::Ledger;
use crate::model::Model;

/// One of two cases that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// As it was written.
    pub document: &'s Document,
    /// As it was read.
    pub case: &'s Case,
    /// Its formulas.
    pub model: &'s Model,
    /// Its figures.
    pub ledger: &'s Ledger<Decimal>,
}
