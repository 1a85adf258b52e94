//! What if less (or more) comes of it than expected: a run of the same contract with other expectations.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Condition, Contract, Earns, Measured, Source};
use crate::case::{Id, Input};
use crate::document::Why;

impl Contract {
    /// The contract when every expected value of a metric is multiplied; what has been measured (`actual`) stays.
    pub fn expect(&mut self, metric: &Id, times: Decimal) {
        self.each_measured(|measured| {
            if measured.metric == *metric && !matches!(measured.source, Source::Actual(_)) {
                measured.times = measured.times.checked_mul(times).unwrap_or(measured.times);
            }
        });
    }

    /// The contract when everything comes to so much of what is expected: `forecast_share`, and every metric of the
    /// model.
    pub fn expect_all(&mut self, times: Decimal) {
        let share = Input::clone(&self.forecast_share);
        let value = share.value.checked_mul(times).unwrap_or(share.value);
        self.forecast_share = Arc::new(Input { value, why: Why::Set, ..share });
        self.each_measured(|measured| {
            if matches!(measured.source, Source::Model(_) | Source::Saving(_)) {
                measured.times = measured.times.checked_mul(times).unwrap_or(measured.times);
            }
        });
    }

    fn each_measured(&mut self, mut change: impl FnMut(&mut Measured)) {
        for line in self.terms.values_mut().flat_map(|t| &mut t.lines) {
            match &mut line.earns {
                Earns::Units { value, .. } | Earns::Value(value) => change(value),
                Earns::Sum(_) | Earns::Chosen(_) => {}
            }
            for condition in &mut line.requires {
                if let Condition::Value { value, .. } = condition {
                    change(value);
                }
            }
        }
    }
}
