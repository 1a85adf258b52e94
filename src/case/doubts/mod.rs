//! Valid, calculable, and probably wrong: what `check` and the foot of a page say of a whole case, and what is let
//! through of it. What one table shows by itself is said while the case is checked; here is what needs all of it.

mod allowed;
mod effects;
mod papers;
mod rules;
mod unused;

pub use allowed::allowed;
pub use rules::broken_rules;

use super::Case;
use crate::document::Document;
use crate::problem::Problems;

/// What is probably wrong with a case. Nothing of it changes a figure.
///
/// Whether a thing is used is asked of the `document`, since a name may stand where this version does not look.
pub fn doubts(case: &Case, document: &Document) -> Problems {
    let mut problems = Problems::default();
    papers::warn(case, &mut problems);
    effects::warn(case, &mut problems);
    unused::warn(case, document, &mut problems);
    problems
}
