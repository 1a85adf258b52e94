//! What `check` asks of a case that could be read: that it computes, what is probably wrong, and what must hold.

use anyhow::Result;

use super::compute::{Computed, compute};
use crate::appraisal::{self, Verdict, judge, judge_by, unknown};
use crate::case::{self, Case, Demand, Id, Named, Otherwise, Policy, scenario};
use crate::document::Document;
use crate::ledger::fault_problem;
use crate::model::Scope;
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::json::{exact, in_decimals};
use crate::render::plain;
use crate::report::{demand_line, demand_says};
use crate::span::Span;
use crate::text::Language;
use crate::uncertainty::simulation::{DRAWN, NotSimulated, Question, Settings, Watch, simulate};

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

/// A case as it runs.
struct Base<'c> {
    case: &'c Case,
    document: &'c Document,
    computed: &'c Computed,
}

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
    let computed = match compute(case, &scope)? {
        Ok(computed) => computed,
        Err(problem) => {
            judged.problems.add(problem);
            return Ok(judged);
        }
    };
    judged.problems.extend(appraisal::doubts(case, &computed.appraisal));
    judged.problems.extend(appraisal::contract_doubts(case, &computed.model, &computed.ledger));
    let base = Base { case, document, computed: &computed };
    for demand in policy.demands.values() {
        match verdict(demand, &base)? {
            Ok(verdict) if verdict.is_met() => {
                let says = plain(&demand_line(case, demand, &verdict, language), language, &case.currency);
                judged.met.push(Demanded { id: demand.id.clone(), says, at: place(demand, document) });
            }
            Ok(verdict) => judged.problems.add(not_met(demand, &base, &verdict, language)),
            Err(problem) => judged.problems.add(*problem),
        }
    }
    Ok(judged)
}

/// What a demand came to, in the scenario it names.
fn verdict(demand: &Demand, of: &Base<'_>) -> Result<Result<Verdict, Box<Problem>>> {
    let Some(scenario) = &demand.scenario else { return of_figures(demand, of.case, of.computed) };
    if !of.case.scenarios.iter().any(|s| s.id == scenario.name) {
        let known = of.case.scenarios.iter().map(|s| s.id.as_str());
        return Ok(Err(Box::new(unknown("scenario", scenario, known))));
    }
    match in_scenario(scenario, of)? {
        Ok((case, computed)) => of_figures(demand, &case, &computed),
        Err(problem) => Ok(Err(problem)),
    }
}

/// What a demand came to by the figures of a case, or by those of its draws: as `simulate` makes them when nothing else
/// is asked.
fn of_figures(demand: &Demand, case: &Case, computed: &Computed) -> Result<Result<Verdict, Box<Problem>>> {
    if !DRAWN.contains(&demand.figure.name.as_str()) {
        return Ok(judge(demand, case, &computed.appraisal));
    }
    let named: Vec<String> = demand.perspective.iter().map(|p| p.name.clone()).collect();
    let headline = &computed.appraisal.headline;
    let question = Question {
        model: &computed.model,
        correlations: &case.correlations,
        perspectives: if named.is_empty() { std::slice::from_ref(headline) } else { &named },
        headline,
    };
    let settings = Settings { rates: false, drivers: false, ..Settings::default() };
    match simulate(&question, &settings, &Watch::default()) {
        Ok(run) => Ok(judge_by(demand, case, &computed.appraisal, |figure, perspective| {
            let estimate = run.perspectives.get(perspective)?.get(figure)?;
            Some(estimate.value.and_then(in_decimals))
        })),
        Err(NotSimulated::Fault(fault)) => Ok(Err(Box::new(fault_problem(&computed.model, &fault)))),
        Err(ours) => Err(ours.into()),
    }
}

/// A case in one of its scenarios, with its figures.
fn in_scenario(scenario: &Named, of: &Base<'_>) -> Result<Result<(Case, Computed), Box<Problem>>> {
    let read = scenario::in_scenario(of.document, &scenario.name);
    let read = read.map(|changed| case::read_plain(&changed, &of.case.id)).unwrap_or_else(|problems| (None, problems));
    let Some(case) = read.0 else {
        // The scenarios are checked with the file: what is wrong with one has stopped the case before this.
        let first = read.1.iter().find(|p| p.severity == Severity::Problem).cloned();
        return Ok(Err(Box::new(first.unwrap_or_else(|| unknown("scenario", scenario, std::iter::empty())))));
    };
    Ok(match compute(&case, &Scope::All)? {
        Ok(computed) => Ok((case, computed)),
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

fn not_met(demand: &Demand, of: &Base<'_>, verdict: &Verdict, language: Language) -> Problem {
    let case = of.case;
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
        .at(place(demand, of.document));
    let problem = match demand.names.span.source == of.document.source {
        true => problem,
        false => problem.and_see(demand.names.span, "demand"),
    };
    match verdict.found {
        Ok(found) => problem.with("found", exact(found)),
        Err(why) => problem.with("undefined", why),
    }
}
