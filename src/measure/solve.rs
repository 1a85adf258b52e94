//! Root finding on one variable, in any number.

use crate::number::Number;

const AT_MOST: usize = 200;

/// The place between `low` and `high` where `f` crosses nil: to at least 12 digits, exact when `f` is linear.
///
/// Nothing when `f` has the same sign at both ends, or cannot be computed at a place that is asked for.
/// A crossing at an end is that end. Chandrupatla's method: inverse quadratic steps where they are safe, halves elsewhere.
///
/// Source: Chandrupatla (1997), "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear
/// function without using derivatives".
///
/// ```
/// use afkast::measure::solve::crossing;
/// use rust_decimal::Decimal;
/// let line = |x: Decimal| x.checked_mul(Decimal::from(8))?.checked_sub(Decimal::from(3));
/// assert_eq!(crossing(line, Decimal::ZERO, Decimal::ONE), Some(Decimal::new(375, 3)));
/// assert_eq!(crossing(line, Decimal::ONE, Decimal::TWO), None);
/// ```
pub fn crossing<N: Number>(mut f: impl FnMut(N) -> Option<N>, low: N, high: N) -> Option<N> {
    let mut best = (low, f(low)?);
    let mut other = (high, f(high)?);
    if best.1.is_nil() {
        return Some(low);
    }
    if other.1.is_nil() {
        return Some(high);
    }
    if (best.1 > N::NIL) == (other.1 > N::NIL) {
        return None;
    }
    // The first step is the straight line, which is the answer when `f` is linear.
    let mut share = chord(best, other)?;
    for _ in 0..AT_MOST {
        let width = other.0.minus(best.0)?;
        let place = best.0.plus(width.times(share)?)?;
        let tried = (place, f(place)?);
        let dropped = if (tried.1 > N::NIL) == (best.1 > N::NIL) {
            std::mem::replace(&mut best, tried)
        } else {
            other = best;
            std::mem::replace(&mut best, tried)
        };
        // `best` is now the newest; the crossing lies between it and `other`.
        let nearest = if best.1.size() <= other.1.size() { best.0 } else { other.0 };
        let width = other.0.minus(best.0)?;
        let finest = nearest.size().times(fineness()?)?.greater(width_floor(low, high)?);
        if best.1.is_nil() || width.size() <= finest {
            return Some(nearest);
        }
        let smallest = finest.over(width.size())?.times(N::ONE.over(N::whole(2))?)?;
        share = quadratic(best, other, dropped).unwrap_or(N::ONE.over(N::whole(2))?);
        share = share.greater(smallest).lesser(N::ONE.minus(smallest)?);
    }
    Some(if best.1.size() <= other.1.size() { best.0 } else { other.0 })
}

/// The relative width at which a bracket is narrow enough.
fn fineness<N: Number>() -> Option<N> {
    N::tolerance().over(N::whole(100))
}

/// The width below which a crossing at nil is narrow enough, where relative widths never are.
fn width_floor<N: Number>(low: N, high: N) -> Option<N> {
    high.minus(low)?.size().times(fineness()?)?.times(fineness()?)
}

/// Where the straight line between two points meets nil, as a share of the way from the first.
fn chord<N: Number>(from: (N, N), to: (N, N)) -> Option<N> {
    from.1.over(from.1.minus(to.1)?)
}

/// Where the inverse parabola through three points meets nil, as a share of the way from `best` to `other`, when it is
/// safe to go there.
fn quadratic<N: Number>(best: (N, N), other: (N, N), dropped: (N, N)) -> Option<N> {
    let xi = best.0.minus(other.0)?.over(dropped.0.minus(other.0)?)?;
    let phi = best.1.minus(other.1)?.over(dropped.1.minus(other.1)?)?;
    let falls_short = |x: N| N::ONE.minus(x);
    let is_safe = phi.times(phi)? < xi && falls_short(phi)?.times(falls_short(phi)?)? < falls_short(xi)?;
    if !is_safe {
        return None;
    }
    let first = best.1.over(other.1.minus(best.1)?)?.times(dropped.1.over(other.1.minus(dropped.1)?)?)?;
    let stretch = dropped.0.minus(best.0)?.over(other.0.minus(best.0)?)?;
    let second = best.1.over(dropped.1.minus(best.1)?)?.times(other.1.over(dropped.1.minus(other.1)?)?)?;
    first.plus(stretch.times(second)?)
}

