//! Break-even: the values at which a figure meets its target, the others at their base.

use rust_decimal::Decimal;

use super::alike;
use super::durations::{self, Duration, durations};
use super::lever::{levers, of_effect};
use super::search::Search;
use super::trials::Trials;
use super::{Lever, Measured, Subject, Varied};
use crate::case::Outcome;
use crate::document::Document;
use crate::measure::Undefined;

/// On which side of the target a figure lies everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// A value at which a figure meets its target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crossing {
    /// The value.
    pub at: Decimal,
    /// Whether the figure lies above the target at higher values; none when it only touches it.
    pub above: Option<bool>,
    /// How well draws know it; none without draws, or where nobody can tell.
    pub std_error: Option<Decimal>,
}

impl Crossing {
    /// One of which nothing else is known.
    pub(super) const fn at(at: Decimal) -> Crossing {
        Crossing { at, above: None, std_error: None }
    }
}

/// What holds along the whole of a value's range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// The figure meets its target somewhere.
    Crosses,
    /// It lies on one side everywhere.
    Always(Side),
    /// The base is nil, and what is searched is a multiple of it.
    NoRange,
    /// The figure is not defined anywhere.
    Undefined(Undefined),
    /// It lies on either side, and where it would cross it is not defined.
    Broken,
}

/// Where one value of a case has to be for a figure to meet its target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Switching {
    /// Table and key; `outcome.ID.effect` for an effect.
    pub path: String,
    /// What the value counts.
    pub measured: Measured,
    /// What it is in the case; 1 for a series, whole months for a duration.
    pub base: Decimal,
    /// Every value at which the figure meets the target, rising.
    pub crossings: Vec<Crossing>,
    /// What holds when there is none.
    pub holds: Holds,
    /// Of an effect on persons: how many people count.
    pub counted: Option<Decimal>,
    /// Whether the figure hangs on the value at all; an input that the case does not use moves nothing.
    pub moves: bool,
}

impl Switching {
    /// How far the nearest crossing is from the case, as a share of it; none without a crossing, or when the base is nil.
    pub fn distance(&self) -> Option<Decimal> {
        self.crossings.iter().filter_map(|crossing| self.away(crossing)).min()
    }

    /// How far a crossing is from the case, as a share of it.
    pub fn away(&self, crossing: &Crossing) -> Option<Decimal> {
        crossing.at.checked_sub(self.base)?.checked_div(self.base).map(|away| away.abs())
    }

    /// The crossing nearest to the case.
    pub fn nearest(&self) -> Option<&Crossing> {
        self.crossings.iter().min_by_key(|crossing| crossing.at.checked_sub(self.base).map(|away| away.abs()))
    }

    /// Of an effect on persons: the people at a net rate.
    pub fn persons(&self, rate: Decimal) -> Option<Decimal> {
        self.counted?.checked_mul(rate)
    }

    /// Of an effect on persons: how well draws know the people at a crossing.
    pub fn persons_error(&self, crossing: &Crossing) -> Option<Decimal> {
        self.persons(crossing.std_error?)
    }
}

