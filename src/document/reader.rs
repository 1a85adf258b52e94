//! Reading a table key by key: each key is asked for once, and what is left at the end is unknown.
//!
//! Which keys there are, and what they mean, is for `case/`; here they are only names.

use super::{Entry, Node, Table, Value};

/// The keys of a table, each remembered when it is asked for.
#[derive(Debug)]
pub struct Keys<'d> {
    table: &'d Table,
    /// For each entry, whether somebody asked for it.
    asked: Vec<bool>,
}

impl<'d> Keys<'d> {
    /// All keys of a table, none asked for yet.
    pub fn of(table: &'d Table) -> Keys<'d> {
        Keys { table, asked: vec![false; table.entries.len()] }
    }
    /// What the key holds, when it is written.
    pub fn take(&mut self, key: &'static str) -> Option<&'d Entry> {
        let place = self.table.place(key)?;
        self.asked[place] = true;
        self.table.entries.get(place)
    }
    /// The keys that nobody asked for, in the order of the file.
    pub fn left(&self) -> Vec<&'d Entry> {
        self.table.entries.iter().zip(&self.asked).filter(|(_, asked)| !**asked).map(|(entry, _)| entry).collect()
    }
}

/// Whether a value could not be read as TOML. It has its problem already: the key counts as written, nothing more is
/// said of it.
pub const fn is_broken(node: &Node) -> bool {
    matches!(node.value, Value::Broken)
}

/// The name that somebody most likely meant: equal but for capitals, or at most a third of the letters away.
///
/// ```
/// use afkast::document::nearest;
/// assert_eq!(nearest("perspectiv", ["period", "perspective"]), Some("perspective"));
/// assert_eq!(nearest("Aarhus", ["aarhus", "odense"]), Some("aarhus"));
/// assert_eq!(nearest("shoes", ["period", "perspective"]), None);
/// ```
pub fn nearest<'n>(word: &str, among: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase().replace('_', "-");
    let length = word.chars().count();
    let allowed = (length / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for name in among {
        let other = name.to_lowercase().replace('_', "-");
        if other.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&word, &other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::span::SourceId;

    #[test]
    fn what_nobody_asks_for_is_left() {
        let (document, _) = parse(SourceId(0), "a = 1\nb = 2\nc = 3\n");
        let mut keys = Keys::of(&document.root);
        assert!(keys.take("b").is_some());
        assert!(keys.take("d").is_none());
        assert_eq!(keys.left().iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }
}
