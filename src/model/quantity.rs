//! The handle in which formulas are written: `a * b` appends a step and returns its handle.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::line::{LineKey, LineKind};
use super::size::Size;
use super::step::{Axis, Contracted, InputId, Operation, Said, Schedule, Shape, Sign, Step, StepId, Values};
use super::weights::{Weights, going_on};
use crate::calendar::Years;
use crate::case::{AnyInput as ModelInput, Input, Origin, Series};
use crate::unit::Unit;

/// As many steps as a small case has.
const MANY: usize = 128;

/// The list of steps while it is written.
#[derive(Default)]
pub struct Builder {
    /// How large it has become.
    pub size: Size,
    steps: RefCell<Vec<Step>>,
    inputs: RefCell<Vec<ModelInput>>,
    known: RefCell<BTreeMap<Arc<str>, StepId>>,
    clashes: RefCell<Vec<String>>,
}

/// A step of the model that is being written: a copyable handle.
#[derive(Clone, Copy)]
pub struct Quantity<'m> {
    builder: &'m Builder,
    id: StepId,
}

impl Builder {
    fn push(&self, operation: Operation, unit: Unit, shape: Shape) -> Quantity<'_> {
        let operands = match &operation {
            Operation::Sum(terms) => terms.len(),
            Operation::Series(places) => places.len(),
            Operation::Payments(of) => of.figures.len(),
            _ => 0,
        };
        self.size.add_step(shape.len(), operands);
        let mut steps = self.steps.borrow_mut();
        if steps.is_empty() {
            steps.reserve(MANY);
        }
        let id = StepId(steps.len() as u32);
        steps.push(Step { operation, unit, shape, line: None });
        Quantity { builder: self, id }
    }

    fn step(&self, id: StepId) -> (Unit, Shape) {
        let steps = self.steps.borrow();
        let step = &steps[id.index()];
        (step.unit, step.shape)
    }

    fn clash(&self, what: &str, a: impl std::fmt::Debug, b: impl std::fmt::Debug) {
        self.clashes.borrow_mut().push(format!("{what}: {a:?} and {b:?}"));
    }

    /// A handle for a step that exists.
    pub fn at(&self, id: StepId) -> Quantity<'_> {
        Quantity { builder: self, id }
    }

    /// An input of the case. The same path is the same step, wherever it is used.
    pub fn input(&self, input: &Arc<Input>, unit: Unit) -> Quantity<'_> {
        self.known_input(&input.path.clone(), unit, Shape::Single, || ModelInput::Single(Arc::clone(input)))
    }

    /// A series of the case, over `axis`.
    pub fn series(&self, series: &Arc<Series>, unit: Unit, axis: Axis) -> Quantity<'_> {
        let shape = Shape::Series { axis, from: 0, until: series.values.len() as u32 };
        self.known_input(&series.path.clone(), unit, shape, || ModelInput::Series(Arc::clone(series)))
    }

    fn known_input(&self, path: &Arc<str>, unit: Unit, shape: Shape, new: impl Fn() -> ModelInput) -> Quantity<'_> {
        if let Some(id) = self.known.borrow().get(path) {
            if self.step(*id) != (unit, shape) {
                self.clash("one input with two units", path, unit);
            }
            return Quantity { builder: self, id: *id };
        }
        let input = InputId(self.inputs.borrow().len() as u32);
        self.inputs.borrow_mut().push(new());
        let quantity = self.push(Operation::Input(input), unit, shape);
        self.known.borrow_mut().insert(Arc::clone(path), quantity.id);
        quantity
    }

    /// A number of arithmetic's own.
    pub fn constant(&self, value: Decimal, unit: Unit) -> Quantity<'_> {
        self.push(Operation::Constant(Values::Single(value), Said::Plain), unit, Shape::Single)
    }

    /// A number that follows from dates; `word` says what it is.
    pub fn structure(&self, value: Decimal, word: &'static str) -> Quantity<'_> {
        self.push(Operation::Constant(Values::Single(value), Said::Structure(word)), Unit::ONE, Shape::Single)
    }

    /// A number for each period that follows from dates, from period `from` on. Nil at both ends is left out.
    pub fn structure_by_period(&self, from: usize, values: Vec<Decimal>, word: &'static str) -> Quantity<'_> {
        let lead = values.iter().take_while(|v| v.is_zero()).count();
        let tail = values.iter().rev().take_while(|v| v.is_zero()).count();
        let kept = if lead == values.len() { &values[..0] } else { &values[lead..values.len() - tail] };
        let from = (from + lead) as u32;
        let shape = Shape::Series { axis: Axis::Periods, from, until: from + kept.len() as u32 };
        self.push(Operation::Constant(Values::Each(kept.into()), Said::Structure(word)), Unit::ONE, shape)
    }

    /// A number that stands in the file and is no input.
    pub fn written(&self, value: Decimal, unit: Unit, path: String, origin: Origin) -> Quantity<'_> {
        self.push(Operation::Constant(Values::Single(value), Said::Written { path, origin }), unit, Shape::Single)
    }

    /// A share, as it stands in a file: one number, or one by full year since onset.
    pub fn share(&self, shares: &[Decimal], path: String, origin: Origin) -> Quantity<'_> {
        let (values, shape) = match shares {
            [only] => (Values::Single(*only), Shape::Single),
            list => {
                let shape = Shape::Series { axis: Axis::SinceOnset, from: 0, until: list.len() as u32 };
                (Values::Each(list.into()), shape)
            }
        };
        self.push(Operation::Constant(values, Said::Written { path, origin }), Unit::ONE, shape)
    }

    /// One minus a share, or minus each share of a series.
    pub fn one_minus<'m>(&'m self, share: Quantity<'m>) -> Quantity<'m> {
        self.even(self.constant(Decimal::ONE, Unit::ONE), share) - share
    }

    /// A single figure in every place of a series; itself beside a single figure.
    pub fn even<'m>(&'m self, single: Quantity<'m>, like: Quantity<'m>) -> Quantity<'m> {
        match self.step(like.id).1 {
            Shape::Series { axis, from: 0, until } if single.is_single() => {
                let each = vec![single; until as usize];
                self.places(axis, &each, single.unit())
            }
            _ => single,
        }
    }

    /// The sum of steps, each added or taken off. Of no steps it is nil, of `unit` and `empty` shape.
    pub fn sum<'m>(&'m self, terms: &[(Sign, Quantity<'m>)], unit: Unit, empty: Shape) -> Quantity<'m> {
        let mut shape = None;
        for (_, term) in terms {
            let (other, part) = self.step(term.id);
            if other != unit {
                self.clash("unlike units in a sum", unit, other);
            }
            shape = Some(match shape {
                None => part,
                Some(so_far) => self.union(so_far, part),
            });
        }
        let list: Vec<(Sign, StepId)> = terms.iter().map(|(sign, q)| (*sign, q.id)).collect();
        self.push(Operation::Sum(list.into()), unit, shape.unwrap_or(empty))
    }

    /// Single figures, one for each place of an axis.
    pub fn places<'m>(&'m self, axis: Axis, singles: &[Quantity<'m>], unit: Unit) -> Quantity<'m> {
        let list: Vec<StepId> = singles.iter().map(|q| q.id).collect();
        let shape = Shape::Series { axis, from: 0, until: list.len() as u32 };
        self.push(Operation::Series(list.into()), unit, shape)
    }

    /// Discount factors at distances from the appraisal date, from place `from` of the periods on.
    pub fn discount_factors(&self, schedule: Schedule, from: usize, distances: Vec<Years>) -> Quantity<'_> {
        let from = from as u32;
        let shape = Shape::Series { axis: Axis::Periods, from, until: from + distances.len() as u32 };
        self.push(Operation::DiscountFactors(schedule, distances.into()), Unit::ONE, shape)
    }

    /// Discount factors at distances from the appraisal date, one for each cell of a contract's money.
    pub fn discount_factors_of_cells(&self, schedule: Schedule, distances: Vec<Years>) -> Quantity<'_> {
        let shape = Shape::Series { axis: Axis::Cash, from: 0, until: distances.len() as u32 };
        self.push(Operation::DiscountFactors(schedule, distances.into()), Unit::ONE, shape)
    }

    /// The payments of a contract, a figure for each cell of its money.
    pub fn payments(&self, of: Arc<Contracted>, unit: Unit) -> Quantity<'_> {
        let shape = Shape::Series { axis: Axis::Cash, from: 0, until: of.cash.days.len() as u32 };
        self.push(Operation::Payments(of), unit, shape)
    }

    /// The larger of two shapes over one axis; what is missing counts as nil.
    fn union(&self, a: Shape, b: Shape) -> Shape {
        match (a, b) {
            (Shape::Single, Shape::Single) => Shape::Single,
            (
                Shape::Series { axis, from, until },
                Shape::Series { axis: other, from: other_from, until: other_until },
            ) if axis == other => {
                if from == until {
                    b
                } else if other_from == other_until {
                    a
                } else {
                    Shape::Series { axis, from: from.min(other_from), until: until.max(other_until) }
                }
            }
            _ => {
                self.clash("unlike shapes in a sum", a, b);
                a
            }
        }
    }

    /// Where both can be other than nil.
    fn intersection(&self, a: Shape, b: Shape) -> Shape {
        match (a, b) {
            (Shape::Single, other) | (other, Shape::Single) => other,
            (
                Shape::Series { axis, from, until },
                Shape::Series { axis: other, from: other_from, until: other_until },
            ) => {
                if axis != other {
                    self.clash("unlike axes in a product", a, b);
                }
                let from = from.max(other_from);
                Shape::Series { axis, from, until: until.min(other_until).max(from) }
            }
        }
    }

    /// The steps and the inputs; the clashes when formulas do not fit together, which is our own fault.
    pub fn finish(self) -> Result<(Vec<Step>, Vec<ModelInput>), Vec<String>> {
        let clashes = self.clashes.into_inner();
        if clashes.is_empty() { Ok((self.steps.into_inner(), self.inputs.into_inner())) } else { Err(clashes) }
    }
}

