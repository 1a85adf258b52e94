//! Lines and columns of many places, found without reading through a text for each of them.

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::span::{Place, Source, SourceId, Sources, Span};

/// Where the lines of the texts begin that some problems speak of.
pub(super) struct Places<'s> {
    texts: BTreeMap<SourceId, Text<'s>>,
    sources: &'s Sources,
}

struct Text<'s> {
    source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Places<'s> {
    pub(super) fn of(list: &[Problem], sources: &'s Sources) -> Places<'s> {
        let mut texts = BTreeMap::new();
        for span in list.iter().flat_map(|p| p.span.into_iter().chain(p.see.iter().map(|see| see.span))) {
            if let Some(source) = sources.get(span.source) {
                texts.entry(span.source).or_insert_with(|| Text { source, starts: starts(&source.text) });
            }
        }
        Places { texts, sources }
    }

    pub(super) fn file(&self, source: SourceId) -> &'s str {
        self.sources.get(source).map_or("", |source| &source.name)
    }

    /// Where a span begins and ends.
    pub(super) fn ends(&self, span: Span) -> Option<(Place, Place)> {
        let text = self.texts.get(&span.source)?;
        Some((text.place(span.start as usize), text.place(span.end.max(span.start) as usize)))
    }

    /// The line a span begins in, from 1.
    pub(super) fn line(&self, span: Span) -> Option<usize> {
        self.texts.get(&span.source).map(|text| text.line(span.start as usize))
    }

    /// A line without its line break, and the byte it begins at.
    pub(super) fn line_text(&self, source: SourceId, line: usize) -> (&'s str, usize) {
        let Some(text) = self.texts.get(&source) else { return ("", 0) };
        let start = text.starts.get(line - 1).copied().unwrap_or(text.source.text.len());
        let end = text.starts.get(line).copied().unwrap_or(text.source.text.len());
        let line = text.source.text.get(start..end).unwrap_or("");
        (line.trim_end_matches(['\n', '\r']), start)
    }
}

impl Text<'_> {
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    fn place(&self, byte: usize) -> Place {
        let text = &self.source.text;
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line(byte);
        let start = self.starts[line - 1].min(byte);
        Place { line, column: text[start..byte].chars().count() + 1 }
    }
}

/// The bytes at which lines begin; a byte order mark is no part of the first.
fn starts(text: &str) -> Vec<usize> {
    let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    std::iter::once(first).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect()
}
