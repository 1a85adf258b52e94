//! Stage 11, sharing: who of the investors gets what of a day's total (6.3).

use std::collections::BTreeSet;

use super::Run;
use super::whole::{largest_remainder, rounded_half_up};
use crate::calendar::Years;
use crate::number::Number;

/// What is due to one investor, in minor units.
#[derive(Clone, Copy)]
struct Due<N> {
    principal: N,
    interest: N,
}

/// What investors are due, as it moves through time.
pub struct Sharing<N> {
    /// Draws of each, all of them.
    pub drawn: Vec<N>,
    /// Each one's share of a surplus.
    shares: Vec<N>,
    due: Vec<Due<N>>,
    next_draw: usize,
    at: Option<Years>,
}

impl<N: Number> Sharing<N> {
    /// Before anything: shares as written, else in proportion to all draws.
    pub fn new(run: &Run<'_, N>) -> Option<Sharing<N>> {
        let mut drawn = vec![N::NIL; run.plan.investors.len()];
        for draw in &run.plan.draws {
            let of = drawn.get_mut(draw.investor)?;
            *of = of.plus(run.units(run.figure(draw.amount))?)?;
        }
        let written: Option<Vec<N>> = run.plan.investors.iter().map(|i| i.share.map(N::of)).collect();
        let due = vec![Due { principal: N::NIL, interest: N::NIL }; drawn.len()];
        Some(Sharing { shares: written.unwrap_or_else(|| drawn.clone()), drawn, due, next_draw: 0, at: None })
    }

    /// What each investor gets of a day's total.
    ///
    /// By rank: interest, principal drawn and not repaid, in proportion to what is due; then the surplus by share. A
    /// total below nil is borne by share and is not due again.
    pub fn share(&mut self, run: &Run<'_, N>, tau: Years, total: N) -> Option<Vec<N>> {
        if !run.plan.by_rank || total < N::NIL {
            return largest_remainder(total, &self.shares);
        }
        self.move_to(run, tau)?;
        let mut gets = vec![N::NIL; self.shares.len()];
        let mut left = total;
        let ranks: BTreeSet<u32> = run.plan.investors.iter().map(|i| i.rank).collect();
        for rank in ranks {
            for is_interest in [true, false] {
                let due = self.due_of(run, rank, is_interest)?;
                let sum = due.iter().try_fold(N::NIL, |sum, d| sum.plus(*d))?;
                let parts = if left >= sum { due } else { largest_remainder(left, &due)? };
                for (place, part) in parts.into_iter().enumerate() {
                    left = left.minus(part)?;
                    gets[place] = gets[place].plus(part)?;
                    let due = &mut self.due[place];
                    let of = if is_interest { &mut due.interest } else { &mut due.principal };
                    *of = of.minus(part)?;
                }
            }
        }
        for (place, part) in largest_remainder(left, &self.shares)?.into_iter().enumerate() {
            gets[place] = gets[place].plus(part)?;
        }
        Some(gets)
    }

    /// What is due to those of a rank, rounded half-up; nil for the others.
    fn due_of(&self, run: &Run<'_, N>, rank: u32, is_interest: bool) -> Option<Vec<N>> {
        let due = run.plan.investors.iter().zip(&self.due).map(|(investor, due)| {
            let due = if is_interest { due.interest } else { due.principal };
            if investor.rank == rank { Some(rounded_half_up(due)?.greater(N::NIL)) } else { Some(N::NIL) }
        });
        due.collect()
    }

    /// Interest until a day, and the draws until then: compound, unpaid interest bears interest.
    ///
    /// ```text
    /// interest(t) = (principal + interest(t − 1)) × (1 + rate)^Δτ − principal
    /// ```
    fn move_to(&mut self, run: &Run<'_, N>, tau: Years) -> Option<()> {
        while let Some(draw) = run.plan.draws.get(self.next_draw).filter(|d| d.tau <= tau) {
            self.grow(run, draw.tau)?;
            let due = self.due.get_mut(draw.investor)?;
            due.principal = due.principal.plus(run.units(run.figure(draw.amount))?)?;
            self.next_draw += 1;
        }
        self.grow(run, tau)
    }

    fn grow(&mut self, run: &Run<'_, N>, tau: Years) -> Option<()> {
        if let Some(at) = self.at.filter(|at| *at < tau) {
            for (due, investor) in self.due.iter_mut().zip(&run.plan.investors) {
                let Some(interest) = investor.interest else { continue };
                let growth = N::ONE.plus(run.figure(interest))?.to_the(tau.minus(at))?;
                due.interest = due.principal.plus(due.interest)?.times(growth)?.minus(due.principal)?;
            }
        }
        self.at = Some(tau);
        Some(())
    }
}
