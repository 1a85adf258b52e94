//! Internal rates: every rate at which flows come to nil.

use rust_decimal::Decimal;

use crate::measure::isolate::Stretch;
use crate::measure::rates::Spectrum;
use crate::measure::series::Grid;
use crate::measure::settled::{crossing_rate, unclear_rates};
use crate::measure::totals::nil_mark;
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
/// Flows below 10^−20 of the largest count as nil. Rates have at least 12 digits (absolute below 1).
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
    let mut rates = Vec::new();
    for stretch in stretches(grid, &spectrum)? {
        if stretch.crosses {
            rates.push(crossing_rate(grid, &spectrum, &stretch)?);
        } else {
            rates.extend(unclear_rates(grid, &spectrum, &stretch)?);
        }
    }
    Some(rates)
}

/// Where roots lie, in logarithms of growth.
fn stretches<N: Number>(grid: &Grid<N>, spectrum: &Spectrum) -> Option<Vec<Stretch<f64>>> {
    if !at_most_one_root(grid)? {
        return spectrum.isolated();
    }
    let (low, high) = spectrum.ends()?;
    let crosses = low.is_above() != high.is_above();
    Some(if crosses { vec![Stretch { low, high, crosses }] } else { Vec::new() })
}

/// Whether signs prove that there is no second root, over all rates above −100 %.
///
/// By Descartes' rule one change of sign of the flows is enough. The value is also an integral of the running total,
/// weighted with a power of the rate: there are no more roots above 0 % than the running total has changes of sign, and,
/// counting back from the last flow, none more below 0 % than the total still to come has. 0 % is a root only when all
/// adds up to nil.
fn at_most_one_root<N: Number>(grid: &Grid<N>) -> Option<bool> {
    let amounts = || grid.flows.iter().map(|&(_, amount)| amount);
    if changes_of_sign(amounts().map(Some), N::NIL)? <= 1 {
        return Some(true);
    }
    let mark = nil_mark(amounts());
    let total = totals(amounts()).last().flatten()?;
    if total.size() <= mark {
        return Some(false);
    }
    let above = changes_of_sign(totals(amounts()), mark)?;
    Some(above <= 1 && above + changes_of_sign(totals(amounts().rev()), mark)? <= 1)
}

fn totals<N: Number>(amounts: impl Iterator<Item = N>) -> impl Iterator<Item = Option<N>> {
    amounts.scan(Some(N::NIL), |total, amount| {
        *total = total.and_then(|total| total.plus(amount));
        Some(*total)
    })
}

/// How often the sign changes, passing over what is not above the mark of nil.
fn changes_of_sign<N: Number>(values: impl Iterator<Item = Option<N>>, mark: N) -> Option<usize> {
    let mut changes = 0;
    let mut before: Option<bool> = None;
    for value in values {
        let value = value?;
        if value.size() <= mark {
            continue;
        }
        let is_above = value > N::NIL;
        changes += usize::from(before.is_some_and(|before| before != is_above));
        before = Some(is_above);
    }
    Some(changes)
}

/// Above −99.99 % and below 1,000,000 %, and neither of them.
fn is_between_the_ends<N: Number>(rate: N) -> bool {
    let least = N::of(Decimal::from_parts(9_999, 0, 0, true, 4));
    let most = N::whole(10_000);
    !least.reaches(rate) && !rate.reaches(most)
}
