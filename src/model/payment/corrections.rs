//! Stage 9, corrections: a negative line takes back what a term was paid on earlier days.

use std::collections::BTreeMap;

use super::Run;
use super::plan::CorrectionOf;
use super::record::{Kind, Payment};
use super::whole::rounded;
use crate::number::Number;

/// Payments and corrections, in order of day, then id; what the earlier ones took counts.
///
/// ```text
/// taken back = min(amount, or share × what the term was paid on earlier days; what it was paid on earlier days)
/// ```
pub fn payments<N: Number>(run: &Run<'_, N>, mut payments: Vec<Payment<N>>) -> Option<Vec<Payment<N>>> {
    for (place, correction) in run.plan.corrections.iter().enumerate() {
        let earlier = payments.iter().filter(|p| {
            p.term == correction.term && (p.paid < correction.at || (p.correction.is_some() && p.paid == correction.at))
        });
        let paid = earlier.into_iter().try_fold(N::NIL, |sum, p| sum.plus(p.amount))?;
        let asked = match correction.of {
            CorrectionOf::Amount(amount) => run.units(run.figure(amount))?,
            CorrectionOf::Share(share) => paid.times(N::of(share))?,
        };
        let back = rounded(asked, run.plan.rounding)?.lesser(paid).greater(N::NIL);
        payments.push(Payment {
            term: correction.term,
            line: None,
            correction: Some(place),
            kind: Kind::Correction,
            held_by: None,
            earned: correction.at,
            through: correction.at,
            verified: correction.at,
            paid: correction.at,
            earned_amount: N::NIL,
            amount: N::NIL.minus(back)?,
            taken: BTreeMap::new(),
            by_payer: Vec::new(),
            redirected: Vec::new(),
        });
    }
    Some(payments)
}
