//! The page of `compare`: cases or scenarios as columns, figures as rows, the best of each row marked.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::compared::Comparison;
use super::comparison_drawn::drawn;
use super::drawn::draws;
use super::figures::Counts;
use super::moved::is_money;
use super::whose::reason;
use super::words::{Form, Words, case_title};
use super::{
    Body, Cell, Column, Computed, Emphasis, Foot, Overflow, PageOptions, Phrase, Report, Row, Scale, Section, Table,
};
use crate::appraisal::{Better, CostAndGain, Figures, ranks};
use crate::measure::Measure;
use crate::uncertainty::simulation::DRAWN;

/// So many pairs are named of which one dominates the other.
const NAMED: usize = 5;

/// The figures of a page, in order, each shown when some column has it.
const ROWS: &[&str] = &[
    "net_present_value",
    "present_value_of_costs",
    "present_value_of_benefits",
    "present_value_of_payments",
    "net_result",
    "benefit_cost_ratio",
    "internal_rate_of_return",
    "payback",
    "discounted_payback",
    "deepest_outlay",
    "equivalent_annual_value",
    "cost_per_starter",
];

/// The page of a comparison.
pub fn comparison(of: &Comparison<'_>, options: &PageOptions) -> Report {
    let page = Page { of, words: Words(options.language) };
    let first = of.columns.first();
    let currency = first.filter(|_| page.one_currency()).map_or("", |c| c.case.currency.as_str());
    let one_title = first.map(|c| case_title(c.case)).filter(|t| of.columns.iter().all(|c| case_title(c.case) == *t));
    let title = one_title.map_or_else(|| page.words.deciding("comparison.title"), str::to_owned);
    let mut report = Report::new(title, currency);
    if of.columns.len() > 1 && page.may_rank() {
        let by = ("figure", Cell::words(page.figure(&of.figure)));
        report.subtitle = vec![page.words.decided("comparison.by", &[by])];
    }
    report.subtitle.extend(of.draws.map(|of| draws(&of.settings, of.inputs(), page.words)).unwrap_or_default());
    report.sentences = page.ranking().into_iter().chain(page.dominated()).collect();
    for perspective in &of.perspectives {
        report.sections.push(page.section(perspective, options));
        report.sections.extend(of.draws.map(|draws| drawn(of, draws, perspective, page.words)));
    }
    report.foot = page.unlike();
    report.stamp = vec![page.program()];
    report
}

struct Page<'p> {
    of: &'p Comparison<'p>,
    words: Words,
}

