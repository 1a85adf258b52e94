//! Where the value of flows crosses or touches nil between two multipliers: proofs, not probes.

use crate::measure::series::Expansion;
use crate::number::Number;

/// Coefficients that an expansion keeps here. With eight of them a part need only be so narrow that the ninth is small,
/// and roots that lie close together come apart quickly.
pub(crate) const KEPT: usize = 9;
const DEGREE: usize = KEPT - 1;

/// No more evaluations than this, so that nothing takes for ever: what is undecided then is left as unclear.
const AT_MOST: usize = 4_000;

/// The value near one multiplier.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point<N> {
    at: N,
    value: N,
    near: Expansion<N, KEPT>,
}

/// A stretch that the value crosses exactly once, or where it cannot be told from nil.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Stretch<N> {
    pub low: N,
    pub high: N,
    /// Whether the value is at least nil at the lower end, and at the higher.
    pub above: (bool, bool),
    /// Whether it crosses nil exactly once; otherwise it may cross or touch it, or just come near.
    pub crosses: bool,
}

/// A function that can be divided: its expansion at a multiplier, by units so small that the coefficients stay small.
pub(crate) struct Divisible<N, F> {
    pub expand: F,
    pub units_in_one: N,
    /// How closely the value is known, as a share of inflows and outflows together.
    pub noise: N,
}

impl<N: Number, F: Fn(N) -> Option<Expansion<N, KEPT>>> Divisible<N, F> {
    /// Every crossing in a stretch of its own, and every place where more digits are needed, from low to high.
    ///
    /// Halves the range until each part is proven to have no crossing, or one, or to be nil within the noise, so that no
    /// crossing is missed.
    pub fn isolate(&self, low: N, high: N) -> Option<Vec<Stretch<N>>> {
        let mut found = Vec::new();
        let mut level = vec![(self.point(low)?, self.point(high)?)];
        let mut evaluations = 2;
        while !level.is_empty() {
            let mut next = Vec::new();
            for (low, high) in level {
                match self.verdict(&low, &high).unwrap_or(Verdict::Undecided) {
                    Verdict::Nothing => {}
                    Verdict::Crossing => found.push(stretch(&low, &high, true)),
                    Verdict::Undecided if evaluations < AT_MOST => {
                        let (middle, tries) = self.middle(&low, &high)?;
                        evaluations += tries;
                        next.extend([(low, middle), (middle, high)]);
                    }
                    Verdict::Undecided | Verdict::WithinNoise => found.push(stretch(&low, &high, false)),
                }
            }
            level = next;
        }
        Some(joined(found))
    }

    fn point(&self, at: N) -> Option<Point<N>> {
        let near = (self.expand)(at)?;
        Some(Point { at, value: near.net(0)?, near })
    }

    /// What the expansion at `low` proves of all places up to `high`.
    ///
    /// The last coefficient lies between bounds, because those of inflows and of outflows rise from `low` to `high`. Then
    /// the value lies among the coefficients of Bernstein's form, and rises or falls where they do.
    fn verdict(&self, low: &Point<N>, high: &Point<N>) -> Option<Verdict> {
        let units = high.at.minus(low.at)?.times(self.units_in_one)?;
        let (form, last) = bernstein(low, high, units)?;
        let noise = self.noise.times(high.near.gross(0)?)?;
        let slope_noise = self.noise.times(high.near.gross(1)?)?.times(units)?;
        let all = |holds: &dyn Fn(N) -> bool| form.iter().chain(&last).all(|&coefficient| holds(coefficient));
        if all(&|coefficient| coefficient > noise) || all(&|coefficient| coefficient < noise.negated()) {
            return Some(Verdict::Nothing);
        }
        if self.is_clear(low) && self.is_clear(high) && is_monotone(&form, last, slope_noise)? {
            let same_side = (low.value > N::NIL) == (high.value > N::NIL);
            return Some(if same_side { Verdict::Nothing } else { Verdict::Crossing });
        }
        let twice = noise.plus(noise)?;
        Some(if all(&|coefficient| coefficient.size() <= twice) { Verdict::WithinNoise } else { Verdict::Undecided })
    }

    /// Whether the value at a place is more than noise.
    fn is_clear(&self, point: &Point<N>) -> bool {
        point.near.gross(0).and_then(|gross| gross.times(self.noise)).is_some_and(|noise| point.value.size() > noise)
    }

    /// A place near the middle where the value is clearly not nil, if there is one, so that no crossing falls on an end.
    fn middle(&self, low: &Point<N>, high: &Point<N>) -> Option<(Point<N>, usize)> {
        let width = high.at.minus(low.at)?;
        let place = |of_sixteen: i64| low.at.plus(width.times(N::whole(of_sixteen))?.over(N::whole(16))?);
        let half = self.point(place(8)?)?;
        if self.is_clear(&half) {
            return Some((half, 1));
        }
        let aside = self.point(place(7)?)?;
        Some((if self.is_clear(&aside) { aside } else { half }, 2))
    }
}

