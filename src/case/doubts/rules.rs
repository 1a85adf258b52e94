//! The rules for every case, as far as they are about what is written and not about figures.

use super::papers::{as_of, by_source, first, is_money, listed, price_year, stated};
use crate::case::{Assumption, Case, Evidence, Outcome, Rule, Rules};
use crate::problem::{Code, Problems};

/// Which rules a case does not keep.
pub fn broken_rules(case: &Case, rules: &Rules) -> Problems {
    let mut problems = Problems::default();
    if let Some(rule) = &rules.source {
        let (_, without) = by_source(case);
        if let Some(at) = first(&without) {
            let problem = rule.broken(Code::RuleSource).with("inputs", listed(&without));
            problems.add(problem.at(at));
        }
    }
    if let Some(rule) = &rules.evidence {
        case.outcomes.values().filter(|o| is_followed(case, o)).for_each(|o| evidence(o, rule, &mut problems));
    }
    if let Some(rule) = &rules.price_age {
        let older = |row: &&Assumption| age(case, row) > rule.asks && is_money(row);
        let old: Vec<&Assumption> = stated(case).filter(older).collect();
        if let Some(at) = first(&old) {
            let problem = rule.broken(Code::RulePriceAge).with("most", rule.asks).with("inputs", listed(&old));
            problems.add(problem.at(at));
        }
    }
    problems
}

/// Whether an outcome has a consequence.
fn is_followed(case: &Case, outcome: &Outcome) -> bool {
    case.consequences.values().any(|c| c.outcomes.contains(&outcome.id))
}

fn evidence(outcome: &Outcome, rule: &Rule<Evidence>, problems: &mut Problems) {
    let problem = match outcome.evidence {
        Some(grade) if grade <= rule.asks => return,
        Some(grade) => rule.broken(Code::RuleEvidence).with("found", grade.word()),
        None => rule.broken(Code::RuleEvidence).variant("none"),
    };
    let problem = problem.with("outcome", format!("[outcome.{}]", outcome.id)).with("asks", rule.asks.word());
    problems.add(problem.at(outcome.names.span));
}

/// How many months old a price is at the start: by its price year, else the case's, and by the month in which it held.
fn age(case: &Case, row: &Assumption) -> i32 {
    let start = case.basis.calendar.start();
    let by_year = (start.year() - price_year(row).unwrap_or(case.basis.price_year)) * 12;
    as_of(row).map_or(by_year, |month| by_year.max(start.since(month)))
}
