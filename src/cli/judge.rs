//! What `check` asks of a case that could be read: that it computes, what is probably wrong, and what must hold.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anyhow::Result;
use rust_decimal::Decimal;

use super::compute::reckon;
use crate::appraisal::{self, Appraisal, Verdict, judge, judge_by, unknown};
use crate::case::{self, Case, Demand, Id, Named, Otherwise, Policy, scenario};
use crate::document::Document;
use crate::ledger::fault_problem;
use crate::model::{Model, Scope};
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::json::exact;
use crate::render::plain;
use crate::report::{demand_line, demand_says};
use crate::span::Span;
use crate::text::Language;
use crate::uncertainty::simulation::{DRAWN, NotSimulated, Question, Run, Settings, Watch, in_decimals, simulate};
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
type Figured = Result<(Case, Model, Appraisal<Decimal>), Box<Problem>>;

/// Draws, made once for each scenario and perspective that a demand names; or why there are none.
type Draws<'d> = BTreeMap<[Option<&'d str>; 2], Result<Run, Box<Problem>>>;

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
    let (mut scenarios, mut draws) = (BTreeMap::new(), Draws::new());
    for demand in policy.demands.values() {
        let verdict = match &demand.scenario {
            None => of_figures(demand, case, &reckoned.model, &appraisal, &mut draws)?,
            Some(named) => in_scenario(demand, named, (case, document), &mut scenarios, &mut draws)?,
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
    draws: &mut Draws<'d>,
) -> Result<Result<Verdict, Box<Problem>>> {
    if !case.scenarios.iter().any(|s| s.id == scenario.name) {
        let names = case.scenarios.iter().map(|s| s.id.as_str());
        return Ok(Err(Box::new(unknown("scenario", scenario, names))));
    }
    let figured = match known.entry(&scenario.name) {
        Entry::Occupied(there) => there.into_mut(),
        Entry::Vacant(place) => place.insert(figured(scenario, case, document)?),
    };
    match figured {
        Ok((changed, model, appraisal)) => of_figures(demand, changed, model, appraisal, draws),
        Err(problem) => Ok(Err(problem.clone())),
    }
}

/// What a demand came to by the figures of a case, or by those of its draws: as `simulate` makes them when nothing else
/// is asked.
fn of_figures<'d>(
    demand: &'d Demand,
    case: &Case,
    model: &Model,
    appraisal: &Appraisal<Decimal>,
    draws: &mut Draws<'d>,
) -> Result<Result<Verdict, Box<Problem>>> {
    if !DRAWN.contains(&demand.figure.name.as_str()) {
        return Ok(judge(demand, case, appraisal));
    }
    let run = match draws.entry([&demand.scenario, &demand.perspective].map(|named| named.as_ref().map(|n| &*n.name))) {
        Entry::Occupied(there) => there.into_mut(),
        Entry::Vacant(place) => place.insert(drawn(demand, case, model, &appraisal.headline)?),
    };
    Ok(match run {
        Ok(run) => judge_by(demand, case, appraisal, |figure, perspective| {
            let estimate = run.perspectives.get(perspective)?.get(figure)?;
            Some(estimate.value.and_then(in_decimals))
        }),
        Err(problem) => Err(problem.clone()),
    })
}

fn drawn(demand: &Demand, case: &Case, model: &Model, headline: &String) -> Result<Result<Run, Box<Problem>>> {
    let named: Vec<String> = demand.perspective.iter().map(|p| p.name.clone()).collect();
    let question = Question {
        model,
        correlations: &case.correlations,
        perspectives: if named.is_empty() { std::slice::from_ref(headline) } else { &named },
        headline,
        among: &[],
    };
    let settings = Settings { rates: false, drivers: false, ..Settings::default() };
    match simulate(&question, &settings, &Watch::default()) {
        Ok(run) => Ok(Ok(run)),
        Err(NotSimulated::Fault(fault)) => Ok(Err(Box::new(fault_problem(model, &fault)))),
        Err(ours) => Err(ours.into()),
    }
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
            Ok((changed, reckoned.model, appraisal))
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
