//! How a step hangs on an input: not at all, in proportion, or otherwise. A figure that is linear in an input has its
//! crossing exactly, from two evaluations.

use crate::model::{InputId, Model, Operation, Schedule, Step, StepId};

/// How a figure hangs on an input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Degree {
    /// Not at all.
    None,
    /// As a constant plus a multiple of it.
    Linear,
    /// In some other way.
    Other,
}

impl Degree {
    fn of_product(self, other: Degree) -> Degree {
        match (self, other) {
            (Degree::None, degree) | (degree, Degree::None) => degree,
            _ => Degree::Other,
        }
    }
    fn bent(self) -> Degree {
        if self == Degree::None { Degree::None } else { Degree::Other }
    }
}

/// How a step hangs on an input.
pub fn degree(model: &Model, input: InputId, step: StepId) -> Degree {
    let mut degrees: Vec<Degree> = Vec::with_capacity(step.index() + 1);
    for each in model.steps.iter().take(step.index() + 1) {
        let degree = of(each, input, &degrees);
        degrees.push(degree);
    }
    degrees.last().copied().unwrap_or(Degree::None)
}

fn of(step: &Step, input: InputId, known: &[Degree]) -> Degree {
    let at = |id: &StepId| known.get(id.index()).copied().unwrap_or(Degree::Other);
    match &step.operation {
        Operation::Input(id) => {
            if *id == input {
                Degree::Linear
            } else {
                Degree::None
            }
        }
        Operation::Constant(..) => Degree::None,
        Operation::Sum(terms) => terms.iter().map(|(_, id)| at(id)).max().unwrap_or(Degree::None),
        Operation::Multiply(a, b) => at(a).of_product(at(b)),
        Operation::Divide(a, b) => {
            if at(b) == Degree::None {
                at(a)
            } else {
                Degree::Other
            }
        }
        Operation::Lesser(a, b) | Operation::Greater(a, b) | Operation::AtLeast(a, b) => at(a).max(at(b)).bent(),
        Operation::DiscountFactors(Schedule::Rate(rate), _) => at(rate).bent(),
        Operation::DiscountFactors(Schedule::Bands(_), _) => Degree::None,
        Operation::Weigh(_, a) | Operation::Total(a) => at(a),
        Operation::Series(places) => places.iter().map(at).max().unwrap_or(Degree::None),
        Operation::RunningProduct(a) => at(a).bent(),
        Operation::Payments(of) => of.figures.iter().map(at).max().unwrap_or(Degree::None).bent(),
    }
}
