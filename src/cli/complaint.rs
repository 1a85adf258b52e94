//! The object that says what is wrong with a case, whether the case could be read or not.

use super::load::Loaded;
use crate::case::Case;
use crate::render::json::{Head, Object, begin_unread};
use crate::stamp::Stamp;

/// Its beginning: format, version, stamp, case. Of a case that cannot be read, the stamp knows the files and what the
/// command line changed.
pub fn begin(loaded: &Loaded, case: Option<&Case>, scenario: Option<&String>, changes: &[String]) -> Object {
    let format = "afkast.problems";
    match case {
        Some(case) => {
            let (scenario, changes) = (scenario.cloned(), changes.to_vec());
            let stamp = Stamp { scenario, changes, ..Stamp::of(case, loaded.files.clone()) };
            let title = case.names.title.as_deref();
            Head { stamp: &stamp, id: &case.id, title, path: &loaded.path }.begin(format)
        }
        None => begin_unread(format, &loaded.files, scenario, changes, (&loaded.name, &loaded.path)),
    }
}
