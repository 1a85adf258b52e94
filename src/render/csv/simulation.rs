//! Draws as a table: `case,scenario,perspective,figure,value,std_error,undefined,unit`.

use super::Manner;
use super::table::{Field, Table};
use crate::report::{Computed, Simulated};
use crate::uncertainty::simulation::{ContractFigures, Estimate, Figures, in_decimals};

/// What the draws of cases come to.
pub fn simulations(cases: &[Simulated<'_>], manner: Manner) -> Vec<u8> {
    let says = ["value", "std_error", "undefined", "unit"];
    let mut table = Table::new(&["case", "scenario", "perspective"], &["figure"], &says);
    for of in cases {
        let mut rows = Rows { of: &of.of, table: &mut table };
        for (id, figures) in &of.run.perspectives {
            rows.figures(id, "", figures);
        }
        if let Some(contract) = &of.run.contract {
            rows.contract(contract);
        }
        for driver in of.drivers.unwrap_or_default() {
            let mut add = |name: &str, value: Option<f64>, unit: &str| {
                if let Some(value) = value {
                    rows.plain("", &format!("drivers.{}.{name}", driver.path), value, unit);
                }
            };
            add("rank_correlation", Some(driver.rank_correlation), "1");
            add("first_order", driver.first_order, "1");
            add("total", driver.total, "1");
            add("value_of_information", Some(driver.value_of_information), &of.of.case.currency);
            add("share_cut", Some(driver.share_cut), "1");
        }
    }
    table.write(manner)
}

/// The rows of one case's draws.
pub(super) struct Rows<'r, 'c> {
    pub of: &'r Computed<'c>,
    pub table: &'r mut Table,
}

impl Rows<'_, '_> {
    /// A figure with its standard error.
    pub fn add(&mut self, id: &str, figure: &str, estimate: Estimate, unit: &str) {
        let number = |value: f64| in_decimals(value).map_or(Field::Missing, Field::Number);
        let (value, why) = match estimate.value.and_then(in_decimals) {
            Ok(value) => (Field::Number(value), Field::Missing),
            Err(why) => (Field::Missing, Field::text(why.to_string())),
        };
        let of = self.of;
        self.table.row(vec![
            Field::text(&of.case.id),
            of.stamp.scenario.as_ref().map_or(Field::Missing, Field::text),
            Field::text(id),
            Field::text(figure),
            value,
            estimate.std_error.map_or(Field::Missing, number),
            why,
            Field::text(unit),
        ]);
    }

    fn plain(&mut self, id: &str, figure: &str, value: f64, unit: &str) {
        self.add(id, figure, Estimate { value: Ok(value), std_error: None }, unit);
    }

    /// Every figure of a perspective or a payer.
    pub fn figures(&mut self, id: &str, prefix: &str, of: &Figures) {
        let currency = self.of.case.currency.clone();
        let named = |name: &str| format!("{prefix}{name}");
        self.plain(id, &named("base"), of.base, &currency);
        self.add(id, &named("mean"), of.mean, &currency);
        self.add(id, &named("standard_deviation"), of.standard_deviation, &currency);
        for (name, estimate) in &of.percentiles {
            self.add(id, &named(name), *estimate, &currency);
        }
        self.add(id, &named("probability_of_gain"), of.probability_of_gain, "1");
        self.add(id, &named("expected_loss_given_loss"), of.expected_loss_given_loss, &currency);
        self.add(id, &named("value_of_perfect_information"), of.value_of_perfect_information, &currency);
    }

    fn contract(&mut self, of: &ContractFigures) {
        for (payer, figures) in &of.payments {
            self.figures("", &format!("contract.payments.{payer}."), figures);
        }
        for (id, chance) in &of.caps {
            self.add("", &format!("contract.caps.{id}"), chance.estimate(), "1");
        }
        if let Some(chance) = of.repaid {
            self.add("", "contract.repaid", chance.estimate(), "1");
        }
        for (investor, rates) in &of.rates {
            let path = format!("contract.internal_rate_of_return.{investor}");
            for (name, value) in &rates.percentiles {
                self.plain("", &format!("{path}.{name}"), *value, "1/year");
            }
            self.plain("", &format!("{path}.undefined_share"), rates.undefined_share, "1");
        }
    }
}
