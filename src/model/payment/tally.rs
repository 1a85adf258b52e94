//! What a contract comes to in one draw, in places that its plan fixes: payments by payer, what took anything, whether
//! investors are repaid, and their flows by time.

use std::collections::{BTreeMap, BTreeSet};

use super::cash::investors_have_lines_on;
use super::plan::Plan;
use super::record::{Record, Taker};
use crate::calendar::Years;
use crate::case::PartyId;
use crate::number::Number;

/// The places of a tally.
#[derive(Clone, Default, Debug)]
pub struct Tally {
    /// Every payer of a term, in order of id.
    pub payers: Vec<PartyId>,
    /// What may take from payments: every cap, then the long stop, payers' caps and the return cap.
    pub takers: Vec<Taker>,
    /// The investors, in order of id.
    pub investors: Vec<PartyId>,
    /// When an investor may draw or be paid.
    pub taus: Vec<Years>,
}

impl Tally {
    /// The places for a plan.
    pub fn of(plan: &Plan) -> Tally {
        let payers: BTreeSet<PartyId> =
            plan.splits.iter().flat_map(|s| s.payers.iter().map(|(payer, _)| payer.clone())).collect();
        let caps = (0..plan.caps.len()).map(Taker::Cap);
        let mut days = investors_have_lines_on(plan);
        days.extend(plan.guarantee.iter().filter_map(|g| g.at));
        let mut taus: BTreeSet<Years> = days.into_iter().map(|day| plan.clock.tau(day)).collect();
        taus.extend(plan.draws.iter().map(|d| d.tau));
        Tally {
            payers: payers.into_iter().collect(),
            takers: caps.chain([Taker::LongStop, Taker::PayerCap, Taker::ReturnCap]).collect(),
            investors: plan.investors.iter().map(|i| i.party.clone()).collect(),
            taus: taus.into_iter().collect(),
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.flows_from() + self.investors.len() * self.taus.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of what the investors get, less what they advance.
    pub fn repaid(&self) -> usize {
        self.payers.len() + self.takers.len()
    }

    /// The first place of the flows: those of the first investor by time, then those of the next.
    pub fn flows_from(&self) -> usize {
        self.repaid() + 1
    }

    /// The figures of one draw, in money.
    pub fn count<N: Number>(&self, plan: &Plan, figures: &[N], record: &Record<N>) -> Option<Vec<N>> {
        let minor_unit = N::of(plan.minor_unit);
        let mut tally = vec![N::NIL; self.len()];
        let mut add = |place: usize, amount: N| -> Option<()> {
            let held = tally.get_mut(place)?;
            *held = held.plus(amount)?;
            Some(())
        };
        let takers: BTreeMap<Taker, usize> =
            self.takers.iter().enumerate().map(|(place, taker)| (*taker, self.payers.len() + place)).collect();
        for payment in &record.payments {
            let pays = plan.terms.get(payment.term)?.pays.as_ref()?;
            for ((payer, _), units) in plan.splits.get(pays.split)?.payers.iter().zip(&payment.by_payer) {
                if let Ok(place) = self.payers.binary_search(payer) {
                    add(place, units.times(minor_unit)?)?;
                }
            }
            for (taker, units) in payment.taken.iter().filter(|(taker, _)| !matches!(taker, Taker::Cap(_))) {
                add(*takers.get(taker)?, units.times(minor_unit)?)?;
            }
        }
        for (taker, units) in record.caps.passed.iter().flat_map(|p| &p.taken) {
            add(*takers.get(taker)?, units.times(minor_unit)?)?;
        }
        let mut flow = |investor: usize, tau: Years, amount: N| -> Option<()> {
            add(self.repaid(), amount)?;
            let time = self.taus.binary_search(&tau).ok()?;
            add(self.flows_from() + investor * self.taus.len() + time, amount)
        };
        for draw in &plan.draws {
            flow(draw.investor, draw.tau, figures.get(draw.amount.0)?.negated())?;
        }
        for receipt in record.receipts.iter().chain(&record.guarantee) {
            for (investor, units) in receipt.amounts.iter().enumerate() {
                flow(investor, receipt.tau, units.times(minor_unit)?)?;
            }
        }
        Some(tally)
    }
}
