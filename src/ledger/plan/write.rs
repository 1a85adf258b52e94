//! From the steps of a model to forms and instructions.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::code::{Figure, Make, Written};
use super::form::{Form, Single, Strip, Value};
use super::values::Values;
use crate::calendar::Years;
use crate::ledger::Ledger;
use crate::model::{Contracted, InputId, Model, ModelInput, Operation, Schedule, Shape, Sign, StepId, Weights};
use crate::number::Number;

/// A plan while it is written.
pub struct Writer<'w> {
    model: &'w Model,
    base: &'w Ledger<f64>,
    drawn: &'w BTreeMap<InputId, usize>,
    /// The last step that uses each step; none for what nobody needs.
    last: Vec<Option<usize>>,
    forms: Vec<Option<Form>>,
    values: Values,
    /// The first of the contract's results among the values; none when they are certain.
    paid: Option<Option<Value>>,
}

impl<'w> Writer<'w> {
    /// Finds out which steps are needed.
    pub fn new(
        model: &'w Model,
        base: &'w Ledger<f64>,
        drawn: &'w BTreeMap<InputId, usize>,
        wanted: &[StepId],
        tally: bool,
    ) -> Writer<'w> {
        let mut last: Vec<Option<usize>> = vec![None; model.steps.len()];
        let contract = model.contract.iter().filter(|_| tally).flat_map(|c| &c.contracted.figures);
        wanted.iter().chain(contract).for_each(|step| last[step.index()] = Some(usize::MAX));
        for place in (0..model.steps.len()).rev() {
            if last[place].is_some() {
                for operand in model.steps[place].operation.operands() {
                    last[operand.index()].get_or_insert(place);
                }
            }
        }
        let forms = vec![None; model.steps.len()];
        Writer { model, base, drawn, last, forms, values: Values::of_inputs(drawn.len()), paid: None }
    }

    /// Writes every step that is needed, and lets go of forms that nobody needs any more.
    pub fn write(&mut self) {
        for place in 0..self.model.steps.len() {
            if self.last[place].is_none() {
                continue;
            }
            let form = self.form(place);
            self.forms[place] = Some(form);
            for operand in self.model.steps[place].operation.operands() {
                if self.last[operand.index()] == Some(place) {
                    self.forms[operand.index()] = None;
                }
            }
        }
    }

    /// What was written.
    pub fn done(self) -> Written {
        self.values.done()
    }

    /// A single figure that is wanted.
    pub fn single(&mut self, step: StepId) -> Single {
        let form = self.of(step).clone();
        self.values.at(&form, 0)
    }

    /// The tally of the contract.
    pub fn tally(&mut self) -> Vec<Single> {
        let Some(contract) = &self.model.contract else { return Vec::new() };
        let contracted = Arc::clone(&contract.contracted);
        let results = self.results(&contracted);
        results.into_iter().skip(contracted.cash.days.len()).collect()
    }

    fn of(&self, step: StepId) -> &Form {
        static NOTHING: Form = Form { parts: BTreeMap::new() };
        self.forms[step.index()].as_ref().unwrap_or(&NOTHING)
    }

    /// The figures of the base case.
    fn folded(&self, place: usize) -> Form {
        let (id, shape) = (StepId::at(place), self.model.steps[place].shape);
        let values = (shape.from()..shape.from() + shape.len()).map(|p| self.base.at(self.model, id, p)).collect();
        Form::certain(Strip { from: shape.from(), values })
    }

    fn form(&mut self, place: usize) -> Form {
        let model = self.model;
        let step = &model.steps[place];
        let is_uncertain = match &step.operation {
            Operation::Input(id) => self.drawn.contains_key(id),
            operation => operation.operands().iter().any(|o| self.of(*o).as_certain().is_none()),
        };
        if !is_uncertain {
            return self.folded(place);
        }
        let (from, until) = (step.shape.from(), step.shape.from() + step.shape.len());
        match &step.operation {
            Operation::Input(id) => self.input(*id),
            Operation::Constant(..) => self.folded(place),
            Operation::Sum(terms) => {
                let mut sum = Form::default();
                for (sign, id) in terms.iter() {
                    sum.add(self.of(*id), if *sign == Sign::Plus { 1.0 } else { -1.0 });
                }
                sum
            }
            Operation::Multiply(a, b) => self.product(*a, *b, from, until),
            Operation::Divide(a, b) => self.quotient(*a, *b, from, until),
            Operation::Lesser(a, b) => self.each_place(*a, *b, from, until, Make::Lesser, |a, b| a.lesser(b)),
            Operation::Greater(a, b) => self.each_place(*a, *b, from, until, Make::Greater, |a, b| a.greater(b)),
            Operation::AtLeast(a, b) => {
                let reached = |a: f64, b: f64| if a.reaches(b) { 1.0 } else { 0.0 };
                self.each_place(*a, *b, from, until, Make::AtLeast, reached)
            }
            Operation::DiscountFactors(Schedule::Rate(rate), distances) => self.factors(*rate, distances, from),
            Operation::DiscountFactors(Schedule::Bands(_), _) => self.folded(place),
            Operation::Weigh(weights, a) => weighed(self.of(*a), weights),
            Operation::Series(places) => {
                let mut series = Form::default();
                for (place, id) in places.iter().enumerate() {
                    series.add(&self.of(*id).map(|strip| Strip { from: place, values: strip.values.clone() }), 1.0);
                }
                series
            }
            Operation::RunningProduct(a) => {
                let form = self.of(*a).clone();
                let mut product = Single::Certain(1.0);
                let mut each = Vec::with_capacity(until - from);
                for place in from..until {
                    let factor = self.values.at(&form, place);
                    product = self.values.times(product, factor);
                    each.push(product);
                }
                Form::places(from, &each)
            }
            Operation::Total(a) => self.of(*a).map(|strip| Strip::one(strip.values.iter().sum())),
            Operation::Payments(of) => {
                let results = self.results(of);
                Form::places(0, results.get(..of.cash.days.len()).unwrap_or(&[]))
            }
        }
    }

    fn input(&self, id: InputId) -> Form {
        let value = self.drawn.get(&id).copied().unwrap_or(0);
        match self.model.inputs.get(id.index()) {
            Some(ModelInput::Series(series)) => {
                let values = series.values.iter().map(|v| v.approximate()).collect();
                Form::scaled(value, Strip { from: 0, values })
            }
            Some(ModelInput::Single(_)) | None => Form::scaled(value, Strip::one(1.0)),
        }
    }

    fn is_single(&self, step: StepId) -> bool {
        self.model.step(step).shape == Shape::Single
    }

    /// A single figure in every place that somebody asks for, a series in its own.
    fn strip_of(&self, step: StepId, strip: &Strip, from: usize, until: usize) -> Strip {
        let is_single = self.is_single(step);
        let at = |place: usize| if is_single { strip.at(0) } else { strip.at(place) };
        Strip { from, values: (from..until).map(at).collect() }
    }

    fn product(&mut self, a: StepId, b: StepId, from: usize, until: usize) -> Form {
        for (this, other) in [(a, b), (b, a)] {
            let scale = match self.of(this).as_certain() {
                Some(strip) => Some((None, strip)),
                None => self.of(this).as_scaled().map(|(factor, strip)| (Some(factor), strip.clone())),
            };
            if let Some((factor, strip)) = scale {
                return self.scaled(factor, (this, &strip), other, from, until);
            }
        }
        for (this, other) in [(a, b), (b, a)] {
            if self.is_single(this) {
                let form = self.of(this).clone();
                let (factor, strip) = match self.values.at(&form, 0) {
                    Single::Certain(value) => (None, Strip::one(value)),
                    Single::Column(value) => (Some(value), Strip::one(1.0)),
                };
                return self.scaled(factor, (this, &strip), other, from, until);
            }
        }
        self.each_place(a, b, from, until, Make::Times, |a, b| a * b)
    }

    /// A factor times a certain strip times a form.
    fn scaled(
        &mut self,
        factor: Option<Value>,
        (this, strip): (StepId, &Strip),
        other: StepId,
        from: usize,
        until: usize,
    ) -> Form {
        let scale = self.strip_of(this, strip, from, until);
        let other_form = self.of(other).clone();
        let mut product = Form::default();
        for (own, inner) in &other_form.parts {
            let both = match (factor, own) {
                (None, own) => *own,
                (Some(factor), None) => Some(factor),
                (Some(factor), Some(own)) => match self.values.times(Single::Column(factor), Single::Column(*own)) {
                    Single::Column(value) => Some(value),
                    Single::Certain(_) => None,
                },
            };
            let change = |strip: &Strip| {
                let strip = self.strip_of(other, strip, from, until);
                Strip { from, values: strip.values.iter().zip(&scale.values).map(|(a, b)| a * b).collect() }
            };
            product.add(&Form { parts: BTreeMap::from([(both, inner.map(change))]) }, 1.0);
        }
        product
    }

    fn quotient(&mut self, a: StepId, b: StepId, from: usize, until: usize) -> Form {
        if let Some(strip) = self.of(b).as_certain() {
            let over = Strip { from: strip.from, values: strip.values.iter().map(|v| 1.0 / v).collect() };
            return self.scaled(None, (b, &over), a, from, until);
        }
        self.each_place(a, b, from, until, Make::Over, |a, b| a / b)
    }

    fn each_place(
        &mut self,
        a: StepId,
        b: StepId,
        from: usize,
        until: usize,
        make: fn(Value, Value) -> Make<Value>,
        certain: impl Fn(f64, f64) -> f64,
    ) -> Form {
        let (left, right) = (self.of(a).clone(), self.of(b).clone());
        let (left_single, right_single) = (self.is_single(a), self.is_single(b));
        let mut each = Vec::with_capacity(until - from);
        for place in from..until {
            let x = self.values.at(&left, if left_single { 0 } else { place });
            let y = self.values.at(&right, if right_single { 0 } else { place });
            each.push(match (x, y) {
                (Single::Certain(x), Single::Certain(y)) => Single::Certain(certain(x, y)),
                _ => {
                    let (x, y) = (self.values.column(x), self.values.column(y));
                    Single::Column(self.values.value(make(x, y)))
                }
            });
        }
        Form::places(from, &each)
    }

    fn factors(&mut self, rate: StepId, distances: &[Years], from: usize) -> Form {
        let form = self.of(rate).clone();
        let rate = self.values.at(&form, 0);
        let rate = self.values.column(rate);
        let log = self.values.value(Make::LogGrowth(rate));
        let each: Vec<Single> = distances
            .iter()
            .map(|distance| {
                if distance.is_nil() {
                    Single::Certain(1.0)
                } else {
                    Single::Column(self.values.value(Make::Shrunk(log, distance.approximate())))
                }
            })
            .collect();
        Form::places(from, &each)
    }

    /// Everything that a contract comes to: its cells, then its tally.
    fn results(&mut self, contracted: &Arc<Contracted>) -> Vec<Single> {
        let count = contracted.cash.days.len() + contracted.count.len();
        let first = match self.paid {
            Some(first) => first,
            None => {
                let forms: Vec<Form> = contracted.figures.iter().map(|step| self.of(*step).clone()).collect();
                let figures: Vec<Figure<Value>> = forms
                    .iter()
                    .map(|form| match self.values.at(form, 0) {
                        Single::Certain(value) => Figure::Certain(value),
                        Single::Column(value) => Figure::Column(value),
                    })
                    .collect();
                let first = if figures.iter().any(|f| matches!(f, Figure::Column(_))) {
                    Some(self.values.paid(contracted, figures, count))
                } else {
                    None
                };
                self.paid = Some(first);
                first
            }
        };
        match first {
            Some(first) => (first..first + count).map(Single::Column).collect(),
            None => {
                let figures: Vec<f64> = contracted.figures.iter().map(|step| self.base.single(*step)).collect();
                let results = contracted.tallied(&figures).unwrap_or_else(|_| vec![f64::NAN; count]);
                results.into_iter().map(Single::Certain).collect()
            }
        }
    }
}

/// Each place the weighted sum of the places of another series.
fn weighed(form: &Form, weights: &Weights) -> Form {
    let (from, until) = weights.stretch();
    let over = weights.over.approximate();
    let rows: Vec<Vec<(usize, f64)>> =
        (from..until).map(|place| weights.row(place).map(|(c, w)| (c, w.approximate())).collect()).collect();
    form.map(|strip| {
        let sum = |row: &Vec<(usize, f64)>| row.iter().map(|(c, w)| strip.at(*c) * w).sum::<f64>() / over;
        Strip { from, values: rows.iter().map(sum).collect() }
    })
}
