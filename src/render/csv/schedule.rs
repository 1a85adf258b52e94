//! Payments as CSV, ready for an accounts system.

use super::Manner;
use super::table::{Field, Table};
use crate::appraisal::Schedule;
use crate::report::Computed;

/// One payment and payer a row:
/// `case,scenario,term,metric,cohort,kind,measured,earned,verified,paid,recipient,area,payer,value,unit`.
///
/// What belongs to a line and not to a payer (units, what caps took) stands in the JSON only: here it would be counted
/// once for each payer.
pub fn schedules(cases: &[(Computed<'_>, &Schedule)], manner: Manner) -> Vec<u8> {
    let keys = [
        "case",
        "scenario",
        "term",
        "metric",
        "cohort",
        "kind",
        "measured",
        "earned",
        "verified",
        "paid",
        "recipient",
        "area",
    ];
    let mut table = Table::new(&keys, &["payer"], &["value", "unit"]);
    for (of, schedule) in cases {
        let plan = &schedule.plan;
        let Some(contract) = &of.case.contract else { continue };
        for payment in &schedule.record.payments {
            let Some((term, pays)) = plan.terms.get(payment.term).and_then(|t| Some((t, t.pays.as_ref()?))) else {
                continue;
            };
            let written = contract.terms.get(&term.id);
            let area = written.and_then(|t| t.pays()?.area.clone());
            let line = payment.line.and_then(|place| plan.lines.get(place));
            let correction = payment.correction.and_then(|c| plan.corrections.get(c));
            let measured = line.map(|l| &l.measured).or(correction.map(|c| &c.measured));
            let optional = |text: Option<String>| text.map_or(Field::Missing, Field::Text);
            let of_line = [
                optional(written.and_then(|t| t.metric.as_ref()).map(ToString::to_string)),
                optional(line.and_then(|l| l.cohort.as_ref()).map(ToString::to_string)),
                Field::text(payment.kind.word()),
                optional(measured.map(ToString::to_string)),
                Field::text(payment.earned.to_string()),
                Field::text(payment.verified.to_string()),
                Field::text(payment.paid.to_string()),
                Field::text(pays.recipient.as_ref().map_or("investors", |party| party.as_str())),
                optional(area),
            ];
            let payers = plan.splits.get(pays.split).map_or(&[][..], |s| &s.payers);
            for ((party, _), units) in payers.iter().zip(&payment.by_payer) {
                let amount = units.checked_mul(plan.minor_unit).map_or(Field::Missing, Field::Number);
                let fields = [&of_line[..], &[Field::text(party.as_str())]].concat();
                table.add(of, term.id.as_str(), fields, (amount, Field::Missing), of.case.currency.clone());
            }
        }
    }
    table.write(manner)
}
