//! `ledger`: every amount of money, from whom, to whom, by period.

use anyhow::Result;

use super::args::{Format, LedgerArgs};
use super::output::{deliver, destinations};
use super::results::{Asked, Found, all, is_json, manner, options};
use super::session::{Exit, Session, Usage, unknown};
use crate::case::PartyId;
use crate::model::Scope;
use crate::render::json;
use crate::render::terminal::{Look, page};
use crate::render::{csv, markdown};
use crate::report::{Report, WhichLines, Whose, areas, ledger};
use crate::text::Language;

/// Writes the lines of each case.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &LedgerArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.run.out)?;
    if args.area && places.iter().any(|p| matches!(p.format, Format::Json | Format::Csv)) {
        return Err(Usage("ledger --area writes a page or markdown".to_owned()).into());
    }
    let scope = Scope::Only(Vec::new());
    let asked = Asked { changes: &args.run.changes, scope: &scope, json: is_json(&places) };
    let (cases, exit) = all(&args.files, asked, session)?;
    let which = WhichLines {
        parties: args.party.iter().map(|p| PartyId::new(p)).collect(),
        kinds: args.kind.clone(),
        areas: Vec::new(),
    };
    known(&which, &cases)?;
    let painted = session.color() && places.iter().any(|p| p.file.is_none());
    let width = session.width();
    let pages = |render: &dyn Fn(&Report, Language) -> String| -> String {
        let each = cases.iter().filter_map(|found| {
            let language = found.language;
            let options = options(&args.run.out, language, Whose::All, false);
            let of = found.page()?;
            let report = match args.area {
                true => areas(&of, &which, &options),
                false => ledger(&of, &which, args.present_value, &options),
            };
            Some(render(&report, language))
        });
        each.collect::<Vec<_>>().join("\n")
    };
    deliver(&places, session.out, |format, to_file| {
        Ok(match format {
            Format::Json => lines(&cases, &which).into_bytes(),
            Format::Csv => {
                let computed: Vec<_> = cases.iter().filter_map(Found::page).collect();
                csv::ledger(&computed, &which, args.present_value, manner(&args.run.out))
            }
            Format::Page | Format::VegaLite => {
                let look = |language| Look { language, width, color: painted && !to_file };
                pages(&|report, language| page(report, &look(language))).into_bytes()
            }
            Format::Markdown => pages(&markdown::page).into_bytes(),
        })
    })?;
    Ok(exit)
}

/// Whether some case has the parties and kinds that were asked for.
fn known(which: &WhichLines, cases: &[Found]) -> Result<()> {
    let computed: Vec<_> = cases.iter().filter_map(Found::page).collect();
    if computed.is_empty() {
        return Ok(());
    }
    let mut parties: Vec<String> =
        computed.iter().flat_map(|of| of.case.parties.keys().map(ToString::to_string)).collect();
    parties.push(PartyId::outside().to_string());
    let mut kinds: Vec<String> =
        computed.iter().flat_map(|of| of.model.lines.iter().map(|l| l.kind.to_owned())).collect();
    kinds.sort();
    kinds.dedup();
    if let Some(party) = which.parties.iter().find(|p| !parties.contains(&p.to_string())) {
        return Err(unknown("party", party.as_str(), &parties).into());
    }
    if let Some(kind) = which.kinds.iter().find(|k| !kinds.contains(k)) {
        return Err(unknown("kind of line", kind, &kinds).into());
    }
    Ok(())
}

fn lines(cases: &[Found], which: &WhichLines) -> String {
    let objects = cases.iter().filter_map(|found| {
        let of = found.page()?;
        Some(json::ledger(found.head()?, of.model, of.ledger, of.model.lines.iter().filter(|l| which.holds(l))))
    });
    objects.map(|o| if cases.len() == 1 { o.indented() + "\n" } else { o.line() + "\n" }).collect()
}
