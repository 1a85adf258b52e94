//! A figure back to its formula, its operands and the lines of the file: the model read backwards.
//!
//! Steps without a name are folded into the formula of the line that uses them; lines, inputs and shares become
//! operands, and are traced in turn.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

mod payment;

pub use payment::{Paid, Part};

use super::Ledger;
use crate::case::{Band, Origin};
use crate::measure::Measure;
use crate::model::{
    Axis, InputId, LineKey, Model, ModelInput, Operation, Said, Schedule, Shape, Sign, StepId, Weights,
};
use crate::unit::Unit;

/// What a node is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Name {
    /// A line of the model.
    Line(LineKey),
    /// An input or another value of the file: table and key.
    Path(String),
    /// A figure of a perspective that is no line of the model.
    Figure {
        /// Its name, as in JSON.
        figure: String,
        /// Whose.
        perspective: String,
    },
    /// The discount schedule of the case.
    Schedule,
    /// A part of a payment's way.
    Paid(Box<Paid>),
}

/// Which place of a series is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The figure has no places.
    Single,
    /// All places together.
    All,
    /// A period, from 0.
    Period(usize),
    /// A full year since onset, from 0.
    SinceOnset(usize),
    /// A month of the pathway, from 0.
    Pathway(usize),
    /// A member of a table by time, from 0.
    Member(usize),
    /// A calendar year.
    Year(i32),
    /// A pair of a place and a calendar year; it has no label.
    Pair(usize),
}

/// A formula with the places of its operands in the node's list.
#[derive(Clone, PartialEq, Debug)]
pub enum Expression {
    /// The operand at this place of the list.
    Operand(usize),
    /// A number of arithmetic's own.
    Number(Decimal),
    /// A number that follows from dates, and the word for it.
    Structure(Decimal, &'static str),
    /// Terms added and taken off.
    Sum(Vec<(Sign, Expression)>),
    /// The sum of the operands, too many to be written out.
    Total(Vec<(Sign, Expression)>),
    /// Factors.
    Product(Vec<Expression>),
    /// A quotient.
    Quotient(Box<Expression>, Box<Expression>),
    /// The smaller of two.
    Lesser(Box<Expression>, Box<Expression>),
    /// The larger of two.
    Greater(Box<Expression>, Box<Expression>),
    /// One when the first reaches the second, else nil.
    AtLeast(Box<Expression>, Box<Expression>),
    /// A whole power.
    Power(Box<Expression>, u32),
    /// `1 ÷ (1 + rate)^years`, the rate an operand.
    Discount(Box<Expression>, Decimal),
    /// A leaf: nothing is computed.
    Leaf,
}

/// A figure and how it arose.
#[derive(Clone, PartialEq, Debug)]
pub struct Trace {
    /// What it is called.
    pub name: Name,
    /// Which place of a series.
    pub place: Place,
    /// What it is worth, or why it is not defined.
    pub value: Measure<Decimal>,
    /// What it counts.
    pub unit: Unit,
    /// How it arose.
    pub expression: Expression,
    /// For a leaf, where it comes from.
    pub origin: Option<Origin>,
    /// What it arose from.
    pub operands: Vec<Trace>,
}

/// Traces steps of a model whose figures are known.
pub struct Tracer<'t> {
    /// The formulas.
    pub model: &'t Model,
    /// The figures.
    pub ledger: &'t Ledger<Decimal>,
    /// The bands of the case's discounting, when it is not one rate.
    pub bands: &'t [Band],
}

/// A node while its operands are collected.
struct Node {
    operands: Vec<Trace>,
    known: BTreeMap<(usize, usize), usize>,
    depth: usize,
}

impl Node {
    fn of(depth: usize) -> Node {
        Node { operands: Vec::new(), known: BTreeMap::new(), depth }
    }
}

