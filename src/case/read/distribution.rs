//! The distribution of an input, as it is written.

use super::draft::Draft;
use super::exact::Exact;
use super::reader::{Reader, Reading};
use super::values::{Numbers, Spread};
use crate::case::fields::Worded;
use crate::case::fields::in_input::{self as keys, DistributionWord};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// The word of a distribution, and every number that may make it one.
#[derive(Clone, Debug)]
pub struct DistributionDraft {
    /// `distribution`
    pub word: Draft<DistributionWord>,
    /// `sd`
    pub sd: Draft<Exact>,
    /// `p5`
    pub p5: Draft<Exact>,
    /// `p95`
    pub p95: Draft<Exact>,
    /// `p10`
    pub p10: Draft<Exact>,
    /// `p90`
    pub p90: Draft<Exact>,
    /// `median`
    pub median: Draft<Exact>,
    /// `geometric_sd`
    pub geometric_sd: Draft<Exact>,
    /// `alpha`
    pub alpha: Draft<Exact>,
    /// `beta`
    pub beta: Draft<Exact>,
    /// `values`
    pub values: Draft<Numbers>,
    /// `weights`
    pub weights: Draft<Numbers>,
}

/// The keys that each word can do with, in the order in which they are looked for.
const fn ways(word: DistributionWord) -> &'static [&'static [&'static str]] {
    match word {
        DistributionWord::Uniform | DistributionWord::Triangular | DistributionWord::Pert => &[&[]],
        DistributionWord::Normal => &[&["sd"]],
        DistributionWord::Lognormal => &[&["p5", "p95"], &["p10", "p90"], &["median", "geometric_sd"], &["sd"]],
        DistributionWord::Beta => &[&["alpha", "beta"], &["sd"]],
        DistributionWord::Discrete => &[&["values", "weights"]],
    }
}

/// The word, in `text/`, for what a distribution needs.
const fn needs(word: DistributionWord) -> &'static str {
    match word {
        DistributionWord::Uniform | DistributionWord::Triangular | DistributionWord::Pert => "range",
        DistributionWord::Normal => "sd",
        DistributionWord::Lognormal => "lognormal",
        DistributionWord::Beta => "beta",
        DistributionWord::Discrete => "discrete",
    }
}

impl DistributionDraft {
    /// Reads the distribution and what it needs.
    pub fn read(reader: &mut Reader<'_, '_>) -> DistributionDraft {
        DistributionDraft {
            word: reader.optional(&keys::DISTRIBUTION),
            sd: reader.optional(&keys::SD),
            p5: reader.optional(&keys::P5),
            p95: reader.optional(&keys::P95),
            p10: reader.optional(&keys::P10),
            p90: reader.optional(&keys::P90),
            median: reader.optional(&keys::MEDIAN),
            geometric_sd: reader.optional(&keys::GEOMETRIC_SD),
            alpha: reader.optional(&keys::ALPHA),
            beta: reader.optional(&keys::BETA),
            values: reader.optional(&keys::VALUES),
            weights: reader.optional(&keys::WEIGHTS),
        }
    }

    fn numbers(&self) -> [(&'static str, &Draft<Exact>); 9] {
        [
            ("sd", &self.sd),
            ("p5", &self.p5),
            ("p95", &self.p95),
            ("p10", &self.p10),
            ("p90", &self.p90),
            ("median", &self.median),
            ("geometric_sd", &self.geometric_sd),
            ("alpha", &self.alpha),
            ("beta", &self.beta),
        ]
    }

    /// The keys that are written, each with its place.
    fn written(&self) -> Vec<(&'static str, Span)> {
        let lists = [("values", self.values.key()), ("weights", self.weights.key())];
        let numbers = self.numbers().map(|(name, draft)| (name, draft.key()));
        numbers.into_iter().chain(lists).filter_map(|(name, key)| Some((name, key?))).collect()
    }

    fn is_broken(&self) -> bool {
        self.numbers().iter().any(|(_, d)| d.is_broken()) || self.values.is_broken() || self.weights.is_broken()
    }

    /// What a distribution needs must stand beside it, and what it has no use for must not.
    pub fn check(&self, low: &Draft<Exact>, high: &Draft<Exact>, spread: &Draft<Spread>, reading: &mut Reading) {
        let Some(word) = self.word.here() else { return };
        let written = self.written();
        let has = |way: &&&[&str]| way.iter().all(|name| written.iter().any(|(n, _)| n == name));
        let is_ranged = needs(word.value) == "range";
        let range = !spread.is_absent() || !(low.is_absent() || high.is_absent());
        let way = ways(word.value).iter().find(has).filter(|_| range || !is_ranged);
        let named = word.value.in_a_file();
        let Some(way) = way else {
            if !self.is_broken() {
                let missing = Problem::new(Code::MissingKey).variant("distribution").with("distribution", named);
                let needed = format!("@needs.{}", needs(word.value));
                reading.problems.add(missing.with("needs", needed).at(word.span));
            }
            return;
        };
        if let Some((name, at)) = written.iter().find(|(name, _)| !way.contains(name)) {
            let problem = Problem::new(Code::DoesNotBelongTogether).variant("distribution").with("key", name);
            let problem = problem.with("distribution", named).with("other", way.first().unwrap_or(&"low"));
            reading.problems.add(problem.at(*at).and_see(word.span, "beside"));
            return;
        }
        let lengths = self.values.value().zip(self.weights.value()).map(|(v, w)| (v.0.len(), w.0.len()));
        if let Some((values, weights)) = lengths.filter(|(v, w)| v != w) {
            let differ = Problem::new(Code::LengthsDiffer).variant("weights");
            reading.problems.add(differ.with("values", values).with("weights", weights).at(word.span));
        }
    }
}
