//! The letters of a name: what TOML reads without quotes, and the nearest to what it does not.

use super::{Table, Value};

/// Letters, digits, `_` and `-`: what TOML reads without quotes.
pub(super) fn is_bare(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// The first character that cannot be seen, and where it stands.
pub(super) fn control(text: &str) -> Option<(usize, String)> {
    let at = text.bytes().position(|b| b.is_ascii_control() && b != b'\t')?;
    Some((at, char::from(text.as_bytes()[at]).escape_unicode().to_string()))
}

/// A word in small letters without marks: `Børn & unge` is `born-unge`, or `born_unge`.
pub(super) fn fold(word: &str, joint: char) -> String {
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
