//! Answers about a series of flows: rates, paybacks, ratios. Knows nothing of cases, parties or files.
//!
//! A measure either is a figure or has a reason why there is none: never NaN, never a blank.

pub mod annual;
pub mod correlation;
pub mod irr;
mod isolate;
pub mod mirr;
pub mod outlay;
pub mod payback;
mod rates;
pub mod ratio;
mod series;
mod settled;
mod signs;
pub mod solve;
pub mod totals;

use thiserror::Error;

use crate::calendar::Years;

/// A figure, or the reason why there is none.
pub type Measure<T> = Result<T, Undefined>;

/// An amount and where it lies, in years after the start of the case.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flow<N> {
    /// Years after the start.
    pub at: Years,
    /// Positive in, negative out.
    pub amount: N,
}

/// Why a figure is not defined. The words of section 5 of the method, in snake case, are its `Display`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Error)]
pub enum Undefined {
    /// The denominator of a benefit–cost ratio is not above nil.
    #[error("no_net_cost")]
    NoNetCost,
    /// All flows have one sign: no rate can bring them to nil.
    #[error("no_sign_change")]
    NoSignChange,
    /// The flows change sign and yet no rate brings them to nil.
    #[error("no_root")]
    NoRoot,
    /// More than one rate brings them to nil.
    #[error("several_roots")]
    SeveralRoots,
    /// Nothing is paid out.
    #[error("no_outflow")]
    NoOutflow,
    /// Nothing comes in.
    #[error("no_inflow")]
    NoInflow,
    /// Everything lies on one date.
    #[error("single_date")]
    SingleDate,
    /// The running total is never below nil: nothing has to be paid back.
    #[error("never_below_nil")]
    NeverBelowNil,
    /// The running total is not back within the horizon.
    #[error("never_within_horizon")]
    NeverWithinHorizon,
    /// Nobody starts.
    #[error("no_starters")]
    NoStarters,
    /// There is no net outcome to divide by.
    #[error("no_net_outcomes")]
    NoNetOutcomes,
    /// Welfare is gained at no net cost to the public.
    #[error("infinite")]
    Infinite,
    /// Neither welfare nor the public's budget gains.
    #[error("both_negative")]
    BothNegative,
    /// The outcomes without the service are not known.
    #[error("baseline_unknown")]
    BaselineUnknown,
    /// No draw is below nil.
    #[error("no_loss")]
    NoLoss,
    /// The arithmetic leaves the range of the number.
    #[error("out_of_range")]
    OutOfRange,
}
