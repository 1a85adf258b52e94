//! `--raw`: every draw as a row, its values and its results, written while they are made.

use super::NotDrawn;
use crate::cli::output::Beside;
use crate::uncertainty::simulation::{Question, Settings, Watch, each_draw};

/// Writes the draws of a case beside their place, and puts them there when all are made.
///
/// # Errors
/// When the file cannot be written, or as of the draws themselves.
pub fn write(file: &str, question: &Question<'_>, settings: &Settings, watch: &Watch) -> Result<(), NotDrawn> {
    let mut beside = Beside::of(file).map_err(NotDrawn::File)?;
    let mut failed = None;
    let rows = |text: &str| {
        failed = beside.write(text.as_bytes()).err();
        failed.is_none()
    };
    each_draw(question, settings, watch, rows).map_err(NotDrawn::Simulation)?;
    match failed {
        Some(error) => Err(NotDrawn::File(error)),
        None => beside.finish().map_err(NotDrawn::File),
    }
}
