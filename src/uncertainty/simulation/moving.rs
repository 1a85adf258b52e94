//! A figure in every draw while one value is elsewhere than in the case: the same luck at every value.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::cmp::Ordering;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::Settings;
use super::prepared::{Prepared, Room, Rooms};
use super::run::NotSimulated;
use super::sums::{Estimate, Figures};
use super::work::{Chunk, chunks, in_parts};
use crate::case::Case;
use crate::ledger::{Fault, FaultKind};
use crate::model::{InputId, Model, StepId};
use crate::number::Number;

/// A figure of a case whose draws are made again and again, with one input elsewhere.
///
/// An input without a distribution is the same in every draw. One with a distribution takes all its draws along, by as
/// much as its value moves, a series by the same factor; where it is in the case the draws are those of a simulation.
pub struct Moving<'m> {
    prepared: Prepared<'m>,
    step: StepId,
    place: usize,
    chunks: Vec<Chunk>,
    /// The figure in every draw that was made last.
    figures: Vec<f64>,
    rooms: Rooms,
}

impl<'m> Moving<'m> {
    /// A figure that is a step of the model, nothing elsewhere yet.
    ///
    /// # Errors
    /// When arithmetic leaves its range in the base case, or the two numbers do not agree on it.
    pub fn of(case: &Case, model: &'m Model, step: StepId, settings: &Settings) -> Result<Moving<'m>, NotSimulated> {
        let prepared = Prepared::of(model, (&case.correlations, &[]), &[step], false, settings)?;
        let place = prepared.columns;
        let figures = vec![0.0; usize::try_from(settings.draws).unwrap_or(0)];
        Ok(Moving { prepared, step, place, chunks: chunks(settings), figures, rooms: Rooms::default() })
    }

    /// How many inputs of the case are drawn.
    pub fn drawn(&self) -> usize {
        self.prepared.draws.inputs.len()
    }

    /// From now on this input is elsewhere.
    pub fn hold(&mut self, input: InputId) {
        self.place = self.prepared.moving(input, self.step);
        self.rooms = Rooms::default();
    }

    /// How often the figure is at least a target where nothing has been moved yet.
    ///
    /// # Errors
    /// A fault in a draw.
    pub fn chance(&mut self, target: f64) -> Result<Estimate, NotSimulated> {
        self.draw(None)?;
        self.figures.iter_mut().for_each(|figure| *figure -= target);
        let settings = Settings { quantiles: false, ..self.prepared.settings };
        Ok(Figures::of_column(0.0, &mut self.figures, &settings).probability_of_gain)
    }

    /// What the figure reaches in a share of the draws, with the input at a value: of n draws the ⌈share × n⌉-th from
    /// above. A chance of the figure reaches a share where this reaches its target. Of one scrambling alone, when one is
    /// named.
    ///
    /// # Errors
    /// A fault in a draw, also when a figure is no number.
    pub fn reached(&mut self, value: f64, share: f64, scrambling: Option<usize>) -> Result<f64, NotSimulated> {
        self.prepared.draws.put(self.place, value);
        self.draw(scrambling)?;
        let count = scrambling.map_or(self.figures.len(), |s| self.size(s));
        let figures = &mut self.figures[..count];
        // A share of a whole number of draws is that number, whatever binary numbers make of it.
        let rank = libm::ceil(share * count as f64 - 1e-9).max(1.0) as usize;
        let (_, found, _) = figures.select_nth_unstable_by(count.saturating_sub(rank), f64::total_cmp);
        Ok(*found)
    }

    /// Whether the figure reaches a target in more or in less than a share of the draws, where the first scrambling alone
    /// leaves no doubt: it is off by more than four standard deviations of as many independent draws, and one draw.
    ///
    /// # Errors
    /// As of [`Moving::reached`].
    pub fn clearly(&mut self, value: f64, share: f64, target: f64) -> Result<Option<Ordering>, NotSimulated> {
        self.prepared.draws.put(self.place, value);
        self.draw(Some(0))?;
        let figures = &self.figures[..self.size(0)];
        let count = figures.len() as f64;
        let found = figures.iter().filter(|figure| figure.reaches(target)).count() as f64 / count;
        let doubt = 4.0 * (share * (1.0 - share) / count).sqrt() + 1.0 / count;
        Ok(if (found - share).abs() > doubt { found.partial_cmp(&share) } else { None })
    }

    fn size(&self, scrambling: usize) -> usize {
        usize::try_from(self.prepared.settings.size(scrambling)).unwrap_or(0)
    }

    /// The figure in every draw, in their order; those of one scrambling at the beginning, when one is named.
    fn draw(&mut self, scrambling: Option<usize>) -> Result<(), NotSimulated> {
        let is_asked = |chunk: &&Chunk| scrambling.is_none_or(|s| s == chunk.scrambling);
        let chunks: Vec<&Chunk> = self.chunks.iter().filter(is_asked).collect();
        let parts = in_parts(&mut self.figures, chunks.iter().map(|chunk| chunk.size));
        let (prepared, step, rooms) = (&self.prepared, self.step, &self.rooms);
        chunks
            .into_par_iter()
            .zip(parts)
            .try_for_each(|(chunk, figures)| rooms.within(prepared, |room| fill(prepared, step, *chunk, figures, room)))
    }
}

/// The figure in the draws of a chunk.
fn fill(
    prepared: &Prepared<'_>,
    step: StepId,
    chunk: Chunk,
    figures: &mut [f64],
    room: &mut Room,
) -> Result<(), NotSimulated> {
    let width = prepared.width();
    for (batch, figures) in figures.chunks_mut(width).enumerate() {
        prepared.draw(chunk, batch * width, room);
        let (registers, _) = &mut *room;
        prepared.run(registers)?;
        let drawn = prepared.figure(0, registers);
        figures.iter_mut().enumerate().for_each(|(draw, figure)| *figure = drawn.at(draw));
        if !figures.iter().all(|figure| figure.is_finite()) {
            let kind = FaultKind::OutOfRange;
            return Err(NotSimulated::Fault(Fault { step, place: 0, kind }));
        }
    }
    Ok(())
}
