//! The instructions of a plan, and how a batch of draws runs through them.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Drawn;
use super::form::{Single, Value};
use super::learned::{LANES, Learned};
use crate::model::Contracted;
use crate::number::Number;

/// What an instruction makes of columns.
#[derive(Clone, Debug)]
pub enum Make<V> {
    /// The draws of an input.
    Input,
    /// constant + Σ weight × column
    Linear(f64, Vec<(V, f64)>),
    /// Place by place.
    Times(V, V),
    /// Place by place.
    Over(V, V),
    /// The smaller.
    Lesser(V, V),
    /// The larger.
    Greater(V, V),
    /// 1 where the first reaches the second.
    AtLeast(V, V),
    /// ln(1 + rate)
    LogGrowth(V),
    /// e^(−years × column)
    Shrunk(V, f64),
    /// One of the figures that a contract comes to.
    Paid(usize),
}

/// A contract among the instructions: its figures, and where each of its results goes.
#[derive(Clone, Debug)]
pub struct Pay<V> {
    /// Plan and places.
    pub contracted: Arc<Contracted>,
    /// Its figures.
    pub figures: Vec<Figure<V>>,
    /// Before which instruction it runs.
    pub before: usize,
}

/// A figure of a contract: certain, or a column.
#[derive(Clone, Copy, Debug)]
pub enum Figure<V> {
    /// The same in every draw.
    Certain(f64),
    /// One for each draw.
    Column(V),
}

/// What a writer has written: values in order, each after those that it needs.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The values, drawn inputs first.
    pub values: Vec<Make<Value>>,
    /// The contract.
    pub pay: Option<Pay<Value>>,
}

/// Where a wanted figure is when a batch has run.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Place {
    /// Nowhere: it is the same in every draw.
    Certain(f64),
    /// In a column.
    Register(usize),
}

/// A contract with its columns: figures, and for each result that is needed its place and its column.
type Paying = (Pay<usize>, Vec<(usize, usize)>);

/// Instructions over columns that are used again.
#[derive(Clone, Debug)]
pub struct Code {
    instructions: Vec<(usize, Make<usize>)>,
    pay: Option<Paying>,
    registers: usize,
}

/// The first draw of a batch in which something cannot be worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopped(pub usize);

impl<V: Copy> Make<V> {
    fn operands(&self) -> Vec<V> {
        match self {
            Make::Input | Make::Paid(_) => Vec::new(),
            Make::Linear(_, terms) => terms.iter().map(|(v, _)| *v).collect(),
            Make::Times(a, b) | Make::Over(a, b) | Make::Lesser(a, b) | Make::Greater(a, b) | Make::AtLeast(a, b) => {
                vec![*a, *b]
            }
            Make::LogGrowth(a) | Make::Shrunk(a, _) => vec![*a],
        }
    }

    fn placed(&self, at: impl Fn(V) -> usize) -> Make<usize> {
        match self {
            Make::Input => Make::Input,
            Make::Linear(constant, terms) => Make::Linear(*constant, terms.iter().map(|(v, w)| (at(*v), *w)).collect()),
            Make::Times(a, b) => Make::Times(at(*a), at(*b)),
            Make::Over(a, b) => Make::Over(at(*a), at(*b)),
            Make::Lesser(a, b) => Make::Lesser(at(*a), at(*b)),
            Make::Greater(a, b) => Make::Greater(at(*a), at(*b)),
            Make::AtLeast(a, b) => Make::AtLeast(at(*a), at(*b)),
            Make::LogGrowth(a) => Make::LogGrowth(at(*a)),
            Make::Shrunk(a, years) => Make::Shrunk(at(*a), *years),
            Make::Paid(slot) => Make::Paid(*slot),
        }
    }
}

