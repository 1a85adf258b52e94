//! A contract in the model: measured values, prices and draws as steps, beside the plan that knows where each stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::cohorts::GroupLines;
use super::consequences::Consequences;
use super::flows::{FlowLine, Placed};
use super::grown::weighed;
use super::outcomes::{KnownMonths, OutcomeLines, remaining};
use super::payment::plan::{Draw, Value};
use super::payment::{Cash, Figure, Figures, Tally, WrittenDraws, plan};
use super::prices::{Prices, power};
use super::quantity::{Builder, Quantity};
use super::step::{Axis, Contracted, StepId};
use super::weights::Weights;
use crate::calendar::{Calendar, Day};
use crate::case::contract::{
    Count, Draws, GrossOrNet, Investors, Measured, ModelCount, Prices as ContractPrices, Saving, Source, TermIndex,
};
use crate::case::{Amount, Case, Id, Input, PartyId, Per, When};
use crate::unit::Unit;

/// A contract's plan, and the step of each of its figures.
#[derive(Clone, Debug)]
pub struct ContractSteps {
    /// The plan, the steps of its figures, and its money between parties.
    pub contracted: Arc<Contracted>,
    /// What nominal amounts are divided by, each year on the one before; none in real prices.
    pub inflation: Option<StepId>,
}

/// What a contract needs of its case.
pub struct ContractWriter<'m, 'c> {
    /// The model that is written.
    pub model: &'m Builder,
    /// The case.
    pub case: &'m Case,
    /// Prices of the case.
    pub prices: &'c Prices<'m>,
    /// Groups of the case.
    pub groups: &'c BTreeMap<Id, GroupLines<'m>>,
    /// Outcomes of the case.
    pub outcomes: &'c BTreeMap<Id, OutcomeLines<'m>>,
    /// Consequences of the case.
    pub consequences: &'c Consequences<'m, 'c>,
    /// The lines of the ledger so far.
    pub lines: &'c [FlowLine],
    /// What multiplies forecasts.
    pub forecast_share: Quantity<'m>,
    /// Inflation of a nominal contract.
    pub inflation: Option<Quantity<'m>>,
    /// The figures so far.
    pub figures: Vec<StepId>,
    /// The place of each step among them.
    pub places: BTreeMap<StepId, Figure>,
    /// Forecasts that have their step, by path and by what they are multiplied by.
    pub forecasts: BTreeMap<(Arc<str>, Decimal), Quantity<'m>>,
    /// Draws that are written.
    pub written: WrittenDraws,
}

/// The contract of a case; none without one.
pub fn contract<'m>(
    model: &'m Builder,
    case: &'m Case,
    groups: &BTreeMap<Id, GroupLines<'m>>,
    outcomes: &BTreeMap<Id, OutcomeLines<'m>>,
    (prices, consequences): (&Prices<'m>, &Consequences<'m, '_>),
    lines: &[FlowLine],
) -> Option<ContractSteps> {
    let contract = case.contract.as_ref()?;
    let inflation = match contract.prices {
        ContractPrices::Real => None,
        ContractPrices::Nominal => case.basis.inflation.as_ref().map(|i| model.input(i, Unit::ONE)),
    };
    let forecast_share = model.input(&contract.forecast_share, Unit::ONE);
    let (figures, written) = (Vec::new(), WrittenDraws::new());
    let mut writer = ContractWriter {
        model,
        case,
        prices,
        groups,
        outcomes,
        consequences,
        lines,
        forecast_share,
        inflation,
        figures,
        places: BTreeMap::new(),
        forecasts: BTreeMap::new(),
        written,
    };
    let plan = Arc::new(plan(contract, &case.basis.calendar, case.basis.day_count, &mut writer));
    let (figures, draws) = (writer.figures, writer.written);
    let cash = Cash::of(&plan, &draws);
    let count = Tally::of(&plan);
    let contracted = Arc::new(Contracted { plan, figures, cash, draws, count });
    Some(ContractSteps { contracted, inflation: inflation.map(Quantity::id) })
}

