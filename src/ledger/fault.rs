//! A fault as a problem of the case: which line, when, and which values of the file it comes from.

use std::collections::BTreeSet;

use super::{Fault, FaultKind};
use crate::model::{Axis, Model, ModelInput, Operation, Shape, StepId};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// What a fault is to the person who wrote the case: the line that cannot be computed, in which period, and the first of
/// the values that it rests on.
pub fn fault_problem(model: &Model, fault: &Fault) -> Problem {
    let named = named(model, fault.step);
    let line = named.and_then(|s| model.step(s).line.as_ref()).map_or_else(|| "?".to_owned(), ToString::to_string);
    let period = match model.step(fault.step).shape {
        Shape::Series { axis: Axis::Periods, .. } => {
            model.calendar.periods().get(fault.place).map(|p| model.calendar.month(p.start).to_string())
        }
        _ => None,
    };
    let when = period.unwrap_or_else(|| model.calendar.start().to_string());
    let out_of_range = Problem::new(Code::OutOfRangeOfDecimals).with("line", line).with("period", when);
    let problem = match fault.kind {
        FaultKind::OutOfRange => out_of_range.variant("computing"),
        FaultKind::DividedByNil => out_of_range.variant("divided-by-nil"),
        FaultKind::NilBaseline => Problem::new(Code::NilBaseline),
    };
    let mut spans = inputs(model, fault.step).into_iter();
    match spans.next() {
        Some(first) => spans.take(3).fold(problem.at(first), |p, span| p.and_see(span, "and-this")),
        None => problem,
    }
}

/// The first line that uses the step, or the step itself when it is one.
fn named(model: &Model, step: StepId) -> Option<StepId> {
    let mut reached = BTreeSet::from([step]);
    for (index, candidate) in model.steps.iter().enumerate().skip(step.index()) {
        let id = StepId::at(index);
        if id == step || candidate.operation.operands().iter().any(|o| reached.contains(o)) {
            if candidate.line.is_some() {
                return Some(id);
            }
            reached.insert(id);
        }
    }
    None
}

/// Where the inputs stand that a step rests on, largest values first.
fn inputs(model: &Model, step: StepId) -> Vec<Span> {
    let (mut open, mut seen) = (vec![step], BTreeSet::new());
    let mut found = Vec::new();
    while let Some(step) = open.pop() {
        if !seen.insert(step) {
            continue;
        }
        let operation = &model.step(step).operation;
        if let Operation::Input(id) = operation {
            match model.inputs.get(id.index()) {
                Some(ModelInput::Single(input)) => found.push((input.value.abs(), input.span)),
                Some(ModelInput::Series(series)) => {
                    let largest = series.values.iter().map(|v| v.abs()).max().unwrap_or_default();
                    found.push((largest, series.span));
                }
                None => {}
            }
        }
        open.extend(operation.operands());
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, span)| span).collect()
}
