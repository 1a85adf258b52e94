//! Keys and headers: words with points between them.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::lexer::TokenKind;
use toml_parser::{ParseError, Raw};

use super::cursor::Token;
use super::mend::is_odd_space;
use super::parse::{Parser, dotted};
use super::{MAX_DEPTH, Table, Value};
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

    /// A header that is not TOML, read by the eye: what stands between the brackets, or to the end of the line.
    fn odd_header(&mut self, start: usize, list: bool) -> Option<(Vec<Part>, bool, Range<usize>)> {
        let line = self.cursor.rest_of_line(start);
        let inner = line.trim_start_matches('[');
        let close = inner.rfind(']');
        let name = inner[..close.unwrap_or(inner.len())].trim_end_matches(']');
        let from = start + line.len() - inner.len();
        let end = if close.is_some() { from + name.len() + 1 + usize::from(list) } else { start + line.len() };
        let end = end.min(start + line.len());
        self.cursor.jump(end);
        let path = self.folded(name, from, '-');
        if path.is_empty() || path.len() > MAX_DEPTH || name.contains(['=', '[']) {
            self.not_toml("bad-header", line, "", start..start + line.len());
            return None;
        }
        let mend = if list { format!("[[{}]]", dotted(&path)) } else { format!("[{}]", dotted(&path)) };
        let same = dotted(&path) == name.trim();
        let variant = match close {
            _ if !same => "bad-key-in-header",
            _ => "unclosed-header",
        };
        let odd = if same { start..end } else { from..from + name.len() };
        self.bad_key(variant, name, &mend, odd);
        Some((path, list, start..end))
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

    /// A line that is not `key = value`, read by the eye.
    fn odd_key(&mut self, start: usize, path: Vec<Part>, clean: bool) -> Option<(Vec<Part>, bool)> {
        self.cursor.jump(start);
        let line = self.cursor.rest_of_line(start);
        let whole = start..start + line.len().max(1);
        if ["//", ";", "--", "/*", "*", "REM "].iter().any(|mark| line.starts_with(mark)) {
            self.not_toml("comment-needs-hash", line, &format!("# {}", line.trim_start_matches(['/', ';', '-', '*', ' '])), whole);
            return None;
        }
        if let Some(equals) = self.equals_on_line() {
            let name = self.cursor.between(start, equals).trim_end();
            let parts = self.folded(name, start, '_');
            if !parts.is_empty() && parts.len() <= MAX_DEPTH && name.chars().count() <= 60 {
                let spaced = self.cursor.between(start, equals);
                if is_bare(spaced.trim_matches(|c| c == ' ' || is_odd_space(c))) {
                    self.not_toml("odd-space", spaced, &dotted(&parts), start..equals);
                } else {
                    self.bad_key("bad-key", name, &dotted(&parts), start..start + name.len());
                }
                self.cursor.jump(equals + 1);
                self.key = start..start + name.len();
                return Some((parts, true));
            }
        }
        if let Some((name, rest)) = line.split_once(':').filter(|(name, _)| is_bare(name.trim_end())) {
            let name = name.trim_end();
            self.key = start..start + name.len();
            self.not_toml("colon", line, rest.trim(), whole);
            let span = self.span(self.key.clone());
            return Some((vec![Part { key: name.to_owned(), span }], false));
        }
        let end = path.last().map_or(start, |part| part.span.end as usize);
        let rest = self.cursor.between(end, whole.end).trim();
        let value = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '{'));
        if clean && value && path.len() <= MAX_DEPTH {
            self.key = start..end;
            self.not_toml("no-equals", line, if rest.is_empty() { "…" } else { rest }, whole);
            return Some((path, false));
        }
        match line.chars().find(|c| c.is_control()) {
            Some(c) => self.not_toml("control-character", &c.escape_unicode().to_string(), "", whole),
            // A page of prose, or a table with commas, is one mistake.
            None if self.odd_lines => {}
            None => self.not_toml("not-a-line", line, "", whole),
        }
        self.odd_lines = true;
        None
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

    /// Where `=` stands on this line.
    fn equals_on_line(&self) -> Option<usize> {
        let mut token = self.cursor.peek();
        loop {
            match token.kind {
                TokenKind::Equals => return Some(token.start),
                TokenKind::Newline | TokenKind::Comment | TokenKind::Eof => return None,
                _ => token = self.cursor.after(token),
            }
        }
    }

    /// The words of a name, each in letters that TOML reads; none when one of them has none.
    fn folded(&self, name: &str, from: usize, joint: char) -> Vec<Part> {
        let mut at = from;
        let mut path = Vec::new();
        for word in name.split('.') {
            let key = if is_bare(word.trim()) { word.trim().to_owned() } else { fold(word, joint) };
            if key.is_empty() {
                return Vec::new();
            }
            path.push(Part { key, span: self.span(at..at + word.len()) });
            at += word.len() + 1;
        }
        path
    }

    fn bad_key(&mut self, variant: &'static str, found: &str, mend: &str, at: Range<usize>) {
        for word in found.split('.').map(|word| word.trim().trim_matches(['"', '\''])) {
            if !is_bare(word) {
                self.renamed.push((word.to_owned(), fold(word, if variant == "bad-key" { '_' } else { '-' })));
            }
        }
        self.key = 0..0;
        let last = found.rsplit('.').find(|word| !is_bare(word.trim())).unwrap_or(found);
        let title = last.trim_matches(|c: char| !c.is_alphanumeric()).replace(['-', '_'], " ");
        let mut letters = title.chars();
        let title = letters.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + letters.as_str());
        let problem = self.mistake(variant, found.trim(), mend).with("title", title);
        self.say(problem, at);
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

