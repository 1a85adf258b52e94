//! Where values come from, how old prices are, and ranges with one end.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::calendar::{Day, Month};
use crate::case::{AsWritten, Assumption, Case, Id, Names, PartyId};
use crate::document::Why;
use crate::problem::{Code, Problem, Problems};
use crate::span::Span;

/// A price of a year that lies further back than this before the start is old.
const OLD_YEARS: i32 = 5;
/// So many inputs are named in one line.
const NAMED: usize = 8;
/// A year in units of `fewer` and `more`: no claim of anybody's, and no source to name.
const WHOLE_YEAR: [i64; 4] = [1, 12, 52, 365];

pub(super) fn warn(case: &Case, problems: &mut Problems) {
    no_source(case, problems);
    for row in stated(case) {
        old_price(case, row, problems);
        one_sided(row, problems);
    }
}

/// The inputs that somebody wrote.
pub(super) fn stated(case: &Case) -> impl Iterator<Item = &Assumption> {
    case.assumptions.iter().filter(|row| row.stated().is_some())
}

fn has(row: &Assumption, key: &str) -> bool {
    known(row, key).is_some()
}

fn known<'r>(row: &'r Assumption, key: &str) -> Option<&'r AsWritten> {
    row.known.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// Whether an input has a source, of its own, of its table or of the contract that it stands in.
fn is_sourced(case: &Case, row: &Assumption) -> bool {
    has(row, "source") || tables_of(case, &row.path).any(|names| names.source.is_some())
}

/// The inputs that somebody wrote: those with a source, and those without.
pub(super) fn by_source(case: &Case) -> (Vec<&Assumption>, Vec<&Assumption>) {
    // The rows lie in order of path: what is known of a table is looked up once.
    let mut last: (&str, bool) = ("", false);
    stated(case).partition(|row| {
        if has(row, "source") {
            return true;
        }
        let table = row.path.rfind('.').map_or("", |end| &row.path[..=end]);
        if table.is_empty() || last.0 != table {
            last = (table, is_sourced(case, row));
        }
        last.1
    })
}

/// Whether an input without a source has no other paper either: no grade, no note, of its own or of its table.
fn is_bare(case: &Case, row: &Assumption) -> bool {
    let noted = has(row, "note") || tables_of(case, &row.path).any(|names| names.note.is_some());
    !(noted || has(row, "evidence") || is_whole_year(row))
}

/// `fewer = 12` of what is counted in months is arithmetic.
fn is_whole_year(row: &Assumption) -> bool {
    let quantity = row.path.ends_with(".fewer") || row.path.ends_with(".more");
    quantity && WHOLE_YEAR.iter().any(|units| row.value == AsWritten::Number(Decimal::from(*units)))
}

/// The papers of the tables that a path stands in, the inner first.
fn tables_of<'c>(case: &'c Case, path: &str) -> impl Iterator<Item = &'c Names> {
    let contract = case.contract.as_ref().filter(|_| path.starts_with("contract."));
    table_of(case, path).into_iter().chain(contract.map(|c| &c.names))
}

/// The papers of a table under the contract.
fn table_of_contract<'c>(case: &'c Case, path: &str) -> Option<&'c Names> {
    let contract = case.contract.as_ref()?;
    let mut parts = path.split('.').skip(1);
    let (table, id) = (parts.next()?, parts.next()?);
    let (of, party) = (Id::new(id), PartyId::new(id));
    match table {
        "cohort" => contract.cohorts.get(&of).map(|c| &c.names),
        "metric" => contract.metrics.get(&of).map(|m| &m.names),
        "term" => contract.terms.get(&of).map(|t| &t.names),
        "cap" => contract.caps.get(&of).map(|c| &c.names),
        "correction" => contract.corrections.get(&of).map(|c| &c.names),
        "payer" => contract.payer_caps.get(&party).map(|p| &p.names),
        "investor" => contract.investors.each.get(&party).map(|i| &i.names),
        "return_cap" => contract.return_cap.as_ref().map(|r| &r.names),
        "guarantee" => contract.guarantee.as_ref().map(|g| &g.names),
        _ => None,
    }
}

