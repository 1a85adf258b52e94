//! Numbers: whole ones, and exact ones with their texts.

use rust_decimal::prelude::ToPrimitive;

use super::exact::{self, BadText, Exact};
use super::reader::{At, Read, Reading};
use super::values::{Whole, wrong_kind};
use crate::case::fields::Kind;
use crate::document::{BadNumber, Node, Value};
use crate::problem::{Code, Problem};

impl Read for Whole {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Whole> {
        let literal = match &node.value {
            Value::Number(literal) => literal,
            Value::Text(text) if text.parse::<u32>().is_ok() => {
                reading.problems.add(
                    Problem::new(Code::WrongKind)
                        .variant("quoted-number")
                        .with("key", at.spec.name)
                        .with("found", "@kind.text")
                        .with("text", text)
                        .at(node.span),
                );
                return None;
            }
            _ => {
                wrong_kind(node, at, "number", reading);
                return None;
            }
        };
        let (low, high) = match at.spec.kind {
            Kind::Whole(low, high) => (i64::from(low), i64::from(high)),
            _ => (1, 9_999),
        };
        let number = match literal.value {
            Ok(number) => number,
            Err(why) => {
                bad_number(node, why, reading);
                return None;
            }
        };
        let whole = if number.fract().is_zero() { number.to_i64() } else { None };
        if let Some(whole) = whole.filter(|w| (low..=high).contains(w)) {
            return Some(whole);
        }
        let variant = match at.spec.name {
            "schema" => "schema",
            _ if !number.fract().is_zero() => "whole",
            _ => "between",
        };
        reading.problems.add(
            Problem::new(Code::OutOfRange)
                .variant(variant)
                .with("key", at.spec.name)
                .with("value", &literal.text)
                .with("low", low)
                .with("high", high)
                .at(node.span),
        );
        None
    }
}

impl Read for Exact {
    fn read(node: &Node, at: At<'_>, reading: &mut Reading) -> Option<Exact> {
        match &node.value {
            Value::Number(literal) => match literal.value {
                Ok(number) => Some(Exact::of(number)),
                Err(why) => {
                    bad_number(node, why, reading);
                    None
                }
            },
            Value::Text(text) => match exact::text(text) {
                Ok(number) => Some(number),
                Err(why) => {
                    bad_text(node, text, why, at, reading);
                    None
                }
            },
            _ => {
                wrong_kind(node, at, "number", reading);
                None
            }
        }
    }
}

/// Says that a number cannot be read exactly.
pub fn bad_number(node: &Node, why: BadNumber, reading: &mut Reading) {
    let variant = match why {
        BadNumber::TooManyDigits => "too-many-digits",
        BadNumber::TooLarge => "too-large",
        BadNumber::TooManyDecimals => "too-many-decimals",
        BadNumber::NotFinite => "not-finite",
        BadNumber::NotDecimal => "not-decimal",
    };
    reading.problems.add(Problem::new(Code::BadNumber).variant(variant).at(node.span));
}

/// Says that a text is no number.
pub fn bad_text(node: &Node, text: &str, why: BadText, at: At<'_>, reading: &mut Reading) {
    let variant = match why {
        BadText::Number(why) => return bad_number(node, why, reading),
        BadText::NoNumber => "text",
        BadText::PlainNumber => "quoted",
        BadText::Comma => "comma",
        BadText::OfNil => "of-nil",
    };
    let point = text.replace('.', "").replace(',', ".");
    let instead = if point.contains('%') { format!("\"{point}\"") } else { point };
    reading.problems.add(
        Problem::new(Code::BadNumber)
            .variant(variant)
            .with("key", at.spec.name)
            .with("text", text)
            .with("instead", instead)
            .at(node.span),
    );
}
