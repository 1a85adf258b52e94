//! A contract as it was met in draws: instructions between questions, a branch for each answer that came up.
//!
//! The first draw that goes a way runs through the stages themselves, on numbers that remember. Every other draw that
//! answers the same questions alike takes the way that was learned: the same arithmetic in the same order, so the same
//! bits, without lists and look-ups. What no result and no question needs is not done at all.
// Draws are binary numbers; no money passes here.
#![allow(clippy::float_arithmetic)]

use std::collections::{BTreeMap, BTreeSet};

use super::traced::{Ask, Event, From, Kind, Traced, traced};
use crate::model::Contracted;
use crate::model::payment::Failure;

/// More than this is not learned: such draws run through the stages.
const MOST: usize = 200_000;
/// Slots for figures and for what is made of them; constants stand behind. A longer tape is not learned.
const SLOTS: usize = 1 << 15;
/// Figures beyond this run through the stages, which notice what leaves the range.
const LARGE: f64 = 1e60;

/// One thing to do.
#[derive(Clone, Copy, Debug)]
struct Instruction {
    into: u32,
    a: u32,
    b: u32,
    kind: Kind,
}

/// What follows a stretch of instructions.
#[derive(Clone, Debug)]
enum Then {
    /// A question, and where each answer leads, as far as it was met: no, yes.
    Ask(Ask, u32, u32, [Option<u32>; 2]),
    /// The slots of the results.
    Done(Vec<u32>),
}

#[derive(Clone, Debug)]
struct Stretch {
    instructions: Vec<Instruction>,
    then: Then,
}

/// The ways that were learned.
#[derive(Clone, Default, Debug)]
pub struct Learned {
    stretches: Vec<Stretch>,
    size: usize,
    /// The tape of the draw that is at work, and behind it the constants.
    made: Vec<f64>,
    constants: BTreeMap<u64, u32>,
    /// Which results are wanted.
    wanted: Vec<usize>,
}

impl Learned {
    /// Nothing learned yet, for some of the results.
    pub fn new(wanted: Vec<usize>) -> Learned {
        Learned { wanted, ..Learned::default() }
    }

    /// The wanted results of a contract in a draw. Of each figure it is known whether it is drawn.
    ///
    /// # Errors
    /// As of the stages themselves.
    pub fn results(
        &mut self,
        contracted: &Contracted,
        figures: &[(f64, bool)],
        results: &mut [f64],
    ) -> Result<(), Failure> {
        if self.made.is_empty() {
            self.made.resize(SLOTS, 0.0);
        }
        let mut large = false;
        for (made, (figure, _)) in self.made.iter_mut().zip(figures) {
            *made = *figure;
            large |= figure.is_nan() || figure.abs() >= LARGE;
        }
        if large || figures.len() > SLOTS {
            return self.plain(contracted, figures, results);
        }
        if self.go(results) {
            return Ok(());
        }
        if self.size > MOST {
            return self.plain(contracted, figures, results);
        }
        let (made, events) = traced(figures, |numbers| contracted.tallied(numbers));
        let ends: Vec<From> = {
            let made: Vec<Traced> = made?;
            self.wanted.iter().map(|place| made.get(*place).map_or(From::Certain(f64::NAN), |t| t.origin())).collect()
        };
        self.learn(figures.len() as u32, &events, ends);
        if self.go(results) { Ok(()) } else { self.plain(contracted, figures, results) }
    }

    /// Through the stages, as ever.
    fn plain(&self, contracted: &Contracted, figures: &[(f64, bool)], results: &mut [f64]) -> Result<(), Failure> {
        let figures: Vec<f64> = figures.iter().map(|(figure, _)| *figure).collect();
        let all = contracted.tallied(&figures)?;
        for (result, place) in results.iter_mut().zip(&self.wanted) {
            *result = all.get(*place).copied().unwrap_or(f64::NAN);
        }
        Ok(())
    }

