//! The largest doubts about a figure: what moves it most within its range, and where that breaks even.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::sensitivity::{Bar, Range, range};
use super::switching::{Switching, of_lever};
use super::trials::Trials;
use super::{Lever, Subject};
use super::{alike, levers};
use crate::number::Number;

/// Inputs times steps above which nobody is told at once: it would take longer than a page may.
const MOST: usize = 200_000;

/// An input, how far it moves a figure, and where the figure is nil.
#[derive(Clone, PartialEq, Debug)]
pub struct Doubt {
    /// The figure at both ends of its range.
    pub bar: Bar,
    /// Where it breaks even.
    pub switching: Switching,
}

/// The inputs that move a figure most, the widest first, so many of them; each from its low to its high, or `spread` either
/// way. `None` of a case so large that finding them takes longer than a page may.
pub fn doubts(subject: &Subject<'_>, spread: Decimal, most: usize) -> Option<Vec<Doubt>> {
    let moves = |lever: &Lever| lever.outcome.is_none() && lever.input.is_some();
    let levers: Vec<Lever> = levers(subject.case, subject.model).into_iter().filter(moves).collect();
    if levers.len().saturating_mul(subject.model.steps.len()) > MOST {
        return None;
    }
    let mut trials = Trials::of(subject);
    let mut by_swing: Vec<(Decimal, &Lever, Range)> = Vec::new();
    for lever in &levers {
        let Some(range) = range(lever, spread) else { continue };
        let moved = trials.moved_by(lever);
        let ends = (trials.fast(lever, &moved, f64::of(range.low)), trials.fast(lever, &moved, f64::of(range.high)));
        trials.undo(lever, &moved);
        if let (Ok(low), Ok(high)) = ends
            && let Some(swing) = high.minus(low).and_then(|swing| Decimal::nearest(swing.size()))
        {
            by_swing.push((alike::binary_width(swing), lever, range));
        }
    }
    by_swing.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    by_swing.truncate(most);
    let mut found: Vec<Doubt> = Vec::new();
    for (_, lever, Range { low, high, assumed }) in by_swing {
        let moved = trials.moved_by(lever);
        let (at_low, at_high) = (trials.exact(lever, &moved, low), trials.exact(lever, &moved, high));
        trials.undo(lever, &moved);
        let (path, measured) = (lever.path.clone(), lever.measured);
        let bar = Bar { path, measured, low, high, at_low, at_high, assumed };
        found.push(Doubt { bar, switching: of_lever(&mut trials, lever, Decimal::ZERO) });
    }
    found.sort_by_cached_key(|doubt| (Reverse(doubt.bar.swing()), doubt.bar.path.clone()));
    Some(found)
}
