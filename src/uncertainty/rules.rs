//! The rules that ask how the headline answers to its inputs.

use rust_decimal::Decimal;

use super::{Measured, SPREAD, Subject, Switching, switching_values, tornado};
use crate::case::{Assumption, Rule, Rules};
use crate::problem::{Code, Problem, Problems};

/// Which of `rules.range` and `rules.break_even` a case does not keep, for the figure that is asked about.
pub fn broken_rules(subject: &Subject<'_>, rules: &Rules) -> Problems {
    let mut problems = Problems::default();
    if let Some(rule) = &rules.range {
        range(subject, rule, &mut problems);
    }
    if let Some(rule) = &rules.break_even {
        let found = switching_values(subject, Decimal::ZERO, None);
        // What moves nothing is at no distance from anything, also where the figure is nil as it stands.
        found.iter().filter(|s| s.moves).for_each(|switching| break_even(subject, switching, rule, &mut problems));
    }
    problems
}

fn row<'c>(subject: &Subject<'c>, path: &str) -> Option<&'c Assumption> {
    subject.case.assumptions.iter().find(|row| row.input.is_some() && row.path == path)
}

/// The inputs that move the figure most have a low and a high end.
fn range(subject: &Subject<'_>, rule: &Rule<u32>, problems: &mut Problems) {
    let most = usize::try_from(rule.asks).unwrap_or(usize::MAX);
    let bars = tornado(subject, SPREAD);
    // What does not move the figure at all is not important, however few inputs there are.
    let moving = bars.iter().filter(|bar| bar.swing().is_some_and(|swing| !swing.is_zero()));
    let without: Vec<&Assumption> =
        moving.take(most).filter_map(|bar| row(subject, &bar.path)).filter(|row| !has_range(row)).collect();
    if let Some(first) = without.first() {
        let paths: Vec<&str> = without.iter().map(|row| row.path.as_str()).collect();
        let problem = rule.broken(Code::RuleRange).with("inputs", paths.join(", ")).with("most", rule.asks);
        problems.add(problem.at(first.span));
    }
}

fn has_range(row: &Assumption) -> bool {
    let has = |key: &str| row.known.iter().any(|(name, _)| *name == key);
    has("spread") || (has("low") && has("high"))
}

/// No input lies near to where the figure would be nil.
fn break_even(subject: &Subject<'_>, switching: &Switching, rule: &Rule<Decimal>, problems: &mut Problems) {
    let Some(row) = row(subject, &switching.path) else { return };
    let near = |away: Decimal| away < rule.asks;
    let (Some(away), Some(crossing)) = (switching.distance().filter(|away| near(*away)), switching.nearest()) else {
        return;
    };
    let problem = rule.broken(Code::RuleBreakEven).with("path", &switching.path);
    let problem = if switching.measured == Measured::Factor { problem.variant("series") } else { problem };
    problems.add(numbered(problem, crossing.at, switching.base, away, rule.asks).at(row.span));
}

fn numbered(problem: Problem, at: Decimal, base: Decimal, away: Decimal, margin: Decimal) -> Problem {
    let per_cent = |share: Decimal| share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).round_dp(1).normalize();
    problem
        .with("at", shown(at))
        .with("base", shown(base))
        .with("away", per_cent(away))
        .with("margin", per_cent(margin))
}

/// A value as a sentence has it: whole above a thousand, else to four decimals.
fn shown(value: Decimal) -> Decimal {
    let decimals = if value.abs() >= Decimal::ONE_THOUSAND { 0 } else { 4 };
    value.round_dp(decimals).normalize()
}
