//! Results as CSV: tidy tables for machines, wide ones for people; decimals exact, never rounded for the eye.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::json::exact;
use crate::appraisal::{FIGURES, OF_OUTCOMES, PerspectiveFigures};
use crate::calendar::Calendar;
use crate::case::Outcome;
use crate::measure::Measure;
use crate::report::{Computed, Counts, WhichLines, Whose};

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

/// A field of a table.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Field {
    Text(String),
    Number(Decimal),
    Missing,
}

impl Field {
    fn text(text: impl Into<String>) -> Field {
        Field::Text(text.into())
    }
}

/// Figures of perspectives and outcomes: `case,scenario,perspective,figure,value,undefined,unit`.
pub fn figures(cases: &[Computed<'_>], whose: &Whose, manner: Manner) -> Vec<u8> {
    let mut table = Table::new(&["case", "scenario", "perspective"], &["figure"], &["value", "undefined", "unit"]);
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
    table.write(manner)
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

/// Rows while they are collected: what they are about, what they could be columns by, and what they say.
struct Table {
    keys: Vec<&'static str>,
    across: Vec<&'static str>,
    says: Vec<&'static str>,
    rows: Vec<Vec<Field>>,
}

impl Table {
    fn new(keys: &[&'static str], across: &[&'static str], says: &[&'static str]) -> Table {
        Table { keys: keys.to_vec(), across: across.to_vec(), says: says.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: case and scenario, whose, further keys, value and reason, unit.
    fn add(&mut self, of: &Computed<'_>, id: &str, fields: Vec<Field>, value: (Field, Field), unit: String) {
        let mut row = vec![Field::text(&of.case.id), Field::Missing, Field::text(id)];
        row.extend(fields);
        row.push(value.0);
        if self.says.contains(&"undefined") {
            row.push(value.1);
        }
        row.push(Field::Text(unit));
        self.rows.push(row);
    }

    fn write(self, manner: Manner) -> Vec<u8> {
        let (head, rows) = match manner.layout {
            Layout::Tidy => {
                let head = self.keys.iter().chain(&self.across).chain(&self.says).map(|h| (*h).to_owned()).collect();
                (head, self.rows)
            }
            Layout::Wide => self.wide(),
        };
        write(&head, &rows, manner.excel_da)
    }

    /// One row for each set of keys, one column for each figure or period; a figure without a value says why.
    fn wide(self) -> (Vec<String>, Vec<Vec<Field>>) {
        let (keys, across) = (self.keys.len(), self.across.len());
        let by_time = self.across.contains(&"period_start");
        let mut columns: Vec<&[Field]> = Vec::new();
        let mut seen: BTreeSet<&[Field]> = BTreeSet::new();
        for row in &self.rows {
            let column = &row[keys..keys + across];
            if seen.insert(column) {
                columns.push(column);
            }
        }
        if by_time {
            columns.sort();
        }
        let mut rows: Vec<Vec<Field>> = Vec::new();
        for row in &self.rows {
            let Some(column) = columns.iter().position(|c| **c == row[keys..keys + across]) else { continue };
            // Two cases of one id keep rows of their own.
            let taken = |last: &Vec<Field>| last[..keys] != row[..keys] || last[keys + column] != Field::Missing;
            if rows.last().is_none_or(taken) {
                rows.push([&row[..keys], &vec![Field::Missing; columns.len()]].concat());
            }
            let value = &row[keys + across];
            let why = row.get(keys + across + 1).filter(|_| *value == Field::Missing).unwrap_or(value);
            if let Some(last) = rows.last_mut() {
                last[keys + column] = why.clone();
            }
        }
        let name = |column: &&[Field]| {
            let parts: Vec<String> = column.iter().map(|f| text(f, false)).collect();
            parts.join("..")
        };
        let head = self.keys.iter().map(|k| (*k).to_owned()).chain(columns.iter().map(name)).collect();
        (head, rows)
    }
}

fn text(field: &Field, excel_da: bool) -> String {
    match field {
        Field::Missing => String::new(),
        Field::Number(number) if excel_da => exact(*number).replace('.', ","),
        Field::Number(number) => exact(*number),
        // A spreadsheet would take such a text for a formula.
        Field::Text(text) if excel_da && text.starts_with(['=', '+', '-', '@', '\t']) => format!("'{text}"),
        Field::Text(text) => text.clone(),
    }
}

fn write(head: &[String], rows: &[Vec<Field>], excel_da: bool) -> Vec<u8> {
    let bytes = if excel_da { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let delimiter = if excel_da { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(bytes);
    let written = writer.write_record(head).and_then(|()| {
        rows.iter().try_for_each(|row| writer.write_record(row.iter().map(|field| text(field, excel_da))))
    });
    // Writing to memory fails only when rows differ in length, and then there is no table.
    match written {
        Ok(()) => writer.into_inner().unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}
