//! A model prepared for many draws, as a compiler would, and never by writing a formula again.
//!
//! Steps that no wanted figure needs are dropped; steps that no drawn input reaches are folded to constants, the figures
//! of the base case. What is left is written as sums of products: an uncertain single figure times a certain series stays
//! apart ([`form`]), so that the total over the periods of (uncertain figure × certain series × certain factor) is one
//! multiplication a draw. What bends (caps, tiers) stays as it is. The instructions run over batches of draws that stay
//! in the first-level cache; a column is used again as soon as nobody needs it ([`code`]).

mod code;
mod form;
mod learned;
mod traced;
mod values;
mod write;

use std::collections::BTreeMap;

pub use code::{Registers, Stopped};

use super::Ledger;
use crate::model::{InputId, Model, StepId};
use code::{Code, Place};
use write::Writer;

/// A figure of a plan, in draws.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Drawn<'r> {
    /// The same in every draw.
    Certain(f64),
    /// One for each draw of the batch.
    Each(&'r [f64]),
}

impl Drawn<'_> {
    /// The figure in one draw of the batch.
    pub fn at(&self, draw: usize) -> f64 {
        match self {
            Drawn::Certain(value) => *value,
            Drawn::Each(values) => values.get(draw).copied().unwrap_or(f64::NAN),
        }
    }
}

/// A model prepared for many draws.
#[derive(Clone, Debug)]
pub struct Plan {
    code: Code,
    wanted: Vec<Place>,
    tally: Vec<Place>,
}

impl Plan {
    /// The plan for single figures of a model, when some of its inputs are drawn. The ledger is that of the base case:
    /// what no drawn input reaches is read there. Of the contract's tally so many places are wanted, too.
    pub fn of(model: &Model, base: &Ledger<f64>, drawn: &[InputId], wanted: &[StepId], tally: usize) -> Plan {
        let places: BTreeMap<InputId, usize> = drawn.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let mut writer = Writer::new(model, base, &places, wanted, tally > 0);
        writer.write();
        let wanted_values: Vec<_> = wanted.iter().map(|step| writer.single(*step)).collect();
        let tally: Vec<_> = if tally > 0 { writer.tally().into_iter().take(tally).collect() } else { Vec::new() };
        let ends: Vec<_> = wanted_values.iter().chain(&tally).copied().collect();
        let (code, mut placed) = Code::of(writer.done(), drawn.len(), &ends);
        let tally = placed.split_off(wanted.len());
        Plan { code, wanted: placed, tally }
    }

    /// Columns for batches of so many draws. The first are those of the drawn inputs, in their order.
    pub fn registers(&self, width: usize) -> Registers {
        Registers::new(self.code.registers(), width, self.code.learned())
    }

    /// Works out the figures of a batch, whose draws stand in the first columns.
    ///
    /// # Errors
    /// The first draw in which something is divided by nil, or a contract cannot be paid.
    pub fn run(&self, registers: &mut Registers) -> Result<(), Stopped> {
        self.code.run(registers)
    }

    /// A wanted figure of the batch that was run, by its place among those that were wanted.
    pub fn figure<'r>(&self, place: usize, registers: &'r Registers) -> Drawn<'r> {
        self.wanted.get(place).map_or(Drawn::Certain(f64::NAN), |p| registers.drawn(*p))
    }

    /// A part of the contract's tally in the batch that was run, in the tally's order.
    pub fn tallied<'r>(&self, place: usize, registers: &'r Registers) -> Drawn<'r> {
        self.tally.get(place).map_or(Drawn::Certain(f64::NAN), |p| registers.drawn(*p))
    }

    /// Whether there can be a draw that cannot be worked out, beyond one that leaves the range.
    pub fn may_stop(&self) -> bool {
        self.code.may_stop()
    }

    /// How many columns stand beside each other.
    pub fn columns(&self) -> usize {
        self.code.registers()
    }
}
