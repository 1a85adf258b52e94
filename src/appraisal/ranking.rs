//! Which of several cases is best by a figure, and which is beaten in every respect by another.

use rust_decimal::Decimal;

use super::Figures;
use crate::measure::Measure;

/// Which way a figure is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// When it is higher.
    Higher,
    /// When it is lower.
    Lower,
}

impl Better {
    /// Of a figure by its whole name; none where neither is better by itself.
    ///
    /// ```
    /// use afkast::appraisal::Better;
    /// assert_eq!(Better::of("net_present_value"), Some(Better::Higher));
    /// assert_eq!(Better::of("economic.payback"), Some(Better::Lower));
    /// assert_eq!(Better::of("present_value_of_payments"), None);
    /// ```
    pub fn of(figure: &str) -> Option<Better> {
        match figure.rsplit('.').next().unwrap_or(figure) {
            "net_result"
            | "net_present_value"
            | "present_value_of_benefits"
            | "benefit_cost_ratio"
            | "internal_rate_of_return"
            | "modified_internal_rate_of_return"
            | "equivalent_annual_value"
            | "money_multiple"
            | "marginal_value_of_public_funds"
            | "net_outcomes"
            | "gross_outcomes"
            | "mean"
            | "p5"
            | "p10"
            | "p25"
            | "p50"
            | "p75"
            | "p90"
            | "p95"
            | "probability_of_gain" => Some(Better::Higher),
            "present_value_of_costs"
            | "payback"
            | "discounted_payback"
            | "deepest_outlay"
            | "cost_per_starter"
            | "cost_per_net_outcome"
            | "expected_loss_given_loss" => Some(Better::Lower),
            _ => None,
        }
    }

    fn beats(self, one: Decimal, other: Decimal) -> bool {
        match self {
            Better::Higher => one > other,
            Better::Lower => one < other,
        }
    }
}

/// The rank of each of several figures, 1 for the best; equal figures share a rank, and one that is not defined has none.
///
/// ```
/// use afkast::appraisal::{Better, ranks};
/// use afkast::measure::Undefined;
/// let figures = [Ok(5.into()), Err(Undefined::NoRoot), Ok(9.into()), Ok(5.into())];
/// assert_eq!(ranks(&figures, Better::Higher), [Some(2), None, Some(1), Some(2)]);
/// ```
pub fn ranks(figures: &[Measure<Decimal>], better: Better) -> Vec<Option<usize>> {
    let rank = |figure: &Measure<Decimal>| {
        let figure = figure.ok()?;
        Some(1 + figures.iter().flatten().filter(|other| better.beats(**other, figure)).count())
    };
    figures.iter().map(rank).collect()
}

/// What a case costs a perspective and what it brings, in present value: benefits and payments on balance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CostAndGain {
    /// What it costs.
    pub cost: Decimal,
    /// What it brings.
    pub gain: Decimal,
}

impl CostAndGain {
    /// Of the figures of a perspective; none when the sum leaves the range.
    pub fn of(figures: &Figures<Decimal>) -> Option<CostAndGain> {
        let gain = figures.present_value_of_benefits.checked_add(figures.present_value_of_payments)?;
        Some(CostAndGain { cost: figures.present_value_of_costs, gain })
    }

    /// Whether this dominates another: it costs no more and brings no less, and is better in one of the two.
    ///
    /// ```
    /// use afkast::appraisal::CostAndGain;
    /// let of = |cost: i64, gain: i64| CostAndGain { cost: cost.into(), gain: gain.into() };
    /// assert!(of(90, 200).dominates(of(100, 200)));
    /// assert!(!of(90, 190).dominates(of(100, 200)));
    /// assert!(!of(90, 200).dominates(of(90, 200)));
    /// ```
    pub fn dominates(self, other: CostAndGain) -> bool {
        self != other && self.cost <= other.cost && self.gain >= other.gain
    }
}
