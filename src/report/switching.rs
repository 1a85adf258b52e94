//! The page of `break-even`: where each value has to be for a figure to meet its target, the nearest first.

use rust_decimal::Decimal;

use super::drawn::{self, draws, plus_minus_share, rounded_to};
use super::foot::{foot, stamp};
use super::moved::{change, distance, figure, is_gain, marked, name, per_cent, significant, value};
use super::words::{Words, case_title};
use super::{Body, Cell, Column, Computed, Emphasis, Overflow, PageOptions, Phrase, Report, Row, Section, Table};
use crate::uncertainty::{Crossing, Holds, Odds, Side, Subject, Switching};

/// The figure, what it has to come to, and what was found.
#[derive(Clone, Copy, Debug)]
pub struct Switched<'s> {
    /// The figure.
    pub subject: &'s Subject<'s>,
    /// What it has to come to.
    pub target: Decimal,
    /// In which share of the draws, when it does not have to in the case itself.
    pub odds: Option<&'s Odds>,
    /// What was found, in the order of the page.
    pub found: &'s [Switching],
}

/// The page of break-evens.
pub fn switching(of: &Computed<'_>, switched: &Switched<'_>, options: &PageOptions) -> Report {
    let page = Page { of, switched, words: Words(options.language) };
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    report.subtitle = vec![page.asked()];
    if let Some(odds) = switched.odds {
        report.subtitle.extend(draws(&odds.settings, odds.drawn, page.words));
    }
    report.sentences = page.sentences();
    if !switched.found.is_empty() {
        report.sections.push(page.section());
    }
    report.foot = foot(of, options);
    report.stamp = stamp(of, options);
    report
}

struct Page<'p> {
    of: &'p Computed<'p>,
    switched: &'p Switched<'p>,
    words: Words,
}

