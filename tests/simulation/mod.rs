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

/// What is asked of a case: everything, and what drives the figure of a perspective.
pub fn question<'q>(case: &'q Case, model: &'q Model, headline: &'q str) -> Question<'q> {
    Question { model, correlations: &case.correlations, perspectives: &[], headline, among: &[] }
}

/// The draws of a case.
pub fn draw(case: &Case, settings: &Settings) -> Run {
    let model = Model::of(case, &Scope::All).unwrap();
    simulate(&question(case, &model, &case.basis.perspective), settings, &Watch::default()).unwrap()
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
