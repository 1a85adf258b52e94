//! The payment schedule of a contract: every line of it, its totals, and what the investors get (method, 9).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::calendar::{Day, Years};
use crate::case::Case;
use crate::ledger::{Ledger, factor, rates};
use crate::measure::irr::{InternalRates, internal_rates};
use crate::measure::outlay::deepest_outlay;
use crate::measure::ratio::money_multiple;
use crate::measure::{Flow, Measure, Undefined};
use crate::model::payment::{Failure, Outcomes, Plan, Record, Taker, payments};
use crate::model::{ContractSteps, Model};
use crate::number::Number;

/// What an investor draws and gets on a day, in the contract's prices.
#[derive(Clone, PartialEq, Debug)]
pub struct InvestorFlow {
    /// The day.
    pub day: Day,
    /// Where it lies, in years after the start of the case.
    pub tau: Years,
    /// What is advanced.
    pub draw: Decimal,
    /// What comes back, the guarantee included.
    pub payment: Decimal,
    /// Present worth of 1 on the day, in prices of the case; none out of range.
    pub worth: Option<Decimal>,
}

impl InvestorFlow {
    /// What comes back less what is advanced.
    pub fn net(&self) -> Option<Decimal> {
        self.payment.checked_sub(self.draw)
    }
}

/// What an investor comes to.
#[derive(Clone, Debug)]
pub struct InvestorFigures {
    /// One for each day and τ with a draw or a payment that is not nil.
    pub flows: Vec<InvestorFlow>,
    /// All that is advanced.
    pub draws: Decimal,
    /// All that comes back.
    pub payments: Decimal,
    /// Of deflated flows, at the case's discount rate.
    pub net_present_value: Measure<Decimal>,
    /// In the contract's prices.
    pub internal_rate_of_return: InternalRates<Decimal>,
    /// Payments ÷ draws.
    pub money_multiple: Measure<Decimal>,
    /// Minus the lowest running total, and the first day at that τ.
    pub deepest_outlay: Measure<(Decimal, Option<Day>)>,
    /// Draws less what comes back when no outcome is reached.
    pub loss_at_zero_outcomes: Measure<Decimal>,
}

/// Where money went.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Totals {
    /// What stage 6 gave.
    pub earned: Decimal,
    /// What was taken back, below nil.
    pub corrections: Decimal,
    /// What was never paid.
    pub lapsed: Decimal,
    /// What waits to the end.
    pub carried: Decimal,
    /// What is paid after all stages.
    pub paid: Decimal,
    /// What lapsed, by what took it, above nil.
    pub lapsed_by: BTreeMap<String, Decimal>,
    /// What waits, by the cap that holds it.
    pub carried_by: BTreeMap<String, Decimal>,
}

/// A contract's payments.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The structure.
    pub plan: Arc<Plan>,
    /// Every line, with what each stage left, in minor units.
    pub record: Record<Decimal>,
    /// Where money went, in money.
    pub totals: Totals,
    /// In order of the plan's investors.
    pub investors: Vec<InvestorFigures>,
    /// All of them, when there are several.
    pub together: Option<InvestorFigures>,
}

/// What something that takes from payments is called.
pub fn taker(plan: &Plan, of: Taker) -> String {
    match of {
        Taker::Cap(place) => plan.caps.get(place).map_or_else(String::new, |cap| cap.id.to_string()),
        Taker::LongStop => "long-stop".to_owned(),
        Taker::PayerCap => "payer-cap".to_owned(),
        Taker::ReturnCap => "return-cap".to_owned(),
    }
}

/// The schedule of a case's contract; none without a contract.
///
/// # Errors
/// When arithmetic leaves its range, or a baseline is nil.
pub fn schedule(case: &Case, model: &Model, ledger: &Ledger<Decimal>) -> Option<Result<Schedule, Failure>> {
    model.contract.as_ref().map(|steps| Work { case, model, ledger, steps }.schedule())
}

struct Work<'w> {
    case: &'w Case,
    model: &'w Model,
    ledger: &'w Ledger<Decimal>,
    steps: &'w ContractSteps,
}

