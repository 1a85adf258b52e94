//! One value that is no list and no table: text, number, truth, day.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::decoder::ScalarKind;
use toml_parser::lexer::TokenKind;
use toml_parser::{ParseError, Raw};

use super::cursor::Token;
use super::mend::{self, Mended};
use super::names::control;
use super::parse::Parser;
use super::values::In;
use super::{Literal, Value};

/// Quotes that open a text anywhere but in TOML.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

impl Parser<'_> {
    /// `"text"` and its three brothers.
    pub(super) fn text_in_quotes(&mut self) -> Value {
        let token = self.cursor.bump();
        let found = self.cursor.between(token.start, token.end);
        if let Some(text) = plain_text(found, token.kind) {
            return Value::Text(text.to_owned());
        }
        let mut errors: Vec<ParseError> = Vec::new();
        let mut text = Cow::Borrowed("");
        let span = toml_parser::Span::new_unchecked(token.start, token.end);
        let _ = Raw::new_unchecked(found, token.kind.encoding(), span).decode_scalar(&mut text, &mut errors);
        let Some(error) = errors.first() else { return Value::Text(text.into_owned()) };
        let at = error.unexpected().map_or(token.start, |span| span.start()).clamp(token.start, token.end);
        if at == token.end || errors.iter().any(|e| e.unexpected().is_some_and(|span| span.start() == token.end)) {
            return self.unclosed_text(token);
        }
        let rest = self.cursor.between(at, token.end);
        let wrong = rest.chars().next().unwrap_or(' ');
        let here = at..at + wrong.len_utf8();
        if wrong.is_control() {
            self.not_toml("control-character", &wrong.escape_unicode().to_string(), "", here);
        } else if found.contains('\\') {
            let raw = found.trim_matches('"');
            let mend = if raw.contains(['\'', '\n']) { mend::quoted(raw) } else { format!("'{raw}'") };
            self.not_toml("bad-escape", found, &mend, token.start..token.end);
        } else {
            let problem = self.mistake("", found, "").with("parser", error.description());
            self.say(problem, token.start..token.end);
        }
        Value::Broken
    }

    /// A text whose quotes do not end: the next line is read as usual.
    fn unclosed_text(&mut self, token: Token) -> Value {
        let end = self.cursor.line_end(token.start);
        let line = self.cursor.rest_of_line(token.start);
        let meant = line.trim_matches(|c| matches!(c, '"' | '\'') || CURLY.contains(&c));
        let meant = if self.open == 0 { meant } else { &meant[..meant.find([',', '}', ']']).unwrap_or(meant.len())] };
        let variant = match token.kind {
            TokenKind::MlBasicString | TokenKind::MlLiteralString => "unclosed-long-text",
            _ if line.contains(CURLY) => "curly-quotes",
            _ => "unclosed-text",
        };
        self.not_toml(variant, line, &mend::quoted(meant), token.start..token.start + line.len().max(1));
        self.cursor.jump(end);
        if self.open == 0 && variant == "curly-quotes" {
            return Value::Text(meant.to_owned());
        }
        self.given_up = true;
        Value::Broken
    }

    /// A number, a truth, a day; or something that should have stood in quotes, or been written in another way.
    pub(super) fn text_without_quotes(&mut self, place: In) -> Value {
        let start = self.cursor.peek().start;
        if self.cursor.between(start, self.cursor.peek().end).starts_with(CURLY) {
            return self.curly_quotes(start, place);
        }
        let end = self.run(place);
        let found = self.cursor.between(start, end);
        if let Some(value) = scalar(found) {
            return value;
        }
        // Words may hold commas and quotes: on a line of its own, a text reaches to the end of the line.
        let line = self.cursor.rest_of_line(start);
        let mended = match mend::unquoted(found) {
            Some(mended) if place != In::Line || mended.variant != "text-needs-quotes" => Some((mended, found)),
            mended if place == In::Line && line.len() > found.len() && line.trim_end_matches(',') != found => {
                self.cursor.jump(start + line.len());
                let whole = mend::unquoted(line).filter(|m| m.variant == "text-needs-quotes" || mended.is_none());
                whole.map(|_| (Mended::text("text-needs-quotes", line), line))
            }
            mended => mended.map(|m| (m, found)),
        };
        match mended {
            Some((mended, found)) => {
                self.not_toml(mended.variant, found, &mended.mend, start..start + found.len());
                mended.value
            }
            None => self.unknown_value(found, start..end, place),
        }
    }

    /// A value that nobody can guess.
    fn unknown_value(&mut self, found: &str, at: Range<usize>, place: In) -> Value {
        if let Some((offset, c)) = control(found) {
            let at = at.start + offset;
            self.not_toml("control-character", &c, "", at..at + 1);
        } else if place != In::Line && found.contains(' ') && found.split(' ').all(|word| scalar(word).is_some()) {
            self.not_toml("missing-comma", found, &found.split_whitespace().collect::<Vec<_>>().join(", "), at);
        } else {
            let mut errors: Vec<ParseError> = Vec::new();
            let span = toml_parser::Span::new_unchecked(at.start, at.end);
            let _ = Raw::new_unchecked(found, None, span).decode_scalar(&mut (), &mut errors);
            let why = errors.first().map_or("invalid value", |e| e.description());
            let problem = self.mistake("", found, "").with("parser", why);
            self.say(problem, at.start..at.end.max(at.start + 1));
        }
        Value::Broken
    }

    /// How far a value without quotes reaches.
    fn run(&mut self, place: In) -> usize {
        let mut end = self.cursor.peek().end;
        let mut last = self.cursor.bump();
        loop {
            let token = self.cursor.peek();
            let next = match token.kind {
                TokenKind::Comma | TokenKind::Whitespace => self.cursor.after(token),
                _ => token,
            };
            match token.kind {
                TokenKind::Atom | TokenKind::Dot => {
                    last = self.cursor.bump();
                    end = last.end;
                }
                // A comma between digits, unless the digits are the next key, or the next of a list.
                TokenKind::Comma if place != In::List && self.digits_around(last, next) => {
                    self.cursor.bump();
                    last = self.cursor.bump();
                    end = last.end;
                }
                TokenKind::Whitespace if next.kind == TokenKind::Atom && !self.begins_a_key(next, place) => {
                    self.cursor.bump();
                    last = self.cursor.bump();
                    end = last.end;
                }
                _ => return end,
            }
        }
    }

    /// Digits right before and right after a comma, and no `=` behind them.
    fn digits_around(&self, before: Token, after: Token) -> bool {
        let ends = |t: Token| self.cursor.between(t.start, t.end).ends_with(|c: char| c.is_ascii_digit());
        let starts = |t: Token| self.cursor.between(t.start, t.end).starts_with(|c: char| c.is_ascii_digit());
        let comma_first = self.cursor.between(before.start, before.end) == ",";
        after.kind == TokenKind::Atom
            && starts(after)
            && (ends(before) || comma_first)
            && !self.begins_a_key(after, In::Braces)
    }

    /// Whether `=` follows a word, inside brackets.
    fn begins_a_key(&self, word: Token, place: In) -> bool {
        let mut next = self.cursor.after(word);
        while matches!(next.kind, TokenKind::Whitespace | TokenKind::Dot | TokenKind::Atom)
            && next.start < word.end + 64
        {
            next = self.cursor.after(next);
        }
        place != In::Line && next.kind == TokenKind::Equals
    }

    /// `“text”`, up to the quote that ends it.
    fn curly_quotes(&mut self, start: usize, place: In) -> Value {
        let whole = self.cursor.between(start, self.cursor.line_end(start));
        let line = self.cursor.rest_of_line(start);
        let open = line.chars().next().map_or(0, char::len_utf8);
        let close = whole[open..].find(|c| CURLY.contains(&c) || c == '"').map(|i| i + open);
        let (end, meant) = match close {
            Some(close) => {
                let quote = whole[close..].chars().next().map_or(1, char::len_utf8);
                (close + quote, &whole[open..close])
            }
            None if place == In::Line => (line.len(), &line[open..]),
            None => {
                let end = line.find([',', '}', ']']).unwrap_or(line.len());
                (end, line[open..end].trim_end())
            }
        };
        self.not_toml("curly-quotes", &whole[..end], &mend::quoted(meant), start..start + end);
        self.cursor.jump(start + end);
        Value::Text(meant.to_owned())
    }
}

