//! The keys of a table of a case file: what may stand there, what stands in when nothing does, what it means.

use super::words::Words;
use super::{Body, Phrase, Report, Section};
use crate::case::fields::{FieldSpec, Kind, Need, TableSpec, ValuesOf, in_contract, table, tables};
use crate::text::{Language, Theme, say};

/// The page of one table's keys; none when there is no such table.
pub fn keys(name: &str, language: Language) -> Option<Report> {
    let spec = table(name)?;
    let mut report = Report::new("", "");
    let facts = spec.keys().map(|key| (heading(key), Phrase::words(key_meaning(spec, key, language)))).collect();
    let body = Body::Facts(facts);
    let beside = vec![Phrase::words(say(language, Theme::Keys, &format!("table.{name}")))];
    report.sections.push(Section { heading: table_header(spec, language), beside, body });
    Some(report)
}

/// The page of all tables, and of everything else of which there is a schema.
pub fn all_tables(schemas: &[&str], language: Language) -> Report {
    let words = Words(language);
    let mut report = Report::new("", "");
    let facts = tables()
        .iter()
        .map(|t| (t.name.to_owned(), Phrase::words(say(language, Theme::Keys, &format!("table.{}", t.name)))))
        .collect();
    let heading = words.page("keys.tables");
    report.sections.push(Section { heading, beside: Vec::new(), body: Body::Facts(facts) });
    let about = |name: &str| match name {
        "case" | "library" | "policy" | "scenarios" => words.page(&format!("schema.{name}.about")),
        "figure" => words.page("keys.schema_of_figure"),
        result => words.filled("keys.schema_of_result", &[("command", printed_by(result))]),
    };
    let facts = schemas.iter().map(|name| ((*name).to_owned(), Phrase::words(about(name)))).collect();
    let heading = words.page("keys.schemas");
    report.sections.push(Section { heading, beside: Vec::new(), body: Body::Facts(facts) });
    report
}

/// The verb that prints a result.
fn printed_by(result: &str) -> &str {
    match result.strip_prefix("afkast.").unwrap_or(result) {
        "appraisal" => "appraise",
        "break_even" => "break-even",
        "comparison" => "compare",
        "difference" => "diff",
        "simulation" => "simulate",
        "problems" => "check",
        "trace" => "explain",
        same => same,
    }
}

/// The names of all tables.
pub fn table_names() -> Vec<String> {
    tables().iter().map(|t| t.name.to_owned()).collect()
}

/// How a table is opened.
pub fn table_header(spec: &TableSpec, language: Language) -> String {
    let words = Words(language);
    match spec.name {
        "top" => words.page("keys.top"),
        name if in_contract::header(name).is_some() => in_contract::header(name).unwrap_or_default().to_owned(),
        name if spec.keyed => format!("[{name}.ID]"),
        name if is_header(name) => format!("[{name}]"),
        name => words.filled("keys.inside", &[("table", name)]),
    }
}

/// Whether a table has a header of its own; the others stand at a key.
fn is_header(name: &str) -> bool {
    let at_a_key = |f: &FieldSpec| matches!(f.kind, Kind::Table(inner) | Kind::Tables(inner) if inner == name);
    !tables().iter().any(|t| t.keys().any(at_a_key)) && !matches!(name, "input" | "band" | "starts")
}

/// A key, marked when it must be written.
fn heading(key: &FieldSpec) -> String {
    match key.need {
        Need::Required => format!("{} *", key.name),
        Need::Alternative | Need::Optional | Need::Default(_) => key.name.to_owned(),
    }
}

/// What a key means: a sentence, what may stand there, and its default.
pub fn key_meaning(spec: &TableSpec, key: &FieldSpec, language: Language) -> String {
    let words = Words(language);
    let own = format!("{}.{}", spec.name, key.name);
    let named = format!("names.{}", key.name);
    let says = [own, named].into_iter().map(|k| (say(language, Theme::Keys, &k).to_owned(), k)).find(|(s, k)| s != k);
    let mut parts = vec![says.map_or_else(String::new, |(s, _)| s), kind(&key.kind, words)];
    match key.need {
        Need::Default(default) => parts.push(words.filled("keys.default", &[("default", default)])),
        Need::Required => parts.push(words.page("keys.required")),
        Need::Alternative => parts.push(words.page("keys.alternative")),
        Need::Optional => {}
    }
    if key.later {
        parts.push(words.page("keys.later"));
    }
    parts.retain(|p| !p.is_empty());
    parts.join(" ")
}

/// What may stand at a key, in words.
fn kind(kind: &Kind, words: Words) -> String {
    let plain = |key: &str| words.page(&format!("keys.kind.{key}"));
    let of = |key: &str, name: &str, value: &str| words.filled(&format!("keys.kind.{key}"), &[(name, value)]);
    match kind {
        Kind::Text => plain("text"),
        Kind::Texts => plain("texts"),
        Kind::Truth => plain("truth"),
        Kind::Year => plain("year"),
        Kind::Whole(from, to) => {
            words.filled("keys.kind.whole", &[("from", &from.to_string()), ("to", &to.to_string())])
        }
        Kind::Number => plain("number"),
        Kind::Share => plain("share"),
        Kind::Month => plain("month"),
        Kind::Day => plain("day"),
        Kind::MonthOrDay => plain("month_or_day"),
        Kind::Point => plain("point"),
        Kind::Duration => plain("duration"),
        Kind::Word(list) => {
            let quoted: Vec<String> = list().iter().map(|w| format!("\"{w}\"")).collect();
            of("word", "words", &quoted.join(", "))
        }
        Kind::Id(table) => of("id", "table", table),
        Kind::Ids(table) => of("ids", "table", table),
        Kind::Party => plain("party"),
        Kind::Parties => plain("parties"),
        Kind::PartiesByYear => plain("parties_by_year"),
        Kind::Perspective => plain("perspective"),
        Kind::PartyList => plain("party_list"),
        Kind::Input(domain) => of("input", "bounds", &bounds(*domain)),
        Kind::Money => plain("money"),
        Kind::InputOrByYear => plain("input_or_by_year"),
        Kind::ByYear => plain("by_year"),
        Kind::Years => plain("years"),
        Kind::Amounts => plain("amounts"),
        Kind::Starts => plain("starts"),
        Kind::Periods => plain("periods"),
        Kind::Discount => plain("discount"),
        Kind::Bands => plain("bands"),
        Kind::Spread => plain("spread"),
        Kind::Numbers => plain("numbers"),
        Kind::Free => plain("free"),
        Kind::Values(ValuesOf::NumberOrDuration) => plain("values_or_duration"),
        Kind::Values(ValuesOf::Number | ValuesOf::Share | ValuesOf::Money) => plain("values"),
        Kind::ContractPoint => plain("contract_point"),
        Kind::ContractPoints => plain("contract_points"),
        Kind::Interval => plain("interval"),
        Kind::After => plain("after"),
        Kind::Rest => plain("rest"),
        Kind::Shares => plain("shares"),
        Kind::Draws => plain("draws"),
        Kind::Tables(name) => of("tables", "table", name),
        Kind::Table(name) => of("table", "table", name),
    }
}

/// The bounds of an input: `0 to 1`, `0 or more`.
fn bounds(domain: crate::case::Domain) -> String {
    match (domain.lowest(), domain.highest()) {
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(low), None) => format!("{low}.."),
        (None, Some(high)) => format!("..{high}"),
        (None, None) => "..".to_owned(),
    }
}
