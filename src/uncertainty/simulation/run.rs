//! The draws of a case, batch by batch, on all threads.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use thiserror::Error;

use super::contract::{Chances, ContractFigures, Rates};
use super::draw::Draws;
use super::prepared::{Prepared, Rooms};
use super::sums::{Figures, Sums};
use super::work::{Done, Work, chunks, in_parts};
use super::{SCRAMBLINGS, Settings};
use crate::case::Correlation;
use crate::ledger::{Disagreement, Fault};
use crate::model::{Contracted, Model, StepId};

/// Why a case was not simulated.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum NotSimulated {
    /// Arithmetic leaves its range in the base case or in a draw.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The two numbers do not agree: our own fault.
    #[error(transparent)]
    Disagreement(#[from] Disagreement),
    /// Somebody said stop.
    #[error("stopped after {done} of {all} draws")]
    Stopped {
        /// Draws that were made.
        done: u64,
        /// Draws that were asked for.
        all: u64,
    },
}

/// What a run tells, and is told, while it goes on.
#[derive(Default, Debug)]
pub struct Watch {
    /// Draws that are done.
    pub done: AtomicU64,
    /// Whether to stop.
    pub stop: AtomicBool,
}

impl Watch {
    /// Whether somebody said stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What the draws of a case come to.
#[derive(Debug)]
pub struct Run {
    /// What was asked.
    pub settings: Settings,
    /// The drawn inputs.
    pub draws: Draws,
    /// Net present values by perspective.
    pub perspectives: BTreeMap<String, Figures>,
    /// What the contract comes to.
    pub contract: Option<ContractFigures>,
    /// Of each drawn input the share of draws that were cut to its domain.
    pub cut: Vec<f64>,
    /// Net present values in every draw, in their order: the headline's when it is wanted what drives it, those of all
    /// perspectives when they are to be set beside those of another case.
    pub kept: BTreeMap<String, Vec<f64>>,
}

/// What is simulated.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// The formulas.
    pub model: &'q Model,
    /// Which inputs move together.
    pub correlations: &'q [Correlation],
    /// Whose net present values are wanted; all of the model's when empty.
    pub perspectives: &'q [String],
    /// The perspective whose net present value is asked what drives it.
    pub headline: &'q str,
    /// The drawn inputs of all cases that are to share their luck, in order of path; none when it is this case alone.
    pub among: &'q [Arc<str>],
}

impl<'q> Question<'q> {
    /// The perspectives whose net present values are wanted, and their steps. The headline is always among them.
    pub fn wanted(&self) -> (Vec<&'q String>, Vec<StepId>) {
        let is_wanted = |name: &String| {
            let named = self.perspectives.contains(name);
            self.perspectives.is_empty() || name == self.headline || named
        };
        let of = self.model.perspectives.iter().filter(|(name, _)| is_wanted(name));
        of.map(|(name, lines)| (name, lines.budget.net_present_value)).unzip()
    }
}

/// Draws of a case: net present values of perspectives, and what its contract comes to.
///
/// # Errors
/// When arithmetic leaves its range, the two numbers do not agree on the base case, or somebody said stop.
pub fn simulate(question: &Question<'_>, settings: &Settings, watch: &Watch) -> Result<Run, NotSimulated> {
    let Question { model, correlations, headline, among, .. } = *question;
    let (names, wanted) = question.wanted();
    let contracted = model.contract.as_ref().map(|c| c.contracted.as_ref());
    let prepared = Prepared::of(model, (correlations, among), &wanted, contracted.is_some(), settings)?;
    let bases = bases(&prepared, &wanted, contracted);
    let work = Work { prepared: &prepared, contracted, wanted: wanted.len(), bases: &bases, watch };

    let chunks = chunks(settings);
    let all = usize::try_from(settings.draws).unwrap_or(usize::MAX);
    // Memory that is nil from the start costs nothing until a draw is written there.
    let count = if settings.quantiles { bases.len() } else { 0 };
    let mut columns: Vec<Vec<f64>> = (0..count).map(|_| vec![0.0; all]).collect();
    let keeps = settings.drivers && !settings.quantiles;
    let lead = names.iter().position(|n| n.as_str() == headline);
    let mut lone: Vec<f64> = vec![0.0; if keeps { all } else { 0 }];
    let done = {
        let mut slices: Vec<Vec<&mut [f64]>> = chunks.iter().map(|_| Vec::new()).collect();
        for column in columns.iter_mut().chain(keeps.then_some(&mut lone)) {
            let parts = in_parts(column, chunks.iter().map(|chunk| chunk.size));
            slices.iter_mut().zip(parts).for_each(|(own, part)| own.push(part));
        }
        let rooms = Rooms::default();
        let results: Result<Vec<Done>, NotSimulated> = slices
            .into_par_iter()
            .zip(&chunks)
            .map(|(slices, chunk)| {
                rooms.within(&prepared, |room| work.chunk(*chunk, slices, lead.filter(|_| keeps), room))
            })
            .collect();
        results?
    };
    let mut kept = BTreeMap::new();
    for (place, name) in names.iter().enumerate() {
        match columns.get(place) {
            Some(column) if settings.keep || settings.drivers && lead == Some(place) => {
                kept.insert((*name).clone(), column.clone());
            }
            None if keeps && lead == Some(place) => {
                kept.insert((*name).clone(), std::mem::take(&mut lone));
            }
            _ => {}
        }
    }

    let sizes = settings.sizes();
    let mut figures = Vec::with_capacity(bases.len());
    for (place, base) in bases.iter().enumerate() {
        let mut parts = [Sums::default(); SCRAMBLINGS];
        chunks.iter().zip(&done).for_each(|(chunk, done)| parts[chunk.scrambling].add(&done.sums[place]));
        let column = columns.get_mut(place).map(|c| (c.as_mut_slice(), &sizes));
        figures.push(Figures::of(*base, &parts, column, settings.sampling));
        if let Some(column) = columns.get_mut(place) {
            *column = Vec::new();
        }
    }
    let of_payers = figures.split_off(wanted.len());
    let contract = contracted.map(|contracted| {
        let mut chances: [Chances; SCRAMBLINGS] = std::array::from_fn(|_| Chances::default());
        chunks.iter().zip(&done).for_each(|(chunk, done)| chances[chunk.scrambling].add(&done.chances));
        let rates = (0..contracted.count.investors.len())
            .map(|investor| Rates::together(done.iter().filter_map(|d| d.rates.get(investor))));
        ContractFigures::of(contracted, of_payers, &chances, rates.collect(), settings)
    });
    let cut = (0..prepared.draws.inputs.len())
        .map(|input| done.iter().map(|d| d.cut[input]).sum::<u64>() as f64 / settings.draws as f64)
        .collect();
    let perspectives = names.into_iter().cloned().zip(figures).collect();
    Ok(Run { settings: *settings, draws: prepared.draws, perspectives, contract, cut, kept })
}

/// What each reported figure is in the base case.
fn bases(prepared: &Prepared<'_>, wanted: &[StepId], contracted: Option<&Contracted>) -> Vec<f64> {
    let mut bases: Vec<f64> = wanted.iter().map(|step| prepared.base.single(*step)).collect();
    if let Some(contracted) = contracted {
        let figures: Vec<f64> = contracted.figures.iter().map(|step| prepared.base.single(*step)).collect();
        let cells = contracted.cash.days.len();
        let tallied = contracted.tallied(&figures).unwrap_or_default();
        bases.extend((0..contracted.count.payers.len()).map(|p| tallied.get(cells + p).copied().unwrap_or(0.0)));
    }
    bases
}
