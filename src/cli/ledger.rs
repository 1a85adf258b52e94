//! `ledger`: every amount of money.

use anyhow::Result;

use super::args::LedgerArgs;
use super::compute::compute;
use super::load::{files, load};
use super::output::{deliver, destinations};
use super::session::{Exit, Session};
use crate::model::Scope;
use crate::render::json::{Head, ledger};
use crate::stamp::Stamp;

/// Writes the lines of each case.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &LedgerArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.out)?;
    let files = files(&args.files)?;
    let mut json = String::new();
    for file in &files {
        let loaded = load(file);
        let Some(case) = &loaded.case else { continue };
        let Ok(computed) = compute(case, &Scope::Only(vec![]))? else { continue };
        let stamp = Stamp::of(case, loaded.files.clone());
        let head = Head { stamp: &stamp, id: &case.id, title: case.names.title.as_deref(), path: &loaded.path };
        let object = ledger(head, &computed.model, &computed.ledger, computed.model.lines.iter());
        json.push_str(&if files.len() == 1 { object.indented() } else { object.line() });
        json.push('\n');
    }
    deliver(&places, session.out, |_| Ok(json.clone().into_bytes()))?;
    Ok(Exit::Done)
}
