//! Lists and tables in braces. A mistake inside one spoils the line it is on, not what follows.

use toml_parser::lexer::TokenKind;

use super::cursor::Token;
use super::parse::Parser;
use super::place;
use super::table::Made;
use super::{MAX_DEPTH, Node, Table, Value, Why};

/// Where a value stands, which decides how far a text without quotes may reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum In {
    /// After `key =`, to the end of the line.
    Line,
    /// In `[ ]`
    List,
    /// In `{ }`
    Braces,
}

impl Parser<'_> {
    /// A value. Whatever stands there, the node has a place; after [`Parser::given_up`] nothing more is read of the line.
    pub(super) fn value(&mut self, place: In, depth: usize) -> Node {
        let token = self.cursor.peek();
        self.count(token.start);
        let value = match token.kind {
            TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket if depth >= MAX_DEPTH => {
                self.key = 0..0;
                self.not_toml("too-deep", "", "", token.start..token.end);
                self.give_up();
                Value::Broken
            }
            TokenKind::LeftCurlyBracket => self.braces(depth + 1),
            TokenKind::LeftSquareBracket => self.list(depth + 1),
            TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString => self.text_in_quotes(),
            TokenKind::Atom | TokenKind::Dot => self.text_without_quotes(place),
            TokenKind::Comma if place == In::Line => self.text_without_quotes(place),
            TokenKind::Newline
            | TokenKind::Comment
            | TokenKind::Eof
            | TokenKind::Comma
            | TokenKind::RightCurlyBracket
            | TokenKind::RightSquareBracket
            | TokenKind::Equals
            | TokenKind::Whitespace => return self.no_value(token),
        };
        let end = self.last_end(token.start);
        Node { value, span: self.span(token.start..end), why: Why::Written }
    }

    /// `key =` and nothing that could be a value.
    fn no_value(&mut self, token: Token) -> Node {
        let key = self.key.clone();
        let at = if key.is_empty() { token.start..token.start } else { key };
        let closes = matches!(token.kind, TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket);
        if token.kind == TokenKind::Equals || (closes && self.open == 0) {
            self.stray(token);
        } else {
            self.not_toml("no-value", "", "…", at.clone());
        }
        Node { value: Value::Broken, span: self.span(at), why: Why::Written }
    }

    /// `[1, 2]`
    fn list(&mut self, depth: usize) -> Value {
        let open = self.open();
        let mut list = Vec::new();
        let mut comma = true;
        while !self.given_up && !self.full {
            self.blanks_and_lines(open);
            let token = self.cursor.peek();
            match token.kind {
                _ if self.given_up => {}
                TokenKind::RightSquareBracket => {
                    self.close();
                    return Value::List(list);
                }
                TokenKind::Eof => self.unclosed("unclosed-list", open),
                TokenKind::Comma if !comma => {
                    self.cursor.bump();
                    comma = true;
                }
                TokenKind::Comma | TokenKind::Equals | TokenKind::RightCurlyBracket => self.stray(token),
                _ if !comma => self.missing_comma(token),
                _ => {
                    list.push(self.value(In::List, depth));
                    comma = false;
                }
            }
        }
        Value::List(list)
    }

    /// `{ a = 1, b.c = 2 }`
    fn braces(&mut self, depth: usize) -> Value {
        let open = self.open();
        let mut table = Table::made(Made::Braces, self.span(open.start..open.end));
        let mut comma = true;
        while !self.given_up && !self.full {
            let breaks = self.blanks_and_lines(open);
            let token = self.cursor.peek();
            let closes_after_comma = comma && !table.entries.is_empty() && token.kind == TokenKind::RightCurlyBracket;
            if !self.given_up && token.kind != TokenKind::Eof && (breaks || closes_after_comma) {
                self.note_one_one(open, token);
            }
            match token.kind {
                _ if self.given_up => {}
                TokenKind::RightCurlyBracket => {
                    self.close();
                    table.opened = self.span(open.start..token.end);
                    return Value::Table(table);
                }
                TokenKind::Eof => self.unclosed("unclosed-braces", open),
                TokenKind::Comma if !comma => {
                    self.cursor.bump();
                    comma = true;
                }
                TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString if comma => {
                    self.pair(&mut table, depth);
                    comma = false;
                }
                TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString => self.missing_comma(token),
                _ => self.stray(token),
            }
        }
        Value::Table(table)
    }

    /// `b.c = 2` inside braces.
    fn pair(&mut self, table: &mut Table, depth: usize) {
        let outer = self.key.clone();
        self.count_key(self.cursor.peek().start);
        match self.brace_key() {
            Some(path) => {
                self.value_on_next_line();
                let node = self.value(In::Braces, depth + path.len() - 1);
                if depth + path.len() > MAX_DEPTH + 1 {
                    self.key = 0..0;
                    self.not_toml("too-deep", "", "", node.span.start as usize..node.span.end as usize);
                    self.give_up();
                } else if let Err(clash) = place::put(table, path, node) {
                    self.twice(clash);
                }
            }
            None => self.give_up(),
        }
        self.key = outer;
    }

    /// A line break between `=` and the value, which not every reader of TOML takes.
    fn value_on_next_line(&mut self) {
        self.cursor.skip_blanks();
        let first = self.cursor.peek();
        while matches!(self.cursor.peek().kind, TokenKind::Newline | TokenKind::Comment | TokenKind::Whitespace) {
            let token = self.cursor.peek();
            if token.kind == TokenKind::Newline && self.cursor.statement_at(token.end) {
                return;
            }
            self.line_break();
        }
        if first != self.cursor.peek() {
            self.note_one_one(first, self.cursor.peek());
        }
    }

    fn open(&mut self) -> Token {
        self.open += 1;
        self.cursor.bump()
    }

    fn close(&mut self) {
        self.open = self.open.saturating_sub(1);
        self.cursor.bump();
    }

    /// Where what was read last ends: without the blanks before the next token.
    fn last_end(&self, start: usize) -> usize {
        let end = self.cursor.peek().start.max(start);
        start + self.cursor.between(start, end).trim_end().len()
    }
}
