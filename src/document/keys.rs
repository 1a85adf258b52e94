//! Keys and headers: words with points between them.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::lexer::TokenKind;
use toml_parser::{ParseError, Raw};

use super::MAX_DEPTH;
use super::cursor::Token;
use super::names::is_bare;
use super::parse::{Parser, dotted};
use crate::span::Span;

/// One word of a key.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub key: String,
    pub span: Span,
}

impl Parser<'_> {
    /// `[a.b]` or `[[a.b]]`: its words, whether it is one of a list, and where it stands. None if nobody can tell.
    pub(super) fn header_path(&mut self) -> Option<(Vec<Part>, bool, Range<usize>)> {
        self.key = 0..0;
        let open = self.cursor.bump();
        let list = self.cursor.peek().kind == TokenKind::LeftSquareBracket;
        if list {
            self.cursor.bump();
        }
        self.cursor.skip_blanks();
        let (path, clean) = self.parts();
        self.cursor.skip_blanks();
        let mut end = self.cursor.peek().end;
        let mut closed = self.close_bracket();
        if list && closed {
            end = self.cursor.peek().end;
            closed = self.close_bracket();
        }
        match (clean, closed) {
            (true, true) => self.deep_enough(path, open.start).map(|path| (path, list, open.start..end)),
            _ => self.odd_header(open.start, list),
        }
    }

    fn close_bracket(&mut self) -> bool {
        let closes = self.cursor.peek().kind == TokenKind::RightSquareBracket;
        if closes {
            self.cursor.bump();
        }
        closes
    }

    /// `a.b =` at the start of a line: its words, and whether a value follows. None when the line is no key at all.
    pub(super) fn key_path(&mut self) -> Option<(Vec<Part>, bool)> {
        let start = self.cursor.peek().start;
        self.key = 0..0;
        let (path, clean) = self.parts();
        let end = path.last().map_or(start, |part| part.span.end as usize);
        self.cursor.skip_blanks();
        let equals = self.cursor.peek();
        if !clean || equals.kind != TokenKind::Equals {
            return self.odd_key(start, path, clean);
        }
        self.cursor.bump();
        self.key = start..end;
        self.deep_enough(path, start).map(|path| (path, true))
    }

    /// A key inside braces, and its `=`. None when nobody can tell; it has been said.
    pub(super) fn brace_key(&mut self) -> Option<Vec<Part>> {
        let start = self.cursor.peek().start;
        let (mut path, clean) = self.parts();
        let end = path.last().map_or(start, |part| part.span.end as usize);
        self.cursor.skip_blanks();
        self.key = 0..0;
        let found = self.cursor.between(start, end);
        if self.cursor.peek().kind != TokenKind::Equals {
            self.not_toml("no-equals-in-braces", found, "", start..end.max(start + 1));
            return None;
        }
        if !clean {
            path = self.folded(found, start, '_');
            if path.is_empty() {
                self.not_toml("not-a-line", found, "", start..end.max(start + 1));
                return None;
            }
            self.bad_key("bad-key", found, &dotted(&path), start..end);
        }
        self.cursor.bump();
        self.key = start..end;
        Some(path)
    }

    /// Words with points between them, and whether all of them are TOML.
    fn parts(&mut self) -> (Vec<Part>, bool) {
        let mut path = Vec::new();
        let mut clean = true;
        loop {
            self.cursor.skip_blanks();
            let token = self.cursor.peek();
            match token.kind {
                TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString => {
                    self.cursor.bump();
                    let (key, good) = self.word(token);
                    clean &= good;
                    path.push(Part { key, span: self.span(token.start..token.end) });
                }
                _ => return (path, false),
            }
            let before = self.cursor.peek();
            self.cursor.skip_blanks();
            if self.cursor.peek().kind != TokenKind::Dot {
                if before.kind == TokenKind::Whitespace {
                    self.cursor.jump(before.start);
                }
                return (path, clean);
            }
            self.cursor.bump();
        }
    }

    /// What a word says, and whether it is TOML.
    fn word(&self, token: Token) -> (String, bool) {
        let found = self.cursor.between(token.start, token.end);
        if token.kind == TokenKind::Atom {
            return (found.to_owned(), is_bare(found));
        }
        let mut errors: Vec<ParseError> = Vec::new();
        let mut key = Cow::Borrowed("");
        Raw::new_unchecked(found, token.kind.encoding(), toml_parser::Span::new_unchecked(token.start, token.end))
            .decode_key(&mut key, &mut errors);
        (key.into_owned(), errors.is_empty())
    }

    fn deep_enough(&mut self, path: Vec<Part>, start: usize) -> Option<Vec<Part>> {
        if path.len() <= MAX_DEPTH {
            return Some(path);
        }
        self.key = 0..0;
        self.not_toml("too-deep", "", "", start..start + 1);
        None
    }
}
