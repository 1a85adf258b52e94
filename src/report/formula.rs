//! A formula of a trace as a phrase: in words, or in numbers.

use rust_decimal::Decimal;

use super::{Cell, Phrase};
use crate::ledger::{Expression, Trace};
use crate::model::Sign;

/// How a formula is said: what stands for operands and for numbers, and how the language puts its parts together.
pub(super) trait Saying {
    /// An operand of the formula.
    fn operand(&self, operand: &Trace) -> Phrase;
    /// An operand that is a term of a sum.
    fn term(&self, operand: &Trace) -> Phrase;
    /// A number that follows from dates.
    fn structure(&self, value: Decimal, word: &str) -> Phrase;
    /// The sum of too many operands to be written out.
    fn total(&self, first: Option<&Trace>) -> Phrase;
    /// `the lesser of {a} and {b}`, or the greater.
    fn chosen(&self, key: &str, a: Phrase, b: Phrase) -> Phrase;
    /// `1 ÷ (1 + rate)^years`
    fn discount(&self, rate: Option<&Trace>, years: Decimal) -> Phrase;
}

/// How tightly parts of a formula hold together; a looser part inside a tighter one needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    Sum,
    Product,
    Power,
    Alone,
}

/// The formula of a trace; empty for a leaf.
pub(super) fn put(of: &Trace, saying: &dyn Saying) -> Phrase {
    Put { of, saying }.phrase(&of.expression).0
}

/// Whether a formula is written out in full and is short enough to be read.
pub(super) fn is_short(expression: &Expression) -> bool {
    const MOST: usize = 12;
    is_written_out(expression) && parts(expression) <= MOST
}

/// How many names or numbers a formula has.
fn parts(expression: &Expression) -> usize {
    match expression {
        Expression::Total(terms) | Expression::Sum(terms) => terms.iter().map(|(_, t)| parts(t)).sum(),
        Expression::Product(factors) => factors.iter().map(parts).sum(),
        Expression::Quotient(a, b)
        | Expression::Lesser(a, b)
        | Expression::Greater(a, b)
        | Expression::AtLeast(a, b) => parts(a) + parts(b),
        Expression::Power(base, _) => parts(base),
        Expression::Operand(_)
        | Expression::Number(_)
        | Expression::Structure(..)
        | Expression::Discount(..)
        | Expression::Leaf => 1,
    }
}

fn is_written_out(expression: &Expression) -> bool {
    const FEW: usize = 4;
    match expression {
        Expression::Total(_) | Expression::Leaf => false,
        Expression::Sum(terms) => terms.len() <= FEW && terms.iter().all(|(_, t)| is_written_out(t)),
        Expression::Product(factors) => factors.iter().all(is_written_out),
        Expression::Quotient(a, b)
        | Expression::Lesser(a, b)
        | Expression::Greater(a, b)
        | Expression::AtLeast(a, b) => is_written_out(a) && is_written_out(b),
        Expression::Power(base, _) => is_written_out(base),
        Expression::Operand(_) | Expression::Number(_) | Expression::Structure(..) | Expression::Discount(..) => true,
    }
}

struct Put<'t> {
    of: &'t Trace,
    saying: &'t dyn Saying,
}

impl Put<'_> {
    fn operand(&self, place: usize) -> Option<&Trace> {
        self.of.operands.get(place)
    }

    fn phrase(&self, expression: &Expression) -> (Phrase, Holds) {
        match expression {
            Expression::Leaf => (Phrase::default(), Holds::Alone),
            Expression::Operand(place) => {
                (self.operand(*place).map(|o| self.saying.operand(o)).unwrap_or_default(), Holds::Alone)
            }
            Expression::Number(number) => (Phrase::cell(Cell::Number(*number)), Holds::Alone),
            Expression::Structure(value, word) => (self.saying.structure(*value, word), Holds::Alone),
            Expression::Sum(terms) => (self.sum(terms), Holds::Sum),
            Expression::Total(terms) => {
                let first = terms.first().and_then(|(_, term)| match term {
                    Expression::Operand(place) => self.operand(*place),
                    _ => None,
                });
                (self.saying.total(first), Holds::Product)
            }
            Expression::Product(factors) => {
                let mut phrase = Phrase::default();
                for factor in factors {
                    if !phrase.is_empty() {
                        phrase.say(" × ");
                    }
                    phrase.join(self.within(factor, Holds::Product));
                }
                (phrase, Holds::Product)
            }
            Expression::Quotient(above, below) => {
                let mut phrase = self.within(above, Holds::Product);
                phrase.say(" ÷ ");
                phrase.join(self.within(below, Holds::Power));
                (phrase, Holds::Product)
            }
            Expression::Lesser(a, b) => (self.saying.chosen("lesser", self.phrase(a).0, self.phrase(b).0), Holds::Sum),
            Expression::Greater(a, b) => {
                (self.saying.chosen("greater", self.phrase(a).0, self.phrase(b).0), Holds::Sum)
            }
            Expression::AtLeast(a, b) => {
                (self.saying.chosen("at_least", self.phrase(a).0, self.phrase(b).0), Holds::Sum)
            }
            Expression::Power(base, exponent) => {
                let mut phrase = self.within(base, Holds::Alone);
                phrase.say("^");
                phrase.add(Cell::Number(Decimal::from(*exponent)));
                (phrase, Holds::Power)
            }
            Expression::Discount(rate, years) => {
                let rate = match &**rate {
                    Expression::Operand(place) => self.operand(*place),
                    _ => None,
                };
                (self.saying.discount(rate, *years), Holds::Product)
            }
        }
    }

    fn sum(&self, terms: &[(Sign, Expression)]) -> Phrase {
        let mut phrase = Phrase::default();
        for (sign, term) in terms {
            match (sign, phrase.is_empty()) {
                (Sign::Plus, true) => {}
                (Sign::Plus, false) => phrase.say(" + "),
                (Sign::Minus, true) => phrase.say("-"),
                (Sign::Minus, false) => phrase.say(" - "),
            }
            let holds = if *sign == Sign::Minus { Holds::Product } else { Holds::Sum };
            phrase.join(match term {
                Expression::Operand(place) => self.operand(*place).map(|o| self.saying.term(o)).unwrap_or_default(),
                term => self.within(term, holds),
            });
        }
        if terms.is_empty() { Phrase::cell(Cell::Number(Decimal::ZERO)) } else { phrase }
    }

    /// A part, in brackets when it holds less tightly than its place asks.
    fn within(&self, expression: &Expression, place: Holds) -> Phrase {
        let (part, holds) = self.phrase(expression);
        if holds >= place {
            return part;
        }
        let mut phrase = Phrase::words("(");
        phrase.join(part);
        phrase.say(")");
        phrase
    }
}
