//! Amounts of a contract, in its prices.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Checking, Ground};
use crate::case::check::Place;
use crate::case::check::domain::Role;
use crate::case::contract::Prices;
use crate::case::read::{Draft, InputDraft, Worth};
use crate::case::{AsWritten, Domain, Input};
use crate::problem::{Code, Problem};

impl Checking<'_> {
    /// An amount of the contract: in a nominal one it has the prices of its day.
    pub(super) fn contract_money(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &InputDraft,
        path: &str,
        domain: Domain,
    ) -> Option<Arc<Input>> {
        let dated =
            |known: &[(&'static str, AsWritten)]| known.iter().any(|(key, _)| matches!(*key, "price_year" | "index"));
        let of_price = match &draft.worth {
            Worth::Price(id) => self.drafts.prices.iter().find(|k| &k.id == id).and_then(|k| k.draft.as_ref()),
            Worth::Number(_) | Worth::List(_) | Worth::Table(_) => None,
        };
        let wrong = dated(&draft.known) || of_price.is_some_and(|p| dated(&p.known));
        if ground.prices == Prices::Nominal && wrong {
            let key = path.rsplit('.').next().unwrap_or(path);
            self.complain(Problem::new(Code::PriceYearInNominal).with("key", key).at(draft.span));
        }
        self.worth(draft, path, domain, Role::Price)
    }

    /// An amount that is written.
    pub(super) fn amount(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &Draft<InputDraft>,
        path: &str,
    ) -> Option<Arc<Input>> {
        self.contract_money(ground, &draft.here()?.value, path, Domain::NotNegative)
    }

    /// An amount that need not be written. None when it cannot be.
    pub(super) fn maybe(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &Draft<InputDraft>,
        path: &str,
    ) -> Option<Option<Arc<Input>>> {
        if draft.is_absent() { Some(None) } else { self.amount(ground, draft, path).map(Some) }
    }

    /// An amount that has a default.
    pub(super) fn amount_or(
        &mut self,
        ground: &Ground<'_, '_>,
        draft: &Draft<InputDraft>,
        path: &str,
        default: Decimal,
        place: Place<'_>,
    ) -> Option<Arc<Input>> {
        if draft.is_absent() {
            return self.input_or(draft, path, Domain::NotNegative, default, place.span);
        }
        self.amount(ground, draft, path)
    }
}
