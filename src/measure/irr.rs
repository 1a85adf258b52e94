//! Internal rates: every rate at which flows come to nil.

use rust_decimal::Decimal;

use crate::measure::rates::Spectrum;
use crate::measure::series::Grid;
use crate::measure::settled::{crossing_rate, unclear_rates};
use crate::measure::signs::at_most_one_root;
use crate::measure::{Flow, Measure, Undefined};
use crate::number::Number;

/// Every internal rate of a series of flows, and what that makes of the figure.
#[derive(Clone, PartialEq, Debug)]
pub struct InternalRates<N> {
    /// In rising order; a rate at which the value only touches nil stands once.
    pub roots: Vec<N>,
    why_none: Undefined,
}

impl<N: Number> InternalRates<N> {
    /// The internal rate, when there is exactly one.
    ///
    /// # Undefined
    /// `no_sign_change`, `no_root`, `several_roots`; `out_of_range`.
    pub fn figure(&self) -> Measure<N> {
        match self.roots[..] {
            [] => Err(self.why_none),
            [root] => Ok(root),
            _ => Err(Undefined::SeveralRoots),
        }
    }
}

/// Every yearly rate between −99.99 % and 1,000,000 % at which the flows come to nil.
///
/// ```text
/// Σ flow × (1 + rate)^−τ = 0
/// ```
///
/// `flows` lie in order of τ, one for each. Multiplying them all, or moving them all in time, changes no rate.
/// Flows below 10^−20 of the largest count as nil. Rates have at least 12 digits (decimals, when below 1); only a root
/// that is threefold or more has fewer, a third of those of its number.
///
/// Where one root is proven (one change of sign of the flows, or of their totals) it is looked for at once; elsewhere the
/// whole range is divided until each part is proven to have no root or one. Binary numbers find the places; each root is
/// settled in the number of the flows.
///
/// Source: method, section 5; Norstrøm (1972), "A sufficient condition for a unique nonnegative internal rate of return".
///
/// ```
/// use afkast::{calendar::Years, measure::{Flow, Undefined, irr::internal_rates}, number::rounded};
/// use rust_decimal::Decimal;
/// let flow = |year, amount: i64| Flow { at: Years::whole(year), amount: Decimal::from(amount) };
/// let once = internal_rates(&[flow(0, -100), flow(2, 121)]);
/// assert_eq!(rounded(once.figure()?, 20), Decimal::new(1, 1));
/// let twice = internal_rates(&[flow(0, -100), flow(1, 230), flow(2, -132)]);
/// assert_eq!(twice.figure(), Err(Undefined::SeveralRoots)); // 10 % and 20 %
/// assert_eq!(twice.roots.len(), 2);
/// # Ok::<(), Undefined>(())
/// ```
pub fn internal_rates<N: Number>(flows: &[Flow<N>]) -> InternalRates<N> {
    match all_roots(flows) {
        Ok(roots) => InternalRates { roots, why_none: Undefined::NoRoot },
        Err(why_none) => InternalRates { roots: Vec::new(), why_none },
    }
}

fn all_roots<N: Number>(flows: &[Flow<N>]) -> Result<Vec<N>, Undefined> {
    let grid = Grid::of(flows)?;
    let has = |sign: fn(&N) -> bool| grid.flows.iter().any(|(_, amount)| sign(amount));
    if !has(|amount| *amount > N::NIL) || !has(|amount| *amount < N::NIL) {
        return Err(Undefined::NoSignChange);
    }
    let mut rates = rates_of(&grid).ok_or(Undefined::OutOfRange)?;
    rates.retain(|&rate| is_between_the_ends(rate));
    rates.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    Ok(rates)
}

fn rates_of<N: Number>(grid: &Grid<N>) -> Option<Vec<N>> {
    let spectrum = Spectrum::of(grid)?;
    let places = if at_most_one_root(&grid.flows).unwrap_or(false) { spectrum.the_one() } else { spectrum.isolated() };
    let mut rates = Vec::new();
    for (side, stretch) in places? {
        if stretch.crosses {
            rates.push(crossing_rate(grid, &spectrum, side, &stretch)?);
        } else {
            rates.extend(unclear_rates(grid, &spectrum, side, &stretch)?);
        }
    }
    Some(rates)
}

