//! Dated, sourced tables that ship with the program. Values stand in the `.toml` files, never in code; a superseded value
//! stays, a new one is added beneath.

pub mod discount_rates;
pub mod refunds;

/// Danish unit prices: a library of a case, whose first lines say how it is used.
pub const UNIT_PRICES_DK: &str = include_str!("unit_prices_dk.toml");
