//! Ids: names for machines, `[a-z][a-z0-9-]*`.

use crate::case::fields::TableSpec;
use crate::document::Entry;
use crate::problem::{Code, Problem, Problems};

/// Whether a text is a good id: `[a-z][a-z0-9-]*`.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A good id that is like a bad one.
fn good_id(text: &str) -> String {
    let mut good = String::new();
    for c in text.trim().to_lowercase().chars() {
        match c {
            'æ' | 'ä' => good.push_str("ae"),
            'ø' | 'ö' => good.push('o'),
            'å' => good.push('a'),
            'é' | 'è' => good.push('e'),
            'ü' => good.push('u'),
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => good.push(c),
            _ if good.ends_with('-') || good.is_empty() => {}
            _ => good.push('-'),
        }
    }
    let good = good.trim_end_matches('-');
    if good.starts_with(|c: char| c.is_ascii_lowercase()) { good.to_owned() } else { format!("x{good}") }
}

/// Says that the id of a table is none, and what it could be.
pub fn check(entry: &Entry, spec: &TableSpec, problems: &mut Problems) {
    check_in(entry, spec.name, problems);
}

/// Says that the id of a table below another is none, and what it could be.
pub fn check_in(entry: &Entry, table: &str, problems: &mut Problems) {
    if !is_id(&entry.key) {
        problems.add(
            Problem::new(Code::BadId)
                .with("id", &entry.key)
                .with("table", table)
                .with("instead", good_id(&entry.key))
                .at(entry.key_span),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_id_has_a_good_one_beside_it() {
        for (bad, good) in [
            ("Aarhus", "aarhus"),
            ("Børn og Unge", "born-og-unge"),
            ("2025", "x2025"),
            ("cash_benefit", "cash-benefit"),
            ("é--è!", "e-e"),
            ("", "x"),
        ] {
            assert!(!is_id(bad) && is_id(good), "{bad}");
            assert_eq!(good_id(bad), good, "{bad}");
        }
    }
}
