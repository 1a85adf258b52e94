//! What changed lives change for budgets and for welfare.

use rust_decimal::Decimal;

use super::line::LineKind;
use super::outcomes::OutcomeLines;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use crate::case::{Consequence, PartyId, Units};
use crate::unit::Unit;

/// What a consequence comes to for one outcome and one party, by period.
///
/// ```text
/// amount = Σ over k of person-years in year k since onset × units(k) × price × share(k)
///        = person-years × units × price × share, when units and share are the same in every year
/// ```
pub fn amount<'m>(
    model: &'m Builder,
    consequence: &Consequence,
    outcome: &OutcomeLines<'m>,
    party: &PartyId,
    shares: &[Decimal],
) -> Quantity<'m> {
    let per_outcome = Unit::ONE.over(Unit::OUTCOMES);
    let price = model.input(&consequence.price, Unit::MONEY);
    let of = format!("consequence.{}.{}.{party}", consequence.id, outcome.outcome.id);
    let path = format!("consequence.{}.{}.{party}", consequence.id, consequence.felt.key());
    let amount = match (&consequence.units, shares) {
        (Units::Same(units), [share]) => {
            let units = model.input(units, per_outcome);
            outcome.person_years * units * price * model.share(&[*share], path, consequence.shares_span)
        }
        (units, shares) => {
            let share = model.share(shares, path, consequence.shares_span);
            let share = if shares.len() == 1 { share } else { share.going_on(outcome.years) };
            let by_year = outcome.remaining * share;
            let in_effect = outcome.net
                * match units {
                    Units::Same(units) => by_year * model.input(units, per_outcome),
                    Units::ByYear(list) => {
                        by_year * model.series(list, per_outcome, Axis::SinceOnset).going_on(outcome.years)
                    }
                }
                .weigh(&outcome.in_effect);
            in_effect * price
        }
    };
    amount.named(LineKind::Amount, of)
}
