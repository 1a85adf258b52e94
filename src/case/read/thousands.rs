//! Numbers whose point may be meant to group thousands.

use crate::document::{Node, Value};
use crate::span::Span;

/// A number as it is written, where it has exactly three digits after its point and may be meant as thousands.
#[derive(Clone, Debug)]
pub struct Thousands {
    /// As written: `11.944`.
    pub literal: String,
    /// What it would be with thousands: `11_944`.
    pub instead: String,
    /// Where it stands.
    pub span: Span,
}

impl Thousands {
    /// What a value may be meant as; of a series, its first member that may.
    pub fn of(node: &Node) -> Option<Thousands> {
        match &node.value {
            Value::Number(literal) => {
                let instead = thousands(&literal.text)?;
                Some(Thousands { literal: literal.text.clone(), instead, span: node.span })
            }
            Value::List(list) => list.iter().find_map(Thousands::of),
            Value::Table(table) => table.entries.iter().find_map(|e| Thousands::of(&e.node)),
            Value::Text(_) | Value::Truth(_) | Value::Time(_) | Value::Broken => None,
        }
    }
}

/// One to three digits, a point, exactly three digits; with a nil before the point it is a fraction.
fn thousands(literal: &str) -> Option<String> {
    let (whole, rest) = literal.split_once('.')?;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let meant = (1..=3).contains(&whole.len()) && rest.len() == 3 && digits(whole) && digits(rest);
    (meant && !whole.starts_with('0')).then(|| format!("{whole}_{rest}"))
}
