//! A table of fields while it is collected, and as bytes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Layout, Manner};
use crate::render::json::exact;
use crate::report::Computed;

/// A field of a table.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// Nothing.
    Missing,
}

impl Field {
    /// A text.
    pub fn text(text: impl Into<String>) -> Field {
        Field::Text(text.into())
    }
}

/// Rows while they are collected: what they are about, what they could be columns by, and what they say.
pub struct Table {
    keys: Vec<&'static str>,
    across: Vec<&'static str>,
    says: Vec<&'static str>,
    rows: Vec<Vec<Field>>,
}

impl Table {
    /// A table without rows.
    pub fn new(keys: &[&'static str], across: &[&'static str], says: &[&'static str]) -> Table {
        Table { keys: keys.to_vec(), across: across.to_vec(), says: says.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: case and scenario, whose, further keys, value and reason, unit.
    pub fn add(&mut self, of: &Computed<'_>, id: &str, fields: Vec<Field>, value: (Field, Field), unit: String) {
        let scenario = of.stamp.scenario.as_ref().map_or(Field::Missing, Field::text);
        let mut row = vec![Field::text(&of.case.id), scenario, Field::text(id)];
        row.extend(fields);
        row.push(value.0);
        if self.says.contains(&"std_error") {
            row.push(Field::Missing);
        }
        if self.says.contains(&"undefined") {
            row.push(value.1);
        }
        row.push(Field::Text(unit));
        self.rows.push(row);
    }

    /// Adds a row as it is.
    pub fn row(&mut self, fields: Vec<Field>) {
        self.rows.push(fields);
    }

    /// The bytes of the table.
    pub fn write(self, manner: Manner) -> Vec<u8> {
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

/// A table as bytes.
pub(super) fn write(head: &[String], rows: &[Vec<Field>], excel_da: bool) -> Vec<u8> {
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