impl<'m> ContractWriter<'m, '_> {
    fn figure(&mut self, of: Quantity<'m>) -> Figure {
        let figures = &mut self.figures;
        *self.places.entry(of.id()).or_insert_with(|| {
            figures.push(of.id());
            Figure(figures.len() - 1)
        })
    }

    fn input(&self, input: &Arc<Input>) -> Quantity<'m> {
        self.model.input(input, Unit::ONE)
    }

    /// A part of people or outcomes: whole weights over one denominator. Where nobody starts it is nothing of anything.
    fn part(&self, of: Quantity<'m>, weight: Decimal, over: Decimal) -> Quantity<'m> {
        let over = if over.is_zero() { Decimal::ONE } else { over };
        of * self.model.structure(weight, "starts-in-period") / self.model.structure(over, "starts-in-all")
    }

    /// A count from the model at a day (6.2).
    ///
    /// ```text
    /// in effect  Σ outcomes × remaining(⌊a ÷ 12⌋)     a = whole months from the first day of the onset's month
    /// reached, started, completed  those whose onset, start, completion lies after the day before and not after the day
    /// ```
    fn count(&self, of: &ModelCount) -> Quantity<'m> {
        let nil = || self.model.constant(Decimal::ZERO, Unit::ONE);
        let Some(group) = self.groups.get(&of.group) else { return nil() };
        let starting = group.starting();
        let starts = starting.weights.iter().filter(|(month, _)| of.starts_in.is_none_or(|only| only == *month));
        let first = self.case.basis.calendar.start();
        let day = |month: i32| first.plus(month).first_day();
        let within = |month: i32| day(month) <= of.at && of.after.is_none_or(|after| day(month) > after);
        let outcome = of.outcome.as_ref().and_then(|id| self.outcomes.get(id));
        let counted = |which: GrossOrNet| {
            outcome.map(|o| match which {
                GrossOrNet::Gross => o.gross.unwrap_or(o.net),
                GrossOrNet::Net => o.net,
            })
        };
        let sum = |later: i32| starts.clone().filter(|(m, _)| within(m + later)).map(|(_, w)| *w).sum::<Decimal>();
        match of.count {
            Count::Started => self.part(group.starters, sum(0), starting.over),
            Count::Completed => {
                let completers = group.starters * group.completion_rate;
                self.part(completers, sum(group.group.pathway), starting.over)
            }
            Count::Reached(which) => match (outcome, counted(which)) {
                (Some(o), Some(all)) => self.part(all, sum(o.outcome.onset), starting.over),
                _ => nil(),
            },
            Count::InEffect(which) => {
                let (Some(o), Some(all)) = (outcome, counted(which)) else { return nil() };
                let mut by_year: BTreeMap<u32, Decimal> = BTreeMap::new();
                for (month, weight) in starts {
                    let age = of.at.month().since(first.plus(month + o.outcome.onset));
                    if (0..o.outcome.lasts).contains(&age) {
                        *by_year.entry(age as u32 / 12).or_default() += weight;
                    }
                }
                let Some(last) = by_year.keys().next_back() else {
                    return self.part(all, Decimal::ZERO, starting.over);
                };
                let remaining = remaining(self.model, &o.outcome.fade, *last as usize + 1);
                let rows = [by_year.into_iter().collect::<Vec<_>>()];
                let weights = Arc::new(Weights::of_rows(&rows, starting.over));
                all * remaining.weigh(&weights).total()
            }
        }
    }

    /// What consequences gain a party in some months (6.2): lines across its border, in less out.
    fn saving(&self, of: &Saving) -> Quantity<'m> {
        let nil = self.model.constant(Decimal::ZERO, Unit::MONEY);
        let Some(windows) = self.by_calendar_year(of) else { return nil };
        let part_of = self.case.perspectives.get(of.party.as_str()).map(|p| &p.parties);
        let inside = |party: &PartyId| *party == of.party || part_of.is_some_and(|parties| parties.contains(party));
        let mut known = KnownMonths::new(self.model);
        let mut total = nil;
        let consequences = Consequences { calendar: &windows, ..*self.consequences };
        for consequence in of.consequences.iter().filter_map(|id| self.case.consequences.get(id)) {
            for outcome in consequence.outcomes.iter().filter_map(|id| self.outcomes.get(id)) {
                let Some(group) = self.groups.get(&outcome.outcome.group) else { continue };
                let fall = known.in_effect(&windows, group, outcome.outcome, 0, false);
                let person_years = outcome.net * weighed(outcome.remaining, None, &fall);
                // The outcome as it is, its person-years by the saving's windows instead of the case's periods.
                let by_window = OutcomeLines { person_years, ..*outcome };
                for part in consequences.amounts(consequence, &by_window, group, &mut known) {
                    let other = &consequence.counterparty;
                    let gains = match (inside(&part.party), inside(other)) {
                        (true, false) => consequence.is_gain(),
                        (false, true) => !consequence.is_gain(),
                        (true, true) | (false, false) => continue,
                    };
                    for amounts in std::iter::once(part.plain).chain(part.cash) {
                        let inside = self.within(amounts, &windows, of);
                        total = if gains { total + inside } else { total - inside };
                    }
                }
            }
        }
        total
    }

    /// A calendar whose periods end where a saving's months do, and at each new year of a nominal contract.
    fn by_calendar_year(&self, of: &Saving) -> Option<Calendar> {
        let calendar = &self.case.basis.calendar;
        let new_year = |month: &i32| self.inflation.is_some() && calendar.month(*month).number() == 1;
        let ends: Vec<i32> = (1..=calendar.horizon())
            .filter(|m| *m == of.from || *m == of.until || *m == calendar.horizon() || new_year(m))
            .collect();
        (of.until > of.from).then(|| Calendar::new(calendar.start(), &ends)).flatten()
    }

    /// The sum of amounts by period over a saving's months, each at the prices of its year in a nominal contract.
    fn within(&self, amounts: Quantity<'m>, windows: &Calendar, of: &Saving) -> Quantity<'m> {
        let mut total = self.model.constant(Decimal::ZERO, Unit::MONEY);
        for (place, period) in windows.periods().iter().enumerate() {
            if period.start >= of.from && period.end <= of.until {
                let one = amounts.picked(Axis::Periods, std::iter::once(place as u32)).total();
                total = total + self.nominal(one, windows.month(period.start).first_day());
            }
        }
        total
    }

    /// An amount of fixed prices in the contract's prices on a day.
    ///
    /// ```text
    /// amount × (1 + inflation)^(calendar year − price year of the case)
    /// ```
    fn nominal(&self, amount: Quantity<'m>, day: Day) -> Quantity<'m> {
        let Some(inflation) = self.inflation else { return amount };
        let years = day.month().year() - self.case.basis.price_year;
        let one = self.model.constant(Decimal::ONE, Unit::ONE);
        let growth = power(one, one + inflation, years.unsigned_abs());
        if years < 0 { amount / growth } else { amount * growth }
    }

    /// The cash costs that an investor bears, each amount on its day (6.2).
    fn borne(&mut self, investor: usize, party: &PartyId, costs: &[Id]) -> Vec<Draw> {
        let calendar = &self.case.basis.calendar;
        let mut draws = Vec::new();
        for cost in costs {
            let id = format!("cost.{cost}.{party}");
            let Some(line) = self.lines.iter().find(|l| l.id == id) else { continue };
            let Placed::Periods(lies) = &line.lies else { continue };
            let own = self.case.costs.get(cost).and_then(|c| match &c.amount {
                Amount::Repeated { per: Per::Once(When::Point { day, .. }), .. } => *day,
                Amount::Repeated { .. } | Amount::Listed(_) => None,
            });
            let amounts = self.model.at(line.amounts);
            for place in 0..calendar.periods().len() {
                let tau = lies.tau(calendar, place);
                let month = || calendar.month(i32::try_from(tau.whole_months()).unwrap_or(0)).first_day();
                let day = own.unwrap_or_else(month);
                let one = amounts.picked(Axis::Periods, std::iter::once(place as u32)).total();
                let amount = self.figure(self.nominal(one, day));
                draws.push(Draw { investor, day, tau, amount });
            }
        }
        draws
    }
}

impl Figures for ContractWriter<'_, '_> {
    fn plain(&mut self, input: &Arc<Input>) -> Figure {
        let quantity = self.input(input);
        self.figure(quantity)
    }

    fn money(&mut self, input: &Arc<Input>) -> Figure {
        let quantity = self.prices.money(input);
        self.figure(quantity)
    }

    fn value(&mut self, measured: &Measured) -> Value {
        let forecast = match &measured.source {
            Source::Forecast(input) => Some((Arc::clone(&input.path), measured.times)),
            _ => None,
        };
        if let Some(known) = forecast.as_ref().and_then(|key| self.forecasts.get(key)) {
            return Value::Measured(self.figure(*known));
        }
        let quantity = match &measured.source {
            Source::Actual(input) => self.input(input),
            Source::Forecast(input) => self.input(input) * self.forecast_share,
            Source::ExpectedShare { share, group, counted } => {
                let share = self.input(share) * self.forecast_share;
                match self.groups.get(group) {
                    Some(group) => share * group.counted(self.model, *counted),
                    None => share,
                }
            }
            Source::Effect(effect) => {
                let (treated, baseline) = (self.plain(&effect.treated), self.plain(&effect.baseline));
                return Value::Effect {
                    form: effect.form,
                    treated,
                    baseline,
                    lower: effect.lower,
                    scale: effect.scale.checked_mul(measured.times).unwrap_or(effect.scale),
                };
            }
            Source::Model(count) => self.count(count),
            Source::Saving(saving) => self.saving(saving),
            Source::Held { people, reached } => {
                let one = self.model.constant(Decimal::ONE, Unit::ONE);
                let people = people.as_ref().map_or(one, |people| self.input(people));
                people * self.model.constant(if *reached { Decimal::ONE } else { Decimal::ZERO }, Unit::ONE)
            }
        };
        let times = measured.times;
        let part = || quantity * self.model.structure(times, "part-of-what-is-expected");
        let quantity = if times == Decimal::ONE { quantity } else { part() };
        if let Some(key) = forecast {
            self.forecasts.insert(key, quantity);
        }
        Value::Measured(self.figure(quantity))
    }

    fn index(&mut self, index: &TermIndex, year: i32) -> Option<Figure> {
        let ratio = self.prices.between(&index.index, index.from, year)?;
        Some(self.figure(ratio))
    }

    fn draws(&mut self, investors: &Investors) -> Vec<Draw> {
        let (start, count) = (self.case.basis.calendar.start(), self.case.basis.day_count);
        let tau = |day: Day| day.years_since(start, count);
        let mut all = Vec::new();
        for (place, investor) in investors.each.values().enumerate() {
            match &investor.draws {
                Draws::Written { draws, to } => {
                    self.written.insert(place, (to.clone(), Vec::new()));
                    for draw in draws {
                        let amount = self.money(&draw.amount);
                        self.written.entry(place).and_modify(|(_, each)| each.push((draw.day, amount)));
                        all.push(Draw { investor: place, day: draw.day, tau: tau(draw.day), amount });
                    }
                }
                Draws::Costs(costs) => all.extend(self.borne(place, &investor.party, costs)),
            }
        }
        all.sort_by_key(|d| (d.tau, d.investor)); // A stable sort: of one investor they are in order.
        all
    }
}
