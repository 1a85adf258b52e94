//! Results as JSON: section 9 of the method, to the letter. Numbers are exact decimals, never in exponent form.

mod appraisal;
mod assumptions;
mod comparison;
mod difference;
mod head;
mod ledger;
mod schedule;
mod sensitivity;
mod simulation;
mod switching;
mod trace;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

pub use appraisal::appraisal;
pub use assumptions::written;
pub use comparison::comparison;
pub use difference::difference;
pub use head::{Head, begin_unread};
pub use ledger::ledger;
pub use schedule::schedule;
pub use sensitivity::{frontier, grid, tornado};
pub use simulation::simulation;
pub use switching::{switching, unit};
pub use trace::{Words, trace};

use crate::measure::Measure;

/// A JSON value whose numbers are decimals and whose keys keep their order.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// A truth value.
    Truth(bool),
    /// A number, to 20 significant digits.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, keys in this order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text.
    pub fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }
    /// A whole number.
    pub fn whole(number: impl Into<i64>) -> Json {
        Json::Number(Decimal::from(number.into()))
    }
    /// What another part of the program made as plain JSON.
    pub fn of(value: &serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(truth) => Json::Truth(*truth),
            Value::Number(number) => {
                let text = number.to_string();
                text.parse().or_else(|_| Decimal::from_scientific(&text)).map_or(Json::Null, Json::Number)
            }
            Value::String(text) => Json::text(text),
            Value::Array(list) => Json::List(list.iter().map(Json::of).collect()),
            Value::Object(map) => Json::Object(map.iter().map(|(k, v)| (k.clone(), Json::of(v))).collect()),
        }
    }
    /// A text, or `null`.
    pub fn text_or_null(text: Option<&str>) -> Json {
        text.map_or(Json::Null, Json::text)
    }
    /// A list of numbers.
    pub fn numbers(numbers: &[Decimal]) -> Json {
        Json::List(numbers.iter().map(|n| Json::Number(*n)).collect())
    }
    /// As one line.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    /// Indented, for one result that somebody may look at.
    pub fn indented(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => to.serialize_unit(),
            Json::Truth(truth) => to.serialize_bool(*truth),
            Json::Number(number) => match RawValue::from_string(exact(*number)) {
                Ok(raw) => raw.serialize(to),
                Err(error) => Err(serde::ser::Error::custom(error)),
            },
            Json::Text(text) => to.serialize_str(text),
            Json::List(list) => {
                let mut items = to.serialize_seq(Some(list.len()))?;
                for item in list {
                    items.serialize_element(item)?;
                }
                items.end()
            }
            Json::Object(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// A number for machines: 20 significant digits, no exponent, no trailing nil.
///
/// ```
/// use afkast::render::json::exact;
/// assert_eq!(exact("19.9999999999999999999999998".parse().unwrap()), "20");
/// assert_eq!(exact("-0.0".parse().unwrap()), "0");
/// assert_eq!(exact("100000.50".parse().unwrap()), "100000.5");
/// ```
pub fn exact(number: Decimal) -> String {
    let rounded = number.round_sf_with_strategy(20, RoundingStrategy::MidpointAwayFromZero).unwrap_or(number);
    if rounded.is_zero() { "0".to_owned() } else { rounded.normalize().to_string() }
}

/// Keys and values of an object while it is written.
#[derive(Default)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    /// Adds a key.
    pub fn with(mut self, key: &str, value: Json) -> Object {
        self.0.push((key.to_owned(), value));
        self
    }
    /// Adds a key when there is something to say.
    pub fn with_some(self, key: &str, value: Option<Json>) -> Object {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
    /// The object.
    pub fn done(self) -> Json {
        Json::Object(self.0)
    }
}

/// A figure: `{ "value": … }`, or null and the reason.
pub fn figure(measure: Measure<Decimal>) -> Object {
    match measure {
        Ok(value) => Object::default().with("value", Json::Number(value)),
        Err(why) => Object::default().with("value", Json::Null).with("undefined", Json::text(why.to_string())),
    }
}
