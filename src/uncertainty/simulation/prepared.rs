//! A model with everything that its draws need: the base case in both numbers, the drawn inputs, the plan.

use std::sync::{Arc, Mutex};

use rust_decimal::Decimal;

use super::Settings;
use super::draw::{Draws, Sample, Scratch};
use super::run::NotSimulated;
use super::work::{CHUNK, Chunk};
use crate::case::Correlation;
use crate::ledger::plan::{Drawn, Plan, Registers};
use crate::ledger::{Assignment, Fault, FaultKind, Ledger, agree, evaluate};
use crate::model::{InputId, Model, StepId};

/// A model with everything that its draws need.
pub struct Prepared<'m> {
    model: &'m Model,
    /// The base case in binary.
    pub base: Ledger<f64>,
    /// The drawn inputs.
    pub draws: Draws,
    plan: Plan,
    /// How many columns of inputs the plan has: those that are drawn, and one that is elsewhere.
    pub columns: usize,
    /// What was asked.
    pub settings: Settings,
}

/// Columns for a batch, and room to draw it in.
pub type Room = (Registers, Scratch);

/// Rooms for whoever needs one: what one has learned of a contract serves whoever takes it next.
#[derive(Default)]
pub struct Rooms(Mutex<Vec<Room>>);

impl Rooms {
    /// Does something in a room.
    pub fn within<T>(&self, prepared: &Prepared<'_>, work: impl FnOnce(&mut Room) -> T) -> T {
        let free = self.0.lock().ok().and_then(|mut rooms| rooms.pop());
        let mut room = free.unwrap_or_else(|| prepared.room());
        let done = work(&mut room);
        if let Ok(mut rooms) = self.0.lock() {
            rooms.push(room);
        }
        done
    }
}

impl<'m> Prepared<'m> {
    /// Evaluates the base case in both numbers, and plans the draws.
    ///
    /// # Errors
    /// When arithmetic leaves its range, or the two numbers do not agree.
    pub fn of(
        model: &'m Model,
        (correlations, among): (&[Correlation], &[Arc<str>]),
        wanted: &[StepId],
        contract: bool,
        settings: &Settings,
    ) -> Result<Prepared<'m>, NotSimulated> {
        let exact = evaluate::<Decimal>(model, &Assignment::base(model))?;
        let base = evaluate::<f64>(model, &Assignment::base(model))?;
        agree(model, &exact, &base)?;
        let draws = Draws::of(model, correlations, among, settings);
        let ids: Vec<_> = draws.inputs.iter().map(|i| i.id).collect();
        let tally = model.contract.as_ref().filter(|_| contract).map_or(0, |c| {
            let count = &c.contracted.count;
            if settings.rates { count.len() } else { count.flows_from() }
        });
        let plan = Plan::of(model, &base, &ids, wanted, tally);
        Ok(Prepared { model, base, draws, plan, columns: ids.len(), settings: *settings })
    }

    /// The same, for one step, with a column for an input that is going to be elsewhere; that column's place.
    pub fn moving(&mut self, input: InputId, step: StepId) -> usize {
        let mut ids: Vec<_> = self.draws.inputs.iter().map(|i| i.id).collect();
        let place = ids.iter().position(|id| *id == input).unwrap_or_else(|| {
            ids.push(input);
            ids.len() - 1
        });
        self.columns = ids.len();
        self.plan = Plan::of(self.model, &self.base, &ids, &[step], 0);
        place
    }

    /// How many draws a batch has: columns of it stay in the first-level cache.
    pub fn width(&self) -> usize {
        let fitting = CHUNK / self.plan.columns().max(1);
        let wanted = self.settings.batch.unwrap_or(fitting).clamp(32, 1_024);
        if wanted.is_power_of_two() { wanted } else { wanted.next_power_of_two() / 2 }
    }

    /// Columns and room for batches.
    pub fn room(&self) -> Room {
        (self.plan.registers(self.width()), self.draws.scratch(self.width()))
    }

    /// Columns for batches of another length.
    pub fn room_for(&self, width: usize) -> Registers {
        self.plan.registers(width)
    }

    /// Draws the inputs of the batch that begins at `first` of a chunk; how many draws that are.
    pub fn draw(&self, chunk: Chunk, first: usize, (registers, scratch): &mut Room) -> usize {
        let size = (chunk.size - first).min(self.width());
        registers.use_only(size);
        let columns = registers.inputs(self.columns);
        self.draws.fill(Sample::First, chunk.scrambling, chunk.first + first as u64, scratch, columns);
        size
    }

    /// Works out a batch whose inputs stand in their columns.
    ///
    /// # Errors
    /// A fault in a draw.
    pub fn run(&self, registers: &mut Registers) -> Result<(), NotSimulated> {
        let inputs: Vec<Vec<f64>> = match self.plan.may_stop() {
            true => registers.inputs(self.columns).to_vec(),
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
    pub fn fault(&self, inputs: &[Vec<f64>], draw: usize) -> NotSimulated {
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
                kind: FaultKind::OutOfRange,
            }),
        }
    }
}