/// The crossing in a bracket of a function that gives its value and slope, from a place near it: Newton's steps, halves
/// where they would leave the bracket.
///
/// `rises` says whether the function is above nil at the higher end.
pub(crate) fn settle<N: Number>(
    evaluate: &impl Fn(N) -> Option<(N, N)>,
    (mut low, mut high): (N, N),
    rises: bool,
    start: N,
) -> Option<N> {
    let mut place = start.greater(low).lesser(high);
    for _ in 0..AT_MOST {
        let (value, slope) = evaluate(place)?;
        if value.is_nil() {
            return Some(place);
        }
        if (value > N::NIL) == rises {
            high = place;
        } else {
            low = place;
        }
        let step = value.over(slope).and_then(|step| place.minus(step));
        let newton = step.filter(|&next| low <= next && next <= high);
        let next = match newton {
            Some(next) => next,
            None => low.plus(high.minus(low)?.over(N::whole(2))?)?,
        };
        let has_arrived = next.minus(place)?.size() <= N::tolerance().times(N::ONE.greater(place.size()))?;
        if newton.is_some() && has_arrived || next == low || next == high {
            return Some(next);
        }
        place = next;
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn a_linear_crossing_is_exact() {
        for (slope, from, root) in [("-17", "0", "0.2313"), ("0.003", "-250", "999.25"), ("40000", "0", "0.00001")] {
            let f = |x: Decimal| x.checked_sub(dec(root))?.checked_mul(dec(slope));
            assert_eq!(crossing(f, dec(from), dec("1000")), Some(dec(root)), "{root}");
        }
        // a third of the way: as near as 28 digits come
        let third = crossing(|x: Decimal| Some(x * dec("3") - dec("1")), dec("0"), dec("1")).unwrap();
        assert!((third * dec("3") - dec("1")).abs() <= dec("0.0000000000000000000000000002"));
    }

    #[test]
    fn curved_steep_and_flat_crossings_have_twelve_digits() {
        type Case = (fn(f64) -> f64, f64, f64, f64);
        let cases: [Case; 5] = [
            (|x| x * x - 2.0, 0.0, 2.0, std::f64::consts::SQRT_2),
            (|x| x.powi(9) - 1e-9, 0.0, 10.0, 0.1),
            (|x| 1.0 / (x + 1e-3) - 500.0, 0.0, 1000.0, 1e-3),
            (|x| (x - 0.3).powi(3), -1.0, 1.0, 0.3),
            (|x| if x < 0.7 { -1.0 } else { 1.0 }, 0.0, 1.0, 0.7),
        ];
        for (f, low, high, root) in cases {
            for (low, high) in [(low, high), (high, low)] {
                let found = crossing(|x| Some(f(x)), low, high).unwrap();
                let slack = if root == 0.3 { 1e-5 } else { 1e-12 };
                assert!((found - root).abs() <= slack * root, "{found} for {root}");
            }
        }
        let root = crossing(|x: Decimal| x.checked_mul(x)?.checked_sub(dec("2")), dec("0"), dec("2")).unwrap();
        assert!((root - dec("1.4142135623730950488016887242")).abs() < dec("0.00000000000000000001"));
    }

    #[test]
    fn an_undefined_figure_breaks_the_bracket() {
        assert_eq!(crossing(|x: f64| (x < 0.5).then_some(-1.0), 0.0, 1.0), None);
        assert_eq!(crossing(Some, 0.0, 1.0), Some(0.0));
    }
}
