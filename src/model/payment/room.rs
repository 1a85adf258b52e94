//! The room that caps have left: of each cap for each cohort and window.

use std::collections::BTreeMap;

use super::Run;
use super::plan::{Cap, Limit};
use super::whole::rounded_down;
use crate::calendar::Day;
use crate::case::Id;
use crate::number::Number;

/// What has room of its own: a cap (by place), a cohort for caps by cohort, a window.
type Key<'p> = (usize, Option<&'p Option<Id>>, i32);

/// What has used room so far.
#[derive(Debug)]
pub struct Room<'p, N> {
    used: BTreeMap<Key<'p>, N>,
    /// ⌊amount⌋ of each cap that has one amount for all.
    limits: Vec<Option<N>>,
    /// Payments of all terms, by window of a mix cap.
    all: BTreeMap<(usize, i32), N>,
}

impl<'p, N: Number> Room<'p, N> {
    /// Nothing used.
    pub fn new(run: &Run<'_, N>) -> Option<Room<'p, N>> {
        let limit = |cap: &Cap| match &cap.limit {
            Limit::Amount(amount) => rounded_down(run.units(run.figure(*amount))?).map(Some),
            Limit::EachPerson(..) | Limit::Share(_) => Some(None),
        };
        let limits = run.plan.caps.iter().map(limit).collect::<Option<_>>()?;
        Some(Room { used: BTreeMap::new(), limits, all: BTreeMap::new() })
    }

    fn key(place: usize, cap: &Cap, cohort: &'p Option<Id>, day: Day) -> Key<'p> {
        (place, cap.scope.is_by_cohort().then_some(cohort), cap.windows.holding(day))
    }

    /// The room of a cap for a cohort on a day, at least nil; none when it has no end.
    ///
    /// ```text
    /// amount          ⌊amount⌋ − used              per person: ⌊amount × people⌋ − used
    /// share of a mix  ⌊(share × all − used) ÷ (1 − share)⌋, so that used + x ≤ share × (all + x)
    /// ```
    pub fn left(
        &self,
        run: &Run<'_, N>,
        (place, cap): (usize, &Cap),
        cohort: &'p Option<Id>,
        day: Day,
    ) -> Option<Option<N>> {
        let key = Self::key(place, cap, cohort, day);
        let used = self.used.get(&key).copied().unwrap_or(N::NIL);
        let limit = match &cap.limit {
            Limit::Amount(_) => self.limits.get(place).copied().flatten()?,
            Limit::EachPerson(amount, people) => {
                let of_cohort = people.iter().find(|(id, _)| id == cohort).map_or(N::NIL, |(_, p)| run.figure(*p));
                rounded_down(run.units(run.figure(*amount).times(of_cohort)?)?)?
            }
            Limit::Share(share) => {
                let share = run.figure(*share);
                if share.reaches(N::ONE) {
                    return Some(None);
                }
                let all = self.all.get(&(place, key.2)).copied().unwrap_or(N::NIL);
                let room = share.times(all)?.minus(used)?.over(N::ONE.minus(share)?)?;
                return Some(Some(rounded_down(room)?.greater(N::NIL)));
            }
        };
        Some(Some(limit.minus(used)?.greater(N::NIL)))
    }

    /// What passes every cap uses room in all that the line is under.
    pub fn used(&mut self, run: &Run<'p, N>, term: usize, cohort: &'p Option<Id>, day: Day, amount: N) -> Option<()> {
        for (place, cap) in run.plan.caps.iter().enumerate() {
            if matches!(cap.limit, Limit::Share(_)) {
                let all = self.all.entry((place, cap.windows.holding(day))).or_insert(N::NIL);
                *all = all.plus(amount)?;
            }
            if cap.terms.get(term).copied().unwrap_or(false) {
                let used = self.used.entry(Self::key(place, cap, cohort, day)).or_insert(N::NIL);
                *used = used.plus(amount)?;
            }
        }
        Some(())
    }
}
