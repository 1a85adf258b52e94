//! Stage 10, second part: caps of payers, in order of id, the residual payer's last.

use std::collections::BTreeMap;

use super::Run;
use super::record::{Payment, Taker};
use super::whole::rounded_down;
use crate::case::contract::Beyond;
use crate::number::Number;

/// Payments cut to the caps of their payers. What a cap stops lapses, or goes to the residual payer of the line; what is
/// taken back frees no room.
pub fn payments<N: Number>(run: &Run<'_, N>, mut payments: Vec<Payment<N>>) -> Option<Vec<Payment<N>>> {
    let mut used: BTreeMap<(usize, i32), N> = BTreeMap::new();
    for payment in payments.iter_mut().filter(|p| p.amount > N::NIL) {
        let split = run.plan.splits.get(run.plan.terms.get(payment.term)?.pays.as_ref()?.split)?;
        let residual = split.rule.residual();
        let place_of = |party| split.payers.iter().position(|(payer, _)| payer == party);
        let mut caps: Vec<(usize, usize)> = (0..run.plan.payer_caps.len())
            .filter_map(|cap| Some((cap, place_of(&run.plan.payer_caps[cap].party)?)))
            .collect();
        caps.sort_by_key(|(_, payer)| Some(*payer) == residual); // A stable sort: they are in order of id.
        for (place, payer) in caps {
            let cap = run.plan.payer_caps.get(place)?;
            let used = used.entry((place, cap.windows.holding(payment.paid))).or_insert(N::NIL);
            let room = rounded_down(run.units(run.figure(cap.cap))?)?.minus(*used)?.greater(N::NIL);
            let part = *payment.by_payer.get(payer)?;
            let bears = part.lesser(room);
            *used = used.plus(bears)?;
            let beyond = part.minus(bears)?;
            *payment.by_payer.get_mut(payer)? = bears;
            match residual.filter(|r| *r != payer && cap.beyond == Beyond::Residual) {
                Some(residual) => {
                    let rest = payment.by_payer.get_mut(residual)?;
                    *rest = rest.plus(beyond)?;
                }
                None => {
                    payment.take(Taker::PayerCap, beyond)?;
                    payment.amount = payment.amount.minus(beyond)?;
                }
            }
        }
    }
    Some(payments)
}
