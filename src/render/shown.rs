//! A cell as text, and how it stands out.

use rust_decimal::Decimal;

use super::bar::bar;
use super::figure::{Manner, currency};
use crate::report::{Cell, Phrase, Piece, Scale, Stretch};
use crate::text::{Language, Theme, fill, say};

/// Where a cell stands, which decides what of its unit is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// In a table, whose heading says the unit.
    Table(Scale),
    /// In a sentence, with its unit.
    Sentence,
    /// In a formula, without one.
    Formula,
}

/// How a text stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// It does not.
    Plain,
    /// Below nil.
    Minus,
    /// The best of its row.
    Best,
    /// Nothing, or why there is no figure.
    Dim,
}

/// Text of cells in the language and the currency of a page.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'w> {
    /// The language.
    pub language: Language,
    /// The code of the currency.
    pub currency: &'w str,
}

/// A space at which no line is broken, until the text is laid out.
pub const HELD: char = '\u{a0}';

impl Writing<'_> {
    /// A cell as text.
    pub fn cell(&self, cell: &Cell, within: Within) -> String {
        let manner = Manner(self.language);
        let money = |text: String| match within {
            Within::Sentence => format!("{text} {}", currency(self.language, self.currency)),
            Within::Table(_) | Within::Formula => text,
        };
        match cell {
            Cell::Nothing => "·".to_owned(),
            Cell::Blank => String::new(),
            Cell::Words(words) | Cell::Command(words) | Cell::Undefined(words) => clean(words),
            Cell::Money(amount) => money(manner.fixed(scaled(*amount, within), 0)),
            Cell::Price(amount) => money(manner.trimmed(scaled(*amount, within), Decimal::MAX_SCALE)),
            Cell::Share(share) => format!("{} %", manner.percent_trimmed(*share, 4)),
            Cell::Rate(rate) => manner.percent(*rate, 1),
            Cell::Rates(rates) => {
                let rates: Vec<String> = rates.iter().map(|r| manner.percent_trimmed(*r, 4)).collect();
                format!("{} %", rates.join("/"))
            }
            Cell::Ratio(ratio) => manner.fixed(*ratio, 2),
            Cell::Factor(factor) => manner.fixed(*factor, 4),
            Cell::Years(number) | Cell::Tenths(number) => manner.fixed(*number, 1),
            Cell::Count(count) => manner.trimmed(*count, 1),
            Cell::Outcomes(outcomes) => match within {
                Within::Table(_) if !is_small(*outcomes) => manner.fixed(*outcomes, 1),
                Within::Table(_) => manner.fixed(*outcomes, 2),
                Within::Sentence | Within::Formula => manner.trimmed(*outcomes, 2),
            },
            Cell::Number(number) => manner.trimmed(*number, 6),
            Cell::Best(cell) => format!("*{}", self.cell(cell, within)),
            Cell::Bar(segment) => bar(segment),
            Cell::Currency => currency(self.language, self.currency),
            Cell::Year(year) => year.to_string(),
            Cell::Month(month) => month.to_string(),
            Cell::Period(stretch) => self.period(*stretch),
            Cell::Phrase(phrase) => self.phrase(phrase, within),
        }
    }

    /// A phrase as text.
    pub fn phrase(&self, phrase: &Phrase, within: Within) -> String {
        self.phrase_held(phrase, within).replace(HELD, " ")
    }

    /// A phrase whose figures hold together: [`HELD`] stands for their spaces.
    pub fn phrase_held(&self, phrase: &Phrase, within: Within) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => clean(words),
            Piece::Cell(cell @ (Cell::Words(_) | Cell::Phrase(_))) => self.cell(cell, within),
            Piece::Cell(cell) => self.cell(cell, within).replace(' ', &HELD.to_string()),
        };
        phrase.pieces.iter().map(piece).collect()
    }

    /// The unit of amounts: `kr.`, `1,000 kr.`
    pub fn unit(&self, scale: Scale) -> String {
        let currency = currency(self.language, self.currency);
        match scale {
            Scale::One => currency,
            scale => format!("{} {currency}", Manner(self.language).fixed(Decimal::from(scale.size()), 0)),
        }
    }

    /// A period by the shortest name that is not another's: a year, half a year, a quarter, a month, else both ends.
    pub fn period(&self, stretch: Stretch) -> String {
        self.short(stretch).unwrap_or_else(|| {
            let [from, to] = ends(stretch);
            self.words("time.stretch", &[("from", from), ("to", to)])
        })
    }

    /// The lines of a column's head: both ends of a period without a short name stand one above the other.
    pub fn head(&self, cell: &Cell) -> Vec<String> {
        match cell {
            Cell::Period(stretch) => self.short(*stretch).map_or_else(
                || {
                    let [from, to] = ends(*stretch);
                    vec![from, format!("–{to}")]
                },
                |name| vec![name],
            ),
            cell => vec![self.cell(cell, Within::Table(Scale::One))],
        }
    }

    fn short(&self, stretch: Stretch) -> Option<String> {
        let (first, last) = (stretch.first, stretch.last);
        let numbered = |key: &str, number: u32| {
            let values = [("year", first.year().to_string()), ("number", number.to_string())];
            Some(self.words(key, &values))
        };
        match (stretch.months(), first.number()) {
            (12, 1) => Some(first.year().to_string()),
            (12, _) => Some(format!("{}/{:02}", first.year(), last.year().rem_euclid(100))),
            (6, month @ (1 | 7)) => numbered("time.half", month / 6 + 1),
            (3, month @ (1 | 4 | 7 | 10)) => numbered("time.quarter", month / 3 + 1),
            (1, _) => Some(first.to_string()),
            _ => None,
        }
    }

    /// Words of pages with values in them.
    pub fn words(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(say(self.language, Theme::Pages, key), &values)
    }
}

