//! What changed lives change for budgets and for welfare.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::cohorts::GroupLines;
use super::grown::{Growth, weighed};
use super::line::LineKind;
use super::outcomes::{KnownMonths, OutcomeLines};
use super::overlap::Overlaps;
use super::prices::Prices;
use super::quantity::{Builder, Quantity};
use super::refunds::{Marks, share_by_weeks};
use super::step::Axis;
use super::weights::Fall;
use crate::calendar::Calendar;
use crate::case::{
    AmountBand, Consequence, Id, Origin, PartyId, Refund, RefundAbout, RefundRule, RefundUse, Share, Units, WeekBand,
};
use crate::unit::Unit;

/// For each outcome.
const PER_OUTCOME: Unit = Unit::ONE.over(Unit::OUTCOMES);

/// What the consequences of a case need of it.
pub struct Consequences<'m, 'c> {
    /// The model that is written.
    pub model: &'m Builder,
    /// Periods of the case.
    pub calendar: &'c Calendar,
    /// Prices of the case.
    pub prices: &'c Prices<'m>,
    /// Rules of refund.
    pub refunds: &'c BTreeMap<Id, Refund>,
    /// Rules of overlap.
    pub overlaps: &'c Overlaps<'m>,
}

/// What a consequence comes to for one outcome and one party, by period.
pub struct PartAmounts<'m> {
    /// Whose.
    pub party: PartyId,
    /// All of it, less what becomes cash.
    pub plain: Quantity<'m>,
    /// The part of a capacity that becomes cash.
    pub cash: Option<Quantity<'m>>,
}

/// One consequence of one outcome, on its way to amounts.
struct Chain<'m, 'c> {
    consequence: &'c Consequence,
    outcome: &'c OutcomeLines<'m>,
    growth: Growth<'m>,
    units: Quantity<'m>,
    price: Quantity<'m>,
    whole: Arc<Fall>,
    cashable: Option<(Quantity<'m>, Arc<Fall>)>,
}

/// The refunder's part of a change, by full year since onset.
enum Refunded<'m> {
    /// A share of it.
    Share(Quantity<'m>),
    /// An amount of it, and what is left of it.
    Amount(Quantity<'m>, Quantity<'m>),
}

impl<'m, 'c> Consequences<'m, 'c> {
    /// What a consequence comes to for one outcome, for each party that feels it.
    ///
    /// ```text
    /// amount = Σ over k of person-years in year k since onset × units(k) × price × share(k) × (1 − refunder's share(k))
    ///        = person-years × units × price × share, when all is the same in every year
    /// refunder's amount = Σ over k of person-years in year k × units(k) × price × refunder's share(k)
    /// ```
    ///
    /// Each month's price has the real growth of its calendar year. Where overlap by share cuts it, times what is left.
    pub fn amounts(
        &self,
        consequence: &'c Consequence,
        outcome: &'c OutcomeLines<'m>,
        group: &GroupLines<'m>,
        known: &mut KnownMonths<'m>,
    ) -> Vec<PartAmounts<'m>> {
        let growth = self.prices.growth(&consequence.price.priced).map(|growth| (growth, self.prices.years));
        let units = match &consequence.units {
            Units::Same(units) => self.model.input(units, PER_OUTCOME),
            Units::ByYear(list) => self.model.series(list, PER_OUTCOME, Axis::SinceOnset).going_on(outcome.years),
        };
        let mut fall = |after| known.in_effect(self.calendar, group, outcome.outcome, after, growth.is_some());
        let cashable = consequence.cashable.as_ref().map(|c| (self.model.input(&c.share, Unit::ONE), fall(c.after)));
        let chain = Chain {
            consequence,
            outcome,
            growth,
            units,
            price: self.prices.money(&consequence.price),
            whole: fall(0),
            cashable,
        };
        let refund = consequence.refund.as_ref().and_then(|used| Some((self.refunds.get(&used.rule)?, used)));
        let by_rule = refund.map(|(refund, used)| self.refunded(&chain, refund, used));
        let mut parts: Vec<PartAmounts<'m>> =
            consequence.shares.iter().map(|share| self.part(&chain, share, by_rule.as_ref())).collect();
        if let (Some((refund, _)), Some(by_rule)) = (refund, &by_rule) {
            let change = chain.units * chain.price;
            let per_year = match by_rule {
                Refunded::Share(share) => change * *share,
                Refunded::Amount(refunded, _) => *refunded,
            };
            parts.push(self.amounts_of(&chain, &refund.from, per_year));
        }
        parts
    }