impl Page<'_> {
    /// What is nearest, and what the figure is in the case.
    fn sentences(&self) -> Vec<Phrase> {
        let words = self.words;
        let sought = &self.switched.subject.sought;
        let base = match self.switched.subject.base() {
            _ if self.switched.odds.is_some() => self.chance(),
            Ok(value) => words.decided("break_even.base", &[("value", figure(sought, value))]),
            Err(why) => words.decided("break_even.base_undefined", &[("reason", words.undefined(why))]),
        };
        vec![self.nearest(), base]
    }

    /// How often the figure reaches its target in the case.
    fn chance(&self) -> Phrase {
        let Some(Odds { chance, .. }) = self.switched.odds else { return Phrase::default() };
        let values = [("chance", drawn::share(chance.value)), ("error", plus_minus_share(*chance))];
        self.words.decided("break_even.chance", &values)
    }

    fn nearest(&self) -> Phrase {
        let words = self.words;
        let Some(first) = self.switched.found.first() else { return words.decided("break_even.only", &[]) };
        let Some(crossing) = first.nearest() else { return words.decided("break_even.none", &[]) };
        let (at, base) = (self.at(first, crossing), value(words, first.measured, first.base));
        let mut values = vec![("path", Cell::words(&first.path)), ("at", at), ("base", base)];
        match (first.persons(crossing.at), first.persons(first.base)) {
            (Some(at), Some(base)) => {
                values.extend([("persons", Cell::Tenths(at)), ("base_persons", Cell::Tenths(base))]);
                words.decided("break_even.nearest_people", &values)
            }
            _ => words.decided("break_even.nearest", &values),
        }
    }

    fn section(&self) -> Section {
        let words = self.words;
        let column = |key: &str, rank: usize| Column {
            rank,
            ..Column::figures(Cell::words(words.deciding(&format!("break_even.{key}"))))
        };
        let above = Column { rank: 2, ..Column::words(Cell::words(words.deciding("break_even.above"))) };
        let mut columns = vec![column("in_case", 1), column("at", 0)];
        if let Some(odds) = self.switched.odds {
            let head = words.decided("break_even.at_odds", &[("share", Cell::Share(odds.probability))]);
            columns[1].head = head.into();
            columns.push(Column { rank: 1, ..Column::figures(Cell::words("±")) });
        }
        columns.extend([column("change", 4), column("share", 3), above]);
        // What moves nothing has no rows of its own beside what does.
        let is_still = |switching: &&Switching| !switching.moves && switching.crossings.is_empty();
        let (mut still, mut moving): (Vec<&Switching>, Vec<&Switching>) =
            self.switched.found.iter().partition(is_still);
        if moving.is_empty() {
            std::mem::swap(&mut still, &mut moving);
        }
        let crosses = moving.iter().any(|switching| !switching.crossings.is_empty());
        let mut table = Table::new(if crosses { columns } else { Vec::new() }, Overflow::Drop);
        let mut assumed = false;
        for switching in moving {
            let (label, mark) = marked(self.of, &switching.path);
            assumed |= mark;
            self.rows(label, switching).into_iter().for_each(|row| {
                table.row(row);
            });
        }
        if !still.is_empty() {
            let paths: Vec<&str> = still.iter().map(|switching| switching.path.as_str()).collect();
            let paths = ("paths", Cell::words(paths.join(", ")));
            table.notes.push(words.decided("break_even.still", &[paths]));
        }
        if assumed {
            table.notes.push(words.decided("break_even.assumed", &[]));
        }
        if self.switched.odds.is_some() {
            table.notes.push(words.decided("break_even.take_along", &[]));
        }
        Section { heading: words.deciding("break_even.table"), beside: Vec::new(), body: Body::Table(table) }
    }

    /// `net present value, Aarhus Kommune = 0`
    fn asked(&self) -> Phrase {
        let name = name(self.of, self.words, &self.switched.subject.sought);
        let mut values = vec![("figure", Cell::words(name)), ("target", self.target())];
        let Some(odds) = self.switched.odds else { return self.words.decided("break_even.asked", &values) };
        values.push(("share", Cell::Share(odds.probability)));
        self.words.decided("break_even.asked_odds", &values)
    }

    fn target(&self) -> Cell {
        match self.switched.target {
            nil if nil.is_zero() => Cell::Number(nil),
            target => figure(&self.switched.subject.sought, target),
        }
    }

    /// A row for each crossing, and one for the people of an effect; one when there is none.
    fn rows(&self, label: String, of: &Switching) -> Vec<Row> {
        let base = value(self.words, of.measured, of.base);
        if of.crossings.is_empty() {
            let across = self.words.decided(&self.holds(of.holds), &self.reason(of.holds));
            return vec![Row { across: Some(across), ..Row::new(label, Vec::new()) }];
        }
        let mut rows = Vec::new();
        for (place, crossing) in of.crossings.iter().enumerate() {
            let (label, base) = if place == 0 { (label.clone(), base.clone()) } else { (String::new(), Cell::Blank) };
            rows.push(Row::new(label, self.cells(base, of, crossing)));
            if let (Some(counted), Some(at), Some(base)) = (of.counted, of.persons(crossing.at), of.persons(of.base)) {
                let small = |error: Decimal| Cell::Number(significant(error, 2));
                let people = |number: Decimal| {
                    let values = [("number", Cell::Tenths(number)), ("people", Cell::Count(counted))];
                    Cell::from(self.words.decided("value.people_of", &values))
                };
                let by = at.checked_sub(base).map_or(Cell::Blank, Cell::Tenths);
                let mut cells = vec![people(base), people(at)];
                cells.extend(self.switched.odds.map(|_| of.persons_error(crossing).map_or(Cell::Blank, small)));
                cells.extend([by, Cell::Blank, Cell::Blank]);
                rows.push(Row::new(self.words.deciding("break_even.people"), cells).with(Emphasis::Part));
            }
        }
        rows
    }

    fn cells(&self, base: Cell, of: &Switching, crossing: &Crossing) -> Vec<Cell> {
        let by = rounded_to(crossing.at, crossing.std_error).checked_sub(of.base);
        let share = by.and_then(|by| by.checked_div(of.base.abs()));
        let above = match crossing.above {
            Some(above) => self.side(above),
            None => "touches",
        };
        let mut cells = vec![base, self.at(of, crossing)];
        if self.switched.odds.is_some() {
            let error = |error: Decimal| distance(self.words, of.measured, significant(error, 2));
            cells.push(crossing.std_error.map_or(Cell::Blank, error));
        }
        cells.extend([
            by.map_or(Cell::Blank, |by| change(self.words, of.measured, by)),
            share.map_or(Cell::Blank, |share| per_cent(self.words, share)),
            Cell::words(self.words.deciding(&format!("break_even.{above}"))),
        ]);
        cells
    }

    /// A crossing, to the digits that draws support when they found it.
    fn at(&self, of: &Switching, crossing: &Crossing) -> Cell {
        value(self.words, of.measured, rounded_to(crossing.at, crossing.std_error))
    }

    /// What lies above or below the target is called.
    fn side(&self, above: bool) -> &'static str {
        if self.switched.odds.is_some() {
            return if above { "likelier" } else { "unlikelier" };
        }
        let gain = is_gain(&self.switched.subject.sought) && self.switched.target.is_zero();
        match (gain, above) {
            (true, true) => "gain",
            (true, false) => "loss",
            (false, true) => "more",
            (false, false) => "less",
        }
    }

    fn holds(&self, holds: Holds) -> String {
        match holds {
            Holds::Always(side) => format!("break_even.always.{}", self.side(side == Side::Above)),
            Holds::NoRange => "break_even.no_range".to_owned(),
            Holds::Undefined(_) => "break_even.undefined".to_owned(),
            Holds::Crosses | Holds::Broken => "break_even.broken".to_owned(),
        }
    }

    fn reason(&self, holds: Holds) -> Vec<(&'static str, Cell)> {
        match holds {
            Holds::Undefined(why) => vec![("reason", self.words.undefined(why))],
            _ => Vec::new(),
        }
    }
}
