//! Any figure, any line, any period, any perspective, back to the lines of the file.

use rust_decimal::Decimal;

use crate::appraisal::{Appraisal, FIGURES, Figures, SHORT, full_name};
use crate::calendar::{Calendar, Month};
use crate::case::{Band, Case, Discounting};
use crate::ledger::{Expression, Ledger, Name, Place, Trace, Tracer};
use crate::measure::Measure;
use crate::model::{LineKey, Model, Sign, StepId, Sums};
use crate::unit::Unit;

/// What can be asked of a figure's name.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// A figure, a line or an input, by name: `net_present_value`, `npv`, `economic.npv`, `outcome.job.net_outcomes`,
    /// `cost.rent.aarhus`.
    pub figure: &'q str,
    /// Whose, for figures of a perspective.
    pub perspective: &'q str,
    /// Which period of a series; all of them when none.
    pub period: Option<usize>,
    /// How many names deep.
    pub depth: usize,
}

/// The figures of a perspective that are series, by period.
pub const BY_PERIOD: &[&str] = &["net_flow", "present_value"];

/// A case with its figures, ready to be asked.
pub struct Explainer<'e> {
    /// The case.
    pub case: &'e Case,
    /// Its formulas.
    pub model: &'e Model,
    /// Its ledger.
    pub ledger: &'e Ledger<Decimal>,
    /// Its figures.
    pub appraisal: &'e Appraisal<Decimal>,
}

