//! A part of the draws, worked out by one thread in one go.

use std::sync::atomic::Ordering;

use super::contract::{Chances, Rates};
use super::prepared::{Prepared, Room};
use super::run::{NotSimulated, Watch};
use super::sums::{Adding, Sums};
use super::{SCRAMBLINGS, Settings};
use crate::ledger::plan::Drawn;
use crate::model::Contracted;

/// Draws that one thread works out in one go. Sums are taken within these, and then over them, so that neither threads
/// nor batches change a digit.
pub const CHUNK: usize = 4_096;

/// A part of the draws.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Of which scrambling.
    pub scrambling: usize,
    /// The number of its first draw there.
    pub first: u64,
    /// How many.
    pub size: usize,
}

/// What a chunk comes to.
pub struct Done {
    /// Of each reported figure.
    pub sums: Vec<Sums>,
    /// Of each input the draws that were cut.
    pub cut: Vec<u64>,
    /// How often caps bind and investors are repaid.
    pub chances: Chances,
    /// Of each investor.
    pub rates: Vec<Rates>,
}

/// All draws, in parts that one thread works out in one go.
pub fn chunks(settings: &Settings) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    for scrambling in 0..SCRAMBLINGS {
        let (mut first, all) = (0, settings.size(scrambling));
        while first < all {
            let size = (all - first).min(CHUNK as u64);
            chunks.push(Chunk { scrambling, first, size: size as usize });
            first += size;
        }
    }
    chunks
}

/// A column in parts of these sizes, one after the other.
pub fn in_parts(column: &mut [f64], sizes: impl Iterator<Item = usize>) -> Vec<&mut [f64]> {
    let mut rest = column;
    let part = |size: usize| {
        let (part, more) = std::mem::take(&mut rest).split_at_mut(size);
        rest = more;
        part
    };
    sizes.map(part).collect()
}

/// The work on a chunk.
pub struct Work<'w, 'm> {
    /// The model.
    pub prepared: &'w Prepared<'m>,
    /// Its contract.
    pub contracted: Option<&'m Contracted>,
    /// How many of the reported figures are net present values; the rest are what payers pay.
    pub wanted: usize,
    /// What each reported figure is in the base case.
    pub bases: &'w [f64],
    /// Whom to tell, and who may say stop.
    pub watch: &'w Watch,
}

impl Work<'_, '_> {
    /// Works out a chunk: the reported figures go to their columns, when these are kept.
    ///
    /// # Errors
    /// A fault in a draw, or that somebody said stop.
    pub fn chunk(
        &self,
        chunk: Chunk,
        mut slices: Vec<&mut [f64]>,
        lead: Option<usize>,
        room: &mut Room,
    ) -> Result<Done, NotSimulated> {
        let settings = &self.prepared.settings;
        if self.watch.is_stopped() {
            let done = self.watch.done.load(Ordering::Relaxed);
            return Err(NotSimulated::Stopped { done, all: settings.draws });
        }
        let (width, inputs) = (self.prepared.width(), &self.prepared.draws.inputs);
        let mut adding = vec![Adding::default(); self.bases.len()];
        let mut chances = Chances::default();
        let mut rates = vec![Rates::default(); self.contracted.map_or(0, |c| c.count.investors.len())];
        let mut cut = vec![0; inputs.len()];
        let mut constant = vec![0.0; width];
        for first in (0..chunk.size).step_by(width) {
            let size = self.prepared.draw(chunk, first, room);
            let (registers, _) = &mut *room;
            let columns = registers.inputs(inputs.len());
            for ((input, column), cut) in inputs.iter().zip(columns.iter()).zip(&mut cut) {
                if input.may_be_cut() {
                    *cut += column.iter().take(size).filter(|x| input.is_cut(**x)).count() as u64;
                }
            }
            self.prepared.run(registers)?;
            for (place, (adding, pivot)) in adding.iter_mut().zip(self.bases).enumerate() {
                let drawn = match place.checked_sub(self.wanted) {
                    None => self.prepared.figure(place, registers),
                    Some(payer) => self.prepared.tallied(payer, registers),
                };
                let figures = match drawn {
                    Drawn::Each(figures) => figures,
                    Drawn::Certain(value) => {
                        constant.fill(value);
                        &constant[..size]
                    }
                };
                adding.add(figures, *pivot);
                let kept = if settings.quantiles { slices.get_mut(place) } else { None };
                if let Some(slice) = kept {
                    slice[first..first + size].copy_from_slice(figures);
                } else if lead == Some(place)
                    && let Some(slice) = slices.last_mut()
                {
                    slice[first..first + size].copy_from_slice(figures);
                }
            }
            if let Some(contracted) = self.contracted {
                let tally = |place: usize| self.prepared.tallied(place, registers);
                chances.count(&contracted.count, size, tally);
                if settings.rates {
                    rates.iter_mut().enumerate().for_each(|(i, r)| r.find(&contracted.count, i, size, tally));
                }
            }
        }
        let sums: Vec<Sums> = adding.iter().zip(self.bases).map(|(a, pivot)| a.done(*pivot)).collect();
        if !sums.iter().all(Sums::is_finite) {
            return Err(self.out_of_range(chunk, room));
        }
        self.watch.done.fetch_add(chunk.size as u64, Ordering::Relaxed);
        Ok(Done { sums, cut, chances, rates })
    }

    /// The first draw of a chunk with a figure that is no number.
    fn out_of_range(&self, chunk: Chunk, room: &mut Room) -> NotSimulated {
        let count = self.prepared.draws.inputs.len();
        for first in (0..chunk.size).step_by(self.prepared.width()) {
            let size = self.prepared.draw(chunk, first, room);
            let (registers, _) = &mut *room;
            let inputs = registers.inputs(count).to_vec();
            if let Err(fault) = self.prepared.run(registers) {
                return fault;
            }
            for draw in 0..size {
                let bad = (0..self.wanted).any(|f| !self.prepared.figure(f, registers).at(draw).abs().lt(&1e150));
                if bad {
                    return self.prepared.fault(&inputs, draw);
                }
            }
        }
        self.prepared.fault(&[], 0)
    }
}
