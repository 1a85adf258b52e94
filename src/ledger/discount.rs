//! Discount factors: one power for each day that anything lies on.

use super::Ledger;
use crate::calendar::Years;
use crate::model::{Model, Schedule};
use crate::number::Number;

/// The bands of a model's schedule: the years from which they hold, and their rates.
pub fn rates<N: Number>(model: &Model, ledger: &Ledger<N>) -> Vec<(u32, N)> {
    match &model.schedule {
        Schedule::Rate(rate) => vec![(0, ledger.single(*rate))],
        Schedule::Bands(bands) => bands.iter().map(|(year, rate)| (*year, N::of(*rate))).collect(),
    }
}

/// Present worth of 1 at a distance from the appraisal date.
///
/// ```text
/// D(x) = Π over bands b of (1 + r_b)^−(years of [0, x] in band b)
/// D(x) = (1 + r_0)^−x                                       for x < 0
/// ```
///
/// A later rate is never applied from year 0: each holds only for the part of the distance in its own band.
pub fn factor<N: Number>(bands: &[(u32, N)], distance: Years) -> Option<N> {
    let growth = |rate: N| N::ONE.plus(rate);
    let Some((_, first)) = bands.first() else { return Some(N::ONE) };
    if distance.is_negative() {
        return growth(*first)?.to_the_again(Years::NIL.minus(distance));
    }
    let mut factor = N::ONE;
    for (place, (from, rate)) in bands.iter().enumerate() {
        let from = Years::whole(i64::from(*from));
        let until = bands.get(place + 1).map_or(distance, |(next, _)| distance.min(Years::whole(i64::from(*next))));
        if until > from {
            factor = factor.times(growth(*rate)?.to_the_again(from.minus(until))?)?;
        }
    }
    Some(factor)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn at(bands: &[(u32, &str)], years: i64) -> Decimal {
        let bands: Vec<(u32, Decimal)> = bands.iter().map(|(f, r)| (*f, r.parse().unwrap())).collect();
        factor(&bands, Years::whole(years)).unwrap()
    }

    #[test]
    fn factors_agree_with_the_published_tables() {
        // Quoted in the method: Green Book 2022 (3.5/3.0/2.5 % from 0, 30, 75) and Denmark 2021 (3.5/2.5/1.5 % from
        // 0, 35, 70).
        let green = [(0, "0.035"), (30, "0.03"), (75, "0.025")];
        for (years, value, digits) in [
            (10, "0.7089", 4),
            (30, "0.3563", 4),
            (31, "0.3459013695", 10),
            (40, "0.2651", 4),
            (75, "0.0942", 4),
            (100, "0.0508", 4),
        ] {
            assert_eq!(crate::number::rounded(at(&green, years), digits).to_string(), value, "year {years}");
        }
        let denmark = [(0, "0.035"), (35, "0.025"), (70, "0.015")];
        for (years, value) in [(35, "0.3000"), (40, "0.2651"), (71, "0.1245")] {
            assert_eq!(crate::number::rounded(at(&denmark, years), 4).to_string(), value, "year {years}");
        }
    }

    #[test]
    fn before_the_appraisal_date_the_first_rate_compounds() {
        // 1.04^3 = 1.124864
        assert_eq!(at(&[(0, "0.04"), (2, "0.03")], -3).normalize().to_string(), "1.124864");
    }
}
