//! A page for people on a terminal, or in a file: the same text, painted or not.

use super::ink::{Ink, Line, cut, width, wrap};
use super::rounding::does_not_add;
use super::shown::{Within, Writing};
use super::table::Sheet;
use super::tree::tree;
use crate::report::{Body, Phrase, Report, Scale, Section, Table};
use crate::text::Language;

/// How a page is to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// The language of numbers, and of the few words that depend on the width.
    pub language: Language,
    /// Columns; fewer than 60 count as 60, more than 140 as 140.
    pub width: usize,
    /// Whether it is painted.
    pub color: bool,
}

impl Look {
    /// A page in a file: 100 columns, no paint.
    pub const fn plain(language: Language) -> Look {
        Look { language, width: 100, color: false }
    }
}

/// A page as text.
pub fn page(report: &Report, look: &Look) -> String {
    let writing = Writing { language: look.language, currency: &report.currency };
    let page_width = look.width.clamp(60, 140);
    let mut blocks = vec![head(report, writing, page_width)];
    let mut rounded = false;
    for section in &report.sections {
        blocks.push(match &section.body {
            Body::Table(table) => {
                let sheet = |table| Sheet::new(section, table, writing, page_width);
                let thousands = table.may_shrink && table.scale == Scale::One && sheet(table).breaks();
                let smaller = thousands.then(|| Table { scale: Scale::Thousand, ..table.clone() });
                let table = smaller.as_ref().unwrap_or(table);
                rounded |= does_not_add(table);
                Sheet::new(section, table, writing, page_width).lines()
            }
            Body::Tree(branch) => tree(branch, writing, page_width),
            Body::Facts(facts) => facts_lines(section, facts, writing, page_width),
        });
    }
    blocks.push(foot(report, rounded, writing, page_width));
    let mut page = String::new();
    for block in blocks.iter().filter(|b| !b.is_empty()) {
        if !page.is_empty() {
            page.push('\n');
        }
        block.iter().for_each(|line| line.write(look.color, &mut page));
    }
    page
}

/// Parts with a point between them, in lines of whole parts.
fn parts(parts: &[Phrase], writing: Writing<'_>, page_width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = writing.phrase(part, Within::Sentence);
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(&part) <= page_width => {
                line.push_str(" · ");
                line.push_str(&part);
            }
            _ => lines.extend(wrap(&part, page_width)),
        }
    }
    lines
}

/// Title and subtitle, a rule, the sentences.
fn head(report: &Report, writing: Writing<'_>, page_width: usize) -> Vec<Line> {
    let title = writing.phrase(&Phrase::cell(crate::report::Cell::words(&report.title)), Within::Sentence);
    let beside = parts(&report.subtitle, writing, page_width);
    let mut lines = Vec::new();
    match beside.first() {
        Some(only) if beside.len() == 1 && width(&title) + 2 + width(only) <= page_width => {
            let mut line = Line::of(&title, Ink::PLAIN);
            line.pad_to(page_width - width(only));
            line.add(only, Ink::PLAIN);
            lines.push(line);
        }
        _ if title.is_empty() && beside.is_empty() => {}
        _ => {
            lines.extend(wrap(&title, page_width).into_iter().map(|l| Line::of(l, Ink::PLAIN)));
            lines.extend(beside.into_iter().map(|l| Line::of(l, Ink::PLAIN)));
        }
    }
    if !lines.is_empty() {
        lines.push(Line::of("─".repeat(page_width), Ink::DIM));
    }
    for (place, sentence) in report.sentences.iter().enumerate() {
        let ink = if place == 0 { Ink::BOLD } else { Ink::PLAIN };
        lines.extend(paragraph(sentence, writing, page_width, ink));
    }
    lines
}

fn paragraph(phrase: &Phrase, writing: Writing<'_>, page_width: usize, ink: Ink) -> Vec<Line> {
    let text = writing.phrase_held(phrase, Within::Sentence);
    wrap(&text, page_width).into_iter().map(|line| Line::of(line, ink)).collect()
}

/// What to be aware of, and the stamp.
fn foot(report: &Report, rounded: bool, writing: Writing<'_>, page_width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if rounded {
        let note = Phrase::words(writing.words("note.rounded", &[]));
        lines.extend(paragraph(&note, writing, page_width, Ink::DIM));
    }
    for foot in &report.foot {
        let ink = if foot.warns { Ink::YELLOW } else { Ink::PLAIN };
        lines.extend(paragraph(&foot.says, writing, page_width, ink));
    }
    lines.extend(parts(&report.stamp, writing, page_width).into_iter().map(|line| Line::of(line, Ink::DIM)));
    lines
}

/// Names to the left, what is said of them to the right.
fn facts_lines(section: &Section, facts: &[(String, Phrase)], writing: Writing<'_>, page_width: usize) -> Vec<Line> {
    let mut heading = Line::of(cut(&section.heading, page_width), Ink::BOLD);
    let beside = parts(&section.beside, writing, page_width).join(" · ");
    if heading.width() + 2 + width(&beside) <= page_width && !beside.is_empty() {
        heading.add(format!("  {beside}"), Ink::PLAIN);
    }
    let mut lines = vec![heading];
    let begins = 2 + facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0) + 2;
    for (name, says) in facts {
        let text = writing.phrase_held(says, Within::Sentence);
        for (place, part) in wrap(&text, page_width.saturating_sub(begins)).into_iter().enumerate() {
            let mut line = Line::of(if place == 0 { format!("  {name}") } else { String::new() }, Ink::DIM);
            line.pad_to(begins);
            line.add(part, Ink::PLAIN);
            lines.push(line);
        }
    }
    lines
}
