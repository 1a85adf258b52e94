//! Where a function crosses or touches nil, when its slope is known to lie between bounds.

use crate::number::Number;

/// A function at one place. It is the difference of two convex functions: `gain` and `loss` are their slopes and rise
/// from left to right, so that between two places the slope of the function lies between known bounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point<N> {
    pub at: N,
    pub value: N,
    pub gain: N,
    pub loss: N,
}

impl<N: Number> Point<N> {
    pub fn slope(&self) -> Option<N> {
        self.gain.minus(self.loss)
    }
    pub fn is_above(&self) -> bool {
        self.value >= N::NIL
    }
}

/// A stretch that the function crosses exactly once, or where it cannot be told from nil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<N> {
    pub low: Point<N>,
    pub high: Point<N>,
    /// Whether it crosses exactly once; otherwise it may cross or touch nil, or just come near.
    pub crosses: bool,
}

/// How closely the function is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise<N> {
    /// Of its value.
    pub value: N,
    /// Of its slope.
    pub slope: N,
}

/// No more evaluations than this, so that nothing takes for ever: what is undecided then is left as unclear.
const AT_MOST: usize = 6_000;

/// Every crossing between `low` and `high` in a stretch of its own, and every place where more digits are needed, rising.
///
/// Halves the range until each part is proven to have no crossing, or one, or to be nil within the noise. The proofs are
/// by the mean value theorem, with the least and the greatest slope that a part can have, so that no crossing is missed.
pub(crate) fn isolate<N: Number>(
    evaluate: &impl Fn(N) -> Option<Point<N>>,
    low: N,
    high: N,
    noise: Noise<N>,
) -> Option<Vec<Stretch<N>>> {
    let mut found = Vec::new();
    let mut level = vec![(evaluate(low)?, evaluate(high)?)];
    let mut evaluations = 2;
    while !level.is_empty() {
        let mut next = Vec::new();
        for (low, high) in level {
            match verdict(&low, &high, noise)? {
                Verdict::Nothing => {}
                Verdict::Crossing => found.push(Stretch { low, high, crosses: true }),
                Verdict::Undecided if evaluations < AT_MOST => {
                    let (middle, tries) = middle(evaluate, &low, &high, noise)?;
                    evaluations += tries;
                    next.extend([(low, middle), (middle, high)]);
                }
                Verdict::Undecided | Verdict::WithinNoise => found.push(Stretch { low, high, crosses: false }),
            }
        }
        level = next;
    }
    Some(joined(found))
}

enum Verdict {
    Nothing,
    Crossing,
    WithinNoise,
    Undecided,
}

fn verdict<N: Number>(low: &Point<N>, high: &Point<N>, noise: Noise<N>) -> Option<Verdict> {
    let width = high.at.minus(low.at)?;
    let least_slope = low.gain.minus(high.loss)?;
    let greatest_slope = high.gain.minus(low.loss)?;
    let is_monotone = least_slope > noise.slope || greatest_slope < noise.slope.negated();
    let ends_are_clear = low.value.size() > noise.value && high.value.size() > noise.value;
    let same_side = low.is_above() == high.is_above();
    if ends_are_clear && is_monotone {
        return Some(if same_side { Verdict::Nothing } else { Verdict::Crossing });
    }
    if ends_are_clear && same_side {
        // The nearest to nil that the slopes let it come from both ends.
        let (toward, away) = if low.is_above() { (least_slope, greatest_slope) } else { (greatest_slope, least_slope) };
        let rise = high.value.minus(low.value)?;
        let turn = away.times(width)?.minus(rise)?.over(away.minus(toward)?)?;
        let nearest = low.value.plus(toward.times(turn)?)?;
        if nearest.size() > noise.value && (nearest >= N::NIL) == low.is_above() {
            return Some(Verdict::Nothing);
        }
    }
    let may_bend = greatest_slope.minus(least_slope)?.times(width)?;
    Some(if may_bend <= noise.value { Verdict::WithinNoise } else { Verdict::Undecided })
}

/// A place near the middle where the function is clearly not nil, if there is one, so that no crossing falls on an end.
fn middle<N: Number>(
    evaluate: &impl Fn(N) -> Option<Point<N>>,
    low: &Point<N>,
    high: &Point<N>,
    noise: Noise<N>,
) -> Option<(Point<N>, usize)> {
    let width = high.at.minus(low.at)?;
    let place = |of_sixteen: i64| low.at.plus(width.times(N::whole(of_sixteen))?.over(N::whole(16))?);
    let half = evaluate(place(8)?)?;
    if half.value.size() > noise.value {
        return Some((half, 1));
    }
    let aside = evaluate(place(7)?)?;
    Some((if aside.value.size() > noise.value { aside } else { half }, 2))
}

/// In order, with unclear stretches that meet made one.
fn joined<N: Number>(mut stretches: Vec<Stretch<N>>) -> Vec<Stretch<N>> {
    stretches.sort_by(|a, b| a.low.at.partial_cmp(&b.low.at).unwrap_or(std::cmp::Ordering::Equal));
    let mut joined: Vec<Stretch<N>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if !last.crosses && !stretch.crosses && last.high.at == stretch.low.at => {
                last.high = stretch.high
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (x − a)² (x − b), shifted, as a difference of convex functions on 0 to 10: x³ + … against … x².
    fn cubic(x: f64, [c3, c2, c1, c0]: [f64; 4]) -> Option<Point<f64>> {
        let value = c3 * x.powi(3) + c2 * x * x + c1 * x + c0;
        let convex = |sign: f64| {
            [(c3, 3.0 * x * x), (c2, 2.0 * x), (c1, 1.0)].iter().map(|(c, d)| (sign * c).max(0.0) * d).sum::<f64>()
        };
        Some(Point { at: x, value, gain: convex(1.0), loss: convex(-1.0) })
    }

    #[test]
    fn crossings_and_touches_are_found_apart() {
        let noise = Noise { value: 1e-12, slope: 1e-12 };
        // (x − 1)(x − 2)(x − 3): three crossings
        let found = isolate(&|x| cubic(x, [1.0, -6.0, 11.0, -6.0]), 0.0, 10.0, noise).unwrap();
        assert_eq!(found.iter().map(|s| s.crosses).collect::<Vec<_>>(), [true; 3]);
        for (stretch, root) in found.iter().zip([1.0, 2.0, 3.0]) {
            assert!(stretch.low.at < root && root < stretch.high.at);
        }
        // (x − 1)² (x − 3): one touch, unclear in a narrow stretch, and one crossing
        let found = isolate(&|x| cubic(x, [1.0, -5.0, 7.0, -3.0]), 0.0, 10.0, noise).unwrap();
        assert_eq!(found.iter().map(|s| s.crosses).collect::<Vec<_>>(), [false, true]);
        assert!(found[0].low.at < 1.0 && 1.0 < found[0].high.at && found[0].high.at - found[0].low.at < 1e-4);
        // lifted by 1e-6 it does not come down to nil at 1
        let found = isolate(&|x| cubic(x, [1.0, -5.0, 7.0, -3.0 - 1e-6]), 0.0, 10.0, noise).unwrap();
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_function_that_is_nil_everywhere_ends() {
        let nothing = |at: f64| Some(Point { at, value: 0.0, gain: 1.0, loss: 1.0 });
        let found = isolate(&nothing, 0.0, 1.0, Noise { value: 1e-12, slope: 1e-12 }).unwrap();
        assert_eq!((found.len(), found[0].crosses), (1, false));
    }
}
