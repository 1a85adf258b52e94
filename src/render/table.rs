//! A table on a terminal: labels to the left, figures to the right; what does not fit goes into blocks by time, or is
//! left out and said so. No digit is ever cut, no row ever wraps.
//!
//! Laid out by hand: columns that go by rank, blocks of equal width and heads that break only when they must are what no
//! table crate offers, and the rest of one is not needed.

use super::column::Texts;
use super::ink::{Ink, Line, cut, width, wrap};
use super::shown::{Tone, Within, Writing};
use crate::report::{Align, Cell, Emphasis, Overflow, Row, Scale, Section, Table};

/// A label that is cut to less says nothing.
const LEAST_LABEL: usize = 12;

/// A table while it is laid out.
pub struct Sheet<'t> {
    section: &'t Section,
    table: &'t Table,
    writing: Writing<'t>,
    page_width: usize,
    columns: Vec<Texts<'t>>,
    labels: Vec<String>,
    label_width: usize,
    gap: usize,
}

impl<'t> Sheet<'t> {
    /// A table in its texts.
    pub fn new(section: &'t Section, table: &'t Table, writing: Writing<'t>, page_width: usize) -> Sheet<'t> {
        let labels = table.rows.iter().map(|r| label(&writing, r)).collect();
        let columns = table.columns.iter().enumerate().map(|(at, c)| Texts::new(table, &writing, at, c)).collect();
        Sheet { section, table, writing, page_width, columns, labels, label_width: 0, gap: 2 }
    }

    fn widest(&self) -> usize {
        self.columns.iter().map(|c| c.width).max().unwrap_or(0)
    }

    /// Whether the columns do not fit beside each other.
    pub fn breaks(mut self) -> bool {
        self.label_width = self.labels.iter().map(|l| width(l)).max().unwrap_or(0);
        self.blocks().0.len() > 1
    }

    /// Lines of the whole table: heading, blocks, notes.
    pub fn lines(mut self) -> Vec<Line> {
        let heading = self.section.heading.to_uppercase();
        let own_line = self.table.says_unit || self.table.scale != Scale::One;
        let longest = self.labels.iter().map(|l| width(l)).chain([if own_line { 0 } else { width(&heading) }]);
        self.label_width = longest.max().unwrap_or(0);
        let (blocks, left_out) = self.blocks();
        // A column without a head is a picture of another: it goes first, and nobody is told.
        let left_out = left_out.saturating_sub(self.table.columns.iter().filter(|c| c.head == Cell::Blank).count());
        let mut lines = Vec::new();
        if own_line {
            lines.extend(self.heading(&heading));
        }
        for (number, block) in blocks.iter().enumerate() {
            let name = if number == 0 && !own_line { heading.as_str() } else { "" };
            if number > 0 {
                lines.push(Line::default());
            }
            lines.extend(self.block(block, name, number == 0));
        }
        if left_out > 0 {
            let key = if left_out == 1 { "whose.more.one" } else { "whose.more.many" };
            let note = self.writing.words(key, &[("number", left_out.to_string())]);
            lines.push(Line::of(cut(&note, self.page_width), Ink::DIM));
        }
        for note in &self.table.notes {
            let text = self.writing.phrase_held(note, Within::Sentence);
            lines.extend(wrap(&text, self.page_width).into_iter().map(|line| Line::of(line, Ink::PLAIN)));
        }
        lines
    }

    /// The heading on a line of its own, with the unit and how periods are added up.
    fn heading(&self, heading: &str) -> Vec<Line> {
        let unit = self.writing.unit(self.table.scale);
        let beside = self.section.beside.iter().map(|b| self.writing.phrase(b, Within::Sentence));
        let beside = std::iter::once(unit).chain(beside).collect::<Vec<_>>().join(", ");
        let room = self.page_width.saturating_sub(width(&beside) + 2);
        let mut line = Line::of(cut(heading, room), Ink::BOLD);
        line.add(format!("  {beside}"), Ink::PLAIN);
        vec![line]
    }

    /// Which columns stand in which block, and how many are left out.
    fn blocks(&mut self) -> (Vec<Vec<usize>>, usize) {
        let all: Vec<usize> = (0..self.columns.len()).collect();
        if self.table.says_unit {
            return (self.even_blocks(all), 0);
        }
        if self.fits(&all) {
            return (vec![all], 0);
        }
        self.columns.iter_mut().for_each(Texts::narrow);
        let left = self.page_width.saturating_sub(self.width_of(&all));
        self.shorten_labels(left.max(self.page_width * 2 / 5));
        if self.fits(&all) {
            return (vec![all], 0);
        }
        match self.table.overflow {
            Overflow::Leave | Overflow::Drop => {
                let mut by_rank = all.clone();
                by_rank.sort_by_key(|c| self.columns[*c].column.rank);
                let mut kept = all;
                while kept.len() > 1 && !self.fits(&kept) {
                    let last = by_rank.pop();
                    kept.retain(|c| Some(*c) != last);
                }
                let left_out = self.columns.len() - kept.len();
                (vec![kept], if self.table.overflow == Overflow::Drop { 0 } else { left_out })
            }
            Overflow::Blocks => (self.greedy_blocks(&all), 0),
        }
    }

    fn fits(&self, columns: &[usize]) -> bool {
        self.label_width + self.width_of(columns) <= self.page_width
    }

    fn width_of(&self, columns: &[usize]) -> usize {
        columns.iter().map(|c| self.columns[*c].width + self.gap).sum()
    }

    /// Cuts labels to so many columns, or to what the widest figure leaves.
    fn shorten_labels(&mut self, columns: usize) {
        let room = self.page_width.saturating_sub(self.widest() + self.gap);
        self.label_width = self.label_width.min(columns).min(room);
    }

    /// Blocks of as many columns each, all equally wide.
    fn even_blocks(&mut self, all: Vec<usize>) -> Vec<Vec<usize>> {
        let widest = self.widest();
        let own: Vec<usize> = self.columns.iter().map(|c| c.width).collect();
        self.columns.iter_mut().for_each(|c| c.width = widest);
        self.gap = if self.fits(&all) { 2 } else { 1 };
        if !self.fits(&all) {
            // As narrow as each column's own figures, when that leaves room for a label.
            let left = self.page_width.saturating_sub(own.iter().map(|w| w + self.gap).sum());
            if left >= LEAST_LABEL.min(self.label_width) {
                self.columns.iter_mut().zip(own).for_each(|(column, width)| column.width = width);
                self.label_width = self.label_width.min(left);
                return vec![all];
            }
        }
        let left = self.page_width.saturating_sub(self.width_of(&all));
        self.shorten_labels(left.max(self.page_width / 3));
        let room = self.page_width.saturating_sub(self.label_width);
        let most = (room / (widest + self.gap)).max(1);
        let blocks = all.len().div_ceil(most).max(1);
        all.chunks(all.len().div_ceil(blocks).max(1)).map(<[usize]>::to_vec).collect()
    }

    /// Blocks of as many columns as fit.
    fn greedy_blocks(&self, all: &[usize]) -> Vec<Vec<usize>> {
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        for column in all {
            match blocks.last_mut() {
                Some(block) => {
                    block.push(*column);
                    if !self.fits(block) {
                        block.pop();
                        blocks.push(vec![*column]);
                    }
                }
                None => blocks.push(vec![*column]),
            }
        }
        blocks
    }

    fn block(&self, columns: &[usize], name: &str, first: bool) -> Vec<Line> {
        let depth = columns.iter().map(|c| self.columns[*c].head.len()).max().unwrap_or(0);
        let mut lines = Vec::new();
        if depth == 0 && !name.is_empty() {
            lines.push(Line::of(cut(name, self.page_width), Ink::BOLD));
        }
        for level in 0..depth {
            let mut line = Line::default();
            if level + 1 == depth {
                line.add(cut(name, self.label_width), Ink::BOLD);
            }
            let mut at = self.label_width;
            for column in columns.iter().map(|c| &self.columns[*c]) {
                let above = depth - column.head.len();
                let text = level.checked_sub(above).and_then(|l| column.head.get(l)).map_or("", String::as_str);
                at = put(&mut line, at + self.gap, column, text, Ink { bold: column.column.strong, ..Ink::PLAIN });
            }
            lines.push(line);
        }
        for (place, row) in self.table.rows.iter().enumerate() {
            if row.cells.is_empty() && !first && row.emphasis != Emphasis::Group {
                continue;
            }
            lines.extend(self.row(columns, place, row));
        }
        lines
    }

    fn row(&self, columns: &[usize], place: usize, row: &Row) -> Vec<Line> {
        let ink = match row.emphasis {
            Emphasis::Group => Ink::BOLD,
            Emphasis::Dim => Ink::DIM,
            Emphasis::Plain | Emphasis::Total | Emphasis::Part => Ink::PLAIN,
        };
        let label = self.labels.get(place).map_or("", String::as_str);
        if row.cells.is_empty() {
            return self.across(row, label, ink);
        }
        let mut lines = Vec::new();
        let mut line = match self.fitted(columns, place, label) {
            Some(text) => Line::of(text, ink),
            None => {
                lines.push(Line::of(cut(label, self.page_width), ink));
                Line::default()
            }
        };
        let mut at = self.label_width;
        let says =
            |c: &usize| self.columns[*c].cells.get(place).and_then(Option::as_ref).is_some_and(|t| !t.text.is_empty());
        if !lines.is_empty() && !columns.iter().any(says) {
            return lines;
        }
        for column in columns.iter().map(|c| &self.columns[*c]) {
            let Some(Some(text)) = column.cells.get(place) else { continue };
            let bold = column.column.strong;
            let ink = match text.tone {
                Tone::Plain => Ink { bold, ..ink },
                Tone::Minus => Ink { bold, red: true, ..ink },
                Tone::Best => Ink { bold: true, ..ink },
                Tone::Dim => Ink::DIM,
            };
            at = put(&mut line, at + self.gap, column, &text.text, ink);
        }
        lines.push(line);
        lines
    }

    /// A label as it stands before the cells of its row; none when it has a line of its own.
    fn fitted(&self, columns: &[usize], place: usize, label: &str) -> Option<String> {
        let first = columns.first().map(|column| &self.columns[*column]);
        let free = first.and_then(|first| match first.column.align {
            Align::Left => None,
            Align::Right => Some(first.width.saturating_sub(width(&first.cells.get(place)?.as_ref()?.text))),
        });
        (width(label) <= self.label_width + free.unwrap_or(0)).then(|| label.to_owned())
    }

    /// A row whose words run across all columns.
    fn across(&self, row: &Row, label: &str, ink: Ink) -> Vec<Line> {
        let Some(phrase) = &row.across else { return vec![Line::of(cut(label, self.page_width), ink)] };
        let mut line = Line::of(cut(label, self.page_width), ink);
        let begins = (line.width() + 2).max(self.label_width + self.gap);
        line.pad_to(begins);
        let begins = line.width();
        let text = self.writing.phrase_held(phrase, Within::Sentence);
        let mut lines = Vec::new();
        for part in wrap(&text, self.page_width.saturating_sub(begins)) {
            line.pad_to(begins);
            line.add(part, Ink::DIM);
            lines.push(std::mem::take(&mut line));
        }
        lines
    }
}

/// Puts a text into its column, and says where the column ends.
fn put(line: &mut Line, from: usize, column: &Texts<'_>, text: &str, ink: Ink) -> usize {
    let end = from + column.width;
    match column.column.align {
        Align::Left => line.pad_to(from),
        Align::Right => line.pad_to(end.saturating_sub(width(text))),
    }
    line.add(text, ink);
    end
}

fn label(writing: &Writing<'_>, row: &Row) -> String {
    let text = writing.cell(&row.label, Within::Sentence);
    if row.emphasis == Emphasis::Part { format!("  {text}") } else { text }
}
