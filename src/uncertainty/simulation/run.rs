//! The draws of a case, batch by batch, on all threads.
// Draws are binary numbers; no money passes here.
#![allow(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rust_decimal::Decimal;
use thiserror::Error;

use super::contract::{Chances, ContractFigures, Rates};
use super::draw::{Draws, Sample, Scratch};
use super::sums::{Adding, Figures, Sums};
use super::{SCRAMBLINGS, Settings};
use crate::case::Correlation;
use crate::ledger::plan::{Drawn, Plan, Registers};
use crate::ledger::{Assignment, Disagreement, Fault, Ledger, agree, evaluate};
use crate::model::{Contracted, Model, StepId};

/// Draws that one thread works out in one go. Sums are taken within these, and then over them, so that neither threads
/// nor batches change a digit.
pub const CHUNK: usize = 4_096;

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
    /// The headline's net present value in every draw, in their order, when it is wanted what drives it.
    pub headline: Vec<f64>,
}

/// A model with everything that its draws need.
pub struct Prepared<'m> {
    model: &'m Model,
    /// The base case in binary.
    pub base: Ledger<f64>,
    /// The drawn inputs.
    pub draws: Draws,
    plan: Plan,
    settings: Settings,
}

/// A part of the draws.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub scrambling: usize,
    pub first: u64,
    pub size: usize,
}

/// What a chunk comes to.
struct Done {
    sums: Vec<Sums>,
    cut: Vec<u64>,
    chances: Chances,
    rates: Vec<Rates>,
}

impl<'m> Prepared<'m> {
    /// Evaluates the base case in both numbers, and plans the draws.
    ///
    /// # Errors
    /// When arithmetic leaves its range, or the two numbers do not agree.
    pub fn of(
        model: &'m Model,
        correlations: &[Correlation],
        wanted: &[StepId],
        contract: bool,
        settings: &Settings,
    ) -> Result<Prepared<'m>, NotSimulated> {
        let exact = evaluate::<Decimal>(model, &Assignment::base(model))?;
        let base = evaluate::<f64>(model, &Assignment::base(model))?;
        agree(model, &exact, &base)?;
        let draws = Draws::of(model, correlations, settings);
        let ids: Vec<_> = draws.inputs.iter().map(|i| i.id).collect();
        let plan = Plan::of(model, &base, &ids, wanted, contract);
        Ok(Prepared { model, base, draws, plan, settings: *settings })
    }

    /// How many draws a batch has: columns of it stay in the first-level cache.
    pub fn width(&self) -> usize {
        let fitting = CHUNK / self.plan.columns().max(1);
        let wanted = self.settings.batch.unwrap_or(fitting).clamp(32, 1_024);
        if wanted.is_power_of_two() { wanted } else { wanted.next_power_of_two() / 2 }
    }

    /// Columns and room for batches.
    pub fn room(&self) -> (Registers, Scratch) {
        (self.plan.registers(self.width()), self.draws.scratch(self.width()))
    }

    /// Columns for batches of another length.
    pub fn room_for(&self, width: usize) -> Registers {
        self.plan.registers(width)
    }

    /// Works out a batch whose inputs stand in their columns.
    ///
    /// # Errors
    /// A fault in a draw.
    pub fn run(&self, registers: &mut Registers) -> Result<(), NotSimulated> {
        let inputs: Vec<Vec<f64>> = match self.plan.may_stop() {
            true => registers.inputs(self.draws.inputs.len()).to_vec(),
            false => Vec::new(),
        };
        self.plan.run(registers).map_err(|stopped| self.fault(&inputs, stopped.0))
    }

    /// A wanted figure of the last batch.
    pub fn figure<'r>(&self, place: usize, registers: &'r Registers) -> Drawn<'r> {
        self.plan.figure(place, registers)
    }

    /// A part of the tally in the last batch.
    pub fn tallied<'r>(&self, place: usize, registers: &'r Registers) -> Drawn<'r> {
        self.plan.tallied(place, registers)
    }

    /// What is wrong in a draw, told by the plain evaluator.
    fn fault(&self, inputs: &[Vec<f64>], draw: usize) -> NotSimulated {
        let drawn: Vec<_> = self
            .draws
            .inputs
            .iter()
            .zip(inputs)
            .map(|(input, column)| (input.id, vec![column.get(draw).copied().unwrap_or(f64::NAN)]))
            .collect();
        match evaluate(self.model, &Assignment::<f64>::base(self.model).drawn(&drawn)) {
            Err(fault) => NotSimulated::Fault(fault),
            Ok(_) => NotSimulated::Fault(Fault {
                step: StepId::at(self.model.steps.len().saturating_sub(1)),
                place: 0,
                kind: crate::ledger::FaultKind::OutOfRange,
            }),
        }
    }
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
    let Question { model, correlations, headline, .. } = *question;
    let (names, wanted) = question.wanted();
    let contracted = model.contract.as_ref().map(|c| c.contracted.as_ref());
    let prepared = Prepared::of(model, correlations, &wanted, contracted.is_some(), settings)?;
    let payers = contracted.map_or(0, |c| c.count.payers.len());
    let bases = bases(&prepared, &wanted, contracted);
    let work = Work { prepared: &prepared, contracted, wanted: wanted.len(), payers, bases: &bases, watch };

    let chunks = chunks(settings);
    let all = usize::try_from(settings.draws).unwrap_or(usize::MAX);
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); if settings.quantiles { bases.len() } else { 0 }];
    columns.iter_mut().for_each(|c| c.resize(all, 0.0));
    let keeps = settings.drivers && !settings.quantiles;
    let lead = names.iter().position(|n| n.as_str() == headline);
    let mut kept: Vec<f64> = vec![0.0; if keeps { all } else { 0 }];
    let done = {
        let mut slices: Vec<Vec<&mut [f64]>> = chunks.iter().map(|_| Vec::new()).collect();
        for column in columns.iter_mut().chain(keeps.then_some(&mut kept)) {
            let mut rest = column.as_mut_slice();
            for (chunk, own) in chunks.iter().zip(&mut slices) {
                let (part, more) = rest.split_at_mut(chunk.size);
                own.push(part);
                rest = more;
            }
        }
        let results: Result<Vec<Done>, NotSimulated> = slices
            .into_par_iter()
            .zip(&chunks)
            .map_init(
                || prepared.room(),
                |room, (slices, chunk)| work.chunk(*chunk, slices, lead.filter(|_| keeps), room),
            )
            .collect();
        results?
    };
    if settings.drivers
        && let (true, Some(lead)) = (settings.quantiles, lead)
    {
        kept.clone_from(&columns[lead]);
    }

    let sizes: [usize; SCRAMBLINGS] = std::array::from_fn(|s| usize::try_from(settings.size(s)).unwrap_or(0));
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
        let chances = done.iter().fold(Chances::default(), |sum, d| sum.with(&d.chances));
        let rates = (0..contracted.count.investors.len())
            .map(|investor| Rates::together(done.iter().filter_map(|d| d.rates.get(investor))));
        ContractFigures::of(contracted, of_payers, &chances, rates.collect(), settings)
    });
    let cut = (0..prepared.draws.inputs.len())
        .map(|input| done.iter().map(|d| d.cut[input]).sum::<u64>() as f64 / settings.draws as f64)
        .collect();
    let perspectives = names.into_iter().cloned().zip(figures).collect();
    Ok(Run { settings: *settings, draws: prepared.draws, perspectives, contract, cut, headline: kept })
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