impl Explainer<'_> {
    /// The trace of a figure; `None` when nothing has that name.
    pub fn explain(&self, question: Question<'_>) -> Option<Trace> {
        let (economic, name) = match question.figure.strip_prefix("economic.") {
            Some(name) => (true, full_name(name)),
            None => (false, full_name(question.figure)),
        };
        let name = name.strip_prefix("outcomes.").map_or(name.to_owned(), |rest| format!("outcome.{rest}"));
        if FIGURES.iter().chain(BY_PERIOD).any(|f| *f == name) {
            return self.figure(&name, economic, question);
        }
        if let Some(id) = name.strip_prefix("outcome.").and_then(|n| n.strip_suffix(".cost_per_net_outcome")) {
            return self.cost_per_net_outcome(id, question);
        }
        self.line(&name, question).or_else(|| self.input(&name, question))
    }

    /// Every name that can be asked for.
    pub fn names(&self) -> Vec<String> {
        let lines = self.model.steps.iter().filter_map(|s| s.line.as_ref()).map(LineKey::to_string);
        let inputs = self.model.inputs.iter().map(|i| i.path().to_owned());
        let short = SHORT.iter().map(|(short, _)| (*short).to_owned());
        FIGURES.iter().chain(BY_PERIOD).map(|f| (*f).to_owned()).chain(short).chain(lines).chain(inputs).collect()
    }

    fn step(&self, step: StepId, question: Question<'_>) -> Trace {
        let bands: &[Band] = match &self.case.basis.discount {
            Discounting::Bands { bands, .. } => bands,
            Discounting::Rate(_) => &[],
        };
        let place = question.period.map_or(Place::All, Place::Period);
        Tracer { model: self.model, ledger: self.ledger, bands }.trace(step, place, question.depth)
    }

    fn deeper(&self, step: StepId, question: Question<'_>) -> Trace {
        self.step(step, Question { depth: question.depth.saturating_sub(1), ..question })
    }

    fn line(&self, name: &str, question: Question<'_>) -> Option<Trace> {
        Some(self.step(self.model.line(name)?, question))
    }

    fn input(&self, name: &str, question: Question<'_>) -> Option<Trace> {
        let bands = Vec::new();
        let tracer = Tracer { model: self.model, ledger: self.ledger, bands: &bands };
        self.model.input_step(name).and_then(|step| tracer.leaf(step, question.period.unwrap_or(0)))
    }

    fn figure(&self, name: &str, economic: bool, question: Question<'_>) -> Option<Trace> {
        let lines = self.model.perspectives.get(question.perspective)?;
        let figures = self.appraisal.perspectives.get(question.perspective)?;
        let (sums, of) = match economic {
            true => (lines.economic.as_ref()?, figures.economic.as_ref()?),
            false => (&lines.budget, &figures.budget),
        };
        let step = match name {
            "net_flow" => Some(sums.net_flow),
            "present_value" => Some(sums.present_value),
            "net_result" => Some(sums.net_result),
            "net_present_value" => Some(sums.net_present_value),
            "present_value_of_costs" => Some(sums.present_value_of_costs),
            "present_value_of_benefits" => Some(sums.present_value_of_benefits),
            "present_value_of_payments" => Some(sums.present_value_of_payments),
            _ => None,
        };
        // One period of a sum over periods is that period of the series that it adds up.
        let series = match (name, question.period) {
            ("net_result", Some(_)) => Some(sums.net_flow),
            ("net_present_value", Some(_)) => Some(sums.present_value),
            _ => None,
        };
        if let Some(series) = series {
            return Some(self.step(series, question));
        }
        match step {
            Some(step) => Some(self.step(step, question)),
            None => self.measured(name, economic, sums, of, question),
        }
    }

    /// A figure that is read from series, with what it is read from.
    fn measured(
        &self,
        name: &str,
        economic: bool,
        sums: &Sums,
        of: &Figures<Decimal>,
        question: Question<'_>,
    ) -> Option<Trace> {
        let whole = Question { period: None, ..question };
        let costs = || self.deeper(sums.present_value_of_costs, whole);
        let benefits = || self.deeper(sums.present_value_of_benefits, whole);
        let payments = || self.deeper(sums.present_value_of_payments, whole);
        let npv = || self.deeper(sums.net_present_value, whole);
        let flows = || vec![self.deeper(sums.net_flow, whole)];
        let discounted = || vec![self.deeper(sums.present_value, whole)];
        let operand = |i: usize| Box::new(Expression::Operand(i));
        let over = |above: Vec<usize>, below: Vec<(Sign, usize)>| {
            let sum = |terms: Vec<(Sign, usize)>| match terms[..] {
                [(Sign::Plus, one)] => Expression::Operand(one),
                _ => Expression::Sum(terms.into_iter().map(|(s, i)| (s, Expression::Operand(i))).collect()),
            };
            let above = sum(above.into_iter().map(|i| (Sign::Plus, i)).collect());
            Expression::Quotient(Box::new(above), Box::new(sum(below)))
        };
        let (value, unit, expression, operands): (Measure<Decimal>, Unit, Expression, Vec<Trace>) = match name {
            "benefit_cost_ratio" => {
                let operands = vec![benefits(), costs(), payments()];
                let expression = if of.present_value_of_payments > Decimal::ZERO {
                    over(vec![0, 2], vec![(Sign::Plus, 1)])
                } else if of.present_value_of_payments < Decimal::ZERO {
                    over(vec![0], vec![(Sign::Plus, 1), (Sign::Minus, 2)])
                } else {
                    over(vec![0], vec![(Sign::Plus, 1)])
                };
                (of.benefit_cost_ratio.figure, Unit::ONE, expression, operands)
            }
            "internal_rate_of_return" => (of.internal_rate_of_return.figure(), Unit::ONE, Expression::Leaf, flows()),
            "modified_internal_rate_of_return" => {
                (of.modified_internal_rate_of_return, Unit::ONE, Expression::Leaf, flows())
            }
            "payback" => (of.payback.figure, Unit::ONE, Expression::Leaf, flows()),
            "discounted_payback" => (of.discounted_payback.figure, Unit::ONE, Expression::Leaf, discounted()),
            "deepest_outlay" => (of.deepest_outlay.map(|(amount, _)| amount), Unit::MONEY, Expression::Leaf, flows()),
            "equivalent_annual_value" => (of.equivalent_annual_value, Unit::MONEY, Expression::Leaf, vec![npv()]),
            "cost_per_starter" => {
                let starters = self.deeper(self.model.starters, whole);
                let expression = Expression::Quotient(operand(0), operand(1));
                (of.cost_per_starter, Unit::MONEY.over(Unit::PEOPLE), expression, vec![costs(), starters])
            }
            "money_multiple" => (of.money_multiple, Unit::ONE, Expression::Leaf, flows()),
            "marginal_value_of_public_funds" => {
                let figures = self.appraisal.perspectives.get(question.perspective)?;
                let citizens = self.deeper(self.model.welfare?, whole);
                (figures.marginal_value_of_public_funds?, Unit::ONE, Expression::Leaf, vec![citizens, npv()])
            }
            _ => return None,
        };
        let figure = if economic { format!("economic.{name}") } else { name.to_owned() };
        let name = Name::Figure { figure, perspective: question.perspective.to_owned() };
        Some(Trace { name, place: Place::Single, value, unit, expression, origin: None, operands })
    }

    fn cost_per_net_outcome(&self, id: &str, question: Question<'_>) -> Option<Trace> {
        let (found, figures) = self.appraisal.outcomes.iter().find(|(o, _)| o.as_str() == id)?;
        let steps = self.model.outcomes.get(found)?;
        let headline = self.model.perspectives.get(&self.appraisal.headline)?;
        let whole = Question { period: None, ..question };
        let operands =
            vec![self.deeper(headline.budget.present_value_of_costs, whole), self.deeper(steps.net_outcomes, whole)];
        let quotient = Expression::Quotient(Box::new(Expression::Operand(0)), Box::new(Expression::Operand(1)));
        Some(Trace {
            name: Name::Figure {
                figure: format!("outcomes.{id}.cost_per_net_outcome"),
                perspective: self.appraisal.headline.clone(),
            },
            place: Place::Single,
            value: figures.cost_per_net_outcome,
            unit: Unit::MONEY.over(Unit::OUTCOMES),
            expression: quotient,
            origin: None,
            operands,
        })
    }
}

/// The period that a reader means by `2027`, `2027-03` or `month 48`; the periods that could be meant when there are
/// several, or none.
///
/// A year means the period that begins in it, else the one that holds its first month; a month the period that holds it;
/// a mark the period that ends there.
///
/// # Errors
/// The places of all periods that begin in the year; empty when nothing fits.
pub fn period(calendar: &Calendar, text: &str) -> Result<usize, Vec<usize>> {
    if let Some(mark) = text.strip_prefix("month ").and_then(|m| m.trim().parse().ok()) {
        return calendar.closing(mark).ok_or(Vec::new());
    }
    if let Some(month) = Month::read(text) {
        return calendar.holding(month.since(calendar.start())).ok_or(Vec::new());
    }
    let Ok(year) = text.parse::<i32>() else { return Err(Vec::new()) };
    let begins: Vec<usize> =
        (0..calendar.periods().len()).filter(|p| calendar.month(calendar.periods()[*p].start).year() == year).collect();
    match begins[..] {
        [one] => Ok(one),
        [] => Month::new(year, 1).and_then(|first| calendar.holding(first.since(calendar.start()))).ok_or(Vec::new()),
        _ => Err(begins),
    }
}
