//! What a share term has earned against its hurdle (6.2, `until`).

use super::Run;
use super::plan::Hurdle;
use crate::calendar::Years;
use crate::number::Number;

/// What a term has earned so far, and what the draws so far have grown to less what has paid them off.
#[derive(Clone, Debug)]
pub struct Balance<N> {
    earned: N,
    owed: N,
    at: Option<Years>,
    drawn: usize,
}

impl<N: Number> Balance<N> {
    /// Before anything.
    pub const fn new() -> Balance<N> {
        Balance { earned: N::NIL, owed: N::NIL, at: None, drawn: 0 }
    }

    /// Moves on to the day of a line: what is owed grows, and draws until then are added.
    ///
    /// ```text
    /// owed(t) = owed(t − 1) × (1 + rate)^Δτ + draws(t) − earned(t)
    /// ```
    pub fn advance(&mut self, run: &Run<'_, N>, hurdle: Hurdle, tau: Years) -> Option<()> {
        let Hurdle::Rate(rate) = hurdle else { return Some(()) };
        let growth = N::ONE.plus(run.figure(rate))?;
        while let Some(draw) = run.plan.draws.get(self.drawn).filter(|d| d.tau <= tau) {
            self.grow(growth, draw.tau)?;
            self.owed = self.owed.plus(run.figure(draw.amount))?;
            self.drawn += 1;
        }
        self.grow(growth, tau)
    }

    fn grow(&mut self, growth: N, tau: Years) -> Option<()> {
        if let Some(at) = self.at.filter(|at| *at < tau) {
            self.owed = self.owed.times(growth.to_the(tau.minus(at))?)?;
        }
        self.at = Some(self.at.map_or(tau, |at| at.max(tau)));
        Some(())
    }

    /// What has been earned counts.
    pub fn earn(&mut self, amount: N) -> Option<()> {
        self.earned = self.earned.plus(amount)?;
        self.owed = self.owed.minus(amount)?;
        Some(())
    }

    /// What the hurdle still lacks, at least nil.
    pub fn lacking(&self, run: &Run<'_, N>, hurdle: Hurdle) -> Option<N> {
        let lacking = match hurdle {
            Hurdle::Rate(_) => self.owed,
            Hurdle::Multiple(multiple) => {
                let draws = run.plan.draws.iter().try_fold(N::NIL, |sum, d| sum.plus(run.figure(d.amount)))?;
                run.figure(multiple).times(draws)?.minus(self.earned)?
            }
        };
        Some(lacking.greater(N::NIL))
    }
}
