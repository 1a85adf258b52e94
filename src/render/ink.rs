//! Lines of painted text: widths are counted before the paint, and without colour nothing of it is left.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthStr;

use super::shown::HELD;

/// How a stretch of text is painted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ink {
    /// To be looked at.
    pub bold: bool,
    /// Beside the matter.
    pub dim: bool,
    /// Below nil.
    pub red: bool,
    /// A warning.
    pub yellow: bool,
}

impl Ink {
    /// None.
    pub const PLAIN: Ink = Ink { bold: false, dim: false, red: false, yellow: false };
    /// To be looked at.
    pub const BOLD: Ink = Ink { bold: true, ..Ink::PLAIN };
    /// Beside the matter.
    pub const DIM: Ink = Ink { dim: true, ..Ink::PLAIN };
    /// A warning.
    pub const YELLOW: Ink = Ink { yellow: true, ..Ink::PLAIN };

    fn style(self) -> Style {
        let mut style = Style::new();
        if self.bold {
            style |= Effects::BOLD;
        }
        if self.dim {
            style |= Effects::DIMMED;
        }
        match (self.red, self.yellow) {
            (true, _) => style.fg_color(Some(AnsiColor::Red.into())),
            (false, true) => style.fg_color(Some(AnsiColor::Yellow.into())),
            (false, false) => style,
        }
    }
}

/// A line of a page.
#[derive(Clone, Default, Debug)]
pub struct Line {
    parts: Vec<(String, Ink)>,
    width: usize,
}

impl Line {
    /// A line of one text.
    pub fn of(text: impl Into<String>, ink: Ink) -> Line {
        let mut line = Line::default();
        line.add(text, ink);
        line
    }

    /// Adds a text.
    pub fn add(&mut self, text: impl Into<String>, ink: Ink) {
        let text = text.into();
        self.width += width(&text);
        self.parts.push((text, ink));
    }

    /// Adds blanks up to a column.
    pub fn pad_to(&mut self, column: usize) {
        if column > self.width {
            self.add(" ".repeat(column - self.width), Ink::PLAIN);
        }
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The text with its line end, without blanks at the end.
    pub fn write(&self, color: bool, page: &mut String) {
        let last = self.parts.iter().rposition(|(text, _)| !text.trim_end().is_empty());
        for (place, (text, ink)) in self.parts.iter().enumerate().take(last.map_or(0, |l| l + 1)) {
            let text = if Some(place) == last { text.trim_end_matches(' ') } else { text };
            let text = text.replace(HELD, " ");
            if color && *ink != Ink::PLAIN && !text.trim().is_empty() {
                let style = ink.style();
                page.push_str(&format!("{style}{text}{style:#}"));
            } else {
                page.push_str(&text);
            }
        }
        page.push('\n');
    }
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text in so many columns, cut with `…` when it is too long.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept) + 1 > columns {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

/// A text in lines of so many columns, broken at spaces; a word that is longer than a line is broken, too.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    lines(text, columns, str::len)
}

/// The same for a name: where a word is longer than a line, it is broken at a hyphen when it has one.
pub fn wrap_name(text: &str, columns: usize) -> Vec<String> {
    lines(text, columns, |line| line.rfind('-').map_or(line.len(), |hyphen| hyphen + 1))
}

/// A text in lines; `break_at` says after how many bytes a line is broken that has no room for the rest of its word.
fn lines(text: &str, columns: usize, break_at: impl Fn(&str) -> usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for character in word.chars() {
            line.push(character);
            if width(&line) > columns {
                line.pop();
                let rest = line.split_off(break_at(&line));
                lines.push(std::mem::replace(&mut line, rest));
                line.push(character);
            }
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrap("the outlay is back", 10), ["the outlay", "is back"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("a b\u{a0}c d", 3), ["a", "b\u{a0}c", "d"]);
        assert_eq!(wrap("", 3), [""]);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("Aarhus Kommune", 8), "Aarhus …");
        assert_eq!(cut("Aarhus", 6), "Aarhus");
        assert_eq!(cut("日本語", 5), "日本…");
    }

    #[test]
    fn without_colour_no_paint_is_left() {
        let mut line = Line::of("loss", Ink { red: true, ..Ink::BOLD });
        line.pad_to(10);
        let mut page = String::new();
        line.write(false, &mut page);
        assert_eq!(page, "loss\n");
        line.write(true, &mut page);
        assert!(page.contains("\u{1b}["));
    }
}
