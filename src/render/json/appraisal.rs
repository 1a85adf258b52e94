//! `afkast.appraisal`

use rust_decimal::Decimal;

use super::assumptions::assumptions;
use super::{Head, Json, Object, figure};
use crate::appraisal::{Appraisal, Figures, OutcomeFigures, PerspectiveFigures, RateUsed, Uncorrected, month_of};
use crate::calendar::Calendar;
use crate::case::Case;
use crate::measure::Undefined;
use crate::measure::payback::Payback;
use crate::measure::ratio::Payments;
use crate::model::Model;

/// Every figure of a case.
pub fn appraisal(head: Head<'_>, case: &Case, model: &Model, appraisal: &Appraisal<Decimal>) -> Json {
    let perspectives = appraisal
        .perspectives
        .iter()
        .fold(Object::default(), |o, (id, figures)| o.with(id, perspective(model, figures)));
    let outcomes =
        appraisal.outcomes.iter().fold(Object::default(), |o, (id, figures)| o.with(id.as_str(), outcome(figures)));
    head.begin("afkast.appraisal")
        .with("periods", periods(&case.basis.calendar))
        .with("headline", Json::text(&appraisal.headline))
        .with("perspectives", perspectives.done())
        .with("outcomes", outcomes.done())
        .with("assumptions", assumptions(&case.assumptions))
        .done()
}

fn periods(calendar: &Calendar) -> Json {
    let period = |p: &crate::calendar::Period| {
        Object::default()
            .with("from", Json::text(calendar.month(p.start).to_string()))
            .with("until", Json::text(calendar.month(p.end - 1).to_string()))
            .with("start_month", Json::whole(p.start))
            .with("end_month", Json::whole(p.end))
            .done()
    };
    Json::List(calendar.periods().iter().map(period).collect())
}

fn perspective(model: &Model, of: &PerspectiveFigures<Decimal>) -> Json {
    let parties = of.parties.iter().map(|p| Json::text(p.as_str())).collect();
    let object = Object::default().with("parties", Json::List(parties));
    let marginal = of.marginal_value_of_public_funds.map(|m| figure(m).done());
    figures(object, model, &of.budget)
        .with_some("marginal_value_of_public_funds", marginal)
        .with_some("economic", of.economic.as_ref().map(|f| figures(Object::default(), model, f).done()))
        .done()
}

fn figures(object: Object, model: &Model, of: &Figures<Decimal>) -> Object {
    let plain = |value: Decimal| figure(Ok(value)).done();
    let ratio = &of.benefit_cost_ratio;
    let payments = match ratio.payments {
        Payments::Received => "received",
        Payments::Made => "made",
        Payments::None => "none",
    };
    let internal = &of.internal_rate_of_return;
    let rate = |used: RateUsed<Decimal>| match used {
        RateUsed::Written(rate) => Json::Number(rate),
        RateUsed::Discount => Json::text("discount"),
    };
    object
        .with("net_flow", Json::numbers(&of.net_flow))
        .with("present_value", Json::numbers(&of.present_value))
        .with("net_result", plain(of.net_result))
        .with("net_present_value", plain(of.net_present_value))
        .with("present_value_of_costs", plain(of.present_value_of_costs))
        .with("present_value_of_benefits", plain(of.present_value_of_benefits))
        .with("present_value_of_payments", plain(of.present_value_of_payments))
        .with("benefit_cost_ratio", figure(ratio.figure).with("payments", Json::text(payments)).done())
        .with("internal_rate_of_return", figure(internal.figure()).with("roots", Json::numbers(&internal.roots)).done())
        .with(
            "modified_internal_rate_of_return",
            figure(of.modified_internal_rate_of_return)
                .with("finance_rate", rate(of.finance_rate))
                .with("reinvestment_rate", rate(of.reinvestment_rate))
                .done(),
        )
        .with("payback", payback(model, &of.payback))
        .with("discounted_payback", payback(model, &of.discounted_payback))
        .with("deepest_outlay", outlay(of))
        .with("equivalent_annual_value", figure(of.equivalent_annual_value).done())
        .with("cost_per_starter", figure(of.cost_per_starter).done())
        .with("money_multiple", figure(of.money_multiple).done())
        .with_some("uncorrected", of.uncorrected.map(uncorrected))
}

fn payback(model: &Model, of: &Payback<Decimal>) -> Json {
    let date = |years: Decimal| month_of(model, years).map(|m| Json::text(m.to_string()));
    let dated = |years: Decimal| figure(Ok(years)).with_some("date", date(years)).done();
    figure(of.figure)
        .with_some("date", of.figure.ok().and_then(date))
        .with_some("first_crossing", of.first_crossing.map(dated))
        .done()
}

fn outlay(of: &Figures<Decimal>) -> Json {
    match of.deepest_outlay {
        Ok((amount, date)) => figure(Ok(amount)).with_some("date", date.map(|m| Json::text(m.to_string()))).done(),
        Err(why) => figure(Err(why)).done(),
    }
}

fn uncorrected(of: Uncorrected<Decimal>) -> Json {
    Object::default()
        .with("net_result", figure(Ok(of.net_result)).done())
        .with("net_present_value", figure(Ok(of.net_present_value)).done())
        .done()
}

fn outcome(of: &OutcomeFigures<Decimal>) -> Json {
    let gross: Result<Decimal, Undefined> = of.gross_outcomes;
    Object::default()
        .with("counted", figure(Ok(of.counted)).done())
        .with("net_outcomes", figure(Ok(of.net_outcomes)).done())
        .with_some("net_outcomes_uncorrected", of.net_outcomes_uncorrected.map(|n| figure(Ok(n)).done()))
        .with("gross_outcomes", figure(gross).done())
        .with("person_years", Json::numbers(&of.person_years))
        .with("cost_per_net_outcome", figure(of.cost_per_net_outcome).done())
        .done()
}
