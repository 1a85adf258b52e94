//! What a key of a table turned out to be: absent, written, or written so that it cannot be read.

use crate::document::Why;
use crate::span::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// What it is.
    pub value: T,
    /// Where the value stands.
    pub span: Span,
    /// Where its key stands.
    pub key: Span,
    /// Why it is there.
    pub why: Why,
}

/// What a key turned out to be.
#[derive(Clone, Debug, Default)]
pub enum Draft<T> {
    /// It is not written.
    #[default]
    Absent,
    /// It is written, perhaps in the wrong place, and cannot be read. There is a problem that says so, and nothing
    /// more is said of it.
    Broken,
    /// It is written. In a box, since of the many keys that a table has, few are written.
    Here(Box<Written<T>>),
}

impl<T> Draft<T> {
    /// What is written.
    pub fn here(&self) -> Option<&Written<T>> {
        match self {
            Draft::Here(written) => Some(written),
            Draft::Absent | Draft::Broken => None,
        }
    }
    /// The value that is written.
    pub fn value(&self) -> Option<&T> {
        self.here().map(|w| &w.value)
    }
    /// Whether nothing is written.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Draft::Absent)
    }
    /// Whether it is written and cannot be read.
    pub const fn is_broken(&self) -> bool {
        matches!(self, Draft::Broken)
    }
    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Draft<U> {
        match self {
            Draft::Absent => Draft::Absent,
            Draft::Broken => Draft::Broken,
            Draft::Here(w) => {
                let Written { value, span, key, why } = *w;
                Draft::Here(Box::new(Written { value: change(value), span, key, why }))
            }
        }
    }
    /// Where its key stands, when it can be read.
    pub fn key(&self) -> Option<Span> {
        self.here().map(|w| w.key)
    }
}

impl<T: Clone> Draft<T> {
    /// The value, what stands in for it when nothing is written, or none when it cannot be read.
    pub fn or(&self, default: T) -> Option<T> {
        match self {
            Draft::Absent => Some(default),
            Draft::Broken => None,
            Draft::Here(written) => Some(written.value.clone()),
        }
    }
    /// The value, if there is one; none when it cannot be read.
    pub fn optional(&self) -> Option<Option<T>> {
        match self {
            Draft::Absent => Some(None),
            Draft::Broken => None,
            Draft::Here(written) => Some(Some(written.value.clone())),
        }
    }
}
