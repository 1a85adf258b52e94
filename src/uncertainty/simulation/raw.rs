//! Every draw as a line of text: its number, what was drawn, what came out.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Settings;
use super::prepared::Prepared;
use super::run::{NotSimulated, Question, Watch};
use super::work::{Chunk, chunks};
use crate::model::StepId;

/// How many chunks are made before their rows are given away.
const TOGETHER: usize = 16;

/// Gives every draw of a case to `rows`, as lines of CSV in order, the head first: the draw's number, each drawn input
/// by its path, the net present value of each perspective, and what each payer of a contract pays. `rows` says whether
/// to go on.
///
/// # Errors
/// As of a simulation.
pub fn each_draw(
    question: &Question<'_>,
    settings: &Settings,
    watch: &Watch,
    mut rows: impl FnMut(&str) -> bool,
) -> Result<(), NotSimulated> {
    let (names, wanted) = question.wanted();
    let contracted = question.model.contract.as_ref().map(|c| &c.contracted);
    let prepared = Prepared::of(question.model, (question.correlations, &[]), &wanted, contracted.is_some(), settings)?;
    let mut head: Vec<String> = vec!["draw".to_owned()];
    head.extend(prepared.draws.inputs.iter().map(|i| i.path.to_string()));
    head.extend(names.iter().map(|name| format!("net_present_value.{name}")));
    let payers = contracted.map_or(&[][..], |c| c.count.payers.as_slice());
    head.extend(payers.iter().map(|payer| format!("contract.payments.{payer}")));
    if !rows(&(head.iter().map(|h| quoted(h)).collect::<Vec<_>>().join(",") + "\n")) {
        return Ok(());
    }
    let chunks = chunks(settings);
    let starts = settings.starts();
    for together in chunks.chunks(TOGETHER) {
        let texts: Result<Vec<String>, NotSimulated> = together
            .par_iter()
            .map(|chunk| {
                if watch.is_stopped() {
                    return Err(NotSimulated::Stopped { done: starts[chunk.scrambling], all: settings.draws });
                }
                lines(&prepared, *chunk, starts[chunk.scrambling], (wanted.as_slice(), payers.len()))
            })
            .collect();
        for text in texts? {
            if !rows(&text) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The lines of one chunk.
fn lines(
    prepared: &Prepared<'_>,
    chunk: Chunk,
    start: u64,
    (wanted, payers): (&[StepId], usize),
) -> Result<String, NotSimulated> {
    use std::fmt::Write;
    let mut room = prepared.room();
    let mut text = String::new();
    for first in (0..chunk.size).step_by(prepared.width()) {
        let size = prepared.draw(chunk, first, &mut room);
        let (registers, _) = &mut room;
        let drawn = registers.inputs(prepared.draws.inputs.len()).to_vec();
        prepared.run(registers)?;
        for draw in 0..size {
            // Writing to a text does not fail.
            let _ = write!(text, "{}", start + chunk.first + (first + draw) as u64 + 1);
            drawn.iter().for_each(|column| {
                let _ = write!(text, ",{}", column[draw]);
            });
            let results = (0..wanted.len()).map(|f| prepared.figure(f, registers));
            for result in results.chain((0..payers).map(|p| prepared.tallied(p, registers))) {
                let _ = write!(text, ",{}", result.at(draw));
            }
            text.push('\n');
        }
    }
    Ok(text)
}

/// A path with a comma or a quote in it, in quotes.
fn quoted(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