/// The first and the last year of whole years, else the first and the last month.
fn ends(stretch: Stretch) -> [String; 2] {
    let (first, last) = (stretch.first, stretch.last);
    if first.number() == 1 && last.number() == 12 {
        [first.year().to_string(), last.year().to_string()]
    } else {
        [first.to_string(), last.to_string()]
    }
}

/// How a cell stands out, once it is text.
pub fn tone(cell: &Cell, text: &str) -> Tone {
    match cell {
        Cell::Nothing | Cell::Undefined(_) => Tone::Dim,
        Cell::Best(_) => Tone::Best,
        Cell::Words(_) | Cell::Month(_) | Cell::Period(_) | Cell::Phrase(_) => Tone::Plain,
        _ if text.starts_with('-') => Tone::Minus,
        _ => Tone::Plain,
    }
}

/// An amount in the unit of its table.
pub fn scaled(amount: Decimal, within: Within) -> Decimal {
    let size = match within {
        Within::Table(scale) => scale.size(),
        Within::Sentence | Within::Formula => return amount,
    };
    amount.checked_div(Decimal::from(size)).unwrap_or(amount)
}

/// Whether something would look like nothing with one decimal.
fn is_small(outcomes: Decimal) -> bool {
    !outcomes.is_zero() && outcomes.abs() < Decimal::new(5, 2)
}

/// Text of a file on a page: what steers terminals, or turns the direction of text, becomes a space.
fn clean(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let steers = |c: char| c.is_control() || turns(c);
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Month;

    fn period(language: Language, first: (i32, u32), months: i32) -> String {
        let first = Month::new(first.0, first.1).unwrap();
        Writing { language, currency: "DKK" }.period(Stretch { first, last: first.plus(months - 1) })
    }

    #[test]
    fn periods_have_the_shortest_name_that_is_not_anothers() {
        for (first, months, english, danish) in [
            ((2027, 1), 12, "2027", "2027"),
            ((2025, 7), 12, "2025/26", "2025/26"),
            ((1999, 2), 12, "1999/00", "1999/00"),
            ((2025, 1), 6, "2025 H1", "2025 H1"),
            ((2025, 7), 6, "2025 H2", "2025 H2"),
            ((2025, 4), 6, "2025-04 to 2025-09", "2025-04 til 2025-09"),
            ((2025, 10), 3, "2025 Q4", "2025 K4"),
            ((2025, 2), 3, "2025-02 to 2025-04", "2025-02 til 2025-04"),
            ((2025, 7), 1, "2025-07", "2025-07"),
            ((2025, 1), 36, "2025 to 2027", "2025 til 2027"),
            ((2025, 1), 18, "2025-01 to 2026-06", "2025-01 til 2026-06"),
        ] {
            assert_eq!(period(Language::English, first, months), english);
            assert_eq!(period(Language::Danish, first, months), danish);
        }
    }

    #[test]
    fn money_has_its_unit_in_sentences_and_not_in_tables() {
        let danish = Writing { language: Language::Danish, currency: "DKK" };
        let amount = Cell::Money(Decimal::new(26_107_638_230, 4));
        assert_eq!(danish.cell(&amount, Within::Sentence), "2.610.764 kr.");
        assert_eq!(danish.cell(&amount, Within::Table(Scale::One)), "2.610.764");
        assert_eq!(danish.cell(&amount, Within::Table(Scale::Thousand)), "2.611");
    }

    #[test]
    fn text_of_a_file_cannot_steer_a_terminal() {
        let writing = Writing { language: Language::English, currency: "DKK" };
        let title = Cell::words("\u{1b}[31mred\u{7}\nline");
        assert_eq!(writing.cell(&title, Within::Sentence), " [31mred  line");
    }
}
