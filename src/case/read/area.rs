//! `[area.ID]`

use super::draft::Draft;
use super::head::names;
use super::reader::Reader;
use crate::case::fields::in_area;
use crate::case::{Frame, Names};

/// `[area.ID]`
#[derive(Debug)]
pub struct AreaDraft {
    pub names: Names,
    pub frame: Draft<Frame>,
    pub account: Draft<String>,
    pub party: Draft<String>,
}

pub fn area(mut table: Reader<'_, '_>) -> AreaDraft {
    let draft = AreaDraft {
        names: names(&mut table),
        frame: table.optional(&in_area::FRAME),
        account: table.optional(&in_area::ACCOUNT),
        party: table.optional(&in_area::PARTY),
    };
    table.finish();
    draft
}
