//! A figure by its name: what scripts, demands and searches ask for.

use super::{Appraisal, Figures};
use crate::measure::Measure;
use crate::number::Number;

/// The short names of figures, and what they stand for.
pub const SHORT: &[(&str, &str)] = &[
    ("npv", "net_present_value"),
    ("irr", "internal_rate_of_return"),
    ("bcr", "benefit_cost_ratio"),
    ("mirr", "modified_internal_rate_of_return"),
];

/// The single figures of a perspective, in the order of the JSON.
pub const FIGURES: &[&str] = &[
    "net_result",
    "net_present_value",
    "present_value_of_costs",
    "present_value_of_benefits",
    "present_value_of_payments",
    "benefit_cost_ratio",
    "internal_rate_of_return",
    "modified_internal_rate_of_return",
    "payback",
    "discounted_payback",
    "deepest_outlay",
    "equivalent_annual_value",
    "cost_per_starter",
    "money_multiple",
    "marginal_value_of_public_funds",
];

/// The figures of an outcome, in the order of the JSON.
pub const OF_OUTCOMES: &[&str] = &["counted", "net_outcomes", "gross_outcomes", "cost_per_net_outcome"];

/// The whole name of a figure that may be short.
///
/// ```
/// assert_eq!(afkast::appraisal::full_name("npv"), "net_present_value");
/// ```
pub fn full_name(figure: &str) -> &str {
    SHORT.iter().find(|(short, _)| *short == figure).map_or(figure, |(_, full)| full)
}

impl<N: Number> Figures<N> {
    /// A single figure by its name.
    pub fn get(&self, name: &str) -> Option<Measure<N>> {
        Some(match name {
            "net_result" => Ok(self.net_result),
            "net_present_value" => Ok(self.net_present_value),
            "present_value_of_costs" => Ok(self.present_value_of_costs),
            "present_value_of_benefits" => Ok(self.present_value_of_benefits),
            "present_value_of_payments" => Ok(self.present_value_of_payments),
            "benefit_cost_ratio" => self.benefit_cost_ratio.figure,
            "internal_rate_of_return" => self.internal_rate_of_return.figure(),
            "modified_internal_rate_of_return" => self.modified_internal_rate_of_return,
            "payback" => self.payback.figure,
            "discounted_payback" => self.discounted_payback.figure,
            "deepest_outlay" => self.deepest_outlay.map(|(amount, _)| amount),
            "equivalent_annual_value" => self.equivalent_annual_value,
            "cost_per_starter" => self.cost_per_starter,
            "money_multiple" => self.money_multiple,
            _ => return None,
        })
    }
}

impl<N: Number> Appraisal<N> {
    /// A single figure by its name, whole or short: `npv`, `economic.npv`, `outcomes.job.net_outcomes`. `None` when there
    /// is no such figure.
    pub fn get(&self, figure: &str, perspective: &str) -> Option<Measure<N>> {
        if let Some((id, name)) = figure.strip_prefix("outcomes.").and_then(|rest| rest.rsplit_once('.')) {
            let (_, outcome) = self.outcomes.iter().find(|(o, _)| o.as_str() == id)?;
            return Some(match name {
                "counted" => Ok(outcome.counted),
                "net_outcomes" => Ok(outcome.net_outcomes),
                "gross_outcomes" => outcome.gross_outcomes,
                "cost_per_net_outcome" => outcome.cost_per_net_outcome,
                _ => return None,
            });
        }
        let of = self.perspectives.get(perspective)?;
        match figure.strip_prefix("economic.") {
            Some(name) => of.economic.as_ref()?.get(full_name(name)),
            None if figure == "marginal_value_of_public_funds" => of.marginal_value_of_public_funds,
            None => of.budget.get(full_name(figure)),
        }
    }

    /// Every name that [`Appraisal::get`] knows in this case, for suggestions.
    pub fn names(&self, perspective: &str) -> Vec<String> {
        let plain = FIGURES.iter().map(|f| (*f).to_owned()).chain(SHORT.iter().map(|(s, _)| (*s).to_owned()));
        let outcomes =
            self.outcomes.keys().flat_map(|id| OF_OUTCOMES.iter().map(move |f| format!("outcomes.{id}.{f}")));
        let economic = FIGURES.iter().map(|f| format!("economic.{f}"));
        plain.chain(outcomes).chain(economic).filter(|name| self.get(name, perspective).is_some()).collect()
    }
}
