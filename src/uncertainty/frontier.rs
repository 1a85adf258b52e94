//! Where one value breaks even at several values of another.

use rust_decimal::Decimal;

use super::search::Search;
use super::sensitivity::{BESIDE, around};
use super::switching::{Crossing, Holds};
use super::trials::Trials;
use super::{Lever, Measured, Subject};

/// The break-even of one value at several values of another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier {
    /// The path that is set, and the path that breaks even.
    pub paths: [String; 2],
    /// What the two count.
    pub measured: [Measured; 2],
    /// What they are in the case.
    pub base: [Decimal; 2],
    /// The values of the first, rising.
    pub values: Vec<Decimal>,
    /// For each of them where the second breaks even, and what holds when it does nowhere.
    pub crossings: Vec<(Vec<Crossing>, Holds)>,
}

/// Where the second lever breaks even at several values of the first, from its low to its high. `None` when the first has
/// no range.
pub fn frontier(subject: &Subject<'_>, of: [&Lever; 2], spread: Decimal, target: Decimal) -> Option<Frontier> {
    let [first, second] = of;
    let values = around(first, spread, BESIDE[0])?;
    let mut trials = Trials::of(subject);
    let mut crossings = Vec::with_capacity(values.len());
    for value in &values {
        if let Err(why @ crate::measure::Undefined::OutOfRange) = trials.fix(first, *value) {
            crossings.push((Vec::new(), Holds::Undefined(why)));
            continue;
        }
        let moved = trials.moved_by(second);
        crossings.push(Search { trials: &mut trials, lever: second, moved, target }.found());
    }
    Some(Frontier {
        paths: [first.path.clone(), second.path.clone()],
        measured: [first.measured, second.measured],
        base: [first.base, second.base],
        values,
        crossings,
    })
}
