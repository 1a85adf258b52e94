//! What a value may be, and what is said when it is not.

use rust_decimal::Decimal;

use super::Checking;
use crate::case::Domain;
use crate::problem::{Code, Problem};
use crate::span::Span;

/// What a value is for, and so what is said when it cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role<'r> {
    /// Nothing in particular.
    Plain,
    /// Outcomes per person.
    Rate,
    /// Money per unit.
    Price,
    /// What a cost of this id costs.
    Cost(&'r str),
    /// What an avoided cost would have cost.
    Avoided,
    /// An amount from payer to recipient.
    Flow,
    /// Units that fall or rise.
    Units,
}

impl Role<'_> {
    /// Whether it is an amount of money.
    pub const fn is_money(self) -> bool {
        matches!(self, Role::Price | Role::Cost(_) | Role::Avoided | Role::Flow)
    }
}

impl Checking<'_> {
    /// Whether a value lies within its domain.
    pub(super) fn fits(&mut self, value: Decimal, span: Span, path: &str, domain: Domain, role: Role<'_>) -> bool {
        if domain.holds(value) {
            return true;
        }
        let key = path.rsplit('.').next().unwrap_or(path);
        let per_cent = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value).normalize();
        let below = value < Decimal::ZERO;
        let (code, variant) = match (domain, role) {
            (_, Role::Cost(_)) if below => (Code::NegativeCost, ""),
            (_, Role::Avoided) if below => (Code::NegativeCost, "avoided"),
            (_, Role::Flow) if below => (Code::NegativeCost, "flow"),
            (_, Role::Units) if below => (Code::NegativeQuantity, ""),
            (Domain::Share, Role::Rate) if !below => (Code::OutOfRange, "rate"),
            (Domain::Share, _) => (Code::OutOfRange, "share"),
            (Domain::SignedShare, _) => (Code::OutOfRange, "signed-share"),
            (Domain::YearlyRate, _) if key == "discount" => (Code::OutOfRange, "discount-rate"),
            (Domain::YearlyRate, _) => (Code::OutOfRange, "yearly-rate"),
            (Domain::NotNegative | Domain::People | Domain::Any, _) => (Code::OutOfRange, "below-nil"),
        };
        let id = if let Role::Cost(id) = role { id } else { key };
        let hundredth = value.checked_div(Decimal::ONE_HUNDRED).unwrap_or(value).normalize();
        self.complain(
            Problem::new(code)
                .variant(variant)
                .with("key", key)
                .with("id", id)
                .with("value", value.normalize())
                .with("size", grouped(value.abs()))
                .with("per_cent", per_cent)
                .with("instead", hundredth)
                .at(span),
        );
        false
    }
}

/// A number with its digits in groups, as TOML has it.
pub fn grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push('_');
        }
        out.push(digit);
    }
    match rest {
        Some(rest) => format!("{out}.{rest}"),
        None => out,
    }
}
