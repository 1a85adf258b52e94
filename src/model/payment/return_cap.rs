//! Stage 11, return cap: what investors together may get at most (6.3).

use super::Run;
use super::plan::ReturnMeasure;
use super::record::{Payment, Taker};
use super::whole::{largest_remainder, rounded_down};
use crate::calendar::{Day, Years};
use crate::number::Number;

/// The limit, as it moves through time. Amounts are minor units.
pub struct ReturnLimit<N> {
    /// What they may still get at the cap's rate: draws grown, less payments.
    owed: N,
    paid: N,
    drawn: usize,
    at: Option<Years>,
    cut: N,
}

impl<N: Number> ReturnLimit<N> {
    /// Before anything.
    pub const fn new(_: &Run<'_, N>) -> ReturnLimit<N> {
        ReturnLimit { owed: N::NIL, paid: N::NIL, drawn: 0, at: None, cut: N::NIL }
    }
    /// What was cut in all.
    pub const fn in_all(&self) -> N {
        self.cut
    }

    /// Cuts the payments of a day (their places) to the limit.
    ///
    /// Negative lines come first. What is cut is taken from the payers' parts of the day in proportion, and not paid, or
    /// paid to the party in `excess`.
    pub fn cut(&mut self, run: &Run<'_, N>, day: Day, payments: &mut [Payment<N>], today: &[usize]) -> Option<()> {
        let Some(cap) = &run.plan.return_cap else { return Some(()) };
        let mut offered = N::NIL;
        let mut back = N::NIL;
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut amounts: Vec<N> = Vec::new();
        for place in today {
            for (payer, part) in payments.get(*place)?.by_payer.iter().enumerate() {
                if *part > N::NIL {
                    offered = offered.plus(*part)?;
                    parts.push((*place, payer));
                    amounts.push(*part);
                } else {
                    back = back.plus(*part)?;
                }
            }
        }
        let tau = run.plan.clock.tau(day);
        self.move_to(run, cap.measure, tau)?;
        self.pay(back)?;
        let limit = rounded_down(self.limit(run, cap.measure, tau)?)?.greater(N::NIL);
        let paid = offered.lesser(limit);
        self.pay(paid)?;
        let cut = offered.minus(paid)?;
        if cut <= N::NIL {
            return Some(());
        }
        self.cut = self.cut.plus(cut)?;
        for ((place, payer), less) in parts.into_iter().zip(largest_remainder(cut, &amounts)?) {
            let payment = payments.get_mut(place)?;
            if cap.excess.is_some() {
                payment.redirected.resize(payment.by_payer.len(), N::NIL);
                payment.redirected[payer] = less;
            } else {
                payment.by_payer[payer] = payment.by_payer[payer].minus(less)?;
                payment.amount = payment.amount.minus(less)?;
                payment.take(Taker::ReturnCap, less)?;
            }
        }
        Some(())
    }

    fn pay(&mut self, amount: N) -> Option<()> {
        self.paid = self.paid.plus(amount)?;
        self.owed = self.owed.minus(amount)?;
        Some(())
    }

    /// Grows what is owed to a day, and adds the draws until then.
    ///
    /// ```text
    /// B_t = (B_{t−1} − paid_{t−1}) × (1 + rate)^Δτ + draws_t
    /// ```
    fn move_to(&mut self, run: &Run<'_, N>, measure: ReturnMeasure, tau: Years) -> Option<()> {
        let ReturnMeasure::Irr(rate) = measure else { return Some(()) };
        let growth = N::ONE.plus(run.figure(rate))?;
        while let Some(draw) = run.plan.draws.get(self.drawn).filter(|d| d.tau <= tau) {
            self.grow(growth, draw.tau)?;
            self.owed = self.owed.plus(run.units(run.figure(draw.amount))?)?;
            self.drawn += 1;
        }
        self.grow(growth, tau)
    }

    fn grow(&mut self, growth: N, tau: Years) -> Option<()> {
        if let Some(at) = self.at.filter(|at| *at < tau) {
            self.owed = self.owed.times(growth.to_the(tau.minus(at))?)?;
        }
        self.at = Some(tau);
        Some(())
    }

    /// What may be paid on a day.
    ///
    /// ```text
    /// irr             max(0, B_t)
    /// average yearly  Σ draws so far × (1 + rate × years since the draw) − paid so far
    /// multiple        multiple × Σ all draws − paid so far
    /// ```
    fn limit(&self, run: &Run<'_, N>, measure: ReturnMeasure, tau: Years) -> Option<N> {
        let drawn = |amount| run.units(run.figure(amount));
        match measure {
            ReturnMeasure::Irr(_) => Some(self.owed),
            ReturnMeasure::AverageYearly(rate) => {
                let rate = run.figure(rate);
                let so_far = run.plan.draws.iter().filter(|d| d.tau <= tau);
                let grown = so_far.into_iter().try_fold(N::NIL, |sum, draw| {
                    let years = N::of(tau.minus(draw.tau).exact());
                    sum.plus(drawn(draw.amount)?.times(N::ONE.plus(rate.times(years)?)?)?)
                })?;
                grown.minus(self.paid)
            }
            ReturnMeasure::Multiple(multiple) => {
                let all = run.plan.draws.iter().try_fold(N::NIL, |sum, d| sum.plus(drawn(d.amount)?))?;
                run.figure(multiple).times(all)?.minus(self.paid)
            }
        }
    }
}
