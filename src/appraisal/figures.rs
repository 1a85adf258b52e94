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

/// The figures of a perspective: over cash lines, or over all of them.
pub fn figures<N: Number>(
    model: &Model,
    ledger: &Ledger<N>,
    uncorrected: Option<&Ledger<N>>,
    lines: &PerspectiveLines,
    sums: &Sums,
    economic: bool,
    starters: N,
) -> Figures<N> {
    let nothing =
        || ByTime { flows: Vec::new(), discounted: Vec::new(), inflows: N::NIL, outflows: N::NIL, largest: N::NIL };
    let time = by_time(model, ledger, lines, economic);
    let in_range = time.is_some();
    let time = time.unwrap_or_else(nothing);
    let within = |measure: Measure<N>| if in_range { measure } else { Err(Undefined::OutOfRange) };
    let bands = rates(model, ledger);
    let schedule = |tau: Years| factor(&bands, tau.minus(model.appraisal_date));
    let costs = ledger.single(sums.present_value_of_costs);
    let of = PresentValues {
        costs,
        benefits: ledger.single(sums.present_value_of_benefits),
        payments: ledger.single(sums.present_value_of_payments),
        largest: time.largest,
    };
    let used = |step: Option<StepId>| match step {
        Some(step) => RateUsed::Written(ledger.single(step)),
        None => RateUsed::Discount,
    };
    let (finance_rate, reinvestment_rate) = (used(model.finance_rate), used(model.reinvestment_rate));
    let at = |rate: RateUsed<N>, tau: Years| match rate {
        RateUsed::Written(rate) => flat(rate)(tau),
        RateUsed::Discount => schedule(tau),
    };
    let ends = model.calendar.periods();
    let first = ends.first().map_or(Years::NIL, |p| model.timing.of(*p));
    let last = ends.last().map_or(Years::NIL, |p| model.timing.of(*p));
    let modified = modified_rate(&time.flows, first, last, |t| at(finance_rate, t), |t| at(reinvestment_rate, t));
    let outlay = deepest_outlay(&time.flows).map(|o| {
        (o.amount, o.at.and_then(|at| i32::try_from(at.whole_months()).ok()).map(|m| model.calendar.month(m)))
    });
    let net_present_value = ledger.single(sums.net_present_value);
    Figures {
        net_flow: ledger.by_period(model, sums.net_flow),
        present_value: ledger.by_period(model, sums.present_value),
        net_result: ledger.single(sums.net_result),
        net_present_value,
        present_value_of_costs: costs,
        present_value_of_benefits: of.benefits,
        present_value_of_payments: of.payments,
        uncorrected: uncorrected.map(|ledger| Uncorrected {
            net_result: ledger.single(sums.net_result),
            net_present_value: ledger.single(sums.net_present_value),
        }),
        largest: time.largest,
        benefit_cost_ratio: benefit_cost_ratio(&of),
        internal_rate_of_return: internal_rates(&time.flows),
        modified_internal_rate_of_return: within(modified),
        finance_rate,
        reinvestment_rate,
        payback: payback(&time.flows),
        discounted_payback: payback(&time.discounted),
        deepest_outlay: outlay,
        equivalent_annual_value: equivalent_annual_value(
            net_present_value,
            Years::months(i64::from(model.calendar.horizon())),
            |x| factor(&bands, x),
        ),
        cost_per_starter: cost_per(costs, starters, Undefined::NoStarters),
        money_multiple: within(money_multiple(time.inflows, time.outflows)),
        flows: time.flows,
    }
}
