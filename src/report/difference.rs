//! The page of `diff`: what was changed, and how much of a figure's change each change makes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::foot::{stamp, stamp_of_several};
use super::moved::{figure, name, signed};
use super::words::{Words, case_title};
use super::{
    Adds, Body, Cell, Column, Computed, Emphasis, Foot, Overflow, PageOptions, Phrase, Report, Row, Scale, Section,
    Table,
};
use crate::appraisal::Sought;
use crate::case::AsWritten;
use crate::uncertainty::difference::{Bridge, Edit, Group, Grouping, NoBridge};

/// So many letters of a text are shown.
const LONGEST: usize = 15;

/// What differs between two cases.
#[derive(Clone, Debug)]
pub struct Difference<'d> {
    /// What the old case is called.
    pub old: String,
    /// What the new case is called.
    pub new: String,
    /// Whether they are one file, in two ways.
    pub one_file: bool,
    /// Every edit, in order of path.
    pub edits: &'d [Edit],
    /// How edits were put into groups.
    pub grouping: Grouping,
    /// The figure of the new case, when its change was asked for, and how it came about.
    pub bridge: Option<(Sought<'d>, Result<Bridge, NoBridge>)>,
}

/// The page of a difference; `of` is the new case.
pub fn difference(of: &Computed<'_>, difference: &Difference<'_>, options: &PageOptions) -> Report {
    let page = Page { of, difference, words: Words(options.language) };
    let mut report = Report::new(case_title(of.case), &of.case.currency);
    let ends = [("old", Cell::words(&difference.old)), ("new", Cell::words(&difference.new))];
    report.subtitle = vec![page.words.decided("difference.of", &ends)];
    report.sentences = page.sentences();
    if !difference.edits.is_empty() {
        report.sections.push(page.section(options));
    }
    if difference.grouping == Grouping::ByTable {
        report.foot.push(Foot { says: page.words.decided("difference.by_table", &[]), warns: false });
    }
    report.stamp = if difference.one_file { stamp(of, options) } else { stamp_of_several(of, options) };
    report
}

struct Page<'p> {
    of: &'p Computed<'p>,
    difference: &'p Difference<'p>,
    words: Words,
}

