//! A present value as the same amount every year.

use crate::calendar::Years;
use crate::measure::{Measure, Undefined};
use crate::number::Number;

/// The amount at the end of every year of the horizon that has the same present value as the whole.
///
/// ```text
/// equivalent annual value = net present value ÷ (D(1) + D(2) + … + D(whole years) + rest × D(horizon))
/// ```
///
/// `factor` is the discount factor D at a distance in years from the appraisal date, not from the start: the annuity
/// begins where present values are taken. `rest` is what a last, incomplete year has of a year.
///
/// # Undefined
/// `out_of_range` when the horizon is nil or a factor leaves the range of the number.
///
/// Source: method, section 5; Green Book, annex on equivalent annual cost.
///
/// ```
/// use afkast::{calendar::Years, measure::{annual::equivalent_annual_value, mirr::flat}, number::rounded};
/// use rust_decimal::Decimal;
/// // a boiler: 2,000 over 7 years at 3.5 %
/// let yearly = equivalent_annual_value(Decimal::from(2000), Years::whole(7), flat(Decimal::new(35, 3)))?;
/// assert_eq!(rounded(yearly, 2), Decimal::new(327_09, 2));
/// # Ok::<(), afkast::measure::Undefined>(())
/// ```
pub fn equivalent_annual_value<N: Number>(
    net_present_value: N,
    horizon: Years,
    factor: impl Fn(Years) -> Option<N>,
) -> Measure<N> {
    annuity_factor(horizon, factor).and_then(|years| net_present_value.over(years)).ok_or(Undefined::OutOfRange)
}

/// What one a year over the horizon is worth: the sum of the discount factors at the end of each year.
pub fn annuity_factor<N: Number>(horizon: Years, factor: impl Fn(Years) -> Option<N>) -> Option<N> {
    if horizon.is_negative() {
        return None;
    }
    let (whole_years, rest) = horizon.whole_years_and_rest();
    let mut sum = N::NIL;
    for year in 1..=i64::from(whole_years) {
        sum = sum.plus(factor(Years::whole(year))?)?;
    }
    if rest.is_nil() {
        return Some(sum);
    }
    let share_of_a_year = N::whole(rest.parts()).over(N::whole(Years::whole(1).parts()))?;
    sum.plus(share_of_a_year.times(factor(horizon)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::mirr::flat;
    use crate::number::rounded;
    use rust_decimal::Decimal;

    #[test]
    fn a_last_part_of_a_year_counts_in_part_at_the_horizon() {
        // D(1) + 2/3 × D(5/3) at 3.5 %: 0.96618357 + 0.66667 × 0.94427733 = 1.59570179
        // (w02 of the worked examples: 100,780.42327969 ÷ 63,157.43768763)
        let factor = annuity_factor(Years::months(20), flat(Decimal::new(35, 3))).unwrap();
        let worked = Decimal::new(10_078_042_327_969, 8) / Decimal::new(6_315_743_768_763, 8);
        assert_eq!(rounded(factor, 9), rounded(worked, 9));
    }

    #[test]
    fn without_discounting_it_is_the_share_of_each_year() {
        let yearly = equivalent_annual_value(Decimal::from(300), Years::months(30), |_| Some(Decimal::ONE));
        assert_eq!(yearly, Ok(Decimal::from(120)));
    }

    #[test]
    fn no_horizon_is_out_of_range() {
        assert_eq!(equivalent_annual_value(1.0, Years::NIL, flat(0.1)), Err(Undefined::OutOfRange));
        assert_eq!(equivalent_annual_value(1.0, Years::months(-1), flat(0.1)), Err(Undefined::OutOfRange));
    }
}