impl Work<'_> {
    fn schedule(&self) -> Result<Schedule, Failure> {
        let of = &self.steps.contracted;
        let figures: Vec<Decimal> = of.figures.iter().map(|step| self.ledger.single(*step)).collect();
        let plan = &of.plan;
        let record = payments(plan, &figures, Outcomes::AsMeasured)?;
        let without = payments(plan, &figures, Outcomes::None)?;
        let each: Vec<BTreeSet<usize>> = (0..plan.investors.len()).map(|place| BTreeSet::from([place])).collect();
        let all: BTreeSet<usize> = (0..plan.investors.len()).collect();
        let of = |who: &BTreeSet<usize>| self.investor(&record, &without, &figures, who);
        Ok(Schedule {
            totals: totals(plan, &record).ok_or(Failure::OutOfRange)?,
            investors: each.iter().map(of).collect::<Result<_, _>>()?,
            together: if plan.investors.len() > 1 { Some(of(&all)?) } else { None },
            plan: Arc::clone(plan),
            record,
        })
    }

    /// What some investors draw and get, by day and τ.
    fn flows(&self, record: &Record<Decimal>, figures: &[Decimal], who: &BTreeSet<usize>) -> Option<Vec<InvestorFlow>> {
        let plan = &self.steps.contracted.plan;
        let mut by_day: BTreeMap<(Years, Day), (Decimal, Decimal)> = BTreeMap::new();
        for draw in plan.draws.iter().filter(|d| who.contains(&d.investor)) {
            let amount = figures.get(draw.amount.0).copied().unwrap_or_default();
            let flow = by_day.entry((draw.tau, draw.day)).or_default();
            flow.0 = flow.0.checked_add(amount)?;
        }
        for receipt in record.receipts.iter().chain(&record.guarantee) {
            let flow = by_day.entry((receipt.tau, receipt.day)).or_default();
            for place in who {
                let units = receipt.amounts.get(*place).copied().unwrap_or_default();
                flow.1 = flow.1.checked_add(units.checked_mul(plan.minor_unit)?)?;
            }
        }
        let flows = by_day.into_iter().filter(|(_, (draw, payment))| !draw.is_zero() || !payment.is_zero());
        let bands = rates(self.model, self.ledger);
        let flow = |((tau, day), (draw, payment))| InvestorFlow {
            day,
            tau,
            draw,
            payment,
            worth: self.worth(&bands, tau, day),
        };
        Some(flows.map(flow).collect())
    }

    fn investor(
        &self,
        record: &Record<Decimal>,
        without: &Record<Decimal>,
        figures: &[Decimal],
        who: &BTreeSet<usize>,
    ) -> Result<InvestorFigures, Failure> {
        let flows = self.flows(record, figures, who).ok_or(Failure::OutOfRange)?;
        let at_zero = self.flows(without, figures, who).ok_or(Failure::OutOfRange)?;
        let sum = |flows: &[InvestorFlow], of: fn(&InvestorFlow) -> Decimal| {
            flows.iter().map(of).try_fold(Decimal::ZERO, Decimal::checked_add).ok_or(Failure::OutOfRange)
        };
        let (draws, payments) = (sum(&flows, |f| f.draw)?, sum(&flows, |f| f.payment)?);
        let back_at_zero = sum(&at_zero, |f| f.payment)?;
        let by_time = net_by_time(&flows).ok_or(Failure::OutOfRange)?;
        let first_day = |tau: Years| flows.iter().find(|f| f.tau == tau).map(|f| f.day);
        Ok(InvestorFigures {
            net_present_value: net_present_value(&flows).ok_or(Undefined::OutOfRange),
            internal_rate_of_return: internal_rates(&by_time),
            money_multiple: money_multiple(payments, draws),
            deepest_outlay: deepest_outlay(&by_time).map(|o| (o.amount, o.at.and_then(first_day))),
            loss_at_zero_outcomes: draws.checked_sub(back_at_zero).ok_or(Undefined::OutOfRange),
            draws,
            payments,
            flows,
        })
    }

    /// Present worth of 1 on a day, in prices of the case.
    ///
    /// ```text
    /// D(τ) ÷ (1 + inflation)^(calendar year − price year)
    /// ```
    fn worth(&self, bands: &[(u32, Decimal)], tau: Years, day: Day) -> Option<Decimal> {
        let factor = factor(bands, tau.minus(self.model.appraisal_date))?;
        let Some(step) = self.steps.inflation else { return Some(factor) };
        let years = i64::from(day.month().year() - self.case.basis.price_year);
        let growth = Decimal::ONE.checked_add(self.ledger.single(step))?;
        factor.checked_div(growth.to_the(Years::whole(years))?)
    }
}

/// Of deflated flows, at the case's discount rate: Σ (payment − draw) × present worth of 1 on the day.
fn net_present_value(flows: &[InvestorFlow]) -> Option<Decimal> {
    flows.iter().try_fold(Decimal::ZERO, |sum, flow| sum.checked_add(flow.net()?.checked_mul(flow.worth?)?))
}

/// Net flows, one for each τ that is not nil.
fn net_by_time(flows: &[InvestorFlow]) -> Option<Vec<Flow<Decimal>>> {
    let mut by_time: BTreeMap<Years, Decimal> = BTreeMap::new();
    for flow in flows {
        let net = by_time.entry(flow.tau).or_default();
        *net = net.checked_add(flow.payment)?.checked_sub(flow.draw)?;
    }
    Some(by_time.into_iter().filter(|(_, a)| !a.is_zero()).map(|(at, amount)| Flow { at, amount }).collect())
}

/// Where money went: lapsed + carried + paid = earned + corrections.
fn totals(plan: &Plan, record: &Record<Decimal>) -> Option<Totals> {
    let money = |units: Decimal| units.checked_mul(plan.minor_unit);
    let mut totals = Totals::default();
    for payment in &record.payments {
        totals.earned = totals.earned.checked_add(money(payment.earned_amount)?)?;
        totals.paid = totals.paid.checked_add(money(payment.amount)?)?;
        if payment.correction.is_some() {
            totals.corrections = totals.corrections.checked_add(money(payment.amount)?)?;
        }
    }
    let later = record.payments.iter().flat_map(|p| &p.taken).filter(|(t, _)| !matches!(t, Taker::Cap(_)));
    let lapses = |t: &Taker| match t {
        Taker::Cap(place) => plan.caps.get(*place).is_some_and(|c| c.excess == crate::case::contract::Excess::Lapse),
        Taker::LongStop | Taker::PayerCap | Taker::ReturnCap => false,
    };
    let by_caps = record.caps.passed.iter().flat_map(|p| &p.taken).filter(|(t, _)| lapses(t));
    for (of, units) in later.chain(by_caps) {
        totals.lapsed = totals.lapsed.checked_add(money(*units)?)?;
        let by = totals.lapsed_by.entry(taker(plan, *of)).or_default();
        *by = by.checked_add(money(*units)?)?;
    }
    for ((_, cap), units) in &record.caps.waiting {
        totals.carried = totals.carried.checked_add(money(*units)?)?;
        let by = totals.carried_by.entry(taker(plan, Taker::Cap(*cap))).or_default();
        *by = by.checked_add(money(*units)?)?;
    }
    Some(totals)
}
