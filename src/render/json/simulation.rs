//! `afkast.simulation`

use super::{Head, Json, Object, figure};
use crate::uncertainty::simulation::{Chance, ContractFigures, Driver, Estimate, Figures, Run, in_decimals};

/// What the draws of a case come to.
pub fn simulation(head: Head<'_>, run: &Run, drivers: Option<&[Driver]>) -> Json {
    let perspectives =
        run.perspectives.iter().fold(Object::default(), |o, (id, figures)| o.with(id, of_draws(figures)));
    head.begin("afkast.simulation")
        .with("draws", Json::Number(run.settings.draws.into()))
        .with("seed", Json::Number(run.settings.seed.into()))
        .with("sampling", Json::text(run.settings.sampling.word()))
        .with("perspectives", perspectives.done())
        .with_some("contract", run.contract.as_ref().map(contract))
        .with_some("drivers", drivers.map(|d| Json::List(d.iter().map(driver).collect())))
        .done()
}

fn plain(value: f64) -> Json {
    in_decimals(value).map_or(Json::Null, Json::Number)
}

/// A figure of draws, with its standard error.
pub(super) fn estimate(of: Estimate) -> Json {
    figure(of.value.and_then(in_decimals)).with_some("std_error", of.std_error.map(plain)).done()
}

/// Base, mean, spread and percentiles of a difference between two cases.
pub(super) fn of_difference(begun: Object, figures: &Figures) -> Object {
    let begun = begun
        .with("base", figure(in_decimals(figures.base)).done())
        .with("mean", estimate(figures.mean))
        .with("standard_deviation", estimate(figures.standard_deviation));
    figures.percentiles.iter().fold(begun, |o, (name, of)| o.with(name, estimate(*of)))
}

fn of_draws(figures: &Figures) -> Json {
    of_difference(Object::default(), figures)
        .with("probability_of_gain", estimate(figures.probability_of_gain))
        .with("expected_loss_given_loss", estimate(figures.expected_loss_given_loss))
        .with("value_of_perfect_information", estimate(figures.value_of_perfect_information))
        .done()
}

fn contract(of: &ContractFigures) -> Json {
    let chance = |chance: &Chance| estimate(chance.estimate());
    let payments = of.payments.iter().fold(Object::default(), |o, (payer, f)| o.with(payer.as_str(), of_draws(f)));
    let caps = of.caps.iter().fold(Object::default(), |o, (id, c)| o.with(id, chance(c)));
    let rates = of.rates.iter().fold(Object::default(), |o, (investor, rates)| {
        let own = rates
            .percentiles
            .iter()
            .fold(Object::default(), |o, (name, value)| o.with(name, figure(in_decimals(*value)).done()))
            .with("undefined_share", figure(in_decimals(rates.undefined_share)).done());
        o.with(investor.as_str(), own.done())
    });
    let has_rates = !of.rates.is_empty();
    Object::default()
        .with("payments", payments.done())
        .with("caps", caps.done())
        .with_some("repaid", of.repaid.as_ref().map(chance))
        .with_some("internal_rate_of_return", has_rates.then(|| rates.done()))
        .done()
}

fn driver(of: &Driver) -> Json {
    Object::default()
        .with("path", Json::text(&*of.path))
        .with("rank_correlation", plain(of.rank_correlation))
        .with_some("first_order", of.first_order.map(plain))
        .with_some("total", of.total.map(plain))
        .with("value_of_information", plain(of.value_of_information))
        .with("share_cut", plain(of.share_cut))
        .done()
}