impl Tracer<'_> {
    /// The trace of a step in one place, so many names deep.
    pub fn trace(&self, step: StepId, place: Place, depth: usize) -> Trace {
        let this = self.model.step(step);
        let name = match &this.line {
            Some(line) => Name::Line(line.clone()),
            None => Name::Path(String::new()),
        };
        let place = match (this.shape, place) {
            (Shape::Single, _) => Place::Single,
            (Shape::Series { .. }, Place::Single) => Place::All,
            (Shape::Series { .. }, place) => place,
        };
        let value = match place {
            Place::All => {
                self.places(step).iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(self.value(step, *p)))
            }
            place => Some(self.value(step, self.index(step, place))),
        };
        let mut node = Node::of(depth);
        let expression = if depth == 0 {
            Expression::Leaf
        } else if place == Place::All {
            let places = self.places(step);
            let shown = places.iter().filter(|p| !self.value(step, **p).is_zero());
            Expression::Total(shown.map(|p| (Sign::Plus, self.operand(&mut node, step, *p))).collect())
        } else {
            self.expression(&mut node, step, self.index(step, place))
        };
        let value = value.ok_or(crate::measure::Undefined::OutOfRange);
        Trace { name, place, value, unit: this.unit, expression, origin: None, operands: node.operands }
    }

    /// The places of a step's stretch.
    fn places(&self, step: StepId) -> Vec<usize> {
        let shape = self.model.step(step).shape;
        (shape.from()..shape.from() + shape.len()).collect()
    }

    /// The place of a step's axis that a label means.
    fn index(&self, step: StepId, place: Place) -> usize {
        match (place, self.model.step(step).shape) {
            (Place::Year(year), Shape::Series { axis: Axis::Years { first }, .. }) => (year - first).max(0) as usize,
            (Place::Single | Place::All | Place::Year(_), _) => 0,
            (Place::Period(p) | Place::SinceOnset(p) | Place::Pathway(p) | Place::Member(p) | Place::Pair(p), _) => p,
        }
    }

    fn value(&self, step: StepId, place: usize) -> Decimal {
        self.ledger.at(self.model, step, place)
    }

    /// A step inside a formula: folded in when it has no name, an operand when it has one.
    fn part(&self, node: &mut Node, step: StepId, place: usize) -> Expression {
        let this = self.model.step(step);
        let leaf = match &this.operation {
            Operation::Input(_) => true,
            Operation::Constant(_, said) => matches!(said, Said::Written { .. }),
            _ => false,
        };
        if this.line.is_some() || leaf { self.operand(node, step, place) } else { self.expression(node, step, place) }
    }

    fn operand(&self, node: &mut Node, step: StepId, place: usize) -> Expression {
        let place = if self.model.step(step).shape == Shape::Single { 0 } else { place };
        if let Some(at) = node.known.get(&(step.index(), place)) {
            return Expression::Operand(*at);
        }
        let at = node.operands.len();
        let trace = self.leaf(step, place).unwrap_or_else(|| {
            let depth = node.depth.saturating_sub(1);
            self.trace(step, self.place(step, place), depth)
        });
        node.operands.push(trace);
        node.known.insert((step.index(), place), at);
        Expression::Operand(at)
    }

    fn place(&self, step: StepId, place: usize) -> Place {
        match self.model.step(step).shape {
            Shape::Single => Place::Single,
            Shape::Series { axis: Axis::Periods, .. } => Place::Period(place),
            Shape::Series { axis: Axis::SinceOnset, .. } => Place::SinceOnset(place),
            Shape::Series { axis: Axis::Pathway, .. } => Place::Pathway(place),
            Shape::Series { axis: Axis::Members, .. } => Place::Member(place),
            Shape::Series { axis: Axis::Years { first }, .. } => Place::Year(first + place as i32),
            Shape::Series { axis: Axis::Pairs | Axis::Cash, .. } => Place::Pair(place),
        }
    }

    /// The node of an input or of a share as it stands in the file.
    pub fn leaf(&self, step: StepId, place: usize) -> Option<Trace> {
        let this = self.model.step(step);
        let (path, origin) = match &this.operation {
            Operation::Input(id) => self.input(*id)?,
            Operation::Constant(_, Said::Written { path, origin }) => (path.clone(), origin.clone()),
            _ => return None,
        };
        Some(Trace {
            name: Name::Path(path),
            place: self.place(step, place),
            value: Ok(self.value(step, place)),
            unit: this.unit,
            expression: Expression::Leaf,
            origin: Some(origin),
            operands: Vec::new(),
        })
    }

    fn input(&self, id: InputId) -> Option<(String, Origin)> {
        Some(match self.model.inputs.get(id.index())? {
            ModelInput::Single(input) => {
                (input.path.to_string(), Origin { span: input.span, why: input.why, source: input.source.clone() })
            }
            ModelInput::Series(series) => {
                (series.path.to_string(), Origin { span: series.span, why: series.why, source: series.source.clone() })
            }
        })
    }

    fn expression(&self, node: &mut Node, step: StepId, place: usize) -> Expression {
        let this = self.model.step(step);
        match &this.operation {
            Operation::Input(_) => self.operand(node, step, place),
            Operation::Constant(_, said) => match said {
                Said::Plain => Expression::Number(self.value(step, place)),
                Said::Structure(word) => Expression::Structure(self.value(step, place), word),
                Said::Written { .. } => self.operand(node, step, place),
            },
            Operation::Sum(terms) => {
                let shown: Vec<(Sign, StepId)> = self.shown(terms, place);
                Expression::Sum(shown.into_iter().map(|(s, t)| (s, self.part(node, t, place))).collect())
            }
            Operation::Multiply(a, b) => product(self.part(node, *a, place), self.part(node, *b, place)),
            Operation::Divide(a, b) => {
                Expression::Quotient(Box::new(self.part(node, *a, place)), Box::new(self.part(node, *b, place)))
            }
            Operation::Lesser(a, b) => {
                Expression::Lesser(Box::new(self.part(node, *a, place)), Box::new(self.part(node, *b, place)))
            }
            Operation::Greater(a, b) => {
                Expression::Greater(Box::new(self.part(node, *a, place)), Box::new(self.part(node, *b, place)))
            }
            Operation::AtLeast(a, b) => {
                Expression::AtLeast(Box::new(self.part(node, *a, place)), Box::new(self.part(node, *b, place)))
            }
            Operation::DiscountFactors(schedule, distances) => {
                let distance =
                    distances.get(place.saturating_sub(this.shape.from())).map_or(Decimal::ZERO, |d| d.exact());
                match schedule {
                    Schedule::Rate(rate) => Expression::Discount(Box::new(self.part(node, *rate, 0)), distance),
                    Schedule::Bands(_) => {
                        node.operands.push(self.schedule());
                        Expression::Discount(Box::new(Expression::Operand(node.operands.len() - 1)), distance)
                    }
                }
            }
            Operation::Weigh(weights, a) => self.weighed(node, weights, *a, place),
            Operation::Series(places) => match places.get(place) {
                Some(single) => self.part(node, *single, 0),
                None => Expression::Number(Decimal::ZERO),
            },
            Operation::RunningProduct(a) => self.running_product(node, *a, place),
            Operation::Payments(of) => {
                self.paid(node, of, place).unwrap_or_else(|| Expression::Number(self.value(step, place)))
            }
            Operation::Total(a) => {
                let places = self.places(*a);
                let shown = places.iter().filter(|p| !self.value(*a, **p).is_zero());
                Expression::Total(shown.map(|p| (Sign::Plus, self.part(node, *a, *p))).collect())
            }
        }
    }

    /// Terms of a sum; lines of nil are left out beside others, values of the file never.
    fn shown(&self, terms: &[(Sign, StepId)], place: usize) -> Vec<(Sign, StepId)> {
        let is_line = |id: StepId| self.model.step(id).line.is_some();
        let counts = |id: StepId| !is_line(id) || !self.value(id, place).is_zero();
        let shown: Vec<(Sign, StepId)> = terms.iter().copied().filter(|(_, t)| counts(*t)).collect();
        if shown.is_empty() { terms.iter().take(1).copied().collect() } else { shown }
    }

    /// The rates of the case's bands.
    fn schedule(&self) -> Trace {
        let rate = self.bands.first().map_or(Decimal::ZERO, |b| b.rate);
        Trace {
            name: Name::Schedule,
            place: Place::Single,
            value: Ok(rate),
            unit: Unit::ONE,
            expression: Expression::Leaf,
            origin: None,
            operands: Vec::new(),
        }
    }

    fn weighed(&self, node: &mut Node, weights: &Weights, a: StepId, place: usize) -> Expression {
        let terms: Vec<(Sign, Expression)> = weights
            .row(place)
            .map(|(column, weight)| {
                let part = self.part(node, a, column);
                let share = weight.checked_div(weights.over).unwrap_or(Decimal::ZERO);
                let share = Expression::Structure(share.normalize(), "part-that-falls-here");
                (Sign::Plus, product(part, share))
            })
            .collect();
        match terms.len() {
            1 => terms.into_iter().next().map_or(Expression::Number(Decimal::ZERO), |(_, term)| term),
            _ => Expression::Sum(terms),
        }
    }

    /// The product of all places up to this one; a power when they are all the same step.
    fn running_product(&self, node: &mut Node, a: StepId, place: usize) -> Expression {
        let factors: Vec<Expression> = (0..=place).map(|p| self.part(node, a, p)).collect();
        match factors.split_first() {
            Some((Expression::Number(one), rest)) if *one == Decimal::ONE && all_equal(rest) => match rest.first() {
                Some(factor) => Expression::Power(Box::new(factor.clone()), rest.len() as u32),
                None => Expression::Number(Decimal::ONE),
            },
            _ => Expression::Product(factors),
        }
    }
}

fn all_equal(list: &[Expression]) -> bool {
    list.windows(2).all(|pair| pair[0] == pair[1])
}

/// A product without factors of one, and without products inside.
fn product(a: Expression, b: Expression) -> Expression {
    let one = |e: &Expression| match e {
        Expression::Number(n) | Expression::Structure(n, _) => *n == Decimal::ONE,
        _ => false,
    };
    let factors = |e: Expression| match e {
        Expression::Product(list) => list,
        other => vec![other],
    };
    if one(&b) {
        return a;
    }
    if one(&a) {
        return b;
    }
    let mut list = factors(a);
    list.extend(factors(b));
    Expression::Product(list)
}
