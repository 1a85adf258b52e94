//! What a contract probably does not mean: a better result that pays less, a long stop before the last line
//! (method, sections 6.5 and 8). Only what the file itself shows; what needs figures is for those who have them.

use rust_decimal::Decimal;

use super::Checking;
use crate::calendar::Day;
use crate::case::Id;
use crate::case::contract::{
    Cap, Choice, Condition, Contract, Earns, Fallback, OncePer, Pays, Scope, Shape, Term, Test, Windows,
};
use crate::case::read::contract::ContractDraft;
use crate::problem::{Code, Problem};
use crate::span::Span;

impl<'d> Checking<'d> {
    /// Warns of what the file alone shows.
    pub(super) fn warn_of_contract(&mut self, contract: &Contract, draft: &'d ContractDraft) {
        self.warn_of_long_stop(contract, draft);
        for term in contract.terms.values() {
            let Some(key) = draft.terms.iter().find(|k| k.id == term.id.as_str()).map(|k| k.key) else { continue };
            self.warn_of_shape(term, key);
            self.warn_of_once(term, key);
            self.warn_of_conditions(term, key);
        }
        self.warn_of_caps(contract, draft);
        for cap in contract.payer_caps.values() {
            let problem = Problem::new(Code::BetterPaysLess).variant("payer-cap").with("id", &cap.party);
            self.complain(problem.at(cap.names.span));
        }
        if let Some(cap) = &contract.return_cap {
            self.complain(Problem::new(Code::BetterPaysLess).variant("return-cap").at(cap.names.span));
        }
        if let (Some(_), Some(written), false) = (contract.long_stop, draft.long_stop.here(), contract.caps.is_empty())
        {
            self.complain(Problem::new(Code::BetterPaysLess).variant("long-stop").at(written.span));
        }
    }

    fn warn_of_long_stop(&mut self, contract: &Contract, draft: &'d ContractDraft) {
        let (Some(stop), Some(written)) = (contract.long_stop, draft.long_stop.here()) else { return };
        let verified = |pays: &Pays, day: Day| pays.verify_lag.after(day);
        let days = contract.paying().flat_map(|(term, pays)| term.lines.iter().map(|l| verified(pays, l.day)));
        let Some(last) = days.max().filter(|last| *last > stop) else { return };
        let problem = Problem::new(Code::LongStopBeforeLast).with("stop", stop).with("last", last);
        self.complain(problem.at(written.span));
    }

    fn warn_of_shape(&mut self, term: &Term, key: Span) {
        match &term.shape {
            Shape::Selector { choice: Choice::Smaller, .. } => {
                let problem = better_pays_less("worse-of", &term.id, key);
                self.complain(problem);
            }
            Shape::Step(step) => {
                let pays = step.tiers.windows(2).find_map(|pair| match pair {
                    [one, next] if next.pay.value < one.pay.value => Some(next.at),
                    _ => None,
                });
                let first = step.tiers.first().filter(|first| first.pay.value < step.below.value).map(|t| t.at);
                if let Some(at) = first.or(pays) {
                    let problem = better_pays_less("tiers", &term.id, key);
                    self.complain(problem.with("from", at.normalize()));
                }
                let least = step.tiers.first().map(|t| t.pay.value);
                self.warn_of_fallback(term, step.fallback.as_ref(), least, step.base.value, key);
            }
            Shape::Banded(banded) => {
                if let Some(band) = banded.bands.iter().find(|b| b.rate.value < Decimal::ZERO) {
                    let problem = better_pays_less("rates", &term.id, key);
                    self.complain(problem.with("from", band.from.normalize()));
                }
            }
            Shape::Share { share, until: Some(until), .. } if until.then_share.value > share.value => {
                let problem = better_pays_less("then-share", &term.id, key);
                self.complain(problem);
            }
            Shape::Fixed
            | Shape::Given
            | Shape::PerUnit { .. }
            | Shape::Milestones { .. }
            | Shape::Recurring
            | Shape::Share { .. }
            | Shape::Selector { .. } => {}
        }
    }