impl Code {
    /// Gives every value a column, which is free again after the last use, and says where the wanted ones end up.
    pub fn of(written: Written, inputs: usize, wanted: &[Single]) -> (Code, Vec<Place>) {
        let Written { values, pay } = written;
        let figures = |pay: &Pay<Value>| {
            pay.figures
                .iter()
                .filter_map(|f| match f {
                    Figure::Certain(_) => None,
                    Figure::Column(v) => Some(*v),
                })
                .collect::<Vec<Value>>()
        };
        let mut last: BTreeMap<Value, usize> = BTreeMap::new();
        let mut needed = vec![false; values.len()];
        for single in wanted {
            if let Single::Column(value) = single {
                last.insert(*value, usize::MAX);
                needed[*value] = true;
            }
        }
        let mut pays = false;
        for place in (0..values.len()).rev() {
            if needed[place] {
                pays |= matches!(values[place], Make::Paid(_));
                for operand in values[place].operands() {
                    needed[operand] = true;
                    last.entry(operand).or_insert(place);
                }
            }
            if let Some(pay) = pay.as_ref().filter(|pay| pays && pay.before == place) {
                for figure in figures(pay) {
                    needed[figure] = true;
                    let until = last.entry(figure).or_insert(place);
                    *until = (*until).max(place);
                }
            }
        }
        let mut registers: BTreeMap<Value, usize> = (0..inputs).map(|v| (v, v)).collect();
        let mut free: Vec<usize> = (0..inputs).filter(|v| !needed[*v]).collect();
        let mut count = inputs;
        let mut code = Code { instructions: Vec::new(), pay: None, registers: 0 };
        let mut take = |free: &mut Vec<usize>| {
            free.pop().unwrap_or_else(|| {
                count += 1;
                count - 1
            })
        };
        let mut slots = Vec::new();
        for (place, value) in values.iter().enumerate() {
            if let Some(pay) = pay.as_ref().filter(|pay| pays && pay.before == place) {
                let at = |v: Value| registers.get(&v).copied().unwrap_or(0);
                let figures = pay.figures.iter().map(|f| match f {
                    Figure::Certain(value) => Figure::Certain(*value),
                    Figure::Column(v) => Figure::Column(at(*v)),
                });
                let before = code.instructions.len();
                let figures = figures.collect();
                code.pay = Some((Pay { contracted: Arc::clone(&pay.contracted), figures, before }, Vec::new()));
            }
            if place < inputs || !needed[place] {
                continue;
            }
            let into = take(&mut free);
            if let Make::Paid(slot) = value {
                slots.push((*slot, into));
            } else {
                code.instructions.push((into, value.placed(|v| registers.get(&v).copied().unwrap_or(0))));
            }
            registers.insert(place, into);
            let mut freed = value.operands();
            if let Some(pay) = pay.as_ref().filter(|pay| pay.before == place) {
                freed.extend(figures(pay));
            }
            freed.sort_unstable();
            freed.dedup();
            for operand in freed.into_iter().filter(|o| last.get(o) == Some(&place)) {
                free.extend(registers.get(&operand));
            }
        }
        if let Some((_, into)) = &mut code.pay {
            *into = slots;
        }
        code.registers = count;
        let placed = wanted.iter().map(|single| match single {
            Single::Certain(value) => Place::Certain(*value),
            Single::Column(value) => Place::Register(registers.get(value).copied().unwrap_or(0)),
        });
        let placed = placed.collect();
        (code, placed)
    }

    /// How many columns it needs.
    pub fn registers(&self) -> usize {
        self.registers
    }

    /// Whether something is divided by what varies, or a contract is paid.
    pub fn may_stop(&self) -> bool {
        self.pay.is_some() || self.instructions.iter().any(|(_, make)| matches!(make, Make::Over(..)))
    }

    /// Runs a batch.
    pub fn run(&self, registers: &mut Registers) -> Result<(), Stopped> {
        for (place, (into, make)) in self.instructions.iter().enumerate() {
            if self.pay.as_ref().is_some_and(|(pay, _)| pay.before == place) {
                self.paid(registers)?;
            }
            let mut out = std::mem::take(&mut registers.columns[*into]);
            let made = make.fill(&registers.columns, &mut out);
            registers.columns[*into] = out;
            made?;
        }
        if self.pay.as_ref().is_some_and(|(pay, _)| pay.before == self.instructions.len()) {
            self.paid(registers)?;
        }
        Ok(())
    }

