//! A payment back to its way: what was measured, what the tariff gives, what caps took, who bears it.

use rust_decimal::Decimal;

use super::{Expression, Name, Node, Place, Trace, Tracer, product};
use crate::calendar::Day;
use crate::case::contract::{Form, PointLabel};
use crate::case::{Id, PartyId};
use crate::model::payment::plan::{CorrectionOf, Earns, Shape, Value};
use crate::model::payment::{CashKind, CashLine, Figure, Kind, Outcomes, Payment, Record, Taker, payments};
use crate::model::{Contracted, Sign};
use crate::unit::Unit;

/// What a node of a payment's way is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// What a payer bears of a payment for a recipient, on the day paid.
    Borne(PartyId, PartyId),
    /// What is paid after all stages.
    Paid,
    /// What waited for room under a cap, and is offered again.
    Waited,
    /// What the tariff gives, indexed and rounded (stages 3 to 6).
    Earned,
    /// What a cap, the long stop, a payer's cap or the return cap took.
    Taken(Taker),
    /// What is kept back until later.
    Withheld,
    /// What was measured, or the units that are left.
    Quantity,
    /// What is required does not hold, or it was paid once.
    NotMet,
}

/// A node of a payment's way: which part of which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paid {
    /// Which part.
    pub part: Part,
    /// Of which term.
    pub term: Id,
    /// Its cohort.
    pub cohort: Option<Id>,
    /// The measurement as written.
    pub measured: Option<PointLabel>,
    /// The day paid; of what was earned, the day measured.
    pub day: Day,
}

/// One run of a contract, for the nodes of a payment.
struct Way<'w> {
    of: &'w Contracted,
    record: Record<Decimal>,
}

