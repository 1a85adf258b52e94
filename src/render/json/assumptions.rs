//! The rows of the register of assumptions.

use super::{Json, Object};
use crate::case::{AsWritten, Assumption};
use crate::document::Why;

/// A row for every input, every duration, and every default.
pub fn assumptions(rows: &[Assumption]) -> Json {
    Json::List(rows.iter().map(row).collect())
}

fn row(row: &Assumption) -> Json {
    let head = Object::default()
        .with("path", Json::text(&row.path))
        .with("value", written(&row.value))
        .with("origin", Json::text(origin(row.origin)))
        .with_some("months", row.months.map(Json::whole));
    row.known.iter().fold(head, |object, (key, value)| object.with(key, written(value))).done()
}

/// The word for why a value is what it is.
pub fn origin(why: Why) -> &'static str {
    match why {
        Why::Written => "written",
        Why::Default => "default",
        Why::Library => "library",
        Why::Scenario => "scenario",
        Why::Set => "set",
    }
}

/// A value as it was written.
pub fn written(value: &AsWritten) -> Json {
    match value {
        AsWritten::Number(number) => Json::Number(*number),
        AsWritten::Text(text) => Json::text(text),
        AsWritten::List(list) => Json::List(list.iter().map(written).collect()),
        AsWritten::Table(entries) => Json::Object(entries.iter().map(|(k, v)| (k.clone(), written(v))).collect()),
    }
}
