//! Model × assignment → ledger. One arm for each operation; every formula runs here, exact or in draws.

use std::collections::BTreeMap;

use super::discount::factor;
use super::operand::{Along, Operand};
use super::{Assignment, Column, Fault, FaultKind, Ledger};
use crate::calendar::Years;
use crate::model::payment::Failure;
use crate::model::{Contracted, Model, Operation, Schedule, Sign, Step, StepId, Weights};
use crate::number::Number;

/// The figures that an assignment makes of a model.
///
/// # Errors
/// A [`Fault`] when arithmetic leaves the range of the number or divides by nil; it names the step and the place.
pub fn evaluate<N: Number>(model: &Model, assignment: &Assignment<N>) -> Result<Ledger<N>, Fault> {
    let mut ledger = Ledger { columns: Vec::with_capacity(model.steps.len()) };
    for index in 0..model.steps.len() {
        let column = column(model, &ledger, assignment, StepId::at(index))?;
        ledger.columns.push(column);
    }
    Ok(ledger)
}

/// The figures of one step, from the figures of those it needs.
pub(super) fn column<N: Number>(
    model: &Model,
    ledger: &Ledger<N>,
    assignment: &Assignment<N>,
    id: StepId,
) -> Result<Column<N>, Fault> {
    let run = Run { model, ledger, assignment, step: model.step(id) };
    run.column().map_err(|(place, kind)| Fault { step: id, place, kind })
}

/// What went wrong, and in which place of the axis.
type Failed = (usize, FaultKind);

/// One step on its way to figures.
struct Run<'r, N> {
    model: &'r Model,
    ledger: &'r Ledger<N>,
    assignment: &'r Assignment<N>,
    step: &'r Step,
}

