//! Money of a contract as lines of the ledger (6.4): each amount on its own day, in prices of the case.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::contract::ContractSteps;
use super::discounting::Discount;
use super::flows::{Class, FlowLine, OnDays, Placed};
use super::line::LineKind;
use super::payment::{CashKind, CashLine};
use super::prices::power;
use super::quantity::{Builder, Quantity};
use super::step::Axis;
use super::weights::Weights;
use crate::calendar::{Calendar, Years};
use crate::case::contract::Contract;
use crate::case::{Case, PartyId};
use crate::unit::Unit;

/// What a line is called and where it is booked.
struct Label<'c> {
    id: String,
    kind: &'static str,
    title: Option<&'c String>,
    area: Option<&'c String>,
    class: Class,
}

/// The lines of a contract's money: one for each term, payer and recipient, for the guarantee of each investor and for
/// its written draws.
///
/// ```text
/// amount in a period = Σ over its days of paid(day) ÷ (1 + inflation)^(calendar year − price year)   nominal contracts
/// present value      = Σ over its days of that × D(day)
/// ```
pub fn contract_lines<'m>(
    model: &'m Builder,
    case: &Case,
    contract: &Contract,
    steps: &ContractSteps,
    discount: &Discount<'m>,
) -> Vec<FlowLine> {
    let calendar = &case.basis.calendar;
    let cash = &steps.contracted.cash;
    let plan = &steps.contracted.plan;
    let tau: Vec<Years> = cash.days.iter().map(|day| plan.clock.tau(*day)).collect();
    let unit = if steps.inflation.is_some() { Unit::NOMINAL } else { Unit::MONEY };
    let paid = model.payments(Arc::clone(&steps.contracted), unit);
    let paid = match steps.inflation {
        None => paid,
        Some(inflation) => {
            let growth = model.constant(Decimal::ONE, Unit::ONE) + model.at(inflation);
            let one = model.constant(Decimal::ONE, Unit::NOMINAL.over(Unit::MONEY));
            let mut by_year: BTreeMap<i32, Quantity<'m>> = BTreeMap::new();
            let deflators: Vec<Quantity<'m>> = cash
                .days
                .iter()
                .map(|day| {
                    let year = day.month().year();
                    *by_year.entry(year).or_insert_with(|| {
                        let years = year - case.basis.price_year;
                        let plain = model.constant(Decimal::ONE, Unit::ONE);
                        let grown = power(plain, growth, years.unsigned_abs());
                        if years < 0 { one / grown } else { one * grown }
                    })
                })
                .collect();
            paid / model.places(Axis::Cash, &deflators, Unit::NOMINAL.over(Unit::MONEY))
        }
    };
    let discounted = paid * discount.of_cells(&tau);
    let each = cash.lines.iter().map(|line| {
        let label = label(contract, plan_term(steps, line), line, plan_investor(steps, line));
        let cells: Vec<(usize, Years)> = line.cells.clone().filter_map(|c| Some((c, *tau.get(c)?))).collect();
        let weights = Arc::new(by_period(calendar, steps, line));
        let amounts = paid.weigh(&weights).named(LineKind::Amount, &label.id);
        let present_value = discounted.weigh(&weights).named(LineKind::LinePresentValue, &label.id);
        FlowLine {
            kind: label.kind,
            title: label.title.cloned(),
            from: line.from.clone(),
            to: line.to.clone(),
            area: label.area.cloned(),
            cash: true,
            class: label.class,
            amounts: amounts.id(),
            lies: Placed::Days(OnDays { amounts: paid.id(), present_value: discounted.id(), cells }),
            present_value: present_value.id(),
            total_present_value: present_value.total().id(),
            id: label.id,
        }
    });
    each.collect()
}

fn plan_term<'s>(steps: &'s ContractSteps, line: &CashLine) -> Option<&'s crate::case::Id> {
    match line.kind {
        CashKind::Payment(place) => steps.contracted.plan.terms.get(place).map(|t| &t.id),
        CashKind::Guarantee(_) | CashKind::Draw(_) => None,
    }
}

fn plan_investor<'s>(steps: &'s ContractSteps, line: &CashLine) -> Option<&'s PartyId> {
    match line.kind {
        CashKind::Guarantee(place) | CashKind::Draw(place) => {
            steps.contracted.plan.investors.get(place).map(|i| &i.party)
        }
        CashKind::Payment(_) => None,
    }
}

fn label<'c>(
    contract: &'c Contract,
    term: Option<&crate::case::Id>,
    line: &CashLine,
    investor: Option<&PartyId>,
) -> Label<'c> {
    let term = term.and_then(|id| contract.terms.get(id));
    let investor = investor.and_then(|party| contract.investors.each.get(party));
    let of_investor = investor.map_or_else(String::new, |i| i.party.to_string());
    match line.kind {
        CashKind::Payment(_) => {
            let id = term.map_or_else(String::new, |t| t.id.to_string());
            let area = term.and_then(|t| t.pays()?.area.as_ref());
            Label {
                id: format!("contract.{id}.{}.{}", line.from, line.to),
                kind: "outcome-payment",
                title: term.and_then(|t| t.names.title.as_ref()),
                area,
                class: Class::Payment,
            }
        }
        CashKind::Guarantee(_) => Label {
            id: format!("contract.guarantee.{of_investor}"),
            kind: "guarantee",
            title: contract.guarantee.as_ref().and_then(|g| g.names.title.as_ref()),
            area: None,
            class: Class::Payment,
        },
        CashKind::Draw(_) => Label {
            id: format!("contract.draw.{of_investor}"),
            kind: "draw",
            title: investor.and_then(|i| i.names.title.as_ref()),
            area: None,
            class: Class::Cost,
        },
    }
}

/// Which cells of a line fall into which period: start + s months < day ≤ start + e months; the start and what is
/// earlier belong to the first (6.1).
fn by_period(calendar: &Calendar, steps: &ContractSteps, line: &CashLine) -> Weights {
    let days = steps.contracted.cash.days.get(line.cells.clone()).unwrap_or(&[]);
    let mut rows = vec![Vec::new(); calendar.periods().len()];
    for (cell, day) in line.cells.clone().zip(days) {
        if let Some(row) = calendar.closing_day(*day).and_then(|p| rows.get_mut(p)) {
            row.push((cell as u32, Decimal::ONE));
        }
    }
    Weights::of_rows(&rows, Decimal::ONE)
}
