//! `[group.ID]`

use super::draft::Draft;
use super::duration::Duration;
use super::head::names;
use super::input::InputDraft;
use super::reader::Reader;
use super::structure::StartsDraft;
use crate::case::Names;
use crate::case::fields::in_group;

/// `[group.ID]`
#[derive(Debug)]
pub struct GroupDraft {
    pub names: Names,
    pub people: Draft<InputDraft>,
    pub starts: Draft<StartsDraft>,
    pub recruited_share: Draft<InputDraft>,
    pub pathway: Draft<Duration>,
    pub completion_rate: Draft<InputDraft>,
    pub dropout_after: Draft<InputDraft>,
}

pub fn group(mut table: Reader<'_, '_>) -> GroupDraft {
    let draft = GroupDraft {
        names: names(&mut table),
        people: table.optional(&in_group::PEOPLE),
        starts: table.optional(&in_group::STARTS),
        recruited_share: table.optional(&in_group::RECRUITED_SHARE),
        pathway: table.optional(&in_group::PATHWAY),
        completion_rate: table.optional(&in_group::COMPLETION_RATE),
        dropout_after: table.optional(&in_group::DROPOUT_AFTER),
    };
    table.finish();
    draft
}