    /// Goes along what was learned. False when it was not.
    fn go(&mut self, results: &mut [f64]) -> bool {
        let made = &mut self.made;
        let mut at = 0;
        loop {
            let Some(stretch) = self.stretches.get(at) else { return false };
            for i in &stretch.instructions {
                made[i.into as usize] = i.kind.of(made[i.a as usize], made[i.b as usize]);
            }
            match &stretch.then {
                Then::Ask(ask, a, b, next) => {
                    let answer = ask.of(made[*a as usize], made[*b as usize]);
                    match next[usize::from(answer)] {
                        Some(next) => at = next as usize,
                        None => return false,
                    }
                }
                Then::Done(ends) => {
                    let mut whole = true;
                    for (result, end) in results.iter_mut().zip(ends) {
                        *result = made[*end as usize];
                        whole &= result.is_finite();
                    }
                    return whole;
                }
            }
        }
    }

    /// Adds the way of a draw to those that are known.
    fn learn(&mut self, figures: u32, events: &[Event], ends: Vec<From>) {
        // What each place on the tape is made of.
        let makes: Vec<(Kind, From, From)> = events
            .iter()
            .filter_map(|e| match e {
                Event::Make(kind, a, b) => Some((*kind, *a, *b)),
                Event::Ask(..) => None,
            })
            .collect();
        if figures as usize + makes.len() > SLOTS {
            self.size = MOST + 1;
            return;
        }
        let mut known = BTreeSet::new();
        let asks = events.iter().filter_map(|e| match e {
            Event::Ask(ask, a, b, answer) => Some((*ask, *a, *b, *answer)),
            Event::Make(..) => None,
        });
        // Along the stretches that are there already, to the answer that is new.
        let mut open: Option<(usize, usize)> = None;
        let mut at = (!self.stretches.is_empty()).then_some(0);
        for (ask, a, b, answer) in asks {
            let answer = usize::from(answer);
            if let Some(place) = at {
                known.extend(self.stretches[place].instructions.iter().map(|i| i.into));
                if let Then::Ask(_, _, _, next) = &self.stretches[place].then {
                    open = Some((place, answer));
                    at = next[answer].map(|n| n as usize);
                }
                continue;
            }
            let instructions = self.needed(figures, &makes, &mut known, &[a, b]);
            let then = Then::Ask(ask, self.slot(a), self.slot(b), [None, None]);
            let place = self.add(Stretch { instructions, then }, open);
            open = Some((place, answer));
        }
        if at.is_none() {
            let instructions = self.needed(figures, &makes, &mut known, &ends);
            let ends = ends.into_iter().map(|end| self.slot(end)).collect();
            self.add(Stretch { instructions, then: Then::Done(ends) }, open);
        }
    }

    fn add(&mut self, stretch: Stretch, open: Option<(usize, usize)>) -> usize {
        self.size += stretch.instructions.len() + 1;
        self.stretches.push(stretch);
        let place = self.stretches.len() - 1;
        if let Some((before, answer)) = open
            && let Some(Stretch { then: Then::Ask(_, _, _, next), .. }) = self.stretches.get_mut(before)
        {
            next[answer] = Some(place as u32);
        }
        place
    }

    /// The slot of a number: its place on the tape, or that of a constant behind it.
    fn slot(&mut self, from: From) -> u32 {
        match from {
            From::Made(place) => place,
            From::Certain(value) => {
                if let Some(slot) = self.constants.get(&value.to_bits()) {
                    return *slot;
                }
                self.made.push(value);
                let slot = self.made.len() as u32 - 1;
                self.constants.insert(value.to_bits(), slot);
                slot
            }
        }
    }

    /// What has to be made, in order of the tape, before some numbers are there.
    fn needed(
        &mut self,
        figures: u32,
        makes: &[(Kind, From, From)],
        known: &mut BTreeSet<u32>,
        ends: &[From],
    ) -> Vec<Instruction> {
        let mut open: Vec<From> = ends.to_vec();
        let mut found = BTreeSet::new();
        while let Some(from) = open.pop() {
            if let From::Made(place) = from
                && place >= figures
                && known.insert(place)
            {
                found.insert(place);
                let (_, a, b) = makes[(place - figures) as usize];
                open.extend([a, b]);
            }
        }
        let make = |into: u32| {
            let (kind, a, b) = makes[(into - figures) as usize];
            Instruction { into, a: self.slot(a), b: self.slot(b), kind }
        };
        found.into_iter().map(make).collect()
    }
}