/// The papers of the table that a path stands in.
pub(super) fn table_of<'c>(case: &'c Case, path: &str) -> Option<&'c Names> {
    let (table, rest) = path.split_once('.')?;
    let id = rest.split_once('.').map_or(rest, |(id, _)| id);
    match table {
        "group" => case.groups.get(id).map(|g| &g.names),
        "cost" => case.costs.get(id).map(|c| &c.names),
        "avoided" => case.avoided.get(id).map(|c| &c.names),
        "outcome" => case.outcomes.get(id).map(|o| &o.names),
        "consequence" => case.consequences.get(id).map(|c| &c.names),
        "overlap" => case.overlaps.get(id).map(|o| &o.names),
        "flow" => case.flows.get(id).map(|f| &f.names),
        "index" => case.indices.get(id).map(|i| &i.names),
        "refund" => case.refunds.get(id).map(|r| &r.names),
        "contract" => table_of_contract(case, path),
        _ => None,
    }
}

/// W4: one line for all of them, and only where the case itself names sources at all: those of a library are not its own.
fn no_source(case: &Case, problems: &mut Problems) {
    let (sourced, without) = by_source(case);
    if sourced.iter().all(|row| row.origin == Why::Library) {
        return;
    }
    let bare: Vec<&Assumption> = without.into_iter().filter(|row| is_bare(case, row)).collect();
    if let Some(at) = first(&bare) {
        problems.add(Problem::new(Code::NoSource).with("inputs", listed(&bare)).at(at));
    }
}

/// The place of the first in the file.
pub(super) fn first(rows: &[&Assumption]) -> Option<Span> {
    rows.iter().map(|row| row.span).min()
}

/// Their paths in the order of the file, the first of them when they are many.
pub(super) fn listed(rows: &[&Assumption]) -> String {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.span);
    let mut all: Vec<&str> = rows.iter().map(|row| named_by(&row.path)).collect();
    all.dedup();
    let named: Vec<&str> = all.iter().take(NAMED).copied().collect();
    let more = all.len().saturating_sub(NAMED);
    if more == 0 { named.join(", ") } else { format!("{} (+{more})", named.join(", ")) }
}

/// A path for people: of the values of a contract, one for each measurement, the key that holds them.
fn named_by(path: &str) -> &str {
    let is_of_contract = path.starts_with("contract.");
    let end = path.match_indices('.').nth(3).filter(|_| is_of_contract);
    end.map_or(path, |(at, _)| path.get(..at).unwrap_or(path))
}

/// Whether an input is an amount of money.
pub(super) fn is_money(row: &Assumption) -> bool {
    let key = row.path.rsplit('.').next().unwrap_or_default();
    row.path.starts_with("price.") || ["amount", "amounts", "price", "level"].contains(&key)
}

/// The price year that is written beside an input.
pub(super) fn price_year(row: &Assumption) -> Option<i32> {
    match known(row, "price_year")? {
        AsWritten::Number(year) => year.to_i32(),
        AsWritten::Text(_) | AsWritten::List(_) | AsWritten::Table(_) => None,
    }
}

/// The month in which an input held.
pub(super) fn as_of(row: &Assumption) -> Option<Month> {
    match known(row, "as_of")? {
        AsWritten::Text(text) => Month::read(text).or_else(|| Day::read(text).map(Day::month)),
        AsWritten::Number(_) | AsWritten::List(_) | AsWritten::Table(_) => None,
    }
}

/// W5: a price that says how old it is, and is old.
fn old_price(case: &Case, row: &Assumption, problems: &mut Problems) {
    let start = case.basis.calendar.start();
    let Some(year) = price_year(row).into_iter().chain(as_of(row).map(Month::year)).min() else { return };
    let age = start.year() - year;
    if age > OLD_YEARS && is_money(row) {
        problems.add(Problem::new(Code::OldPrice).with("year", year).with("age", age).at(row.span));
    }
}

/// W6: one end of a range.
fn one_sided(row: &Assumption, problems: &mut Problems) {
    let (one, other) = match (has(row, "low"), has(row, "high")) {
        (true, false) => ("low", "high"),
        (false, true) => ("high", "low"),
        (true, true) | (false, false) => return,
    };
    let problem = Problem::new(Code::RangeOneSided).variant(one).with("one", one).with("other", other);
    problems.add(problem.at(row.span));
}
