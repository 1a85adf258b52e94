//! The lines of the ledger: costs, avoided costs, consequences and flows, each from somebody to somebody, with its present
//! value.

use std::collections::BTreeMap;

use super::cohorts::GroupLines;
use super::consequences::Consequences;
use super::contract::{ContractSteps, contract};
use super::contract_lines::contract_lines;
use super::costs::Payer;
use super::discounting::{Discount, Lies};
use super::flows::{Class, FlowLine, Placed};
use super::line::LineKind;
use super::outcomes::{KnownMonths, OutcomeLines};
use super::overlap::Overlaps;
use super::prices::Prices;
use super::quantity::{Builder, Quantity};
use crate::calendar::{Calendar, Timing};
use crate::case::{Amount, Case, Consequence, Cost, Flow, FlowKind, Id, Origin, PartyId, Per, When};
use crate::unit::Unit;

/// Every line of a case, in order of the bytes of its id.
pub fn lines<'m>(
    model: &'m Builder,
    case: &'m Case,
    groups: &BTreeMap<Id, GroupLines<'m>>,
    outcomes: &BTreeMap<Id, OutcomeLines<'m>>,
    known: &mut KnownMonths<'m>,
) -> (Vec<FlowLine>, Option<ContractSteps>) {
    let basis = &case.basis;
    let calendar = &basis.calendar;
    let prices = Prices::new(model, &case.indices, basis.price_year, calendar);
    let overlaps = Overlaps::of(model, &case.overlaps, outcomes, &case.consequences, &case.refunds);
    let discount = Discount::new(model, &basis.discount, basis.appraisal_date, "");
    let payer = Payer { model, calendar, prices: &prices, groups };
    let mut writer = Writer { model, calendar, discount, lines: Vec::new() };
    let has_room = || !model.size.is_full();
    case.costs.values().take_while(|_| has_room()).for_each(|c| writer.cost(c, &payer, false));
    case.avoided.values().take_while(|_| has_room()).for_each(|c| writer.cost(c, &payer, true));
    let consequences = Consequences { model, calendar, prices: &prices, refunds: &case.refunds, overlaps: &overlaps };
    for consequence in case.consequences.values() {
        let of = format!("consequence.{}", consequence.id);
        let mut own = consequence.discount.as_ref().map(|d| Discount::new(model, d, basis.appraisal_date, &of));
        for outcome in consequence.outcomes.iter().filter_map(|id| outcomes.get(id)).take_while(|_| has_room()) {
            let Some(group) = groups.get(&outcome.outcome.group) else { continue };
            for part in consequences.amounts(consequence, outcome, group, known) {
                let id = format!("{of}.{}.{}", outcome.outcome.id, part.party);
                writer.consequence(consequence, &id, &part.party, (part.plain, false), own.as_mut());
                if let Some(cash) = part.cash {
                    writer.consequence(consequence, &format!("{id}.cash"), &part.party, (cash, true), own.as_mut());
                }
            }
        }
    }
    case.flows.values().take_while(|_| has_room()).for_each(|f| writer.flow(f, &payer));
    let mut lines = writer.lines;
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    let steps = contract(model, case, groups, outcomes, (&prices, &consequences), &lines);
    if let (Some(contract), Some(steps)) = (&case.contract, &steps) {
        lines.extend(contract_lines(model, case, contract, steps, &writer.discount));
        lines.sort_by(|a, b| a.id.cmp(&b.id));
    }
    (lines, steps)
}

/// What is known of a line before its steps are appended.
struct Entry<'c> {
    id: String,
    kind: &'static str,
    title: &'c Option<String>,
    from: PartyId,
    to: PartyId,
    area: &'c Option<String>,
    cash: bool,
    class: Class,
    lies: Lies,
}

/// Writes lines, with their present values.
struct Writer<'m, 'c> {
    model: &'m Builder,
    calendar: &'c Calendar,
    discount: Discount<'m>,
    lines: Vec<FlowLine>,
}

