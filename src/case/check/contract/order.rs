//! The order in which terms are worked out, and values that nobody asks for.

use std::collections::BTreeMap;

use super::metric::{Basis, MetricGround};
use super::term::Terms;
use super::values::Values;
use super::{Checking, Ground};
use crate::case::Id;
use crate::case::contract::Shape;
use crate::case::read::contract::PointDraft;
use crate::problem::{Code, Problem};

impl<'d> Checking<'d> {
    /// Every term after those that it requires and after its members. None when they go in a circle.
    pub(super) fn check_order(&mut self, terms: &Terms<'d>) -> Option<Vec<Id>> {
        let mut order: Vec<&str> = Vec::new();
        let mut circle = None;
        for id in terms.keys() {
            let mut way = Vec::new();
            visit(id, terms, &mut order, &mut way, &mut circle);
        }
        let Some(circle) = circle else {
            return Some(order.into_iter().map(Id::new).collect());
        };
        let first = circle.first().and_then(|id| terms.get(id.as_str()));
        let at = first.map(|t| t.draft.requires.here().map_or(t.key, |w| w.span));
        let mut problem = Problem::new(Code::Circle).variant("terms").with("terms", circle.join(" → "));
        problem.span = at;
        self.complain(problem);
        None
    }

    /// Says of values at points that nothing uses them.
    pub(super) fn unused_values(
        &mut self,
        ground: &Ground<'d, '_>,
        metrics: &BTreeMap<&'d str, MetricGround<'d>>,
        terms: &Terms<'d>,
    ) {
        let of_contract = ground.measured.unwrap_or_default();
        for metric in metrics.values() {
            let mut lists: Vec<&[PointDraft]> = vec![metric.measured.unwrap_or_default(), of_contract];
            let of_terms = terms.values().filter(|t| t.metric == Some(metric.metric.id.as_str()));
            lists.extend(of_terms.filter_map(|t| t.measured));
            let values: Vec<&Values<'d>> = match &metric.basis {
                Basis::Forecast(values) => vec![values],
                Basis::ExpectedShare { share, .. } => vec![share],
                Basis::Effect { treated, baseline, .. } => vec![treated, baseline],
                Basis::Model { .. } | Basis::Saving { .. } => Vec::new(),
            };
            for values in values.into_iter().chain(&metric.actual) {
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

/// Depth first: what a term needs comes before it.
fn visit<'t>(
    id: &'t str,
    terms: &'t Terms<'_>,
    order: &mut Vec<&'t str>,
    way: &mut Vec<&'t str>,
    circle: &mut Option<Vec<String>>,
) {
    if order.contains(&id) || circle.is_some() {
        return;
    }
    if way.contains(&id) {
        *circle = Some(way.iter().skip_while(|w| **w != id).map(|w| (*w).to_owned()).collect());
        return;
    }
    let Some((id, term)) = terms.get_key_value(id) else { return };
    way.push(id);
    let required = term.draft.requires.value().map_or(&[][..], |r| &r.0);
    for condition in required {
        if let Some(other) = condition.term.value() {
            visit(other, terms, order, way, circle);
        }
    }
    if let Some(Shape::Selector { members, .. }) = &term.shape {
        for member in members {
            visit(member.as_str(), terms, order, way, circle);
        }
    }
    way.pop();
    order.push(id);
}
