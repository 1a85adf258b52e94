//! Dated, sourced tables that ship with the program. Values stand in the `.toml` files, never in code; a superseded value
//! stays, a new one is added beneath.

pub mod discount_rates;
pub mod refunds;
