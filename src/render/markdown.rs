//! A page as Markdown, for reports and pull requests: the tables of GitHub, nothing left out.

use super::rounding::does_not_add;
use super::shown::{Within, Writing};
use crate::report::{Align, Body, Branch, Cell, Emphasis, Phrase, Report, Row, Scale, Section, Table};
use crate::text::Language;

/// A page as Markdown.
pub fn page(report: &Report, language: Language) -> String {
    let writing = Writing { language, currency: &report.currency };
    let mut blocks: Vec<String> = Vec::new();
    let sentence = |phrase: &Phrase| escape(&writing.phrase(phrase, Within::Sentence));
    let points = |parts: &[Phrase]| parts.iter().map(&sentence).collect::<Vec<_>>().join(" · ");
    if !report.title.is_empty() {
        blocks.push(format!("# {}", sentence(&Phrase::cell(Cell::words(&report.title)))));
    }
    if !report.subtitle.is_empty() {
        blocks.push(points(&report.subtitle));
    }
    let mut sentences = report.sentences.iter().map(&sentence);
    if let Some(first) = sentences.next() {
        blocks.push(std::iter::once(format!("**{first}**")).chain(sentences).collect::<Vec<_>>().join("\n"));
    }
    let mut rounded = false;
    for section in &report.sections {
        // A page without a title is one table: its heading stands in the corner.
        let in_corner = report.title.is_empty() && matches!(section.body, Body::Table(_));
        if !in_corner {
            blocks.push(heading(section, writing));
        }
        match &section.body {
            Body::Table(table) => {
                rounded |= does_not_add(table);
                blocks.push(table_lines(if in_corner { &section.heading } else { "" }, table, writing));
                blocks.extend(table.notes.iter().map(&sentence));
            }
            Body::Tree(branch) => {
                let mut lines = Vec::new();
                bullets(branch, 0, writing, &mut lines);
                blocks.push(lines.join("\n"));
            }
            Body::Facts(facts) => {
                let fact = |(name, says): &(String, Phrase)| format!("- *{}*: {}", escape(name), sentence(says));
                blocks.push(facts.iter().map(fact).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    if rounded {
        blocks.push(escape(&writing.words("note.rounded", &[])));
    }
    blocks.extend(report.foot.iter().map(|foot| sentence(&foot.says)));
    if !report.stamp.is_empty() {
        blocks.push(format!("*{}*", points(&report.stamp)));
    }
    blocks.join("\n\n") + "\n"
}

/// The heading, with the unit of a table that says it.
fn heading(section: &Section, writing: Writing<'_>) -> String {
    let mut beside: Vec<String> = Vec::new();
    if let Body::Table(table) = &section.body
        && (table.says_unit || table.scale != Scale::One)
    {
        beside.push(writing.unit(table.scale));
    }
    beside.extend(section.beside.iter().map(|b| writing.phrase(b, Within::Sentence)));
    let heading = escape(&section.heading);
    if beside.is_empty() { format!("## {heading}") } else { format!("## {heading} ({})", escape(&beside.join(", "))) }
}

fn table_lines(corner: &str, table: &Table, writing: Writing<'_>) -> String {
    let mut head = vec![escape(corner)];
    let mut rule = vec!["---".to_owned()];
    for column in &table.columns {
        let text = escape(&writing.head(&column.head).join(" "));
        head.push(if column.strong { format!("**{text}**") } else { text });
        rule.push(if column.align == Align::Right { "---:" } else { "---" }.to_owned());
    }
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut lines = vec![line(&head), line(&rule)];
    lines.extend(table.rows.iter().map(|row| line(&cells(row, table, writing))));
    lines.join("\n")
}

fn cells(row: &Row, table: &Table, writing: Writing<'_>) -> Vec<String> {
    let label = escape(&writing.cell(&row.label, Within::Sentence));
    let mut cells = vec![match row.emphasis {
        Emphasis::Group => format!("**{label}**"),
        Emphasis::Part => format!("&ensp;{label}"),
        Emphasis::Plain | Emphasis::Total | Emphasis::Dim => label,
    }];
    if let Some(across) = &row.across {
        cells.push(escape(&writing.phrase(across, Within::Sentence)));
    }
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        let text = escape(&writing.cell(cell, Within::Table(table.scale)));
        let strong = column.strong || matches!(cell, Cell::Best(_));
        cells.push(if strong { format!("**{text}**") } else { text });
    }
    cells.resize(table.columns.len() + 1, String::new());
    cells
}

fn bullets(branch: &Branch, depth: usize, writing: Writing<'_>, lines: &mut Vec<String>) {
    let mut text = format!("{}- {}", "  ".repeat(depth), escape(&writing.phrase(&branch.says, Within::Sentence)));
    let numbers = writing.phrase(&branch.numbers, Within::Formula);
    let beside = writing.phrase(&branch.beside, Within::Sentence);
    if !numbers.is_empty() {
        text.push_str(&format!(" = {}", escape(&numbers)));
    }
    if !beside.is_empty() {
        text.push_str(&format!("  *{}*", escape(&beside)));
    }
    lines.push(text);
    branch.branches.iter().for_each(|child| bullets(child, depth + 1, writing, lines));
}

/// Text in which nothing is taken for a mark of Markdown or HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '<' | '>' | '|' | '[' | ']' | '#') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_no_mark() {
        assert_eq!(escape("a|b *c* <d>"), "a\\|b \\*c\\* \\<d\\>");
    }
}
