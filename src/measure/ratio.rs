//! Figures that are one sum divided by another.

use crate::measure::totals::{cleared, nil_mark};
use crate::measure::{Measure, Undefined};
use crate::number::Number;

/// The present values of a perspective, by class.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PresentValues<N> {
    /// What it costs the perspective, avoided costs `net_of_cost` taken off.
    pub costs: N,
    /// What the perspective gains.
    pub benefits: N,
    /// Payments across its border: received above nil, made below.
    pub payments: N,
    /// The largest present value of any line of the perspective, beside which a sum may count as nil.
    pub largest: N,
}

/// Which way payments across the border go on balance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payments {
    /// More comes in: they stand beside the benefits.
    Received,
    /// More goes out: they stand beside the costs.
    Made,
    /// Nothing, on balance.
    None,
}

/// A benefit–cost ratio and where it put the payments.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BenefitCostRatio<N> {
    /// The ratio.
    pub figure: Measure<N>,
    /// Where payments went.
    pub payments: Payments,
}

/// Benefits per unit of cost, payments across the border on the side they fall on.
///
/// ```text
/// ratio = (benefits + max(payments, 0)) ÷ (costs + max(−payments, 0))        present values
/// ```
///
/// A sum below 10^−20 of the largest present value counts as nil.
///
/// # Undefined
/// `no_net_cost` when the denominator is not above nil; `out_of_range`.
///
/// Source: method, section 5.
///
/// ```
/// use afkast::measure::ratio::{Payments, PresentValues, benefit_cost_ratio};
/// let ratio = benefit_cost_ratio(&PresentValues { costs: 100.0, benefits: 90.0, payments: 60.0, largest: 100.0 });
/// assert_eq!(ratio.figure, Ok(1.5));
/// assert_eq!(ratio.payments, Payments::Received);
/// ```
pub fn benefit_cost_ratio<N: Number>(of: &PresentValues<N>) -> BenefitCostRatio<N> {
    let mark = nil_mark([of.costs, of.benefits, of.payments, of.largest].into_iter());
    let payments = cleared(of.payments, mark);
    let figure = match (of.benefits.plus(payments.greater(N::NIL)), of.costs.plus(payments.negated().greater(N::NIL))) {
        (Some(gains), Some(costs)) => quotient(gains, cleared(costs, mark), Undefined::NoNetCost),
        _ => Err(Undefined::OutOfRange),
    };
    BenefitCostRatio { figure, payments: Payments::of(payments) }
}

impl Payments {
    fn of<N: Number>(balance: N) -> Payments {
        if balance > N::NIL {
            Payments::Received
        } else if balance < N::NIL {
            Payments::Made
        } else {
            Payments::None
        }
    }
}

/// How many times the money that goes out comes in: inflows ÷ outflows, gross and undiscounted.
///
/// # Undefined
/// `no_outflow` when nothing goes out; `out_of_range`.
///
/// Source: method, section 5; "distributions to paid-in capital" of funds.
///
/// ```
/// use afkast::measure::ratio::money_multiple;
/// assert_eq!(money_multiple(1_200_000.0, 900_000.0)?, 4.0 / 3.0);
/// # Ok::<(), afkast::measure::Undefined>(())
/// ```
pub fn money_multiple<N: Number>(inflows: N, outflows: N) -> Measure<N> {
    let mark = nil_mark([inflows, outflows].into_iter());
    quotient(inflows, cleared(outflows, mark), Undefined::NoOutflow)
}

/// Present value of costs for each starter, or each net outcome: costs ÷ how many.
///
/// `without` says why there is no figure when there is nobody to divide by. Net outcomes may be below nil, and so is
/// the figure then.
///
/// # Undefined
/// `without`, when `how_many` is nil; `out_of_range`.
///
/// ```
/// use afkast::measure::{Undefined, ratio::cost_per};
/// assert_eq!(cost_per(50_000.0, 40.0, Undefined::NoStarters), Ok(1_250.0));
/// assert_eq!(cost_per(50_000.0, 0.0, Undefined::NoNetOutcomes), Err(Undefined::NoNetOutcomes));
/// ```
pub fn cost_per<N: Number>(costs: N, how_many: N, without: Undefined) -> Measure<N> {
    if how_many.is_nil() {
        return Err(without);
    }
    if costs.is_nil() {
        return Ok(N::NIL); // never minus nil
    }
    costs.over(how_many).ok_or(Undefined::OutOfRange)
}

