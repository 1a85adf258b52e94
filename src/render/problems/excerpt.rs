//! A line of the reader's own text, with signs under what is meant.

use std::borrow::Cow;
use std::iter::repeat_n;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Paint;
use super::places::Places;
use crate::span::{SourceId, Span};

/// More bytes of a line than this are never looked at, on either side of a place.
const FAR: usize = 2000;

/// Less of a line than this says nothing, however narrow the page.
const LEAST: usize = 24;

/// A line to show.
pub(super) struct Row {
    pub source: SourceId,
    pub line: usize,
    pub marks: Vec<Mark>,
}

/// What is meant in it.
pub(super) struct Mark {
    pub span: Span,
    pub sign: &'static str,
    pub label: Option<String>,
    pub style: Style,
}

/// A mark in columns of the page.
struct Under<'m> {
    mark: &'m Mark,
    from: usize,
    to: usize,
}

/// Writes lines with their marks, the places in a column of their own.
pub(super) fn write(out: &mut String, rows: &[Row], places: &Places<'_>, paint: Paint, width: usize) {
    let place = |row: &Row| format!("{}:{}", visible(places.file(row.source)), row.line);
    let of_rows: Vec<String> = rows.iter().map(place).collect();
    let place_width = of_rows.iter().map(|place| columns(place)).max().unwrap_or(0);
    for (row, place) in rows.iter().zip(&of_rows) {
        let gap = place_width - columns(place) + 3;
        let indent = place_width + 5;
        let (text, marks) = shown(row, places, width.saturating_sub(indent).max(LEAST));
        out.push_str("  ");
        paint.write(out, Style::new().dimmed(), &[place]);
        out.extend(repeat_n(' ', gap));
        out.push_str(text.trim_end());
        out.push('\n');
        write_marks(out, &marks, indent, width, paint);
    }
}

/// Signs, and what they mean: beside the last sign, or each on a line of its own when there are several.
fn write_marks(out: &mut String, marks: &[Under<'_>], indent: usize, width: usize, paint: Paint) {
    let Some(last) = marks.last() else { return };
    let labels = marks.iter().filter(|under| under.mark.label.is_some()).count();
    out.extend(repeat_n(' ', indent));
    let mut column = 0;
    for under in marks {
        let from = under.from.max(column);
        let to = under.to.max(from + usize::from(under.from >= column));
        out.extend(repeat_n(' ', from - column));
        paint.write(out, under.mark.style, &[&under.mark.sign.repeat(to - from)]);
        column = to;
    }
    let fits = |label: &&String| indent + column + 1 + label.width() <= width;
    let beside = last.mark.label.as_ref().filter(fits);
    if let Some(label) = beside {
        out.push(' ');
        paint.write(out, last.mark.style, &[label]);
    }
    out.push('\n');
    if labels > usize::from(beside.is_some()) {
        for under in marks[..marks.len() - usize::from(beside.is_some())].iter().rev() {
            if let Some(label) = &under.mark.label {
                out.extend(repeat_n(' ', indent + under.from));
                paint.write(out, under.mark.style, &[label]);
                out.push('\n');
            }
        }
    }
}

/// The part of a line that fits, without the blanks before it, and where its marks stand.
fn shown<'m, 's>(row: &'m Row, places: &Places<'s>, room: usize) -> (Cow<'s, str>, Vec<Under<'m>>) {
    let (line, start) = places.line_text(row.source, row.line);
    let mut marks: Vec<&Mark> = row.marks.iter().collect();
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let first = marks.first().map_or(0, |mark| (mark.span.start as usize).saturating_sub(start)).min(line.len());
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    let from = boundary(line, if first > FAR { first - FAR } else { blanks.min(first) });
    let to = boundary(line, (first + FAR).min(line.len()));
    let seen = &line[from..to];
    let is_whole = from <= blanks && to == line.len() && seen.len() <= room;
    if is_whole && seen.bytes().all(|b| matches!(b, b' '..=b'~')) {
        // As most lines are: a byte is a column.
        let column = |byte: u32| (byte as usize).saturating_sub(start).clamp(from, to) - from;
        return (Cow::Borrowed(seen), under(&marks, column));
    }
    let cells: Vec<Cell> = line[from..to].char_indices().map(|(i, c)| Cell::of(from + i, c)).collect();
    let cut = Cut::new(&cells, first, room, from > blanks, to < line.len());
    let column = |byte: u32| cut.column(&cells, (byte as usize).saturating_sub(start));
    (Cow::Owned(cut.text(&cells)), under(&marks, column))
}

/// Where marks stand, by the columns of bytes of the text.
fn under<'m>(marks: &[&'m Mark], column: impl Fn(u32) -> usize) -> Vec<Under<'m>> {
    let under = marks.iter().map(|&mark| {
        let from = column(mark.span.start);
        Under { mark, from, to: column(mark.span.end.max(mark.span.start)).max(from + 1) }
    });
    under.collect()
}

