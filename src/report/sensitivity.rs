//! The page of `sensitivity`: a bar for each input, the widest first.

use rust_decimal::Decimal;

use super::foot::{foot, stamp};
use super::moved::{figure, is_gain, marked, name, value};
use super::words::{Words, case_title};
use super::{Body, Cell, Column, Computed, Overflow, PageOptions, Phrase, Report, Row, Scale, Section, Segment, Table};
use crate::measure::Measure;
use crate::uncertainty::{Bar, Subject};

/// How many paths a sentence names.
const NAMED: usize = 5;

/// The bars of a figure, and how they were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Tornado<'s> {
    /// The figure.
    pub subject: &'s Subject<'s>,
    /// How far an input without a range moves either way.
    pub spread: Decimal,
    /// The bars, the widest first.
    pub bars: &'s [Bar],
    /// How many more there are.
    pub left_out: usize,
}

/// The page of a tornado.
pub fn tornado(of: &Computed<'_>, tornado: &Tornado<'_>, options: &PageOptions) -> Report {
    let page = Page { of, tornado, words: Words(options.language) };
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    let asked = name(of, page.words, &tornado.subject.sought);
    report.subtitle = vec![Phrase::cell(Cell::words(asked))];
    report.sentences = page.sentences();
    if !tornado.bars.is_empty() {
        report.sections.push(page.section(options));
    }
    report.foot = foot(of, options);
    report.stamp = stamp(of, options);
    report
}

struct Page<'p> {
    of: &'p Computed<'p>,
    tornado: &'p Tornado<'p>,
    words: Words,
}

impl Page<'_> {
    fn figure(&self, measure: Measure<Decimal>) -> Cell {
        measure.map_or_else(|why| self.words.undefined(why), |v| figure(&self.tornado.subject.sought, v))
    }

    /// What moves the figure most, and what turns a gain into a loss.
    fn sentences(&self) -> Vec<Phrase> {
        let words = self.words;
        let Some(widest) = self.tornado.bars.first() else { return vec![words.decided("sensitivity.none", &[])] };
        if let (None, Err(why)) = (widest.swing(), self.tornado.subject.base()) {
            return vec![words.decided("break_even.base_undefined", &[("reason", words.undefined(why))])];
        }
        let cell = |v: Decimal| value(words, widest.measured, v);
        let values = [
            ("path", Cell::words(&widest.path)),
            ("low", cell(widest.low)),
            ("high", cell(widest.high)),
            ("at_low", self.figure(widest.at_low)),
            ("at_high", self.figure(widest.at_high)),
        ];
        let mut sentences = vec![words.decided("sensitivity.widest", &values)];
        if is_gain(&self.tornado.subject.sought) {
            sentences.push(self.turns());
        }
        sentences
    }

    fn turns(&self) -> Phrase {
        let turning: Vec<&Bar> = self.tornado.bars.iter().filter(|bar| bar.straddles(Decimal::ZERO)).collect();
        if turning.is_empty() {
            return self.words.decided("sensitivity.turns_none", &[]);
        }
        let named: Vec<&str> = turning.iter().take(NAMED).map(|bar| bar.path.as_str()).collect();
        let more = if turning.len() > NAMED { ", …" } else { "" };
        let paths = Cell::words(format!("{}{more}", named.join(", ")));
        self.words.decided("sensitivity.turns", &[("paths", paths)])
    }

    fn section(&self, options: &PageOptions) -> Section {
        let words = self.words;
        let head = |key: &str| Cell::words(words.deciding(&format!("sensitivity.{key}")));
        let column = |key: &str, rank: usize| Column { rank, ..Column::figures(head(key)) };
        let bars = Column { rank: 1, ..Column::words(Cell::Blank) };
        let columns = vec![column("range", 3), column("at_low", 2), bars, column("at_high", 0)];
        let mut table = Table::new(columns, Overflow::Drop);
        table.scale = options.unit.unwrap_or(Scale::One);
        let scope = Scope::of(self.tornado);
        let (moving, still): (Vec<&Bar>, Vec<&Bar>) =
            self.tornado.bars.iter().partition(|bar| bar.swing().is_none_or(|swing| !swing.is_zero()));
        for bar in &moving {
            table.row(self.row(bar, &scope));
        }
        if !still.is_empty() {
            let paths: Vec<&str> = still.iter().map(|bar| bar.path.as_str()).collect();
            let paths = ("paths", Cell::words(paths.join(", ")));
            table.notes.push(words.decided("sensitivity.still", &[paths]));
        }
        if moving.iter().any(|bar| bar.assumed) {
            let spread = ("spread", Cell::Share(self.tornado.spread));
            table.notes.push(words.decided("sensitivity.assumed", &[spread]));
        }
        if self.tornado.left_out > 0 {
            let number = |n: usize| Cell::Number(Decimal::from(n));
            let all = number(self.tornado.left_out + self.tornado.bars.len());
            let values = [("number", number(self.tornado.left_out)), ("all", all)];
            table.notes.push(words.decided("sensitivity.more", &values));
        }
        if let Ok(base) = self.tornado.subject.base() {
            table.notes.push(words.decided("sensitivity.line", &[("value", self.figure(Ok(base)))]));
        }
        Section { heading: words.deciding("sensitivity.heading"), beside: Vec::new(), body: Body::Table(table) }
    }

    fn row(&self, bar: &Bar, scope: &Scope) -> Row {
        let words = self.words;
        let mut label = marked(self.of, &bar.path).0;
        if bar.assumed {
            label.push_str(" *");
        }
        let low = (bar.at_low, value(words, bar.measured, bar.low));
        let high = (bar.at_high, value(words, bar.measured, bar.high));
        // The lower figure stands to the left.
        let turned = matches!((bar.at_low, bar.at_high), (Ok(low), Ok(high)) if high < low);
        let (left, right) = if turned { (high, low) } else { (low, high) };
        let ends = words.decided("sensitivity.ends", &[("low", left.1), ("high", right.1)]);
        let drawn = match (left.0, right.0) {
            (Ok(low), Ok(high)) => scope.bar(low, high),
            _ => Cell::Blank,
        };
        let cells = vec![ends.into(), self.figure(left.0), drawn, self.figure(right.0)];
        Row::new(label, cells)
    }
}

/// From the lowest figure to the highest, and the case between them.
struct Scope {
    low: Decimal,
    width: Option<Decimal>,
    line: Option<Decimal>,
}

impl Scope {
    fn of(tornado: &Tornado<'_>) -> Scope {
        let line = tornado.subject.base().ok();
        let ends = tornado.bars.iter().flat_map(|bar| [bar.at_low.ok(), bar.at_high.ok()]).chain([line]).flatten();
        let (low, high) = (ends.clone().min().unwrap_or_default(), ends.max().unwrap_or_default());
        Scope { low, width: high.checked_sub(low).filter(|width| !width.is_zero()), line }
    }

    fn at(&self, figure: Decimal) -> Decimal {
        let share = figure.checked_sub(self.low).zip(self.width).and_then(|(way, width)| way.checked_div(width));
        share.unwrap_or_default()
    }

    fn bar(&self, one: Decimal, other: Decimal) -> Cell {
        let line = self.line.map(|line| self.at(line));
        Cell::Bar(Segment { from: self.at(one.min(other)), until: self.at(one.max(other)), line })
    }
}