    /// A party's part.
    fn part(&self, chain: &Chain<'m, 'c>, share: &Share, by_rule: Option<&Refunded<'m>>) -> PartAmounts<'m> {
        let consequence = chain.consequence;
        let path = format!("consequence.{}.{}.{}", consequence.id, consequence.felt.key(), share.party);
        let part = self.model.share(&share.parts, path, Origin::unsourced(share.span, share.why));
        let part = if part.is_single() { part } else { part.going_on(chain.outcome.years) };
        if chain.growth.is_none() && by_rule.is_none() && part.is_single() && chain.units.is_single() {
            let whole = chain.outcome.person_years * chain.units * chain.price * part;
            return self.named(chain, &share.party, whole, || chain.units * chain.price * part);
        }
        let change = chain.units * chain.price;
        let per_year = match by_rule {
            None => change * part,
            Some(Refunded::Share(refunded)) => change * part * self.model.one_minus(*refunded),
            Some(Refunded::Amount(_, left)) => *left * part,
        };
        self.amounts_of(chain, &share.party, per_year)
    }

    fn amounts_of(&self, chain: &Chain<'m, 'c>, party: &PartyId, per_year: Quantity<'m>) -> PartAmounts<'m> {
        let whole = self.in_effect(chain, &chain.whole, per_year);
        self.named(chain, party, whole, || per_year)
    }

    /// What a value by full year since onset comes to, by period.
    fn in_effect(&self, chain: &Chain<'m, 'c>, fall: &Fall, per_year: Quantity<'m>) -> Quantity<'m> {
        let values = chain.outcome.remaining * per_year;
        chain.outcome.net * weighed(values, chain.growth, fall)
    }

    /// The amounts of a party, with their names: the whole, or what is left of it beside the part that becomes cash.
    fn named(
        &self,
        chain: &Chain<'m, 'c>,
        party: &PartyId,
        whole: Quantity<'m>,
        per_year: impl Fn() -> Quantity<'m>,
    ) -> PartAmounts<'m> {
        let (consequence, outcome) = (chain.consequence, chain.outcome.outcome);
        let id = format!("consequence.{}.{}.{party}", consequence.id, outcome.id);
        let left = |amount| self.overlaps.left(amount, consequence.area.as_ref(), &outcome.id, party);
        let whole = left(whole);
        let cash = chain.cashable.as_ref().map(|(share, fall)| {
            let amount = left(self.in_effect(chain, fall, per_year())) * *share;
            amount.named(LineKind::Amount, format!("{id}.cash"))
        });
        let plain = match cash {
            Some(cash) => whole - cash,
            None => whole,
        };
        PartAmounts { party: party.clone(), plain: plain.named(LineKind::Amount, id), cash }
    }

    /// The refunder's part of a person-year's change.
    fn refunded(&self, chain: &Chain<'m, 'c>, refund: &Refund, used: &RefundUse) -> Refunded<'m> {
        let of = format!("consequence.{}.{}", chain.consequence.id, chain.outcome.outcome.id);
        match (&refund.rule, &used.about) {
            (RefundRule::ByWeeks(bands), RefundAbout::WeeksBefore(weeks)) => {
                let bands: &[WeekBand] = bands;
                Refunded::Share(share_by_weeks(self.model, refund, bands, weeks, chain.outcome.years, &of))
            }
            (RefundRule::ByAmount { bands, priced }, RefundAbout::Level(level)) => {
                let bands: &[AmountBand] = bands;
                let marks = Marks::of(self.model, self.prices, refund, bands, priced);
                let (refunded, left) = self.refunded_amount(chain, &marks, self.prices.money(level), &of);
                Refunded::Amount(refunded, left)
            }
            // The check pairs a rule with what it needs; without it nothing is refunded.
            _ => Refunded::Share(self.model.places(Axis::SinceOnset, &[], Unit::ONE)),
        }
    }

    /// What is refunded of a person-year's change, and what is left of it.
    fn refunded_amount(
        &self,
        chain: &Chain<'m, 'c>,
        marks: &Marks<'m>,
        level: Quantity<'m>,
        of: &str,
    ) -> (Quantity<'m>, Quantity<'m>) {
        let model = self.model;
        // A person in effect is one outcome: the change of one person's yearly cost.
        let person = model.constant(Decimal::ONE, Unit::OUTCOMES);
        let direction = chain.consequence.direction;
        let one = |units: Quantity<'m>| marks.split(model, level, direction, units * chain.price * person);
        let (refunded, left) = if chain.units.is_single() {
            one(chain.units)
        } else {
            let years = 0..chain.outcome.years as u32;
            let each = years.map(|k| one(chain.units.picked(Axis::Pairs, [k].into_iter()).total()));
            let (refunded, left): (Vec<_>, Vec<_>) = each.unzip();
            let places = |each: &[Quantity<'m>]| model.places(Axis::SinceOnset, each, Unit::MONEY);
            (places(&refunded), places(&left))
        };
        let named = |amount: Quantity<'m>, kind| (amount / person).named(kind, of);
        (named(refunded, LineKind::RefundedAmount), named(left, LineKind::UnrefundedAmount))
    }
}