impl Page<'_> {
    fn program(&self) -> Phrase {
        self.words.sentence("stamp.program", &[("version", Cell::words(env!("CARGO_PKG_VERSION")))])
    }

    fn figure(&self, figure: &str) -> String {
        match figure.strip_prefix("economic.") {
            Some(plain) => format!("{}, {}", self.words.figure(plain), self.words.page("by_time.economic")),
            None => self.words.figure(figure.rsplit('.').next().unwrap_or(figure)),
        }
    }

    /// `cautious 1.89, base 1.62, …`: the columns by rank.
    fn ranking(&self) -> Option<Phrase> {
        if self.of.columns.len() == 1 {
            return Some(self.words.decided("comparison.alone", &[]));
        }
        if !self.may_rank() {
            let all: BTreeSet<&str> = self.of.columns.iter().map(|c| c.case.currency.as_str()).collect();
            let all = Cell::words(all.into_iter().collect::<Vec<_>>().join(", "));
            return Some(self.words.decided("comparison.unranked", &[("currencies", all)]));
        }
        let better = Better::of(&self.of.figure)?;
        let figures = self.ranked()?;
        let ranks = ranks(&figures, better);
        let mut order: Vec<(usize, usize)> =
            ranks.iter().enumerate().filter_map(|(place, rank)| Some(((*rank)?, place))).collect();
        order.sort_unstable();
        let counts = Counts::of(self.of.figure.rsplit('.').next().unwrap_or_default());
        let mut list = Phrase::default();
        for (_, place) in order {
            if !list.is_empty() {
                list.say(", ");
            }
            let value = figures.get(place).and_then(|f| f.ok()).unwrap_or_default();
            let values = [("name", Cell::words(self.of.name(place))), ("value", counts.cell(value))];
            list.join(self.words.decided("comparison.ranked", &values));
        }
        (!list.is_empty()).then(|| self.words.decided("comparison.order", &[("list", list.into())]))
    }

    /// The figure by which columns are ranked, in each of them.
    fn ranked(&self) -> Option<Vec<Measure<Decimal>>> {
        let perspective = self.of.perspectives.first()?;
        self.of.figures(&self.of.figure, perspective).into_iter().collect()
    }

    /// Which column dominates which, and why.
    fn dominated(&self) -> Vec<Phrase> {
        if !self.one_currency() {
            return Vec::new();
        }
        let Some(perspective) = self.of.perspectives.first() else { return Vec::new() };
        let each: Vec<Option<CostAndGain>> = self
            .of
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| {
                let figures = &column.appraisal.perspectives.get(&self.of.perspective(place, perspective))?.budget;
                CostAndGain::of(figures)
            })
            .collect();
        let mut said = Vec::new();
        for (a, one) in each.iter().enumerate() {
            for (b, other) in each.iter().enumerate() {
                let (Some(one), Some(other)) = (one, other) else { continue };
                if !one.dominates(*other) {
                    continue;
                }
                let values = [
                    ("one", Cell::words(self.of.name(a))),
                    ("other", Cell::words(self.of.name(b))),
                    ("cost", Cell::Money(one.cost)),
                    ("other_cost", Cell::Money(other.cost)),
                    ("gain", Cell::Money(one.gain)),
                    ("other_gain", Cell::Money(other.gain)),
                ];
                let key = match (one.cost == other.cost, one.gain == other.gain) {
                    (true, _) => "comparison.dominates.gain",
                    (_, true) => "comparison.dominates.cost",
                    _ => "comparison.dominates.both",
                };
                said.push(self.words.decided(key, &values));
            }
        }
        let more = said.len().saturating_sub(NAMED);
        said.truncate(NAMED);
        if more > 0 {
            said.push(self.words.decided("comparison.more", &[("number", Cell::Number(Decimal::from(more)))]));
        }
        said
    }

    fn section(&self, perspective: &Option<String>, options: &PageOptions) -> Section {
        let words = self.words;
        let columns = (0..self.of.columns.len()).map(|place| Column {
            strong: self.of.against == Some(place),
            ..Column::figures(Cell::words(self.head(place)))
        });
        let mut table = Table::new(columns.collect(), Overflow::Blocks);
        table.scale = options.unit.unwrap_or(Scale::One);
        let mut names: Vec<&str> = ROWS.to_vec();
        if !names.contains(&self.of.figure.as_str()) && !DRAWN.contains(&self.of.figure.as_str()) {
            names.insert(0, &self.of.figure);
        }
        for figure in names {
            let found = self.of.figures(figure, perspective);
            let nothing = |m: &Option<Measure<Decimal>>| m.is_none_or(|m| m == Ok(Decimal::ZERO));
            if !found.iter().all(nothing) {
                table.row(self.row(figure, perspective, &found));
            }
        }
        let better = Better::of(&self.of.figure);
        let several = self.of.columns.len() > 1;
        if let (true, Some(better), Some(figures)) = (
            several && self.may_rank(),
            better,
            self.of.figures(&self.of.figure, perspective).into_iter().collect::<Option<Vec<_>>>(),
        ) {
            let rank = |rank: Option<usize>| rank.map_or(Cell::Nothing, |r| Cell::Number(Decimal::from(r)));
            let cells = ranks(&figures, better).into_iter().map(rank).collect();
            table.row(Row::new(words.deciding("comparison.rank"), cells).with(Emphasis::Total));
        }
        if let Some(against) = self.of.against {
            let name = ("name", Cell::words(self.of.name(against)));
            table.notes.push(words.decided("comparison.against", &[name]));
        }
        if table.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Best(_))) {
            table.notes.push(words.decided("comparison.best", &[]));
        }
        Section { heading: self.heading(perspective), beside: Vec::new(), body: Body::Table(table) }
    }

    /// Whose figures a section shows.
    fn heading(&self, perspective: &Option<String>) -> String {
        match (self.of.columns.first(), self.of.one_perspective(perspective)) {
            (Some(column), Some(name)) => self.words.perspective(column.case, &name, Form::Title),
            _ => self.words.deciding("comparison.headlines"),
        }
    }

    fn row(&self, figure: &str, perspective: &Option<String>, found: &[Option<Measure<Decimal>>]) -> Row {
        let counts = Counts::of(figure.rsplit('.').next().unwrap_or(figure));
        let defined: Vec<Measure<Decimal>> =
            found.iter().map(|m| m.unwrap_or(Err(crate::measure::Undefined::OutOfRange))).collect();
        let best = Better::of(figure)
            .filter(|_| self.one_currency())
            .map(|better| ranks(&defined, better))
            .unwrap_or_default();
        let differ = defined.iter().flatten().any(|f| Some(f) != defined.iter().flatten().next());
        let base = self.of.against.and_then(|place| defined.get(place)).copied();
        let cells = found.iter().enumerate().map(|(place, measure)| {
            let Some(measure) = measure else { return Cell::Nothing };
            let cell = match (measure, base) {
                (Ok(value), Some(Ok(base))) if self.of.against != Some(place) => {
                    let by = value.checked_sub(base).unwrap_or_default();
                    super::moved::signed(self.words, by, counts.cell(by))
                }
                (Ok(value), _) => counts.cell(*value),
                (Err(why), _) => match self.budget(place, perspective) {
                    Some(figures) => reason(self.words, *why, figures),
                    None => self.words.undefined(*why),
                },
            };
            let is_best = differ && best.get(place).copied().flatten() == Some(1);
            if is_best { Cell::Best(Box::new(cell)) } else { cell }
        });
        Row::new(self.figure(figure), cells.collect())
    }

    fn budget(&self, column: usize, perspective: &Option<String>) -> Option<&Figures<Decimal>> {
        let of = self.of.columns.get(column)?;
        of.appraisal.perspectives.get(&self.of.perspective(column, perspective)).map(|p| &p.budget)
    }

    fn one_currency(&self) -> bool {
        self.alike(|c| c.case.currency.clone())
    }

    /// Whether the columns may be ranked: money of one country is no more or less than money of another.
    fn may_rank(&self) -> bool {
        self.one_currency() || !is_money(&self.of.figure)
    }

    /// What stands over a column: its name, and its currency where they differ.
    fn head(&self, place: usize) -> String {
        let name = self.of.name(place);
        match self.of.columns.get(place) {
            Some(column) if !self.one_currency() => format!("{name} ({})", column.case.currency),
            _ => name,
        }
    }

    fn alike<T: PartialEq>(&self, of: impl Fn(&Computed<'_>) -> T) -> bool {
        let mut all = self.of.columns.iter().map(of);
        all.next().is_none_or(|first| all.all(|other| other == first))
    }

    /// What makes the columns hard to compare.
    fn unlike(&self) -> Vec<Foot> {
        let words = self.words;
        let found = [
            ("currency", self.alike(|c| c.case.currency.clone())),
            ("price_year", self.alike(|c| c.case.basis.price_year)),
            ("horizon", self.alike(|c| c.model.calendar.horizon())),
            ("discount", self.alike(|c| c.stamp.bands.iter().map(|b| (b.from_year, b.rate)).collect::<Vec<_>>())),
            ("timing", self.alike(|c| c.stamp.timing)),
        ];
        let names: Vec<String> = found
            .iter()
            .filter(|(_, alike)| !alike)
            .map(|(key, _)| words.deciding(&format!("comparison.unlike.{key}")))
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        let says = words.decided("comparison.differ", &[("what", Cell::words(names.join(", ")))]);
        vec![Foot { says, warns: true }]
    }
}
