//! Cases drawn with the same luck, and set beside each other draw by draw.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Settings;
use super::draw::drawn_inputs;
use super::run::{NotSimulated, Question, Run, Watch, simulate};
use super::sums::{Estimate, Figures};

/// Two results of a draw count as equal when they differ by less than this share of the larger: sums of the same amounts
/// in another order.
const ALIKE: f64 = 1e-9;

/// Cases drawn with the same luck.
#[derive(Debug)]
pub struct Together {
    /// What was asked.
    pub settings: Settings,
    /// The draws of each.
    pub runs: Vec<Run>,
}

/// A case beside another, draw by draw.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The net present value of the one less that of the other.
    pub difference: Figures,
    /// How often the one is the better.
    pub better: Estimate,
}

/// Draws cases so that what has the same path in several of them has the same luck: one dimension for each drawn path of
/// any of them.
///
/// # Errors
/// As of a simulation, with the place of the case.
pub fn together(
    questions: &[Question<'_>],
    settings: &Settings,
    watch: &Watch,
) -> Result<Together, (usize, NotSimulated)> {
    let paths: BTreeSet<Arc<str>> =
        questions.iter().flat_map(|q| drawn_inputs(q.model)).map(|drawn| Arc::clone(drawn.path)).collect();
    let among: Vec<Arc<str>> = paths.into_iter().collect();
    let settings = Settings { keep: true, quantiles: true, ..*settings };
    let all = settings.draws.saturating_mul(questions.len() as u64);
    let one = |(place, question): (usize, &Question<'_>)| {
        simulate(&Question { among: &among, ..*question }, &settings, watch).map_err(|why| match why {
            NotSimulated::Stopped { done, .. } => (place, NotSimulated::Stopped { done, all }),
            why => (place, why),
        })
    };
    Ok(Together { settings, runs: questions.iter().enumerate().map(one).collect::<Result<Vec<Run>, _>>()? })
}

impl Together {
    /// How many values are drawn in any of them.
    pub fn inputs(&self) -> usize {
        let inputs = self.runs.iter().flat_map(|run| &run.draws.inputs);
        inputs.map(|input| &input.path).collect::<BTreeSet<_>>().len()
    }

    /// One case beside another, each by its place and for a perspective of its own.
    pub fn beside(&self, one: (usize, &str), other: (usize, &str)) -> Option<Beside> {
        let draws = |(place, whose): (usize, &str)| {
            let run = self.runs.get(place)?;
            Some((run.perspectives.get(whose)?.base, run.kept.get(whose)?))
        };
        let ((base, draws), (other_base, others)) = (draws(one)?, draws(other)?);
        let less = |(a, b): (&f64, &f64)| if (a - b).abs() <= ALIKE * a.abs().max(b.abs()) { 0.0 } else { a - b };
        let mut by: Vec<f64> = draws.iter().zip(others).map(less).collect();
        // How often the other is at least as good.
        let mut turned: Vec<f64> = by.iter().map(|difference| -difference).collect();
        let settings = Settings { quantiles: false, ..self.settings };
        let at_least = Figures::of_column(other_base - base, &mut turned, &settings).probability_of_gain;
        Some(Beside {
            difference: Figures::of_column(base - other_base, &mut by, &self.settings),
            better: Estimate { value: at_least.value.map(|share| 1.0 - share), ..at_least },
        })
    }
}
