//! `[price.ID]`: an input with an id.

use std::sync::Arc;

use super::Checking;
use super::domain::Role;
use crate::case::{Domain, Input};
use crate::span::Span;

impl Checking<'_> {
    /// Checks every `[price.ID]`.
    pub(super) fn check_prices(&mut self) {
        for keyed in self.drafts.prices.iter().filter(|k| !k.shared) {
            self.price_of(&keyed.id);
        }
    }

    /// The price with this id, checked when it is first named. None when there is no such price.
    fn price_of(&mut self, id: &str) -> Option<Option<Arc<Input>>> {
        if !self.prices.contains_key(id) {
            let keyed = *self.price_drafts.get(id)?;
            let path = format!("price.{id}");
            let price = keyed.draft.as_ref().and_then(|d| self.number(d, &path, Domain::NotNegative, Role::Price));
            self.prices.insert(&keyed.id, price);
        }
        self.prices.get(id).cloned()
    }

    /// The price that a key names.
    pub(super) fn price(&mut self, id: &str, span: Span) -> Option<Arc<Input>> {
        match self.price_of(id) {
            Some(price) => price,
            None => {
                let known: Vec<_> = self.drafts.prices.iter().map(|k| (k.id.as_str(), k.key)).collect();
                self.unknown_id("price", id, span, &known);
                None
            }
        }
    }
}
