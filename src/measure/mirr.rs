//! The modified rate: what the outlay grows by when money in between is lent and borrowed at named rates.

use crate::calendar::Years;
use crate::measure::totals::nil_mark;
use crate::measure::{Flow, Measure, Undefined};
use crate::number::Number;

/// The yearly rate at which the outflows, taken to the beginning, grow into the inflows, taken to the end.
///
/// ```text
/// modified rate = ((Σ inflow × D(τ) ÷ D(end)) ÷ (Σ outflow × D(τ) ÷ D(beginning)))^(1 ÷ (end − beginning)) − 1
/// ```
///
/// `flows` are net by τ. The beginning is `first`, the τ of the first period, or the earliest flow when that is before;
/// the end is `last`, the τ of the last period, or the latest flow when that is after.
/// D is `finance` for outflows and `reinvestment` for inflows: the discount factor at a τ (years after the start, like
/// the flows), for the case's own schedule or for a [`flat`] rate.
///
/// # Undefined
/// `no_outflow`, `no_inflow`; `single_date` when beginning and end are one; `out_of_range`.
///
/// Source: method, section 5; Lin (1976), "The modified internal rate of return and investment criterion".
///
/// ```
/// use afkast::{calendar::Years, measure::{Flow, mirr::{flat, modified_rate}}, number::rounded};
/// use rust_decimal::Decimal;
/// let amounts = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000];
/// let flows: Vec<_> = (0..).zip(amounts)
///     .map(|(year, amount)| Flow { at: Years::whole(year), amount: Decimal::from(amount) })
///     .collect();
/// let (finance, reinvestment) = (flat(Decimal::new(10, 2)), flat(Decimal::new(12, 2)));
/// let rate = modified_rate(&flows, Years::whole(0), Years::whole(5), finance, reinvestment)?;
/// assert_eq!(rounded(rate, 4), Decimal::new(1261, 4)); // the example of Excel's MIRR
/// # Ok::<(), afkast::measure::Undefined>(())
/// ```
pub fn modified_rate<N: Number>(
    flows: &[Flow<N>],
    first: Years,
    last: Years,
    finance: impl Fn(Years) -> Option<N>,
    reinvestment: impl Fn(Years) -> Option<N>,
) -> Measure<N> {
    let mark = nil_mark(flows.iter().map(|flow| flow.amount));
    let moving = || flows.iter().filter(|flow| flow.amount.size() > mark);
    if !moving().any(|flow| flow.amount < N::NIL) {
        return Err(Undefined::NoOutflow);
    }
    if !moving().any(|flow| flow.amount > N::NIL) {
        return Err(Undefined::NoInflow);
    }
    let beginning = moving().fold(first, |at, flow| at.min(flow.at));
    let end = moving().fold(last, |at, flow| at.max(flow.at));
    if end <= beginning {
        return Err(Undefined::SingleDate);
    }
    let laid_out = value_at(beginning, moving().filter(|flow| flow.amount < N::NIL), finance);
    let brought_in = value_at(end, moving().filter(|flow| flow.amount > N::NIL), reinvestment);
    growth_a_year(laid_out, brought_in, end.minus(beginning)).ok_or(Undefined::OutOfRange)
}

/// The discount factors of one rate: D(τ) = (1 + rate)^−τ.
///
/// ```
/// use afkast::{calendar::Years, measure::mirr::flat};
/// use rust_decimal::Decimal;
/// assert_eq!(flat(Decimal::new(25, 2))(Years::whole(2)), Some(Decimal::new(64, 2)));
/// ```
pub fn flat<N: Number>(rate: N) -> impl Fn(Years) -> Option<N> {
    move |at| N::ONE.plus(rate)?.to_the(Years::NIL.minus(at))
}

/// The size of all flows together, valued at `date`.
fn value_at<'f, N: Number>(
    date: Years,
    flows: impl Iterator<Item = &'f Flow<N>>,
    factor: impl Fn(Years) -> Option<N>,
) -> Option<N> {
    let mut sum = N::NIL;
    for flow in flows {
        sum = sum.plus(flow.amount.size().times(factor(flow.at)?)?)?;
    }
    sum.over(factor(date)?)
}

fn growth_a_year<N: Number>(laid_out: Option<N>, brought_in: Option<N>, years: Years) -> Option<N> {
    brought_in?.over(laid_out?)?.root(years)?.minus(N::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(month: i64, amount: f64) -> Flow<f64> {
        Flow { at: Years::months(month), amount }
    }

    #[test]
    fn reasons_come_in_the_order_of_the_method() {
        let at = Years::NIL;
        let of = |flows: &[Flow<f64>]| modified_rate(flows, at, at, flat(0.1), flat(0.1));
        assert_eq!(of(&[]), Err(Undefined::NoOutflow));
        assert_eq!(of(&[flow(0, 1.0)]), Err(Undefined::NoOutflow));
        assert_eq!(of(&[flow(0, -1.0)]), Err(Undefined::NoInflow));
        assert_eq!(of(&[flow(0, -1.0), flow(0, 2.0)]), Err(Undefined::SingleDate));
    }

    #[test]
    fn it_runs_over_the_periods_and_further_when_a_flow_lies_outside() {
        // −100 in month 6 and 121 in month 18, no interest in between
        let flows = [flow(6, -100.0), flow(18, 121.0)];
        for (first, last, years) in [(6, 18, 1.0), (0, 24, 2.0), (12, 12, 1.0)] {
            let rate = modified_rate(&flows, Years::months(first), Years::months(last), flat(0.0), flat(0.0));
            assert!((rate.unwrap() - (1.21_f64.powf(1.0 / years) - 1.0)).abs() < 1e-14, "{first} to {last}");
        }
    }
}
