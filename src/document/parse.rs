//! From text to tree, line by line: headers, and keys with their values.

use std::ops::Range;

use toml_parser::lexer::TokenKind;

use super::cursor::Cursor;
use super::keys::Part;
use super::names::control;
use super::place::Placed;
use super::{Document, MAX_BYTES, Node, Value, Why};
use crate::problem::{Code, Problem, Problems};
use crate::span::{SourceId, Span};

/// Reads a text. What cannot be read is a problem; reading goes on after it.
pub fn parse(source: SourceId, text: &str) -> (Document, Problems) {
    if text.len() > MAX_BYTES {
        let problem = Problem::new(Code::TooLarge).with("limit", MAX_BYTES >> 20).of_file(source);
        return (Document { source, root: super::Table::default(), whole: false, lacks: false }, alone(problem));
    }
    let mut parser = Parser::new(source, text);
    while parser.cursor.peek().kind != TokenKind::Eof && !parser.full {
        parser.statement();
    }
    if !parser.began && parser.problems.is_empty() {
        parser.problems.add(Problem::new(Code::Empty).of_file(source));
    }
    parser.done()
}

/// Reads one value, as it may stand after `--set path=`.
pub fn value(source: SourceId, text: &str) -> (Node, Problems) {
    let mut parser = Parser::new(source, text);
    let node = match text.len() {
        0..=MAX_BYTES => parser.whole_value(0..0),
        _ => Node { value: Value::Broken, span: parser.span(0..0), why: Why::Written },
    };
    (node, parser.problems)
}

fn alone(problem: Problem) -> Problems {
    let mut problems = Problems::default();
    problems.add(problem);
    problems
}

/// What is known while a text is read.
pub(super) struct Parser<'t> {
    pub source: SourceId,
    pub cursor: Cursor<'t>,
    pub problems: Problems,
    pub placed: Placed,
    /// The key whose value is read, for what to write instead.
    pub key: Range<usize>,
    /// How many brackets are open.
    pub open: usize,
    /// The value that is read is beyond reading; what is left of it has been passed over.
    pub given_up: bool,
    /// Keys that were not TOML, as written and as read.
    pub renamed: Vec<(String, String)>,
    /// Line breaks inside braces have been noted.
    pub noted: bool,
    pub values: usize,
    pub keys: usize,
    pub mistakes: usize,
    /// Nothing more is read.
    pub full: bool,
    began: bool,
    noted_return: bool,
    /// The line above was neither a header nor a key.
    pub odd_lines: bool,
}

impl<'t> Parser<'t> {
    fn new(source: SourceId, text: &'t str) -> Parser<'t> {
        Parser {
            source,
            cursor: Cursor::new(text),
            problems: Problems::default(),
            placed: Placed::default(),
            key: 0..0,
            open: 0,
            given_up: false,
            renamed: Vec::new(),
            noted: false,
            values: 0,
            keys: 0,
            mistakes: 0,
            full: false,
            began: false,
            noted_return: false,
            odd_lines: false,
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span { source: self.source, start: range.start as u32, end: range.end as u32 }
    }

    /// A line, with all that its brackets hold.
    fn statement(&mut self) {
        self.cursor.skip_blanks();
        let token = self.cursor.peek();
        match token.kind {
            TokenKind::Newline | TokenKind::Comment => self.line_break(),
            TokenKind::Eof => {}
            TokenKind::LeftSquareBracket => {
                self.began = true;
                self.odd_lines = false;
                self.header();
            }
            TokenKind::LeftCurlyBracket if !self.began => self.other_language(token.start, "json"),
            TokenKind::Atom if !self.began && self.cursor.text[token.start..].starts_with('<') => {
                self.other_language(token.start, "markup");
            }
            _ => {
                self.began = true;
                self.key_and_value();
            }
        }
    }

    /// The text is JSON, or a page: no word of it is read.
    fn other_language(&mut self, start: usize, kind: &'static str) {
        let problem = Problem::new(Code::NoCase).variant(kind).at(self.span(start..start + 1));
        self.problems.add(problem);
        self.full = true;
    }

    /// A comment or a line break.
    pub(super) fn line_break(&mut self) {
        let token = self.cursor.bump();
        let found = self.cursor.between(token.start, token.end);
        let key = std::mem::take(&mut self.key);
        match token.kind {
            TokenKind::Comment => {
                if let Some((at, c)) = control(found) {
                    let at = token.start + at;
                    self.not_toml("control-character", &c, "", at..at + 1);
                }
            }
            TokenKind::Newline if found == "\r" && !std::mem::replace(&mut self.noted_return, true) => {
                self.not_toml("line-break", "\\r", "", token.start..token.end);
            }
            _ => {}
        }
        self.key = key;
    }

    fn header(&mut self) {
        self.count_key(self.cursor.peek().start);
        if let Some((path, list, at)) = self.header_path() {
            let span = self.span(at);
            if let Err(clash) = self.placed.open(path, list, span) {
                self.twice(clash);
            }
        } else {
            self.placed.leave(self.span(self.cursor.peek().start..self.cursor.peek().start));
        }
        self.end_of_line("after-header");
    }

    fn key_and_value(&mut self) {
        self.count_key(self.cursor.peek().start);
        let Some((path, read)) = self.key_path() else {
            self.pass_line();
            return;
        };
        self.odd_lines = false;
        let node = match read {
            true => self.whole_value(self.key.clone()),
            false => {
                self.pass_line();
                Node { value: Value::Broken, span: self.span(self.key.clone()), why: Why::Written }
            }
        };
        if let Err(clash) = self.placed.put(path, node) {
            self.twice(clash);
        }
    }

    /// A value and the end of its line.
    fn whole_value(&mut self, key: Range<usize>) -> Node {
        self.key = key.clone();
        self.cursor.skip_blanks();
        let depth = self.placed.depth();
        let mut node = self.value(super::values::In::Line, depth);
        self.open = 0;
        self.key = key;
        if std::mem::take(&mut self.given_up) {
            node.value = Value::Broken;
        } else {
            self.end_of_line("after-value");
        }
        node
    }

    /// Nothing but a comment may follow on this line.
    fn end_of_line(&mut self, variant: &'static str) {
        self.cursor.skip_blanks();
        let token = self.cursor.peek();
        if !matches!(token.kind, TokenKind::Newline | TokenKind::Comment | TokenKind::Eof) {
            let rest = self.cursor.rest_of_line(token.start);
            let variant = if rest == "," { "trailing-comma" } else { variant };
            let end = token.start + rest.len().max(token.end - token.start);
            self.not_toml(variant, rest, "", token.start..end);
            self.pass_line();
        }
    }

    /// Goes on at the next line.
    fn pass_line(&mut self) {
        self.cursor.jump(self.cursor.line_end(self.cursor.peek().start));
    }

    fn done(mut self) -> (Document, Problems) {
        let mut root = self.placed.root();
        if !self.renamed.is_empty() {
            super::names::rename(&mut root, &self.renamed);
        }
        self.renamed.clear();
        (Document { source: self.source, root, whole: self.began && !self.full, lacks: false }, self.problems)
    }
}

/// The keys of a path, with points.
pub(super) fn dotted(path: &[Part]) -> String {
    path.iter().map(|part| part.key.as_str()).collect::<Vec<_>>().join(".")
}
