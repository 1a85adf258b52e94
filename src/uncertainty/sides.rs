//! From the sides on which a figure lies at several places to its crossings, and to what holds when there is none.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::switching::{Crossing, Holds, Side};
use crate::measure::{Measure, Undefined};

/// The crossings between places whose sides are known, rising, and what holds when there is none. `settled` finds the one
/// between two places with the figure on either side; its last argument says whether the figure rises there.
pub(super) fn between(
    places: &[Decimal],
    sides: &[Measure<Ordering>],
    mut settled: impl FnMut(Decimal, Decimal, bool) -> Option<Crossing>,
) -> (Vec<Crossing>, Holds) {
    let mut crossings = Vec::new();
    for (n, (at, here)) in places.iter().zip(sides).enumerate() {
        let (before, next) = (n.checked_sub(1).and_then(|b| sides.get(b)), sides.get(n + 1));
        if *here == Ok(Ordering::Equal) && before != Some(&Ok(Ordering::Equal)) {
            let above = match (before, next) {
                (_, Some(Ok(Ordering::Greater))) | (Some(Ok(Ordering::Less)), None) => Some(true),
                (_, Some(Ok(Ordering::Less))) | (Some(Ok(Ordering::Greater)), None) => Some(false),
                _ => None,
            };
            crossings.push(Crossing { above, ..Crossing::at(*at) });
        }
        let (Ok(here), Some(Ok(next)), Some(until)) = (here, next, places.get(n + 1)) else { continue };
        if *here == next.reverse() && *here != Ordering::Equal {
            crossings.extend(settled(*at, *until, *here == Ordering::Less));
        }
    }
    let holds = holds(&crossings, sides);
    (crossings, holds)
}

/// What holds along places whose sides are known.
pub(super) fn holds(crossings: &[Crossing], sides: &[Measure<Ordering>]) -> Holds {
    let has = |which: Ordering| sides.contains(&Ok(which));
    match (has(Ordering::Greater), has(Ordering::Less)) {
        _ if !crossings.is_empty() => Holds::Crosses,
        (true, false) => Holds::Always(Side::Above),
        (false, true) => Holds::Always(Side::Below),
        (true, true) => Holds::Broken,
        (false, false) => Holds::Undefined(sides.iter().find_map(|s| s.err()).unwrap_or(Undefined::OutOfRange)),
    }
}
