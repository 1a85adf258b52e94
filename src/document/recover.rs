//! Where a list or a table goes wrong: how far it reaches, and where reading goes on.

use toml_parser::lexer::TokenKind;

use super::cursor::Token;
use super::parse::Parser;

impl Parser<'_> {
    /// Passes blanks, comments and line breaks, and says whether there was a line break. Where a line begins that looks
    /// like another key or header, the brackets were left open.
    pub(super) fn blanks_and_lines(&mut self, open: Token) -> bool {
        let mut breaks = false;
        loop {
            match self.cursor.peek().kind {
                TokenKind::Whitespace => self.cursor.skip_blanks(),
                TokenKind::Comment => self.line_break(),
                TokenKind::Newline => {
                    self.line_break();
                    breaks = true;
                    let line = self.cursor.peek().start;
                    if self.cursor.statement_at(line) && !self.goes_on_in_braces(open, line) {
                        let list = self.cursor.between(open.start, open.end) == "[";
                        self.unclosed(if list { "unclosed-list" } else { "unclosed-braces" }, open);
                        return breaks;
                    }
                }
                _ => return breaks,
            }
        }
    }

    /// Whether `key = …` on a new line is one more key of the braces: they are closed before the next header.
    fn goes_on_in_braces(&self, open: Token, line: usize) -> bool {
        let text = self.cursor.text;
        if self.cursor.between(open.start, open.end) != "{" || text[line..].trim_start().starts_with('[') {
            return false;
        }
        // After a comma, or as the first of the braces; otherwise nothing says that the table goes on.
        let mut before = text[open.end..line].lines().map(|l| l.split(" #").next().unwrap_or(l).trim_end());
        let last = before.rfind(|l| !l.trim_start().starts_with('#') && !l.is_empty());
        last.is_none_or(|l| l.ends_with(','))
    }

    pub(super) fn missing_comma(&mut self, token: Token) {
        let found = self.cursor.between(token.start, token.end);
        self.key = 0..0;
        self.not_toml("missing-comma", found, "", token.start..token.end);
        self.give_up();
    }

    pub(super) fn stray(&mut self, token: Token) {
        let found = self.cursor.between(token.start, token.end);
        self.key = 0..0;
        self.not_toml("stray", found, "", token.start..token.end);
        self.give_up();
    }

    /// Brackets that nothing closes: what follows is read as if they were.
    pub(super) fn unclosed(&mut self, variant: &'static str, open: Token) {
        self.key = 0..0;
        self.not_toml(variant, "", "", open.start..open.end);
        self.given_up = true;
    }

    /// Passes the rest of the value: to the end of its brackets, or to a line that begins something new.
    pub(super) fn give_up(&mut self) {
        self.given_up = true;
        if self.full {
            return;
        }
        loop {
            let token = self.cursor.peek();
            match token.kind {
                TokenKind::Eof => return,
                TokenKind::Newline if self.open == 0 || self.cursor.statement_at(token.end) => return,
                TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket => self.open += 1,
                TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket => {
                    self.open = self.open.saturating_sub(1);
                }
                _ => {}
            }
            self.cursor.bump();
        }
    }
}
