//! Small plans for tests.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::calendar::{Day, DayCount, Month};
use crate::case::contract::{Excess, Interval, LineKind, PointLabel, Rounding, Scope, Windows};
use crate::case::{Id, PartyId};
use crate::model::payment::plan::*;
use crate::model::payment::{Outcomes, Record, payments};
use crate::number::Number;

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Month m after 2025-01, its first day.
pub fn month(m: i32) -> Day {
    Month::new(2025, 1).unwrap().plus(m).first_day()
}

pub struct PlanBuilder {
    pub plan: Plan,
    pub figures: Vec<Decimal>,
}

impl PlanBuilder {
    pub fn new() -> PlanBuilder {
        let plan = Plan {
            minor_unit: decimal("0.01"),
            rounding: Rounding::HalfUp,
            start: month(0),
            long_stop: None,
            horizon: month(60),
            clock: Clock { start: Month::new(2025, 1).unwrap(), day_count: DayCount::Months },
            terms: Vec::new(),
            order: Vec::new(),
            lines: Vec::new(),
            caps: Vec::new(),
            splits: vec![Split { payers: vec![(PartyId::new("city"), Decimal::ONE)], rule: SplitRule::Residual(0) }],
            payer_caps: Vec::new(),
            investors: Vec::new(),
            draws: Vec::new(),
            by_rank: false,
            return_cap: None,
            guarantee: None,
            corrections: Vec::new(),
        };
        PlanBuilder { plan, figures: Vec::new() }
    }

    pub fn figure(&mut self, value: &str) -> Figure {
        self.figures.push(decimal(value));
        Figure(self.figures.len() - 1)
    }

    /// A term without lines yet; lines are added to the last term.
    pub fn term(&mut self, id: &str, shape: Shape) -> &mut Term {
        let at = self.plan.lines.len();
        self.plan.order.push(self.plan.terms.len());
        self.plan.terms.push(Term {
            id: Id::new(id),
            lines: at..at,
            shape,
            lower_is_better: false,
            compare_digits: None,
            once_per: None,
            has_requires: false,
            pays: Some(Pays {
                verify_lag: Interval::NIL,
                pay_lag: Interval::NIL,
                withheld: None,
                recipient: Some(PartyId::new("provider")),
                split: 0,
            }),
        });
        self.plan.terms.last_mut().unwrap()
    }

    pub fn line(&mut self, cohort: Option<&str>, day: Day, earns: Earns) -> &mut Line {
        self.plan.lines.push(Line {
            term: self.plan.terms.len() - 1,
            cohort: cohort.map(Id::new),
            kind: LineKind::Payment,
            measured: PointLabel::new("x"),
            day,
            earns,
            requires: Vec::new(),
            index: None,
        });
        self.plan.terms.last_mut().unwrap().lines.end = self.plan.lines.len();
        self.plan.lines.last_mut().unwrap()
    }

    /// A term of sums at months.
    pub fn sums(&mut self, id: &str, sums: &[(i32, &str)]) {
        self.term(id, Shape::Fixed);
        for (m, sum) in sums {
            let figure = self.figure(sum);
            self.line(None, month(*m), Earns::Sum(figure));
        }
    }

    /// A term of values at months, by a shape without prices.
    pub fn values(&mut self, id: &str, shape: Shape, values: &[(i32, &str)]) {
        self.term(id, shape);
        for (m, value) in values {
            let figure = self.figure(value);
            self.line(None, month(*m), Earns::Value(Value::Measured(figure)));
        }
    }

    pub fn cap(&mut self, id: &str, scope: Scope, amount: &str, windows: Windows, excess: Excess) {
        let amount = self.figure(amount);
        self.plan.caps.push(Cap {
            id: Id::new(id),
            scope,
            terms: vec![true; self.plan.terms.len()],
            limit: Limit::Amount(amount),
            windows,
            excess,
        });
    }

    pub fn run<N: Number>(&self) -> Record<N> {
        let figures: Vec<N> = self.figures.iter().map(|f| N::of(*f)).collect();
        payments(&Arc::new(self.plan.clone()), &figures, Outcomes::AsMeasured).unwrap()
    }

    /// Day paid (months after the start) and amount in money of every line that is not nil.
    pub fn paid(&self) -> Vec<(i32, Decimal)> {
        let start = self.plan.clock.start;
        let paid = self.run::<Decimal>().payments.into_iter().filter(|p| !p.amount.is_zero());
        paid.map(|p| (p.paid.whole_months_since(start), (p.amount * self.plan.minor_unit).normalize())).collect()
    }
}

/// Expected payments, for comparing.
pub fn all(expected: &[(i32, &str)]) -> Vec<(i32, Decimal)> {
    expected.iter().map(|(m, a)| (*m, decimal(a).normalize())).collect()
}

/// Windows of a year from the contract's start.
pub fn yearly() -> Windows {
    Windows::Clock { start: month(0), months: 12 }
}