impl Tracer<'_> {
    /// The formula of one cell of a contract's money: the payments that it adds up.
    pub(super) fn paid(&self, node: &mut Node, of: &Contracted, cell: usize) -> Option<Expression> {
        let line = of.cash.lines.iter().find(|l| l.cells.contains(&cell))?;
        let day = *of.cash.days.get(cell)?;
        let figures: Vec<Decimal> = of.figures.iter().map(|step| self.ledger.single(*step)).collect();
        let CashKind::Payment(term) = line.kind else {
            return self.of_figure(node, of, line, day);
        };
        let record = payments(&of.plan, &figures, Outcomes::AsMeasured).ok()?;
        let way = Way { of, record };
        let mut terms = Vec::new();
        for payment in way.record.payments.iter().filter(|p| p.term == term && p.paid == day) {
            let payers = &of.plan.splits.get(of.plan.terms.get(term)?.pays.as_ref()?.split)?.payers;
            let place = payers.iter().position(|(party, _)| *party == line.from)?;
            let units = payment.by_payer.get(place).copied().unwrap_or_default();
            if units.is_zero() {
                continue;
            }
            let borne = self.borne(&way, payment, line, units, node.depth);
            node.operands.push(borne);
            terms.push((Sign::Plus, Expression::Operand(node.operands.len() - 1)));
        }
        let first = terms.first().map(|(_, first)| first.clone());
        Some(match (terms.len(), first) {
            (1, Some(one)) => one,
            (0, _) => Expression::Number(Decimal::ZERO),
            _ => Expression::Sum(terms),
        })
    }

    /// The guarantee, or a draw: the figures that it rests on.
    fn of_figure(&self, node: &mut Node, of: &Contracted, line: &CashLine, day: Day) -> Option<Expression> {
        let draws: Vec<Figure> = match line.kind {
            CashKind::Draw(place) => {
                let (_, each) = of.draws.get(&place)?;
                each.iter().filter(|(on, _)| *on == day).map(|(_, amount)| *amount).collect()
            }
            CashKind::Guarantee(_) | CashKind::Payment(_) => return Some(Expression::Leaf),
        };
        let parts = draws.into_iter().filter_map(|f| of.figures.get(f.0)).map(|step| self.part(node, *step, 0));
        let parts: Vec<(Sign, Expression)> = parts.map(|part| (Sign::Plus, part)).collect();
        Some(Expression::Sum(parts))
    }

    fn node(&self, paid: Paid, value: Decimal, expression: Expression, node: Node) -> Trace {
        Trace {
            name: Name::Paid(Box::new(paid)),
            place: Place::Single,
            value: Ok(value),
            unit: Unit::MONEY,
            expression: if node.depth == 0 { Expression::Leaf } else { expression },
            origin: None,
            operands: if node.depth == 0 { Vec::new() } else { node.operands },
        }
    }

    /// What a payer bears of a payment.
    fn borne(&self, way: &Way<'_>, payment: &Payment<Decimal>, line: &CashLine, units: Decimal, depth: usize) -> Trace {
        let mut node = Node::of(depth.saturating_sub(1));
        let whole = units == payment.amount;
        if node.depth > 0 {
            let paid = self.amount(way, payment, node.depth);
            node.operands.push(paid);
        }
        let part = Part::Borne(line.from.clone(), line.to.clone());
        let expression = if whole { Expression::Operand(0) } else { Expression::Leaf };
        let value = units.checked_mul(way.of.plan.minor_unit).unwrap_or(units);
        self.node(about(way, payment, part), value, expression, node)
    }

    /// What is paid: what was earned less what was taken on the way.
    fn amount(&self, way: &Way<'_>, payment: &Payment<Decimal>, depth: usize) -> Trace {
        let minor_unit = way.of.plan.minor_unit;
        let money = |units: Decimal| units.checked_mul(minor_unit).unwrap_or(units);
        let mut node = Node::of(depth.saturating_sub(1));
        let mut terms = Vec::new();
        let mut add = |node: &mut Node, sign: Sign, trace: Trace| {
            node.operands.push(trace);
            terms.push((sign, Expression::Operand(node.operands.len() - 1)));
        };
        let leaf = |part: Part, units: Decimal| {
            self.node(about(way, payment, part), money(units), Expression::Leaf, Node::of(0))
        };
        let taken: Decimal = payment.taken.values().copied().sum();
        if node.depth > 0 {
            match (payment.kind, payment.line) {
                (Kind::Payment | Kind::Fallback, Some(line)) => {
                    let earned = self.earned(way, payment, line, node.depth);
                    add(&mut node, Sign::Plus, earned);
                }
                (Kind::Carried, Some(line)) => {
                    let mut below = Node::of(node.depth.saturating_sub(1));
                    if below.depth > 0 {
                        let earned = self.earned(way, payment, line, below.depth);
                        below.operands.push(earned);
                    }
                    let offered = payment.amount.checked_add(taken).unwrap_or(payment.amount);
                    let waited = self.node(about(way, payment, Part::Waited), money(offered), Expression::Leaf, below);
                    add(&mut node, Sign::Plus, waited);
                }
                (Kind::Withheld, Some(line)) => {
                    let earned = self.earned(way, payment, line, node.depth);
                    node.operands.push(earned);
                }
                (Kind::Correction, _) | (_, None) => {
                    let of = payment.correction.and_then(|c| way.of.plan.corrections.get(c)).map(|c| c.of);
                    if let Some(CorrectionOf::Amount(figure)) = of
                        && let Some(step) = way.of.figures.get(figure.0)
                    {
                        self.part(&mut node, *step, 0);
                    }
                }
            }
            for (taker, units) in &payment.taken {
                add(&mut node, Sign::Minus, leaf(Part::Taken(*taker), *units));
            }
            let kept = payment.earned_amount.checked_sub(taken).and_then(|left| left.checked_sub(payment.amount));
            if let Some(kept) = kept.filter(|k| *k > Decimal::ZERO && payment.kind == Kind::Payment) {
                add(&mut node, Sign::Minus, leaf(Part::Withheld, kept));
            }
        }
        let expression = match &terms[..] {
            [] => Expression::Leaf,
            [(Sign::Plus, one)] => one.clone(),
            _ => Expression::Sum(terms.clone()),
        };
        self.node(about(way, payment, Part::Paid), money(payment.amount), expression, node)
    }

    /// What a line earned, indexed and rounded.
    fn earned(&self, way: &Way<'_>, payment: &Payment<Decimal>, place: usize, depth: usize) -> Trace {
        let (plan, record) = (&way.of.plan, &way.record);
        let mut node = Node::of(depth.saturating_sub(1));
        let mut expression = Expression::Leaf;
        let line = plan.lines.get(place);
        if let Some(line) = line.filter(|_| node.depth > 0) {
            expression = self.tariff(way, &mut node, place).unwrap_or(Expression::Leaf);
            let at = |list: &[Decimal]| list.get(place).copied().unwrap_or_default();
            if at(&record.earned.amount).is_zero() && !at(&record.earned.tariff).is_zero() {
                let not_met = Paid { day: line.day, ..about(way, payment, Part::NotMet) };
                node.operands.push(self.node(not_met, Decimal::ZERO, Expression::Leaf, Node::of(0)));
                expression = product(expression, Expression::Operand(node.operands.len() - 1));
            }
            if let Some(step) = line.index.and_then(|f| way.of.figures.get(f.0)) {
                let index = self.part(&mut node, *step, 0);
                expression = product(expression, index);
            }
        }
        let units = record.caps.passed.iter().find(|p| p.line == place && p.held_by.is_none());
        let earned =
            units.map(|p| p.taken.values().fold(p.amount, |sum, taken| sum.checked_add(*taken).unwrap_or(sum)));
        let units = if payment.line == Some(place) && payment.kind == Kind::Payment {
            payment.earned_amount
        } else {
            earned.unwrap_or_default()
        };
        let value = units.checked_mul(plan.minor_unit).unwrap_or(units);
        let about = Paid { day: line.map_or(payment.earned, |l| l.day), ..about(way, payment, Part::Earned) };
        self.node(about, value, expression, node)
    }

    /// What the shape of a term gives for a line.
    fn tariff(&self, way: &Way<'_>, node: &mut Node, place: usize) -> Option<Expression> {
        let (of, record) = (way.of, &way.record);
        let line = of.plan.lines.get(place)?;
        let term = of.plan.terms.get(line.term)?;
        let tariff = record.earned.tariff.get(place).copied()?;
        let step = |figure: Figure| of.figures.get(figure.0).copied();
        let worth = |figure: Figure| step(figure).map_or(Decimal::ZERO, |s| self.ledger.single(s));
        match &line.earns {
            Earns::Sum(figure) => Some(self.part(node, step(*figure)?, 0)),
            Earns::Units(value, price) => {
                let quantity = self.quantity(way, node, place, value)?;
                let price_part = self.part(node, step(*price)?, 0);
                let units = record.earned.quantity.get(place).copied().flatten()?;
                let plain = units.checked_mul(worth(*price)) == Some(tariff);
                plain.then(|| product(quantity, price_part))
            }
            Earns::Value(value) => {
                let quantity = self.quantity(way, node, place, value)?;
                match &term.shape {
                    Shape::Step(steps) => {
                        let pays = steps.tiers.iter().map(|(_, pay)| *pay).chain([steps.below]);
                        let base = worth(steps.base);
                        let pay = pays.into_iter().find(|pay| base.checked_mul(worth(*pay)) == Some(tariff))?;
                        let base = self.part(node, step(steps.base)?, 0);
                        let pay = self.part(node, step(pay)?, 0);
                        Some(if worth(steps.base) == Decimal::ONE { pay } else { product(base, pay) })
                    }
                    Shape::Share { share, .. } => {
                        let plain = record.earned.quantity.get(place).copied().flatten()?.checked_mul(worth(*share));
                        let share = self.part(node, step(*share)?, 0);
                        (plain == Some(tariff)).then(|| product(share, quantity))
                    }
                    _ => None,
                }
            }
            Earns::Chosen(members) => {
                let chosen = record.earned.chosen.get(place).copied().flatten()?;
                let of_chosen = |l: &&usize| of.plan.lines.get(**l).is_some_and(|l| l.term == chosen);
                let member = *members.iter().flatten().find(of_chosen)?;
                self.tariff(way, node, member)
            }
        }
    }

    /// What was measured of a line, or the units that are left of it.
    fn quantity(&self, way: &Way<'_>, node: &mut Node, place: usize, value: &Value) -> Option<Expression> {
        let line = way.of.plan.lines.get(place)?;
        let term = way.of.plan.terms.get(line.term)?;
        let worth = way.record.earned.quantity.get(place).copied().flatten()?;
        let step = |figure: &Figure| way.of.figures.get(figure.0).copied();
        let mut below = Node::of(node.depth.saturating_sub(1));
        let mut expression = Expression::Leaf;
        if below.depth > 0 {
            expression = match value {
                Value::Measured(figure) => {
                    let measured = self.part(&mut below, step(figure)?, 0);
                    if self.ledger.single(step(figure)?) == worth { measured } else { Expression::Leaf }
                }
                Value::Effect { form, treated, baseline, lower, scale } => {
                    let treated = self.part(&mut below, step(treated)?, 0);
                    let baseline = self.part(&mut below, step(baseline)?, 0);
                    let less = |a: Expression, b: Expression| Expression::Sum(vec![(Sign::Plus, a), (Sign::Minus, b)]);
                    let over = |a: Expression, b: Expression| Expression::Quotient(Box::new(a), Box::new(b));
                    let effect = match form {
                        Form::Difference if *lower => less(baseline, treated),
                        Form::Difference => less(treated, baseline),
                        Form::RelativeReduction => over(less(baseline.clone(), treated), baseline),
                        Form::Ratio => over(treated, baseline),
                    };
                    product(effect, Expression::Number(*scale))
                }
            };
        }
        let paid = Paid {
            part: Part::Quantity,
            term: term.id.clone(),
            cohort: line.cohort.clone(),
            measured: Some(line.measured.clone()),
            day: line.day,
        };
        let trace = Trace { unit: Unit::ONE, ..self.node(paid, worth, expression, below) };
        node.operands.push(trace);
        Some(Expression::Operand(node.operands.len() - 1))
    }
}

/// Which payment a node is about.
fn about(way: &Way<'_>, payment: &Payment<Decimal>, part: Part) -> Paid {
    let plan = &way.of.plan;
    let line = payment.line.and_then(|place| plan.lines.get(place));
    let correction = payment.correction.and_then(|c| plan.corrections.get(c));
    Paid {
        part,
        term: plan.terms.get(payment.term).map_or_else(|| Id::new(""), |t| t.id.clone()),
        cohort: line.and_then(|l| l.cohort.clone()),
        measured: line.map(|l| &l.measured).or(correction.map(|c| &c.measured)).cloned(),
        day: payment.paid,
    }
}

impl Part {
    /// The word in a trace.
    pub const fn word(&self) -> &'static str {
        match self {
            Part::Borne(..) => "by_payer",
            Part::Paid => "amount",
            Part::Waited => "waited",
            Part::Earned => "earned_amount",
            Part::Taken(_) => "taken_by_caps",
            Part::Withheld => "withheld",
            Part::Quantity => "quantity",
            Part::NotMet => "requires",
        }
    }
}
