//! Headers and keys that are not TOML, read as a person reads them.

use std::ops::Range;

use toml_parser::lexer::TokenKind;

use super::MAX_DEPTH;
use super::keys::Part;
use super::mend::{as_toml, is_odd_space};
use super::names::{control, fold, is_bare};
use super::parse::{Parser, dotted};

impl Parser<'_> {
    /// A header that is not TOML, read by the eye: what stands between the brackets, or to the end of the line.
    pub(super) fn odd_header(&mut self, start: usize, list: bool) -> Option<(Vec<Part>, bool, Range<usize>)> {
        let line = self.cursor.rest_of_line(start);
        let inner = line.trim_start_matches('[');
        let close = inner.rfind(']');
        let name = inner[..close.unwrap_or(inner.len())].trim_end_matches(']');
        let from = start + line.len() - inner.len();
        let closing = inner[name.len()..].chars().take(1 + usize::from(list)).take_while(|&c| c == ']').count();
        let end = if close.is_some() { from + name.len() + closing } else { start + line.len() };
        self.cursor.jump(end);
        let path = self.folded(name, from, '-');
        if path.is_empty() || path.len() > MAX_DEPTH || name.contains(['=', '[']) {
            self.not_toml("bad-header", line, "", start..start + line.len());
            return None;
        }
        let mend = if list { format!("[[{}]]", dotted(&path)) } else { format!("[{}]", dotted(&path)) };
        let same = dotted(&path) == name.trim();
        if same {
            self.not_toml("unclosed-header", line, &mend, start..end);
        } else {
            self.bad_key("bad-key-in-header", name, &mend, from..from + name.len());
        }
        Some((path, list, start..end))
    }

    /// A line that is not `key = value`, read by the eye.
    pub(super) fn odd_key(&mut self, start: usize, path: Vec<Part>, clean: bool) -> Option<(Vec<Part>, bool)> {
        self.cursor.jump(start);
        let line = self.cursor.rest_of_line(start);
        let whole = start..start + line.len().max(1);
        if line.is_empty() {
            // Nothing but a space that is none.
            let space = self.cursor.peek();
            self.not_toml("odd-space-alone", "", "", space.start..space.end);
            return None;
        }
        if ["//", ";", "--", "/*", "*", "REM "].iter().any(|mark| line.starts_with(mark)) {
            let mend = format!("# {}", line.trim_start_matches(['/', ';', '-', '*', ' ']));
            self.not_toml("comment-needs-hash", line, &mend, whole);
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
            self.not_toml("colon", line, &as_toml(rest.trim()), whole);
            let span = self.span(self.key.clone());
            return Some((vec![Part { key: name.to_owned(), span }], false));
        }
        let end = path.last().map_or(start, |part| part.span.end as usize);
        let rest = self.cursor.between(end, whole.end).trim();
        let value = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '{'));
        if clean && value && path.len() <= MAX_DEPTH {
            self.key = start..end;
            self.not_toml("no-equals", line, &as_toml(rest), whole);
            return Some((path, false));
        }
        match control(line) {
            Some((at, c)) => self.not_toml("control-character", &c, "", start + at..start + at + 1),
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

    /// A name with other letters; `at` is where it stands, and what is marked are its odd words.
    pub(super) fn bad_key(&mut self, variant: &'static str, found: &str, mend: &str, at: Range<usize>) {
        let joint = if variant == "bad-key" { '_' } else { '-' };
        let mut odd: Option<Range<usize>> = None;
        let mut start = at.start;
        for word in found.split('.') {
            let name = word.trim().trim_matches(['"', '\'']);
            if !is_bare(name) {
                self.renamed.push((name.to_owned(), fold(name, joint)));
                let from = start + word.len() - word.trim_start().len();
                odd = Some(odd.map_or(from, |odd| odd.start)..start + word.trim_end().len());
            }
            start += word.len() + 1;
        }
        self.key = 0..0;
        let odd = odd.filter(|odd| !odd.is_empty()).unwrap_or(at);
        let last = found.rsplit('.').find(|word| !is_bare(word.trim())).unwrap_or(found);
        let title = capitalised(&last.trim_matches(|c: char| !c.is_alphanumeric()).replace(['-', '_'], " "));
        let problem = self.mistake(variant, found.trim(), mend).with("title", title);
        self.say(problem, odd);
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + letters.as_str())
}
