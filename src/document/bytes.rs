//! From bytes to text, or what the file is instead.

use crate::problem::{Code, Problem};
use crate::span::SourceId;

/// The text of a file, without its byte order mark.
pub fn text(file: SourceId, bytes: &[u8]) -> Result<&str, Box<Problem>> {
    if let Some((code, kind)) = other_kind(bytes) {
        return Err(Box::new(Problem::new(code).variant(kind).of_file(file)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => Err(Box::new(not_utf_8(bytes, error.valid_up_to()).of_file(file))),
    }
}

/// Files that are no text at all, known by how they begin.
fn other_kind(bytes: &[u8]) -> Option<(Code, &'static str)> {
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    if bytes.starts_with(b"PK\x03\x04") {
        return Some((Code::NoCase, if holds(b"word/document") { "document" } else { "spreadsheet" }));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Some((Code::NoCase, "spreadsheet"));
    }
    if bytes.starts_with(b"%PDF-") {
        return Some((Code::NoCase, "pdf"));
    }
    let nils = bytes.iter().take(64).filter(|&&b| b == 0).count();
    let utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || nils * 4 > bytes.len().min(64);
    utf_16.then_some((Code::NotUtf8, "utf-16"))
}

/// The line and the byte at which a text stops being UTF-8, and what the line looks like there.
fn not_utf_8(bytes: &[u8], at: usize) -> Problem {
    let before = &bytes[..at];
    let from = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let to = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| at + i);
    let line: String = bytes[from..to.min(from + 200)].iter().map(|&b| char::from(b)).collect();
    Problem::new(Code::NotUtf8)
        .with("line", before.iter().filter(|&&b| b == b'\n').count() + 1)
        .with("byte", at + 1)
        .with("found", line.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(text(SourceId(0), b"\xEF\xBB\xBFschema = 1"), Ok("schema = 1"));
        assert_eq!(text(SourceId(0), b""), Ok(""));
    }

    #[test]
    fn other_kinds_of_files_are_known_by_their_first_bytes() {
        for (bytes, code, variant) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], Code::NoCase, "spreadsheet"),
            (b"PK\x03\x04....word/document.xml", Code::NoCase, "document"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Code::NoCase, "spreadsheet"),
            (b"%PDF-1.7", Code::NoCase, "pdf"),
            (b"\xFF\xFEs\0c\0h\0", Code::NotUtf8, "utf-16"),
            (b"s\0c\0h\0e\0m\0a\0", Code::NotUtf8, "utf-16"),
        ] {
            let problem = text(SourceId(3), bytes).unwrap_err();
            assert_eq!((problem.code, problem.variant, problem.file), (code, variant, Some(SourceId(3))));
        }
    }

    #[test]
    fn the_line_that_is_not_utf_8_is_named() {
        let problem = text(SourceId(0), b"schema = 1\ntitle = \"B\xF8rn\"\n").unwrap_err();
        assert_eq!(problem.data[0], ("line", "2".to_owned()));
        assert_eq!(problem.data[1], ("byte", "22".to_owned()));
        assert_eq!(problem.data[2], ("found", "title = \"Børn\"".to_owned()));
    }
}
