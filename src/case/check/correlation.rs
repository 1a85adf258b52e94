//! `[[correlation]]`: pairs of drawn inputs, and whether all of them can hold together.

use rust_decimal::Decimal;

use super::Checking;
use crate::case::Correlation;
use crate::document::nearest;
use crate::measure::correlation::{of_normals, triangle};
use crate::number::Number;
use crate::problem::{Code, Problem};
use crate::span::Span;

/// More pairs than this are not searched for those that cannot hold together.
const SEARCHED: usize = 60;

impl Checking<'_> {
    /// Every pair of inputs that move together.
    pub(super) fn check_correlations(&mut self) -> Vec<Correlation> {
        let drafts = self.drafts;
        let mut pairs: Vec<(Correlation, Span)> = Vec::new();
        let mut whole = true;
        for draft in &drafts.correlations {
            let (Some(inputs), Some(value)) = (draft.inputs.here(), draft.value.here()) else { continue };
            let known: Vec<bool> = inputs.value.0.iter().map(|(path, span)| self.is_drawn(path, *span)).collect();
            if known.iter().all(|known| *known) {
                let value = (value.value.decimal, value.span);
                whole &= self.pairs(&inputs.value.0, inputs.span, value, &mut pairs);
            } else {
                whole = false;
            }
        }
        if whole && !holds(&pairs.iter().map(|(c, _)| c).collect::<Vec<_>>()) {
            self.say_which(&pairs);
        }
        pairs.into_iter().map(|(correlation, _)| correlation).collect()
    }

    fn is_drawn(&mut self, path: &str, span: Span) -> bool {
        if self.drawn.contains(path) {
            return true;
        }
        if self.assumptions.iter().any(|a| a.path == path) {
            let problem = Problem::new(Code::MissingKey).variant("not-drawn").with("path", path);
            self.complain(problem.with("key", "distribution").at(span));
        } else {
            let near = nearest(path, self.drawn.iter().map(String::as_str)).map(str::to_owned);
            let problem = Problem::new(Code::UnknownPath).with("path", path).at(span);
            self.complain(match near {
                Some(near) => problem.variant("near").with("near", near),
                None => problem,
            });
        }
        false
    }

    /// The pairs of one table. False when it has none, or one that stands elsewhere too.
    fn pairs(
        &mut self,
        inputs: &[(String, Span)],
        at: Span,
        (value, span): (Decimal, Span),
        pairs: &mut Vec<(Correlation, Span)>,
    ) -> bool {
        if value.abs() > Decimal::ONE {
            let problem = Problem::new(Code::OutOfRange).variant("correlation").with("value", value.normalize());
            self.complain(problem.with("key", "value").at(span));
            return false;
        }
        if inputs.len() < 2 {
            self.complain(Problem::new(Code::LengthsDiffer).variant("correlation").at(at));
            return false;
        }
        for (place, (first, span)) in inputs.iter().enumerate() {
            for (second, other) in inputs.iter().skip(place + 1) {
                let (a, b) = if first <= second { (first, second) } else { (second, first) };
                let both = (a.clone(), b.clone());
                let before = pairs.iter().find(|(c, _)| c.inputs == both).map(|(_, span)| *span);
                if let Some(before) = before.or((a == b).then_some(*span)) {
                    let twice = Problem::new(Code::Twice).variant("correlation").with("first", a).with("second", b);
                    self.complain(twice.at(*other).and_see(before, "beside"));
                    return false;
                }
                pairs.push((Correlation { inputs: both, value }, *other));
            }
        }
        true
    }

    /// Says which pairs cannot hold together: the fewest, as far as leaving one out at a time can tell.
    fn say_which(&mut self, pairs: &[(Correlation, Span)]) {
        let mut left: Vec<&(Correlation, Span)> = pairs.iter().collect();
        let mut place = 0;
        while place < left.len() && pairs.len() <= SEARCHED {
            let mut fewer: Vec<&(Correlation, Span)> = left.clone();
            fewer.remove(place);
            if holds(&fewer.iter().map(|(c, _)| c).collect::<Vec<_>>()) {
                place += 1;
            } else {
                left = fewer;
            }
        }
        let Some(((_, at), others)) = left.split_last().map(|(last, others)| (*last, others)) else { return };
        let said = |c: &Correlation| format!("{} and {}: {}", c.inputs.0, c.inputs.1, c.value.normalize());
        let all: Vec<String> = left.iter().map(|(c, _)| said(c)).collect();
        let problem = Problem::new(Code::NotPositiveDefinite).with("pairs", all.join("; ")).at(*at);
        self.complain(others.iter().rev().take(5).fold(problem, |p, (_, span)| p.and_see(*span, "beside")));
    }
}

/// Whether correlations can all hold: their matrix is positive definite.
fn holds(pairs: &[&Correlation]) -> bool {
    let mut paths: Vec<&str> = pairs.iter().flat_map(|c| [c.inputs.0.as_str(), c.inputs.1.as_str()]).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut matrix = vec![vec![0.0; paths.len()]; paths.len()];
    for (place, row) in matrix.iter_mut().enumerate() {
        row[place] = 1.0;
    }
    for pair in pairs {
        let place = |path: &str| paths.binary_search(&path).unwrap_or(0);
        let (a, b) = (place(&pair.inputs.0), place(&pair.inputs.1));
        let r = of_normals(pair.value.approximate());
        matrix[a][b] = r;
        matrix[b][a] = r;
    }
    triangle(&matrix).is_some()
}