/// All draws, in parts that one thread works out in one go.
pub(super) fn chunks(settings: &Settings) -> Vec<Chunk> {
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

struct Work<'w, 'm> {
    prepared: &'w Prepared<'m>,
    contracted: Option<&'m Contracted>,
    wanted: usize,
    payers: usize,
    bases: &'w [f64],
    watch: &'w Watch,
}

impl Work<'_, '_> {
    fn chunk(
        &self,
        chunk: Chunk,
        mut slices: Vec<&mut [f64]>,
        lead: Option<usize>,
        (registers, scratch): &mut (Registers, Scratch),
    ) -> Result<Done, NotSimulated> {
        let settings = &self.prepared.settings;
        if self.watch.stop.load(Ordering::Relaxed) {
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
            let size = (chunk.size - first).min(width);
            registers.use_only(size);
            let columns = registers.inputs(inputs.len());
            self.prepared.draws.fill(Sample::First, chunk.scrambling, chunk.first + first as u64, scratch, columns);
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
        debug_assert_eq!(self.bases.len(), self.wanted + self.payers);
        let sums: Vec<Sums> = adding.iter().zip(self.bases).map(|(a, pivot)| a.done(*pivot)).collect();
        if !sums.iter().all(Sums::is_finite) {
            return Err(self.out_of_range(chunk, registers, scratch));
        }
        self.watch.done.fetch_add(chunk.size as u64, Ordering::Relaxed);
        Ok(Done { sums, cut, chances, rates })
    }

    /// The first draw of a chunk with a figure that is no number.
    fn out_of_range(&self, chunk: Chunk, registers: &mut Registers, scratch: &mut Scratch) -> NotSimulated {
        let count = self.prepared.draws.inputs.len();
        for first in (0..chunk.size).step_by(self.prepared.width()) {
            let columns = registers.inputs(count);
            self.prepared.draws.fill(Sample::First, chunk.scrambling, chunk.first + first as u64, scratch, columns);
            let inputs = columns.to_vec();
            if let Err(fault) = self.prepared.run(registers) {
                return fault;
            }
            for draw in 0..self.prepared.width().min(chunk.size - first) {
                let bad = (0..self.wanted).any(|f| !self.prepared.figure(f, registers).at(draw).abs().lt(&1e150));
                if bad {
                    return self.prepared.fault(&inputs, draw);
                }
            }
        }
        self.prepared.fault(&[], 0)
    }
}
