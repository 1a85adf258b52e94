//! A column of a table as text: its head, its cells, its width.

use super::ink::{cut, width, wrap_name};
use super::shown::{Tone, Within, Writing, tone};
use crate::report::{Cell, Column, Row, Table};

/// A cell as text.
pub struct Text {
    /// What is written.
    pub text: String,
    /// How it stands out.
    pub tone: Tone,
}

/// A column as text.
pub struct Texts<'t> {
    /// The column.
    pub column: &'t Column,
    /// The lines of its head.
    pub head: Vec<String>,
    /// A text for each row that has cells.
    pub cells: Vec<Option<Text>>,
    /// Columns of the terminal that it takes.
    pub width: usize,
}

/// Words in columns are cut to this, so that figures have room.
pub const LONGEST_WORDS: usize = 24;
/// How many lines a head may have.
const DEEPEST_HEAD: usize = 3;

impl<'t> Texts<'t> {
    /// A column of a table in its texts.
    pub fn new(table: &Table, writing: &Writing<'_>, at: usize, column: &'t Column) -> Texts<'t> {
        let cell = |row: &Row| {
            let cell = row.cells.get(at)?;
            let text = writing.cell(cell, Within::Table(table.scale));
            let text = if is_words(cell) { cut(&text, LONGEST_WORDS) } else { text };
            Some(Text { tone: tone(cell, &text), text })
        };
        let cells = table.rows.iter().map(cell).collect();
        let head = writing.head(&column.head).into_iter().map(|line| cut(&line, 2 * LONGEST_WORDS)).collect();
        let mut texts = Texts { column, head, cells, width: 0 };
        texts.measure();
        texts
    }

    fn measure(&mut self) {
        let cells = self.cells.iter().flatten().map(|t| width(&t.text));
        self.width = cells.chain(self.head.iter().map(|h| width(h))).max().unwrap_or(0);
    }

    /// Breaks the head at spaces, to be as narrow as the cells below it, its longest word and three lines allow.
    pub fn narrow(&mut self) {
        if matches!(self.column.head, Cell::Period(_)) {
            return;
        }
        let head = self.head.join(" ");
        let cells = self.cells.iter().flatten().map(|t| width(&t.text)).max().unwrap_or(0);
        let longest = head.split(' ').map(width).max().unwrap_or(0).min(LONGEST_WORDS - 6);
        let narrowest = cells.max(longest);
        let lines = (narrowest..width(&head)).map(|w| wrap_name(&head, w)).find(|lines| lines.len() <= DEEPEST_HEAD);
        self.head = lines.unwrap_or(vec![head]);
        self.measure();
    }
}

/// Whether a cell may be cut: words may, figures and reasons may not.
fn is_words(cell: &Cell) -> bool {
    matches!(cell, Cell::Words(_))
}