/// What stands between the quotes of a text on one line in which nothing but characters stands.
fn plain_text(found: &str, kind: TokenKind) -> Option<&str> {
    let inner = match kind {
        TokenKind::BasicString => found.strip_prefix('"')?.strip_suffix('"')?,
        _ => return None,
    };
    inner.bytes().all(|b| b >= b' ' && !matches!(b, b'"' | b'\\' | 0x7f)).then_some(inner)
}

/// Whether a number is written with digits, perhaps in groups, and perhaps a point.
fn is_plain_number(found: &str) -> bool {
    let grouped = |digits: &str| {
        let bytes = digits.as_bytes();
        let is_digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        let all = bytes.iter().all(|b| b.is_ascii_digit() || *b == b'_');
        all && is_digit(bytes.first()) && is_digit(bytes.last()) && !digits.contains("__")
    };
    let (whole, fraction) = found.split_once('.').map_or((found, None), |(whole, fraction)| (whole, Some(fraction)));
    grouped(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(grouped)
}

/// A value that is TOML as it stands.
pub(super) fn scalar(found: &str) -> Option<Value> {
    if is_plain_number(found) {
        return Some(Value::Number(Literal::read(found)));
    }
    let mut errors: Vec<ParseError> = Vec::new();
    let span = toml_parser::Span::new_unchecked(0, found.len());
    let kind = Raw::new_unchecked(found, None, span).decode_scalar(&mut (), &mut errors);
    if !errors.is_empty() {
        return None;
    }
    match kind {
        ScalarKind::Boolean(truth) => Some(Value::Truth(truth)),
        ScalarKind::Float | ScalarKind::Integer(_) => {
            has_shape_of_number(found).then(|| Value::Number(Literal::read(found)))
        }
        ScalarKind::DateTime => has_shape_of_time(found).then(|| Value::Time(found.to_owned())),
        ScalarKind::String => None,
    }
}

/// Nothing but what may stand in a number: the lexer takes `1_500x` for one.
fn has_shape_of_number(found: &str) -> bool {
    let unsigned = found.trim_start_matches(['+', '-']);
    let word = matches!(unsigned, "inf" | "nan");
    let radix = ["0x", "0o", "0b"].iter().any(|radix| unsigned.starts_with(radix));
    word || radix
        || unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'e' | b'E' | b'+' | b'-'))
}

