//! Values against marks: equal when they cannot be told apart (6.2, comparing).

use crate::case::contract::{Edge, Test};
use crate::number::Number;

/// Whether a value meets a test against a mark.
pub fn meets<N: Number>(value: N, test: Test, mark: N) -> bool {
    match test {
        Test::AtLeast => value.reaches(mark),
        Test::AtMost => value.negated().reaches(mark.negated()),
        Test::MoreThan => !meets(value, Test::AtMost, mark),
        Test::LessThan => !meets(value, Test::AtLeast, mark),
    }
}

/// Whether a value reaches a mark; from above when lower is better.
pub fn reaches<N: Number>(value: N, mark: N, edge: Edge, lower_is_better: bool) -> bool {
    let test = match (edge, lower_is_better) {
        (Edge::AtLeast, false) => Test::AtLeast,
        (Edge::MoreThan, false) => Test::MoreThan,
        (Edge::AtLeast, true) => Test::AtMost,
        (Edge::MoreThan, true) => Test::LessThan,
    };
    meets(value, test, mark)
}

/// Whether an amount is more than nil.
pub fn is_something<N: Number>(amount: N) -> bool {
    amount > N::NIL
}