impl<'m> Writer<'m, '_> {
    fn line(&mut self, entry: Entry<'_>, amounts: Quantity<'m>, own: Option<&mut Discount<'m>>) {
        let discount = own.unwrap_or(&mut self.discount);
        let factors = discount.factors(self.calendar, entry.lies);
        let present_value = (amounts * factors).named(LineKind::LinePresentValue, &entry.id);
        self.lines.push(FlowLine {
            id: entry.id,
            kind: entry.kind,
            title: entry.title.clone(),
            from: entry.from,
            to: entry.to,
            area: entry.area.clone(),
            cash: entry.cash,
            class: entry.class,
            amounts: amounts.id(),
            lies: Placed::Periods(entry.lies),
            present_value: present_value.id(),
            total_present_value: present_value.total().id(),
        });
    }

    /// A cost or an avoided cost, a line for each bearer.
    ///
    /// ```text
    /// cost = amount × (1 + uplift × (1 − mitigated))
    /// ```
    fn cost(&mut self, cost: &Cost, payer: &Payer<'m, '_>, avoided: bool) {
        let model = self.model;
        let of = format!("{}.{}", if avoided { "avoided" } else { "cost" }, cost.id);
        let plain = payer.paid(&cost.amount);
        let amount = match &cost.optimism {
            Some(optimism) => {
                let left = model.one_minus(model.input(&optimism.mitigated, Unit::ONE));
                let uplift = model.input(&optimism.uplift, Unit::ONE) * left;
                plain * (model.constant(rust_decimal::Decimal::ONE, Unit::ONE) + uplift)
            }
            None => plain,
        };
        let amount = amount.named(LineKind::CostAmount, &of);
        let class = match (avoided, cost.net_of_cost) {
            (false, _) => Class::Cost,
            (true, false) => Class::Benefit,
            (true, true) => Class::NetOfCost,
        };
        for share in &cost.bearers {
            let bearer = &share.party;
            let id = format!("{of}.{bearer}");
            let part = amount
                * model.share(&share.parts, format!("{of}.bearer.{bearer}"), Origin::unsourced(share.span, share.why));
            let (from, to) = if avoided { (&cost.paid_to, bearer) } else { (bearer, &cost.paid_to) };
            let entry = Entry {
                id: id.clone(),
                kind: if avoided { "avoided" } else { cost.kind.word() },
                title: &cost.names.title,
                from: from.clone(),
                to: to.clone(),
                area: &cost.area,
                cash: cost.kind.is_cash(),
                class,
                lies: lies(&cost.amount, cost.timing),
            };
            self.line(entry, part.named(LineKind::Amount, id), None);
        }
    }

    /// What a consequence comes to for one party, or the part of it that becomes cash.
    fn consequence(
        &mut self,
        consequence: &Consequence,
        id: &str,
        party: &PartyId,
        (amount, becomes_cash): (Quantity<'m>, bool),
        own: Option<&mut Discount<'m>>,
    ) {
        let counterparty = &consequence.counterparty;
        let (from, to) = if consequence.is_gain() { (counterparty, party) } else { (party, counterparty) };
        let entry = Entry {
            id: id.to_owned(),
            kind: consequence.kind.word(),
            title: &consequence.names.title,
            from: from.clone(),
            to: to.clone(),
            area: &consequence.area,
            cash: becomes_cash || consequence.kind.is_cash(),
            class: Class::Benefit,
            lies: Lies::In(consequence.timing),
        };
        self.line(entry, amount, own);
    }

    fn flow(&mut self, flow: &Flow, payer: &Payer<'m, '_>) {
        let id = format!("flow.{}", flow.id);
        let class = match flow.kind {
            FlowKind::Cost => Class::Cost,
            FlowKind::Benefit => Class::Benefit,
            FlowKind::Transfer | FlowKind::Payment => Class::Payment,
        };
        let entry = Entry {
            id: id.clone(),
            kind: flow.kind.word(),
            title: &flow.names.title,
            from: flow.payer.clone(),
            to: flow.recipient.clone(),
            area: &flow.area,
            cash: true,
            class,
            lies: lies(&flow.amount, flow.timing),
        };
        self.line(entry, payer.paid(&flow.amount).named(LineKind::Amount, id), None);
    }
}

/// Where the amounts of a line lie.
fn lies(amount: &Amount, timing: Timing) -> Lies {
    match amount {
        Amount::Repeated { per: Per::Once(When::Point { at, period, .. }), .. } => Lies::At(*at, *period),
        Amount::Repeated { .. } | Amount::Listed(_) => Lies::In(timing),
    }
}