impl<'m> Quantity<'m> {
    /// The step.
    pub fn id(self) -> StepId {
        self.id
    }

    fn binary(self, other: Quantity<'m>, operation: Operation, unit: Unit) -> Quantity<'m> {
        let shape = self.builder.intersection(self.builder.step(self.id).1, self.builder.step(other.id).1);
        self.builder.push(operation, unit, shape)
    }

    fn unit(self) -> Unit {
        self.builder.step(self.id).0
    }

    /// The smaller, place by place.
    pub fn lesser(self, other: Quantity<'m>) -> Quantity<'m> {
        if self.unit() != other.unit() {
            self.builder.clash("unlike units compared", self.unit(), other.unit());
        }
        self.binary(other, Operation::Lesser(self.id, other.id), self.unit())
    }

    /// The larger, place by place.
    pub fn greater(self, other: Quantity<'m>) -> Quantity<'m> {
        if self.unit() != other.unit() {
            self.builder.clash("unlike units compared", self.unit(), other.unit());
        }
        self.binary(other, Operation::Greater(self.id, other.id), self.unit())
    }

    /// One where this reaches the other, else nil, place by place.
    pub fn at_least(self, other: Quantity<'m>) -> Quantity<'m> {
        if self.unit() != other.unit() {
            self.builder.clash("unlike units compared", self.unit(), other.unit());
        }
        self.binary(other, Operation::AtLeast(self.id, other.id), Unit::ONE)
    }

    /// A series over the periods: each place the weighted sum of the places of this one.
    pub fn weigh(self, weights: &Arc<Weights>) -> Quantity<'m> {
        self.weigh_to(Axis::Periods, weights)
    }

    /// A series by full year since onset of which the last value goes on, brought to so many years.
    pub fn going_on(self, years: usize) -> Quantity<'m> {
        let shape = self.builder.step(self.id).1;
        if shape.len() == years {
            self
        } else {
            self.weigh_to(Axis::SinceOnset, &Arc::new(going_on(shape.len(), years)))
        }
    }

    /// Places of this series, picked one by one for the places of another axis.
    pub fn picked(self, axis: Axis, places: impl ExactSizeIterator<Item = u32>) -> Quantity<'m> {
        self.weigh_to(axis, &Arc::new(Weights::picking(places)))
    }

    fn weigh_to(self, axis: Axis, weights: &Arc<Weights>) -> Quantity<'m> {
        let (from, until) = weights.stretch();
        let shape = Shape::Series { axis, from: from as u32, until: until as u32 };
        self.builder.push(Operation::Weigh(Arc::clone(weights), self.id), self.unit(), shape)
    }

