//! Edits that are made together: one by one when there are few, else those of a table.

use super::Edit;
use crate::case::scenario::Path;

/// So many groups have their shares told apart.
pub const MOST: usize = 12;

/// Edits that are made together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The edits, by their places among all.
    pub edits: Vec<usize>,
}

/// How edits were put into groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    /// Each edit is a group.
    Each,
    /// The edits of a table are a group, since there are more than twelve.
    ByTable,
}

/// The groups of the edits that may move a figure: those below one of `together` as one, the others one by one, or by
/// table when there are more than twelve.
///
/// # Errors
/// How many groups there are, when there are more than twelve even so.
pub fn groups(edits: &[Edit], together: &[String]) -> Result<(Vec<Group>, Grouping), usize> {
    let by = |table: bool| {
        let mut keyed: Vec<(String, Vec<usize>)> = Vec::new();
        for (place, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.moves) {
            let prefix = together.iter().find(|prefix| is_below(&edit.path, prefix));
            let key = match prefix {
                Some(prefix) => format!("below {prefix}"),
                None if table => table_of(&edit.path),
                None => edit.path.clone(),
            };
            match keyed.iter_mut().find(|(known, _)| *known == key) {
                Some((_, places)) => places.push(place),
                None => keyed.push((key, vec![place])),
            }
        }
        keyed.into_iter().map(|(_, edits)| Group { edits }).collect::<Vec<Group>>()
    };
    let each = by(false);
    if each.len() <= MOST {
        return Ok((each, Grouping::Each));
    }
    let by_table = by(true);
    if by_table.len() <= MOST { Ok((by_table, Grouping::ByTable)) } else { Err(by_table.len()) }
}

/// Whether a path is a prefix or stands below it: `cost`, `cost.rent`, `cost.rent.amount`.
fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || prefix.ends_with('.'))
}

/// The table of a value: `outcome.job` of `outcome.job.lasts`.
fn table_of(path: &str) -> String {
    let path = Path::read(path);
    let keys = path.keys();
    keys.into_iter().take(path.table()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(path: &str) -> Edit {
        let keys = path.split('.').map(str::to_owned).collect();
        Edit { path: path.to_owned(), old: None, new: None, moves: true, table: false, keys, node: None }
    }

    #[test]
    fn above_twelve_the_edits_of_a_table_go_together() {
        let paths: Vec<String> = (0..13).map(|n| format!("cost.c{}.k{n}", n % 3)).collect();
        let edits: Vec<Edit> = paths.iter().map(|p| edit(p)).collect();
        let (few, grouping) = groups(&edits[..12], &[]).unwrap();
        assert_eq!((few.len(), grouping), (12, Grouping::Each));
        let (tables, grouping) = groups(&edits, &[]).unwrap();
        assert_eq!((tables.len(), grouping), (3, Grouping::ByTable));
    }

    #[test]
    fn above_twelve_tables_somebody_has_to_say_what_goes_together() {
        let edits: Vec<Edit> = (0..13).map(|n| edit(&format!("cost.c{n}.amount"))).collect();
        assert_eq!(groups(&edits, &[]).unwrap_err(), 13);
        let (one, _) = groups(&edits, &["cost".to_owned()]).unwrap();
        assert_eq!(one.len(), 1);
        let (two, _) = groups(&edits[..4], &["cost.c1".to_owned()]).unwrap();
        assert_eq!(two.len(), 4);
    }
}
