//! `afkast.ledger`

use rust_decimal::Decimal;

use super::{Head, Json, Object};
use crate::ledger::Ledger;
use crate::model::{FlowLine, Model};

/// Every line, in order of the bytes of its id.
pub fn ledger<'l>(
    head: Head<'_>,
    model: &Model,
    ledger: &Ledger<Decimal>,
    lines: impl Iterator<Item = &'l FlowLine>,
) -> Json {
    let lines = lines.map(|line| {
        let amounts = ledger.by_period(model, line.amounts);
        let total = amounts.iter().try_fold(Decimal::ZERO, |sum, a| sum.checked_add(*a));
        Object::default()
            .with("id", Json::text(&line.id))
            .with("kind", Json::text(line.kind))
            .with("title", Json::text_or_null(line.title.as_deref()))
            .with("from", Json::text(line.from.as_str()))
            .with("to", Json::text(line.to.as_str()))
            .with("area", Json::text_or_null(line.area.as_deref()))
            .with("cash", Json::Truth(line.cash))
            .with("amounts", Json::numbers(&amounts))
            .with("total", total.map_or(Json::Null, Json::Number))
            .done()
    });
    head.begin("afkast.ledger").with("lines", Json::List(lines.collect())).done()
}