impl Page<'_> {
    fn sentences(&self) -> Vec<Phrase> {
        let words = self.words;
        if self.difference.edits.is_empty() {
            return vec![words.decided("difference.nothing", &[])];
        }
        let Some((sought, bridge)) = &self.difference.bridge else {
            return vec![words.decided("difference.text", &[])];
        };
        let name = ("figure", Cell::words(name(self.of, words, sought)));
        match bridge {
            Ok(bridge) => {
                let by = bridge.new.checked_sub(bridge.old).unwrap_or_default();
                let values = [
                    name,
                    ("old", figure(sought, bridge.old)),
                    ("new", figure(sought, bridge.new)),
                    ("by", signed(words, by, figure(sought, by))),
                ];
                let key = if bridge.shares.is_empty() { "difference.silent" } else { "difference.says" };
                vec![words.decided(key, &values)]
            }
            Err(NoBridge::NoFigure) => vec![words.decided("difference.no_figure", &[name])],
            Err(NoBridge::Undefined(why)) => {
                vec![words.decided("difference.undefined", &[name, ("reason", words.undefined(*why))])]
            }
        }
    }

    fn section(&self, options: &PageOptions) -> Section {
        let words = self.words;
        let head = |key: &str| Cell::words(words.deciding(&format!("difference.{key}")));
        let bridge = self.difference.bridge.as_ref().and_then(|(sought, bridge)| Some((sought, bridge.as_ref().ok()?)));
        let mut columns = vec![Column::figures(head("old")), Column::figures(head("new"))];
        if bridge.is_some() {
            columns.push(Column { strong: true, ..Column::figures(head("share")) });
        }
        let mut table = Table::new(columns, Overflow::Blocks);
        table.scale = options.unit.unwrap_or(Scale::One);
        let mut said: BTreeSet<usize> = BTreeSet::new();
        let mut plus = Vec::new();
        if let Some((sought, bridge)) = bridge {
            let mut shares: Vec<&(Group, Decimal)> = bridge.shares.iter().collect();
            shares.sort_by_key(|(group, share)| (std::cmp::Reverse(share.abs()), group.edits.clone()));
            for (group, share) in shares {
                let share = signed(words, *share, figure(sought, *share));
                said.extend(&group.edits);
                plus.extend(self.group(&mut table, group, share));
            }
        }
        let silent = self.difference.edits.iter().enumerate().filter(|(place, _)| !said.contains(place));
        for (_, edit) in silent {
            let mut cells = self.ends(edit);
            cells.extend(bridge.map(|_| Cell::Nothing));
            table.row(Row::new(label(edit), cells));
        }
        if let Some((sought, bridge)) = bridge {
            let by = bridge.new.checked_sub(bridge.old).unwrap_or_default();
            let beside = |value: Decimal| Cell::Phrase(Phrase::cell(figure(sought, value)));
            let by = signed(self.words, by, figure(sought, by));
            let cells = vec![beside(bridge.old), beside(bridge.new), by];
            let total = table.row(Row::new(name(self.of, words, sought), cells).with(Emphasis::Total));
            table.adds.push(Adds::Down { plus, minus: Vec::new(), total });
        }
        Section { heading: words.deciding("difference.heading"), beside: Vec::new(), body: Body::Table(table) }
    }

    /// The row of a group, and of each of its edits when there are several; where its share stands.
    fn group(&self, table: &mut Table, group: &Group, share: Cell) -> Option<usize> {
        let edits: Vec<&Edit> = group.edits.iter().filter_map(|e| self.difference.edits.get(*e)).collect();
        if let [edit] = edits.as_slice() {
            let cells = self.ends(edit).into_iter().chain([share]).collect();
            return Some(table.row(Row::new(label(edit), cells)));
        }
        let number = ("number", Cell::Number(Decimal::from(edits.len())));
        let together = Cell::from(self.words.decided("difference.together", &[number]));
        let place = table.row(Row { label: together, ..Row::new("", vec![Cell::Blank, Cell::Blank, share]) });
        for edit in edits {
            let cells = self.ends(edit).into_iter().chain([Cell::Blank]).collect();
            table.row(Row::new(label(edit), cells).with(Emphasis::Part));
        }
        Some(place)
    }

    /// What stood there and what stands there now.
    fn ends(&self, edit: &Edit) -> Vec<Cell> {
        let cell = |value: &Option<AsWritten>| match value {
            None => Cell::Nothing,
            Some(AsWritten::Table(_)) if edit.table => Cell::words(self.words.deciding("difference.table")),
            Some(AsWritten::Number(number)) if is_a_name(&edit.path) => Cell::words(number.to_string()),
            Some(AsWritten::Number(number)) => Cell::Number(*number),
            Some(AsWritten::Text(text)) => Cell::words(shortened(text)),
            Some(AsWritten::List(list)) => self.several(list.len()),
            Some(AsWritten::Table(entries)) => self.several(entries.len()),
        };
        vec![cell(&edit.old), cell(&edit.new)]
    }

    /// A list or a table: how much is in it.
    fn several(&self, number: usize) -> Cell {
        self.words.decided("difference.several", &[("number", Cell::Number(Decimal::from(number)))]).into()
    }
}

/// Whether a number names a year or a version: it has no thousands.
fn is_a_name(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("price_year" | "year_starts" | "version" | "schema"))
}

/// A text of at most so many letters: a page has no room for papers.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// `~ outcome.job.lasts`, `+ cost.rent`, `- cost.rent`
fn label(edit: &Edit) -> String {
    let mark = match (&edit.old, &edit.new) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '~',
    };
    format!("{mark} {}", edit.path)
}
