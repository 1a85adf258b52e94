//! The top of the file, `[case]`, and the names that every table may carry.

use super::draft::Draft;
use super::reader::Reader;
use super::values::Free;
use crate::case::Names;
use crate::case::fields::in_head::{self, Language};

/// Reads the names that a table may carry.
pub fn names(table: &mut Reader<'_, '_>) -> Names {
    let text = |draft: Draft<String>| draft.value().cloned();
    let names = Names {
        title: text(table.optional(&in_head::TITLE)),
        short: text(table.optional(&in_head::SHORT)),
        note: text(table.optional(&in_head::NOTE)),
        source: text(table.optional(&in_head::SOURCE)),
        span: table.opened(),
    };
    let _: Draft<Free> = table.optional(&in_head::REF);
    names
}

/// `[case]`
#[derive(Default, Debug)]
pub struct HeadDraft {
    pub names: Names,
    pub id: Draft<String>,
    pub currency: Draft<String>,
    pub version: Draft<String>,
    pub status: Draft<String>,
    pub owner: Draft<String>,
    pub language: Draft<Language>,
}

pub fn head(mut table: Reader<'_, '_>) -> HeadDraft {
    let draft = HeadDraft {
        names: names(&mut table),
        id: table.optional(&in_head::ID),
        currency: table.optional(&in_head::CURRENCY),
        version: table.optional(&in_head::VERSION),
        status: table.optional(&in_head::STATUS),
        owner: table.optional(&in_head::OWNER),
        language: table.optional(&in_head::LANGUAGE),
    };
    table.finish();
    draft
}
