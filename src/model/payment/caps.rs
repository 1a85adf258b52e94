//! Stage 7, caps: in order of date, each line through all its caps, inner to outer (6.3).

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::plan::{Cap, Limit, Plan};
use super::record::Taker;
use super::room::Room;
use crate::calendar::Day;
use crate::case::contract::Excess;
use crate::number::Number;

/// What passed the caps at one time.
#[derive(Clone, Debug)]
pub struct Passed<N> {
    /// Place of the line.
    pub line: usize,
    /// Place of the cap that held it, when it waited.
    pub held_by: Option<usize>,
    /// The day.
    pub day: Day,
    /// What was let through.
    pub amount: N,
    /// What was taken.
    pub taken: BTreeMap<Taker, N>,
}

/// What passed, and what waits to the end.
#[derive(Clone, Debug)]
pub struct Caps<N> {
    /// In the order in which it passed.
    pub passed: Vec<Passed<N>>,
    /// What waits to the end: by line and cap that holds it.
    pub waiting: BTreeMap<(usize, usize), N>,
}

/// The walk through time.
struct Walk<'r, 'p, N> {
    run: &'r Run<'p, N>,
    room: Room<'p, N>,
    /// By order of measurement, then cap from inner to outer: what waits.
    waiting: BTreeMap<(usize, usize), N>,
    passed: Vec<Passed<N>>,
}

/// Every line through its caps. What passes every cap uses room in all of them, and nothing else does.
///
/// On a day come first what waits (oldest measurement first; of one line, the inner cap's piece first), then lines
/// under no mix cap, then the others, each in order of term, then cohort.
pub fn lines<'p, N: Number>(run: &Run<'p, N>, rounded: &[N]) -> Option<Caps<N>> {
    let plan = run.plan;
    let mut order: Vec<usize> =
        (0..plan.lines.len()).filter(|l| plan.terms[plan.lines[*l].term].pays.is_some()).collect();
    order.sort_by_key(|l| {
        let line = &plan.lines[*l];
        (line.day, under_mix(run, line.term), line.term, &line.cohort, line.kind)
    });
    let mut oldest_first = order.clone();
    oldest_first.sort_by_key(|l| {
        let line = &plan.lines[*l];
        (line.day, line.term, &line.cohort, line.kind)
    });
    let mut walk = Walk { run, room: Room::new(run)?, waiting: BTreeMap::new(), passed: Vec::new() };
    let mut ranks = vec![0; plan.lines.len()];
    oldest_first.iter().enumerate().for_each(|(rank, line)| ranks[*line] = rank);
    for today in order.chunk_by(|a, b| plan.lines[*a].day == plan.lines[*b].day) {
        let day = plan.lines[*today.first()?].day;
        walk.offer_waiting(&oldest_first, day, |_| true)?;
        for line in today {
            walk.pass(*line, ranks[*line], None, day, rounded.get(*line).copied()?)?;
        }
    }
    let last = order.last().map(|line| plan.lines[*line].day);
    for (day, caps) in later_ends(plan, last) {
        walk.offer_waiting(&oldest_first, day, |cap| caps.contains(&cap))?;
    }
    let waiting = walk.waiting.iter().filter(|(_, w)| **w > N::NIL);
    let waiting = waiting.map(|((rank, cap), w)| ((oldest_first[*rank], *cap), *w)).collect();
    Some(Caps { passed: walk.passed, waiting })
}

