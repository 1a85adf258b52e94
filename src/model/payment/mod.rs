//! A contract's arithmetic: the eleven stages from what was measured to who is paid (method, 6.3).
//!
//! [`payments`] is the page a lawyer may read: the stages in their order, each a function from lines to lines. It is
//! written once over `Number`, every stage checked. Nothing here reads a file, and nothing here knows of the ledger: a
//! [`Plan`] is structure, its figures come beside it.

mod caps;
mod cash;
mod compare;
mod corrections;
mod dates;
mod earned;
mod effect;
mod fallback;
mod finance;
mod guarantee;
mod hurdle;
mod index;
mod measure;
mod of_contract;
mod payers;
pub mod plan;
mod record;
mod requires;
mod return_cap;
mod room;
mod round;
mod selectors;
mod sharing;
mod split;
mod tally;
mod tariff;
#[cfg(test)]
mod tests;
mod whole;

pub use cash::{Cash, CashKind, CashLine, WrittenDraws};
pub(crate) use of_contract::{Figures, plan};
pub use plan::{Figure, Plan};
pub use record::{Kind, Payment, Receipt, Record, Taker};
pub use tally::Tally;
pub(crate) use whole::whole;

use crate::number::Number;

/// Why payments could not be worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// A figure leaves the range of the number.
    OutOfRange,
    /// The baseline of a relative reduction or a ratio is nil.
    NilBaseline,
}

/// Which outcomes the terms see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcomes {
    /// What was measured.
    AsMeasured,
    /// None: every term but fixed ones without `requires` earns nothing (6.4, loss at zero outcomes).
    None,
}

/// A plan with its figures.
#[derive(Clone, Copy)]
pub(crate) struct Run<'p, N> {
    pub plan: &'p Plan,
    pub figures: &'p [N],
    pub outcomes: Outcomes,
}

impl<N: Number> Run<'_, N> {
    /// A figure of the plan.
    pub fn figure(&self, figure: Figure) -> N {
        self.figures.get(figure.0).copied().unwrap_or(N::NIL)
    }
    /// Money in minor units, not yet whole.
    pub fn units(&self, money: N) -> Option<N> {
        money.over(N::of(self.plan.minor_unit))
    }
}

/// The payments of a contract: every line with what each stage left.
///
/// # Errors
/// When arithmetic leaves its range, or a baseline is nil.
pub fn payments<N: Number>(plan: &Plan, figures: &[N], outcomes: Outcomes) -> Result<Record<N>, Failure> {
    let run = Run { plan, figures, outcomes };
    let measured = measure::lines(&run); // 1
    let values = effect::lines(&run, &measured)?; // 2
    let earned = earned::lines(&run, &values)?; // 3 and 4, term by term
    let in_range = || -> Option<Record<N>> {
        let indexed = index::lines(&run, &earned.amount)?; // 5
        let rounded = round::lines(&run, &indexed)?; // 6
        let passed = caps::lines(&run, &rounded)?; // 7
        let dated = dates::payments(&run, &rounded, &passed)?; // 8
        let corrected = corrections::payments(&run, dated)?; // 9
        let split = payers::payments(&run, split::payments(&run, corrected)?)?; // 10
        finance::record(&run, earned, passed, split) // 11
    };
    in_range().ok_or(Failure::OutOfRange)
}
