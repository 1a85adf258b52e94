//! The last line of `check`: what was found in all cases together.

use super::session::{Exit, Session};
use crate::problem::{Code, Problem, Severity};
use crate::text::{Language, Theme, fill, say};

/// What was found in all cases together.
pub struct Tally {
    cases: usize,
    fine: usize,
    problems: usize,
    warnings: usize,
    met: usize,
    unmet: usize,
    broken: usize,
    /// How the run ends.
    pub exit: Exit,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { cases: 0, fine: 0, problems: 0, warnings: 0, met: 0, unmet: 0, broken: 0, exit: Exit::Done }
    }
}

impl Tally {
    /// Adds a case: what is wrong with it, what of that is counted, how many demands it meets, and how
    /// it ends.
    pub fn add(&mut self, shown: &[Problem], news: &[Problem], met: usize, exit: Exit) {
        self.cases += 1;
        self.met += met;
        self.exit = self.exit.worst(exit);
        self.count(news);
        self.fine += usize::from(shown.iter().all(|problem| problem.severity == Severity::Note));
    }

    /// Counts complaints.
    pub fn count(&mut self, news: &[Problem]) {
        for problem in news {
            let count = match (problem.code, problem.severity) {
                (_, Severity::Note) => continue,
                (Code::Demand, _) => &mut self.unmet,
                (code, _) if code.is_rule() => &mut self.broken,
                (_, Severity::Problem) => &mut self.problems,
                (_, Severity::Warning) => &mut self.warnings,
            };
            *count += 1;
        }
    }

    /// Adds what was found in others.
    pub fn join(&mut self, other: &Tally) {
        self.cases += other.cases;
        self.fine += other.fine;
        self.problems += other.problems;
        self.warnings += other.warnings;
        self.met += other.met;
        self.unmet += other.unmet;
        self.broken += other.broken;
        self.exit = self.exit.worst(other.exit);
    }

    /// The last line; nothing when all is well and nobody asked or demanded anything.
    pub fn line(&self, language: Language, session: &Session<'_>) -> Option<String> {
        let met = if session.quiet() { 0 } else { self.met };
        let counts = [
            (self.problems, "problem"),
            (self.warnings, "warning"),
            (self.broken, "broken"),
            (self.unmet, "unmet"),
            (met, "met"),
        ];
        let found: Vec<_> = counts.into_iter().filter(|(n, _)| *n > 0).collect();
        if found.is_empty() && !session.verbose() {
            return None;
        }
        let parts = found.into_iter().map(|(n, what)| counted(language, what, n));
        let (cases, fine) = (counted(language, "case", self.cases), counted(language, "fine", self.fine));
        let first = fill(say(language, Theme::Pages, "check.cases"), &[("cases", &cases), ("fine", &fine)]);
        let all: Vec<String> = std::iter::once(first).chain(parts).collect();
        Some(all.join(" · ") + "\n")
    }
}

/// A number of things, in words.
fn counted(language: Language, what: &str, number: usize) -> String {
    let form = if number == 1 { "one" } else { "many" };
    fill(say(language, Theme::Pages, &format!("check.{what}.{form}")), &[("number", &number.to_string())])
}
