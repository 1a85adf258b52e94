//! A figure as a tree: `name = value = numbers`, and to the right, or below, the formula in words or where it stands.

use super::ink::{Ink, Line, width, wrap};
use super::shown::{Within, Writing};
use crate::report::Branch;

/// Where what stands beside a figure begins, when there is room.
const BESIDE: usize = 56;
/// How far what does not fit on a line is moved in.
const HANGING: usize = 4;

/// The lines of a tree.
pub fn tree(branch: &Branch, writing: Writing<'_>, page_width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    grow(branch, Bars { own: String::new(), below: String::new() }, writing, page_width, &mut lines);
    lines
}

/// What stands before the first line of a figure, and before all below it.
struct Bars {
    own: String,
    below: String,
}

fn grow(branch: &Branch, bars: Bars, writing: Writing<'_>, page_width: usize, lines: &mut Vec<Line>) {
    let mut says = writing.phrase_held(&branch.says, Within::Sentence);
    let numbers = writing.phrase_held(&branch.numbers, Within::Formula);
    let beside = writing.phrase_held(&branch.beside, Within::Sentence);
    if !numbers.is_empty() {
        says.push_str(&format!(" = {numbers}"));
    }
    let room = page_width.saturating_sub(width(&bars.own));
    let under = if branch.branches.is_empty() { bars.below.clone() } else { format!("{}│ ", bars.below) };
    let under_room = page_width.saturating_sub(width(&under) + HANGING);
    let hanging = |text: &str, ink: Ink, lines: &mut Vec<Line>| {
        for part in wrap(text, under_room) {
            let mut line = Line::of(format!("{under}{}", " ".repeat(HANGING)), Ink::DIM);
            line.add(part, ink);
            lines.push(line);
        }
    };
    let ink = if bars.own.is_empty() { Ink::BOLD } else { Ink::PLAIN };
    let mut first = Line::of(&bars.own, Ink::DIM);
    let mut parts = wrap(&says, room).into_iter();
    first.add(parts.next().unwrap_or_default(), ink);
    let rest = parts.collect::<Vec<_>>().join(" ");
    let column = BESIDE.min(page_width.saturating_sub(width(&beside))).max(first.width() + 2);
    if rest.is_empty() && !beside.is_empty() && column + width(&beside) <= page_width {
        first.pad_to(column);
        first.add(beside, Ink::DIM);
        lines.push(first);
    } else {
        lines.push(first);
        if !rest.is_empty() {
            hanging(&rest, ink, lines);
        }
        if !beside.is_empty() {
            hanging(&beside, Ink::DIM, lines);
        }
    }
    // However deep a tree is, half of a narrow page is for text.
    let stem = if width(&bars.below) > page_width / 2 { "" } else { &bars.below };
    let last = branch.branches.len().saturating_sub(1);
    for (place, child) in branch.branches.iter().enumerate() {
        let (own, below) = if place == last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let bars = Bars { own: format!("{stem}{own}"), below: format!("{stem}{below}") };
        grow(child, bars, writing, page_width, lines);
    }
}
