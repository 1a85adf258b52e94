//! What a place on a page holds: a figure with its kind, or words. How it is written is for `render/`.

use rust_decimal::Decimal;

use crate::calendar::Month;

/// The months from the first to the last, both included: `2025-07` to `2025-12`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

impl Stretch {
    /// How many months.
    pub const fn months(self) -> i32 {
        self.last.since(self.first) + 1
    }
}

/// A part of a line: where it begins and ends, and a mark, each between nil and one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Segment {
    /// Where it begins.
    pub from: Decimal,
    /// Where it ends.
    pub until: Decimal,
    /// What is marked.
    pub line: Option<Decimal>,
}

/// A figure or words in their place.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nil, where nil is nothing: no cost, no payment.
    Nothing,
    /// A place that stays blank.
    Blank,
    /// Text of the case or words of the language.
    Words(String),
    /// What can be typed: it stands on one line.
    Command(String),
    /// An amount in the currency of the page, rounded for the eye.
    Money(Decimal),
    /// An amount as the file has it.
    Price(Decimal),
    /// A share as the file has it, shown as per cent.
    Share(Decimal),
    /// A rate a year that was computed, shown as per cent.
    Rate(Decimal),
    /// Rates a year of bands as the file has them, shown as per cent.
    Rates(Vec<Decimal>),
    /// One sum divided by another.
    Ratio(Decimal),
    /// A discount factor.
    Factor(Decimal),
    /// A distance in time.
    Years(Decimal),
    /// A number to one decimal.
    Tenths(Decimal),
    /// How many, without needless decimals: people.
    Count(Decimal),
    /// Outcomes and person-years, which are seldom whole.
    Outcomes(Decimal),
    /// A number as the file has it.
    Number(Decimal),
    /// The currency of the page.
    Currency,
    /// A year of the calendar.
    Year(i32),
    /// A month.
    Month(Month),
    /// A period, or several that are added up.
    Period(Stretch),
    /// The best of its row.
    Best(Box<Cell>),
    /// A stretch of a line, drawn.
    Bar(Segment),
    /// Why there is no figure, in words.
    Undefined(String),
    /// A sentence, or part of one.
    Phrase(Phrase),
}

impl Cell {
    /// An amount; nil is nothing.
    pub fn money(amount: Decimal) -> Cell {
        if amount.is_zero() { Cell::Nothing } else { Cell::Money(amount) }
    }

    /// Words.
    pub fn words(words: impl Into<String>) -> Cell {
        Cell::Words(words.into())
    }
}

/// A sentence or part of one: words and figures in their order.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Phrase {
    /// Words and figures.
    pub pieces: Vec<Piece>,
}

/// A part of a phrase.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// Words of the language.
    Words(String),
    /// A figure, or a name from the case.
    Cell(Cell),
}

impl Phrase {
    /// Words alone.
    pub fn words(words: impl Into<String>) -> Phrase {
        Phrase { pieces: vec![Piece::Words(words.into())] }
    }

    /// One cell.
    pub fn cell(cell: Cell) -> Phrase {
        Phrase { pieces: vec![Piece::Cell(cell)] }
    }

    /// A sentence of the language with its `{placeholders}` filled; one without a value stays as it is.
    ///
    /// ```
    /// use afkast::report::{Cell, Phrase, Piece};
    /// let phrase = Phrase::fill("{who} gains.", &[("who", Cell::words("Aarhus"))]);
    /// assert_eq!(phrase.pieces[0], Piece::Cell(Cell::words("Aarhus")));
    /// assert_eq!(phrase.pieces[1], Piece::Words(" gains.".to_owned()));
    /// ```
    pub fn fill(sentence: &str, values: &[(&str, Cell)]) -> Phrase {
        let mut phrase = Phrase::default();
        let mut rest = sentence;
        while let Some(open) = rest.find('{') {
            let after = &rest[open + 1..];
            let filled = after.find('}').and_then(|close| {
                let (_, cell) = values.iter().find(|(name, _)| *name == &after[..close])?;
                Some((close, cell.clone()))
            });
            let Some((close, cell)) = filled else {
                phrase.say(&rest[..=open]);
                rest = after;
                continue;
            };
            phrase.say(&rest[..open]);
            phrase.add(cell);
            rest = &after[close + 1..];
        }
        phrase.say(rest);
        phrase
    }

    /// Adds words.
    pub fn say(&mut self, words: &str) {
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some(Piece::Words(before)) => before.push_str(words),
            _ => self.pieces.push(Piece::Words(words.to_owned())),
        }
    }

    /// Adds a cell; the pieces of a phrase become pieces of this one.
    pub fn add(&mut self, cell: Cell) {
        match cell {
            Cell::Phrase(phrase) => self.join(phrase),
            cell => self.pieces.push(Piece::Cell(cell)),
        }
    }

    /// Adds another phrase.
    pub fn join(&mut self, other: Phrase) {
        for piece in other.pieces {
            match piece {
                Piece::Words(words) => self.say(&words),
                Piece::Cell(cell) => self.add(cell),
            }
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

impl From<Phrase> for Cell {
    fn from(phrase: Phrase) -> Cell {
        Cell::Phrase(phrase)
    }
}
