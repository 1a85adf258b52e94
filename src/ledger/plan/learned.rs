//! A contract as it was met in draws: instructions between questions, a branch for each answer that came up.
//!
//! The first draw that goes a way runs through the stages themselves, on numbers that remember. All other draws that
//! answer the same questions alike take the way that was learned, many at a time: the same arithmetic in the same order,
//! so the same bits, without lists and look-ups. What no result and no question needs is not done at all.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::{BTreeMap, BTreeSet};

use super::traced::{Ask, Event, From, Kind, Traced, traced};
use crate::model::Contracted;
use crate::model::payment::Failure;
use crate::number::Number;

/// How many draws go along together: as many as a mask has bits.
pub const LANES: usize = 64;
/// More instructions than this are not learned: such draws run through the stages.
const MOST: usize = 20_000;
/// Figures beyond this run through the stages, which notice what leaves the range.
const LARGE: f64 = 1e60;

/// A number in each lane.
type Lanes = [f64; LANES];

/// One thing to do. What it makes stands in a slot of its own, behind those it needs.
#[derive(Clone, Copy, Debug)]
struct Instruction {
    kind: Kind,
    a: u32,
    b: u32,
    into: u32,
    /// The place on the tape of the draw from which it was learned.
    place: u32,
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
    /// Figures first, then constants and what is made.
    slots: Vec<Lanes>,
    constants: BTreeMap<u64, u32>,
    /// Which results are wanted.
    wanted: Vec<usize>,
}

impl Learned {
    /// Nothing learned yet, for some of the results.
    pub fn new(wanted: Vec<usize>) -> Learned {
        Learned { wanted, ..Learned::default() }
    }

    /// The slots of so many figures, to be filled with those of up to [`LANES`] draws.
    pub fn figures(&mut self, count: usize) -> &mut [Lanes] {
        if self.slots.is_empty() {
            self.slots.resize(count, [0.0; LANES]);
        }
        let count = count.min(self.slots.len());
        &mut self.slots[..count]
    }

    /// The wanted results of a contract for the draws whose figures stand in the slots. Of each figure it is known
    /// whether it is drawn. `give` gets lane, number of the result, result.
    ///
    /// # Errors
    /// As of the stages themselves, with the lane.
    pub fn results(
        &mut self,
        contracted: &Contracted,
        is_drawn: &[bool],
        draws: usize,
        mut give: impl FnMut(usize, usize, f64),
    ) -> Result<(), (usize, Failure)> {
        let all = if draws >= LANES { u64::MAX } else { (1 << draws) - 1 };
        let mut plain = 0_u64;
        for (slot, _) in self.slots.iter().zip(is_drawn).filter(|(_, drawn)| **drawn) {
            for (lane, figure) in slot.iter().enumerate().take(draws) {
                plain |= u64::from(figure.is_nan() || figure.abs() >= LARGE) << lane;
            }
        }
        let mut open = all & !plain;
        while open != 0 {
            let missing = self.go(open, &mut give);
            if missing == 0 {
                break;
            }
            let lane = missing.trailing_zeros() as usize;
            let known = self.size;
            if known <= MOST {
                let figures = self.lane(is_drawn, lane);
                let (made, events) = traced(&figures, |numbers| contracted.tallied(numbers));
                let made: Vec<Traced> = made.map_err(|why| (lane, why))?;
                let ends = self.wanted.iter().map(|w| made.get(*w).map_or(From::Certain(f64::NAN), |t| t.origin()));
                let ends = ends.collect();
                self.learn(is_drawn.len() as u32, &events, ends);
            }
            if self.size == known {
                plain |= missing;
                break;
            }
            open = missing;
        }
        for lane in (0..draws).filter(|lane| plain >> lane & 1 == 1) {
            let figures: Vec<f64> = self.lane(is_drawn, lane).into_iter().map(|(figure, _)| figure).collect();
            let results = contracted.tallied(&figures).map_err(|why| (lane, why))?;
            for (place, wanted) in self.wanted.iter().enumerate() {
                give(lane, place, results.get(*wanted).copied().unwrap_or(f64::NAN));
            }
        }
        Ok(())
    }

    /// The figures of one draw.
    fn lane(&self, is_drawn: &[bool], lane: usize) -> Vec<(f64, bool)> {
        self.slots.iter().zip(is_drawn).map(|(slot, drawn)| (slot[lane], *drawn)).collect()
    }

