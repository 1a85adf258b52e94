//! `appraise`: what a case comes to.

use anyhow::Result;

use super::args::{AppraiseArgs, By, Format};
use super::output::{deliver, destinations};
use super::results::{Asked, Found, all, is_json, manner, options, whose};
use super::session::{Exit, Session, Usage, unknown};
use crate::model::Scope;
use crate::render::json::{appraisal, exact};
use crate::render::terminal::{Look, page};
use crate::render::{csv, markdown};
use crate::report::{CaseRow, PageOptions, Report, Whose, rows, summary};
use crate::text::Language;

/// Appraises each case and writes what was asked for.
///
/// # Errors
/// When the command line is wrong or a result cannot be written.
pub fn run(args: &AppraiseArgs, session: &mut Session<'_>) -> Result<Exit> {
    let places = destinations(&args.run.out)?;
    let asked = Asked { changes: &args.run.changes, scope: &Scope::All, json: is_json(&places) };
    let (cases, exit) = all(&args.files, asked, session)?;
    if let Some(figure) = &args.figure {
        bare(figure, args, &cases, session)?;
        return Ok(exit);
    }
    let mut asked = Whose::Headline;
    for found in &cases {
        if let Some(case) = &found.case {
            asked = whose(&args.perspective, case)?;
        }
    }
    let painted = session.color() && places.iter().any(|p| p.file.is_none());
    let width = session.width();
    let language = session.language_for(cases.first().and_then(|c| c.case.as_ref()));
    deliver(&places, session.out, |format, to_file| {
        let look = |language: Language| Look { language, width, color: painted && !to_file };
        Ok(match format {
            Format::Json => json(&cases, &asked).into_bytes(),
            Format::Csv => {
                let computed: Vec<_> = cases.iter().filter_map(Found::page).collect();
                match args.run.out.by {
                    None => csv::figures(&computed, &asked, manner(&args.run.out)),
                    Some(By::Period) => csv::by_time(&computed, &asked, manner(&args.run.out)),
                    Some(_) => return Err(Usage("csv by time has the case's own periods: -b period".to_owned()).into()),
                }
            }
            Format::Page | Format::VegaLite => {
                pages(args, &cases, &asked, language, |r, l| page(r, &look(l))).into_bytes()
            }
            Format::Markdown => pages(args, &cases, &asked, language, markdown::page).into_bytes(),
        })
    })?;
    Ok(exit)
}

/// One figure of each case, a bare number or the reason why there is none.
fn bare(figure: &str, args: &AppraiseArgs, cases: &[Found], session: &mut Session<'_>) -> Result<()> {
    for found in cases {
        let Some(of) = found.page() else { continue };
        let names = match whose(&args.perspective, of.case)? {
            Whose::Headline => vec![of.appraisal.headline.clone()],
            Whose::All => of.appraisal.perspectives.keys().cloned().collect(),
            Whose::Named(names) => names,
        };
        for name in names {
            let Some(measure) = of.appraisal.get(figure, &name) else {
                return Err(unknown("figure", figure, &of.appraisal.names(&name)).into());
            };
            match measure {
                Ok(value) => writeln!(session.out, "{}", exact(value))?,
                Err(why) => writeln!(session.out, "{why}")?,
            }
        }
    }
    Ok(())
}

/// One object for one case, a line for each of several.
fn json(cases: &[Found], asked: &Whose) -> String {
    let objects = cases.iter().filter_map(|found| {
        let of = found.page()?;
        let mut kept = of.appraisal.clone();
        if let Whose::Named(names) = asked {
            kept.perspectives.retain(|id, _| names.contains(id) || *id == kept.headline);
        }
        Some(appraisal(found.head()?, of.case, of.model, &kept))
    });
    objects.map(|o| if cases.len() == 1 { o.indented() + "\n" } else { o.line() + "\n" }).collect()
}

/// The page of one case; of several a row each, or every page.
fn pages(
    args: &AppraiseArgs,
    cases: &[Found],
    asked: &Whose,
    language: Language,
    render: impl Fn(&Report, Language) -> String,
) -> String {
    let one = |found: &Found| {
        let of = found.page()?;
        let language = found.language;
        let asked = options(&args.run.out, language, asked.clone(), args.summary);
        Some(render(&summary(&of, &PageOptions { assumptions: args.assumptions, ..asked }), language))
    };
    if let [found] = cases {
        return one(found).unwrap_or_default();
    }
    if args.long || args.summary || args.assumptions {
        return cases.iter().filter_map(one).collect::<Vec<_>>().join("\n");
    }
    let list: Vec<CaseRow<'_>> = cases
        .iter()
        .map(|found| match found.page() {
            Some(of) => CaseRow::Computed(of),
            None => CaseRow::Broken { name: found.path.clone(), problems: found.problems },
        })
        .collect();
    render(&rows(&list, &options(&args.run.out, language, asked.clone(), false)), language)
}