/// Which cells of a long line are shown.
struct Cut {
    from: usize,
    to: usize,
    before: bool,
    after: bool,
}

impl Cut {
    fn new(cells: &[Cell], first: usize, room: usize, before: bool, after: bool) -> Cut {
        let total: usize = cells.iter().map(|cell| cell.width).sum();
        if total <= room && !before && !after {
            return Cut { from: 0, to: cells.len(), before, after };
        }
        // What is meant stands in the first third, unless the line ends soon after.
        let place = cells.iter().position(|cell| cell.at >= first).unwrap_or(cells.len());
        let left_of = |room: usize| {
            let mut width = 0;
            let left = cells[..place].iter().rev().take_while(|cell| {
                width += cell.width;
                width <= room
            });
            place - left.count()
        };
        let after_place: usize = cells[place..].iter().map(|cell| cell.width).sum();
        let from = left_of((room / 3).max(room.saturating_sub(after_place + 2)));
        let mut width = 2;
        let shown = cells[from..].iter().take_while(|cell| {
            width += cell.width;
            width <= room
        });
        let to = from + shown.count();
        Cut { from, to, before: before || from > 0, after: after || to < cells.len() }
    }

    fn text(&self, cells: &[Cell]) -> String {
        let mut text = String::new();
        text.push_str(if self.before { "…" } else { "" });
        cells[self.from..self.to].iter().for_each(|cell| cell.write(&mut text));
        text.push_str(if self.after { "…" } else { "" });
        text
    }

    fn column(&self, cells: &[Cell], byte: usize) -> usize {
        let shown = &cells[self.from..self.to];
        let width: usize = shown.iter().take_while(|cell| cell.at < byte).map(|cell| cell.width).sum();
        width + usize::from(self.before)
    }
}

fn boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// A character as it is shown: nothing in a file may move the cursor or turn the line.
struct Cell {
    /// The byte it stands at.
    at: usize,
    shown: char,
    /// How often.
    times: usize,
    width: usize,
}

impl Cell {
    fn of(at: usize, c: char) -> Cell {
        let (shown, times) = match c {
            ' '..='~' => return Cell { at, shown: c, times: 1, width: 1 },
            '\t' => (' ', 4),
            '\u{0}'..='\u{1f}' => (char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'), 1),
            '\u{7f}' => ('␡', 1),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => ('␣', 1),
            '\u{80}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => ('\u{fffd}', 1),
            c if c.width().is_none() => ('\u{fffd}', 1),
            c => (c, 1),
        };
        Cell { at, shown, times, width: times * shown.width().unwrap_or(0) }
    }

    fn write(&self, out: &mut String) {
        (0..self.times).for_each(|_| out.push(self.shown));
    }
}

/// How many columns a text takes in which every character is shown.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// A text in which every character is shown.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            c => Cell::of(0, c).write(&mut out),
        }
    }
    Cow::Owned(out)
}
