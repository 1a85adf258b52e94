//! Factors, exactly: a number of the file times 0.9, `"80 %"` or `"1/2"`.

use num_rational::BigRational;
use rust_decimal::Decimal;

use crate::case::read::exact::{self, Exact};
use crate::document::{Literal, Node, Value, Why};

/// What a value is multiplied by.
#[derive(Clone, PartialEq, Debug)]
pub struct Factor(BigRational);

impl Factor {
    /// A factor from a number, per cent or a fraction.
    pub fn read(node: &Node) -> Option<Factor> {
        worth(node).map(Factor)
    }

    /// A number times the factor.
    pub fn times(&self, number: &BigRational) -> Option<Decimal> {
        exact::decimal(&(number * &self.0))
    }
}

/// What a value is worth, when it is a number in some form.
pub fn worth(node: &Node) -> Option<BigRational> {
    match &node.value {
        Value::Number(literal) => literal.value.ok().map(|d| Exact::of(d).ratio()),
        Value::Text(text) => exact::text(text).ok().map(|e| e.ratio()),
        _ => None,
    }
}

/// A number as a node of a changed document.
pub fn number(value: Decimal, like: &Node, why: Why) -> Node {
    let value = value.normalize();
    Node { value: Value::Number(Literal { text: value.to_string(), value: Ok(value) }), span: like.span, why }
}

/// A value times a factor: a number, or every member of a list or of a table by time. None when something in it is no
/// number.
pub fn scaled(node: &Node, factor: &Factor, place: &Node, why: Why) -> Option<Node> {
    let value = match &node.value {
        Value::List(list) => {
            Value::List(list.iter().map(|n| scaled(n, factor, place, why)).collect::<Option<Vec<Node>>>()?)
        }
        Value::Table(table) => {
            let mut scaled_table = table.clone();
            for entry in &mut scaled_table.entries {
                entry.node = scaled(&entry.node, factor, place, why)?;
            }
            Value::Table(scaled_table)
        }
        _ => return Some(number(factor.times(&worth(node)?)?, place, why)),
    };
    Some(Node { value, span: place.span, why })
}
