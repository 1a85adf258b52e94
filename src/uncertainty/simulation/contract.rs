//! What the contract of a case comes to in draws: payments by payer, chances, internal rates.
// Draws are binary numbers; no money passes here.
#![expect(clippy::float_arithmetic)]

use std::collections::BTreeMap;

use super::sums::{Estimate, Figures, std_error};
use super::{PERCENTILES, SCRAMBLINGS, Sampling, Settings, percentiles};
use crate::case::PartyId;
use crate::ledger::plan::Drawn;
use crate::measure::Flow;
use crate::measure::irr::internal_rates;
use crate::model::Contracted;
use crate::model::payment::{Taker, Tally};

/// How often something holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chance {
    /// The share of draws.
    pub share: f64,
    /// How well the draws know it.
    pub std_error: f64,
}

/// Internal rates of an investor.
#[derive(Clone, PartialEq, Debug)]
pub struct RateFigures {
    /// Over the draws in which it is one number, when percentiles were asked for.
    pub percentiles: Vec<(&'static str, f64)>,
    /// The share of draws in which it is not one number.
    pub undefined_share: f64,
}

/// What a contract comes to in draws.
#[derive(Clone, Debug)]
pub struct ContractFigures {
    /// What each payer pays, undiscounted, in the contract's prices.
    pub payments: BTreeMap<PartyId, Figures>,
    /// How often each cap takes anything, by id; the long stop, payers' caps and the return cap when they ever do.
    pub caps: BTreeMap<String, Chance>,
    /// How often the investors are repaid in full; none without investors.
    pub repaid: Option<Chance>,
    /// By investor, when they were asked for.
    pub rates: BTreeMap<PartyId, RateFigures>,
}

/// How often caps bind and investors are repaid.
#[derive(Clone, Default, Debug)]
pub struct Chances {
    draws: u64,
    taken: Vec<u64>,
    repaid: u64,
}

impl Chances {
    /// Counts a batch.
    pub fn count<'r>(&mut self, places: &Tally, size: usize, tally: impl Fn(usize) -> Drawn<'r>) {
        self.draws += size as u64;
        self.taken.resize(places.takers.len(), 0);
        let how_often = |drawn: Drawn<'_>, holds: fn(f64) -> bool| match drawn {
            Drawn::Certain(value) => u64::from(holds(value)) * size as u64,
            Drawn::Each(values) => values.iter().filter(|v| holds(**v)).count() as u64,
        };
        for (place, taken) in self.taken.iter_mut().enumerate() {
            *taken += how_often(tally(places.payers.len() + place), |v| v > 1e-12);
        }
        self.repaid += how_often(tally(places.repaid()), |v| v > -1e-6);
    }

    /// Adds another part of the draws.
    pub fn add(&mut self, other: &Chances) {
        self.draws += other.draws;
        self.taken.resize(self.taken.len().max(other.taken.len()), 0);
        self.taken.iter_mut().zip(&other.taken).for_each(|(sum, t)| *sum += t);
        self.repaid += other.repaid;
    }
}

impl Chance {
    /// The same as an estimate.
    pub const fn estimate(self) -> Estimate {
        Estimate { value: Ok(self.share), std_error: Some(self.std_error) }
    }

    /// How often something holds, from how often it does in each part of the draws. Of independent draws the standard
    /// error is the usual formula.
    fn of(parts: &[Chances; SCRAMBLINGS], holds: impl Fn(&Chances) -> u64, sampling: Sampling) -> Chance {
        let draws = parts.iter().map(|part| part.draws).sum::<u64>() as f64;
        let share = parts.iter().map(&holds).sum::<u64>() as f64 / draws;
        let each = parts.each_ref().map(|part| holds(part) as f64 / part.draws as f64);
        let std_error = match sampling {
            Sampling::Sobol => std_error(&each).unwrap_or(0.0),
            Sampling::Random => (share * (1.0 - share) / draws).sqrt(),
        };
        Chance { share, std_error }
    }
}

/// Internal rates of an investor in some draws.
#[derive(Clone, Default, Debug)]
pub struct Rates {
    found: Vec<f64>,
    undefined: u64,
}

impl Rates {
    /// Finds the rates of a batch.
    pub fn find<'r>(&mut self, places: &Tally, investor: usize, size: usize, tally: impl Fn(usize) -> Drawn<'r>) {
        let first = places.flows_from() + investor * places.taus.len();
        let columns: Vec<Drawn<'r>> = (0..places.taus.len()).map(|t| tally(first + t)).collect();
        for draw in 0..size {
            let flows: Vec<Flow<f64>> = places
                .taus
                .iter()
                .zip(&columns)
                .map(|(at, column)| Flow { at: *at, amount: column.at(draw) })
                .filter(|flow| flow.amount != 0.0)
                .collect();
            match internal_rates(&flows).figure() {
                Ok(rate) => self.found.push(rate),
                Err(_) => self.undefined += 1,
            }
        }
    }

    /// All parts.
    pub fn together<'r>(parts: impl Iterator<Item = &'r Rates>) -> Rates {
        let mut all = Rates::default();
        for part in parts {
            all.found.extend_from_slice(&part.found);
            all.undefined += part.undefined;
        }
        all
    }
}

impl ContractFigures {
    /// From what was counted.
    pub fn of(
        contracted: &Contracted,
        payments: Vec<Figures>,
        chances: &[Chances; SCRAMBLINGS],
        rates: Vec<Rates>,
        settings: &Settings,
    ) -> ContractFigures {
        let (places, plan) = (&contracted.count, &contracted.plan);
        let mut caps = BTreeMap::new();
        let often = |holds: &dyn Fn(&Chances) -> u64| Chance::of(chances, holds, settings.sampling);
        for (place, taker) in places.takers.iter().enumerate() {
            let taken = often(&|part| part.taken.get(place).copied().unwrap_or(0));
            let name = match taker {
                Taker::Cap(place) => plan.caps.get(*place).map(|cap| cap.id.to_string()),
                _ if taken.share <= 0.0 => None,
                Taker::LongStop => Some("long-stop".to_owned()),
                Taker::PayerCap => Some("payer-cap".to_owned()),
                Taker::ReturnCap => Some("return-cap".to_owned()),
            };
            caps.extend(name.map(|name| (name, taken)));
        }
        let rate = |mut rates: Rates| {
            let all = rates.found.len() as u64 + rates.undefined;
            let shares = PERCENTILES.map(|(_, share)| share);
            let found = if settings.quantiles && !rates.found.is_empty() {
                percentiles(&mut rates.found, &shares)
            } else {
                Vec::new()
            };
            RateFigures {
                percentiles: PERCENTILES.iter().map(|(name, _)| *name).zip(found).collect(),
                undefined_share: rates.undefined as f64 / all.max(1) as f64,
            }
        };
        let rates = if settings.rates { rates } else { Vec::new() };
        ContractFigures {
            payments: places.payers.iter().cloned().zip(payments).collect(),
            caps,
            repaid: (!places.investors.is_empty()).then(|| often(&|part| part.repaid)),
            rates: places.investors.iter().cloned().zip(rates.into_iter().map(rate)).collect(),
        }
    }
}