/// `2025-07-15`, `10:30`, or both.
fn has_shape_of_time(found: &str) -> bool {
    let shape: String = found.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let (day, time) = match shape.strip_prefix("0000-00-00") {
        Some("") => return true,
        Some(rest) => (true, rest.strip_prefix(['T', 't', ' '])),
        None => (false, Some(shape.as_str())),
    };
    let Some(rest) = time.and_then(|time| time.strip_prefix("00:00")) else { return false };
    let rest = rest.strip_prefix(":00").map_or(rest, |rest| match rest.strip_prefix('.') {
        Some(fraction) if fraction.starts_with('0') => fraction.trim_start_matches('0'),
        _ => rest,
    });
    matches!(rest, "") || (day && matches!(rest, "Z" | "z" | "+00:00" | "-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether TOML has such a number, by the decoder.
    fn decodes(found: &str) -> bool {
        let mut errors: Vec<ParseError> = Vec::new();
        let span = toml_parser::Span::new_unchecked(0, found.len());
        let kind = Raw::new_unchecked(found, None, span).decode_scalar(&mut (), &mut errors);
        errors.is_empty() && matches!(kind, ScalarKind::Float | ScalarKind::Integer(_))
    }

    #[test]
    fn a_plain_number_is_one_of_toml() {
        let letters = ['0', '1', '7', '_', '.'];
        let mut words: Vec<String> = vec![String::new()];
        for _ in 0..5 {
            let longer: Vec<String> =
                words.iter().flat_map(|w| letters.iter().map(move |c| format!("{w}{c}"))).collect();
            for word in &longer {
                assert_eq!(is_plain_number(word), decodes(word), "{word}");
            }
            words = longer;
        }
        for odd in ["-1", "+1", "1e3", "0x1f", "inf", "2025-01-01", ""] {
            assert!(!is_plain_number(odd), "{odd}");
        }
    }
}
