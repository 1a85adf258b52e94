//! Cases or scenarios side by side: their figures, by column.

use rust_decimal::Decimal;

use super::Computed;
use crate::measure::Measure;
use crate::uncertainty::simulation::{Beside, DRAWN, Estimate, Together, in_decimals};

/// What is compared, and how.
#[derive(Clone, Debug)]
pub struct Comparison<'c> {
    /// The columns, in order.
    pub columns: Vec<Computed<'c>>,
    /// Whose figures: by name, or each case's own headline.
    pub perspectives: Vec<Option<String>>,
    /// The figure by which they are ranked, by its whole name.
    pub figure: String,
    /// The column from which differences are shown.
    pub against: Option<usize>,
    /// Draws of the columns with the same luck, when they are asked for.
    pub draws: Option<&'c Together>,
}

impl Comparison<'_> {
    /// The name of a column's perspective.
    pub fn perspective(&self, column: usize, of: &Option<String>) -> String {
        of.clone().or_else(|| self.columns.get(column).map(|c| c.appraisal.headline.clone())).unwrap_or_default()
    }

    /// The perspective that all columns show, when it is the same one.
    pub fn one_perspective(&self, of: &Option<String>) -> Option<String> {
        let first = self.perspective(0, of);
        (0..self.columns.len()).all(|place| self.perspective(place, of) == first).then_some(first)
    }

    /// A figure in every column; one of the draws where there are any.
    pub fn figures(&self, figure: &str, of: &Option<String>) -> Vec<Option<Measure<Decimal>>> {
        if let Some(name) = DRAWN.iter().find(|name| **name == figure) {
            let figure = |found: Option<Estimate>| found.map(|of| of.value.and_then(in_decimals));
            return self.drawn(name, of).into_iter().map(figure).collect();
        }
        let each = self.columns.iter().enumerate();
        each.map(|(place, column)| column.appraisal.get(figure, &self.perspective(place, of))).collect()
    }

    /// A figure of the draws in every column.
    pub fn drawn(&self, figure: &str, of: &Option<String>) -> Vec<Option<Estimate>> {
        let each = (0..self.columns.len()).map(|place| {
            let run = self.draws?.runs.get(place)?;
            run.perspectives.get(&self.perspective(place, of))?.get(figure)
        });
        each.collect()
    }

    /// The column that the others are set beside, draw by draw: that of differences, else the first.
    pub fn beside(&self) -> usize {
        self.against.unwrap_or(0)
    }

    /// A column beside that one, draw by draw; none of itself, and of another currency.
    pub fn difference(&self, column: usize, of: &Option<String>) -> Option<Beside> {
        let against = self.beside();
        let currency = |place: usize| self.columns.get(place).map(|c| &c.case.currency);
        if column == against || currency(column) != currency(against) {
            return None;
        }
        let (one, other) = (self.perspective(column, of), self.perspective(against, of));
        self.draws?.beside((column, &one), (against, &other))
    }

    /// What a column is called: its scenario where all are of one file, else its case.
    pub fn name(&self, column: usize) -> String {
        let Some(of) = self.columns.get(column) else { return String::new() };
        let file = |of: &Computed<'_>| of.stamp.files.first().map(|(path, _)| path.clone());
        let one_file = self.columns.iter().all(|other| file(other) == file(of));
        match (&of.stamp.scenario, one_file) {
            (Some(scenario), true) => scenario.clone(),
            (None, true) if self.columns.len() > 1 => "base".to_owned(),
            (Some(scenario), false) => format!("{}@{scenario}", of.case.id),
            (None, _) => of.case.names.short.clone().unwrap_or_else(|| of.case.id.clone()),
        }
    }
}
