//! JSON Schemas: of the files that people write, made from the declarations of their keys, and of the results that
//! machines read. Draft 7, since editors of TOML know that one best.
//!
//! A key that is declared in `case/fields/` is in the schema of a case by that alone; nothing about it is said here.

mod file;
mod input;
mod kind;
mod results;

use serde_json::Value;

use crate::case::{LIBRARY_TABLES, POLICY_TABLES};
use crate::text::Language;

use file::{Definitions, file, of_table};

/// Which draft the schemas are written in.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Everything of which there is a schema: the files that people write, then the results.
///
/// ```
/// assert!(afkast::schema::names().contains(&"afkast.appraisal"));
/// ```
pub fn names() -> Vec<&'static str> {
    ["case", "library", "policy", "scenarios"]
        .into_iter()
        .chain(results::RESULTS.iter().map(|(name, _)| *name))
        .collect()
}

/// The schema of one of [`names`]; a result may be called without `afkast.`.
///
/// ```
/// use afkast::{schema, text::Language};
/// let case = schema::of("case", Language::English).expect("a schema");
/// assert_eq!(case["properties"]["basis"]["$ref"], "#/definitions/basis");
/// ```
pub fn of(name: &str, language: Language) -> Option<Value> {
    match name {
        "case" => Some(file("case", &["schema", "basis"], |_| true, language)),
        "library" => {
            Some(file("library", &["schema"], |key| key == "schema" || LIBRARY_TABLES.contains(&key), language))
        }
        "policy" => Some(file("policy", &[], |key| key == "schema" || POLICY_TABLES.contains(&key), language)),
        "scenarios" => Some(file("scenarios", &[], |key| ["schema", "scenario"].contains(&key), language)),
        name => results::result(name),
    }
}

/// The schema of one table of a case: `basis`, `cost`.
pub fn table(name: &str, language: Language) -> Option<Value> {
    let spec = crate::case::fields::table(name).filter(|spec| !spec.later)?;
    let mut definitions = Definitions::new(language);
    let mut schema = of_table(spec, &mut definitions);
    schema["$schema"] = DRAFT.into();
    schema["definitions"] = definitions.done();
    Some(schema)
}
