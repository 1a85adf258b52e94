//! Results as CSV: tidy tables for machines, wide ones for people; decimals exact, never rounded for the eye.

mod deciding;
mod schedule;
mod simulation;
mod table;

use rust_decimal::Decimal;

use crate::appraisal::{FIGURES, OF_OUTCOMES, PerspectiveFigures};
use crate::calendar::Calendar;
use crate::case::Outcome;
use crate::measure::Measure;
use crate::report::{Comparison, Computed, Counts, WhichLines, Whose};
pub use deciding::{difference, frontier, grid, switching, tornado};
pub use schedule::schedules;
use simulation::Rows;
pub use simulation::simulations;
use table::{Field, Table};

/// How a table is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Layout {
    /// One figure a row.
    #[default]
    Tidy,
    /// A column for each figure or period.
    Wide,
}

/// How a table is written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Manner {
    /// Tidy or wide.
    pub layout: Layout,
    /// As a Danish Excel reads it: semicolons, decimal commas, a byte order mark.
    pub excel_da: bool,
}

/// Figures of perspectives and outcomes: `case,scenario,perspective,figure,value,undefined,unit`.
pub fn figures(cases: &[Computed<'_>], whose: &Whose, manner: Manner) -> Vec<u8> {
    let mut table = Table::new(&["case", "scenario", "perspective"], &["figure"], &["value", "undefined", "unit"]);
    add_figures(&mut table, cases, whose);
    table.write(manner)
}

/// The same of cases side by side, with their draws when there are any: then `std_error` stands before `undefined`, and
/// `difference.mean` and `difference.probability_better` are those of a case less the one it is set beside.
pub fn comparison(of: &Comparison<'_>, manner: Manner) -> Vec<u8> {
    let names: Vec<String> = of.perspectives.iter().flatten().cloned().collect();
    let whose = if names.is_empty() { Whose::Headline } else { Whose::Named(names) };
    let Some(draws) = of.draws else { return figures(&of.columns, &whose, manner) };
    let says = ["value", "std_error", "undefined", "unit"];
    let mut table = Table::new(&["case", "scenario", "perspective"], &["figure"], &says);
    add_figures(&mut table, &of.columns, &whose);
    for perspective in &of.perspectives {
        for (place, (column, run)) in of.columns.iter().zip(&draws.runs).enumerate() {
            let mut rows = Rows { of: column, table: &mut table };
            let id = of.perspective(place, perspective);
            if let Some(figures) = run.perspectives.get(&id) {
                rows.figures(&id, "", figures);
            }
            if let Some(beside) = of.difference(place, perspective) {
                rows.add(&id, "difference.mean", beside.difference.mean, &column.case.currency);
                rows.add(&id, "difference.probability_better", beside.better, "1");
            }
        }
    }
    table.write(manner)
}

fn add_figures(table: &mut Table, cases: &[Computed<'_>], whose: &Whose) {
    for of in cases {
        let currency = &of.case.currency;
        for (id, perspective) in shown(of, whose) {
            let mut add = |name: String, figure: &str, measure: Measure<Decimal>| {
                let unit = unit(Counts::of(figure), currency, None);
                table.add(of, id, vec![Field::Text(name)], value(measure), unit);
            };
            for figure in FIGURES {
                if let Some(measure) = in_budget(figure, perspective) {
                    add((*figure).to_owned(), figure, measure);
                }
            }
            for figure in FIGURES {
                if let Some(measure) = perspective.economic.as_ref().and_then(|e| e.get(figure)) {
                    add(format!("economic.{figure}"), figure, measure);
                }
            }
        }
        for (id, outcome) in &of.appraisal.outcomes {
            for figure in OF_OUTCOMES {
                let name = format!("outcomes.{id}.{figure}");
                let Some(measure) = of.appraisal.get(&name, "") else { continue };
                let unit = unit(Counts::of(figure), currency, of.case.outcomes.get(id));
                table.add(of, "", vec![Field::Text(name)], value(measure), unit);
            }
            let sum = outcome.person_years.iter().try_fold(Decimal::ZERO, |sum, p| sum.checked_add(*p));
            let name = vec![Field::Text(format!("outcomes.{id}.person_years"))];
            table.add(of, "", name, (sum.map_or(Field::Missing, Field::Number), Field::Missing), "person-years".into());
        }
    }
}

/// Figures by period: `case,scenario,perspective,figure,period_start,period_end,value,unit`.
pub fn by_time(cases: &[Computed<'_>], whose: &Whose, manner: Manner) -> Vec<u8> {
    let mut table =
        Table::new(&["case", "scenario", "perspective", "figure"], &["period_start", "period_end"], &["value", "unit"]);
    for of in cases {
        let mut add = |id: &str, name: &str, values: &[Decimal], unit: &str| {
            for (period, value) in periods(&of.model.calendar).into_iter().zip(values) {
                let keys = [vec![Field::text(name)], period].concat();
                table.add(of, id, keys, (Field::Number(*value), Field::Missing), unit.to_owned());
            }
        };
        let currency = &of.case.currency;
        for (id, perspective) in shown(of, whose) {
            let economic = perspective.economic.iter().map(|e| ("economic.", e));
            for (prefix, figures) in std::iter::once(("", &perspective.budget)).chain(economic) {
                add(id, &format!("{prefix}net_flow"), &figures.net_flow, currency);
                add(id, &format!("{prefix}present_value"), &figures.present_value, currency);
            }
        }
        for (id, outcome) in &of.appraisal.outcomes {
            add("", &format!("outcomes.{id}.person_years"), &outcome.person_years, "person-years");
        }
    }
    table.write(manner)
}

/// The lines of ledgers: `case,scenario,line,kind,title,from,to,area,cash,period_start,period_end,value,unit`.
pub fn ledger(cases: &[Computed<'_>], which: &WhichLines, present_value: bool, manner: Manner) -> Vec<u8> {
    let keys = ["case", "scenario", "line", "kind", "title", "from", "to", "area", "cash"];
    let mut table = Table::new(&keys, &["period_start", "period_end"], &["value", "unit"]);
    for of in cases {
        for line in of.model.lines.iter().filter(|l| which.holds(l)) {
            let optional = |text: &Option<String>| text.as_ref().map_or(Field::Missing, Field::text);
            let of_line = vec![
                Field::text(line.kind),
                optional(&line.title),
                Field::text(line.from.as_str()),
                Field::text(line.to.as_str()),
                optional(&line.area),
                Field::text(line.cash.to_string()),
            ];
            let step = if present_value { line.present_value } else { line.amounts };
            for (place, period) in periods(&of.model.calendar).into_iter().enumerate() {
                let amount = Field::Number(of.ledger.at(of.model, step, place));
                let fields = [of_line.clone(), period].concat();
                table.add(of, &line.id, fields, (amount, Field::Missing), of.case.currency.clone());
            }
        }
    }
    table.write(manner)
}

/// The perspectives asked for: all of the case's, or those named.
fn shown<'c>(
    of: &Computed<'c>,
    whose: &'c Whose,
) -> impl Iterator<Item = (&'c str, &'c PerspectiveFigures<Decimal>)> + use<'c> {
    of.appraisal.perspectives.iter().map(|(id, figures)| (id.as_str(), figures)).filter(move |(id, _)| match whose {
        Whose::Named(names) => names.iter().any(|n| n == id),
        Whose::Headline | Whose::All => true,
    })
}

fn in_budget(figure: &str, perspective: &PerspectiveFigures<Decimal>) -> Option<Measure<Decimal>> {
    match figure {
        "marginal_value_of_public_funds" => perspective.marginal_value_of_public_funds,
        figure => perspective.budget.get(figure),
    }
}

fn value(measure: Measure<Decimal>) -> (Field, Field) {
    match measure {
        Ok(value) => (Field::Number(value), Field::Missing),
        Err(why) => (Field::Missing, Field::text(why.to_string())),
    }
}

/// The unit of a figure, for machines.
fn unit(counts: Counts, currency: &str, outcome: Option<&Outcome>) -> String {
    let of_outcome = outcome.map_or("outcomes", |o| o.unit.as_str());
    match counts {
        Counts::Money => currency.to_owned(),
        Counts::MoneyAYear => format!("{currency}/year"),
        Counts::MoneyAPerson => format!("{currency}/person"),
        Counts::MoneyAnOutcome => format!("{currency}/outcome"),
        Counts::Ratio => "1".to_owned(),
        Counts::Rate => "1/year".to_owned(),
        Counts::Years => "years".to_owned(),
        Counts::People => "persons".to_owned(),
        Counts::Outcomes => of_outcome.to_owned(),
        Counts::PersonYears => "person-years".to_owned(),
    }
}

/// First and last month of every period.
fn periods(calendar: &Calendar) -> Vec<Vec<Field>> {
    let month = |months: i32| Field::text(calendar.month(months).to_string());
    calendar.periods().iter().map(|p| vec![month(p.start), month(p.end - 1)]).collect()
}
