//! What must hold of a case, and what is let through: its own, and that of the policy file above it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Evidence, Id, Names};
use crate::calendar::Day;
use crate::problem::{Code, Problem, Severity};
use crate::span::Span;

/// What happens when something does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Otherwise {
    /// The check fails.
    #[default]
    Fail,
    /// The check warns.
    Warn,
}

/// A name that the file gives, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// `[demand.ID]`
#[derive(Clone, Debug)]
pub struct Demand {
    /// Its id.
    pub id: Id,
    /// Names for people.
    pub names: Names,
    /// The figure it is about, as written.
    pub figure: Named,
    /// Whose figure; the headline's when none.
    pub perspective: Option<Named>,
    /// In which scenario; in the case as it runs when none.
    pub scenario: Option<Named>,
    /// The least it may be.
    pub at_least: Option<Decimal>,
    /// The most it may be; at least one of the two is there.
    pub at_most: Option<Decimal>,
    /// What happens when it is not met.
    pub otherwise: Otherwise,
}

/// `[allow.CODE]`
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The warning that is let through.
    pub code: Code,
    /// Why.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Day>,
    /// Only there: a table, or a table and a key.
    pub at: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A rule for every case.
#[derive(Clone, Debug)]
pub struct Rule<T> {
    /// What it asks for.
    pub asks: T,
    /// What happens when it is not kept.
    pub otherwise: Otherwise,
    /// Where it stands.
    pub span: Span,
}

impl<T> Rule<T> {
    /// What is said when it is not kept; how much it weighs is for the rule to say.
    pub fn broken(&self, code: Code) -> Problem {
        let severity = match self.otherwise {
            Otherwise::Fail => Severity::Problem,
            Otherwise::Warn => Severity::Warning,
        };
        Problem { severity, ..Problem::new(code) }.and_see(self.span, "rule")
    }
}

/// `[rules]`
#[derive(Clone, Default, Debug)]
pub struct Rules {
    /// Every input has a source.
    pub source: Option<Rule<()>>,
    /// The least grade of every outcome that has a consequence.
    pub evidence: Option<Rule<Evidence>>,
    /// How many months old prices may be.
    pub price_age: Option<Rule<i32>>,
    /// How many of the inputs that move the headline most have a range.
    pub range: Option<Rule<u32>>,
    /// How far, as a share of itself, every input must be from its switching value.
    pub break_even: Option<Rule<Decimal>>,
}

impl Rules {
    /// Whether one of them asks how figures answer to their inputs.
    pub const fn ask_for_figures(&self) -> bool {
        self.range.is_some() || self.break_even.is_some()
    }
}

/// Everything that must hold and everything that is let through.
#[derive(Clone, Default, Debug)]
pub struct Policy {
    /// `[demand.ID]`
    pub demands: BTreeMap<Id, Demand>,
    /// `[allow.CODE]`, by the word of the code.
    pub allowances: BTreeMap<&'static str, Allowance>,
    /// `[rules]`
    pub rules: Rules,
}

impl Policy {
    /// What holds for a case below a policy file: what the case says itself comes first.
    pub fn of(case: &Case, above: Option<&Policy>) -> Policy {
        let own =
            Policy { demands: case.demands.clone(), allowances: case.allowances.clone(), rules: case.rules.clone() };
        let Some(above) = above.cloned() else { return own };
        let mut both = above;
        both.demands.extend(own.demands);
        both.allowances.extend(own.allowances);
        both.rules = Rules {
            source: own.rules.source.or(both.rules.source),
            evidence: own.rules.evidence.or(both.rules.evidence),
            price_age: own.rules.price_age.or(both.rules.price_age),
            range: own.rules.range.or(both.rules.range),
            break_even: own.rules.break_even.or(both.rules.break_even),
        };
        both
    }
}