enum Verdict {
    Nothing,
    Crossing,
    WithinNoise,
    Undecided,
}

fn stretch<N: Number>(low: &Point<N>, high: &Point<N>, crosses: bool) -> Stretch<N> {
    Stretch { low: low.at, high: high.at, above: (low.value >= N::NIL, high.value >= N::NIL), crosses }
}

/// The coefficients of Bernstein's form from `low` to `high`, `units` away; the last lies between two bounds.
fn bernstein<N: Number>(low: &Point<N>, high: &Point<N>, units: N) -> Option<([N; DEGREE], [N; 2])> {
    let mut form = [N::NIL; DEGREE];
    let mut at_the_end = N::NIL;
    let mut scale = N::ONE;
    for (k, choices) in CHOICES.into_iter().enumerate() {
        let term = low.near.net(k)?.times(scale)?;
        at_the_end = at_the_end.plus(term)?;
        form[k] = term.over(N::whole(choices))?;
        scale = scale.times(units)?;
    }
    for done in 1..DEGREE {
        for k in (done..DEGREE).rev() {
            form[k] = form[k].plus(form[k - 1])?;
        }
    }
    let least = low.near.inflow[DEGREE].minus(high.near.outflow[DEGREE])?.times(scale)?;
    let most = high.near.inflow[DEGREE].minus(low.near.outflow[DEGREE])?.times(scale)?;
    Some((form, [at_the_end.plus(least)?, at_the_end.plus(most)?]))
}

/// Binomial coefficients of the degree.
const CHOICES: [i64; DEGREE] = [1, 8, 28, 56, 70, 56, 28, 8];

fn is_monotone<N: Number>(form: &[N; DEGREE], [least, most]: [N; 2], noise: N) -> Option<bool> {
    let before_last = form[DEGREE - 1];
    let mut rises = least.minus(before_last)? > noise;
    let mut falls = before_last.minus(most)? > noise;
    for pair in form.windows(2) {
        let rise = pair[1].minus(pair[0])?;
        rises &= rise > noise;
        falls &= rise < noise.negated();
    }
    Some(rises || falls)
}

/// In order, with unclear stretches that meet made one.
fn joined<N: Number>(mut stretches: Vec<Stretch<N>>) -> Vec<Stretch<N>> {
    stretches.sort_by(|a, b| a.low.partial_cmp(&b.low).unwrap_or(std::cmp::Ordering::Equal));
    let mut joined: Vec<Stretch<N>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if !last.crosses && !stretch.crosses && last.high == stretch.low => {
                last.high = stretch.high;
                last.above.1 = stretch.above.1;
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

#[cfg(test)]
#[expect(clippy::float_arithmetic)] // expected values and margins
mod tests {
    use super::*;
    use crate::calendar::Years;
    use crate::measure::Flow;
    use crate::measure::series::Grid;

    /// The stretches of Σ amount × m^power between 0.01 and 10.
    fn found(amounts: &[f64]) -> Vec<Stretch<f64>> {
        let flows: Vec<_> = (0..).map(Years::whole).zip(amounts).map(|(at, &amount)| Flow { at, amount }).collect();
        let grid = Grid::of(&flows).unwrap();
        let series = grid.at_the_first(Some).unwrap();
        let units_in_one = f64::from(grid.length());
        let expand = |m| series.at(m, 1.0 / units_in_one);
        Divisible { expand, units_in_one, noise: 1e-14 }.isolate(0.01, 10.0).unwrap()
    }

    fn crosses(found: &[Stretch<f64>]) -> Vec<bool> {
        found.iter().map(|stretch| stretch.crosses).collect()
    }

    #[test]
    fn crossings_and_touches_are_found_apart() {
        // (m − 1)(m − 2)(m − 3): three crossings
        let three = found(&[-6.0, 11.0, -6.0, 1.0]);
        assert_eq!(crosses(&three), [true; 3]);
        for (stretch, root) in three.iter().zip([1.0, 2.0, 3.0]) {
            assert!(stretch.low < root && root < stretch.high);
        }
        // (m − 1)² (m − 3): one touch, unclear in a narrow stretch, and one crossing
        let touch = found(&[-3.0, 7.0, -5.0, 1.0]);
        assert_eq!(crosses(&touch), [false, true]);
        assert!(touch[0].low < 1.0 && 1.0 < touch[0].high && touch[0].high - touch[0].low < 1e-5);
        assert_eq!(touch[0].above, (false, false));
        // lowered by 1e-6 it does not come up to nil at 1
        assert_eq!(crosses(&found(&[-3.0 - 1e-6, 7.0, -5.0, 1.0])), [true]);
    }

    #[test]
    fn a_manifold_root_is_one_unclear_stretch() {
        // (m − 1)^5
        let five = found(&[-1.0, 5.0, -10.0, 10.0, -5.0, 1.0]);
        assert_eq!(crosses(&five), [false]);
        assert!(five[0].low < 1.0 && 1.0 < five[0].high && five[0].high - five[0].low < 0.05);
        assert_eq!(five[0].above, (false, true));
    }
}