/// Above −99.99 % and below 1,000,000 %, and neither of them.
fn is_between_the_ends<N: Number>(rate: N) -> bool {
    let least = N::of(Decimal::from_parts(9_999, 0, 0, true, 4));
    let most = N::whole(10_000);
    !least.reaches(rate) && !rate.reaches(most)
}

#[cfg(test)]
#[expect(clippy::float_arithmetic)] // expected values and margins
mod tests {
    use super::*;
    use crate::calendar::Years;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn yearly(amounts: &[&str]) -> Vec<Flow<Decimal>> {
        (0..).map(Years::whole).zip(amounts).map(|(at, amount)| Flow { at, amount: dec(amount) }).collect()
    }

    fn in_binary(flows: &[Flow<Decimal>]) -> Vec<Flow<f64>> {
        flows.iter().map(|flow| Flow { at: flow.at, amount: flow.amount.approximate() }).collect()
    }

    /// Both numbers find the same rates, `Decimal` to `decimals`.
    fn finds(amounts: &[&str], rates: &[&str], decimals: u32) {
        let flows = yearly(amounts);
        let exact = internal_rates(&flows).roots;
        let rounded: Vec<Decimal> = exact.iter().map(|root| root.round_dp(decimals)).collect();
        assert_eq!(rounded, rates.iter().map(|rate| dec(rate)).collect::<Vec<_>>(), "{amounts:?}: {exact:?}");
        let binary = internal_rates(&in_binary(&flows)).roots;
        assert_eq!(binary.len(), rates.len(), "{amounts:?}: {binary:?}");
        for (binary, rate) in binary.iter().zip(&exact) {
            assert!((binary - rate.approximate()).abs() < 1e-5 * (1.0 + binary), "{amounts:?}: {binary} {rate}");
        }
    }

    #[test]
    fn one_root_has_twenty_digits() {
        finds(&["-100", "121"], &["0.21"], 20);
        finds(&["-100", "0", "121"], &["0.1"], 20);
        finds(&["100", "0", "0", "-100"], &["0"], 20);
        finds(&["-1", "0.001"], &["-0.999"], 20);
        finds(&["-1", "9999"], &["9998"], 20);
    }

    #[test]
    fn several_roots_are_all_found() {
        finds(&["-1", "3", "-2"], &["0", "1"], 20);
        finds(&["-100", "230", "-132"], &["0.1", "0.2"], 20);
        // (1 + r) = 0.5, 1.1, 2, 3: products of (g − root)
        finds(&["1", "-6.6", "14.55", "-12.35", "3.3"], &["-0.5", "0.1", "1", "2"], 18);
    }

    #[test]
    fn roots_that_lie_close_together_come_apart() {
        // 1 + r = 1.10, 3.36, 3.57, 3.60, 3.63, 3.64: between some of them the value is 10^−12 of the flows
        finds(
            &["1", "-18.90", "146.2895", "-590.275230", "1298.06052264", "-1452.8658070080", "627.640107494400"],
            &["0.1", "2.36", "2.57", "2.6", "2.63", "2.64"],
            15,
        );
    }

    #[test]
    fn roots_that_touch_count_once() {
        finds(&["-1", "2", "-1"], &["0"], 20);
        finds(&["-100", "220", "-121"], &["0.1"], 18);
        // (1 + r − 0.5)² (1 + r − 1.2), and a triple root at 25 %
        finds(&["1", "-2.2", "1.45", "-0.3"], &["-0.5", "0.2"], 15);
        finds(&["1", "-3.75", "4.6875", "-1.953125"], &["0.25"], 8);
    }

