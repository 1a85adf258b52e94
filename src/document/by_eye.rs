//! Headers and keys that are not TOML, read as a person reads them.

use std::ops::Range;

use toml_parser::lexer::TokenKind;

use super::MAX_DEPTH;
use super::keys::Part;
use super::mend::is_odd_space;
use super::names::{fold, is_bare};
use super::parse::{Parser, dotted};

impl Parser<'_> {
    /// A header that is not TOML, read by the eye: what stands between the brackets, or to the end of the line.
    pub(super) fn odd_header(&mut self, start: usize, list: bool) -> Option<(Vec<Part>, bool, Range<usize>)> {
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

    /// A line that is not `key = value`, read by the eye.
    pub(super) fn odd_key(&mut self, start: usize, path: Vec<Part>, clean: bool) -> Option<(Vec<Part>, bool)> {
        self.cursor.jump(start);
        let line = self.cursor.rest_of_line(start);
        let whole = start..start + line.len().max(1);
        if ["//", ";", "--", "/*", "*", "REM "].iter().any(|mark| line.starts_with(mark)) {
            self.not_toml(
                "comment-needs-hash",
                line,
                &format!("# {}", line.trim_start_matches(['/', ';', '-', '*', ' '])),
                whole,
            );
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
    pub(super) fn folded(&self, name: &str, from: usize, joint: char) -> Vec<Part> {
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

    pub(super) fn bad_key(&mut self, variant: &'static str, found: &str, mend: &str, at: Range<usize>) {
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
}
