//! Stage 11, finance: return cap, sharing among investors, guarantee. Corrections take no more than a payer has paid.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::caps::Caps;
use super::earned::Earned;
use super::guarantee::guarantee;
use super::record::{Kind, Payment, Receipt, Record};
use super::return_cap::ReturnLimit;
use super::sharing::Sharing;
use crate::calendar::Day;
use crate::number::Number;

/// The last stage, day by day, and all that the stages leave.
///
/// Inside a day negative lines come first, then the return cap; what is left for the investors together is shared.
pub fn record<N: Number>(
    run: &Run<'_, N>,
    earned: Earned<N>,
    caps: Caps<N>,
    mut payments: Vec<Payment<N>>,
) -> Option<Record<N>> {
    let to_investors: Vec<bool> = run
        .plan
        .terms
        .iter()
        .map(|t| !run.plan.investors.is_empty() && t.pays.as_ref().is_some_and(|p| p.recipient.is_none()))
        .collect();
    let mut limit = ReturnLimit::new(run);
    let mut sharing = Sharing::new(run)?;
    let mut paid_before: BTreeMap<(usize, usize), N> = BTreeMap::new();
    let mut receipts: Vec<Receipt<N>> = Vec::new();
    let days: BTreeSet<Day> = payments.iter().map(|p| p.paid).collect();
    for day in days {
        let today: Vec<usize> = (0..payments.len()).filter(|p| payments[*p].paid == day).collect();
        for place in &today {
            keep_to_what_was_paid(&mut payments[*place], &mut paid_before)?;
        }
        let shared: Vec<usize> = today.iter().copied().filter(|p| to_investors[payments[*p].term]).collect();
        let mut total = N::NIL;
        if !shared.is_empty() {
            limit.cut(run, day, &mut payments, &shared)?;
        }
        for place in &shared {
            let payment = &payments[*place];
            total = payment.redirected.iter().try_fold(total.plus(payment.amount)?, |sum, r| sum.minus(*r))?;
        }
        if !shared.is_empty() {
            let tau = run.plan.clock.tau(day);
            receipts.push(Receipt { day, tau, amounts: sharing.share(run, tau, total)? });
        }
        for payment in today.iter().map(|p| &payments[*p]).filter(|p| p.kind != Kind::Correction) {
            for (payer, part) in payment.by_payer.iter().enumerate() {
                let so_far = paid_before.entry((payment.term, payer)).or_insert(N::NIL);
                *so_far = so_far.plus(*part)?;
            }
        }
    }
    let guarantee = guarantee(run, &receipts, &sharing)?;
    let drawn = sharing.drawn;
    Some(Record { earned, caps, payments, receipts, drawn, cut: limit.in_all(), guarantee })
}

/// A correction takes back no more from the recipient than each payer has paid the term on earlier days.
fn keep_to_what_was_paid<N: Number>(
    payment: &mut Payment<N>,
    paid_before: &mut BTreeMap<(usize, usize), N>,
) -> Option<()> {
    if payment.kind != Kind::Correction {
        return Some(());
    }
    let mut amount = N::NIL;
    for (payer, part) in payment.by_payer.iter_mut().enumerate() {
        let paid = paid_before.entry((payment.term, payer)).or_insert(N::NIL);
        *part = part.greater(paid.greater(N::NIL).negated());
        *paid = paid.plus(*part)?;
        amount = amount.plus(*part)?;
    }
    payment.amount = amount;
    Some(())
}
