//! Stage 10, split: what each payer bears of a line. The payers of a line sum to the line exactly.

use std::collections::BTreeMap;

use super::Run;
use super::plan::{Split, SplitRule};
use super::record::Payment;
use super::whole::{largest_remainder, rounded};
use crate::number::Number;

/// What a split has given so far: its running total, and what this rule has given each payer.
struct SoFar<N> {
    total: N,
    given: Vec<N>,
}

/// The order of payments: day paid, day let through, measurement, term, cohort, kind, cap that held it, correction.
pub fn in_order<N: Number>(run: &Run<'_, N>, payments: &mut [Payment<N>]) {
    payments.sort_by_cached_key(|p| {
        let cohort = p.line.and_then(|l| run.plan.lines[l].cohort.clone());
        let cap = p.held_by.map(|c| run.plan.caps[c].id.clone());
        let correction = p.correction.map(|c| run.plan.corrections[c].id.clone());
        (p.paid, p.through, p.earned, p.term, cohort, p.kind, cap, correction)
    });
}

/// Every payment with its payers, in order.
pub fn payments<N: Number>(run: &Run<'_, N>, mut payments: Vec<Payment<N>>) -> Option<Vec<Payment<N>>> {
    in_order(run, &mut payments);
    let mut so_far: BTreeMap<usize, SoFar<N>> = BTreeMap::new();
    for payment in &mut payments {
        let place = run.plan.terms.get(payment.term)?.pays.as_ref()?.split;
        let split = run.plan.splits.get(place)?;
        let nil = || SoFar { total: N::NIL, given: vec![N::NIL; split.payers.len()] };
        payment.by_payer = parts(run, split, payment.amount, so_far.entry(place).or_insert_with(nil))?;
    }
    Some(payments)
}

/// What each payer bears of one amount.
///
/// ```text
/// residual  others in order of id: round(share × amount), never more than is left; the residual payer the rest
/// carry     others: round(share × running total) − given before, between nil and what is left; the rest likewise
/// ```
fn parts<N: Number>(run: &Run<'_, N>, split: &Split, amount: N, so_far: &mut SoFar<N>) -> Option<Vec<N>> {
    let shares: Vec<N> = split.payers.iter().map(|(_, share)| N::of(*share)).collect();
    let (residual, carries) = match split.rule {
        SplitRule::LargestRemainder => return largest_remainder(amount, &shares),
        SplitRule::Residual(place) => (place, false),
        SplitRule::Carry(place) => (place, true),
    };
    so_far.total = so_far.total.plus(amount)?;
    let mut left = amount;
    let mut parts = vec![N::NIL; shares.len()];
    for (place, share) in shares.iter().enumerate().filter(|(place, _)| *place != residual) {
        let due = if carries {
            rounded(so_far.total.times(*share)?, run.plan.rounding)?.minus(so_far.given[place])?
        } else {
            rounded(amount.times(*share)?, run.plan.rounding)?
        };
        let part = if amount < N::NIL { due.lesser(N::NIL).greater(left) } else { due.greater(N::NIL).lesser(left) };
        left = left.minus(part)?;
        so_far.given[place] = so_far.given[place].plus(part)?;
        parts[place] = part;
    }
    *parts.get_mut(residual)? = left;
    Some(parts)
}
