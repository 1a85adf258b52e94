//! The figures of a perspective over some of its lines.

use crate::calendar::{Month, Years};
use crate::ledger::{Ledger, factor, rates};
use crate::measure::annual::equivalent_annual_value;
use crate::measure::irr::{InternalRates, internal_rates};
use crate::measure::mirr::{flat, modified_rate};
use crate::measure::outlay::deepest_outlay;
use crate::measure::payback::{Payback, full_months, payback};
use crate::measure::ratio::{BenefitCostRatio, PresentValues, benefit_cost_ratio, cost_per, money_multiple};
use crate::measure::{Flow, Measure, Undefined};
use crate::model::{Model, PerspectiveLines, StepId, Sums};
use crate::number::Number;

use super::by_time::{ByTime, by_time};

/// Which rate the modified rate used.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum RateUsed<N> {
    /// The number in the file.
    Written(N),
    /// The discount schedule.
    Discount,
}

/// What a perspective comes to when every correction for optimism is nil.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Uncorrected<N> {
    /// Undiscounted.
    pub net_result: N,
    /// Discounted.
    pub net_present_value: N,
}

/// Every figure of a perspective over some of its lines.
#[derive(Clone, Debug)]
pub struct Figures<N> {
    /// In less out, by period.
    pub net_flow: Vec<N>,
    /// Of the net flow, by period.
    pub present_value: Vec<N>,
    /// The net flow by the time at which it lies.
    pub flows: Vec<Flow<N>>,
    /// Undiscounted.
    pub net_result: N,
    /// Discounted.
    pub net_present_value: N,
    /// Of costs.
    pub present_value_of_costs: N,
    /// Of benefits.
    pub present_value_of_benefits: N,
    /// Of payments.
    pub present_value_of_payments: N,
    /// Undiscounted and discounted, with every correction for optimism at nil; when the case corrects for any.
    pub uncorrected: Option<Uncorrected<N>>,
    /// The largest present value of a line, beside which a sum may count as nil.
    pub largest: N,
    /// Benefits ÷ costs, and where payments went.
    pub benefit_cost_ratio: BenefitCostRatio<N>,
    /// Every rate at which the net present value is nil.
    pub internal_rate_of_return: InternalRates<N>,
    /// With a finance rate and a reinvestment rate.
    pub modified_internal_rate_of_return: Measure<N>,
    /// The finance rate that was used.
    pub finance_rate: RateUsed<N>,
    /// The reinvestment rate that was used.
    pub reinvestment_rate: RateUsed<N>,
    /// Years after the start.
    pub payback: Payback<N>,
    /// Years after the start, discounted.
    pub discounted_payback: Payback<N>,
    /// Minus the lowest running total, and the month of the first τ where it is met.
    pub deepest_outlay: Measure<(N, Option<Month>)>,
    /// The same amount every year of the horizon.
    pub equivalent_annual_value: Measure<N>,
    /// Costs ÷ starters of all groups.
    pub cost_per_starter: Measure<N>,
    /// Inflows ÷ outflows, undiscounted.
    pub money_multiple: Measure<N>,
}

/// The month that lies so many years after the start.
pub fn month_of<N: Number>(model: &Model, years: N) -> Option<Month> {
    let months = i32::try_from(full_months(years)?).ok()?;
    Some(model.calendar.month(months))
}

/// What the figures of a perspective are read from: one of them, or all.
pub(super) struct Reading<'r, N> {
    model: &'r Model,
    ledger: &'r Ledger<N>,
    sums: &'r Sums,
    time: Option<ByTime<N>>,
    bands: Vec<(u32, N)>,
}