/// The switching value of every input of a case that somebody wrote, of the effect of every outcome and, when there is a
/// document to change, of every duration; the nearest to the case first.
///
/// Section 5 of the method: ordered by |crossing − base| ÷ |base|, ties by path, then those without a crossing, by path.
///
/// ```
/// # use afkast::{case, document, span::SourceId, model::{Model, Scope}, ledger::{Assignment, evaluate}};
/// # use rust_decimal::Decimal;
/// use afkast::uncertainty::{Subject, switching_values};
/// # let text = "schema = 1\n[basis]\nstart = \"2025-01\"\nhorizon = \"1 year\"\ndiscount = 0\n[cost.rent]\namount = 100\n\
/// #    per = \"year\"\nbearer = \"municipality\"\n[avoided.bed]\namount = 150\nper = \"year\"\nbearer = \"municipality\"\n";
/// # let (document, _) = document::parse(SourceId(0), text);
/// # let case = case::read(&document, "case").0.expect("a case");
/// # let model = Model::of(&case, &Scope::All)?;
/// # let ledger = evaluate::<Decimal>(&model, &Assignment::base(&model))?;
/// // A rent of 100 against a bed of 150.
/// let subject = Subject::of(&case, &model, &ledger, "npv", "municipality").expect("a figure");
/// let found = switching_values(&subject, Decimal::ZERO, None);
/// assert_eq!(found[0].path, "avoided.bed.amount"); // 33 % away; the rent is 50 % away
/// assert_eq!(found[0].crossings[0].at, Decimal::from(100));
/// assert_eq!(found[1].crossings[0].at, Decimal::from(150));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn switching_values(subject: &Subject<'_>, target: Decimal, document: Option<&Document>) -> Vec<Switching> {
    let mut trials = Trials::of(subject);
    let levers = levers(subject.case, subject.model);
    let mut found: Vec<Switching> = levers.iter().map(|lever| of_lever(&mut trials, lever, target)).collect();
    if let Some(document) = document {
        found.extend(of_durations(subject, &durations(subject), target, document));
    }
    nearest_first(&mut found);
    found
}

/// Orders switching values: the nearest to the case first, ties by path, then those without a crossing. Distances that
/// differ by rounding alone are ties, exact or in draws.
pub(super) fn nearest_first(found: &mut [Switching]) {
    found.sort_by_cached_key(|s| {
        let distance = s.distance().map(alike::distance);
        (s.crossings.is_empty(), distance.is_none(), distance, s.path.clone())
    });
}

/// The switching value of one input, effect or duration, by its path; `None` when the case has none of that name.
pub fn switching_value(
    subject: &Subject<'_>,
    target: Decimal,
    path: &str,
    document: Option<&Document>,
) -> Option<Switching> {
    match Varied::of(subject, path)? {
        Varied::Lever(lever) => Some(of_lever(&mut Trials::of(subject), &lever, target)),
        Varied::Months(duration) => of_durations(subject, &[duration], target, document?).pop(),
    }
}

/// The switching value of the effect of each of some outcomes, as net rates.
///
/// Searched between −1 and 1 for persons, else between 0 and 1,000 times the effect of the case.
pub fn effects<'o>(
    subject: &Subject<'_>,
    outcomes: impl Iterator<Item = &'o Outcome>,
    target: Decimal,
) -> Vec<(&'o Outcome, Switching)> {
    let mut trials = Trials::of(subject);
    let each = outcomes.filter_map(|outcome| Some((outcome, of_effect(subject.model, outcome)?)));
    each.map(|(outcome, lever)| (outcome, of_lever(&mut trials, &lever, target))).collect()
}

pub(super) fn of_lever(trials: &mut Trials<'_, '_>, lever: &Lever, target: Decimal) -> Switching {
    let subject = trials.subject;
    let moved = trials.moved_by(lever);
    let moves = !moved.is_empty();
    told(subject, lever, Search { trials, lever, moved, target }.found(), moves)
}

/// What was found for a lever, and whether it moves the figure at all.
pub(super) fn told(
    subject: &Subject<'_>,
    lever: &Lever,
    (crossings, holds): (Vec<Crossing>, Holds),
    moves: bool,
) -> Switching {
    let persons = lever.outcome.as_ref().filter(|_| lever.measured == Measured::Share);
    let counted = persons.and_then(|id| subject.model.outcomes.get(id)).map(|of| subject.ledger.single(of.counted));
    Switching { path: lever.path.clone(), measured: lever.measured, base: lever.base, crossings, holds, counted, moves }
}

fn of_durations(subject: &Subject<'_>, durations: &[Duration], target: Decimal, document: &Document) -> Vec<Switching> {
    let found = durations.iter().zip(durations::found(subject, durations, target, document));
    let each = found.map(|(duration, (crossings, holds))| {
        let base = Decimal::from(duration.months);
        let (path, measured) = (duration.path.clone(), Measured::Months);
        Switching { path, measured, base, crossings, holds, counted: None, moves: true }
    });
    each.collect()
}