/// Letters, digits, `_` and `-`: what TOML reads without quotes.
fn is_bare(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A word in small letters without marks: `Børn & unge` is `born-unge`, or `born_unge`.
fn fold(word: &str, joint: char) -> String {
    let mut key = String::new();
    for c in word.trim().chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' | '_' => key.push(c),
            'æ' => key.push_str("ae"),
            'ø' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' => key.push('o'),
            'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => key.push('a'),
            'é' | 'è' | 'ê' | 'ë' => key.push('e'),
            'ü' | 'ú' | 'ù' | 'û' => key.push('u'),
            'í' | 'ì' | 'î' | 'ï' => key.push('i'),
            'ñ' => key.push('n'),
            'ç' => key.push('c'),
            'ß' => key.push_str("ss"),
            '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {}
            '-' => key.push('-'),
            _ if key.ends_with(['-', '_']) || key.is_empty() => {}
            _ => key.push(joint),
        }
    }
    key.truncate(key.trim_end_matches(['-', '_']).len());
    key
}

/// Texts that name a key by the letters it was written with name it by those it is read with, so that one mistake is said
/// once, where the key stands.
pub(super) fn rename(table: &mut Table, renamed: &[(String, String)]) {
    for entry in &mut table.entries {
        rename_value(&mut entry.node.value, renamed);
    }
}

fn rename_value(value: &mut Value, renamed: &[(String, String)]) {
    match value {
        Value::Text(text) => {
            if let Some((_, key)) = renamed.iter().find(|(written, _)| written == text) {
                text.clone_from(key);
            }
        }
        Value::List(list) => list.iter_mut().for_each(|node| rename_value(&mut node.value, renamed)),
        Value::Table(table) => rename(table, renamed),
        Value::Number(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_to_the_letters_of_an_id() {
        for (word, id) in [
            ("børn-og-unge", "born-og-unge"),
            ("Børn & unge", "born-unge"),
            ("Ærø", "aero"),
            ("“job”", "job"),
            ("løn/drift", "lon-drift"),
            ("日本", ""),
        ] {
            assert_eq!(fold(word, '-'), id, "{word}");
        }
    }
}
