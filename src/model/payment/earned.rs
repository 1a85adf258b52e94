//! Stages 3 and 4, term by term: the tariff, what is required, once per, fallbacks and selectors.
//!
//! The two go together because a line may ask what another term has earned, and because running totals, hurdles and
//! `once_per` count what an earlier line has earned. Terms come after those they ask for.

use std::collections::BTreeMap;

use super::compare::is_something;
use super::hurdle::Balance;
use super::plan::{Earns, Line, Shape, Term};
use super::requires::hold;
use super::selectors::choose;
use super::tariff::amount;
use super::{Failure, Outcomes, Run, fallback};
use crate::case::Id;
use crate::case::contract::{LineKind, OncePer};
use crate::number::Number;

/// What every line has earned.
#[derive(Clone, Debug)]
pub struct Earned<N> {
    /// Units, or the value; none for sums and selectors.
    pub quantity: Vec<Option<N>>,
    /// What stage 3 gave, on the units that are left.
    pub tariff: Vec<N>,
    /// What stage 4 left.
    pub amount: Vec<N>,
    /// Of a selector: the place of the term that it took.
    pub chosen: Vec<Option<usize>>,
}

/// What came before a line of a cohort.
#[derive(Clone, Copy)]
struct Before<N> {
    total: N,
    earned: N,
    greatest: N,
    number: Option<N>,
}

/// What every line earns.
///
/// # Errors
/// When arithmetic leaves its range, or a baseline is nil.
pub fn lines<N: Number>(run: &Run<'_, N>, values: &[Option<N>]) -> Result<Earned<N>, Failure> {
    let count = run.plan.lines.len();
    let mut earned = Earned {
        quantity: values.to_vec(),
        tariff: vec![N::NIL; count],
        amount: vec![N::NIL; count],
        chosen: vec![None; count],
    };
    for place in &run.plan.order {
        if let Some(term) = run.plan.terms.get(*place) {
            payments(run, term, values, &mut earned)?;
            fallback::lines(run, term, values, &mut earned)?;
        }
    }
    Ok(earned)
}

/// The lines of a term that are no fallbacks, in order of day, then cohort.
fn payments<N: Number>(
    run: &Run<'_, N>,
    term: &Term,
    values: &[Option<N>],
    earned: &mut Earned<N>,
) -> Result<(), Failure> {
    let nil = Before { total: N::NIL, earned: N::NIL, greatest: N::NIL, number: None };
    let mut before: BTreeMap<&Option<Id>, Before<N>> = BTreeMap::new();
    let mut balance = Balance::new();
    let mut paid_once = false;
    for place in term.lines.clone() {
        let Some(line) = run.plan.lines.get(place).filter(|l| l.kind == LineKind::Payment) else { continue };
        let holds = hold(run, line, &earned.amount)?;
        let so_far = before.entry(&line.cohort).or_insert(nil);
        let (quantity, tariff) = match &line.earns {
            Earns::Chosen(members) => {
                let (chosen, sum) = choose(term, members, &earned.amount).ok_or(Failure::OutOfRange)?;
                earned.chosen[place] = chosen;
                (None, sum)
            }
            Earns::Sum(figure) => (None, run.figure(*figure)),
            Earns::Units(..) | Earns::Value(_) => {
                let x = values.get(place).copied().flatten().unwrap_or(N::NIL);
                let (quantity, tariff) =
                    one(run, term, line, x, so_far, &mut balance, holds).ok_or(Failure::OutOfRange)?;
                (Some(quantity), tariff)
            }
        };
        let once = match term.once_per {
            Some(OncePer::Cohort) => !is_something(so_far.earned),
            Some(OncePer::Contract) => !paid_once,
            Some(OncePer::Person) | None => true,
        };
        let counts = match run.outcomes {
            Outcomes::AsMeasured => true,
            Outcomes::None => !term.has_requires && matches!(term.shape, Shape::Fixed | Shape::Selector(..)),
        };
        let amount = if holds && once && counts { tariff } else { N::NIL };
        paid_once |= is_something(amount);
        so_far.earned = so_far.earned.plus(amount).ok_or(Failure::OutOfRange)?;
        balance.earn(amount).ok_or(Failure::OutOfRange)?;
        earned.quantity[place] = quantity;
        earned.tariff[place] = tariff;
        earned.amount[place] = amount;
    }
    Ok(())
}

/// One line with a value: its own units (or value), and what the shape gives for it.
fn one<N: Number>(
    run: &Run<'_, N>,
    term: &Term,
    line: &Line,
    x: N,
    before: &mut Before<N>,
    balance: &mut Balance<N>,
    holds: bool,
) -> Option<(N, N)> {
    let price = match &line.earns {
        Earns::Units(_, price) => run.figure(*price),
        Earns::Value(_) | Earns::Sum(_) | Earns::Chosen(_) => N::NIL,
    };
    match &term.shape {
        Shape::PerUnit { cumulative: true, .. } => cumulated(run, term, x, price, before, balance),
        Shape::Banded(bands) if bands.cumulative => cumulated(run, term, x, price, before, balance),
        Shape::PerUnit { .. } if term.once_per == Some(OncePer::Person) => {
            let units = x.minus(before.greatest)?.greater(N::NIL);
            if holds {
                before.greatest = before.greatest.greater(x);
            }
            Some((units, amount(run, term, units, price, balance)?))
        }
        Shape::Milestones { sequential: true } => {
            let n = before.number.map_or(x, |most| x.lesser(most));
            before.number = Some(if holds { n } else { N::NIL });
            Some((n, amount(run, term, n, price, balance)?))
        }
        Shape::Recurring => {
            let n = before.number.map_or(x, |most| x.lesser(most));
            before.number = Some(n);
            Some((n, amount(run, term, n, price, balance)?))
        }
        Shape::Share { until: Some((hurdle, _)), .. } => {
            balance.advance(run, *hurdle, run.plan.clock.tau(line.day))?;
            Some((x, amount(run, term, x, price, balance)?))
        }
        _ => Some((x, amount(run, term, x, price, balance)?)),
    }
}

/// `cumulative`: what the shape gives for the running total, above what the cohort has earned so far.
fn cumulated<N: Number>(
    run: &Run<'_, N>,
    term: &Term,
    x: N,
    price: N,
    before: &mut Before<N>,
    balance: &Balance<N>,
) -> Option<(N, N)> {
    before.total = before.total.plus(x)?;
    let in_all = amount(run, term, before.total, price, balance)?;
    Some((x, in_all.minus(before.earned)?.greater(N::NIL)))
}