impl<'r, N: Number> Reading<'r, N> {
    /// Of a perspective: over cash lines, or over all of them.
    pub fn of(
        model: &'r Model,
        ledger: &'r Ledger<N>,
        lines: &PerspectiveLines,
        sums: &'r Sums,
        economic: bool,
    ) -> Reading<'r, N> {
        let time = by_time(model, ledger, lines, economic);
        Reading { model, ledger, sums, time, bands: rates(model, ledger) }
    }

    /// A figure that is no step of the model, by its whole name.
    pub fn get(&self, figure: &str) -> Option<Measure<N>> {
        Some(match figure {
            "benefit_cost_ratio" => self.benefit_cost_ratio().figure,
            "internal_rate_of_return" => internal_rates(self.flows()).figure(),
            "modified_internal_rate_of_return" => self.modified_rate(),
            "payback" => payback(self.flows()).figure,
            "discounted_payback" => payback(self.discounted()).figure,
            "deepest_outlay" => self.deepest_outlay().map(|(amount, _)| amount),
            "equivalent_annual_value" => self.equivalent_annual_value(),
            "cost_per_starter" => self.cost_per_starter(),
            "money_multiple" => self.money_multiple(),
            _ => return None,
        })
    }

    fn flows(&self) -> &[Flow<N>] {
        self.time.as_ref().map_or(&[], |time| &time.flows)
    }

    fn discounted(&self) -> &[Flow<N>] {
        self.time.as_ref().map_or(&[], |time| &time.discounted)
    }

    /// The largest present value of a line.
    pub fn largest(&self) -> N {
        self.time.as_ref().map_or(N::NIL, |time| time.largest)
    }

    fn benefit_cost_ratio(&self) -> BenefitCostRatio<N> {
        benefit_cost_ratio(&PresentValues {
            costs: self.ledger.single(self.sums.present_value_of_costs),
            benefits: self.ledger.single(self.sums.present_value_of_benefits),
            payments: self.ledger.single(self.sums.present_value_of_payments),
            largest: self.largest(),
        })
    }

    fn used(&self, step: Option<StepId>) -> RateUsed<N> {
        match step {
            Some(step) => RateUsed::Written(self.ledger.single(step)),
            None => RateUsed::Discount,
        }
    }

    fn at(&self, rate: RateUsed<N>, tau: Years) -> Option<N> {
        match rate {
            RateUsed::Written(rate) => flat(rate)(tau),
            RateUsed::Discount => factor(&self.bands, tau.minus(self.model.appraisal_date)),
        }
    }

    fn modified_rate(&self) -> Measure<N> {
        let Some(time) = &self.time else { return Err(Undefined::OutOfRange) };
        let ends = self.model.calendar.periods();
        let first = ends.first().map_or(Years::NIL, |p| self.model.timing.of(*p));
        let last = ends.last().map_or(Years::NIL, |p| self.model.timing.of(*p));
        let (finance, reinvestment) = (self.used(self.model.finance_rate), self.used(self.model.reinvestment_rate));
        modified_rate(&time.flows, first, last, |t| self.at(finance, t), |t| self.at(reinvestment, t))
    }

    fn deepest_outlay(&self) -> Measure<(N, Option<Month>)> {
        deepest_outlay(self.flows()).map(|o| {
            let months = o.at.and_then(|at| i32::try_from(at.whole_months()).ok());
            (o.amount, months.map(|m| self.model.calendar.month(m)))
        })
    }

    fn equivalent_annual_value(&self) -> Measure<N> {
        let horizon = Years::months(i64::from(self.model.calendar.horizon()));
        equivalent_annual_value(self.ledger.single(self.sums.net_present_value), horizon, |x| factor(&self.bands, x))
    }

    fn cost_per_starter(&self) -> Measure<N> {
        let costs = self.ledger.single(self.sums.present_value_of_costs);
        cost_per(costs, self.ledger.single(self.model.starters), Undefined::NoStarters)
    }

    fn money_multiple(&self) -> Measure<N> {
        match &self.time {
            Some(time) => money_multiple(time.inflows, time.outflows),
            None => Err(Undefined::OutOfRange),
        }
    }

    /// Every figure.
    pub fn figures(self, uncorrected: Option<&Ledger<N>>) -> Figures<N> {
        let (model, ledger, sums) = (self.model, self.ledger, self.sums);
        Figures {
            net_flow: ledger.by_period(model, sums.net_flow),
            present_value: ledger.by_period(model, sums.present_value),
            net_result: ledger.single(sums.net_result),
            net_present_value: ledger.single(sums.net_present_value),
            present_value_of_costs: ledger.single(sums.present_value_of_costs),
            present_value_of_benefits: ledger.single(sums.present_value_of_benefits),
            present_value_of_payments: ledger.single(sums.present_value_of_payments),
            uncorrected: uncorrected.map(|ledger| Uncorrected {
                net_result: ledger.single(sums.net_result),
                net_present_value: ledger.single(sums.net_present_value),
            }),
            largest: self.largest(),
            benefit_cost_ratio: self.benefit_cost_ratio(),
            internal_rate_of_return: internal_rates(self.flows()),
            modified_internal_rate_of_return: self.modified_rate(),
            finance_rate: self.used(model.finance_rate),
            reinvestment_rate: self.used(model.reinvestment_rate),
            payback: payback(self.flows()),
            discounted_payback: payback(self.discounted()),
            deepest_outlay: self.deepest_outlay(),
            equivalent_annual_value: self.equivalent_annual_value(),
            cost_per_starter: self.cost_per_starter(),
            money_multiple: self.money_multiple(),
            flows: self.time.map(|time| time.flows).unwrap_or_default(),
        }
    }
}
