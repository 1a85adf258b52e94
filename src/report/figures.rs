//! What the figures of an appraisal count, and where their words stand.

use crate::uncertainty::simulation::DRAWN;
use rust_decimal::Decimal;

use super::Cell;

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counts {
    /// Money of the price year.
    Money,
    /// The same every year.
    MoneyAYear,
    /// For each person.
    MoneyAPerson,
    /// For each outcome.
    MoneyAnOutcome,
    /// A pure number.
    Ratio,
    /// A rate a year.
    Rate,
    /// Years after the start.
    Years,
    /// People.
    People,
    /// Outcomes, in their own unit.
    Outcomes,
    /// Outcomes in effect for a year.
    PersonYears,
}

impl Counts {
    /// What a figure of a perspective or an outcome counts, by its name in JSON.
    pub fn of(figure: &str) -> Counts {
        match figure {
            "equivalent_annual_value" => Counts::MoneyAYear,
            "cost_per_starter" => Counts::MoneyAPerson,
            "cost_per_net_outcome" => Counts::MoneyAnOutcome,
            "benefit_cost_ratio" | "money_multiple" | "marginal_value_of_public_funds" => Counts::Ratio,
            "internal_rate_of_return" | "modified_internal_rate_of_return" | "probability_of_gain" => Counts::Rate,
            "payback" | "discounted_payback" => Counts::Years,
            "counted" => Counts::People,
            "net_outcomes" | "gross_outcomes" => Counts::Outcomes,
            "person_years" => Counts::PersonYears,
            _ => Counts::Money,
        }
    }

    /// A figure that counts this, in its cell.
    pub fn cell(self, value: Decimal) -> Cell {
        match self {
            Counts::Money | Counts::MoneyAYear | Counts::MoneyAPerson | Counts::MoneyAnOutcome => Cell::Money(value),
            Counts::Ratio => Cell::Ratio(value),
            Counts::Rate => Cell::Rate(value),
            Counts::Years => Cell::Years(value),
            Counts::People => Cell::Count(value),
            Counts::Outcomes | Counts::PersonYears => Cell::Outcomes(value),
        }
    }
}

/// Figures that are no line of the model, whose words stand under `figure` in `text/`.
pub(super) const NO_LINE: &[&str] = &[
    "benefit_cost_ratio",
    "internal_rate_of_return",
    "modified_internal_rate_of_return",
    "payback",
    "discounted_payback",
    "deepest_outlay",
    "equivalent_annual_value",
    "cost_per_starter",
    "cost_per_net_outcome",
    "money_multiple",
    "marginal_value_of_public_funds",
];

/// Where the words of a figure stand in `text/`: with the lines of the model when it is one of them.
///
/// ```
/// use afkast::report::text_key;
/// assert_eq!(text_key("payback"), "figure.payback");
/// assert_eq!(text_key("net_present_value"), "line.net_present_value");
/// ```
pub fn text_key(figure: &str) -> String {
    let group = if NO_LINE.contains(&figure) || DRAWN.contains(&figure) { "figure" } else { "line" };
    format!("{group}.{figure}")
}
