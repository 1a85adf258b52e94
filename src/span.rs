//! Where a thing was written: a source and a stretch of its bytes.

use std::sync::{Arc, OnceLock};

/// Which of the texts that were read: a case, a library, a flag of the command line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct SourceId(pub u32);

/// A stretch of bytes of one source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    /// The text it is in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From the start of this span to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span { source: self.source, start: self.start, end: other.end.max(self.start) }
    }
}

/// A text that was read, and what it is called.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as written on the command line, with `/`; `-` for standard input.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// The bytes at which lines begin, once somebody asks.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    fn lines(&self) -> &[usize] {
        let starts = || std::iter::once(0).chain(self.text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        self.lines.get_or_init(starts)
    }
}

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// All the texts of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text and gives it a number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = self.next();
        self.list.push(Source { name: name.into(), text: text.into(), lines: OnceLock::new() });
        id
    }
    /// The number that the next text will have.
    pub fn next(&self) -> SourceId {
        SourceId(self.list.len() as u32)
    }
    /// The text with this number.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }
    /// Calls every text by another name.
    pub fn renamed(&mut self, name: impl Fn(&str) -> String) {
        self.list.iter_mut().for_each(|source| source.name = name(&source.name));
    }
    /// What stands at `span`.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|s| s.text.get(span.start as usize..span.end as usize)).unwrap_or("")
    }
    /// Line and column of a byte of a text.
    pub fn place(&self, source: SourceId, byte: u32) -> Place {
        let Some(source) = self.get(source) else { return Place { line: 1, column: 1 } };
        let text = &*source.text;
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = source.lines().partition_point(|start| *start <= end).max(1);
        Place { line, column: text[source.lines()[line - 1]..end].chars().count() + 1 }
    }
}
