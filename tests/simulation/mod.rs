//! Simulation: published figures, closed forms, other people's quantiles, and the same bytes however it is run.

mod bytes;
mod closed_forms;
mod commands;
mod contracts;
mod plans;
mod quantiles;
mod reference;
mod sure;
mod together;

use std::collections::BTreeMap;

use afkast::case::Case;
use afkast::model::{Model, Scope};
use afkast::uncertainty::simulation::{Estimate, Figures, Question, Run, Settings, Watch, simulate};

use crate::support::case;

/// The draws of a case.
pub fn draw(case: &Case, settings: &Settings) -> Run {
    let model = Model::of(case, &Scope::All).unwrap();
    let question = Question {
        model: &model,
        correlations: &case.correlations,
        perspectives: &[],
        headline: &case.basis.perspective,
        among: &[],
    };
    simulate(&question, settings, &Watch::default()).unwrap()
}

/// What the draws say of a perspective.
pub fn figures(text: &str, perspective: &str, settings: &Settings) -> Figures {
    let mut all: BTreeMap<String, Figures> = draw(&case(text), settings).perspectives;
    all.remove(perspective).unwrap()
}

/// The value of an estimate.
pub fn value(of: Estimate) -> f64 {
    of.value.unwrap()
}