/// Welfare of citizens for each unit of what the service costs public budgets on balance.
///
/// ```text
/// marginal value = present value of the citizens' lines ÷ − net present value of the public's budget
/// ```
///
/// `largest` is the largest present value beside which the two may count as nil.
///
/// # Undefined
/// At no net cost to the public: `infinite` when citizens gain, `both_negative` when they do not, or break even;
/// `out_of_range`.
///
/// Source: method, section 5; Hendren and Sprung-Keyser (2020), "A unified welfare analysis of government policies".
///
/// ```
/// use afkast::measure::{Undefined, ratio::marginal_value_of_public_funds};
/// assert_eq!(marginal_value_of_public_funds(300.0, -200.0, 300.0), Ok(1.5));
/// assert_eq!(marginal_value_of_public_funds(300.0, 50.0, 300.0), Err(Undefined::Infinite));
/// ```
pub fn marginal_value_of_public_funds<N: Number>(welfare: N, public_net_present_value: N, largest: N) -> Measure<N> {
    let mark = nil_mark([welfare, public_net_present_value, largest].into_iter());
    let welfare = cleared(welfare, mark);
    let why_not = if welfare > N::NIL { Undefined::Infinite } else { Undefined::BothNegative };
    quotient(welfare, cleared(public_net_present_value, mark).negated(), why_not)
}

/// The one over the other when the other is above nil.
fn quotient<N: Number>(numerator: N, denominator: N, without: Undefined) -> Measure<N> {
    if denominator > N::NIL { numerator.over(denominator).ok_or(Undefined::OutOfRange) } else { Err(without) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn ratio(costs: i64, benefits: i64, payments: i64) -> BenefitCostRatio<Decimal> {
        let [costs, benefits, payments] = [costs, benefits, payments].map(Decimal::from);
        benefit_cost_ratio(&PresentValues { costs, benefits, payments, largest: Decimal::ZERO })
    }

    #[test]
    fn payments_stand_on_the_side_they_fall_on() {
        // 900 of cost against 980 and 130 received; nothing but 95 paid; nothing but 95 received
        let expected =
            BenefitCostRatio { figure: Ok(Decimal::new(1110, 0) / Decimal::from(900)), payments: Payments::Received };
        assert_eq!(ratio(900, 980, 130), expected);
        assert_eq!(ratio(0, 0, -95), BenefitCostRatio { figure: Ok(Decimal::ZERO), payments: Payments::Made });
        let free = BenefitCostRatio { figure: Err(Undefined::NoNetCost), payments: Payments::Received };
        assert_eq!(ratio(0, 0, 95), free);
        assert_eq!(ratio(0, -298, 0).payments, Payments::None);
    }

    #[test]
    fn what_remains_of_cancelled_payments_is_none() {
        let dust = Decimal::new(1, 24);
        let of = PresentValues { costs: dust, benefits: Decimal::ZERO, payments: dust, largest: Decimal::from(75) };
        let ratio = benefit_cost_ratio(&of);
        assert_eq!((ratio.figure, ratio.payments), (Err(Undefined::NoNetCost), Payments::None));
    }

    #[test]
    fn public_funds_that_come_back_have_no_finite_value() {
        let value = |welfare: i64, npv: i64| {
            marginal_value_of_public_funds(Decimal::from(welfare), Decimal::from(npv), Decimal::ZERO)
        };
        assert_eq!(value(0, -298), Ok(Decimal::ZERO)); // w16
        assert_eq!(value(0, 100_780), Err(Undefined::BothNegative)); // w02
        assert_eq!(value(-1, 0), Err(Undefined::BothNegative));
        assert_eq!(value(1, 0), Err(Undefined::Infinite));
        assert_eq!(value(-30, -60), Ok(Decimal::new(-5, 1)));
    }

    #[test]
    fn costs_of_nil_per_outcome_below_nil_are_nil() {
        // w16: nothing is spent and 1.2 outcomes are lost
        assert_eq!(cost_per(Decimal::ZERO, Decimal::new(-12, 1), Undefined::NoNetOutcomes), Ok(Decimal::ZERO));
    }
}