    /// A fallback that pays more than the tier that a cohort would reach by itself.
    fn warn_of_fallback(
        &mut self,
        term: &Term,
        fallback: Option<&Fallback>,
        least: Option<Decimal>,
        base: Decimal,
        key: Span,
    ) {
        let pay = fallback.and_then(|f| f.pay.as_ref()).map(|p| p.value);
        let tier = least.and_then(|least| least.checked_mul(base));
        if let (Some(pay), Some(tier)) = (pay, tier)
            && pay > tier
        {
            let problem = better_pays_less("fallback", &term.id, key);
            self.complain(problem);
        }
    }

    fn warn_of_once(&mut self, term: &Term, key: Span) {
        match term.once_per {
            None => {}
            Some(OncePer::Cohort | OncePer::Contract) => {
                let problem = better_pays_less("once-per", &term.id, key);
                self.complain(problem);
            }
            Some(OncePer::Person) => {
                let prices = term.lines.iter().filter_map(|line| match &line.earns {
                    Earns::Units { price, .. } => Some(price.value),
                    Earns::Sum(_) | Earns::Value(_) | Earns::Chosen(_) => None,
                });
                let prices: Vec<Decimal> = prices.collect();
                if prices.windows(2).any(|pair| matches!(pair, [one, next] if next > one)) {
                    let problem = better_pays_less("rising-price", &term.id, key);
                    self.complain(problem);
                }
            }
        }
    }

    fn warn_of_conditions(&mut self, term: &Term, key: Span) {
        let falling = term.lines.iter().flat_map(|line| &line.requires).find_map(|condition| match condition {
            Condition::Value { value, test: Test::AtMost | Test::LessThan, .. } => Some(&value.metric),
            Condition::Value { .. } | Condition::Earned { .. } => None,
        });
        if let Some(metric) = falling {
            let problem = better_pays_less("condition", &term.id, key);
            self.complain(problem.with("metric", metric));
        }
    }

    /// Mix caps, and caps whose baskets cross.
    fn warn_of_caps(&mut self, contract: &Contract, draft: &'d ContractDraft) {
        let key = |id: &Id| draft.caps.iter().find(|k| k.id == id.as_str()).map_or(Span::default(), |k| k.key);
        let caps: Vec<_> = contract.caps.values().collect();
        for (place, cap) in caps.iter().enumerate() {
            if cap.scope == Scope::Mix {
                let problem = better_pays_less("mix", &cap.id, key(&cap.id));
                self.complain(problem);
                continue;
            }
            // A running total that is limited is a basket of its own, for all time.
            let limited =
                cap.terms.iter().filter(|_| cap.windows != Windows::One).filter_map(|id| contract.terms.get(id));
            if let Some(term) = limited.into_iter().find(|term| is_limited_in_all(&term.shape)) {
                let problem = better_pays_less("crossing", &cap.id, key(&cap.id)).with("other", &term.id);
                self.complain(problem);
            }
            let others = caps.iter().skip(place + 1).filter(|other| other.scope != Scope::Mix);
            if let Some(other) = others.into_iter().find(|other| cross(cap, other)) {
                let problem = better_pays_less("crossing", &cap.id, key(&cap.id));
                self.complain(problem.with("other", &other.id).and_see(key(&other.id), "the-other"));
            }
        }
    }
}

/// Whether a shape limits what all its measurements come to together.
fn is_limited_in_all(shape: &Shape) -> bool {
    match shape {
        Shape::PerUnit { at_most, at_most_units, cumulative, .. } => {
            *cumulative && (at_most.is_some() || at_most_units.is_some())
        }
        Shape::Banded(banded) => banded.cumulative,
        _ => false,
    }
}

/// Whether the baskets of two caps cross: they share something, and neither is inside the other. A basket is terms, cohorts
/// and a window of time.
fn cross(a: &Cap, b: &Cap) -> bool {
    let inside = |a: &Cap, b: &Cap| {
        let cohorts = a.scope.is_by_cohort() || !b.scope.is_by_cohort();
        a.terms.is_subset(&b.terms) && cohorts && a.windows.are_within(&b.windows)
    };
    a.terms.intersection(&b.terms).next().is_some() && !inside(a, b) && !inside(b, a)
}

fn better_pays_less(variant: &'static str, id: &Id, at: Span) -> Problem {
    Problem::new(Code::BetterPaysLess).variant(variant).with("id", id).at(at)
}
