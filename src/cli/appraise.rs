//! `appraise`: what a case comes to.

use anyhow::Result;
use rust_decimal::Decimal;

use super::args::{AppraiseArgs, Format};
use super::compute::{Computed, compute};
use super::load::{Loaded, files, load};
use super::output::{deliver, destinations};
use super::session::{Exit, Session, Usage, unknown};
use crate::case::Case;
use crate::model::Scope;
use crate::render::json::{Head, appraisal, exact};
use crate::stamp::Stamp;

/// Appraises each case and writes what was asked for.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &AppraiseArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.out)?;
    let files = files(&args.files)?;
    let mut exit = Exit::Done;
    let mut json = String::new();
    for file in &files {
        let loaded = load(file);
        let found = loaded.problems.clone().in_order();
        let (shown, ended) = session.judged(&found);
        exit = exit.worst(ended);
        let language = session.language(Some(&loaded));
        session.complain(&shown, &loaded.sources, language, args.out.format == Some(Format::Json))?;
        let Some(case) = &loaded.case else { continue };
        let computed = match compute(case, &Scope::All)? {
            Ok(c) => c,
            Err(_) => continue,
        };
        if let Some(figure) = &args.figure {
            let p = args.perspective.first().unwrap_or(&case.basis.perspective);
            let value = computed
                .appraisal
                .get(figure, p)
                .ok_or_else(|| unknown("figure", figure, &computed.appraisal.names(p)))?;
            match value {
                Ok(v) => writeln!(session.out, "{}", exact(v))?,
                Err(w) => writeln!(session.out, "{w}")?,
            }
            continue;
        }
        let stamp = Stamp::of(case, loaded.files.clone());
        let head = Head { stamp: &stamp, id: &case.id, title: case.names.title.as_deref(), path: &loaded.path };
        let object = appraisal(head, case, &computed.model, &computed.appraisal);
        json.push_str(&if files.len() == 1 { object.indented() } else { object.line() });
        json.push('\n');
    }
    if args.figure.is_none() {
        deliver(&places, session.out, |_| Ok(json.clone().into_bytes()))?;
    }
    Ok(exit)
}
