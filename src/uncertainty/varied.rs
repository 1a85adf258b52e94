//! What may be varied, by its path: an input, an effect or a duration.

use rust_decimal::Decimal;

use super::durations::{Duration, duration, durations};
use super::lever::{effect_path, lever};
use super::sensitivity::{BESIDE, around};
use super::{Lever, Measured, Subject};

/// A value of a case that may be varied.
#[derive(Clone, Debug)]
pub enum Varied {
    /// An input or an effect: another assignment of the same model.
    Lever(Lever),
    /// A duration: another case.
    Months(Duration),
}

impl Varied {
    /// The value of a path; `None` when the case has none of that name.
    pub fn of(subject: &Subject<'_>, path: &str) -> Option<Varied> {
        match lever(subject.case, subject.model, path) {
            Some(lever) => Some(Varied::Lever(lever)),
            None => duration(subject, path).map(Varied::Months),
        }
    }

    /// Table and key.
    pub fn path(&self) -> &str {
        match self {
            Varied::Lever(lever) => &lever.path,
            Varied::Months(duration) => &duration.path,
        }
    }

    /// What it counts.
    pub fn measured(&self) -> Measured {
        match self {
            Varied::Lever(lever) => lever.measured,
            Varied::Months(_) => Measured::Months,
        }
    }

    /// What it is in the case.
    pub fn base(&self) -> Decimal {
        match self {
            Varied::Lever(lever) => lever.base,
            Varied::Months(duration) => Decimal::from(duration.months),
        }
    }

    /// Values for a grid, rising: the base, and as many evenly on either side of it. None of an input that is nil and has no
    /// range.
    pub(super) fn around(&self, subject: &Subject<'_>, spread: Decimal) -> Option<Vec<Decimal>> {
        match self {
            Varied::Lever(lever) => around(lever, spread, BESIDE[0]),
            Varied::Months(duration) => {
                let wide = Decimal::from(duration.months).checked_mul(spread)?.checked_div(Decimal::from(BESIDE[0]))?;
                let step = i32::try_from(wide.round()).ok()?.max(1);
                let beside = i32::try_from(BESIDE[0]).ok()?;
                let range = duration.range(subject);
                let months = (-beside..=beside).map(|n| duration.months.saturating_add(n.saturating_mul(step)));
                Some(months.filter(|m| range.contains(m)).map(Decimal::from).collect())
            }
        }
    }
}

/// Every path that may be varied, in order, for suggestions.
pub fn varied(subject: &Subject<'_>) -> Vec<String> {
    let inputs = subject.model.inputs.iter().map(|input| input.path().to_owned());
    let effects = subject.case.outcomes.keys().map(effect_path);
    let mut paths: Vec<String> = inputs.chain(effects).chain(durations(subject).into_iter().map(|d| d.path)).collect();
    paths.sort();
    paths
}
