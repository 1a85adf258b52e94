//! The order in which terms are worked out, and values that nobody asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::metric::MetricGround;
use super::term::{TermGround, Terms};
use super::values::Values;
use super::{Checking, Ground};
use crate::case::Id;
use crate::case::contract::Shape;
use crate::case::read::contract::PointDraft;
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// Every term after those that it requires and after its members. None when they go in a circle.
    pub(super) fn check_order(&mut self, terms: &Terms<'d>) -> Option<Vec<Id>> {
        let mut waits_for: BTreeMap<&str, BTreeSet<&str>> =
            terms.values().map(|term| (term.id, needed_by(term, terms))).collect();
        let mut needed_for: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, needed) in &waits_for {
            needed.iter().for_each(|other| needed_for.entry(other).or_default().push(id));
        }
        let free =
            |waits_for: &BTreeMap<&str, BTreeSet<&str>>, id: &str| waits_for.get(id).is_some_and(BTreeSet::is_empty);
        let mut ready: BTreeSet<&str> = terms.keys().copied().filter(|id| free(&waits_for, id)).collect();
        let mut order = Vec::with_capacity(terms.len());
        while let Some(id) = ready.pop_first() {
            order.push(Id::new(id));
            waits_for.remove(id);
            for other in needed_for.get(id).map_or(&[][..], Vec::as_slice) {
                waits_for.entry(other).and_modify(|needed| _ = needed.remove(id));
                ready.extend(Some(*other).filter(|other| free(&waits_for, other)));
            }
        }
        if waits_for.is_empty() {
            return Some(order);
        }
        self.circle_of_terms(terms, &waits_for);
        None
    }

    /// Says which terms wait for each other.
    fn circle_of_terms(&mut self, terms: &Terms<'d>, waits_for: &BTreeMap<&str, BTreeSet<&str>>) {
        let mut way: Vec<&str> = Vec::new();
        let mut here = waits_for.keys().next().copied();
        while let Some(id) = here.filter(|id| !way.contains(id) && way.len() < 100) {
            way.push(id);
            here = waits_for.get(id).and_then(|needed| needed.iter().find(|n| waits_for.contains_key(*n))).copied();
        }
        let circle: Vec<&str> = way.iter().copied().skip_while(|id| Some(*id) != here).collect();
        let circle = if circle.is_empty() { way } else { circle };
        let first = circle.iter().filter_map(|id| terms.get(id)).min_by_key(|t| t.key.start);
        let at = first.map(|t| t.draft.requires.here().map_or(t.key, |w| w.span));
        let mut problem = Problem::new(Code::Circle).variant("terms").with("terms", circle.join(" → "));
        problem.span = at;
        self.complain(problem);
    }

    /// Says of values at points that nothing uses them.
    pub(super) fn unused_values(
        &mut self,
        ground: &Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
    ) {
        let of_contract = ground.measured.unwrap_or_default();
        let mut of_metric: BTreeMap<&str, Vec<&[PointDraft]>> = BTreeMap::new();
        for term in terms.values() {
            if let (Some(metric), Some(measured)) = (term.metric, term.measured) {
                of_metric.entry(metric).or_default().push(measured);
            }
        }
        for metric in metrics.values() {
            let mut lists: Vec<&[PointDraft]> = vec![metric.measured.unwrap_or_default(), of_contract];
            lists.extend(of_metric.get(metric.metric.id.as_str()).into_iter().flatten());
            for values in metric.basis.values().into_iter().chain(&metric.actual) {
                self.unused(values, &lists);
            }
        }
        for term in terms.values() {
            let of_metric = term.metric.and_then(|id| metrics.get(id)).and_then(|m| m.measured);
            let lists = [term.measured.unwrap_or_default(), of_metric.unwrap_or_default(), of_contract];
            if let Some(prices) = &term.prices {
                self.unused(prices, &lists);
            }
        }
    }

    fn unused(&mut self, values: &Values<'d>, lists: &[&[PointDraft]]) {
        for slot in values.slots() {
            let listed = lists.iter().any(|list| list.iter().any(|p| p.label == slot.label));
            if !slot.used.get() && !listed {
                let problem = Problem::new(Code::NotMeasured).variant("unused").with("point", slot.label);
                let known: Vec<&str> = lists.iter().flat_map(|l| l.iter()).map(|p| p.label.as_str()).collect();
                self.complain(problem.with("known", known.join(", ")).at(slot.at));
            }
        }
    }
}

/// The terms that a term requires, and its members.
fn needed_by<'t>(term: &'t TermGround<'_>, terms: &Terms<'t>) -> BTreeSet<&'t str> {
    let required = term.draft.requires.value().map_or(&[][..], |r| &r.0);
    let required = required.iter().filter_map(|c| c.term.value().map(String::as_str));
    let members: &[Id] = match &term.shape {
        Some(Shape::Selector { members, .. }) => members,
        _ => &[],
    };
    required.chain(members.iter().map(Id::as_str)).filter(|id| terms.contains_key(id)).collect()
}
