//! What `check` asks of a case that could be read: that it computes, what is probably wrong, and what must hold.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anyhow::Result;
use rust_decimal::Decimal;

use super::compute::reckon;
use crate::appraisal::{self, Appraisal, Verdict, judge, unknown};
use crate::case::{self, Case, Demand, Id, Named, Otherwise, Policy, scenario};
use crate::document::Document;
use crate::model::Scope;
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::{json::exact, plain};
use crate::report::{demand_line, demand_says};
use crate::span::Span;
use crate::text::Language;
use crate::uncertainty::{self, Subject};

/// What a case came to.
#[derive(Default)]
pub struct Judged {
    /// What does not hold, and what is probably wrong.
    pub problems: Problems,
    /// The demands that are met.
    pub met: Vec<Demanded>,
}

/// A demand that is met.
pub struct Demanded {
    /// Its id.
    pub id: Id,
    /// What it came to, in a sentence.
    pub says: String,
    /// Where it stands.
    pub at: Span,
}

/// A case with its figures; or why it cannot be computed.
type Figured = Result<(Case, Appraisal<Decimal>), Box<Problem>>;

/// Judges a case by its figures, by its papers and by the policy that holds for it.
///
/// # Errors
/// By our own fault only.
pub fn judged(case: &Case, document: &Document, policy: &Policy, language: Language) -> Result<Judged> {
    let mut judged = Judged::default();
    judged.problems.extend(case::doubts(case, document));
    judged.problems.extend(case::broken_rules(case, &policy.rules));
    let scope = match policy.demands.is_empty() {
        true => Scope::Only(vec![case.basis.perspective.clone()]),
        false => Scope::All,
    };
    let reckoned = match reckon(case, &scope)? {
        Ok(reckoned) => reckoned,
        Err(problem) => {
            judged.problems.add(problem);
            return Ok(judged);
        }
    };
    judged.problems.extend(appraisal::doubts(case, &reckoned.model, &reckoned.ledger));
    judged.problems.extend(appraisal::contract_doubts(case, &reckoned.model, &reckoned.ledger));
    if policy.rules.ask_for_figures() {
        let (model, ledger) = (&reckoned.model, &reckoned.ledger);
        let headline = Subject::of(case, model, ledger, "net_present_value", &case.basis.perspective);
        judged.problems.extend(headline.map(|of| uncertainty::broken_rules(&of, &policy.rules)).unwrap_or_default());
    }
    if policy.demands.is_empty() {
        return Ok(judged);
    }
    let appraisal = reckoned.appraise(case);
    let mut scenarios = BTreeMap::new();
    for demand in policy.demands.values() {
        let verdict = match &demand.scenario {
            None => judge(demand, case, &appraisal),
            Some(named) => in_scenario(demand, named, (case, document), &mut scenarios)?,
        };
        match verdict {
            Ok(verdict) if verdict.is_met() => {
                let says = plain(&demand_line(case, demand, &verdict, language), language, &case.currency);
                judged.met.push(Demanded { id: demand.id.clone(), says, at: place(demand, document) });
            }
            Ok(verdict) => judged.problems.add(not_met(demand, (case, document), &verdict, language)),
            Err(problem) => judged.problems.add(*problem),
        }
    }
    Ok(judged)
}

/// What a demand comes to in the scenario it names; each scenario is computed once.
fn in_scenario<'d>(
    demand: &'d Demand,
    scenario: &'d Named,
    (case, document): (&Case, &Document),
    known: &mut BTreeMap<&'d str, Figured>,
) -> Result<Result<Verdict, Box<Problem>>> {
    if !case.scenarios.iter().any(|s| s.id == scenario.name) {
        let names = case.scenarios.iter().map(|s| s.id.as_str());
        return Ok(Err(Box::new(unknown("scenario", scenario, names))));
    }
    let figured = match known.entry(&scenario.name) {
        Entry::Occupied(there) => there.into_mut(),
        Entry::Vacant(place) => place.insert(figured(scenario, case, document)?),
    };
    Ok(match figured {
        Ok((changed, appraisal)) => judge(demand, changed, appraisal),
        Err(problem) => Err(problem.clone()),
    })
}

/// A case in one of its scenarios, with its figures.
fn figured(scenario: &Named, case: &Case, document: &Document) -> Result<Figured> {
    let read = scenario::in_scenario(document, &scenario.name);
    let read = read.map(|changed| case::read_plain(&changed, &case.id)).unwrap_or_else(|problems| (None, problems));
    let Some(changed) = read.0 else {
        // The scenarios are checked with the file: what is wrong with one has stopped the case before this.
        let first = read.1.iter().find(|p| p.severity == Severity::Problem).cloned();
        return Ok(Err(Box::new(first.unwrap_or_else(|| unknown("scenario", scenario, std::iter::empty())))));
    };
    Ok(match reckon(&changed, &Scope::All)? {
        Ok(reckoned) => {
            let appraisal = reckoned.appraise(&changed);
            Ok((changed, appraisal))
        }
        Err(problem) => Err(Box::new(problem)),
    })
}

/// Where a demand is said to be met or not: one of a policy file at the beginning of the case that it is about.
fn place(demand: &Demand, document: &Document) -> Span {
    if demand.names.span.source == document.source {
        return demand.names.span;
    }
    let first = ["case", "basis"].iter().find_map(|table| document.root.get(table));
    first.map_or(Span { source: document.source, start: 0, end: 0 }, |entry| entry.key_span)
}

fn not_met(demand: &Demand, (case, document): (&Case, &Document), verdict: &Verdict, language: Language) -> Problem {
    let severity = match demand.otherwise {
        Otherwise::Fail => Severity::Problem,
        Otherwise::Warn => Severity::Warning,
    };
    let says = plain(&demand_says(case, demand, verdict, language), language, &case.currency);
    let problem = Problem { severity, ..Problem::new(Code::Demand) }
        .with("id", &demand.id)
        .with("says", says)
        .with("figure", &verdict.figure)
        .with("bound", exact(verdict.bound))
        .at(place(demand, document));
    let problem = match demand.names.span.source == document.source {
        true => problem,
        false => problem.and_see(demand.names.span, "demand"),
    };
    match verdict.found {
        Ok(found) => problem.with("found", exact(found)),
        Err(why) => problem.with("undefined", why),
    }
}
