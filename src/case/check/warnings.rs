//! Valid, calculable, and probably wrong.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Checking;
use crate::case::read::OutcomeDraft;
use crate::case::{Consequence, Fade, Group, Id, Outcome, Refund};
use crate::problem::{Code, Problem};

/// Among how many outcomes every pair is looked at; among more, each and its neighbour.
const PAIRS_AMONG: usize = 20;

impl Checking<'_> {
    /// An effect that the horizon cuts.
    pub(super) fn warn_of_horizon(&mut self, outcome: &Outcome, draft: &OutcomeDraft) {
        let Some(calendar) = &self.calendar else { return };
        let Some(Some(group)) = self.groups.get(outcome.group.as_str()) else { return };
        let horizon = calendar.horizon();
        let Some((last, _)) = group.starts.weights.last() else { return };
        let end = last + outcome.onset + outcome.lasts;
        if end <= horizon {
            return;
        }
        let problem = Problem::new(Code::EffectBeyondHorizon)
            .with("ends", calendar.month(end - 1).year())
            .with("horizon", calendar.month(horizon - 1).year());
        let cut = cut_share(outcome, group, horizon).and_then(|s| s.checked_mul(Decimal::ONE_HUNDRED));
        let problem = match cut.map(|c| c.round_dp(1).normalize()) {
            Some(cut) => problem.with("cut", cut),
            None => problem.variant("somewhat"),
        };
        let at = draft.lasts.here().or(draft.onset.here()).map_or(outcome.names.span, |w| w.span);
        let at = draft.remaining.here().map_or(at, |w| w.span);
        self.complain(problem.at(at));
    }

    /// Two outcomes of a group with consequences in one area and for one party, and no rule.
    pub(super) fn warn_of_overlap(
        &mut self,
        outcomes: &BTreeMap<Id, Outcome>,
        consequences: &BTreeMap<Id, Consequence>,
        refunds: &BTreeMap<Id, Refund>,
    ) {
        let mut met: BTreeMap<(&Id, &str, &str), BTreeSet<&Id>> = BTreeMap::new();
        for consequence in consequences.values() {
            let Some(area) = &consequence.area else { continue };
            for outcome in consequence.outcomes.iter().filter_map(|id| outcomes.get(id)) {
                let refunder = consequence.refund.as_ref().and_then(|r| refunds.get(&r.rule)).map(|r| &r.from);
                for party in consequence.shares.iter().map(|s| &s.party).chain(refunder) {
                    met.entry((&outcome.group, area, party.as_str())).or_default().insert(&outcome.id);
                }
            }
        }
        let mut pairs: BTreeMap<(&Id, &Id), &str> = BTreeMap::new();
        for ((_, area, _), together) in &met {
            let ids: Vec<&Id> = together.iter().copied().collect();
            let reach = if ids.len() > PAIRS_AMONG { 1 } else { ids.len() };
            for (place, one) in ids.iter().enumerate() {
                for other in ids.iter().skip(place + 1).take(reach) {
                    pairs.entry((one, other)).or_insert(area);
                }
            }
        }
        let ruled = self.ruled();
        for ((one, other), area) in pairs.into_iter().filter(|((one, other), _)| !ruled(one, other)) {
            let (Some(one), Some(other)) = (outcomes.get(one), outcomes.get(other)) else { continue };
            let in_order = one.names.span < other.names.span;
            let (first, second) = if in_order { (one, other) } else { (other, one) };
            let problem = Problem::new(Code::NoOverlapRule)
                .with("one", &first.id)
                .with("other", &second.id)
                .with("area", area)
                .at(second.names.span);
            self.complain(problem.and_see(first.names.span, "the-other"));
        }
    }

    /// Whether there is a rule for two outcomes; where one cannot be read, there may be one for any two.
    fn ruled(&self) -> impl Fn(&Id, &Id) -> bool + use<> {
        let lists = self.drafts.overlaps.iter().map(|k| k.draft.outcomes.value());
        let lists: Option<Vec<BTreeSet<String>>> =
            lists.map(|list| Some(list?.0.iter().map(|(id, _)| id.clone()).collect())).collect();
        move |one, other| {
            let rules = |list: &BTreeSet<String>| list.contains(one.as_str()) && list.contains(other.as_str());
            lists.as_ref().is_none_or(|lists| lists.iter().any(rules))
        }
    }
}

/// The part of an outcome's person-years that lies after the horizon.
fn cut_share(outcome: &Outcome, group: &Group, horizon: i32) -> Option<Decimal> {
    let running = running_total(outcome)?;
    let months = |n: i32| usize::try_from(n.clamp(0, outcome.lasts)).ok().and_then(|n| running.get(n).copied());
    let whole = months(outcome.lasts)?;
    let (mut within, mut all) = (Decimal::ZERO, Decimal::ZERO);
    for (start, weight) in &group.starts.weights {
        let seen = months(horizon - start - outcome.onset)?;
        within = within.checked_add(weight.checked_mul(seen)?)?;
        all = all.checked_add(weight.checked_mul(whole)?)?;
    }
    Decimal::ONE.checked_sub(within.checked_div(all)?)
}

/// What remains of the effect, added up over months since onset.
fn running_total(outcome: &Outcome) -> Option<Vec<Decimal>> {
    let mut totals = vec![Decimal::ZERO];
    let (mut total, mut remains) = (Decimal::ZERO, Decimal::ONE);
    for month in 0..outcome.lasts {
        match &outcome.fade {
            Fade::Loss(loss) if month > 0 && month % 12 == 0 => {
                remains = remains.checked_mul(Decimal::ONE.checked_sub(loss.value)?)?.round_dp(20);
            }
            Fade::Loss(_) => {}
            Fade::Remaining(series) => {
                let year = usize::try_from(month / 12).ok()?;
                remains = series.values.get(year).or(series.values.last()).copied()?;
            }
        }
        total = total.checked_add(remains)?;
        totals.push(total);
    }
    Some(totals)
}
