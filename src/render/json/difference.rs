//! `afkast.difference`

use std::collections::BTreeSet;

use super::assumptions::written;
use super::{Head, Json, Object, figure};
use crate::measure::Undefined;
use crate::report::Difference;
use crate::uncertainty::difference::{Edit, NoBridge};

/// What differs, and each change's share of a figure's change; `head` is that of the new case. Without a figure only
/// what differs.
pub fn difference(head: Head<'_>, of: &Difference<'_>) -> Json {
    let object = head.begin("afkast.difference");
    let object = match &of.bridge {
        None => object,
        Some((sought, bridge)) => {
            let (old, new) = match bridge {
                Ok(bridge) => (Ok(bridge.old), Ok(bridge.new)),
                Err(NoBridge::Undefined(why)) => (Err(*why), Err(*why)),
                Err(NoBridge::NoFigure) => (Err(Undefined::OutOfRange), Err(Undefined::OutOfRange)),
            };
            object
                .with("figure", Json::text(&sought.name))
                .with("perspective", Json::text(&sought.perspective))
                .with("old", figure(old).done())
                .with("new", figure(new).done())
        }
    };
    let shares = of.bridge.iter().filter_map(|(_, bridge)| bridge.as_ref().ok()).flat_map(|bridge| &bridge.shares);
    let mut said: BTreeSet<usize> = BTreeSet::new();
    let mut changes = Vec::new();
    for (group, share) in shares {
        let edits: Vec<&Edit> = group.edits.iter().filter_map(|e| of.edits.get(*e)).collect();
        said.extend(&group.edits);
        changes.push(change(&edits).with("share", Json::Number(*share)).done());
    }
    let silent = of.edits.iter().enumerate().filter(|(place, _)| !said.contains(place));
    // What says nothing of a figure has no part in its change.
    let shared = of.bridge.as_ref().is_some_and(|(_, bridge)| bridge.is_ok());
    let nil = || shared.then(|| Json::whole(0));
    changes.extend(silent.map(|(_, edit)| change(&[edit]).with_some("share", nil()).done()));
    object.with("changes", Json::List(changes)).done()
}

/// Paths, and what stood and stands there: of one change a value, of several a list.
fn change(edits: &[&Edit]) -> Object {
    let paths = Json::List(edits.iter().map(|e| Json::text(&e.path)).collect());
    let end = |of: fn(&Edit) -> Option<Json>| match edits {
        [edit] => of(edit),
        several => Some(Json::List(several.iter().map(|e| of(e).unwrap_or(Json::Null)).collect())),
    };
    Object::default()
        .with("paths", paths)
        .with_some("old", end(|e| e.old.as_ref().map(written)))
        .with_some("new", end(|e| e.new.as_ref().map(written)))
}