impl<'r, N: Number> Run<'r, N> {
    fn operand(&self, id: StepId) -> Operand<'r, N> {
        Operand { column: &self.ledger.columns[id.index()], shape: self.model.step(id).shape }
    }

    /// Fills every place and draw of the step.
    fn fill(&self, width: usize, figure: impl Fn(usize, usize) -> Result<N, FaultKind>) -> Result<Column<N>, Failed> {
        let (from, len) = (self.step.shape.from(), self.step.shape.len());
        let mut cells = Vec::with_capacity(len * width);
        for place in from..from + len {
            for draw in 0..width {
                cells.push(figure(place, draw).map_err(|kind| (place, kind))?);
            }
        }
        Ok(Column { width, cells })
    }

    fn pair(&self, a: StepId, b: StepId, of: impl Fn(N, N) -> Result<N, FaultKind>) -> Result<Column<N>, Failed> {
        let (a, b) = (self.operand(a), self.operand(b));
        if let (Some(a), Some(b)) = (a.along(self.step.shape), b.along(self.step.shape)) {
            return self.side_by_side(a, b, of);
        }
        self.fill(a.column.width.max(b.column.width), |place, draw| of(a.at(place, draw), b.at(place, draw)))
    }

    /// [`Run::pair`] of one draw, without looking for each place anew.
    fn side_by_side(
        &self,
        a: Along<'_, N>,
        b: Along<'_, N>,
        of: impl Fn(N, N) -> Result<N, FaultKind>,
    ) -> Result<Column<N>, Failed> {
        let (from, len) = (self.step.shape.from(), self.step.shape.len());
        let mut cells = Vec::with_capacity(len);
        for index in 0..len {
            cells.push(of(a.at(index), b.at(index)).map_err(|kind| (from + index, kind))?);
        }
        Ok(Column { width: 1, cells })
    }

    fn column(&self) -> Result<Column<N>, Failed> {
        let in_range = |value: Option<N>| value.ok_or(FaultKind::OutOfRange);
        match &self.step.operation {
            Operation::Input(id) => self.input(*id),
            Operation::Constant(values, _) => {
                let (from, values) = (self.step.shape.from(), values.all());
                self.fill(1, |place, _| Ok(values.get(place - from).map_or(N::NIL, |v| N::of(*v))))
            }
            Operation::Sum(terms) => self.sum(terms),
            Operation::Multiply(a, b) => self.pair(*a, *b, |a, b| in_range(a.times(b))),
            Operation::Divide(a, b) => self.pair(*a, *b, |a, b| match a.over(b) {
                Some(value) => Ok(value),
                None if b.is_nil() => Err(FaultKind::DividedByNil),
                None => Err(FaultKind::OutOfRange),
            }),
            Operation::Lesser(a, b) => self.pair(*a, *b, |a, b| Ok(a.lesser(b))),
            Operation::Greater(a, b) => self.pair(*a, *b, |a, b| Ok(a.greater(b))),
            Operation::AtLeast(a, b) => self.pair(*a, *b, |a, b| Ok(if a.reaches(b) { N::ONE } else { N::NIL })),
            Operation::DiscountFactors(schedule, distances) => self.discount_factors(schedule, distances),
            Operation::Weigh(weights, a) => self.weigh(weights, *a),
            Operation::Series(places) => {
                let operands: Vec<Operand<'r, N>> = places.iter().map(|id| self.operand(*id)).collect();
                let width = operands.iter().map(|o| o.column.width).max().unwrap_or(1);
                self.fill(width, |place, draw| Ok(operands.get(place).map_or(N::NIL, |o| o.at(0, draw))))
            }
            Operation::RunningProduct(a) => self.running_product(*a),
            Operation::Payments(of) => self.payments(of),
            Operation::Total(a) => {
                let a = self.operand(*a);
                let (from, until) = (a.shape.from(), a.shape.from() + a.shape.len());
                self.fill(a.column.width, |_, draw| {
                    (from..until).try_fold(N::NIL, |sum, place| in_range(sum.plus(a.at(place, draw))))
                })
            }
        }
    }

    fn input(&self, id: crate::model::InputId) -> Result<Column<N>, Failed> {
        use crate::model::ModelInput;
        let Some(assigned) = self.assignment.of(id) else { return self.fill(1, |_, _| Ok(N::NIL)) };
        match self.model.inputs.get(id.index()) {
            Some(ModelInput::Series(series)) => self.fill(assigned.width, |place, draw| {
                let member = series.values.get(place).map_or(N::NIL, |v| N::of(*v));
                member.times(assigned.at(0, draw)).ok_or(FaultKind::OutOfRange)
            }),
            Some(ModelInput::Single(_)) | None => Ok(assigned.clone()),
        }
    }

    fn sum(&self, terms: &[(Sign, StepId)]) -> Result<Column<N>, Failed> {
        let width = terms.iter().map(|(_, id)| self.operand(*id).column.width).max().unwrap_or(1);
        let (from, len) = (self.step.shape.from(), self.step.shape.len());
        let mut cells = vec![N::NIL; len * width];
        for (sign, id) in terms {
            let term = self.operand(*id);
            let (first, last) = (term.shape.from(), term.shape.from() + term.shape.len());
            if first == last {
                continue;
            }
            if term.column.width == width {
                let sums = &mut cells[(first - from) * width..(last - from) * width];
                add(*sign, sums, &term.column.cells).map_err(|at| (first + at / width, FaultKind::OutOfRange))?;
                continue;
            }
            for place in first..last {
                for draw in 0..width {
                    let cell = &mut cells[(place - from) * width + draw..][..1];
                    add(*sign, cell, &[term.at(place, draw)]).map_err(|_| (place, FaultKind::OutOfRange))?;
                }
            }
        }
        Ok(Column { width, cells })
    }

    fn weigh(&self, weights: &Weights, a: StepId) -> Result<Column<N>, Failed> {
        let a = self.operand(a);
        let over = N::of(weights.over);
        self.fill(a.column.width, |place, draw| {
            let row = weights.row(place);
            if row.len() == 0 {
                return Ok(N::NIL);
            }
            let mut sum = N::NIL;
            for (column, weight) in row {
                let part = a.at(column, draw).times(N::of(weight));
                sum = part.and_then(|p| sum.plus(p)).ok_or(FaultKind::OutOfRange)?;
            }
            sum.over(over).ok_or(FaultKind::OutOfRange)
        })
    }

    /// The eleven stages of a contract, once for each draw.
    fn payments(&self, of: &Contracted) -> Result<Column<N>, Failed> {
        let figures: Vec<Operand<'r, N>> = of.figures.iter().map(|id| self.operand(*id)).collect();
        let width = figures.iter().map(|f| f.column.width).max().unwrap_or(1);
        let cells = of.cash.days.len();
        let mut column = vec![N::NIL; cells * width];
        for draw in 0..width {
            let figures: Vec<N> = figures.iter().map(|f| f.at(0, draw)).collect();
            let paid = of.paid(&figures).map_err(|failure| match failure {
                Failure::OutOfRange => (0, FaultKind::OutOfRange),
                Failure::NilBaseline => (0, FaultKind::NilBaseline),
            })?;
            for (cell, amount) in paid.into_iter().enumerate() {
                column[cell * width + draw] = amount;
            }
        }
        Ok(Column { width, cells: column })
    }

    fn running_product(&self, a: StepId) -> Result<Column<N>, Failed> {
        let a = self.operand(a);
        let width = a.column.width;
        let mut cells: Vec<N> = Vec::with_capacity(a.column.cells.len());
        for (index, factor) in a.column.cells.iter().enumerate() {
            let so_far = index.checked_sub(width).and_then(|i| cells.get(i).copied()).unwrap_or(N::ONE);
            let place = a.shape.from() + index / width.max(1);
            cells.push(so_far.times(*factor).ok_or((place, FaultKind::OutOfRange))?);
        }
        Ok(Column { width, cells })
    }

    fn discount_factors(&self, schedule: &Schedule, distances: &[Years]) -> Result<Column<N>, Failed> {
        let from = self.step.shape.from();
        let bands: Vec<Vec<(u32, N)>> = match schedule {
            Schedule::Rate(rate) => {
                let rates = &self.operand(*rate).column.cells;
                rates.iter().map(|r| vec![(0, *r)]).collect()
            }
            Schedule::Bands(bands) => vec![bands.iter().map(|(year, rate)| (*year, N::of(*rate))).collect()],
        };
        let mut known: BTreeMap<(Years, usize), N> = BTreeMap::new();
        let mut cells = Vec::with_capacity(distances.len() * bands.len());
        for (place, distance) in distances.iter().enumerate() {
            for (draw, bands) in bands.iter().enumerate() {
                let value = match known.get(&(*distance, draw)) {
                    Some(value) => *value,
                    None => factor(bands, *distance).ok_or((from + place, FaultKind::OutOfRange))?,
                };
                known.insert((*distance, draw), value);
                cells.push(value);
            }
        }
        Ok(Column { width: bands.len(), cells })
    }
}

/// Adds figures to sums, or takes them off; the place that leaves the range when one does.
fn add<N: Number>(sign: Sign, sums: &mut [N], figures: &[N]) -> Result<(), usize> {
    for (place, (sum, figure)) in sums.iter_mut().zip(figures).enumerate() {
        let next = match sign {
            Sign::Plus if sum.is_nil() => Some(*figure),
            Sign::Plus => sum.plus(*figure),
            Sign::Minus => sum.minus(*figure),
        };
        *sum = next.ok_or(place)?;
    }
    Ok(())
}