    /// Goes along what was learned, all lanes together; says which of them went where nobody has been.
    fn go(&mut self, lanes: u64, give: &mut impl FnMut(usize, usize, f64)) -> u64 {
        if self.stretches.is_empty() {
            return lanes;
        }
        let mut missing = 0;
        let mut open = vec![(0_usize, lanes)];
        while let Some((at, lanes)) = open.pop() {
            let Some(stretch) = self.stretches.get(at) else { continue };
            stretch.instructions.iter().for_each(|i| i.run(&mut self.slots));
            match &stretch.then {
                Then::Ask(ask, a, b, next) => {
                    let yes = answers(*ask, &self.slots[*a as usize], &self.slots[*b as usize]);
                    for (next, some) in next.iter().zip([lanes & !yes, lanes & yes]).filter(|(_, some)| *some != 0) {
                        match next {
                            Some(next) => open.push((*next as usize, some)),
                            None => missing |= some,
                        }
                    }
                }
                Then::Done(ends) => {
                    for (place, end) in ends.iter().enumerate() {
                        let results = &self.slots[*end as usize];
                        for lane in each(lanes) {
                            give(lane, place, results[lane]);
                            missing |= u64::from(!results[lane].is_finite()) << lane;
                        }
                    }
                }
            }
        }
        missing
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
        // The slot of each place, along this way.
        let mut known: BTreeMap<u32, u32> = (0..figures).map(|place| (place, place)).collect();
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
                known.extend(self.stretches[place].instructions.iter().map(|i| (i.place, i.into)));
                if let Then::Ask(_, _, _, next) = &self.stretches[place].then {
                    open = Some((place, answer));
                    at = next[answer].map(|n| n as usize);
                }
                continue;
            }
            let instructions = self.needed(figures, &makes, &mut known, &[a, b]);
            let then = Then::Ask(ask, self.slot(a, &known), self.slot(b, &known), [None, None]);
            let place = self.add(Stretch { instructions, then }, open);
            open = Some((place, answer));
        }
        if at.is_none() {
            let instructions = self.needed(figures, &makes, &mut known, &ends);
            let ends = ends.into_iter().map(|end| self.slot(end, &known)).collect();
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

    /// The slot of a number: where it was made, or that of a constant.
    fn slot(&mut self, from: From, known: &BTreeMap<u32, u32>) -> u32 {
        match from {
            From::Made(place) => known.get(&place).copied().unwrap_or(0),
            From::Certain(value) => {
                if let Some(slot) = self.constants.get(&value.to_bits()) {
                    return *slot;
                }
                self.slots.push([value; LANES]);
                let slot = self.slots.len() as u32 - 1;
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
        known: &mut BTreeMap<u32, u32>,
        ends: &[From],
    ) -> Vec<Instruction> {
        let mut open: Vec<From> = ends.to_vec();
        let mut found = BTreeSet::new();
        while let Some(from) = open.pop() {
            if let From::Made(place) = from
                && !known.contains_key(&place)
                && found.insert(place)
            {
                let (_, a, b) = makes[(place - figures) as usize];
                open.extend([a, b]);
            }
        }
        let mut instructions = Vec::with_capacity(found.len());
        for place in found {
            let (kind, a, b) = makes[(place - figures) as usize];
            let (a, b) = (self.slot(a, known), self.slot(b, known));
            self.slots.push([0.0; LANES]);
            let into = self.slots.len() as u32 - 1;
            known.insert(place, into);
            instructions.push(Instruction { kind, a, b, into, place });
        }
        instructions
    }
}

impl Instruction {
    /// Does it in every lane.
    fn run(&self, slots: &mut [Lanes]) {
        let (before, after) = slots.split_at_mut(self.into as usize);
        let (Some(a), Some(b), Some(out)) =
            (before.get(self.a as usize), before.get(self.b as usize), after.first_mut())
        else {
            return;
        };
        match self.kind {
            Kind::Plus => lanes(out, a, b, |a, b| a + b),
            Kind::Minus => lanes(out, a, b, |a, b| a - b),
            Kind::Times => lanes(out, a, b, |a, b| a * b),
            Kind::Over => lanes(out, a, b, |a, b| a / b),
            Kind::Negated => lanes(out, a, b, |a, _| -a),
            Kind::Size => lanes(out, a, b, |a, _| a.abs()),
            Kind::Greater => lanes(out, a, b, |a, b| a.greater(b)),
            Kind::Lesser => lanes(out, a, b, |a, b| a.lesser(b)),
            Kind::Floor | Kind::Power | Kind::Whole(_) => lanes(out, a, b, |a, b| self.kind.of(a, b)),
        }
    }
}

#[inline]
fn lanes(out: &mut Lanes, a: &Lanes, b: &Lanes, of: impl Fn(f64, f64) -> f64) {
    out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = of(*a, *b));
}

/// In which lanes the answer is yes.
fn answers(ask: Ask, a: &Lanes, b: &Lanes) -> u64 {
    let bits = |of: fn(f64, f64) -> bool| {
        a.iter().zip(b).enumerate().fold(0, |bits, (lane, (a, b))| bits | u64::from(of(*a, *b)) << lane)
    };
    match ask {
        Ask::Less => bits(|a, b| a < b),
        Ask::Equal => bits(|a, b| a == b),
        Ask::Reaches => bits(|a, b| a.reaches(b)),
    }
}

/// The lanes of a mask.
fn each(mut lanes: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (lanes != 0).then(|| {
            let lane = lanes.trailing_zeros() as usize;
            lanes &= lanes - 1;
            lane
        })
    })
}
