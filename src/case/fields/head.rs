//! The top of the file, `[case]`, and the names that every table keyed by id may carry.

use super::{Field, FieldSpec, Kind, TableSpec, Worded, later, words_of};
use crate::case::read::{Free, IdList, Whole};

/// `schema`
pub const SCHEMA: Field<Whole> = Field::required("schema", Kind::Whole(1, 1));

/// `library`
pub const LIBRARY: Field<IdList> = Field::of("library", Kind::Texts);

/// `title`
pub const TITLE: Field<String> = Field::of("title", Kind::Text);
/// `short`
pub const SHORT: Field<String> = Field::of("short", Kind::Text);
/// `note`
pub const NOTE: Field<String> = Field::of("note", Kind::Text);
/// `source`
pub const SOURCE: Field<String> = Field::of("source", Kind::Text);
/// `ref`
pub const REF: Field<Free> = Field::of("ref", Kind::Free);

/// `case.id`
pub const ID: Field<String> = Field::or("id", Kind::Text, "the name of the file");
/// `case.currency`
pub const CURRENCY: Field<String> = Field::or("currency", Kind::Text, "DKK");
/// `case.version`
pub const VERSION: Field<String> = Field::of("version", Kind::Text);
/// `case.status`
pub const STATUS: Field<String> = Field::of("status", Kind::Text);
/// `case.owner`
pub const OWNER: Field<String> = Field::of("owner", Kind::Text);
/// `case.language`
pub const LANGUAGE: Field<Language> = Field::of("language", Kind::Word(words_of::<Language>));

/// The language of pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// `en`
    English,
    /// `da`
    Danish,
}

impl Worded for Language {
    const EVERY: &'static [Language] = &[Language::English, Language::Danish];
    fn in_a_file(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Danish => "da",
        }
    }
}

/// The keys at the top of the file that are no tables.
pub const TOP: TableSpec = TableSpec {
    name: "top",
    keyed: false,
    named: false,
    later: false,
    inside: false,
    fields: &[SCHEMA.spec, LIBRARY.spec, later("observations", Kind::Text)],
};

/// `[case]`
pub const CASE: TableSpec = TableSpec {
    name: "case",
    keyed: false,
    named: false,
    later: false,
    inside: false,
    fields: &[
        ID.spec,
        TITLE.spec,
        SHORT.spec,
        CURRENCY.spec,
        VERSION.spec,
        STATUS.spec,
        OWNER.spec,
        LANGUAGE.spec,
        NOTE.spec,
        SOURCE.spec,
        REF.spec,
    ],
};

/// The names that every table keyed by id may carry.
pub const NAMES: &[FieldSpec] = &[TITLE.spec, SHORT.spec, NOTE.spec, SOURCE.spec, REF.spec];
