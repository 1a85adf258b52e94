//! A table of a page: columns, rows, and what to do where there is not room for all of it.

use super::{Cell, Phrase};

/// In which unit the amounts of a page or a table are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Scale {
    /// As they are.
    #[default]
    One,
    /// In thousands.
    Thousand,
    /// In millions.
    Million,
}

impl Scale {
    /// Every scale, rising.
    pub const ALL: &'static [Scale] = &[Scale::One, Scale::Thousand, Scale::Million];

    /// How much one of it is.
    pub const fn size(self) -> u32 {
        match self {
            Scale::One => 1,
            Scale::Thousand => 1_000,
            Scale::Million => 1_000_000,
        }
    }
}

/// On which side a column's cells stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column, but for the labels of the rows, which have one of their own.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its head.
    pub head: Cell,
    /// On which side its cells stand.
    pub align: Align,
    /// Whether it is the one to look at.
    pub strong: bool,
    /// Who goes first when there is not room for all: the highest.
    pub rank: usize,
}

impl Column {
    /// A column of figures.
    pub fn figures(head: Cell) -> Column {
        Column { head, align: Align::Right, strong: false, rank: 0 }
    }
    /// A column of words.
    pub fn words(head: Cell) -> Column {
        Column { align: Align::Left, ..Column::figures(head) }
    }
}

/// How a row stands among the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Emphasis {
    /// Like most.
    Plain,
    /// What the others come to.
    Total,
    /// A part of the row above.
    Part,
    /// A name for the rows below.
    Group,
    /// Beside the matter.
    Dim,
}

/// A row: its label and a cell for each column, or words that run across all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What it shows.
    pub label: Cell,
    /// One for each column; none when the row is a name or says something across.
    pub cells: Vec<Cell>,
    /// Words in the place of cells.
    pub across: Option<Phrase>,
    /// How it stands among the others.
    pub emphasis: Emphasis,
}

impl Row {
    /// A plain row.
    pub fn new(label: impl Into<String>, cells: Vec<Cell>) -> Row {
        Row { label: Cell::words(label), cells, across: None, emphasis: Emphasis::Plain }
    }
    /// The same row, standing otherwise.
    #[must_use]
    pub fn with(self, emphasis: Emphasis) -> Row {
        Row { emphasis, ..self }
    }
}

/// What to do where columns do not fit beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overflow {
    /// Several blocks, one below the other; all columns equally wide.
    Blocks,
    /// The last in rank go, and a note says how many.
    Leave,
    /// The last in rank go without a word: what they say follows from the others.
    Drop,
}

/// Rows that add up to another, so that a page can say when rounded figures do not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Adds {
    /// In each column: rows added and rows taken off, and the row they come to.
    Down {
        /// Added.
        plus: Vec<usize>,
        /// Taken off.
        minus: Vec<usize>,
        /// What they come to.
        total: usize,
    },
    /// Along the columns: a row, and the row that runs up its total.
    Along {
        /// What is added up.
        each: usize,
        /// The running total.
        running: usize,
    },
}

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// In order.
    pub columns: Vec<Column>,
    /// In order.
    pub rows: Vec<Row>,
    /// Below it.
    pub notes: Vec<Phrase>,
    /// Which rows add up to which.
    pub adds: Vec<Adds>,
    /// Where columns do not fit.
    pub overflow: Overflow,
    /// The unit of its amounts.
    pub scale: Scale,
    /// Whether the unit stands in the heading, and not only when it is more than one.
    pub says_unit: bool,
    /// Whether amounts go to thousands where the columns do not fit beside each other.
    pub may_shrink: bool,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<Column>, overflow: Overflow) -> Table {
        Table {
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
            adds: Vec::new(),
            overflow,
            scale: Scale::One,
            says_unit: false,
            may_shrink: false,
        }
    }

    /// Adds a row, and says at which place it stands.
    pub fn row(&mut self, row: Row) -> usize {
        self.rows.push(row);
        self.rows.len() - 1
    }
}