/// Every day on which the caps may let something of a term through: its own days and, where a cap over it holds back what
/// it cuts, every later day on which it may be offered again.
pub fn through_on(plan: &Plan, term: usize) -> BTreeSet<Day> {
    let own = plan.terms.get(term).map_or(&[][..], |t| &plan.lines[t.lines.clone()]);
    let mut days: BTreeSet<Day> = own.iter().map(|line| line.day).collect();
    let Some(first) = days.first().copied() else { return days };
    let waits = |cap: &Cap| cap.excess != Excess::Lapse && cap.terms.get(term).copied().unwrap_or(false);
    if plan.caps.iter().any(waits) {
        let paying = plan.lines.iter().filter(|l| plan.terms.get(l.term).is_some_and(|t| t.pays.is_some()));
        let all: BTreeSet<Day> = paying.map(|line| line.day).collect();
        days.extend(all.range(first..));
        let ends = later_ends(plan, all.last().copied());
        let of_term = |caps: &BTreeSet<usize>| caps.iter().any(|c| plan.caps.get(*c).is_some_and(waits));
        days.extend(ends.iter().filter(|(_, caps)| of_term(caps)).map(|(day, _)| *day));
    }
    days
}

/// Whether a term is under a mix cap.
fn under_mix<N>(run: &Run<'_, N>, term: usize) -> bool {
    run.plan.caps.iter().any(|c| matches!(c.limit, Limit::Share(_)) && c.terms.get(term).copied().unwrap_or(false))
}

/// After the last day: each later end of a window of a cap that defers, up to and including the long stop or the
/// horizon, with the caps whose window ends.
fn later_ends(plan: &Plan, last: Option<Day>) -> BTreeMap<Day, BTreeSet<usize>> {
    let mut ends: BTreeMap<Day, BTreeSet<usize>> = BTreeMap::new();
    let Some(last) = last else { return ends };
    let until = plan.long_stop.unwrap_or(plan.horizon);
    for (place, cap) in plan.caps.iter().enumerate().filter(|(_, c)| c.excess == Excess::Defer) {
        let mut window = cap.windows.holding(last);
        while let Some(end) = cap.windows.end(window).filter(|end| *end <= until) {
            if end > last {
                ends.entry(end).or_default().insert(place);
            }
            window += 1;
        }
    }
    ends
}

impl<N: Number> Walk<'_, '_, N> {
    /// What waits is offered again: as much as the cap that holds it has room for.
    fn offer_waiting(&mut self, oldest_first: &[usize], day: Day, held: impl Fn(usize) -> bool) -> Option<()> {
        let pieces: Vec<((usize, usize), N)> =
            self.waiting.iter().filter(|((_, cap), w)| held(*cap) && **w > N::NIL).map(|(k, w)| (*k, *w)).collect();
        for ((rank, place), waits) in pieces {
            let line = *oldest_first.get(rank)?;
            let cap = self.run.plan.caps.get(place)?;
            let cohort = &self.run.plan.lines.get(line)?.cohort;
            let offered = match self.room.left(self.run, (place, cap), cohort, day)? {
                Some(room) => waits.lesser(room),
                None => waits,
            };
            if offered > N::NIL {
                let left = self.waiting.entry((rank, place)).or_insert(N::NIL);
                *left = left.minus(offered)?;
                self.pass(line, rank, Some(place), day, offered)?;
            }
        }
        Some(())
    }

    /// A line, or a piece of one, through all its caps.
    fn pass(&mut self, place: usize, rank: usize, held_by: Option<usize>, day: Day, offered: N) -> Option<()> {
        let line = self.run.plan.lines.get(place)?;
        let mut amount = offered;
        let mut taken = BTreeMap::new();
        for (at, cap) in self.run.plan.caps.iter().enumerate() {
            if !cap.terms.get(line.term).copied().unwrap_or(false) {
                continue;
            }
            let Some(room) = self.room.left(self.run, (at, cap), &line.cohort, day)? else { continue };
            if amount > room {
                let cut = amount.minus(room)?;
                taken.insert(Taker::Cap(at), cut);
                if cap.excess != Excess::Lapse {
                    let waits = self.waiting.entry((rank, at)).or_insert(N::NIL);
                    *waits = waits.plus(cut)?;
                }
                amount = room;
            }
        }
        self.room.used(self.run, line.term, &line.cohort, day, amount)?;
        self.passed.push(Passed { line: place, held_by, day, amount, taken });
        Some(())
    }
}
