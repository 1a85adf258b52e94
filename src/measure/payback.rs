//! When the money is back: simple payback from plain flows, discounted payback from flows the caller has discounted.

use crate::calendar::Years;
use crate::measure::totals::running_totals;
use crate::measure::{Flow, Measure, Undefined};
use crate::number::Number;

/// When the running total is back at nil for good, and when it was there before that.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Payback<N> {
    /// Years after the start of the last crossing from below nil to at or above it.
    pub figure: Measure<N>,
    /// Years after the start of the first crossing, when it is not the one in `figure`.
    pub first_crossing: Option<N>,
}

/// The years after the start at which the running total of `flows` comes back to nil and never falls below again.
///
/// ```text
/// payback = τ below + (τ above − τ below) × (− total below) ÷ (total above − total below)
/// ```
///
/// Totals stand at each τ, with a straight line between two. A total below 10^−20 of the largest flow counts as nil.
/// For discounted payback the flows are present values. `flows` lie in order of τ, one for each.
///
/// # Undefined
/// `never_below_nil` when there is nothing to pay back; `never_within_horizon` when the last total is below nil;
/// `out_of_range` when a total leaves the range of the number.
///
/// Source: method, section 5; straight line inside the year as in textbooks (Brealey, Myers and Allen, chapter 5).
///
/// ```
/// use afkast::{calendar::Years, measure::{Flow, payback::payback}};
/// use rust_decimal::Decimal;
/// let flow = |year, amount: i64| Flow { at: Years::whole(year), amount: Decimal::from(amount) };
/// let paid_back = payback(&[flow(0, -1000), flow(1, 400), flow(2, 400), flow(3, 400)]);
/// assert_eq!(paid_back.figure?, Decimal::new(25, 1)); // 200 of the 400 of the third year
/// # Ok::<(), afkast::measure::Undefined>(())
/// ```
pub fn payback<N: Number>(flows: &[Flow<N>]) -> Payback<N> {
    let crossings = running_totals(flows).and_then(|totals| Crossings::of(&totals));
    match crossings {
        Ok(crossings) => crossings.payback(),
        Err(reason) => Payback { figure: Err(reason), first_crossing: None },
    }
}

/// The full months after the start at so many years after it: a crossing a hair before a month's beginning, by no more
/// than the number can tell apart, lies in that month.
///
/// ```
/// use afkast::measure::payback::full_months;
/// use rust_decimal::Decimal;
/// let third_of_a_quarter = Decimal::ONE / Decimal::from(3) / Decimal::from(4); // 0.0833…, a hair below 1/12
/// assert_eq!(full_months(third_of_a_quarter), Some(1));
/// ```
pub fn full_months<N: Number>(years: N) -> Option<i64> {
    let months = years.times(N::whole(12))?;
    let nearest = months.approximate().round() as i64;
    Some(if months.reaches(N::whole(nearest)) { nearest } else { nearest.checked_sub(1)? })
}

struct Crossings<N> {
    first: Option<N>,
    last: Option<N>,
    how_many: usize,
    ever_below: bool,
    ends_below: bool,
}

impl<N: Number> Crossings<N> {
    fn of(totals: &[Flow<N>]) -> Measure<Crossings<N>> {
        let mut found = Crossings { first: None, last: None, how_many: 0, ever_below: false, ends_below: false };
        let mut before: Option<&Flow<N>> = None;
        for total in totals {
            if let Some(below) = before.filter(|_| found.ends_below)
                && total.amount >= N::NIL
            {
                let crossing = between(below, total).ok_or(Undefined::OutOfRange)?;
                found.first = found.first.or(Some(crossing));
                found.last = Some(crossing);
                found.how_many += 1;
            }
            found.ends_below = total.amount < N::NIL;
            found.ever_below |= found.ends_below;
            before = Some(total);
        }
        Ok(found)
    }

    fn payback(self) -> Payback<N> {
        let figure = match self.last {
            _ if !self.ever_below => Err(Undefined::NeverBelowNil),
            Some(last) if !self.ends_below => Ok(last),
            _ => Err(Undefined::NeverWithinHorizon),
        };
        let stands_beside = figure.is_err() || self.how_many > 1;
        Payback { figure, first_crossing: self.first.filter(|_| stands_beside) }
    }
}

/// Where the line from `below` nil to `above` it meets nil, in years.
fn between<N: Number>(below: &Flow<N>, above: &Flow<N>) -> Option<N> {
    let rise = above.amount.minus(below.amount)?;
    let share = below.amount.size().over(rise)?;
    // In parts of a year both ends are whole numbers, so that a crossing at an end is exactly there.
    let parts = N::whole(above.at.minus(below.at).parts()).times(share)?;
    N::whole(below.at.parts()).plus(parts)?.over(N::whole(Years::whole(1).parts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn monthly(amounts: &[&str]) -> Vec<Flow<Decimal>> {
        let flow = |(month, amount): (usize, &&str)| Flow {
            at: Years::months(month as i64),
            amount: Decimal::from_str_exact(amount).unwrap(),
        };
        amounts.iter().enumerate().map(flow).collect()
    }

    #[test]
    fn the_last_crossing_counts_and_the_first_stands_beside_it() {
        // totals −500 −200 100 −300 −300 50: up in month 1 + 200 ÷ 300, for good in month 4 + 300 ÷ 350
        let found = payback(&monthly(&["-500", "300", "300", "-400", "0", "350"]));
        assert_eq!(found.figure.map(|y| y.round_dp(15)), Ok(Decimal::new(404_761_904_761_905, 15)));
        assert_eq!(found.first_crossing.map(|y| y.round_dp(15)), Some(Decimal::new(138_888_888_888_889, 15)));
        assert_eq!(full_months(found.figure.unwrap()), Some(4));
    }

    #[test]
    fn a_total_that_came_up_once_and_fell_keeps_its_first_crossing() {
        let found = payback(&monthly(&["-100", "200", "-300"]));
        assert_eq!(found.figure, Err(Undefined::NeverWithinHorizon));
        assert_eq!(found.first_crossing.and_then(full_months), Some(0)); // half-way through the first month
    }

    #[test]
    fn what_is_nil_but_for_rounding_is_paid_back_at_its_date() {
        // three times a third of 100 falls short of 100 in the 28th digit
        let third = "33.333333333333333333333333";
        let found = payback(&monthly(&["-100", third, third, third]));
        assert_eq!(found.figure, Ok(Decimal::new(25, 2)));
        assert_eq!(full_months(Decimal::new(25, 2)), Some(3));
    }

    #[test]
    fn nothing_below_nil_is_nothing_to_pay_back() {
        for amounts in [&["100", "-50"][..], &["0", "0"], &[]] {
            assert_eq!(payback(&monthly(amounts)).figure, Err(Undefined::NeverBelowNil), "{amounts:?}");
        }
    }

    #[test]
    fn totals_out_of_range_are_a_reason() {
        let most = Decimal::MIN.to_string();
        assert_eq!(payback(&monthly(&[&most, &most])).figure, Err(Undefined::OutOfRange));
    }

    #[test]
    fn months_are_full_only_when_reached() {
        for (years, months) in [("0", 0), ("0.0833", 0), ("0.08334", 1), ("2.5", 30), ("1.4090909090909092", 16)] {
            assert_eq!(full_months(Decimal::from_str_exact(years).unwrap()), Some(months), "{years}");
        }
        assert_eq!(full_months(3.25_f64), Some(39));
    }
}
