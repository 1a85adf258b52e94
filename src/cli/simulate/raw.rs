//! `--raw`: every draw as a row, its values and its results, written while they are made.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow};

use super::NotDrawn;
use crate::uncertainty::simulation::{Question, Settings, Watch, each_draw};

/// Writes the draws of a case beside their place, and puts them there when all are made.
///
/// # Errors
/// When the file cannot be written, or as of the draws themselves.
pub fn write(file: &str, question: &Question<'_>, settings: &Settings, watch: &Watch) -> Result<(), NotDrawn> {
    let cannot = || format!("{file}: could not be written");
    let folder = match Path::new(file).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let beside = tempfile::Builder::new().prefix(".afkast-").tempfile_in(folder).with_context(cannot);
    let mut beside = beside.map_err(NotDrawn::File)?;
    let mut failed: Option<std::io::Error> = None;
    {
        let mut to = BufWriter::new(beside.as_file_mut());
        let rows = |text: &str| match to.write_all(text.as_bytes()) {
            Ok(()) => true,
            Err(error) => {
                failed = Some(error);
                false
            }
        };
        each_draw(question, settings, watch, rows).map_err(NotDrawn::Simulation)?;
        if let Err(error) = to.flush() {
            failed.get_or_insert(error);
        }
    }
    if let Some(error) = failed {
        return Err(NotDrawn::File(anyhow!(error).context(cannot())));
    }
    beside.persist(file).map_err(|e| NotDrawn::File(anyhow!(e.error).context(cannot())))?;
    Ok(())
}
