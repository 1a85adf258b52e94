//! What changes for people: with the service, without it, because of it.

use rust_decimal::Decimal;

use super::register::ASSUMED;
use super::words::{Form, Words, title};
use super::{Body, Cell, Column, Computed, Counts, Overflow, PageOptions, Phrase, Row, Scale, Section, Table};
use crate::appraisal::OutcomeFigures;
use crate::case::{Assumption, Id, Outcome};
use crate::measure::{Measure, Undefined};

/// The section of the outcomes; none in a case without.
pub(super) fn outcomes(of: &Computed<'_>, lead: &str, options: &PageOptions) -> Option<Section> {
    let words = Words(options.language);
    let head = |key: &str| Column::figures(Cell::words(words.page(&format!("outcomes.{key}"))));
    let columns = ["with", "without", "because", "person_years", "cost_each"].map(head).to_vec();
    let mut table = Table::new(columns, Overflow::Blocks);
    table.scale = options.unit.unwrap_or(Scale::One);
    for (id, figures) in &of.appraisal.outcomes {
        if let Some(outcome) = of.case.outcomes.get(id) {
            table.row(row(of, words, outcome, figures));
        }
    }
    if table.rows.is_empty() {
        return None;
    }
    if lead != of.appraisal.headline {
        let who = Cell::words(words.perspective(of.case, &of.appraisal.headline, Form::Title));
        table.notes.push(words.sentence("outcomes.cost_of", &[("who", who)]));
    }
    if of.case.outcomes.values().any(|outcome| is_assumed(of, outcome)) {
        table.notes.push(words.sentence("outcomes.assumed", &[]));
    }
    table.notes.extend(no_budget(of, words));
    Some(Section { heading: words.page("outcomes.heading"), beside: Vec::new(), body: Body::Table(table) })
}

/// Whether the effect rests on an assumption.
fn is_assumed(of: &Computed<'_>, outcome: &Outcome) -> bool {
    const RATES: [&str; 4] = ["expected_rate", "baseline_rate", "added_rate", "counterfactual_share"];
    // The rows of the register lie in order of path.
    let table = format!("outcome.{}.", outcome.id);
    let first = of.case.assumptions.partition_point(|row| row.path < table);
    let own = of.case.assumptions[first..].iter().take_while(|row| row.path.starts_with(&table));
    own.filter(|row| RATES.contains(&&row.path[table.len()..])).any(Assumption::is_assumed)
}

fn row(of: &Computed<'_>, words: Words, outcome: &Outcome, figures: &OutcomeFigures<Decimal>) -> Row {
    let cell = |measure: Measure<Decimal>, counts: Counts| match measure {
        Ok(value) if value.is_zero() => Cell::Nothing,
        Ok(value) => counts.cell(value),
        Err(why) => words.undefined(why),
    };
    let too_large = Cell::Undefined(words.line("undefined.out_of_range"));
    let counted = Cell::Count(figures.counted);
    let net = Cell::Outcomes(figures.net_outcomes);
    let because = if outcome.is_in_persons() {
        words.sentence("outcomes.of", &[("net", net), ("counted", counted)]).into()
    } else {
        net
    };
    let without = of.model.outcomes.get(&outcome.id).and_then(|steps| steps.without).map(|w| of.ledger.single(w));
    let person_years = figures.person_years.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(*p));
    let cells = vec![
        cell(figures.gross_outcomes, Counts::Outcomes),
        cell(without.ok_or(Undefined::BaselineUnknown), Counts::Outcomes),
        because,
        person_years.map_or(too_large, |sum| cell(Ok(sum), Counts::PersonYears)),
        cell(figures.cost_per_net_outcome, Counts::MoneyAnOutcome),
    ];
    let name = title(&outcome.names, outcome.id.as_str());
    let label = if outcome.is_in_persons() { name.to_owned() } else { format!("{name} ({})", outcome.unit) };
    Row::new(if is_assumed(of, outcome) { format!("{label} {ASSUMED}") } else { label }, cells)
}

/// Says of outcomes without a consequence that no budget knows them.
fn no_budget(of: &Computed<'_>, words: Words) -> Option<Phrase> {
    let has_consequence = |id: &Id| of.case.consequences.values().any(|c| c.outcomes.contains(id));
    let soft: Vec<&str> =
        of.case.outcomes.values().filter(|o| !has_consequence(&o.id)).map(|o| title(&o.names, o.id.as_str())).collect();
    match soft[..] {
        [] => None,
        [one] => Some(words.sentence("outcomes.no_budget", &[("outcome", Cell::words(one))])),
        _ => Some(words.sentence("outcomes.no_budgets", &[("outcomes", Cell::words(soft.join(", ")))])),
    }
}
