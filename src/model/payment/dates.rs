//! Stage 8, dates: when what the caps let through is verified and paid, the long stop, and what is withheld.

use std::collections::BTreeMap;

use super::Run;
use super::caps::Caps;
use super::record::{Kind, Payment, Taker};
use super::whole::rounded;
use crate::case::contract::LineKind;
use crate::number::Number;

/// Payments with their days.
///
/// ```text
/// verified = let through + verify lag        paid = verified + pay lag
/// ```
///
/// What is verified after the long stop lapses. A share of what is left, rounded, is paid at the day until which it is
/// withheld when that is later.
pub fn payments<N: Number>(run: &Run<'_, N>, rounded_lines: &[N], caps: &Caps<N>) -> Option<Vec<Payment<N>>> {
    let mut payments = Vec::new();
    // A piece that waited and of which nothing passed is no line.
    for passed in caps.passed.iter().filter(|p| p.held_by.is_none() || p.amount > N::NIL) {
        let line = run.plan.lines.get(passed.line)?;
        let pays = run.plan.terms.get(line.term)?.pays.as_ref()?;
        let kind = match (passed.held_by, line.kind) {
            (Some(_), _) => Kind::Carried,
            (None, LineKind::Payment) => Kind::Payment,
            (None, LineKind::Fallback) => Kind::Fallback,
        };
        let verified = pays.verify_lag.after(passed.day);
        let mut payment = Payment {
            term: line.term,
            line: Some(passed.line),
            correction: None,
            kind,
            held_by: passed.held_by,
            earned: line.day,
            through: passed.day,
            verified,
            paid: pays.pay_lag.after(verified),
            earned_amount: if kind == Kind::Carried { N::NIL } else { rounded_lines.get(passed.line).copied()? },
            amount: passed.amount,
            taken: passed.taken.clone(),
            by_payer: Vec::new(),
            redirected: Vec::new(),
        };
        if run.plan.long_stop.is_some_and(|stop| verified > stop) {
            payment.take(Taker::LongStop, payment.amount)?;
            payment.amount = N::NIL;
        }
        let withheld = match pays.withheld {
            Some((share, until)) if until > payment.paid => {
                let kept = rounded(payment.amount.times(N::of(share))?, run.plan.rounding)?;
                payment.amount = payment.amount.minus(kept)?;
                let later = Payment {
                    kind: Kind::Withheld,
                    paid: until,
                    earned_amount: N::NIL,
                    amount: kept,
                    taken: BTreeMap::new(),
                    ..payment.clone()
                };
                (kept > N::NIL).then_some(later)
            }
            Some(_) | None => None,
        };
        payments.push(payment);
        payments.extend(withheld);
    }
    Some(payments)
}