    /// The product of all places up to each.
    pub fn running_product(self) -> Quantity<'m> {
        let (unit, shape) = self.builder.step(self.id);
        self.builder.push(Operation::RunningProduct(self.id), unit, shape)
    }

    /// How many figures it has.
    pub fn length(self) -> usize {
        self.builder.step(self.id).1.len()
    }

    /// Whether it is one figure, not a series.
    pub fn is_single(self) -> bool {
        self.builder.step(self.id).1 == Shape::Single
    }

    /// The sum over all places.
    pub fn total(self) -> Quantity<'m> {
        self.builder.push(Operation::Total(self.id), self.unit(), Shape::Single)
    }

    /// Gives the step a name, by which people see it.
    pub fn named(self, kind: LineKind, of: impl Into<String>) -> Quantity<'m> {
        let key = LineKey::new(kind, of);
        let mut steps = self.builder.steps.borrow_mut();
        let step = &mut steps[self.id.index()];
        if let Some(other) = &step.line {
            self.builder.clashes.borrow_mut().push(format!("two names for one step: {other} and {key}"));
        }
        step.line = Some(key);
        drop(steps);
        self
    }
}

impl<'m> Add for Quantity<'m> {
    type Output = Quantity<'m>;
    fn add(self, other: Quantity<'m>) -> Quantity<'m> {
        self.builder.sum(&[(Sign::Plus, self), (Sign::Plus, other)], self.unit(), Shape::Single)
    }
}

impl<'m> Sub for Quantity<'m> {
    type Output = Quantity<'m>;
    fn sub(self, other: Quantity<'m>) -> Quantity<'m> {
        self.builder.sum(&[(Sign::Plus, self), (Sign::Minus, other)], self.unit(), Shape::Single)
    }
}

impl<'m> Mul for Quantity<'m> {
    type Output = Quantity<'m>;
    fn mul(self, other: Quantity<'m>) -> Quantity<'m> {
        self.binary(other, Operation::Multiply(self.id, other.id), self.unit().times(other.unit()))
    }
}

impl<'m> Div for Quantity<'m> {
    type Output = Quantity<'m>;
    fn div(self, other: Quantity<'m>) -> Quantity<'m> {
        self.binary(other, Operation::Divide(self.id, other.id), self.unit().over(other.unit()))
    }
}
