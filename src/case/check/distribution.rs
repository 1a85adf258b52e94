//! What an input is drawn from: numbers that make no distribution are problems.

use rust_decimal::Decimal;

use super::Checking;
use crate::case::Distribution;
use crate::case::fields::Worded;
use crate::case::fields::in_input::DistributionWord;
use crate::case::read::{DistributionDraft, InputDraft};
use crate::problem::{Code, Problem};
use crate::span::Span;

/// The ends of a range, as far as they are written.
pub type Ends = (Option<Decimal>, Option<Decimal>);

impl Checking<'_> {
    /// What an input is drawn from. None when the numbers make no distribution.
    pub(super) fn distribution(
        &mut self,
        draft: &InputDraft,
        path: &str,
        value: Decimal,
        ends: Ends,
    ) -> Option<Option<Distribution>> {
        let Some((of, word)) = written(draft) else { return Some(None) };
        let distribution = self.drawn_from(of, word, value, draft.span, ends)?;
        self.drawn.insert(path.to_owned());
        Some(Some(distribution))
    }

    /// What the factor on a series is drawn from: the same shapes on low, 1 and high of its spread.
    pub(super) fn distribution_of_series(&mut self, draft: &InputDraft, path: &str) -> Option<Option<Distribution>> {
        let Some((of, word)) = written(draft) else { return Some(None) };
        let Some(spread) = draft.spread.here().filter(|_| is_bounded(word)) else {
            if is_bounded(word) {
                return None; // That it needs a range has been said, or `low` has no place beside a series.
            }
            let at = of.word.here().map_or(draft.span, |w| w.span);
            let problem = Problem::new(Code::DoesNotBelongTogether).variant("series-distribution").at(at);
            self.complain(problem.with("distribution", word.in_a_file()).with("key", "distribution"));
            return None;
        };
        let end = |part: Decimal| Decimal::ONE.checked_add(part);
        let ends = (end(spread.value.low), end(spread.value.high));
        let distribution = self.drawn_from(of, word, Decimal::ONE, draft.span, ends)?;
        self.drawn.insert(path.to_owned());
        Some(Some(distribution))
    }

    fn drawn_from(
        &mut self,
        of: &DistributionDraft,
        word: DistributionWord,
        value: Decimal,
        at: Span,
        (low, high): Ends,
    ) -> Option<Distribution> {
        match word {
            DistributionWord::Uniform => Some(Distribution::Uniform { low: low?, high: high? }),
            // In a scenario a value may leave its range: the range of the draws then reaches to it.
            DistributionWord::Triangular => {
                Some(Distribution::Triangular { low: low?.min(value), mode: value, high: high?.max(value) })
            }
            DistributionWord::Pert => {
                Some(Distribution::Pert { low: low?.min(value), mode: value, high: high?.max(value) })
            }
            DistributionWord::Normal => Some(Distribution::Normal { mean: value, sd: self.sd(of, word)? }),
            DistributionWord::Lognormal => self.lognormal(of, value, at),
            DistributionWord::Beta => self.beta(of, value, at),
            DistributionWord::Discrete => {
                let values = of.values.value()?.0.iter().map(|v| v.decimal).collect();
                let here = of.weights.here()?;
                let weights: Vec<Decimal> = here.value.0.iter().map(|w| w.decimal).collect();
                let is_good = weights.iter().all(|w| *w >= Decimal::ZERO) && weights.iter().any(|w| !w.is_zero());
                if !is_good {
                    return self.no(word, "weights", here.span);
                }
                Some(Distribution::Discrete { values, weights })
            }
        }
    }

    fn lognormal(&mut self, of: &DistributionDraft, value: Decimal, at: Span) -> Option<Distribution> {
        let word = DistributionWord::Lognormal;
        let pairs = [(&of.p5, &of.p95, 95), (&of.p10, &of.p90, 90)];
        if let Some((low, high, share)) =
            pairs.iter().find_map(|(low, high, share)| Some((low.here()?, high.here()?, *share)))
        {
            let (first, last) = (low.value.decimal, high.value.decimal);
            if first <= Decimal::ZERO || last < first {
                return self.no(word, "percentiles", low.span);
            }
            return Some(Distribution::LognormalBetween { share: Decimal::new(share, 2), low: first, high: last });
        }
        if let (Some(median), Some(spread)) = (of.median.here(), of.geometric_sd.here()) {
            let (median, geometric_sd) = ((median.value.decimal, median.span), (spread.value.decimal, spread.span));
            if median.0 <= Decimal::ZERO {
                return self.no(word, "median", median.1);
            }
            if geometric_sd.0 < Decimal::ONE {
                return self.no(word, "geometric-sd", geometric_sd.1);
            }
            return Some(Distribution::LognormalAbout { median: median.0, geometric_sd: geometric_sd.0 });
        }
        let sd = self.sd(of, word)?;
        if value <= Decimal::ZERO {
            return self.no(word, "mean", at);
        }
        Some(Distribution::Lognormal { mean: value, sd })
    }

    fn beta(&mut self, of: &DistributionDraft, value: Decimal, at: Span) -> Option<Distribution> {
        let word = DistributionWord::Beta;
        if let (Some(alpha), Some(beta)) = (of.alpha.here(), of.beta.here()) {
            for each in [alpha, beta] {
                if each.value.decimal <= Decimal::ZERO {
                    return self.no(word, "parameters", each.span);
                }
            }
            return Some(Distribution::Beta { alpha: alpha.value.decimal, beta: beta.value.decimal });
        }
        let sd = self.sd(of, word)?;
        if value <= Decimal::ZERO || value >= Decimal::ONE {
            return self.no(word, "mean-of-share", at);
        }
        // A share cannot vary more than one that is either 0 or 1.
        let most = value.checked_mul(Decimal::ONE.checked_sub(value)?)?;
        if sd.checked_mul(sd).is_none_or(|square| square >= most) {
            return self.no(word, "sd-of-share", of.sd.here()?.span);
        }
        Some(Distribution::BetaAbout { mean: value, sd })
    }

    /// A standard deviation: at least nil.
    fn sd(&mut self, of: &DistributionDraft, word: DistributionWord) -> Option<Decimal> {
        let here = of.sd.here()?;
        if here.value.decimal < Decimal::ZERO {
            return self.no(word, "sd", here.span);
        }
        Some(here.value.decimal)
    }

    fn no<T>(&mut self, word: DistributionWord, variant: &'static str, at: Span) -> Option<T> {
        self.complain(
            Problem::new(Code::NoDistribution).variant(variant).with("distribution", word.in_a_file()).at(at),
        );
        None
    }
}

/// The distribution that a draft names.
fn written(draft: &InputDraft) -> Option<(&DistributionDraft, DistributionWord)> {
    let of = draft.distribution.as_deref()?;
    Some((of, *of.word.value()?))
}

fn is_bounded(word: DistributionWord) -> bool {
    match word {
        DistributionWord::Uniform | DistributionWord::Triangular | DistributionWord::Pert => true,
        DistributionWord::Normal
        | DistributionWord::Lognormal
        | DistributionWord::Beta
        | DistributionWord::Discrete => false,
    }
}
