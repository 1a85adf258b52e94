//! What `check` asks of a case that could be read: that it computes, what is probably wrong, and what must hold.

use anyhow::Result;

use super::compute::{Computed, compute};
use crate::appraisal::{self, Verdict, judge};
use crate::case::{self, Case, Demand, Named, Otherwise, Policy};
use crate::document::Document;
use crate::model::Scope;
use crate::problem::{Code, Problem, Problems, Severity};
use crate::render::{json::exact, plain};
use crate::report::{demand_line, demand_says};
use crate::text::Language;

/// What a case came to.
#[derive(Default)]
pub struct Judged {
    /// What does not hold, and what is probably wrong.
    pub problems: Problems,
    /// A line for each demand that is met.
    pub met: Vec<String>,
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
    for demand in policy.demands.values() {
        match verdict(demand, case, &computed) {
            Ok(verdict) if verdict.is_met() => {
                judged.met.push(plain(&demand_line(case, demand, &verdict, language), language, &case.currency));
            }
            Ok(verdict) => judged.problems.add(not_met(demand, case, &verdict, language)),
            Err(problem) => judged.problems.add(*problem),
        }
    }
    Ok(judged)
}

fn verdict(demand: &Demand, case: &Case, computed: &Computed) -> Result<Verdict, Box<Problem>> {
    match &demand.scenario {
        None => judge(demand, case, &computed.appraisal),
        Some(scenario) => {
            let (case, computed) = in_scenario(scenario)?;
            judge(demand, &case, &computed.appraisal)
        }
    }
}

/// A case in one of its scenarios, with its figures. Scenarios are not read yet.
fn in_scenario(scenario: &Named) -> Result<(Case, Computed), Box<Problem>> {
    let name = format!("scenario = \"{}\"", scenario.name);
    Err(Box::new(Problem::new(Code::NotReadYet).with("name", name).at(scenario.span)))
}

fn not_met(demand: &Demand, case: &Case, verdict: &Verdict, language: Language) -> Problem {
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
        .at(demand.names.span);
    match verdict.found {
        Ok(found) => problem.with("found", exact(found)),
        Err(why) => problem.with("undefined", why),
    }
}
