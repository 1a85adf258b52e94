//! The few things arithmetic can do. Each operation has one arm in `ledger/evaluate.rs` and one in `ledger/trace.rs`.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::line::LineKey;
use super::payment::{Cash, Failure, Outcomes, Plan, Tally, WrittenDraws, payments};
use super::weights::Weights;
use crate::calendar::Years;
use crate::case::Origin;
use crate::number::Number;
use crate::unit::Unit;

/// A step's place in the model. A step only ever refers to earlier ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct StepId(pub(super) u32);

impl StepId {
    /// The step at a position.
    pub const fn at(index: usize) -> StepId {
        StepId(index as u32)
    }
    /// The position in the list of steps.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An input's place in the model's list of inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InputId(pub(super) u32);

impl InputId {
    /// The input at a position.
    pub(crate) const fn at(index: usize) -> InputId {
        InputId(index as u32)
    }
    /// The position in the list of inputs.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the places of a series are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axis {
    /// The periods of the case.
    Periods,
    /// Full years since onset.
    SinceOnset,
    /// Months of a person's pathway.
    Pathway,
    /// The members of a table by time.
    Members,
    /// Calendar years, place 0 being this one.
    Years {
        /// The year of place 0.
        first: i32,
    },
    /// Money of a contract between two parties on a day, in the order of [`Cash`].
    Cash,
    /// Pairs of a place of another axis and a calendar year, in an order that a table of weights knows.
    Pairs,
}

/// Whether a step has one figure, or one for each place of a stretch of an axis. Outside the stretch it is nil.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// One figure.
    Single,
    /// One figure for each place in `[from, until)`.
    Series {
        /// What the places are.
        axis: Axis,
        /// First place.
        from: u32,
        /// The place after the last.
        until: u32,
    },
}

impl Shape {
    /// How many figures.
    pub const fn len(self) -> usize {
        match self {
            Shape::Single => 1,
            Shape::Series { from, until, .. } => (until - from) as usize,
        }
    }
    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// First place; 0 for a single figure.
    pub const fn from(self) -> usize {
        match self {
            Shape::Single => 0,
            Shape::Series { from, .. } => from as usize,
        }
    }
}

/// The rates behind discount factors.
#[derive(Clone, Debug)]
pub enum Schedule {
    /// One yearly rate, a step.
    Rate(StepId),
    /// Bands by distance: the years from which they hold, and their rates.
    Bands(Arc<[(u32, Decimal)]>),
}

/// Where a constant comes from, for whoever asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// Arithmetic's own: one, nil, twelve.
    Plain,
    /// It follows from dates; the word, in `text/`, of what it is.
    Structure(&'static str),
    /// It stands in the file.
    Written {
        /// Table and key.
        path: String,
        /// Where, why, and what it rests on.
        origin: Origin,
    },
}

/// Numbers that no assignment changes.
#[derive(Clone, Debug)]
pub enum Values {
    /// One.
    Single(Decimal),
    /// One for each place.
    Each(Arc<[Decimal]>),
}

