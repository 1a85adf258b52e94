//! Words that choose between ways of writing; what they mean is settled by `check`.

use crate::case::fields::Worded;

/// Declares words: an enum, its members and what stands in a file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($member:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $(#[doc = concat!("`", $word, "`")] $member,)* }

        impl Worded for $name {
            const EVERY: &'static [$name] = &[$($name::$member,)*];
            fn in_a_file(self) -> &'static str {
                match self { $($name::$member => $word,)* }
            }
        }
    };
}

words! {
    /// Whose start a measurement counts from.
    Clock { Contract "contract", Person "person", }
}
words! {
    /// Which way is better.
    Toward { Higher "higher", Lower "lower", }
}
words! {
    /// What is counted of the model.
    CountWord { InEffect "in-effect", Reached "reached", Started "started", Completed "completed", }
}
words! {
    /// The shape of a term.
    ShapeWord {
        Fixed "fixed", Given "given", PerUnit "per-unit", Milestones "milestones", Recurring "recurring", Step "step",
        Banded "banded", Share "share", BetterOf "better-of", WorseOf "worse-of",
    }
}
words! {
    /// Whom a fallback pays.
    PaysWord { UnpaidCohorts "unpaid-cohorts", }
}
words! {
    /// The rounding of a split.
    SplitWord { Residual "residual", Carry "carry", LargestRemainder "largest-remainder", }
}
words! {
    /// What a return cap limits.
    MeasureWord { Irr "irr", AverageYearly "average-yearly", Multiple "multiple", }
}

impl ShapeWord {
    /// Whether the term takes one of others.
    pub const fn is_selector(self) -> bool {
        matches!(self, ShapeWord::BetterOf | ShapeWord::WorseOf)
    }
    /// Whether the term runs on each person's clock.
    pub const fn is_by_person(self) -> bool {
        matches!(self, ShapeWord::Milestones | ShapeWord::Recurring)
    }
    /// Whether the term measures something.
    pub const fn has_metric(self) -> bool {
        !matches!(self, ShapeWord::Fixed | ShapeWord::Given) && !self.is_selector()
    }
}
