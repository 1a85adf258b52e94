//! Percentiles of many figures, without putting all of them in order.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

/// Percentiles of figures, whose order is lost: Hyndman and Fan's type 7, as spreadsheets have them.
///
/// ```text
/// h = (n − 1) p        percentile = x(⌊h⌋) + (h − ⌊h⌋) (x(⌊h⌋ + 1) − x(⌊h⌋))
/// ```
///
/// ```
/// use afkast::uncertainty::simulation::percentiles;
/// assert_eq!(percentiles(&mut [4.0, 1.0, 3.0, 2.0], &[0.25, 0.5]), [1.75, 2.5]);
/// ```
pub fn percentiles(figures: &mut [f64], shares: &[f64]) -> Vec<f64> {
    let Some(last) = figures.len().checked_sub(1) else { return vec![f64::NAN; shares.len()] };
    let place = |share: f64| {
        let h = last as f64 * share;
        (h as usize, h - libm::floor(h))
    };
    let mut ranks: Vec<usize> =
        shares.iter().flat_map(|share| [place(*share).0, (place(*share).0 + 1).min(last)]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    put(figures, 0, &ranks);
    let at = |share: &f64| {
        let (below, part) = place(*share);
        let (low, high) = (figures[below], figures[(below + 1).min(last)]);
        low + part * (high - low)
    };
    shares.iter().map(at).collect()
}

/// Puts the figures of some ranks where they would stand in order.
fn put(figures: &mut [f64], first: usize, ranks: &[usize]) {
    let Some(rank) = ranks.get(ranks.len() / 2).copied() else { return };
    let (below, above) = ranks.split_at(ranks.len() / 2);
    let (low, _, high) = figures.select_nth_unstable_by(rank - first, f64::total_cmp);
    put(low, first, below);
    put(high, rank + 1, &above[1..]);
}
