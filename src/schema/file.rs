//! The schema of a file: its tables, each with its keys.

use serde_json::{Map, Value, json};

use super::DRAFT;
use super::input::money;
use super::kind::kind;
use crate::case::Domain;
use crate::case::fields::correlation::CORRELATION;
use crate::case::fields::{FieldSpec, Kind, Need, TableSpec, in_contract, in_head, in_outcome, table, tables};
use crate::problem::Code;
use crate::report::{key_meaning, table_header};
use crate::text::{Language, Theme, say};

/// What an id looks like.
pub(super) const ID: &str = "^[a-z][a-z0-9-]*$";

/// The schemas that others refer to, each made when it is first asked for.
pub(super) struct Definitions {
    pub(super) language: Language,
    made: Map<String, Value>,
}

impl Definitions {
    pub(super) fn new(language: Language) -> Definitions {
        Definitions { language, made: Map::new() }
    }

    /// A reference to a definition; `make` makes it when it is not there.
    pub(super) fn refer(&mut self, name: &str, make: impl FnOnce(&mut Definitions) -> Value) -> Value {
        if !self.made.contains_key(name) {
            self.made.insert(name.to_owned(), Value::Null); // It may refer to itself.
            let made = make(self);
            self.made.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    /// All of them, in order of name.
    pub(super) fn done(self) -> Value {
        let mut made: Vec<(String, Value)> = self.made.into_iter().collect();
        made.sort_by(|a, b| a.0.cmp(&b.0));
        Value::Object(made.into_iter().collect())
    }
}

/// The schema of a file that holds the keys and tables that `may` stand there.
pub(super) fn file(what: &str, required: &[&str], may: impl Fn(&str) -> bool, language: Language) -> Value {
    let mut definitions = Definitions::new(language);
    let mut properties = Map::new();
    for key in in_head::TOP.keys().filter(|key| !key.later && may(key.name)) {
        properties.insert(key.name.to_owned(), property(&in_head::TOP, key, &mut definitions));
    }
    for spec in tables().iter().filter(|t| !t.later && !t.inside && t.name != in_head::TOP.name && may(t.name)) {
        let inner = table_at(spec.name, spec.keyed, &mut definitions);
        // [[correlation]] alone has two brackets.
        let inner = if spec.name == CORRELATION.name { json!({ "type": "array", "items": inner }) } else { inner };
        properties.insert(spec.name.to_owned(), inner);
    }
    let words = |part: &str| say(language, Theme::Pages, &format!("schema.{what}.{part}")).to_owned();
    json!({
        "$schema": DRAFT,
        "title": words("title"),
        "description": words("about"),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "definitions": definitions.done(),
    })
}

/// A table, or a table of tables by id.
pub(super) fn table_at(name: &str, keyed: bool, definitions: &mut Definitions) -> Value {
    let Some(spec) = table(name) else { return json!({ "type": "object" }) };
    let inner = definitions.refer(name, |definitions| of_table(spec, definitions));
    if !keyed {
        return inner;
    }
    let ids = match name {
        "allow" => {
            let codes = Code::ALL.iter().filter(|code| code.may_be_let_through()).map(|code| code.word());
            json!({ "enum": codes.collect::<Vec<_>>() })
        }
        _ => json!({ "pattern": ID }),
    };
    json!({
        "title": table_header(spec, definitions.language),
        "description": say(definitions.language, Theme::Keys, &format!("table.{name}")),
        "type": "object",
        "propertyNames": ids,
        "additionalProperties": inner,
    })
}

/// Whether the tables that stand at a key have names of their own: `[contract.metric.NAME]`.
pub(super) fn has_names(table: &str) -> bool {
    in_contract::header(table).is_some_and(|header| header.ends_with("NAME]") || header.ends_with("PARTY]"))
}

/// A table with its keys.
pub(super) fn of_table(spec: &TableSpec, definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for key in spec.keys().filter(|key| !key.later) {
        properties.insert(key.name.to_owned(), property(spec, key, definitions));
    }
    let required: Vec<&str> = spec.keys().filter(|k| k.need == Need::Required && !k.later).map(|k| k.name).collect();
    let mut schema = json!({
        "title": table_header(spec, definitions.language),
        "description": say(definitions.language, Theme::Keys, &format!("table.{}", spec.name)),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if spec.name == in_outcome::OUTCOME.name {
        schema["allOf"] = json!([rates_of_persons(definitions)]);
    }
    schema
}

/// A key: what it means, what may stand there, what stands in for it.
pub(super) fn property(spec: &TableSpec, key: &FieldSpec, definitions: &mut Definitions) -> Value {
    let of_persons = spec.name == in_outcome::OUTCOME.name && RATES.contains(&key.name);
    let written = match key.kind {
        // Which rates may be depends on the unit: see `rates_of_persons`.
        Kind::Input(Domain::SignedShare) if of_persons => Kind::Input(Domain::Any),
        Kind::Input(_) if of_persons => Kind::Input(Domain::NotNegative),
        other => other,
    };
    let inner = match key.kind {
        // A band may take back what a lower one gives.
        Kind::Money if spec.name == in_contract::BAND.name && key.name == in_contract::in_term::BAND_RATE.spec.name => {
            money(Domain::Any, definitions)
        }
        _ => kind(&written, definitions),
    };
    let mut property = json!({ "title": key.name, "description": key_meaning(spec, key, definitions.language) });
    let holds_more = inner.get("$ref").is_some();
    if let (Some(property), Value::Object(inner)) = (property.as_object_mut(), &inner)
        && !holds_more
    {
        let own = inner.iter().filter(|(word, _)| !matches!(word.as_str(), "title" | "description"));
        property.extend(own.map(|(word, value)| (word.clone(), value.clone())));
    } else {
        property["allOf"] = json!([inner]);
    }
    if let Some(default) = default(key) {
        property["default"] = default;
    }
    property
}

/// The default of a key, when it is a value and no sentence.
fn default(key: &FieldSpec) -> Option<Value> {
    let Need::Default(text) = key.need else { return None };
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return Some(value);
    }
    let is_word = match key.kind {
        Kind::Word(words) => words().contains(&text),
        Kind::Periods | Kind::Duration | Kind::Interval => !text.starts_with("the "),
        _ => key.name == "unit" || key.name == "currency",
    };
    is_word.then(|| text.into())
}

/// The rates that are 0 to 1 for persons, and any number for another unit.
const RATES: [&str; 3] =
    [in_outcome::EXPECTED_RATE.spec.name, in_outcome::BASELINE_RATE.spec.name, in_outcome::ADDED_RATE.spec.name];

fn rates_of_persons(definitions: &mut Definitions) -> Value {
    let persons = match in_outcome::UNIT.spec.need {
        Need::Default(persons) => persons,
        Need::Required | Need::Alternative | Need::Optional => "",
    };
    let rates = in_outcome::OUTCOME.keys().filter(|key| RATES.contains(&key.name));
    let rates: Map<String, Value> = rates.map(|key| (key.name.to_owned(), kind(&key.kind, definitions))).collect();
    json!({ "if": { "properties": { "unit": { "const": persons } } }, "then": { "properties": rates } })
}
