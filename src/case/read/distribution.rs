//! The distribution of an input.

use super::draft::Draft;
use super::exact::Exact;
use super::reader::{Reader, Reading};
use super::values::{Numbers, Spread};
use crate::case::fields::Worded;
use crate::case::fields::in_input::{self as keys, Distribution};
use crate::problem::{Code, Problem};

/// The distribution of an input: in form only, since no figure of an appraisal depends on it.
pub struct Shape {
    distribution: Draft<Distribution>,
    written: Vec<&'static str>,
    broken: bool,
    lists: Option<(usize, usize)>,
}

impl Shape {
    /// Reads the distribution and what it needs.
    pub fn read(reader: &mut Reader<'_, '_>) -> Shape {
        let distribution = reader.optional(&keys::DISTRIBUTION);
        let mut shape = Shape { distribution, written: Vec::new(), broken: false, lists: None };
        for field in [
            &keys::SD,
            &keys::P5,
            &keys::P95,
            &keys::P10,
            &keys::P90,
            &keys::MEDIAN,
            &keys::GEOMETRIC_SD,
            &keys::ALPHA,
            &keys::BETA,
        ] {
            let draft = reader.optional(field);
            shape.note(field.spec.name, &draft);
        }
        let values: Draft<Numbers> = reader.optional(&keys::VALUES);
        let weights: Draft<Numbers> = reader.optional(&keys::WEIGHTS);
        shape.note("values", &values);
        shape.note("weights", &weights);
        shape.lists = values.value().zip(weights.value()).map(|(v, w)| (v.0.len(), w.0.len()));
        shape
    }

    fn note<T>(&mut self, name: &'static str, draft: &Draft<T>) {
        self.broken |= draft.is_broken();
        if !draft.is_absent() {
            self.written.push(name);
        }
    }

    /// What the distribution needs must stand beside it.
    pub fn check(&self, low: &Draft<Exact>, high: &Draft<Exact>, spread: &Draft<Spread>, reading: &mut Reading) {
        let Some(distribution) = self.distribution.here() else { return };
        let has = |names: &[&str]| names.iter().all(|n| self.written.contains(n));
        let range = !spread.is_absent() || !(low.is_absent() || high.is_absent());
        let (enough, needs) = match distribution.value {
            Distribution::Uniform | Distribution::Triangular | Distribution::Pert => (range, "range"),
            Distribution::Normal => (has(&["sd"]), "sd"),
            Distribution::Lognormal => {
                let ways: [&[&str]; 4] = [&["p5", "p95"], &["p10", "p90"], &["median", "geometric_sd"], &["sd"]];
                (ways.iter().any(|w| has(w)), "lognormal")
            }
            Distribution::Beta => (has(&["sd"]) || has(&["alpha", "beta"]), "beta"),
            Distribution::Discrete => (has(&["values", "weights"]), "discrete"),
        };
        if !enough && !self.broken {
            reading.problems.add(
                Problem::new(Code::MissingKey)
                    .variant("distribution")
                    .with("distribution", distribution.value.in_a_file())
                    .with("needs", format!("@needs.{needs}"))
                    .at(distribution.span),
            );
        } else if let Some((values, weights)) = self.lists.filter(|(v, w)| v != w) {
            let differ = Problem::new(Code::LengthsDiffer).variant("weights");
            reading.problems.add(differ.with("values", values).with("weights", weights).at(distribution.span));
        }
    }
}
