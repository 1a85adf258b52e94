//! Walking through a text, one token after the other.
//!
//! Each token is taken from the text when it is needed, so that reading can go on at any byte: a missing quote or bracket
//! spoils one line, not the rest of the file.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A word of TOML and the bytes it stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

/// Where reading stands.
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    next: Token,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Cursor<'t> {
        let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        Cursor { text, next: token_at(text, start) }
    }

    /// The next token, without taking it.
    pub(super) fn peek(&self) -> Token {
        self.next
    }

    /// Takes the next token.
    pub(super) fn bump(&mut self) -> Token {
        let token = self.next;
        self.next = token_at(self.text, token.end);
        token
    }

    /// The token after `token`.
    pub(super) fn after(&self, token: Token) -> Token {
        token_at(self.text, token.end)
    }

    /// Goes on at a byte.
    pub(super) fn jump(&mut self, byte: usize) {
        self.next = token_at(self.text, byte);
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.next.kind == TokenKind::Whitespace {
            self.bump();
        }
    }

    /// What stands between two bytes.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// Where the line with this byte ends, before its line break.
    pub(super) fn line_end(&self, byte: usize) -> usize {
        let end = self.text[byte..].find('\n').map_or(self.text.len(), |i| byte + i);
        if self.text[byte..end].ends_with('\r') { end - 1 } else { end }
    }

    /// What is left of the line from this byte on, without a comment and the blanks before it.
    pub(super) fn rest_of_line(&self, byte: usize) -> &'t str {
        let rest = &self.text[byte..self.line_end(byte)];
        let comment = rest.match_indices('#').map(|(i, _)| i).find(|&i| i == 0 || rest[..i].ends_with([' ', '\t']));
        rest[..comment.unwrap_or(rest.len())].trim_end()
    }

    /// Whether a line that begins at this byte looks like `[header]` or `key = …`: then brackets before it were left open.
    pub(super) fn statement_at(&self, byte: usize) -> bool {
        let line = self.text[byte..self.line_end(byte)].trim_start();
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
        match line.strip_prefix("[[").or_else(|| line.strip_prefix('[')) {
            Some(rest) => {
                let name = &rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())];
                let value = matches!(name, "true" | "false" | "inf" | "nan");
                name.starts_with(char::is_alphabetic) && !value && rest[name.len()..].starts_with(']')
            }
            None => {
                let key = &line[..line.find(|c| !word(c)).unwrap_or(line.len())];
                !key.trim().is_empty() && line[key.len()..].starts_with('=')
            }
        }
    }
}

fn token_at(text: &str, at: usize) -> Token {
    let rest = text.get(at..).unwrap_or("");
    // The lexer passes over a byte order mark wherever it begins; inside a text it is an odd character like others.
    let mark = if rest.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let token = Source::new(rest).lex().next();
    let (kind, end) = token.map_or((TokenKind::Eof, 0), |t| (t.kind(), t.span().end()));
    match (mark, kind) {
        (0, kind) => Token { kind, start: at, end: at + end },
        (_, TokenKind::Atom) => Token { kind, start: at, end: at + end },
        (mark, _) => Token { kind: TokenKind::Atom, start: at, end: at + mark },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_passed_over_at_the_start_only() {
        let mut cursor = Cursor::new("\u{feff}a\u{feff}=\u{feff}");
        let kinds: Vec<_> = std::iter::from_fn(|| Some(cursor.bump()).filter(|t| t.kind != TokenKind::Eof))
            .map(|t| (t.kind, t.start, t.end))
            .collect();
        assert_eq!(kinds, [(TokenKind::Atom, 3, 7), (TokenKind::Equals, 7, 8), (TokenKind::Atom, 8, 11)]);
    }

    #[test]
    fn lines_that_begin_something_new_are_known() {
        for (line, new) in [
            ("price = 5", true),
            ("  \"month 24\" = 1", true),
            ("[cost.a]", true),
            ("[[correlation]]", true),
            ("[1, 2],", false),
            ("[true]", false),
            ("\"a\", \"b\"", false),
            ("# x = 1", false),
            ("", false),
        ] {
            assert_eq!(Cursor::new(line).statement_at(0), new, "{line}");
        }
    }

    #[test]
    fn a_comment_is_no_part_of_the_rest() {
        assert_eq!(Cursor::new("5 years  # about\n").rest_of_line(0), "5 years");
        assert_eq!(Cursor::new("C#\r\n").rest_of_line(0), "C#");
    }
}