    /// Runs the contract, draw by draw.
    fn paid(&self, registers: &mut Registers) -> Result<(), Stopped> {
        let Some((pay, into)) = &self.pay else { return Ok(()) };
        let is_drawn: Vec<bool> = pay.figures.iter().map(|f| matches!(f, Figure::Column(_))).collect();
        let mut learned = std::mem::take(&mut registers.learned);
        let mut failed = None;
        for first in (0..registers.used).step_by(LANES) {
            let draws = LANES.min(registers.used - first);
            for (slot, figure) in learned.figures(is_drawn.len()).iter_mut().zip(&pay.figures) {
                match figure {
                    Figure::Certain(value) => slot.fill(*value),
                    Figure::Column(column) => {
                        slot[..draws].copy_from_slice(&registers.columns[*column][first..first + draws]);
                    }
                }
            }
            let give = |lane: usize, place: usize, result: f64| registers.columns[into[place].1][first + lane] = result;
            if let Err((lane, _)) = learned.results(&pay.contracted, &is_drawn, draws, give) {
                failed = Some(Stopped(first + lane));
                break;
            }
        }
        registers.learned = learned;
        failed.map_or(Ok(()), Err)
    }

    /// A contract of which nothing is learned yet.
    pub fn learned(&self) -> Learned {
        let wanted = self.pay.iter().flat_map(|(_, into)| into.iter().map(|(slot, _)| *slot));
        Learned::new(wanted.collect())
    }
}

impl Make<usize> {
    /// Fills a column.
    fn fill(&self, columns: &[Vec<f64>], out: &mut [f64]) -> Result<(), Stopped> {
        let pair = |a: &usize, b: &usize| columns[*a].iter().zip(&columns[*b]);
        match self {
            Make::Input | Make::Paid(_) => {}
            Make::Linear(constant, terms) => {
                let mut rest = terms.as_slice();
                match rest {
                    [(a, v), (b, w), more @ ..] => {
                        out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = constant + v * x + w * y);
                        rest = more;
                    }
                    [(a, v)] => {
                        out.iter_mut().zip(&columns[*a]).for_each(|(o, x)| *o = constant + v * x);
                        rest = &[];
                    }
                    [] => out.fill(*constant),
                }
                while let [(a, v), (b, w), more @ ..] = rest {
                    out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = *o + v * x + w * y);
                    rest = more;
                }
                if let [(a, v)] = rest {
                    out.iter_mut().zip(&columns[*a]).for_each(|(o, x)| *o += v * x);
                }
            }
            Make::Times(a, b) => out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = x * y),
            Make::Over(a, b) => {
                if let Some(draw) = columns[*b].iter().position(|y| *y == 0.0) {
                    return Err(Stopped(draw));
                }
                out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = x / y);
            }
            Make::Lesser(a, b) => out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = x.lesser(*y)),
            Make::Greater(a, b) => out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = x.greater(*y)),
            Make::AtLeast(a, b) => {
                out.iter_mut().zip(pair(a, b)).for_each(|(o, (x, y))| *o = if x.reaches(*y) { 1.0 } else { 0.0 });
            }
            Make::LogGrowth(a) => out.iter_mut().zip(&columns[*a]).for_each(|(o, x)| *o = libm::log1p(*x)),
            Make::Shrunk(a, years) => {
                out.iter_mut().zip(&columns[*a]).for_each(|(o, x)| *o = libm::exp(-years * x));
            }
        }
        Ok(())
    }
}

/// The columns of a batch.
#[derive(Clone, Debug)]
pub struct Registers {
    columns: Vec<Vec<f64>>,
    used: usize,
    learned: Learned,
}

impl Registers {
    /// So many columns of so many draws.
    pub fn new(columns: usize, width: usize, learned: Learned) -> Registers {
        Registers { columns: vec![vec![1.0; width]; columns], used: width, learned }
    }
    /// The column of a drawn input, to be filled before a run.
    pub fn inputs(&mut self, count: usize) -> &mut [Vec<f64>] {
        let count = count.min(self.columns.len());
        &mut self.columns[..count]
    }
    /// How many draws of the batch count.
    pub fn use_only(&mut self, draws: usize) {
        self.used = draws;
    }
    /// Where a figure is.
    pub fn drawn(&self, place: Place) -> Drawn<'_> {
        match place {
            Place::Certain(value) => Drawn::Certain(value),
            Place::Register(column) => Drawn::Each(&self.columns[column][..self.used]),
        }
    }
}