    #[test]
    fn near_touches_are_told_apart_by_more_digits() {
        // (g − 1.1)² − d² with d = 10^−8: f64 sees one touching root, Decimal two, and with + d² none
        let rates = |last: &str| internal_rates(&yearly(&["1", "-2.2", last])).roots;
        let apart = rates("1.2099999999999999");
        assert_eq!(
            apart.iter().map(|root| root.round_dp(11)).collect::<Vec<_>>(),
            [dec("0.09999999"), dec("0.10000001")]
        );
        assert_eq!(rates("1.2100000000000001"), []);
        // three roots 10^−5 apart, (g − 1.1)(g − 1.10001)(g − 1.10002), between which f64 sees nothing but nil
        let thrice = internal_rates(&yearly(&["1", "-3.30003", "3.6300660002", "-1.331036300220"])).roots;
        let rounded: Vec<_> = thrice.iter().map(|root| root.round_dp(12)).collect();
        assert_eq!(rounded, [dec("0.1"), dec("0.10001"), dec("0.10002")]);
    }

    #[test]
    fn reasons_for_no_rate() {
        for (amounts, reason) in [
            (&["1", "2"][..], Undefined::NoSignChange),
            (&["-1", "0"], Undefined::NoSignChange),
            (&[], Undefined::NoSignChange),
            (&["-1", "0.000000000000000000001"], Undefined::NoSignChange), // 10^−21 of the largest is nil
            (&["100", "-200", "150"], Undefined::NoRoot),
            (&["-1", "10001"], Undefined::NoRoot), // 1,000,000 % itself lies outside
            (&["-10000", "1"], Undefined::NoRoot), // −99.99 % too
        ] {
            assert_eq!(internal_rates(&yearly(amounts)).figure(), Err(reason), "{amounts:?}");
            assert_eq!(internal_rates(&in_binary(&yearly(amounts))).figure(), Err(reason), "{amounts:?}");
        }
        assert_eq!(internal_rates(&yearly(&["-1", "3", "-2"])).figure(), Err(Undefined::SeveralRoots));
    }

    #[test]
    fn far_ends_and_large_amounts_have_their_digits() {
        // −1, and 10^19 after five years: 10^3.8 − 1, where the flows differ by almost all the digits there are
        let flows = [(0, dec("-1")), (5, Decimal::from(10i64.pow(18)) * dec("10"))];
        let flows: Vec<_> = flows.iter().map(|&(year, amount)| Flow { at: Years::whole(year), amount }).collect();
        let rate = internal_rates(&flows).figure().unwrap();
        assert_eq!(rate.round_dp(12), dec("6308.573444801932"));
        // a hundred years at −99.98 %: (2 × 10^−4)^−100 is 10^370
        let long = [Flow { at: Years::whole(0), amount: dec("-5000") }, Flow { at: Years::whole(1), amount: dec("1") }];
        let long = long.map(|flow| Flow { at: flow.at.plus(Years::whole(100)), ..flow });
        assert_eq!(internal_rates(&long).figure().unwrap().round_dp(20), dec("-0.9998"));
        let mut with_a_first = vec![Flow { at: Years::NIL, amount: dec("-5000") }];
        with_a_first.extend(long);
        // beside the others the flow of year 0 is worth nothing at that rate
        assert_eq!(internal_rates(&with_a_first).figure().unwrap().round_dp(20), dec("-0.9998"));
        // amounts near the end of the decimal's range
        let huge = dec("9000000000000000000000000000");
        let flows = [(0, -huge), (1, huge), (2, huge)];
        let flows: Vec<_> = flows.iter().map(|&(year, amount)| Flow { at: Years::whole(year), amount }).collect();
        assert_eq!(internal_rates(&flows).figure().unwrap().round_dp(20), dec("0.61803398874989484820"));
    }

    #[test]
    fn a_rate_does_not_depend_on_the_grid() {
        // −100, and 121 after 730 days, 24 months, 2 years and 2 years less half a month and more
        for later in [Years::days(730), Years::months(24), Years::half_months(48)] {
            let begin = Years::days(13);
            let flows = [Flow { at: begin, amount: dec("-100") }, Flow { at: begin.plus(later), amount: dec("121") }];
            assert_eq!(internal_rates(&flows).figure().unwrap().round_dp(20), dec("0.1"));
        }
    }
}
