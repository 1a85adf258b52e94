//! Where a value comes from, for whoever asks.

use crate::document::Why;
use crate::span::Span;

/// Where a value stands, why it is there, and what it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Where it stands; for a default, the table that lacks it.
    pub span: Span,
    /// Why it has this value.
    pub why: Why,
    /// Its `source`.
    pub source: Option<String>,
}

impl Origin {
    /// Of what has no source of its own.
    pub const fn unsourced(span: Span, why: Why) -> Origin {
        Origin { span, why, source: None }
    }
}