impl Values {
    /// All of them.
    pub fn all(&self) -> &[Decimal] {
        match self {
            Values::Single(value) => std::slice::from_ref(value),
            Values::Each(values) => values,
        }
    }
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Operation {
    /// A number that the case states: single, or a series that moves as a whole.
    Input(InputId),
    /// Numbers that no assignment changes: they follow from dates, or are shares of parties.
    Constant(Values, Said),
    /// The sum of steps, each added or subtracted; singles and series over one axis do not mix.
    Sum(Arc<[(Sign, StepId)]>),
    /// A product, place by place; a single figure counts in every place.
    Multiply(StepId, StepId),
    /// A quotient, place by place.
    Divide(StepId, StepId),
    /// The smaller, place by place.
    Lesser(StepId, StepId),
    /// The larger, place by place.
    Greater(StepId, StepId),
    /// One where the first reaches the second, else nil, place by place.
    AtLeast(StepId, StepId),
    /// Discount factors at given distances from the appraisal date.
    DiscountFactors(Schedule, Arc<[Years]>),
    /// A series over another axis: each place is the weighted sum of the places of the operand. The weights are
    /// structure: which part of a cohort's months falls into which period and which year since onset.
    Weigh(Arc<Weights>, StepId),
    /// Single figures, one for each place.
    Series(Arc<[StepId]>),
    /// The product of all places up to each.
    RunningProduct(StepId),
    /// The sum over all places.
    Total(StepId),
    /// The eleven stages of a contract: the amount of each of its cells, money between two parties on a day.
    Payments(Arc<Contracted>),
}

/// A contract as an operation: its plan, the steps of its figures, and where its money goes.
#[derive(Clone, Debug)]
pub struct Contracted {
    /// The structure.
    pub plan: Arc<Plan>,
    /// The figures, in the plan's order.
    pub figures: Vec<StepId>,
    /// Money between parties.
    pub cash: Cash,
    /// Draws that are written.
    pub draws: WrittenDraws,
    /// What is counted in draws.
    pub count: Tally,
}

impl Operation {
    /// Whether any of the steps it needs is so.
    pub fn needs_any(&self, is_so: impl Fn(StepId) -> bool) -> bool {
        match self {
            Operation::Input(_) | Operation::Constant(..) => false,
            Operation::Sum(terms) => terms.iter().any(|(_, id)| is_so(*id)),
            Operation::Multiply(a, b)
            | Operation::Divide(a, b)
            | Operation::Lesser(a, b)
            | Operation::Greater(a, b)
            | Operation::AtLeast(a, b) => is_so(*a) || is_so(*b),
            Operation::DiscountFactors(Schedule::Rate(rate), _) => is_so(*rate),
            Operation::DiscountFactors(Schedule::Bands(_), _) => false,
            Operation::Weigh(_, a) | Operation::RunningProduct(a) | Operation::Total(a) => is_so(*a),
            Operation::Series(places) => places.iter().any(|id| is_so(*id)),
            Operation::Payments(of) => of.figures.iter().any(|id| is_so(*id)),
        }
    }

    /// The steps it needs.
    pub fn operands(&self) -> Vec<StepId> {
        match self {
            Operation::Input(_) | Operation::Constant(..) => Vec::new(),
            Operation::Sum(terms) => terms.iter().map(|(_, id)| *id).collect(),
            Operation::Multiply(a, b)
            | Operation::Divide(a, b)
            | Operation::Lesser(a, b)
            | Operation::Greater(a, b)
            | Operation::AtLeast(a, b) => vec![*a, *b],
            Operation::DiscountFactors(Schedule::Rate(rate), _) => vec![*rate],
            Operation::DiscountFactors(Schedule::Bands(_), _) => Vec::new(),
            Operation::Weigh(_, a) | Operation::RunningProduct(a) | Operation::Total(a) => vec![*a],
            Operation::Series(places) => places.to_vec(),
            Operation::Payments(of) => of.figures.clone(),
        }
    }
}

impl Contracted {
    /// The payments of one run, and the amount of every cell of money between parties.
    ///
    /// # Errors
    /// When arithmetic leaves its range, or a baseline is nil.
    pub fn paid<N: Number>(&self, figures: &[N]) -> Result<Vec<N>, Failure> {
        let record = payments(&self.plan, figures, Outcomes::AsMeasured)?;
        self.cash.amounts(&self.plan, figures, &record, &self.draws).ok_or(Failure::OutOfRange)
    }

    /// The same, and behind it the tally.
    ///
    /// # Errors
    /// When arithmetic leaves its range, or a baseline is nil.
    pub fn tallied<N: Number>(&self, figures: &[N]) -> Result<Vec<N>, Failure> {
        let record = payments(&self.plan, figures, Outcomes::AsMeasured)?;
        let amounts = self.cash.amounts(&self.plan, figures, &record, &self.draws);
        let tally = self.count.count(&self.plan, figures, &record);
        Ok([amounts.ok_or(Failure::OutOfRange)?, tally.ok_or(Failure::OutOfRange)?].concat())
    }
}

/// Whether a step is added or taken off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
}

/// One operation with its unit and shape; a line when it has a name.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it does.
    pub operation: Operation,
    /// What it counts.
    pub unit: Unit,
    /// How many figures it has.
    pub shape: Shape,
    /// Its name, when people see it.
    pub line: Option<LineKey>,
}
