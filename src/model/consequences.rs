//! What changed lives change for budgets and for welfare.

use super::line::LineKind;
use super::outcomes::OutcomeLines;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use crate::case::{Consequence, Share, Units};
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
    share: &Share,
) -> Quantity<'m> {
    let per_outcome = Unit::ONE.over(Unit::OUTCOMES);
    let price = model.input(&consequence.price, Unit::MONEY);
    let party = &share.party;
    let of = format!("consequence.{}.{}.{party}", consequence.id, outcome.outcome.id);
    let path = format!("consequence.{}.{}.{party}", consequence.id, consequence.felt.key());
    let part = model.share(&share.parts, path, share.span);
    let amount = match (&consequence.units, share.parts.len()) {
        (Units::Same(units), 1) => {
            let units = model.input(units, per_outcome);
            outcome.person_years * units * price * part
        }
        (units, parts) => {
            let part = if parts == 1 { part } else { part.going_on(outcome.years) };
            let by_year = outcome.remaining * part;
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
